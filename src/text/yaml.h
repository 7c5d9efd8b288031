/*
 * yaml.h - definition files as a tree that knows where everything stands.
 *
 * Read with libyaml's events. Anchors, aliases, tags, several documents, keys that are no plain
 * text and keys given twice are refused: a definition says one thing in one place.
 */
#ifndef GULOU_TEXT_YAML_H
#define GULOU_TEXT_YAML_H

#include "base/complaint.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_node;

struct yaml_pair {
    struct str key;
    int key_line, key_column;
    struct yaml_node *value;
};

struct yaml_node {
    enum yaml_kind kind;
    int line, column; /* from 1 */
    struct str text;  /* of a scalar */
    bool is_quoted;
    struct yaml_pair *pairs; /* of a map, in the file's order */
    size_t pairs_n;
    struct yaml_node **items; /* of a list */
    size_t items_n;
};

/* NULL when anything was wrong; everything that was is then complained about. */
struct yaml_node *yaml_parse(struct arena *arena, struct str file, struct str bytes,
                             struct complaints *complaints);
/* The value of a key, or NULL; also NULL when the node is no map. */
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);
const char *yaml_kind_name(enum yaml_kind kind); /* "a list" */

#endif
