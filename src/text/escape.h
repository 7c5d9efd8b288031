/*
 * escape.h - valid text made safe for one target each. What is written never leaves the place it is
 * written into; the wrong function for a place is a security bug, so each says where it belongs.
 */
#ifndef GULOU_TEXT_ESCAPE_H
#define GULOU_TEXT_ESCAPE_H

#include "base/buf.h"

/* Text between HTML tags, and inside quoted attribute values: & < > " ' */
void escape_html(struct buf *out, struct str text);
/* A quoted attribute's value; besides, tab and line ends survive the parser's normalisation. */
void escape_attribute(struct buf *out, struct str text);
/* XML 1.0 text and attribute values; characters that XML cannot hold become U+FFFD. */
void escape_xml(struct buf *out, struct str text);
/* One component of a URL (RFC 3986): all but A-Z a-z 0-9 - . _ ~ as %XX. */
void escape_url_component(struct buf *out, struct str text);
/* JSON that goes into a <script> element: < > & and U+2028, U+2029 as \uXXXX. */
void escape_script(struct buf *out, struct str json);
/* The value of filename*= and the like in a header (RFC 8187): UTF-8''%XX... */
void escape_header(struct buf *out, struct str text);
/* One CSV field (RFC 4180) that no spreadsheet takes for a formula: text that begins with = + - @,
 * their full-width forms, tab or a line end gets an apostrophe in front; plain numbers do not. Text
 * that begins with apostrophes before such a sign gets one more, so that escape_csv_guard takes
 * exactly one away again. */
void escape_csv(struct buf *out, struct str text);
/* The field's text without the apostrophe that escape_csv put there. */
struct str escape_csv_guard(struct str field);
/* For a terminal: control characters and marks that turn the direction of text as \xNN, \uNNNN;
 * line ends and tabs as \n, \r, \t. */
void escape_terminal(struct buf *out, struct str text);

#endif
