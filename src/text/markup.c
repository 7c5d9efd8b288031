#include "text/markup.h"

#include <string.h>

#include <utf8proc.h>

#include "base/buf.h"
#include "base/list.h"
#include "text/utf8.h"

enum {
    NAME_BYTES = 16,
    COLUMNS_MAX = 64,
    DEPTH_MAX = 32,
    LONG_CELL_BYTES = 900, /* a cell with more than this is the page's layout, not a table's */
    SNIFF_BYTES = 4096
};

struct table {
    bool is_layout; /* the cell that is open now */
    bool in_cell;
    int column;
    int left[COLUMNS_MAX]; /* rows that a cell above still spans here */
    int span;              /* columns of the open cell */
};

struct reader {
    struct arena *arena;
    struct str rest; /* of the page */
    uint32_t at;     /* its next character's number */
    struct buf text;
    LIST_OF(uint32_t) origin;
    struct table tables[DEPTH_MAX];
    int depth;
    bool owes_space;
};

/* ---- writing ---- */

static void put(struct reader *r, int32_t c, uint32_t at)
{
    utf8proc_uint8_t bytes[4];
    size_t n = (size_t)utf8proc_encode_char(c, bytes);
    buf_put_bytes(&r->text, bytes, n);
    list_push(r->arena, &r->origin, at);
}

static char last(const struct reader *r)
{
    return r->text.len > 0 ? r->text.p[r->text.len - 1] : '\n';
}

static void put_letter(struct reader *r, int32_t c, uint32_t at)
{
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
        r->owes_space = true;
        return;
    }
    if (r->owes_space && last(r) != '\n')
        put(r, ' ', at);
    r->owes_space = false;
    put(r, c, at);
}

static struct table *open_table(struct reader *r)
{
    return r->depth > 0 && r->depth <= DEPTH_MAX ? &r->tables[r->depth - 1] : NULL;
}

static void put_line(struct reader *r)
{
    struct table *table = open_table(r);
    r->owes_space = false;
    if (table != NULL && table->in_cell && !table->is_layout)
        r->owes_space = true; /* a paragraph in a cell */
    else if (last(r) != '\n')
        put(r, '\n', r->at);
}

static void put_bar(struct reader *r)
{
    r->owes_space = false;
    put(r, '|', r->at);
}

/* ---- characters of a page ---- */

static int32_t next(struct reader *r)
{
    int32_t c = utf8_next(&r->rest);
    r->at += c >= 0;
    return c;
}

static void skip_bytes(struct reader *r, size_t n)
{
    struct str end = str_from(r->rest, n);
    while (r->rest.len > end.len && next(r) >= 0)
        ;
}

static const struct {
    const char *name;
    int32_t character;
} entities[] = {
    {"nbsp", ' '},     {"amp", '&'},      {"lt", '<'},        {"gt", '>'},        {"quot", '"'},
    {"apos", '\''},    {"ldquo", 0x201C}, {"rdquo", 0x201D},  {"lsquo", 0x2018},  {"rsquo", 0x2019},
    {"mdash", 0x2014}, {"ndash", 0x2013}, {"hellip", 0x2026}, {"middot", 0xB7},   {"times", 0xD7},
    {"emsp", ' '},     {"ensp", ' '},     {"thinsp", ' '},    {"permil", 0x2030}, {"yen", 0xA5},
};

static int32_t number_entity(struct str name)
{
    bool is_hex = name.len > 1 && (name.p[1] == 'x' || name.p[1] == 'X');
    int64_t value = 0;
    for (size_t i = is_hex ? 2 : 1; i < name.len; i++) {
        char c = name.p[i];
        int digit = c >= '0' && c <= '9'             ? c - '0'
                    : is_hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : is_hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                     : -1;
        if (digit < 0 || value > 0x10FFFF)
            return 0;
        value = value * (is_hex ? 16 : 10) + digit;
    }
    bool is_character = value > 0x1F && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    return is_character ? (int32_t)value : value == '\t' || value == '\n' ? ' ' : 0;
}

/* r->rest stands behind "&". */
static void read_entity(struct reader *r, uint32_t at)
{
    size_t end = str_find_char(str_first(r->rest, 12), ';');
    struct str name = str_first(r->rest, end);
    int32_t c = 0;
    if (end < r->rest.len && end > 1 && end < 12) {
        if (name.p[0] == '#')
            c = number_entity(name);
        for (size_t i = 0; c == 0 && i < sizeof entities / sizeof entities[0]; i++)
            if (str_equal_c(name, entities[i].name))
                c = entities[i].character;
    }
    if (c == 0) {
        put_letter(r, '&', at);
        return;
    }
    put_letter(r, c, at);
    skip_bytes(r, end + 1);
}

/* ---- tags ---- */

struct tag {
    char name[NAME_BYTES]; /* in lower case */
    bool is_end;
    struct str attributes;
};

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* Where the tag ends, quotes respected; rest.len when it does not. */
static size_t tag_end(struct str rest)
{
    char quote = 0;
    for (size_t i = 0; i < rest.len; i++) {
        char c = rest.p[i];
        if (quote != 0)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return i;
        else if (c == '<')
            return i - 1; /* the tag was never closed */
    }
    return rest.len;
}

static size_t find_folded(struct str text, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= text.len; i++) {
        size_t k = 0;
        while (k < n && lower(text.p[i + k]) == word[k])
            k++;
        if (k == n)
            return i;
    }
    return text.len;
}

static bool is_any(const char *name, const char *const *names)
{
    for (size_t i = 0; names[i] != NULL; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* colspan="3" */
static int span_of(struct str attributes, const char *name)
{
    struct str rest = str_from(attributes, find_folded(attributes, name));
    rest = str_from(rest, strlen(name));
    while (rest.len > 0
           && (rest.p[0] == ' ' || rest.p[0] == '=' || rest.p[0] == '"' || rest.p[0] == '\''))
        rest = str_from(rest, 1);
    int n = 0;
    while (rest.len > 0 && rest.p[0] >= '0' && rest.p[0] <= '9' && n < COLUMNS_MAX) {
        n = n * 10 + (rest.p[0] - '0');
        rest = str_from(rest, 1);
    }
    return n < 1 ? 1 : n > COLUMNS_MAX ? COLUMNS_MAX : n;
}

/* Empty cells where a cell of a row above reaches into this one. */
static void fill(struct reader *r, struct table *table)
{
    while (table->column < COLUMNS_MAX && table->left[table->column] > 0) {
        table->left[table->column]--;
        table->column++;
        put_bar(r);
    }
}

static void begin_cell(struct reader *r, struct table *table, const struct tag *tag)
{
    struct str near = str_first(r->rest, LONG_CELL_BYTES + 8);
    size_t length = find_folded(near, "</td");
    size_t inner = find_folded(str_first(near, length), "<table");
    table->is_layout = (length == near.len && near.len > LONG_CELL_BYTES) || inner < length;
    if (table->is_layout) {
        table->in_cell = true;
        table->span = 0;
        put_line(r);
        return;
    }
    fill(r, table);
    table->in_cell = true;
    table->span = span_of(tag->attributes, "colspan");
    int rows = span_of(tag->attributes, "rowspan");
    for (int k = 0; k < table->span && table->column + k < COLUMNS_MAX; k++)
        table->left[table->column + k] = rows - 1;
}

static void end_cell(struct reader *r, struct table *table)
{
    if (!table->in_cell)
        return;
    table->in_cell = false;
    if (table->is_layout) {
        put_line(r);
        return;
    }
    for (int k = 0; k < table->span && table->column < COLUMNS_MAX; k++) {
        table->column++;
        put_bar(r);
    }
}

static void table_tag(struct reader *r, const struct tag *tag)
{
    struct table *table;
    if (strcmp(tag->name, "table") == 0) {
        put_line(r);
        if (tag->is_end)
            r->depth -= r->depth > 0;
        else if (r->depth++ < DEPTH_MAX)
            r->tables[r->depth - 1] = (struct table){.column = 0};
        put_line(r);
        return;
    }
    table = open_table(r);
    if (table == NULL)
        return;
    end_cell(r, table);
    if (strcmp(tag->name, "tr") == 0) {
        if (tag->is_end && table->column > 0)
            fill(r, table);
        put_line(r);
        table->column = 0;
    } else if (!tag->is_end) {
        begin_cell(r, table, tag);
    }
}

/* What stands between <script> and </script>. */
static void skip_element(struct reader *r, const char *name)
{
    char end[NAME_BYTES + 3] = "</";
    for (size_t i = 0; name[i] != 0; i++)
        end[i + 2] = name[i];
    skip_bytes(r, find_folded(r->rest, end));
}

static void apply(struct reader *r, const struct tag *tag)
{
    static const char *const cells[] = {"table", "tr", "td", "th", NULL};
    static const char *const silent[] = {"script", "style", "title", "noscript", "template", NULL};
    static const char *const blocks[] = {
        "p",       "div",      "br",         "h1",      "h2",      "h3",         "h4",   "h5",
        "h6",      "li",       "ul",         "ol",      "dl",      "dt",         "dd",   "section",
        "article", "header",   "footer",     "main",    "nav",     "aside",      "hr",   "pre",
        "form",    "fieldset", "blockquote", "figure",  "caption", "figcaption", "body", "option",
        "center",  "address",  "details",    "summary", NULL};
    if (is_any(tag->name, cells))
        table_tag(r, tag);
    else if (is_any(tag->name, silent) && !tag->is_end)
        skip_element(r, tag->name);
    else if (is_any(tag->name, blocks))
        put_line(r);
}

/* r->rest stands behind "<". False: it is no tag. */
static bool read_tag(struct reader *r)
{
    struct tag tag = {.is_end = r->rest.len > 0 && r->rest.p[0] == '/'};
    if (str_starts(r->rest, STR("!--"))) {
        size_t end = str_find(r->rest, STR("-->"));
        skip_bytes(r, end < r->rest.len ? end + 3 : r->rest.len);
        return true;
    }
    size_t from = tag.is_end ? 1 : 0, n = 0;
    bool is_tag = r->rest.len > from
                  && (is_name(r->rest.p[from]) || r->rest.p[0] == '!' || r->rest.p[0] == '?');
    if (!is_tag)
        return false;
    while (from + n < r->rest.len && is_name(r->rest.p[from + n])) {
        if (n + 1 < NAME_BYTES)
            tag.name[n] = lower(r->rest.p[from + n]);
        n++;
    }
    size_t end = tag_end(r->rest);
    tag.attributes = str_first(str_from(r->rest, from + n), end > from + n ? end - from - n : 0);
    skip_bytes(r, end < r->rest.len ? end + 1 : end);
    apply(r, &tag);
    return true;
}

bool markup_is_html(struct str text)
{
    static const char *const signs[] = {"<html", "<!doctype html", "<body", "<p>",  "<p ",
                                        "<div",  "<table",         "<td",   "</p>", "<br",
                                        NULL};
    struct str head = str_first(text, SNIFF_BYTES);
    for (size_t i = 0; signs[i] != NULL; i++)
        if (find_folded(head, signs[i]) < head.len)
            return true;
    return false;
}

void markup_read(struct arena *arena, struct str html, struct markup_text *text_out)
{
    struct reader *r = arena_new(arena, struct reader);
    r->arena = arena;
    r->rest = html;
    buf_init(&r->text, html.len + (html.len / 2) + 4096);
    while (r->rest.len > 0) {
        uint32_t at = r->at;
        int32_t c = next(r);
        if (c == '<' && read_tag(r))
            continue;
        if (c == '&')
            read_entity(r, at);
        else if (c >= 0)
            put_letter(r, c, at);
    }
    *text_out = (struct markup_text){
        .text = arena_copy(arena, buf_str(&r->text)),
        .origin = r->origin.at,
        .n = r->origin.n,
    };
    buf_done(&r->text);
}
