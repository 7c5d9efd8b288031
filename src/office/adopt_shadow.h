/*
 * adopt_shadow.h - what an adoption would do to the matters that are there, before it is written:
 * the due dates that move, for sign-off, and whether one could not go on.
 */
#ifndef GULOU_OFFICE_ADOPT_SHADOW_H
#define GULOU_OFFICE_ADOPT_SHADOW_H

#include "office/office.h"

struct adopt_change {
    int64_t matter;
    struct str number; /* or empty */
    const struct register_def *def;
    int clock;
    struct date old_due, now_due;
    bool was_provisional, is_provisional;
};

struct adopt_shadow {
    const struct office_version *now;     /* as it would be adopted */
    LIST_OF(struct adopt_change) changes; /* by matter and clock */
};

/* The definitions compiled and compared, and every matter looked at under them. False, with
 * complaints, when they may not be adopted: they are not sound, take something away, or an open
 * matter would be in a state that nothing leaves. Nothing is written. */
ERR_CHECKED bool office_adopt_shadow(struct office *office, struct arena *arena,
                                     const struct registry_file *files, size_t files_n,
                                     struct adopt_shadow *shadow_out, struct complaints *complaints,
                                     struct err *err);

#endif
