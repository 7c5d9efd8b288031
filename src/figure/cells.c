#include "figure/cells.h"

/* One "value" or "choice.value": sets its place in the cell; false when none or several fit. */
static bool find_one(const struct registry *registry, const struct figure_def *figure,
                     struct str name, struct figure_cell *cell)
{
    const struct register_def *def = registry->registers[figure->registry_at];
    struct str field = STR_NONE, choice = name, head, tail;
    int found = 0, by_found = 0, choice_found = 0;
    if (str_cut(name, '.', &head, &tail)) {
        field = head;
        choice = tail;
    }
    for (size_t by = 0; by < figure->by_n; by++) {
        const struct field_def *of = &def->fields[figure->by[by]];
        int at = register_choice(of, choice);
        if (at == NONE || (field.len > 0 && !str_equal(field, of->key)))
            continue;
        by_found = (int)by;
        choice_found = at;
        found++;
    }
    if (found != 1 || cell->choice[by_found] >= 0)
        return false;
    cell->choice[by_found] = choice_found;
    return true;
}

bool figure_cell_find(const struct registry *registry, const struct figure_def *figure,
                      struct str name, struct figure_cell *cell_out)
{
    struct str rest = name, one;
    bool ok = name.len > 0;
    for (size_t i = 0; i < FIGURE_BY_MAX; i++)
        cell_out->choice[i] = -1;
    while (ok && str_next(&rest, ',', &one))
        ok = find_one(registry, figure, one, cell_out);
    return ok;
}

bool figure_cell_has(const struct figure_cell *cell, int64_t value)
{
    for (size_t i = 0; i < FIGURE_BY_MAX; i++) {
        int64_t at = value >> (i * FIGURE_BY_BITS) & ((1 << FIGURE_BY_BITS) - 1);
        if (cell->choice[i] >= 0 && at != cell->choice[i] + 1)
            return false;
    }
    return true;
}

int64_t figure_cell_sum(const struct figure_cell *cell, const struct map *sums)
{
    const struct map_slot *slot;
    int64_t sum = 0;
    for (size_t at = 0; (slot = map_next(sums, &at)) != NULL;)
        if (figure_cell_has(cell, slot->number))
            sum += slot->value;
    return sum;
}
