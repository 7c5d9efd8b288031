/*
 * template.h - logic-free templates (a strict Mustache), parsed once, escaping by default.
 *
 *   {{name}} {{a.b}} {{.}}     text, escaped for text and for quoted attributes alike
 *   {{{name}}}                 markup: only a value of struct html_safe
 *   {{#name}}…{{/name}}        once for each of a list; or once if it is true, a map, a text that
 *                              is not empty or a number that is not 0; a map or item is entered
 *   {{^name}}…{{/name}}        if it is false, empty or 0
 *   {{> part}}  {{! comment }} a partial of the same set; nothing
 *
 * A name is looked up in the item entered last, then outwards. A text or number is entered too
 * ({{.}}). A line with nothing but a section, partial or comment tag leaves no line behind. There
 * are no lambdas and no other delimiters.
 *
 * The place decides the escaping. Inside href, src, action and formaction, a value right at the
 * start must be one put by html_put_url; a text further on is percent-encoded as one part. A value
 * in an unquoted attribute, in a tag's or attribute's name, in <script> or <style> or in an on…
 * attribute is refused when the template is read.
 */
#ifndef GULOU_HTML_TEMPLATE_H
#define GULOU_HTML_TEMPLATE_H

#include "base/complaint.h"
#include "html/value.h"

struct html_source {
    struct str name;  /* "matter": how partials and callers name it */
    struct str file;  /* for complaints */
    struct str bytes; /* must outlive the set */
};

struct html_set;
struct html_template;

/* Reads all templates at once, so that partials can be checked. NULL when anything was wrong. */
const struct html_set *html_parse(struct arena *arena, const struct html_source *sources, size_t n,
                                  struct complaints *complaints);
const struct html_template *html_find(const struct html_set *set, struct str name); /* or NULL */

/* Appends the page. `misses` NULL, or: a complaint for each name that the data does not have and
 * each value that its place refuses (these show as nothing, or "#"). True: there was none. */
bool html_render(const struct html_template *template, const struct html_value *data,
                 struct buf *out, struct complaints *misses);
/* Text with & < > " ' escaped: safe in text and in a quoted attribute. */
void html_escape(struct buf *out, struct str text);

#endif
