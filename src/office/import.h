/*
 * import.h - tables from other systems, or from another gulou, into the ledger.
 *
 * I1: an import is a sync. Source and number identify a matter, source, number and step an event;
 *     both stand in the ledger (event.h), so a repeat finds them however late, and adds only what
 *     is new.
 * I2: what the file says otherwise than what was imported is reported, never overwritten: whoever
 *     knows which is right enters an amendment.
 * I3: everything is read and decided before anything is written; all that is wrong is told with
 *     line and column. With complaints nothing is written, unless bad rows are to be left out.
 * I4: imported events keep their dates and moments. Two persons sign the file: its SHA-256, the
 *     mapping's, maker and checker are an entry of the office before its events. A file whose every
 *     event one person could enter today needs no checker.
 * I5: values of personal fields are sealed as ever and never compared. An export does not have
 *     them; that they were given is kept.
 * I6: demo data never enters an office that is no demo.
 */
#ifndef GULOU_OFFICE_IMPORT_H
#define GULOU_OFFICE_IMPORT_H

#include "office/office.h"

struct import_mapping;

struct import_file {
    struct str name; /* for complaints */
    struct str bytes;
    struct str sheet; /* of a workbook; empty: the first */
    const struct register_def *def;
};

struct import_options {
    const struct import_file *files; /* one register each, in any order */
    size_t files_n;
    const struct import_mapping *mapping; /* NULL: the files have the shape of an export */
    struct str mapping_bytes;             /* for its hash */
    const struct import_file *numbers;    /* of an opening: register, year, next; NULL: none */
    bool is_opening; /* history from before gulou: keeps its numbers; the ledger must be empty */
    bool is_dry_run, skips_bad;
    int64_t maker, checker; /* 0: nobody, in a dry run; checker: see I4 */
};

struct import_result {
    int64_t rows;
    int64_t matters_new;
    int64_t events_new, events_known, events_different;
    int64_t events_left_out; /* bad, with skips_bad */
    bool is_refused;         /* complaints say why; nothing was written */
    struct complaints complaints;
    struct complaints differences;
    struct complaints notes; /* how a file was read */
};

/* False only when something fails; what is wrong with the files becomes complaints. */
ERR_CHECKED bool import_run(struct office *office, struct arena *arena,
                            const struct import_options *options, struct import_result *result,
                            struct err *err);

#endif
