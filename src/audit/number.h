/*
 * number.h - one number at a place of a cleaned text: is it a figure (a count, quantity or share),
 * or a date, an ordinal, a document's number, a name such as 12345?
 */
#ifndef GULOU_AUDIT_NUMBER_H
#define GULOU_AUDIT_NUMBER_H

#include "audit/amount.h"
#include "audit/lexis.h"

struct number {
    bool is_figure;
    struct span span;     /* as printed, with sign, 余 and unit */
    size_t unit_from;     /* in span */
    struct amount amount; /* of a range: its upper end, rough */
    bool is_negative;
    bool is_chinese;              /* in Chinese numerals */
    const struct unit_word *unit; /* NULL: none printed */
    int year;                     /* of a date that names one, else 0 */
    size_t next;                  /* where reading goes on; always behind the place asked for */
};

/* Where the line and the cell begin that the place is in, and what the line's number may be. */
struct number_place {
    size_t line_from;
    size_t line_to;
    bool is_cell;     /* of a table: a bare number is a figure there */
    int ordinal;      /* of the glued item before this line, 0: none */
    int *ordinal_out; /* set when this line begins with a glued one (12020年: item 1, 2020年) */
};

/* `at` stands on a digit or a Chinese numeral that begins a number. */
void number_read(const struct clean *clean, size_t at, const struct number_place *place,
                 struct number *number_out);

#endif
