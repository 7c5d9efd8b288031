/*
 * demo_offence.h - offences by area of enforcement, with invented facts.
 */
#ifndef GULOU_DEMO_OFFENCE_H
#define GULOU_DEMO_OFFENCE_H

#include "demo/demo.h"

/* An offence of the area, by chance: a number for the functions below. */
int64_t demo_offence_any(struct demo *demo, struct demo_case *c, const char *area);
const char *demo_offence_area(int64_t offence);
const char *demo_offence_name(int64_t offence);
/* What was found, without anybody's name. */
struct str demo_offence_facts(struct demo *demo, struct demo_case *c, int64_t offence,
                              char out[1024]);
/* The area in which a department, by its code, acts. */
const char *demo_offence_area_of(const char *department);

#endif
