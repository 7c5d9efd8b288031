/*
 * matter_json.h - a matter as JSON, for the API and the command line. Personal values are never in
 * it: "sealed" names the fields that were given.
 */
#ifndef GULOU_OFFICE_MATTER_JSON_H
#define GULOU_OFFICE_MATTER_JSON_H

#include "office/reader.h"
#include "text/json.h"

/* "demo": true, of a demo: every JSON answer about its matters and figures says it. */
void matter_json_demo(struct json_out *json, const struct office *office);
/* id, register, number, state, unit, dates, plain fields, clocks. */
void matter_json(struct json_out *json, const struct office *office, const struct matter *matter,
                 struct arena *arena);
/* The same, with texts, events and the figures that it counts in. */
ERR_CHECKED bool matter_json_whole(struct json_out *json, struct reader *reader,
                                   const struct matter *matter, struct arena *arena,
                                   struct err *err);
struct lookup_found;
/* {"total": N, "matters": […]}: what a look-up found. */
void lookup_json(struct json_out *json, const struct office *office,
                 const struct lookup_found *found, struct arena *arena);
/* A plain value as people read it: a choice's title, a unit's name, 2022-03-01. */
struct str matter_value_text(const struct office *office, const struct field_def *field,
                             int64_t value, bool is_english, struct arena *arena);

#endif
