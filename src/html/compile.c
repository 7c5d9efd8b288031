/* Templates into nodes: see compile.h. */
#include "html/compile.h"

#include "base/limits.h"

struct open_section {
    size_t node;
    struct place place;
};

struct compiler {
    struct html_template *template;
    struct complaints *complaints;
    struct str rest;
    int line, column; /* of rest's first byte */
    struct place place;
    struct open_section open[LIMIT_TEMPLATE_DEPTH];
    size_t open_n;
    bool is_line_start; /* nothing but blanks since the line began */
};

#define COMPLAIN(compiler, line, column, ...)                                                    \
    complaints_add((compiler)->complaints, (compiler)->template->source->file, (line), (column), \
                   __VA_ARGS__)

/* Lines and columns (in characters) of what is passed over. */
static void pass(struct compiler *compiler, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)compiler->rest.p[i];
        if (c == '\n') {
            compiler->line++;
            compiler->column = 1;
        } else if ((c & 0xC0) != 0x80) {
            compiler->column++;
        }
    }
    compiler->rest = str_from(compiler->rest, n);
}

static struct node *node_push(struct compiler *compiler, enum node_kind kind, struct str text)
{
    struct html_template *template = compiler->template;
    struct node node = {.kind = kind, .text = text};
    node.line = compiler->line;
    node.column = compiler->column;
    list_push(template->set->arena, &template->nodes, node);
    return &template->nodes.at[template->nodes.n - 1];
}

static bool is_blank_text(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] != ' ' && text.p[i] != '\t') {
            return false;
        }
    }
    return true;
}

static void text_take(struct compiler *compiler, size_t n)
{
    struct str text = str_first(compiler->rest, n);
    if (text.len > 0) {
        node_push(compiler, NODE_TEXT, text);
        place_feed(&compiler->place, text);
    }
    size_t line = text.len;
    while (line > 0 && text.p[line - 1] != '\n') {
        line--;
    }
    bool has_end = line > 0;
    compiler->is_line_start =
        (has_end || compiler->is_line_start) && is_blank_text(str_from(text, line));
    pass(compiler, n);
}

/* A tag alone on its line takes the line with it: the blanks before it are cut from the last text,
 * the line's end is passed over. */
static void blanks_cut(struct compiler *compiler)
{
    struct html_template *template = compiler->template;
    struct node *last = template->nodes.n == 0 ? NULL : &template->nodes.at[template->nodes.n - 1];
    if (last == NULL || last->kind != NODE_TEXT) {
        return;
    }
    while (
        last->text.len > 0
        && (last->text.p[last->text.len - 1] == ' ' || last->text.p[last->text.len - 1] == '\t')) {
        last->text.len--;
    }
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
           || c == '-';
}

/* "a.b" into parts; "." into none. */
static bool name_read(struct str name, struct node *node)
{
    node->parts_n = 0;
    if (str_equal_c(name, ".")) {
        return true;
    }
    struct str rest = name, part;
    while (str_next(&rest, '.', &part)) {
        if (part.len == 0 || node->parts_n == NODE_NAME_PARTS) {
            return false;
        }
        for (size_t i = 0; i < part.len; i++) {
            if (!is_name_char(part.p[i])) {
                return false;
            }
        }
        node->parts[node->parts_n++] = part;
    }
    return node->parts_n > 0;
}

static void value_tag(struct compiler *compiler, struct str name, bool is_safe)
{
    struct node *node = node_push(compiler, is_safe ? NODE_SAFE : NODE_VALUE, name);
    const char *reason = NULL;
    node->use = place_use(&compiler->place, &reason);
    if (!name_read(name, node)) {
        COMPLAIN(compiler, node->line, node->column,
                 "\"%" STR_FMT "\" is no name; expected letters, digits, _ and -, joined by dots",
                 STR_ARG(name));
    }
    if (node->use == USE_NONE) {
        COMPLAIN(compiler, node->line, node->column,
                 "no value may stand here: %s; expected text or a quoted attribute", reason);
    } else if (is_safe && node->use != USE_TEXT) {
        COMPLAIN(compiler, node->line, node->column,
                 "finished markup may stand in text only, not in an attribute");
    }
    place_feed_value(&compiler->place);
}

static void open_tag(struct compiler *compiler, struct str name, enum node_kind kind)
{
    size_t index = compiler->template->nodes.n;
    struct node *node = node_push(compiler, kind, name);
    if (!name_read(name, node)) {
        COMPLAIN(compiler, node->line, node->column,
                 "\"%" STR_FMT "\" is no name; expected letters, digits, _ and -, joined by dots",
                 STR_ARG(name));
    }
    if (compiler->open_n == LIMIT_TEMPLATE_DEPTH) {
        COMPLAIN(compiler, node->line, node->column, "more than %d sections inside each other",
                 LIMIT_TEMPLATE_DEPTH);
        return;
    }
    if (!place_feed_section(&compiler->place)) {
        COMPLAIN(compiler, node->line, node->column,
                 "no section may begin here; expected text, a quoted value, or between attributes");
    }
    compiler->open[compiler->open_n++] = (struct open_section){index, compiler->place};
}

static void close_tag(struct compiler *compiler, struct str name)
{
    struct html_template *template = compiler->template;
    if (compiler->open_n == 0) {
        COMPLAIN(compiler, compiler->line, compiler->column,
                 "{{/%" STR_FMT "}} closes a section that is not open", STR_ARG(name));
        return;
    }
    struct open_section *open = &compiler->open[--compiler->open_n];
    struct node *node = &template->nodes.at[open->node];
    node->end = template->nodes.n;
    if (!str_equal(node->text, name)) {
        COMPLAIN(compiler, compiler->line, compiler->column,
                 "{{/%" STR_FMT "}} closes the section \"%" STR_FMT "\" of line %d", STR_ARG(name),
                 STR_ARG(node->text), node->line);
    }
    if (!place_feed_section(&compiler->place) || !place_is_same(&open->place, &compiler->place)) {
        COMPLAIN(compiler, compiler->line, compiler->column,
                 "the section \"%" STR_FMT "\" of line %d ends at another place of the markup than "
                 "it began (a tag or a quote is left open)",
                 STR_ARG(name), node->line);
    }
    compiler->place.is_at_start = open->place.is_at_start;
}

static void partial_tag(struct compiler *compiler, struct str name)
{
    const struct html_set *set = compiler->template->set;
    struct node *node = node_push(compiler, NODE_PARTIAL, name);
    while (node->partial < set->n && !str_equal(set->templates[node->partial].source->name, name)) {
        node->partial++;
    }
    if (node->partial == set->n) {
        COMPLAIN(compiler, node->line, node->column, "there is no template \"%" STR_FMT "\"",
                 STR_ARG(name));
    }
    if (compiler->place.kind != PLACE_TEXT) {
        COMPLAIN(compiler, node->line, node->column, "a partial may stand in text only");
    }
}

/* The tag's inner text, and its length with the braces; false when it does not end. */
static bool tag_measure(struct str rest, struct str *inner_out, size_t *len_out)
{
    bool is_triple = str_starts(rest, STR("{{{"));
    bool is_comment = str_starts(rest, STR("{{!--"));
    struct str end = is_triple ? STR("}}}") : is_comment ? STR("--}}") : STR("}}");
    size_t from = is_triple ? 3 : 2;
    size_t at = str_find(str_from(rest, from), end);
    if (from + at >= rest.len) {
        return false;
    }
    *inner_out = str_trim(str_first(str_from(rest, from), at));
    *len_out = from + at + end.len;
    return true;
}

/* One tag; rest begins with "{{". False when it never ends. */
static bool tag_take(struct compiler *compiler)
{
    struct str inner;
    size_t len = 0;
    if (!tag_measure(compiler->rest, &inner, &len)) {
        COMPLAIN(compiler, compiler->line, compiler->column,
                 "a tag begins here and does not end; expected }}");
        return false;
    }
    bool is_triple = str_starts(compiler->rest, STR("{{{"));
    char sigil = is_triple || inner.len == 0 ? '\0' : inner.p[0];
    struct str name = str_trim(str_from(inner, 1));
    bool is_value = sigil == '\0' || is_name_char(sigil) || sigil == '.';
    struct str after = str_from(compiler->rest, len);
    size_t blanks = 0;
    while (blanks < after.len && (after.p[blanks] == ' ' || after.p[blanks] == '\t')) {
        blanks++;
    }
    bool is_alone = compiler->is_line_start && !is_value && compiler->place.kind == PLACE_TEXT
                    && (blanks == after.len || after.p[blanks] == '\n');
    if (is_alone) {
        blanks_cut(compiler);
    }
    if (is_value) {
        value_tag(compiler, inner, is_triple);
    } else if (sigil == '#' || sigil == '^') {
        open_tag(compiler, name, sigil == '#' ? NODE_SECTION : NODE_INVERTED);
    } else if (sigil == '/') {
        close_tag(compiler, name);
    } else if (sigil == '>') {
        partial_tag(compiler, name);
    } else if (sigil != '!') {
        COMPLAIN(compiler, compiler->line, compiler->column,
                 "\"%c\" begins no tag; expected a name or one of # ^ / > !", sigil);
    }
    pass(compiler, len);
    if (is_alone) {
        pass(compiler, blanks < after.len ? blanks + 1 : blanks);
    }
    compiler->is_line_start = is_alone;
    return true;
}

void compile_template(struct html_template *template, struct complaints *complaints)
{
    struct compiler compiler = {.template = template, .complaints = complaints};
    compiler.rest = template->source->bytes;
    compiler.line = compiler.column = 1;
    compiler.is_line_start = true;
    bool goes_on = true;
    while (goes_on && compiler.rest.len > 0) {
        size_t at = str_find(compiler.rest, STR("{{"));
        text_take(&compiler, at);
        goes_on = compiler.rest.len == 0 || tag_take(&compiler);
    }
    for (size_t i = 0; i < compiler.open_n; i++) {
        const struct node *node = &template->nodes.at[compiler.open[i].node];
        COMPLAIN(&compiler, node->line, node->column,
                 "the section \"%" STR_FMT "\" is not closed; expected {{/%" STR_FMT "}}",
                 STR_ARG(node->text), STR_ARG(node->text));
    }
    if (goes_on && compiler.open_n == 0 && compiler.place.kind != PLACE_TEXT) {
        COMPLAIN(&compiler, compiler.line, compiler.column,
                 "the template ends inside a tag, a value, a comment, script or style");
    }
}
