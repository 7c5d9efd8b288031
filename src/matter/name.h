/*
 * name.h - fields of type unit, place and person, named as people do: by code or name instead of
 * the number that is kept.
 */
#ifndef GULOU_MATTER_NAME_H
#define GULOU_MATTER_NAME_H

#include "access/organisation.h"
#include "registry/registry.h"

struct name_question {
    const struct organisation *organisation;
    const struct field_def *field;
    struct date on; /* of units called alike, those of this day are meant */
};

/* Is the text no number, in a field that takes a name? */
bool name_is(const struct field_def *field, struct str text);
/* False, with a complaint: nobody is called so, or more than one. */
bool name_find(const struct name_question *question, struct str text, int64_t *id_out,
               struct complaints *complaints);

#endif
