/*
 * demo_parts.c - what the simulated year is made of. The order fixes the chance of each part: new
 * parts go to the end.
 */
#include "demo/demo.h"

const struct demo_part demo_parts[] = {
    {"workorder", demo_workorder},
    {"inputs", demo_inputs},
    {"returns", demo_returns},
    {"legalaid_desk", demo_legalaid_desk},
    {"publication", demo_publication},
    {"plan", demo_tasks},
    {"policy", demo_policies},
    {"scenario", demo_scenarios},
    {"guide", demo_guides},
    {"service_item", demo_service_items},
    {"regulation_item", demo_regulation_items},
    {"unit", demo_units},
    {"grid", demo_grids},
    {"studio", demo_studios},
    {"screening", demo_screenings},
    {"publicity", demo_publicity},
    {"study", demo_study},
    {"exam", demo_exam},
    {"mediation", demo_mediation},
    {"notarization", demo_notarization},
    {"legalaid", demo_legalaid},
    {"adviser", demo_adviser},
    {"proposal", demo_proposal},
    {"officer", demo_officers},
    {"enforcement", demo_enforcement},
    {"assistance", demo_assistance},
    {"reconsideration", demo_reconsideration},
    {"disclosure", demo_disclosure},
    {"normative", demo_normative},
    {"contract", demo_contracts},
    {"comment_request", demo_comment_requests},
    {"filereview", demo_filereviews},
    {"decision", demo_decisions},
    {"duty_report", demo_duty_reports},
    {NULL, NULL},
};
