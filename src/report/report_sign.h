/*
 * report_sign.h - a report signed and published: its source and number become a text that the
 * office signs, over the snapshot of a closed period. From then on it is printed from these two and
 * nothing else.
 *
 * Refused: an open period, a number in the text that is neither figure nor literal, an identity
 * that does not hold, an unsigned return, a second signature.
 */
#ifndef GULOU_REPORT_REPORT_SIGN_H
#define GULOU_REPORT_REPORT_SIGN_H

#include "office/closing.h"
#include "report/report.h"

/* A report and what of it is signed. */
struct report_state {
    struct str name, period;
    struct closing closing; /* of its period */
    bool is_signed;
    struct signed_text signature;
    struct str number, source; /* 发文字号; the text as it was signed */
    bool is_published;
    struct signed_text publication;
    struct str index, theme, genre, keywords; /* of the disclosure catalogue */
    struct str publisher;
};

ERR_CHECKED bool report_state_find(struct store *db, int64_t district, struct arena *arena,
                                   struct str name, struct str period, struct report_state *out,
                                   struct err *err);

struct report_signing {
    struct str name, period;
    struct str file, source; /* where it was read, and its bytes */
    struct str number;       /* 鼓政〔2023〕15号; of a demo 演示〔2023〕… */
    int64_t actor;
};
ERR_CHECKED bool report_sign(struct office *office, struct arena *arena,
                             const struct report_signing *signing, struct complaints *complaints,
                             struct err *err);

struct report_publishing {
    struct str name, period;
    struct str index;                  /* 000014349/2023-06836 */
    struct str theme, genre, keywords; /* may be empty */
    int64_t actor;
};
/* The entry in the catalogue; the matter of the publication register is filed by the door. */
ERR_CHECKED bool report_publish(struct office *office, struct arena *arena,
                                const struct report_publishing *publishing, struct err *err);

/* Number, signature, metadata head and receipt onto a document of the report. */
void report_state_put(const struct report_state *state, const struct office *office,
                      struct document *d);
/* Is it a document number: Han letters, 〔year〕, a number without leading zero, 号? */
bool report_number_is(struct str number);
/* Is it a catalogue number: nine characters of an organ, /year-, five digits? */
bool report_index_is(struct str index);

#endif
