/*
 * import_source.h - what a matter and its events are called outside: source, number, step.
 *
 * A matter that came from another system keeps that system's name and number. One that began here
 * has this ledger's own name (a digest of its public key stands in it, so that no two ledgers share
 * one) and its id. Steps name the events of a matter: an imported one as its source did, one
 * entered here by its place in the matter. They never change, since entries are only added.
 */
#ifndef GULOU_OFFICE_IMPORT_SOURCE_H
#define GULOU_OFFICE_IMPORT_SOURCE_H

#include "office/reader.h"

/* This ledger's own name: "gulou.320106.1a2b3c4d". */
struct str import_source_own(const struct office *office, struct arena *arena);
/* Source and number of a matter, from its events. */
void import_source_of(const struct office *office, struct arena *arena,
                      const struct reader_event *events, size_t n, int64_t matter,
                      struct str *source_out, struct str *number_out);
/* The steps of the events, all different. */
struct str *import_source_steps(struct arena *arena, const struct reader_event *events, size_t n);
/* The matter that a source's number means in this office; 0: none. */
ERR_CHECKED bool import_source_find(struct reader *reader, struct arena *arena,
                                    const struct register_def *def, struct str source,
                                    struct str number, int64_t *matter_out, struct err *err);

#endif
