/*
 * report_bind.c - a parsed source with the values of a year.
 */
#include "base/assert.h"
#include "report/report_source.h"
#include "text/numerals.h"

struct binder {
    const struct report_source *source;
    const struct report_binding *binding;
    const struct registry *registry;
    const struct figure_value *values;
    struct arena *arena;
    struct report *report;
    int *times; /* by figure id: bindings so far */
    LIST_OF(struct report_part) parts;
    LIST_OF(struct report_paragraph) paragraphs; /* of the open part */
    int numbers[3];                              /* headings so far, by level */
};

/* The target of the binding's year, and whether the value reaches it. */
static struct str target_of(struct binder *b, const struct figure_def *figure,
                            const struct figure_value *value)
{
    char text[DECIMAL_TEXT_BYTES];
    for (size_t i = 0; i < b->source->targets.n; i++) {
        const struct report_target *target = &b->source->targets.at[i];
        struct decimal reached;
        if (target->figure != figure || target->year != b->binding->year)
            continue;
        bool is_reached = value->is_known
                          && decimal_ratio(value->numerator, 1, value->denominator,
                                           DECIMAL_SCALE_MAX / 2, ROUND_DOWN, &reached)
                          && decimal_compare(reached, target->value) >= 0;
        struct str unit = figure->is_share ? STR("%") : figure->unit;
        return arena_print(b->arena, "目标%" STR_FMT "%" STR_FMT "（%" STR_FMT "，%d年），%s",
                           STR_ARG(decimal_print(target->value, text)), STR_ARG(unit),
                           STR_ARG(target->source), target->year, is_reached ? "已达到" : "未达到");
    }
    return STR_NONE;
}

static struct report_span bind_figure(struct binder *b, const struct figure_def *figure)
{
    const struct figure_value *value = &b->values[figure->id];
    int times = ++b->times[figure->id];
    b->report->bindings_n++;
    b->report->figures_n += times == 1;
    return (struct report_span){
        .text = figure_text(figure, value, b->arena),
        .figure = figure,
        .value = *value,
        .number = figure_number(value, b->arena),
        .target = target_of(b, figure, value),
        .id = times == 1 ? figure->key
                         : arena_print(b->arena, "%" STR_FMT "-%d", STR_ARG(figure->key), times),
    };
}

static struct report_span bind_span(struct binder *b, const struct source_span *span)
{
    struct report_span out = {.text = span->text};
    switch (span->kind) {
    case SOURCE_TEXT:
        break;
    case SOURCE_FIGURE:
        return bind_figure(b, span->figure);
    case SOURCE_FIGURE_FROM:
        out.text = document_day(b->arena, b->values[span->figure->id].from);
        break;
    case SOURCE_FIGURE_TO:
        out.text = document_day(b->arena, b->values[span->figure->id].to);
        break;
    case SOURCE_YEAR:
        out.text = arena_print(b->arena, "%d", b->binding->year);
        break;
    case SOURCE_PERIOD:
        out.text = report_period_name(b->arena, b->report->from, b->report->to);
        break;
    case SOURCE_NEXT_YEAR:
        out.text = arena_print(b->arena, "%d", b->binding->year + 1);
        break;
    case SOURCE_OFFICE:
        out.text = b->binding->office;
        break;
    case SOURCE_REPORT_DAY: {
        struct date day = registry_report_day(b->registry, b->binding->year);
        out.text = document_day(b->arena, day);
        break;
    }
    }
    return out;
}

struct str report_period_name(struct arena *arena, struct date from, struct date to)
{
    static const char *const quarters[] = {"一", "二", "三", "四"};
    int year, month, day, months = date_whole_months(from, to);
    date_split(from, &year, &month, &day);
    if (months == 12)
        return arena_print(arena, "%d年", year);
    if (months == 6)
        return arena_print(arena, "%d年%s半年", year, month == 1 ? "上" : "下");
    if (months == 3)
        return arena_print(arena, "%d年第%s季度", year, quarters[(month - 1) / 3]);
    if (months == 1)
        return arena_print(arena, "%d年%d月", year, month);
    struct str a = document_day(arena, from), z = document_day(arena, to);
    return arena_print(arena, "%" STR_FMT "至%" STR_FMT, STR_ARG(a), STR_ARG(z));
}

/* A heading or title as one text. */
static struct str bind_line(struct binder *b, const struct source_block *block, struct str before)
{
    struct str line = before;
    for (size_t i = 0; i < block->spans.n; i++) {
        struct report_span span = bind_span(b, &block->spans.at[i]);
        line = arena_print(b->arena, "%" STR_FMT "%" STR_FMT, STR_ARG(line), STR_ARG(span.text));
    }
    return line;
}

static void bind_title(struct binder *b, const struct source_block *block)
{
    struct str rest = b->report->title_lines = bind_line(b, block, STR_NONE), line;
    while (str_next(&rest, '|', &line))
        b->report->title = arena_print(b->arena, "%" STR_FMT "%" STR_FMT, STR_ARG(b->report->title),
                                       STR_ARG(line));
}

static void close_part(struct binder *b)
{
    if (b->parts.n == 0)
        return;
    struct report_part *part = &b->parts.at[b->parts.n - 1];
    part->paragraphs = b->paragraphs.at;
    part->paragraphs_n = b->paragraphs.n;
    b->paragraphs.at = NULL;
    b->paragraphs.n = b->paragraphs.cap = 0;
}

/* 一、 and （一） (GB/T 9704-2012 7.3.3). */
static struct str printed_number(struct binder *b, int level)
{
    struct buf buf;
    buf_init(&buf, 64);
    b->numbers[level]++;
    b->numbers[2] = level == 1 ? 0 : b->numbers[2];
    if (level == 2)
        buf_put_c(&buf, "（");
    numerals_put(&buf, b->numbers[level]);
    buf_put(&buf, level == 1 ? STR("、") : STR("）"));
    struct str out = arena_copy(b->arena, buf_str(&buf));
    buf_done(&buf);
    return out;
}

static void open_part(struct binder *b, const struct source_block *block)
{
    struct report_part part = {.level = block->level, .number = block->number};
    close_part(b);
    part.anchor = arena_print(b->arena, "part-%" STR_FMT, STR_ARG(block->number));
    part.heading = bind_line(b, block, printed_number(b, block->level));
    list_push(b->arena, &b->parts, part);
}

static void bind_paragraph(struct binder *b, const struct source_block *block)
{
    struct report_span *spans = arena_array(b->arena, struct report_span, block->spans.n + 1);
    if (b->parts.n == 0)
        list_push(b->arena, &b->parts, (struct report_part){.level = 0});
    for (size_t i = 0; i < block->spans.n; i++) {
        spans[i] = bind_span(b, &block->spans.at[i]);
        if (block->paragraph == REPORT_CLOSING && block->spans.at[i].kind == SOURCE_REPORT_DAY)
            b->report->signed_on = registry_report_day(b->registry, b->binding->year);
    }
    struct report_paragraph paragraph = {block->paragraph, spans, block->spans.n};
    list_push(b->arena, &b->paragraphs, paragraph);
}

void report_bind(const struct report_source *source, const struct registry *registry,
                 const struct report_binding *binding, const struct figure_value *values,
                 struct arena *arena, struct report *report_out)
{
    struct report report = {
        .name = source->name,
        .office = binding->office,
        .year = binding->year,
        .from = binding->to.day == 0 ? date_of(binding->year, 1, 1) : binding->from,
        .to = binding->to.day == 0 ? date_of(binding->year, 12, 31) : binding->to,
        .is_demo = binding->is_demo,
        .signed_on = DATE_NONE,
    };
    struct binder b = {
        .source = source,
        .binding = binding,
        .registry = registry,
        .values = values,
        .arena = arena,
        .report = &report,
        .times = arena_array(arena, int, registry->figures_n + 1),
    };
    for (size_t i = 0; i < source->blocks.n; i++) {
        const struct source_block *block = &source->blocks.at[i];
        if (block->kind == SOURCE_TITLE)
            bind_title(&b, block);
        else if (block->kind == SOURCE_HEADING)
            open_part(&b, block);
        else
            bind_paragraph(&b, block);
    }
    close_part(&b);
    report.parts = b.parts.at;
    report.parts_n = b.parts.n;
    *report_out = report;
}

bool report_bind_question(const struct report_source *source,
                          const struct figure_question *question,
                          const struct report_binding *binding, struct arena *arena,
                          struct report *report_out, struct err *err)
{
    const struct registry *registry = question->registry;
    gl_assert(binding->to.day != 0 || question->from.day == date_of(binding->year, 1, 1).day);
    gl_assert(binding->to.day != 0 || question->to.day == date_of(binding->year, 12, 31).day);
    struct figure_value *values = arena_array(arena, struct figure_value, registry->figures_n + 1);
    if (!figure_all(question, arena, values, err))
        return false;
    report_bind(source, registry, binding, values, arena, report_out);
    return true;
}
