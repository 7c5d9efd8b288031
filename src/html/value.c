/* The data of a page: see value.h. */
#include "html/value_kinds.h"

#include "base/assert.h"

enum { INDEX_FROM = 16 }; /* entries from which a map is searched by hash */

static struct html_value *value_new(struct arena *arena, enum value_kind kind)
{
    struct html_value *value = arena_new(arena, struct html_value);
    value->kind = kind;
    value->arena = arena;
    return value;
}

struct html_value *html_map(struct arena *arena)
{
    return value_new(arena, VALUE_MAP);
}

struct html_value *html_list(struct arena *arena)
{
    return value_new(arena, VALUE_LIST);
}

const struct html_value *html_get(const struct html_value *map, struct str key)
{
    if (map->kind != VALUE_MAP) {
        return NULL;
    }
    int64_t at = 0;
    if (map->entries.n >= INDEX_FROM) {
        return map_find(map->index, key, &at) ? map->entries.at[at].value : NULL;
    }
    for (size_t i = 0; i < map->entries.n; i++) {
        if (str_equal(map->entries.at[i].key, key)) {
            return map->entries.at[i].value;
        }
    }
    return NULL;
}

void html_put(struct html_value *map, const char *key, struct html_value *value)
{
    gl_assert(map->kind == VALUE_MAP);
    struct str name = str_of(key);
    gl_assert(html_get(map, name) == NULL); /* put twice */
    list_push(map->arena, &map->entries, (struct value_entry){name, value});
    if (map->entries.n == INDEX_FROM) {
        map->index = arena_new(map->arena, struct map);
        map_init(map->index, map->arena);
        for (size_t i = 0; i < map->entries.n; i++) {
            map_put(map->index, map->entries.at[i].key, (int64_t)i);
        }
    } else if (map->entries.n > INDEX_FROM) {
        map_put(map->index, name, (int64_t)map->entries.n - 1);
    }
}

static struct html_value *text_new(struct arena *arena, enum value_kind kind, struct str text)
{
    struct html_value *value = value_new(arena, kind);
    value->text = text;
    return value;
}

void html_put_text(struct html_value *map, const char *key, struct str text)
{
    html_put(map, key, text_new(map->arena, VALUE_TEXT, text));
}

void html_put_i64(struct html_value *map, const char *key, int64_t number)
{
    struct html_value *value = value_new(map->arena, VALUE_NUMBER);
    value->number = number;
    html_put(map, key, value);
}

void html_put_bool(struct html_value *map, const char *key, bool truth)
{
    struct html_value *value = value_new(map->arena, VALUE_BOOL);
    value->number = truth;
    html_put(map, key, value);
}

void html_put_safe(struct html_value *map, const char *key, struct html_safe safe)
{
    html_put(map, key, text_new(map->arena, VALUE_SAFE, safe.markup));
}

void html_put_url(struct html_value *map, const char *key, struct str url)
{
    html_put(
        map, key,
        text_new(map->arena, VALUE_URL, url.len == 0 || html_url_is_good(url) ? url : STR("#")));
}

struct html_value *html_put_map(struct html_value *map, const char *key)
{
    struct html_value *value = html_map(map->arena);
    html_put(map, key, value);
    return value;
}

struct html_value *html_put_list(struct html_value *map, const char *key)
{
    struct html_value *value = html_list(map->arena);
    html_put(map, key, value);
    return value;
}

void html_push(struct html_value *list, struct html_value *value)
{
    gl_assert(list->kind == VALUE_LIST);
    list_push(list->arena, &list->items, value);
}

struct html_value *html_push_map(struct html_value *list)
{
    struct html_value *value = html_map(list->arena);
    html_push(list, value);
    return value;
}

void html_push_text(struct html_value *list, struct str text)
{
    html_push(list, text_new(list->arena, VALUE_TEXT, text));
}

size_t html_count(const struct html_value *list)
{
    gl_assert(list->kind == VALUE_LIST);
    return list->items.n;
}

struct html_safe html_trust(struct str markup)
{
    return (struct html_safe){markup};
}

static bool has_scheme(struct str url, const char *scheme)
{
    struct str want = str_of(scheme);
    if (url.len < want.len) {
        return false;
    }
    for (size_t i = 0; i < want.len; i++) {
        char c = url.p[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        if (c != want.p[i]) {
            return false;
        }
    }
    return true;
}

/* Browsers drop tabs and line ends inside an address and read '\' as '/': none of them passes. */
bool html_url_is_good(struct str url)
{
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c <= 0x20 || c == 0x7f || c == '\\') {
            return false;
        }
    }
    if (url.len == 0 || has_scheme(url, "//")) {
        return false;
    }
    return url.p[0] == '/' || url.p[0] == '?' || url.p[0] == '#' || has_scheme(url, "http://")
           || has_scheme(url, "https://") || has_scheme(url, "mailto:") || has_scheme(url, "tel:");
}
