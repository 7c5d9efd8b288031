#include "text/yaml.h"

#include <yaml.h>

#include "base/limits.h"
#include "base/map.h"
#include "text/utf8.h"

struct parsing {
    struct arena *arena;
    struct str file;
    struct str bytes;
    struct complaints *complaints;
    yaml_parser_t parser;
    bool is_over; /* a syntax error: nothing more can be read */
};

#define complain(p, mark, ...)                                                               \
    complaints_add((p)->complaints, (p)->file, (int)(mark).line + 1, (int)(mark).column + 1, \
                   __VA_ARGS__)

/* A syntax error in words that name the usual mistakes. */
static void complain_syntax(struct parsing *p)
{
    const yaml_parser_t *parser = &p->parser;
    const char *problem = parser->problem == NULL ? "unreadable" : parser->problem;
    struct str rest = p->bytes;
    int32_t c = utf8_next(&rest);
    for (size_t i = 0; i < parser->problem_mark.index; i++) /* a mark counts characters */
        c = utf8_next(&rest);
    if (parser->error == YAML_READER_ERROR) {
        int line, column;
        utf8_place(p->bytes, parser->problem_offset, &line, &column);
        complaints_add(p->complaints, p->file, line, column,
                       "this character is not allowed in YAML (%s); remove it", problem);
    } else if (parser->error == YAML_SCANNER_ERROR && c == '\t') {
        complain(p, parser->problem_mark, "a tab stands here; indent with spaces");
    } else if (parser->error == YAML_SCANNER_ERROR && (c == '@' || c == '`' || c == '%')) {
        complain(p, parser->problem_mark, "a value cannot begin with %c; put it in quotes",
                 (char)c);
    } else {
        complain(p, parser->problem_mark,
                 "this is not YAML: %s%s%s; expected \"key: value\" or \"- item\", indented alike",
                 parser->context == NULL ? "" : parser->context,
                 parser->context == NULL ? "" : ", ", problem);
    }
}

static bool next(struct parsing *p, yaml_event_t *event)
{
    if (p->is_over)
        return false;
    if (yaml_parser_parse(&p->parser, event))
        return true;
    complain_syntax(p);
    p->is_over = true;
    return false;
}

static void refuse_extras(struct parsing *p, const yaml_event_t *event, const yaml_char_t *anchor,
                          const yaml_char_t *tag)
{
    if (anchor != NULL)
        complain(p, event->start_mark, "anchors (&%s) are not used; write the value out",
                 (const char *)anchor);
    if (tag != NULL)
        complain(p, event->start_mark, "tags (%s) are not used; write the plain value",
                 (const char *)tag);
}

static struct yaml_node *new_node(struct parsing *p, enum yaml_kind kind, yaml_mark_t mark)
{
    struct yaml_node *node = arena_new(p->arena, struct yaml_node);
    node->kind = kind;
    node->line = (int)mark.line + 1;
    node->column = (int)mark.column + 1;
    return node;
}

static struct yaml_node *parse_node(struct parsing *p, yaml_event_t *event, int depth);

static struct yaml_node *parse_scalar(struct parsing *p, const yaml_event_t *event)
{
    struct yaml_node *node = new_node(p, YAML_SCALAR, event->start_mark);
    refuse_extras(p, event, event->data.scalar.anchor, event->data.scalar.tag);
    node->text = arena_copy(
        p->arena, (struct str){(const char *)event->data.scalar.value, event->data.scalar.length});
    node->is_quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return node;
}

static struct yaml_node *parse_list(struct parsing *p, const yaml_event_t *start, int depth)
{
    struct yaml_node *node = new_node(p, YAML_LIST, start->start_mark);
    LIST_OF(struct yaml_node *) items = {0};
    yaml_event_t event;
    refuse_extras(p, start, start->data.sequence_start.anchor, start->data.sequence_start.tag);
    while (next(p, &event)) {
        bool is_end = event.type == YAML_SEQUENCE_END_EVENT;
        if (!is_end)
            list_push(p->arena, &items, parse_node(p, &event, depth + 1));
        yaml_event_delete(&event);
        if (is_end)
            break;
    }
    node->items = items.at;
    node->items_n = items.n;
    return node;
}

/* The keys of one map: few are searched, many are hashed. */
static bool find_key(struct map *index, const struct yaml_pair *pairs, size_t n, struct str key,
                     size_t *at_out)
{
    static const size_t few = 16;
    int64_t at;
    for (size_t i = 0; i < n && n <= few; i++)
        if (str_equal(pairs[i].key, key)) {
            *at_out = i;
            return true;
        }
    for (size_t i = index->n; i < n && n > few; i++)
        map_put(index, pairs[i].key, (int64_t)i);
    if (n <= few || !map_find(index, key, &at))
        return false;
    *at_out = (size_t)at;
    return true;
}

static struct yaml_node *parse_map(struct parsing *p, const yaml_event_t *start, int depth)
{
    struct yaml_node *node = new_node(p, YAML_MAP, start->start_mark);
    LIST_OF(struct yaml_pair) pairs = {0};
    struct map index;
    yaml_event_t event;
    map_init(&index, p->arena);
    refuse_extras(p, start, start->data.mapping_start.anchor, start->data.mapping_start.tag);
    while (next(p, &event)) {
        if (event.type == YAML_MAPPING_END_EVENT) {
            yaml_event_delete(&event);
            break;
        }
        struct yaml_node *key = parse_node(p, &event, depth + 1);
        struct yaml_pair pair = {key->text, key->line, key->column, NULL};
        size_t first;
        bool is_twice =
            key->kind == YAML_SCALAR && find_key(&index, pairs.at, pairs.n, pair.key, &first);
        if (key->kind != YAML_SCALAR)
            complain(p, event.start_mark, "a key is a single word; expected key: value");
        if (is_twice)
            complain(p, event.start_mark, "\"%" STR_FMT "\" stands here twice; first in line %d",
                     STR_ARG(pair.key), pairs.at[first].key_line);
        yaml_event_delete(&event);
        if (!next(p, &event))
            break;
        pair.value = parse_node(p, &event, depth + 1);
        yaml_event_delete(&event);
        if (key->kind == YAML_SCALAR && !is_twice)
            list_push(p->arena, &pairs, pair);
    }
    node->pairs = pairs.at;
    node->pairs_n = pairs.n;
    return node;
}

static struct yaml_node *parse_node(struct parsing *p, yaml_event_t *event, int depth)
{
    if (depth > LIMIT_YAML_DEPTH) {
        complain(p, event->start_mark, "nested deeper than %d levels", LIMIT_YAML_DEPTH);
        p->is_over = true;
        return new_node(p, YAML_SCALAR, event->start_mark);
    }
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return parse_scalar(p, event);
    case YAML_SEQUENCE_START_EVENT:
        return parse_list(p, event, depth);
    case YAML_MAPPING_START_EVENT:
        return parse_map(p, event, depth);
    case YAML_ALIAS_EVENT:
        complain(p, event->start_mark, "aliases (*%s) are not used; write the value out",
                 (const char *)event->data.alias.anchor);
        return new_node(p, YAML_SCALAR, event->start_mark);
    default:
        complain(p, event->start_mark, "unexpected end; expected a value");
        p->is_over = true;
        return new_node(p, YAML_SCALAR, event->start_mark);
    }
}

static struct yaml_node *parse_document(struct parsing *p)
{
    struct yaml_node *root = NULL;
    int documents = 0;
    yaml_event_t event;
    bool is_end = false;
    while (!is_end && next(p, &event)) {
        is_end = event.type == YAML_STREAM_END_EVENT;
        if (event.type == YAML_DOCUMENT_START_EVENT && ++documents == 2)
            complain(p, event.start_mark, "a second document begins; a file is one definition");
        else if (event.type != YAML_STREAM_START_EVENT && event.type != YAML_STREAM_END_EVENT
                 && event.type != YAML_DOCUMENT_START_EVENT
                 && event.type != YAML_DOCUMENT_END_EVENT)
            root = parse_node(p, &event, 1);
        yaml_event_delete(&event);
    }
    if (root == NULL && !p->is_over)
        complaints_add(p->complaints, p->file, 1, 1, "the file is empty; expected key: value");
    return root;
}

struct yaml_node *yaml_parse(struct arena *arena, struct str file, struct str bytes,
                             struct complaints *complaints)
{
    struct parsing p = {.arena = arena, .file = file, .bytes = bytes, .complaints = complaints};
    size_t before = complaints->list.n, bad;
    if (bytes.len > LIMIT_YAML_BYTES) {
        complaints_add(complaints, file, 1, 1, "the file has %zu bytes; at most %d are read",
                       bytes.len, LIMIT_YAML_BYTES);
        return NULL;
    }
    if (!utf8_check(bytes, &bad)) {
        int line, column;
        utf8_place(bytes, bad, &line, &column);
        complaints_add(complaints, file, line, column,
                       "this byte is not UTF-8; save the file as UTF-8");
        return NULL;
    }
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        p.bytes = str_from(bytes, 3);
    if (!yaml_parser_initialize(&p.parser)) {
        complaints_add(complaints, file, 1, 1, "out of memory while reading the file");
        return NULL;
    }
    const char *text = p.bytes.len > 0 ? p.bytes.p : "";
    yaml_parser_set_input_string(&p.parser, (const unsigned char *)text, p.bytes.len);
    yaml_parser_set_encoding(&p.parser, YAML_UTF8_ENCODING);
    struct yaml_node *root = parse_document(&p);
    yaml_parser_delete(&p.parser);
    return complaints->list.n > before ? NULL : root;
}

const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
    for (size_t i = 0; map != NULL && map->kind == YAML_MAP && i < map->pairs_n; i++)
        if (str_equal_c(map->pairs[i].key, key))
            return map->pairs[i].value;
    return NULL;
}

const char *yaml_kind_name(enum yaml_kind kind)
{
    return kind == YAML_MAP ? "a map" : kind == YAML_LIST ? "a list" : "a single value";
}
