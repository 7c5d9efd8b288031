/*
 * demo_parts.c - what the simulated year is made of. The order fixes the chance of each part: new
 * parts go to the end.
 */
#include "demo/demo.h"

const struct demo_part demo_parts[] = {
    {"workorder", demo_workorder},
    {NULL, NULL},
};
