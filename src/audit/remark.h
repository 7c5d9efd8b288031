/*
 * remark.h - what stands beside a check, in words.
 */
#ifndef GULOU_AUDIT_REMARK_H
#define GULOU_AUDIT_REMARK_H

#include "audit/audit.h"

struct str remark_text(struct arena *arena, struct note note, bool is_english);
/* "四舍五入成立", "not right" */
const char *remark_verdict(enum verdict verdict, bool is_english);
const char *remark_kind(enum check_kind kind, bool is_english); /* "合计", "share" */

#endif
