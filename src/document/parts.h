/*
 * parts.h - what every format says in the same words: marks, captions, numbered attachments.
 */
#ifndef GULOU_DOCUMENT_PARTS_H
#define GULOU_DOCUMENT_PARTS_H

#include "document/document.h"

/* The title without the marks that allow a line to end. */
struct str parts_title(const struct document *d);
/* 鼓楼区人民政府文件; empty where there is no head: of a demo there never is. */
struct str parts_head(const struct document *d);
/* 附件：1. … of the i-th attachment; without a number when it is the only one. */
struct str parts_attachment(const struct document *d, size_t i);
/* 附件1, above the attachment itself. */
struct str parts_attachment_mark(const struct document *d, size_t i);
/* 抄送：…。 and 印发机关 with its day; empty where not set. */
struct str parts_copies(const struct document *d);
bool parts_has_signature(const struct document *d);
/* A block's runs as one text. */
struct str parts_text(struct arena *arena, const struct document_block *block);

#endif
