/*
 * value_kinds.h - inside this folder: what a value is made of.
 */
#ifndef GULOU_HTML_VALUE_KINDS_H
#define GULOU_HTML_VALUE_KINDS_H

#include "base/list.h"
#include "base/map.h"
#include "html/value.h"

enum value_kind {
    VALUE_TEXT,
    VALUE_NUMBER,
    VALUE_BOOL,
    VALUE_SAFE,
    VALUE_URL,
    VALUE_MAP,
    VALUE_LIST
};

struct value_entry {
    struct str key;
    struct html_value *value;
};

struct html_value {
    enum value_kind kind;
    struct arena *arena;
    struct str text;
    int64_t number; /* of a truth 0 or 1 */
    LIST_OF(struct value_entry) entries;
    LIST_OF(struct html_value *) items;
    struct map *index; /* of a large map */
};

#endif
