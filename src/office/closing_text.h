/*
 * closing_text.h - the snapshot as text: canonical JSON (RFC 8785), so that equal values are equal
 * bytes. For the files of the closing.
 *
 *   {"calendar":HASH,"definitions":HASH,"district":320106,"figures":{KEY:{"as_of","denominator",
 *    "from","numerator","text","to"}},"format":"gulou-snapshot/1","from","period","root","size","to"}
 *
 * numerator and denominator are strings (they may pass 2^53); a figure without value has neither.
 */
#ifndef GULOU_OFFICE_CLOSING_TEXT_H
#define GULOU_OFFICE_CLOSING_TEXT_H

#include "office/closing.h"

/* The question that a closing asks: the whole district, cut at `size` entries (0: all). */
struct figure_question closing_text_question(struct office *office, struct date from,
                                             struct date to, int64_t size);
/* Fills from, to, size, root, definitions, calendar. */
ERR_CHECKED bool closing_text_read(struct arena *arena, struct str bytes, struct closing *closing,
                                   struct err *err);
/* What checker and leader sign: which snapshot. */
struct str closing_text_of_signature(struct arena *arena, const struct closing *closing);

#endif
