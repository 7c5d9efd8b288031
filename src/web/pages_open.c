/*
 * pages_open.c - what may be shown to whoever reads, since nobody has logged in.
 */
#include "web/pages.h"

/* The choice that makes a matter a report or accusation (举报), where the register knows the unit
 * complained of; false when it has none. */
static bool find_accusation(const struct register_def *def, int *field_out, int *choice_out)
{
    *field_out = register_field(def, STR("type"));
    if (*field_out == NONE || register_field(def, STR("about_unit")) == NONE
        || def->fields[*field_out].type != FIELD_CHOICE)
        return false;
    *choice_out = register_choice(&def->fields[*field_out], STR("report"));
    return *choice_out != NONE;
}

bool matter_is_shown(const struct matter *matter)
{
    int field, choice;
    return !find_accusation(matter->def, &field, &choice) || !matter->is_set[field]
           || matter->values[field] != choice;
}

struct str register_shown_where(const struct page *page, const struct register_def *def)
{
    int field, choice;
    (void)page;
    return find_accusation(def, &field, &choice) ? STR("not (type = report)") : STR_NONE;
}
