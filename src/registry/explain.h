/*
 * explain.h - inside registry_explain: writing words, lists and columns for a terminal in one of
 * two languages. Used by explain*.c and registry_explain.c only.
 */
#ifndef GULOU_REGISTRY_EXPLAIN_H
#define GULOU_REGISTRY_EXPLAIN_H

#include "registry/registry_explain.h"

struct explaining {
    struct buf *out;
    const struct registry *registry;
    const struct register_def *def;
    bool is_zh;
    int column; /* of the list that is being written; see explain_item */
    int indent;
    bool has_items;
};

enum { EXPLAIN_COLUMNS = 100 };

/* One of two texts by language. */
void explain_say(struct explaining *e, const char *zh, const char *en);
struct str explain_title(const struct explaining *e, struct title title);
/* The text, then spaces up to `width` columns (at least one). */
void explain_pad(struct explaining *e, struct str text, int width);
void explain_heading(struct explaining *e, const char *zh, const char *en);
/* "    label  first、second、…", broken into lines under the first item. */
void explain_list(struct explaining *e, const char *zh, const char *en);
void explain_item(struct explaining *e, struct str item);
void explain_list_end(struct explaining *e);

struct str explain_role(const struct explaining *e, struct str role);
struct str explain_field_type(const struct explaining *e, enum field_type type);
/* A value of a setting or a choice as text. */
void explain_value(struct explaining *e, const struct setting_def *setting);
void explain_period(struct explaining *e, struct period period);

void explain_events(struct explaining *e);
void explain_clocks(struct explaining *e);
/* How long a clock runs in one regime, and what follows; the same text in all of them? */
void explain_regime(struct explaining *e, const struct clock_def *clock, size_t regime);
bool explain_is_uniform(const struct explaining *e, const struct clock_def *clock);
/* What a figure counts, in words. */
void explain_figure_rule(struct explaining *e, const struct figure_def *figure);
void explain_figures(struct explaining *e);
/* A picture: a box a state, in the order in which a matter can reach them, with its ways out. */
void explain_graph(struct explaining *e);

#endif
