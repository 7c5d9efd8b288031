/*
 * pages.h - one page being made: who asks, in which language, with which data. For web/ only.
 *
 * P1: pages have no log-in, so they show nothing personal (sealed values are never opened here),
 *     nothing of a restricted figure, and of a report or accusation only its number.
 * P2: yellow, red and overdue are computed here from today; nothing stores them.
 */
#ifndef GULOU_WEB_PAGES_H
#define GULOU_WEB_PAGES_H

#include "figure/figure.h"
#include "html/page.h"
#include "office/matter_json.h"
#include "web/internal.h"

enum { PAGE_ROWS = 25, PAGE_SOON_DAYS = 7 };

struct page {
    struct web *web;
    const struct http_request *request;
    struct http_response *response;
    struct arena *arena; /* the request's */
    struct reader *reader;
    const struct office *office;
    const struct office_version *now; /* definitions in force */
    enum page_language language;
    bool sets_language; /* ?lang= was given: remember it */
    struct date today;
    struct html_value *data; /* of the template */
    bool is_unkept;          /* no cache of a browser keeps the answer */
    int status;              /* of an error page; 0: what the error's kind says */
    struct str refusal; /* a sentence in the reader's language, when a handler says no by itself */
};

/* A handler fills page->data and calls page_show, or answers otherwise. False: err becomes an error
 * page. */
typedef bool page_handler(struct page *page, const struct route_params *params, struct err *err);

page_handler home_page, registers_page, search_page, due_page; /* pages_home.c, pages_search.c */
page_handler register_page;                                    /* pages_list.c */
page_handler matter_page;                                      /* pages_matter.c */
page_handler figures_page;                                     /* pages_figures.c */
page_handler figure_page, figure_list_page;                    /* pages_figure.c */
page_handler reports_page, report_page, report_file_page;      /* pages_report.c */
page_handler table_page, table_file_page;                      /* pages_table.c */
page_handler audit_page;                                       /* pages_audit.c */
page_handler ledger_page, checkpoint_page, tile_page;          /* pages_ledger.c */

/* ---- pages.c ---- */

/* Puts the layout's data beside the page's and answers. `here`: which of the navigation, or "". */
bool page_show(struct page *page, const char *template, struct str title, const char *here,
               struct err *err);
/* "No" with a sentence of messages.yaml. */
bool page_refuse(struct page *page, enum err_kind kind, const char *word, struct err *err);
/* The counts by register id; at most two seconds old. */
bool page_counts(struct page *page, struct reader_count **counts_out, struct err *err);
/* figure_all of a whole year of the district, kept until the ledger grows. */
bool page_values(struct page *page, const struct figure_question *question,
                 struct figure_value *values, struct err *err);
/* The ledger's size and root as last looked at. */
bool page_ledger(struct page *page, int64_t *size_out, struct hash256 *root_out, struct err *err);

/* ---- pages_text.c: small texts, all in the page's arena ---- */

struct str page_t(const struct page *page, const char *key); /* a word of messages.yaml */
bool page_knows_word(const struct page *page, const char *key);
/* The same with a text, or a number, in place of its "#": "逾期 # 日". */
struct str page_filled(const struct page *page, const char *key, struct str text);
struct str page_count_word(const struct page *page, const char *key, int64_t number);
/* The same with the number of an entry, ungrouped. */
struct str page_seq_word(const struct page *page, const char *key, int64_t seq);
struct str page_title(const struct page *page, struct title title);
struct str page_date(const struct page *page, struct date date); /* "" for none */
struct str page_moment(const struct page *page, struct instant instant);
struct str page_number(const struct page *page, int64_t number); /* 1,286 */
struct str page_unit(const struct page *page, int64_t unit);     /* its name, or "" */
/* A matter's number, or its register and id when it has none. */
struct str page_matter_number(const struct page *page, const struct matter *matter);
struct str page_state(const struct page *page, const struct matter *matter);
struct str page_matter_url(const struct page *page, int64_t matter);
struct str page_hash(const struct page *page, const struct hash256 *hash); /* 64 hex digits */
/* "+1 件", of a contribution or a sum of them. */
struct str page_amount(const struct page *page, const struct figure_def *figure, int64_t amount);
/* A value and its unit of measure apart: "96.81%" and "", "593" and "件". */
struct str page_figure_value(const struct page *page, const struct figure_def *figure,
                             const struct figure_value *value, struct str *unit_out);
/* "name=value" behind `url`, encoded; with ? or &. An empty value leaves it as it is. */
struct str page_with(const struct page *page, struct str url, const char *name, struct str value);

/* ---- pages_ask.c: what the address asks for ---- */

/* ?year=, or the year whose report is being written: until the end of March the one before. */
bool page_ask_year(struct page *page, int *year_out, struct err *err);
bool page_ask_number(struct page *page, const char *name, int64_t otherwise, int64_t min,
                     int64_t max, int64_t *out, struct err *err);
/* A unit by code or id; NULL: not asked. */
bool page_ask_unit(struct page *page, const struct unit **unit_out, struct err *err);
void page_put_years(struct page *page, struct str url, int chosen);
bool page_find_register(struct page *page, struct str key, const struct register_def **def_out,
                        struct err *err);
/* Refuses restricted ones. */
bool page_find_figure(struct page *page, struct str key, const struct figure_def **figure_out,
                      struct err *err);

/* ---- pages_open.c: what may be shown ---- */

/* False of a report or accusation: without a log-in nobody is known not to belong to the unit
 * complained of, which must not learn of it (DESIGN §2). */
bool matter_is_shown(const struct page *page, const struct matter *matter);
/* The expression that leaves out what matter_is_shown refuses; empty when there is nothing. */
struct str register_shown_where(const struct page *page, const struct register_def *def);

/* ---- pages_clock.c ---- */

struct clock_look {
    const char *mark; /* mark-good, mark-warn, mark-bad or "" */
    struct str status;
};
struct clock_look clock_look(const struct page *page, const struct matter *matter, int clock);
/* The running clock that is due first, or NONE. */
int clock_first_due(const struct matter *matter);
/* All clocks that ever ran, each with its day-by-day reckoning. */
void clocks_put(struct page *page, const struct matter *matter, const struct reader_event *events,
                size_t events_n);
/* One row of "falls due": due_row.mustache. */
void due_row_put(struct page *page, struct html_value *list, const struct matter *matter);

/* ---- pages_list.c: list.mustache, piece by piece, in this order ---- */

/* The list of crumbs, with its first. */
struct html_value *list_begin(struct page *page, struct str title, struct str lead,
                              const char *crumb_word, const char *crumb_url);
void list_crumb(struct html_value *crumbs, struct str title, struct str url);
/* Words of messages.yaml; one that begins with "#" is a number's column. */
void list_columns(struct page *page, const char *const *words, size_t n);
/* A row's list of cells. */
struct html_value *list_row(struct html_value *rows, const char *mark, struct str status);
/* An empty url: no link. */
void list_cell(struct page *page, struct html_value *cells, const char *word, struct str text,
               struct str url);
void list_end(struct page *page, struct str url, int64_t number, size_t rows_n, int64_t total);

/* ---- pages_figures.c ---- */

/* The parts of the report in their order, "1.9" before "1.10". */
size_t parts_of(struct page *page, struct str **parts_out);
struct str part_title(const struct page *page, struct str part);
/* A few rates with what they are made of, one a register. */
bool headlines_put(struct page *page, int max, struct err *err);
/* The values of a year, by figure id. */
bool figures_of_year(struct page *page, int year, struct figure_question *question_out,
                     struct figure_value **values_out, struct err *err);
/* "分子 / 分母 = 233 / 593" of a share, else empty. */
struct str figure_parts_text(const struct page *page, const struct figure_def *figure,
                             const struct figure_value *values);
/* What kind of number it is, in words. */
struct str figure_kind_text(const struct page *page, const struct figure_def *figure);
struct str figure_url(const struct page *page, const struct figure_def *figure, int year);
struct str figure_list_url(const struct page *page, const struct figure_def *figure, int year);

/* ---- pages_split.c ---- */

struct split_cell {
    int64_t unit;
    int64_t amount;  /* in the figure's scaled amounts */
    int64_t matters; /* behind it: what is compared with the minimum */
};
struct split {
    struct split_cell *cells; /* those that may be shown, the largest first */
    size_t n;
    struct split_cell merged; /* the rest; matters 0: there is none */
};
/* Only of figures that add up. */
bool figure_splits(const struct figure_def *figure);
/* Takes cells from the end into `merged` until none under the minimum is left and `merged` is
 * either empty or not under it itself. */
void split_merge(struct split *split, int64_t minimum);
/* By unit, cells under the publication minimum merged (DESIGN §2: 5; 10 of legal aid and
 * mediation), and one more where the rest would still be below it. */
bool figure_split(struct page *page, const struct figure_question *question,
                  const struct figure_def *figure, struct split *split_out, struct err *err);

/* ---- pages_trend.c ---- */

struct trend_month {
    struct date first, last;
    struct figure_value value;
};
/* The months of the figure's period inside the year. A sum is that part of the year's value which
 * falls into the month, so the months add up to the year; a stock is what it is at the month's
 * end. */
bool figure_months(struct page *page, const struct figure_question *question,
                   const struct figure_def *figure, struct trend_month **months_out, size_t *n_out,
                   struct err *err);

/* ---- pages_report.c ---- */

/* {title, url, note} of the newest report as "report", or false. */
bool report_newest_put(struct page *page, struct err *err);

/* ---- pages_links.c ---- */

/* Other matters, as "links" and "has_links" of matter.mustache. */
bool links_put(struct page *page, const struct matter *matter, struct err *err);

/* ---- pages_table.c ---- */

/* The official tables that fit the office's registers, as "tables": list of {title, url}. */
void tables_put(struct page *page, int year);

/* ---- pages_identity.c ---- */

/* A formula or identity with the titles of its figures instead of their keys. */
struct str formula_words(const struct page *page, const struct register_def *def, struct str text);
/* The identities of its register that the figure stands in. */
bool identities_put(struct page *page, const struct figure_question *question,
                    const struct figure_def *figure, const struct figure_value *values,
                    struct err *err);

#endif
