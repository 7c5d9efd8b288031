#include "report/returns.h"

#include "calendar/term.h"
#include "report/report.h"
#include "text/yaml.h"

/* ---- the schedule ---- */

struct reading {
    struct arena *arena;
    const struct registry *registry;
    struct str file;
    struct complaints *complaints;
    struct returns_schedule *schedule;
};

static void complain(struct reading *r, const struct yaml_node *node, const char *text)
{
    complaints_add(r->complaints, r->file, node->line, node->column, "%s", text);
}

static struct str scalar(const struct yaml_node *map, const char *key)
{
    const struct yaml_node *node = yaml_get(map, key);
    return node != NULL && node->kind == YAML_SCALAR ? node->text : STR_NONE;
}

static int months_of(struct str every)
{
    static const struct {
        const char *word;
        int months;
    } words[] = {{"month", 1}, {"quarter", 3}, {"half", 6}, {"year", 12}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal_c(every, words[i].word))
            return words[i].months;
    return 0;
}

static void read_figures(struct reading *r, const struct yaml_node *node, struct returns_item item)
{
    const struct yaml_node *figures = yaml_get(node, "figures");
    struct str same_as = scalar(node, "same_as");
    if (same_as.len > 0) {
        item.same_as = registry_figure(r->registry, same_as);
        if (item.same_as == NULL)
            complain(r, yaml_get(node, "same_as"), "there is no such figure");
    }
    if (figures == NULL || figures->kind != YAML_LIST) {
        complain(r, node, "an item names its figures: figures: [epidemic.cases]");
        return;
    }
    for (size_t i = 0; i < figures->items_n; i++) {
        item.figure = registry_figure(r->registry, figures->items[i]->text);
        if (item.figure == NULL)
            complain(r, figures->items[i], "there is no such figure");
        else if (!item.figure->is_any_known)
            complain(r, figures->items[i],
                     "this figure is counted from records, not returned (known: any)");
        else
            list_push(r->arena, &r->schedule->items, item);
    }
}

static void read_item(struct reading *r, const struct yaml_node *node)
{
    struct returns_item item = {.unit = scalar(node, "unit"),
                                .months = months_of(scalar(node, "every"))};
    if (item.unit.len == 0)
        complain(r, node, "an item names the unit that owes it");
    if (item.months == 0)
        complain(r, node, "every is month, quarter, half or year");
    if (!period_parse(scalar(node, "due"), &item.due) || item.due.unit == PERIOD_HOURS)
        complain(r, node, "due is a length after the period's end: 10 days, 5 working days");
    read_figures(r, node, item);
}

const struct returns_schedule *returns_parse(struct arena *arena, const struct registry *registry,
                                             struct str file, struct str bytes,
                                             struct complaints *complaints)
{
    size_t before = complaints->list.n;
    struct reading r = {arena, registry, file, complaints,
                        arena_new(arena, struct returns_schedule)};
    const struct yaml_node *root = yaml_parse(arena, file, bytes, complaints);
    if (root == NULL)
        return NULL;
    const struct yaml_node *items = yaml_get(root, "items"), *fields = yaml_get(root, "fields");
    r.schedule->field_from = scalar(fields, "from");
    r.schedule->field_to = scalar(fields, "to");
    if (items == NULL || items->kind != YAML_LIST || r.schedule->field_from.len == 0
        || r.schedule->field_to.len == 0)
        complain(&r, root, "expected fields: {from: …, to: …} and items: […]");
    for (size_t i = 0; items != NULL && i < items->items_n; i++)
        read_item(&r, items->items[i]);
    return complaints->list.n == before ? r.schedule : NULL;
}

/* ---- the state ---- */

struct finding {
    struct reader *reader;
    struct arena *arena;
    const struct figure_question *q;
    const struct returns_schedule *schedule;
    const struct office_version *now;
    struct date today;
    struct returns *out;
};

static bool list_of(struct finding *f, const struct figure_def *figure, struct date from,
                    struct date to, struct reader_figure_list *out, struct err *err)
{
    struct figure_question q = *f->q;
    struct reader_figure_ask ask = {.figure = figure, .known_seq = q.known_seq};
    q.from = from;
    q.to = to;
    figure_period_of(&q, figure, &ask.from, &ask.to, &ask.as_of);
    return reader_figure_list(f->reader, f->arena, &ask, out, err);
}

struct span {
    int64_t from, to, matter;
};

/* The days that a signed return speaks of: its own fields, or a stock's whole period. */
static bool span_of(const struct finding *f, const struct returns_row *row,
                    const struct matter *matter, struct span *span_out)
{
    int from = register_field(matter->def, f->schedule->field_from);
    int to = register_field(matter->def, f->schedule->field_to);
    *span_out = (struct span){row->from.day, row->to.day, matter->id};
    if (row->item->figure->over != OVER_YEAR)
        return true;
    if (from == NONE || to == NONE || !matter->is_set[from] || !matter->is_set[to])
        return false;
    span_out->from = matter->values[from];
    span_out->to = matter->values[to];
    return true;
}

/* Signed returns of the figure whose periods together cover the row's: a year in twelve months. */
static bool find_signed(struct finding *f, struct returns_row *row, struct err *err)
{
    LIST_OF(struct span) spans = {0};
    struct reader_figure_list list;
    struct matter *matter;
    struct span span;
    if (!list_of(f, row->item->figure, f->q->from, f->q->to, &list, err))
        return false;
    for (size_t i = 0; i < list.n; i++) {
        if (!reader_matter(f->reader, f->arena, list.rows[i].matter, &matter, err))
            return false;
        if (matter != NULL && span_of(f, row, matter, &span))
            list_push(f->arena, &spans, span);
    }
    int64_t day = row->from.day, last = 0;
    for (size_t i = 0; i < spans.n && day <= row->to.day; i++)
        if (spans.at[i].from <= day && spans.at[i].to >= day) {
            day = spans.at[i].to + 1;
            last = spans.at[i].matter;
            i = SIZE_MAX; /* from the beginning again */
        }
    row->matter = day > row->to.day ? last : 0;
    return true;
}

static bool compare(struct finding *f, struct returns_row *row, struct err *err)
{
    struct figure_question q = *f->q;
    struct figure_value returned, own;
    const struct returns_item *item = row->item;
    q.from = row->from;
    q.to = row->to;
    if (!figure_one(&q, item->figure, f->arena, &returned, err))
        return false;
    if (row->matter != 0 && !item->figure->is_restricted)
        row->value = figure_text(item->figure, &returned, f->arena);
    if (item->same_as == NULL || row->matter == 0)
        return true;
    if (!figure_one(&q, item->same_as, f->arena, &own, err)
        || !list_of(f, item->same_as, row->from, row->to, &row->own_list, err))
        return false;
    row->own = figure_text(item->same_as, &own, f->arena);
    row->is_apart = returned.numerator != own.numerator || returned.denominator != own.denominator;
    return true;
}

static struct date due_of(const struct finding *f, const struct returns_row *row)
{
    const struct period *due = &row->item->due;
    if (due->unit == PERIOD_WORKING_DAYS)
        return calendar_add(f->now->calendar, row->to, due->n);
    return term_corresponding(row->to, *due, 1);
}

static bool add_row(struct finding *f, const struct returns_item *item, struct date from,
                    struct err *err)
{
    struct returns_row row = {
        .item = item,
        .unit = organisation_unit_by_code(f->now->organisation, item->unit),
        .from = from,
        .to = date_add_days(date_add_months(from, item->months), -1),
    };
    row.due = due_of(f, &row);
    if (!find_signed(f, &row, err) || !compare(f, &row, err))
        return false;
    bool is_late = !date_is_none(row.due) && date_compare(f->today, row.due) > 0;
    row.state = row.matter != 0 ? RETURNS_SIGNED : is_late ? RETURNS_OVERDUE : RETURNS_WAITING;
    list_push(f->arena, &f->out->rows, row);
    return true;
}

bool returns_find(struct reader *reader, struct arena *arena,
                  const struct figure_question *question, const struct returns_schedule *schedule,
                  int64_t unit, struct returns *out, struct err *err)
{
    const struct office *office = reader_office(reader);
    struct finding f = {.reader = reader,
                        .arena = arena,
                        .q = question,
                        .schedule = schedule,
                        .now = office_current(office),
                        .today = office_today(office),
                        .out = out};
    *out = (struct returns){0};
    for (size_t i = 0; i < schedule->items.n; i++) {
        const struct returns_item *item = &schedule->items.at[i];
        const struct unit *owner = organisation_unit_by_code(f.now->organisation, item->unit);
        if (unit != 0 && (owner == NULL || owner->id != unit))
            continue;
        /* Whole periods that begin in the one asked for. */
        struct date from = date_of(date_year(question->from), 1, 1);
        for (; date_compare(from, question->to) <= 0; from = date_add_months(from, item->months)) {
            struct date to = date_add_days(date_add_months(from, item->months), -1);
            bool is_in =
                date_compare(from, question->from) >= 0 && date_compare(to, question->to) <= 0;
            if (is_in && !add_row(&f, item, from, err))
                return false;
        }
    }
    return true;
}

/* ---- the sheet ---- */

const char *returns_state_word(enum returns_state state)
{
    static const char *const words[] = {"已签发", "待报送", "逾期未报"};
    return words[state];
}

static struct str unit_name(const struct returns_row *row)
{
    return row->unit != NULL ? row->unit->name : row->item->unit;
}

void returns_document(const struct returns *returns, struct document *d)
{
    static const struct document_column columns[] = {
        {STR("报送单位"), DOCUMENT_LEFT, 4}, {STR("报送项目"), DOCUMENT_LEFT, 6},
        {STR("期间"), DOCUMENT_CENTRE, 4},   {STR("应报日期"), DOCUMENT_CENTRE, 4},
        {STR("状态"), DOCUMENT_CENTRE, 3},   {STR("报送数"), DOCUMENT_END, 4}};
    struct document_table *table = document_table(d, STR_NONE, columns, 6);
    char day[DATE_TEXT_BYTES];
    for (size_t i = 0; i < returns->rows.n; i++) {
        const struct returns_row *row = &returns->rows.at[i];
        struct document_cell cells[] = {
            {.run = {.text = unit_name(row)}},
            {.run = {.text = row->item->figure->title.zh}},
            {.run = {.text = report_period_name(d->arena, row->from, row->to)}},
            {.run = {.text = arena_copy(d->arena, date_print(row->due, day))}},
            {.run = {.text = str_of(returns_state_word(row->state))}},
            {.run = {.text = row->value}},
        };
        document_row(d, table, cells, 6);
    }
    for (size_t i = 0; i < returns->rows.n; i++) {
        const struct returns_row *row = &returns->rows.at[i];
        if (row->is_apart)
            document_line(d, DOCUMENT_TEXT,
                          arena_print(d->arena,
                                      "%" STR_FMT "：报送数%" STR_FMT "，登记簿计得%" STR_FMT
                                      "，由%lld件事项构成。",
                                      STR_ARG(row->item->figure->title.zh), STR_ARG(row->value),
                                      STR_ARG(row->own), (long long)row->own_list.total));
    }
    document_line(d, DOCUMENT_BLANK, STR_NONE);
    document_line(d, DOCUMENT_FLUSH, STR("填报人：　　　　　审核人：　　　　　单位负责人："));
}
