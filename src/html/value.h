/*
 * value.h - the data of a page: a tree of maps, lists, texts, numbers and truths in an arena. Built
 * once, then read by any number of threads.
 *
 * Text is escaped wherever it is shown. Two kinds are not plain text: `struct html_safe`, finished
 * markup, and URLs, which are checked when they are put in.
 */
#ifndef GULOU_HTML_VALUE_H
#define GULOU_HTML_VALUE_H

#include "base/arena.h"

struct html_value;

/* Markup that may stand in a page as it is: a rendered template, or what a chart writer has itself
 * escaped. Made by html_trust only, so that every place that vouches can be found. */
struct html_safe {
    struct str markup;
};

struct html_value *html_map(struct arena *arena);
struct html_value *html_list(struct arena *arena);

/* Keys are literals or outlive the map; a key put twice is a bug. Text is not copied: it lives in
 * the arena or longer. */
void html_put_text(struct html_value *map, const char *key, struct str text);
void html_put_i64(struct html_value *map, const char *key, int64_t number);
void html_put_bool(struct html_value *map, const char *key, bool value);
void html_put_safe(struct html_value *map, const char *key, struct html_safe safe);
/* A path of this server ("/…", "?…", "#…") or an http, https, mailto or tel address; anything else
 * (javascript:, data:, //host) becomes "#". An empty one is no address: a section over it is not
 * shown. */
void html_put_url(struct html_value *map, const char *key, struct str url);
void html_put(struct html_value *map, const char *key, struct html_value *value);
struct html_value *html_put_map(struct html_value *map, const char *key);  /* a new one */
struct html_value *html_put_list(struct html_value *map, const char *key); /* a new one */

struct html_value *html_push_map(struct html_value *list); /* a new one at the end */
void html_push_text(struct html_value *list, struct str text);
void html_push(struct html_value *list, struct html_value *value);
size_t html_count(const struct html_value *list);

const struct html_value *html_get(const struct html_value *map, struct str key); /* or NULL */
struct html_safe html_trust(struct str markup);
bool html_url_is_good(struct str url);

#endif
