/*
 * markup.h - the text of an HTML page, as a reader sees it: a line a paragraph, rows of tables as
 * cells between bars (cells that span columns or rows leave empty ones), nothing of scripts and
 * styles. Reads anything; nothing in it can run. Every character knows its place in the page.
 */
#ifndef GULOU_TEXT_MARKUP_H
#define GULOU_TEXT_MARKUP_H

#include "base/arena.h"

struct markup_text {
    struct str text;
    const uint32_t *origin; /* of each of its characters: the page's character */
    size_t n;               /* characters */
};

bool markup_is_html(struct str text); /* whether a text is a page and no plain text */
/* `html` is valid UTF-8 of at most 4 GiB. */
void markup_read(struct arena *arena, struct str html, struct markup_text *text_out);

#endif
