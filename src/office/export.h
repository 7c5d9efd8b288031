/*
 * export.h - a register as a table or as JSON: one row an event, in the order of matters and of
 * their entries.
 *
 * X1: never a personal value. Columns of personal fields are absent; the column "sealed" names
 *     those that were given.
 * X2: nothing of restricted registers, nor of matters that feed a restricted figure (DESIGN §2).
 * X3: what a table holds, import_run takes (import.h): the same figures come out of it.
 *
 * Proposals that wait for the second person have no effect and are not exported.
 */
#ifndef GULOU_OFFICE_EXPORT_H
#define GULOU_OFFICE_EXPORT_H

#include "office/reader.h"

/* The columns that every register has, in this order; after them one for each field that is not
 * personal, under its key. */
enum export_column {
    EXPORT_DEMO,          /* the mark of invented data; only in exports of a demo */
    EXPORT_SOURCE,        /* the system in which the matter began */
    EXPORT_SOURCE_NUMBER, /* and its number there: together they identify it */
    EXPORT_MATTER,        /* the number as people read it: 〔2022〕鼓诉第12号 */
    EXPORT_NUMBER,        /* the same for machines: 2022/12 */
    EXPORT_STEP,          /* which event of the matter: import_source.h */
    EXPORT_EVENT,         /* its key; "amend" for a correction */
    EXPORT_ON,            /* legal date */
    EXPORT_AT,            /* the moment it happened or was entered */
    EXPORT_ACTOR,         /* staff id; "law" for what the law does by itself */
    EXPORT_CLOCK,         /* of the law: the clock at whose end it acted */
    EXPORT_AMENDS,        /* of a correction: the step that it replaces */
    EXPORT_CORRECTED_ON,  /* the corrected legal date; empty: nothing is put in its place */
    EXPORT_REASON,        /* of a correction */
    EXPORT_SEALED,        /* personal fields that were given: keys with spaces between */
    EXPORT_COLUMNS_N
};
extern const char *const export_columns[EXPORT_COLUMNS_N];
/* The column of a field: its key, with "f_" before one that is called as a fixed column is. */
struct str export_field_column(struct arena *arena, const struct field_def *field);
extern const char export_mark[]; /* 演示数据 · 虚构 */

/* A matter with its history. */
struct export_matter {
    const struct matter *matter;
    struct str source, number; /* what identifies it outside */
    const struct reader_event *events;
    const struct str *steps;
    size_t n;
};
typedef bool export_visit(void *context, const struct export_matter *matter, struct arena *scratch,
                          struct err *err);
/* Calls visit for every matter of the register that may leave the house, oldest first. */
ERR_CHECKED bool export_each(struct reader *reader, const struct register_def *def,
                             export_visit *visit, void *context, struct err *err);
/* ERR_DENIED for a restricted register. */
ERR_CHECKED bool export_check(const struct register_def *def, struct err *err);

enum { EXPORT_BYTES_MAX = 1 << 30 };

/* The whole table into buf (ERR_LIMIT over its maximum); *rows_out events. */
ERR_CHECKED bool export_csv(struct reader *reader, const struct register_def *def, struct buf *out,
                            int64_t *rows_out, struct err *err);
ERR_CHECKED bool export_json(struct reader *reader, const struct register_def *def, struct buf *out,
                             int64_t *rows_out, struct err *err);
/* Into a new workbook at path. */
ERR_CHECKED bool export_xlsx(struct reader *reader, const struct register_def *def, struct str path,
                             int64_t *rows_out, struct err *err);
/* The sheet "numbers" of an opening: register, year, next; CSV. */
ERR_CHECKED bool export_numbers(struct reader *reader, struct buf *out, struct err *err);

/* A database of its own for analysts (docs/import-export.md): every register with its data
 * dictionary, events, clocks, contributions. The file must not exist. */
ERR_CHECKED bool export_sqlite(struct reader *reader, struct str path, struct err *err);

/* A plain value as exports write it: choices by key, units by code, links as "REGISTER SOURCE
 * NUMBER". */
ERR_CHECKED bool export_value(struct reader *reader, struct arena *arena,
                              const struct field_def *field, int64_t value, struct str *text_out,
                              struct err *err);

#endif
