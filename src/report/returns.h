/*
 * returns.h - departmental returns of a period: which department owes which, when it is due,
 * whether it was signed; and where a register counts the same thing, how far the two are apart. The
 * schedule is data (reports/returns.yaml).
 *
 * A restricted return shows its state only: its one value a year stands in the report (DESIGN §2).
 */
#ifndef GULOU_REPORT_RETURNS_H
#define GULOU_REPORT_RETURNS_H

#include "calendar/period.h"
#include "document/document.h"
#include "office/reader.h"

struct returns_item {
    struct str unit; /* code */
    int months;      /* of the period that a return speaks of */
    struct period due;
    const struct figure_def *figure, *same_as; /* same_as: or NULL */
};

struct returns_schedule {
    struct str field_from, field_to;
    LIST_OF(struct returns_item) items;
};

/* What is wrong becomes complaints with their places; NULL then. */
const struct returns_schedule *returns_parse(struct arena *arena, const struct registry *registry,
                                             struct str file, struct str bytes,
                                             struct complaints *complaints);

enum returns_state { RETURNS_SIGNED, RETURNS_WAITING, RETURNS_OVERDUE };

struct returns_row {
    const struct returns_item *item;
    const struct unit *unit; /* NULL: not in the organisation */
    struct date from, to, due;
    enum returns_state state;
    int64_t matter;                     /* the signed return that covers the period, or 0 */
    struct str value;                   /* as printed; empty: none, or restricted */
    bool is_apart;                      /* same_as: the two differ */
    struct str own;                     /* the register's own value */
    struct reader_figure_list own_list; /* its matters */
};

struct returns {
    LIST_OF(struct returns_row) rows;
};

/* Of the question's period, for one unit or (0) all. */
ERR_CHECKED bool returns_find(struct reader *reader, struct arena *arena,
                              const struct figure_question *question,
                              const struct returns_schedule *schedule, int64_t unit,
                              struct returns *out, struct err *err);
const char *returns_state_word(enum returns_state state); /* 已签发 */
/* One sheet: unit, item, period, due day, state, value; with room for the signatures. */
void returns_document(const struct returns *returns, struct document *d);

#endif
