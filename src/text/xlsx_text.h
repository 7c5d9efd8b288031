/*
 * xlsx_text.h - text of a spreadsheet cell: _xHHHH_ stands for the character with that number
 * (ECMA-376 part 1, 22.9.2.19, ST_Xstring).
 */
#ifndef GULOU_TEXT_XLSX_TEXT_H
#define GULOU_TEXT_XLSX_TEXT_H

#include "base/arena.h"

/* A cell's text as it was meant; NUL and halves of surrogates stay as they are written. */
struct str xlsx_text_unescape(struct arena *arena, struct str text);
/* For libxlsxwriter, which escapes control characters itself: what looks like an escape already,
 * and U+FFFE and U+FFFF, which XML cannot hold. */
struct str xlsx_text_escape(struct arena *arena, struct str text);

#endif
