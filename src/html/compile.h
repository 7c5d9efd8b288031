/*
 * compile.h - inside this folder: a template as a flat list of nodes.
 */
#ifndef GULOU_HTML_COMPILE_H
#define GULOU_HTML_COMPILE_H

#include "base/list.h"
#include "html/place.h"
#include "html/template.h"

enum node_kind { NODE_TEXT, NODE_VALUE, NODE_SAFE, NODE_SECTION, NODE_INVERTED, NODE_PARTIAL };

enum { NODE_NAME_PARTS = 4 };

struct node {
    enum node_kind kind;
    enum place_use use;                /* of a value */
    struct str text;                   /* of NODE_TEXT the markup, else the whole name */
    struct str parts[NODE_NAME_PARTS]; /* of a dotted name; none: the item itself */
    size_t parts_n;
    size_t end;     /* of a section: the node behind its last */
    size_t partial; /* of a partial: its place in the set */
    int line, column;
};

struct html_template {
    const struct html_source *source;
    const struct html_set *set;
    LIST_OF(struct node) nodes;
    int nesting; /* sections and partials inside each other; 0 not known, -1 being found out */
};

struct html_set {
    struct arena *arena;
    struct html_template *templates;
    size_t n;
};

/* Reads template->source into nodes; complains about everything wrong in it. */
void compile_template(struct html_template *template, struct complaints *complaints);

#endif
