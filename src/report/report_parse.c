/*
 * report_parse.c - the source of a report, read line by line.
 */
#include "base/embed.h"
#include "report/report_source.h"
#include "text/utf8.h"

struct parser {
    struct arena *arena;
    const struct registry *registry;
    struct str file, bytes;
    struct report_source *source;
    struct complaints *complaints;
    struct source_block *open; /* the paragraph that the next line may continue, or NULL */
    bool is_comment;
    int64_t part, subpart; /* numbers of the last headings; 0: none */
};

/* A complaint at a place inside the bytes. */
__attribute__((format(printf, 3, 4))) static void complain(struct parser *p, const char *at,
                                                           const char *text, ...)
{
    int line, column;
    va_list args;
    va_start(args, text);
    struct str said = arena_vprint(p->arena, text, args);
    va_end(args);
    utf8_place(p->bytes, (size_t)(at - p->bytes.p), &line, &column);
    complaints_add(p->complaints, p->file, line, column, "%" STR_FMT, STR_ARG(said));
}

/* ---- the text of a line ---- */

static void add_text(struct parser *p, struct source_block *block, struct str text)
{
    if (text.len > 0)
        list_push(p->arena, &block->spans, (struct source_span){.kind = SOURCE_TEXT, .text = text});
}

static bool is_digit(int32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19);
}

/* The first number of the text that no rule makes something else; NULL: there is none. */
static const char *unbound(struct str *rest, struct str whole)
{
    bool was_digit = false;
    while (rest->len > 0) {
        const char *at = rest->p;
        size_t ruled = was_digit ? 0 : report_numeral_rule(whole, (size_t)(at - whole.p));
        if (ruled > 0) {
            *rest = str_from(*rest, ruled);
            continue;
        }
        bool is_now = is_digit(utf8_next(rest));
        if (is_now && !was_digit) {
            while (rest->len > 0 && rest->p[0] >= '0' && rest->p[0] <= '9')
                *rest = str_from(*rest, 1);
            struct str after = *rest; /* full-width digits too */
            while (after.len > 0 && is_digit(utf8_next(&after)))
                *rest = after;
            return at;
        }
        was_digit = is_now;
    }
    return NULL;
}

/* P1: a number of plain text is a date, a document number or an ordinal by rule. */
static void check_digits(struct parser *p, struct str text)
{
    const char *at;
    for (struct str rest = text; (at = unbound(&rest, text)) != NULL;)
        complain(p, at,
                 "a number that is no figure; bind it, {workorder.received}, or mark it and say "
                 "why, [[12348|热线]]");
}

/* [[12348|热线]]: what no rule knows needs a reason. */
static void add_literal(struct parser *p, struct source_block *block, struct str inside)
{
    struct str text, reason;
    bool has_reason = str_cut(inside, '|', &text, &reason) && str_trim(reason).len > 0;
    struct str rest = text;
    if (!has_reason && unbound(&rest, text) != NULL)
        complain(p, inside.p,
                 "a literal that is no date, document number or ordinal says why it is no figure: "
                 "[[12348|热线]]");
    add_text(p, block, text);
}

static bool fixed_word(struct str name, enum source_span_kind *kind_out)
{
    static const struct {
        const char *name;
        enum source_span_kind kind;
    } words[] = {
        {"year", SOURCE_YEAR},
        {"period", SOURCE_PERIOD},
        {"next_year", SOURCE_NEXT_YEAR},
        {"office", SOURCE_OFFICE},
        {"report_day", SOURCE_REPORT_DAY},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal_c(name, words[i].name)) {
            *kind_out = words[i].kind;
            return true;
        }
    return false;
}

/* {key}, {key@from}, {key@to}: leaves the key. Anything else behind an @ stays, and is no key. */
static enum source_span_kind cut_aspect(struct str *name)
{
    struct str key, aspect;
    if (!str_cut(*name, '@', &key, &aspect))
        return SOURCE_FIGURE;
    bool is_from = str_equal_c(aspect, "from"), is_to = str_equal_c(aspect, "to");
    if (is_from || is_to)
        *name = key;
    return is_from ? SOURCE_FIGURE_FROM : is_to ? SOURCE_FIGURE_TO : SOURCE_FIGURE;
}

static void add_binding(struct parser *p, struct source_block *block, struct str name)
{
    struct source_span span = {.text = name};
    if (fixed_word(name, &span.kind)) {
        list_push(p->arena, &block->spans, span);
        return;
    }
    span.kind = cut_aspect(&name);
    span.figure = registry_figure(p->registry, name);
    if (span.figure == NULL)
        complain(p, name.p,
                 "there is no figure \"%" STR_FMT "\"; expected a figure of the definitions, or "
                 "year, next_year, period, office, report_day",
                 STR_ARG(name));
    else if (span.figure->is_retired)
        complain(p, name.p, "the figure \"%" STR_FMT "\" is retired", STR_ARG(name));
    else if (block->kind != SOURCE_PARAGRAPH)
        complain(p, name.p, "a heading binds no figure; say it in the text below");
    else
        list_push(p->arena, &block->spans, span);
}

/* What begins at a brace or a double bracket; returns what follows it. */
static struct str read_mark(struct parser *p, struct source_block *block, struct str text)
{
    bool is_literal = text.p[0] == '[';
    struct str inside = str_from(text, is_literal ? 2 : 1);
    size_t end = is_literal ? str_find(inside, STR("]]")) : str_find_char(inside, '}');
    if (text.p[0] == '}') {
        complain(p, text.p, "a closing brace without an opening one");
        return inside;
    }
    if (end == inside.len) {
        complain(p, text.p,
                 is_literal ? "[[ is not closed on its line; expected ]]"
                            : "a brace is not closed on its line; expected }");
        return str_from(text, text.len);
    }
    if (is_literal && end == 0)
        complain(p, text.p, "an empty literal");
    if (is_literal)
        add_literal(p, block, str_first(inside, end));
    else
        add_binding(p, block, str_first(inside, end));
    return str_from(inside, end + (is_literal ? 2 : 1));
}

static void read_text(struct parser *p, struct source_block *block, struct str text)
{
    while (text.len > 0) {
        size_t at = 0;
        while (at < text.len && text.p[at] != '{' && text.p[at] != '}'
               && !str_starts(str_from(text, at), STR("[[")))
            at++;
        check_digits(p, str_first(text, at));
        add_text(p, block, str_first(text, at));
        text = str_from(text, at);
        if (text.len > 0)
            text = read_mark(p, block, text);
    }
}

/* ---- lines ---- */

static struct source_block *add_block(struct parser *p, const struct source_block *block)
{
    list_push(p->arena, &p->source->blocks, *block);
    return &p->source->blocks.at[p->source->blocks.n - 1];
}

static void read_title(struct parser *p, struct str line, int number)
{
    if (p->source->blocks.n > 0)
        complain(p, line.p, "the title, one line \"# …\", comes first and once");
    struct source_block block = {.kind = SOURCE_TITLE, .line = number};
    read_text(p, add_block(p, &block), str_trim(str_from(line, 2)));
}

/* "1" at level 1, "1.8" at level 2: ascending, and within the part before. */
static void check_number(struct parser *p, const struct source_block *block)
{
    struct str head, tail;
    int64_t first = 0, second = 0;
    bool has_dot = str_cut(block->number, '.', &head, &tail);
    bool is_read = str_to_i64(head, &first) && first > 0 && has_dot == (block->level == 2)
                   && (!has_dot || (str_to_i64(tail, &second) && second > 0));
    if (!is_read) {
        complain(p, block->number.p,
                 "a heading begins with its number in the report: \"## 1 …\", \"### 1.8 …\"");
        return;
    }
    if (block->level == 1 ? first <= p->part : first != p->part || second <= p->subpart)
        complain(p, block->number.p,
                 "part %" STR_FMT " is out of order; numbers ascend, and a ### stands under the ## "
                 "of its number",
                 STR_ARG(block->number));
    if (block->level == 1)
        p->part = first;
    if (first == p->part)
        p->subpart = second;
}

static void read_heading(struct parser *p, struct str line, int level, int number)
{
    struct str text = str_trim(str_from(line, (size_t)level + 2)), heading;
    struct source_block block = {.kind = SOURCE_HEADING, .level = level, .line = number};
    (void)str_cut(text, ' ', &block.number, &heading);
    check_number(p, &block);
    if (str_trim(heading).len == 0)
        complain(p, line.p, "a heading without words; expected \"## 1 …\" or \"### 1.8 …\"");
    read_text(p, add_block(p, &block), str_trim(heading));
}

static void read_paragraph(struct parser *p, struct str line, int number)
{
    enum report_paragraph_kind kind = REPORT_TEXT;
    if (str_starts(line, STR("> ")))
        kind = REPORT_ADDRESSEE;
    else if (str_starts(line, STR("< ")))
        kind = REPORT_CLOSING;
    if (p->source->blocks.n == 0)
        complain(p, line.p, "a report begins with its title: \"# …\"");
    if (p->open == NULL || kind != REPORT_TEXT) {
        struct source_block block = {.kind = SOURCE_PARAGRAPH, .paragraph = kind, .line = number};
        p->open = add_block(p, &block);
    }
    read_text(p, p->open, str_trim(kind == REPORT_TEXT ? line : str_from(line, 2)));
    if (kind != REPORT_TEXT)
        p->open = NULL;
}

/* @target KEY VALUE YEAR SOURCE */
static void read_target(struct parser *p, struct str text)
{
    struct report_target target = {0};
    struct str key, value, year;
    int64_t number = 0;
    str_cut(text, ' ', &key, &text);
    str_cut(text, ' ', &value, &text);
    str_cut(text, ' ', &year, &target.source);
    target.figure = registry_figure(p->registry, key);
    if (target.figure == NULL || !decimal_parse(value, &target.value) || !str_to_i64(year, &number)
        || number < 2000 || number > 2199 || str_trim(target.source).len == 0) {
        complain(p, key.p,
                 "expected \"@target FIGURE VALUE YEAR SOURCE\", for example @target "
                 "legalaid.handled 1500 2022 区政府工作报告");
        return;
    }
    target.year = (int)number;
    list_push(p->arena, &p->source->targets, target);
}

static void read_directive(struct parser *p, struct str line)
{
    struct str text = str_trim(line);
    if (str_equal_c(text, "@complete"))
        p->source->is_complete = true;
    else if (str_starts(text, STR("@target ")))
        read_target(p, str_trim(str_from(text, 8)));
    else
        complain(p, line.p, "expected @complete, or @target FIGURE VALUE YEAR SOURCE");
}

static void read_line(struct parser *p, struct str line, int number)
{
    if (p->is_comment || str_starts(line, STR("<!--"))) {
        p->is_comment = !str_ends(str_trim(line), STR("-->"));
        return;
    }
    if (line.len > 0 && line.p[0] == '@') {
        read_directive(p, line);
        return;
    }
    bool is_paragraph = str_trim(line).len > 0 && line.p[0] != '#';
    if (!is_paragraph)
        p->open = NULL;
    if (str_starts(line, STR("# ")))
        read_title(p, line, number);
    else if (str_starts(line, STR("## ")))
        read_heading(p, line, 1, number);
    else if (str_starts(line, STR("### ")))
        read_heading(p, line, 2, number);
    else if (is_paragraph)
        read_paragraph(p, line, number);
    else if (str_trim(line).len > 0)
        complain(p, line.p, "expected \"# title\", \"## 1 heading\" or \"### 1.8 heading\"");
}

/* "annual" of "reports/annual.md". */
static struct str name_of(struct str file)
{
    struct str name = file;
    for (size_t i = 0; i < file.len; i++)
        if (file.p[i] == '/')
            name = str_from(file, i + 1);
    return str_ends(name, STR(".md")) ? str_first(name, name.len - 3) : name;
}

const struct report_source *report_parse(struct arena *arena, const struct registry *registry,
                                         struct str file, struct str bytes,
                                         struct complaints *complaints)
{
    size_t before = complaints->list.n, bad;
    struct report_source *source = arena_new(arena, struct report_source);
    *source = (struct report_source){.name = name_of(file), .file = file};
    struct parser p = {
        .arena = arena,
        .registry = registry,
        .file = file,
        .bytes = bytes,
        .source = source,
        .complaints = complaints,
    };
    if (!utf8_check(bytes, &bad)) {
        complain(&p, bytes.p + bad, "this is no UTF-8");
        return NULL;
    }
    struct str rest = bytes, line;
    for (int number = 1; str_next(&rest, '\n', &line); number++)
        read_line(&p, line, number);
    if (p.is_comment)
        complaints_add(complaints, file, 0, 0,
                       "a comment <!-- is not closed; expected a line that "
                       "ends with -->");
    if (source->blocks.n == 0)
        complaints_add(complaints, file, 0, 0, "a report begins with its title: \"# …\"");
    return complaints->list.n == before ? source : NULL;
}

/* ---- the shipped sources ---- */

static struct str shipped_name(const struct embedded *file)
{
    bool is_source = str_starts(file->path, STR("reports/")) && str_ends(file->path, STR(".md"));
    return is_source ? name_of(file->path) : STR_NONE;
}

size_t report_names(struct arena *arena, struct str **names_out)
{
    size_t n = 0;
    struct str *names = arena_array(arena, struct str, embedded_files_n + 1);
    for (size_t i = 0; i < embedded_files_n; i++) {
        struct str name = shipped_name(&embedded_files[i]);
        if (name.len > 0)
            names[n++] = name;
    }
    *names_out = names;
    return n;
}

bool report_bytes(struct arena *arena, struct str name, struct str *path_out, struct str *bytes_out)
{
    *path_out = arena_print(arena, "reports/%" STR_FMT ".md", STR_ARG(name));
    return embed_find(*path_out, bytes_out);
}

bool report_find(struct arena *arena, const struct registry *registry, struct str name,
                 const struct report_source **source_out, struct complaints *complaints,
                 struct err *err)
{
    for (size_t i = 0; i < embedded_files_n; i++) {
        struct str shipped = shipped_name(&embedded_files[i]);
        if (shipped.len == 0 || !str_equal(shipped, name))
            continue;
        *source_out = report_parse(arena, registry, embedded_files[i].path, embedded_files[i].bytes,
                                   complaints);
        return *source_out != NULL
               || err_set(err, ERR_INPUT,
                          "the report \"%" STR_FMT "\" does not fit the office's definitions",
                          STR_ARG(name));
    }
    (void)err_set(err, ERR_MISSING, "there is no report \"%" STR_FMT "\"", STR_ARG(name));
    struct str *names;
    size_t n = report_names(arena, &names);
    struct buf known;
    buf_init(&known, 200);
    for (size_t i = 0; i < n; i++)
        buf_print(&known, " %" STR_FMT, STR_ARG(names[i]));
    err_hint(err, "the reports are:%" STR_FMT, STR_ARG(buf_str(&known)));
    buf_done(&known);
    return false;
}

/* ---- completeness ---- */

void report_check_complete(const struct report_source *source, const struct registry *registry,
                           struct complaints *complaints)
{
    if (!source->is_complete)
        return;
    bool *is_bound = arena_array(complaints->arena, bool, registry->figures_n + 1);
    struct str part = STR_NONE;
    for (size_t i = 0; i < source->blocks.n; i++) {
        const struct source_block *block = &source->blocks.at[i];
        if (block->kind == SOURCE_HEADING)
            part = block->number;
        for (size_t j = 0; j < block->spans.n; j++) {
            const struct figure_def *figure = block->spans.at[j].figure;
            bool is_printed = block->spans.at[j].kind == SOURCE_FIGURE;
            if (is_printed && str_equal(figure->part, part))
                is_bound[figure->id] = true;
        }
    }
    for (size_t i = 0; i < registry->figures_n; i++) {
        const struct figure_def *figure = registry->figures[i];
        bool is_reported = figure->part.len > 0 && !figure->is_derived && !figure->is_retired;
        if (is_reported && !is_bound[i])
            complaints_add(complaints, source->file, 0, 0,
                           "the figure %" STR_FMT " (%" STR_FMT ") belongs to part %" STR_FMT
                           " and is not bound there",
                           STR_ARG(figure->key), STR_ARG(figure->title.zh), STR_ARG(figure->part));
    }
}
