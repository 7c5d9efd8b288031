/*
 * audit_html.h - the audited text as a page shows it: each figure marked, and below each paragraph
 * or table the checks of its figures with what they come to. Markup without script or style.
 */
#ifndef GULOU_AUDIT_AUDIT_HTML_H
#define GULOU_AUDIT_AUDIT_HTML_H

#include "audit/audit.h"
#include "base/buf.h"

/* Elements: div.audited > p or div.scroll>table, then ul.checks > li#check-N.check-bad, -cut, -good
 * or -note; figures are a.figure-bad... with href="#check-N", or span.figure. */
void audit_html_put(const struct audit *audit, bool is_english, struct buf *out);
const char *audit_html_class(enum verdict verdict); /* "bad", "cut", "good", "note" */

#endif
