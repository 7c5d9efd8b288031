#include "audit/audit.h"

#include <stdlib.h>

#include "audit/growth.h"
#include "audit/official.h"
#include "audit/reading.h"
#include "audit/repeats.h"
#include "audit/shares.h"
#include "audit/sums.h"
#include "audit/tables.h"

/* In the order of the text. */
static int by_place(const void *a, const void *b)
{
    const struct audit_check *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return str_compare(x->left, y->left);
}

static void count(struct audit *audit)
{
    for (size_t i = 0; i < audit->checks.n; i++) {
        enum verdict verdict = audit->checks.at[i].verdict;
        if (verdict == VERDICT_REMARK)
            audit->remarks++;
        else if (amount_holds(verdict))
            audit->holding++;
        else
            audit->failing++;
    }
}

void audit_run(struct arena *arena, const struct audit_text *text, const struct audit *previous,
               struct audit *audit_out)
{
    *audit_out = (struct audit){.arena = arena, .name = text->name};
    clean_make(arena, text->text, text->origin, &audit_out->clean);
    reading_read(audit_out);
    grid_find(audit_out);
    sums_check(audit_out);
    shares_check(audit_out);
    tables_check(audit_out);
    growth_check(audit_out, previous);
    official_check(audit_out);
    repeats_check(audit_out);
    if (audit_out->checks.n > 1)
        qsort(audit_out->checks.at, audit_out->checks.n, sizeof audit_out->checks.at[0], by_place);
    count(audit_out);
}

const char *audit_kind_name(enum check_kind kind)
{
    static const char *const names[] = {"sum", "share", "ratio", "growth", "product", "repeat"};
    return names[kind];
}

const char *audit_role_name(enum role role)
{
    static const char *const names[] = {"count",  "difference", "base", "share", "rate",
                                        "growth", "level",      "mean", "limit", "ordinal"};
    return names[role];
}
