/*
 * page.h - the pages as a whole: all templates of pages/, their words in two languages, and the
 * layout around each. What data a page needs stands at the top of its template.
 */
#ifndef GULOU_HTML_PAGE_H
#define GULOU_HTML_PAGE_H

#include "base/embed.h"
#include "html/message.h"
#include "html/template.h"

struct page_set {
    const struct html_set *templates; /* by file name without folder and ".mustache" */
    struct html_messages messages;
};

enum page_language { PAGE_ZH, PAGE_EN };

/* From files such as the embedded ones, or those of a directory: takes pages/NAME.mustache and
 * pages/messages.yaml, ignores all others. The bytes must outlive the set. False when anything was
 * wrong. */
bool page_load(struct arena *arena, const struct embedded *files, size_t files_n,
               struct page_set *set_out, struct complaints *complaints);
/*
 * Fills the page and puts it into the layout. `data` is a map with the page's keys and the
 * layout's; it gets "t" and "content" here, so it serves once. A page that does not exist is a bug.
 * False: `misses` (or NULL) has got what the data lacks; the page is written all the same.
 */
bool page_render(const struct page_set *set, const char *name, enum page_language language,
                 struct html_value *data, struct buf *out, struct complaints *misses);
/* Without the layout: a part of a page, or what another document includes. */
bool page_render_bare(const struct page_set *set, const char *name, enum page_language language,
                      struct html_value *data, struct buf *out, struct complaints *misses);
/* A fixed word; asserts that it exists. */
struct str page_word(const struct page_set *set, enum page_language language, const char *key);

#endif
