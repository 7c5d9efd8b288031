/*
 * access.h - may this person do this? The one function that enforces `by:` and `approve:`.
 */
#ifndef GULOU_ACCESS_ACCESS_H
#define GULOU_ACCESS_ACCESS_H

#include "access/organisation.h"

struct access_question {
    int64_t person;
    const struct str *roles; /* any of them suffices */
    size_t roles_n;
    struct str register_key; /* of the matter; empty: what is no register's, as adoption */
    int64_t unit;            /* that answers for the matter; 0: the whole office */
    struct date on;
};

/* True when the person holds, on that day, a post with one of the roles in the unit or in one above
 * it, and in the register: a post with `registers` is held in no other, and not in the office as a
 * whole. A post in the district itself (the root) reaches every unit. */
bool access_may(const struct organisation *org, const struct access_question *question);
/* Does the person hold the role anywhere on that day, in all registers? */
bool access_has_role(const struct organisation *org, int64_t person, struct str role,
                     struct date on);

/* Of a report or accusation (举报): what it is kept from. DESIGN §2: the unit complained of, and
 * its subtree, can neither be sent the matter nor see that it exists. */
struct access_accusation {
    int64_t accused; /* the unit complained of; 0: none is named */
    struct date on;
};

enum { ACCESS_STRANGER = 0, ACCESS_OFFICE = 2 };

/* The one function that decides it, of a person and of a unit (either may be 0). A stranger, who
 * has not said who he is, is kept from every accusation; the office itself from none. */
bool access_is_kept_from(const struct organisation *org, const struct access_accusation *of,
                         int64_t person, int64_t unit);

#endif
