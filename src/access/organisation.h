/*
 * organisation.h - who belongs where: units as a dated tree, members of staff with their posts.
 *
 * The organisation is a text that the office adopts (DESIGN H2), so every event is judged under the
 * units and posts in force at its place:
 *
 *   units:
 *     - {id: 10, code: justice, name: 区司法局, kind: department, parent: district, from:
 * 2010-01-01} people:
 *     - {id: 101, name: 演示人员一, posts: [{unit: justice, roles: [handler], from: 2021-01-01}]}
 *     - {id: 102, name: 演示人员二, posts: [{unit: district, roles: [handler],
 *        registers: [reconsideration], from: 2021-01-01}]}
 *
 * Ids stand in the ledger and are never used twice. `to` ends a unit or a post; `succeeds` names
 * the unit that a unit took over from. A post with `registers` is held in these only: the staff of
 * the reconsideration body act for the whole district, but in its register. Ids 1 (the law) and 2
 * (the office itself) are not staff.
 */
#ifndef GULOU_ACCESS_ORGANISATION_H
#define GULOU_ACCESS_ORGANISATION_H

#include "base/complaint.h"
#include "base/date.h"
#include "base/map.h"

struct unit {
    int64_t id;
    struct str code, name, kind; /* kind: government department subdistrict station community … */
    int64_t parent;              /* id or 0 */
    int64_t succeeds;            /* id or 0 */
    size_t heir, next_heir;      /* who succeeds it, and who else succeeds what it succeeds: 1 + the
                                    place in units, or 0 */
    struct date from, to;        /* to none: still exists */
};

struct post {
    int64_t unit;
    struct str *roles;
    size_t roles_n;
    struct str *registers; /* keys; none: all */
    size_t registers_n;
    struct date from, to;
};

struct person {
    int64_t id;
    struct str name;
    struct post *posts;
    size_t posts_n;
};

struct organisation {
    struct arena *arena;
    LIST_OF(struct unit) units;
    LIST_OF(struct person) people;
    struct map units_by_id, units_by_code, people_by_id;
};

/* NULL with complaints (unknown parent, a circle, an id used twice, an unknown role …). */
struct organisation *organisation_load(struct arena *arena, struct str file, struct str bytes,
                                       struct complaints *complaints);
const struct unit *organisation_unit(const struct organisation *org, int64_t id); /* or NULL */
const struct unit *organisation_unit_by_code(const struct organisation *org, struct str code);
/* Ids by what people call them: a unit's code or exact name, a member of staff's exact name. How
 * many are meant: 0, 1, or more that are called alike; of units called alike only those count that
 * exist on the day, if any does (no day: all). */
size_t organisation_unit_named(const struct organisation *org, struct str text, struct date on,
                               int64_t *id_out);
size_t organisation_person_named(const struct organisation *org, struct str name, int64_t *id_out);
const struct person *organisation_person(const struct organisation *org, int64_t id);
/* Is `unit` the unit `above`, or below it, or a predecessor of one that is? */
bool organisation_is_within(const struct organisation *org, int64_t unit, int64_t above);
/* Ids of `above` and everything below it, predecessors included. */
void organisation_subtree(const struct organisation *org, struct arena *arena, int64_t above,
                          int64_t **ids_out, size_t *n_out);

/* Complains of posts in registers for which `has_register` says no. */
void organisation_check(const struct organisation *org, struct str file,
                        bool (*has_register)(const void *context, struct str key),
                        const void *context, struct complaints *complaints);

extern const struct str organisation_roles[]; /* the closed list, ended by an empty one */

#endif
