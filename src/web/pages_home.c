/*
 * pages_home.c - the first page, the registers, what falls due, and the way to a matter by its
 * number.
 */
#include "web/pages.h"

enum { HOME_DUE = 6, HOME_REGISTERS = 8, HEADLINES = 6 };

/* ---- the first page ---- */

static void put_tile(struct page *page, struct html_value *tiles, const char *title, int64_t number,
                     const char *url)
{
    struct html_value *tile = html_push_map(tiles);
    html_put_text(tile, "title", page_t(page, title));
    html_put_text(tile, "value", page_number(page, number));
    html_put_text(tile, "unit", page_t(page, "unit_matters"));
    html_put_text(tile, "note", STR_NONE);
    html_put_url(tile, "url", str_of(url));
    html_put_text(tile, "tone", STR_NONE);
}

static void put_due_tile(struct page *page, struct html_value *tiles, const char *title,
                         int64_t number, const char *url, const char *tone)
{
    struct html_value *tile = html_push_map(tiles);
    html_put_text(tile, "title", page_t(page, title));
    html_put_text(tile, "value", page_number(page, number));
    html_put_text(tile, "unit", page_t(page, "unit_matters"));
    html_put_text(tile, "note", STR_NONE);
    html_put_url(tile, "url", str_of(url));
    html_put_text(tile, "tone", number > 0 ? str_of(tone) : STR_NONE);
}

static void put_tiles(struct page *page, const struct reader_count *counts)
{
    struct html_value *tiles = html_put_list(page->data, "tiles");
    struct reader_count sum = {0};
    for (size_t i = 0; i < page->now->registry->registers_n; i++) {
        sum.total += counts[i].total;
        sum.open += counts[i].open;
        sum.overdue += counts[i].overdue;
        sum.soon += counts[i].soon;
    }
    put_tile(page, tiles, "tile_open", sum.open, "/registers");
    put_due_tile(page, tiles, "tile_overdue", sum.overdue, "/due?which=overdue", "tone-bad");
    put_due_tile(page, tiles, "tile_soon", sum.soon, "/due", "tone-warn");
    put_tile(page, tiles, "tile_total", sum.total, "/registers");
}

static bool put_due(struct page *page, struct err *err)
{
    struct reader_page due;
    if (!reader_due(page->reader, page->arena, NULL, page->today,
                    date_add_days(page->today, PAGE_SOON_DAYS), 0, HOME_DUE, &due, err))
        return false;
    html_put_text(page->data, "due_title", page_t(page, "tile_soon"));
    html_put_url(page->data, "due_url", STR("/due"));
    struct html_value *list = html_put_list(page->data, "due");
    for (size_t i = 0; i < due.n; i++)
        due_row_put(page, list, due.matters[i]);
    return true;
}

static struct str register_url(const struct page *page, const struct register_def *def)
{
    return arena_print(page->arena, "/register/%" STR_FMT, STR_ARG(def->key));
}

/* Those with most open matters, then those with most matters. */
static void put_busy_registers(struct page *page, const struct reader_count *counts)
{
    const struct registry *registry = page->now->registry;
    struct html_value *list = html_put_list(page->data, "registers");
    bool *is_put = arena_array(page->arena, bool, registry->registers_n + 1);
    for (int k = 0; k < HOME_REGISTERS; k++) {
        size_t best = registry->registers_n;
        for (size_t i = 0; i < registry->registers_n; i++) {
            bool is_better =
                best == registry->registers_n || counts[i].open > counts[best].open
                || (counts[i].open == counts[best].open && counts[i].total > counts[best].total);
            if (!is_put[i] && counts[i].total > 0 && is_better)
                best = i;
        }
        if (best == registry->registers_n)
            return;
        is_put[best] = true;
        struct html_value *item = html_push_map(list);
        html_put_text(item, "title", page_title(page, registry->registers[best]->title));
        html_put_url(item, "url", register_url(page, registry->registers[best]));
        html_put_text(item, "open", page_number(page, counts[best].open));
        html_put_text(item, "total", page_number(page, counts[best].total));
    }
}

bool home_page(struct page *page, const struct route_params *params, struct err *err)
{
    struct reader_count *counts;
    (void)params;
    if (!page_counts(page, &counts, err) || !put_due(page, err)
        || !headlines_put(page, HEADLINES, err) || !report_newest_put(page, err))
        return false;
    html_put_url(page->data, "search_url", STR("/search"));
    put_tiles(page, counts);
    put_busy_registers(page, counts);
    return page_show(page, "home", page_t(page, "nav_home"), "home", err);
}

/* ---- the registers ---- */

/* The part of the report that a register's figures stand in first; empty: none. */
static struct str part_of(const struct registry *registry, const struct register_def *def)
{
    for (size_t i = 0; i < def->figures_n; i++)
        if (registry->figures[def->figures[i]]->part.len > 0)
            return registry->figures[def->figures[i]]->part;
    return STR_NONE;
}

static void put_register(struct page *page, struct html_value *list, const struct register_def *def,
                         const struct reader_count *count)
{
    struct html_value *item = html_push_map(list);
    int regime = register_regime(def, page->today);
    html_put_text(item, "title", page_title(page, def->title));
    html_put_url(item, "url", register_url(page, def));
    html_put_text(item, "law", regime == NONE ? STR_NONE : def->regimes[regime].law);
    html_put_text(item, "matters", page_number(page, count->total));
    html_put_text(item, "open", page_number(page, count->open));
    html_put_text(item, "received", page_number(page, count->numbered));
    html_put_i64(item, "overdue", count->overdue);
    html_put_url(item, "overdue_url",
                 page_with(page, STR("/due?which=overdue"), "register", def->key));
}

bool registers_page(struct page *page, const struct route_params *params, struct err *err)
{
    const struct registry *registry = page->now->registry;
    struct reader_count *counts;
    struct str *parts;
    (void)params;
    if (!page_counts(page, &counts, err))
        return false;
    size_t parts_n = parts_of(page, &parts);
    struct html_value *groups = html_put_list(page->data, "groups");
    for (size_t k = 0; k <= parts_n; k++) { /* the last: registers without a figure of the report */
        struct str part = k < parts_n ? parts[k] : STR_NONE;
        struct html_value *group = NULL, *list = NULL;
        for (size_t i = 0; i < registry->registers_n; i++) {
            const struct register_def *def = registry->registers[i];
            if (!str_equal(part_of(registry, def), part))
                continue;
            if (group == NULL) {
                group = html_push_map(groups);
                html_put_text(group, "title", part_title(page, part));
                list = html_put_list(group, "registers");
            }
            put_register(page, list, def, &counts[i]);
        }
    }
    html_put_text(page->data, "period",
                  arena_print(page->arena, "%d", date_year(date_add_months(page->today, -3))));
    return page_show(page, "registers", page_t(page, "nav_registers"), "registers", err);
}

/* ---- what falls due ---- */

static void put_due_cells(struct page *page, struct html_value *rows, const struct matter *matter)
{
    int clock = clock_first_due(matter);
    bool is_shown = matter_is_shown(page, matter);
    struct clock_look how = {"", STR_NONE};
    if (clock != NONE)
        how = clock_look(page, matter, clock);
    struct html_value *cells = list_row(rows, how.mark, how.status);
    list_cell(page, cells, "number", page_matter_number(page, matter),
              is_shown ? page_matter_url(page, matter->id) : STR_NONE);
    list_cell(page, cells, "register", page_title(page, matter->def->title), STR_NONE);
    list_cell(page, cells, "unit",
              is_shown ? page_unit(page, matter_unit(matter)) : page_t(page, "not_open"), STR_NONE);
    list_cell(page, cells, "clock",
              clock == NONE ? STR_NONE : page_title(page, matter->def->clocks[clock].title),
              STR_NONE);
    list_cell(page, cells, "due", page_date(page, matter_due(matter)), STR_NONE);
}

bool due_page(struct page *page, const struct route_params *params, struct err *err)
{
    static const char *const columns[] = {"number", "register", "unit", "clock", "due"};
    bool is_overdue = str_equal_c(http_query(page->request, "which"), "overdue");
    struct str key = http_query(page->request, "register");
    const struct register_def *def = NULL;
    struct reader_page due;
    int64_t number;
    struct date from = is_overdue ? date_of(1900, 1, 1) : page->today;
    struct date to = date_add_days(page->today, is_overdue ? -1 : PAGE_SOON_DAYS);
    (void)params;
    if (!page_ask_number(page, "page", 1, 1, INT32_MAX / PAGE_ROWS, &number, err)
        || (key.len > 0 && !page_find_register(page, key, &def, err))
        || !reader_due(page->reader, page->arena, def, from, to, (number - 1) * PAGE_ROWS,
                       PAGE_ROWS, &due, err))
        return false;
    struct str url = page_with(page, STR("/due"), "which", is_overdue ? STR("overdue") : STR_NONE);
    url = page_with(page, url, "register", key);
    struct str title = page_t(page, is_overdue ? "tile_overdue" : "tile_soon");
    list_begin(page, title, def == NULL ? STR_NONE : page_title(page, def->title), "nav_home", "/");
    html_put_bool(page->data, "figure", false);
    html_put_bool(page->data, "filter", false);
    list_columns(page, columns, sizeof columns / sizeof columns[0]);
    struct html_value *rows = html_put_list(page->data, "rows");
    for (size_t i = 0; i < due.n; i++)
        put_due_cells(page, rows, due.matters[i]);
    list_end(page, url, number, due.n, due.total);
    return page_show(page, "list", title, "home", err);
}
