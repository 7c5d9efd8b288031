/*
 * pages_open.c - what may be shown to whoever reads, since nobody has logged in.
 */
#include "access/access.h"
#include "web/pages.h"

bool matter_is_shown(const struct page *page, const struct matter *matter)
{
    struct access_accusation of = {matter_accused(matter), page->today};
    return !matter_is_accusation(matter)
           || !access_is_kept_from(page->now->organisation, &of, ACCESS_STRANGER, 0);
}

struct str register_shown_where(const struct page *page, const struct register_def *def)
{
    if (def->accuses.field == NONE)
        return STR_NONE;
    if (def->accuses.when == NULL)
        return STR("false");
    return arena_print(page->arena, "not (%" STR_FMT ")", STR_ARG(def->accuses.when_text));
}
