#include "text/yaml.h"

#include <string.h>

#include <yaml.h>

#include "base/limits.h"
#include "text/utf8.h"

struct parsing {
    struct arena *arena;
    struct str file;
    struct complaints *complaints;
    yaml_parser_t parser;
    bool is_over; /* a syntax error: nothing more can be read */
};

#define complain(p, mark, ...)                                                               \
    complaints_add((p)->complaints, (p)->file, (int)(mark).line + 1, (int)(mark).column + 1, \
                   __VA_ARGS__)

static bool next(struct parsing *p, yaml_event_t *event)
{
    if (p->is_over)
        return false;
    if (yaml_parser_parse(&p->parser, event))
        return true;
    complain(p, p->parser.problem_mark, "this is not YAML: %s; expected key: value, or - item",
             p->parser.problem == NULL ? "unreadable" : p->parser.problem);
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

static void check_key(struct parsing *p, const struct yaml_pair *pairs, size_t n,
                      const struct yaml_pair *pair, yaml_mark_t mark)
{
    for (size_t i = 0; i < n; i++)
        if (str_equal(pairs[i].key, pair->key))
            complain(p, mark, "\"%" STR_FMT "\" stands here twice; it was given in line %d",
                     STR_ARG(pair->key), pairs[i].key_line);
}

static struct yaml_node *parse_map(struct parsing *p, const yaml_event_t *start, int depth)
{
    struct yaml_node *node = new_node(p, YAML_MAP, start->start_mark);
    LIST_OF(struct yaml_pair) pairs = {0};
    yaml_event_t event;
    refuse_extras(p, start, start->data.mapping_start.anchor, start->data.mapping_start.tag);
    while (next(p, &event)) {
        if (event.type == YAML_MAPPING_END_EVENT) {
            yaml_event_delete(&event);
            break;
        }
        struct yaml_node *key = parse_node(p, &event, depth + 1);
        struct yaml_pair pair = {STR_NONE, key->line, key->column, NULL};
        if (key->kind != YAML_SCALAR)
            complain(p, event.start_mark, "a key is a single word; expected key: value");
        pair.key = key->text;
        check_key(p, pairs.at, pairs.n, &pair, event.start_mark);
        yaml_event_delete(&event);
        if (!next(p, &event))
            break;
        pair.value = parse_node(p, &event, depth + 1);
        yaml_event_delete(&event);
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
    struct parsing p = {.arena = arena, .file = file, .complaints = complaints};
    size_t before = complaints->list.n, bad;
    if (bytes.len > LIMIT_YAML_BYTES) {
        complaints_add(complaints, file, 1, 1, "the file has %zu bytes; at most %d are read",
                       bytes.len, LIMIT_YAML_BYTES);
        return NULL;
    }
    if (!utf8_check(bytes, &bad)) {
        int line = 1, column = 1;
        for (size_t i = 0; i < bad; i++) {
            column = bytes.p[i] == '\n' ? 1 : column + (((unsigned char)bytes.p[i] & 0xC0) != 0x80);
            line += bytes.p[i] == '\n';
        }
        complaints_add(complaints, file, line, column,
                       "this byte is not UTF-8; save the file as UTF-8");
        return NULL;
    }
    if (!yaml_parser_initialize(&p.parser)) {
        complaints_add(complaints, file, 1, 1, "out of memory while reading the file");
        return NULL;
    }
    yaml_parser_set_input_string(&p.parser, (const unsigned char *)bytes.p, bytes.len);
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
