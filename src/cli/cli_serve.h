/*
 * cli_serve.h - the seam between the command line and the web server, which do not know each other:
 * main.c puts one into the other.
 */
#ifndef GULOU_CLI_CLI_SERVE_H
#define GULOU_CLI_CLI_SERVE_H

#include <stdio.h>

#include "office/office.h"

struct cli_serving {
    struct office *office;
    struct str db; /* as it was given */
    struct str listen;
    struct str pages;
    int threads;
    FILE *out; /* where to say that it listens */
};

/* Serves until the process is asked to stop. */
extern bool (*cli_serve_with)(const struct cli_serving *serving, struct err *err);

#endif
