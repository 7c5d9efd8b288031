/*
 * demo_officer.h - enforcement certificates, which cases of enforcement name.
 */
#ifndef GULOU_DEMO_OFFICER_H
#define GULOU_DEMO_OFFICER_H

#include "demo/demo.h"

/* Two different certificates issued by now, of the unit if it has them; from March on, where it has
 * not, of others. False: there are none yet. */
bool demo_officer_pair(struct demo *demo, struct demo_case *c, int64_t unit, int64_t pair_out[2]);

#endif
