/*
 * scenario_stage.h - inside scenario/: a scratch office for each scenario, made by copying.
 */
#ifndef GULOU_SCENARIO_SCENARIO_STAGE_H
#define GULOU_SCENARIO_SCENARIO_STAGE_H

#include "office/office.h"
#include "scenario/scenario.h"

/* A new, empty office, as if its definitions had been adopted long ago. */
ERR_CHECKED bool scenario_stage_set(struct scenario_stage *stage, struct office **office_out,
                                    struct err *err);
void scenario_stage_strike(struct scenario_stage *stage, struct office *office);

#endif
