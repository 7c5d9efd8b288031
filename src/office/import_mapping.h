/*
 * import_mapping.h - how the table of another system becomes events of a register.
 *
 *   source: city12345                # its name here; with the number it identifies a matter
 *   register: workorder
 *   number: 工单编号                  # the column with the matter's number there
 *   ignore: [坐席工号, …]             # columns that are known and not taken
 *   lists:                           # closed lists that several fields share
 *     units: {城管局: 101, …}
 *   events:                          # in the order in which they follow each other on one day
 *     - event: receive
 *       when: 受理时间                # the event exists when this cell is filled
 *       fields:
 *         subject: 标题               # a column, taken as it stands
 *         channel: {column: 来源渠道, values: {来电: phone, 网站: web}}
 *         handling_unit: {column: 承办单位, values: units}
 *         confidential: {value: false}           # always
 *         caller: {party: {name: 诉求人, phone: 联系电话}}
 *         same_as: {column: 原工单编号, link: workorder}   # the same source's number there
 *     - event: dispatch
 *       step: dispatch_again         # its name among the matter's events; default: the event's
 *       when: 操作时间
 *       only: {column: 操作, in: [改派]}         # in tables with one row a step
 *       repeats: true                # may happen several times: its moment belongs to its name
 *       actor: 30002                 # who is entered as acting; default: who imports
 *
 * Every column of the file is named somewhere: a new one is a complaint, not silence. Days are read
 * as 2022-03-01, 2022/3/1, 2022.3.1 or 2022年3月1日, with or without 9:30 or 09:30:00 behind them.
 */
#ifndef GULOU_OFFICE_IMPORT_MAPPING_H
#define GULOU_OFFICE_IMPORT_MAPPING_H

#include "base/complaint.h"
#include "registry/registry.h"

struct mapping_pair {
    struct str from, to;
};

struct mapping_values {
    struct mapping_pair *pairs;
    size_t n;
};

struct mapping_field {
    int field;
    enum mapping_kind { MAPPING_COLUMN, MAPPING_CONSTANT, MAPPING_PARTY } kind;
    int column;                          /* index in columns */
    struct str constant;                 /* or, of a column, nothing */
    const struct mapping_values *values; /* NULL: taken as it stands */
    struct str link;                     /* register key, or empty */
    struct mapping_pair *party;          /* member and column's name */
    int *party_columns;
    size_t party_n;
};

struct mapping_event {
    int event;
    struct str step;
    int when;       /* column */
    int only;       /* column or NONE */
    struct str *in; /* its values */
    size_t in_n;
    bool repeats;
    int64_t actor; /* 0: who imports */
    struct mapping_field *fields;
    size_t fields_n;
};

struct import_mapping {
    struct str file, source, sheet; /* sheet: of a workbook, or empty */
    const struct register_def *def;
    int number;          /* column */
    struct str *columns; /* every column that the file may have */
    bool *is_ignored;    /* of each: need not be there */
    size_t columns_n;
    struct mapping_event *events;
    size_t events_n;
};

/* NULL with complaints. */
const struct import_mapping *import_mapping_load(struct arena *arena,
                                                 const struct registry *registry, struct str file,
                                                 struct str bytes, struct complaints *complaints);

#endif
