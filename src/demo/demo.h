/*
 * demo.h - a simulated year: people file, handlers handle, through the same commands as any door.
 *
 * Every simulated matter is a case with a script. The agenda holds the moment at which each case
 * goes on; scripts are called in order of time, enter one or more commands, look at what the
 * engine answered (state, due dates) and say when they go on. Nothing is written past the engine,
 * and no figure is set.
 *
 * D1: chance is a function of (seed, script, index of the case, how often it drew), so the year is
 *     the same whatever the batch size or the number of threads.
 * D2: a refused command is a mistake of the script and ends the demo with its complaints.
 */
#ifndef GULOU_DEMO_DEMO_H
#define GULOU_DEMO_DEMO_H

#include "office/office.h"

struct demo;
struct demo_case;
struct demo_certificates;
struct demo_path;
typedef void demo_script(struct demo *demo, struct demo_case *c);

struct demo_case {
    demo_script *script;
    uint32_t script_id; /* of the chance */
    uint32_t index;     /* within its script, from 0 */
    uint32_t draws;
    int32_t step;
    int32_t year;
    int64_t matter; /* once filed */
    int64_t unit;   /* script's own use, like all below */
    int64_t a, b, c, d;
    struct date day;
    int64_t named;                /* the matter of another register that this one names, or 0 */
    struct demo_case *other;      /* one that this one names: its matter, once filed */
    const struct demo_path *path; /* whose table it follows (demo_path.h), or NULL */
};

/* Matters of one register that wait to be named by one of another. */
struct demo_pool {
    int64_t matter[16], unit[16];
    uint32_t n;
};

enum { DEMO_YEARS_MAX = 10, DEMO_FIELDS_MAX = 24, DEMO_TEXT_BYTES = 8192 };

struct demo {
    struct office *office;
    struct arena arena;
    int year; /* that is planned, or that the case on its way belongs to */
    int first_year, last_year;
    int64_t scale_permille; /* 1000: the whole year */
    uint64_t seed;
    struct err err;
    bool has_failed;
    int64_t commands_planned; /* a guess, for the progress bar */
    /* the command being filled in */
    struct command command;
    struct command_field fields[DEMO_FIELDS_MAX];
    char text[DEMO_TEXT_BYTES]; /* of formatted values */
    size_t text_len;
    struct answer answer;
    struct arena answer_arena;
    /* the agenda */
    struct demo_case **heap;
    int64_t *heap_at;
    size_t heap_n, heap_cap;
    struct instant now;
    uint32_t scripts_n;
    int64_t recent_orders[64]; /* matters of the work orders filed last, for links */
    uint32_t recent_n;
    uint32_t accusation_script; /* of demo_accusation.c; 0: not planned */
    struct demo_pool answers;   /* of requests for information, that will be reviewed */
    struct demo_pool reviews;   /* that will go to court */
    struct demo_pool suits;     /* against the government, with a department beside it */
    struct demo_certificates *certificates; /* of the year: demo_officer.c; NULL: not planned */
    struct demo_certificates *certificates_of[DEMO_YEARS_MAX];
};

/* ---- planning ---- */

uint32_t demo_new_script(struct demo *demo); /* an id of its own for its chance */
/* A case that begins when demo_next puts it into the agenda. */
struct demo_case *demo_plan(struct demo *demo, demo_script *script, uint32_t script_id,
                            uint32_t index);
int64_t demo_scaled(const struct demo *demo, int64_t n); /* n at scale 1; at least 1 for n > 0 */
/* The moment of a day inside office hours (9:00–17:30), by chance. */
struct instant demo_office_hours(struct demo *demo, struct demo_case *c, struct date day);
/* At any hour, with the rhythm of a hotline: few at night, peaks at ten and fifteen. */
struct instant demo_any_hour(struct demo *demo, struct demo_case *c, struct date day);
/* A day of the year by weekday and season; `working` only: a working day. */
struct date demo_day_of_year(struct demo *demo, struct demo_case *c, bool working);
bool demo_is_working(const struct demo *demo, struct date day);
struct date demo_working_day_after(const struct demo *demo, struct date day,
                                   int n); /* n >= 0: the
             first working day from day + n working days */

/* ---- chance ---- */

uint64_t demo_draw(struct demo *demo, struct demo_case *c);
int64_t demo_below(struct demo *demo, struct demo_case *c, int64_t bound); /* [0, bound) */
bool demo_chance(struct demo *demo, struct demo_case *c, int percent);
/* A place in 0 … n-1 for `index`, each used once: quotas are met exactly and look random. */
int64_t demo_shuffled(const struct demo *demo, uint32_t salt, int64_t index, int64_t n);

/* ---- commands ---- */

/* A new matter of the register, or the next event of the case's matter. */
void demo_file(struct demo *demo, const char *register_key);
void demo_event(struct demo *demo, const struct demo_case *c, const char *event);
void demo_put(struct demo *demo, const char *field, const char *value);
void demo_put_str(struct demo *demo, const char *field, struct str value);
void demo_put_i64(struct demo *demo, const char *field, int64_t value);
void demo_put_date(struct demo *demo, const char *field, struct date value);
/* {"name": …, "phone": …} of an invented person or firm. */
void demo_put_party(struct demo *demo, struct demo_case *c, const char *field, bool is_firm);
/* Enters it as `actor`; keeps the matter's id in the case. False: the demo has failed. */
bool demo_send(struct demo *demo, struct demo_case *c, int64_t actor);
/* Enters it as `first`, and again as the approval of `second`. */
bool demo_send_approved(struct demo *demo, struct demo_case *c, int64_t first, int64_t second);
/* The matter as the engine has it after the last command of this call; NULL before. */
const struct matter *demo_matter(const struct demo *demo);
/* The due date of one of its clocks, or none when it does not run. */
struct date demo_due(const struct demo *demo, const char *clock);
/* The case goes on with `step` at the moment, which is moved to now if it lies before. */
void demo_next(struct demo *demo, struct demo_case *c, int step, struct instant at);
/* Keeps the case's matter for another register; one too many is forgotten. */
void demo_pool_put(struct demo_pool *pool, const struct demo_case *c);
/* The oldest, with the unit that answers for it; 0: none waits. */
int64_t demo_pool_take(struct demo_pool *pool, int64_t *unit_out);

/* ---- the district (demo_district.c) ---- */

enum {
    DEMO_DISTRICT = 3, /* unit ids */
    DEMO_DEPARTMENT_FIRST = 10,
    DEMO_PARTY_FIRST = 60,        /* party and mass organisations */
    DEMO_COMMITTEE_FIRST = 90,    /* management committee and state firms */
    DEMO_SUBDISTRICT_FIRST = 101, /* … 113 */
    DEMO_SUBDISTRICTS = 13,
    DEMO_STATION_FIRST = 121,   /* justice stations, one a subdistrict */
    DEMO_MEDIATION_FIRST = 141, /* people's mediation committees, one a subdistrict */
    DEMO_FIRM_FIRST = 160,      /* law firms */
    DEMO_FIRMS = 24,
    DEMO_AID_CENTRE = 190,      /* legal aid centre */
    DEMO_NOTARY = 191,          /* notary office */
    DEMO_HOTLINE = 192,         /* 12345 centre of the district */
    DEMO_COMMUNITY_FIRST = 201, /* … 320 */
    DEMO_COMMUNITIES = 120
};

/* The organisation as a YAML text: units, people, posts; all names invented. */
struct str demo_organisation(struct arena *arena, int year);
size_t demo_departments(void); /* how many; ids from DEMO_DEPARTMENT_FIRST on */
size_t demo_party_units(void);
size_t demo_committee_units(void);
int64_t demo_department(const char *code); /* id by code: "justice", "urban", "market", … */
int64_t demo_subdistrict_of(int64_t community);

/* People. Every department, subdistrict, station, centre and firm has these three: */
int64_t demo_handler(int64_t unit);  /* roles handler, intake, reporter */
int64_t demo_reviewer(int64_t unit); /* roles reviewer, handler */
int64_t demo_head(int64_t unit);     /* roles unit_head, signer, reviewer */
/* Posts in the district itself, which reach every unit: */
enum {
    DEMO_INTAKE = 30001, /* intake, reviewer (12345 and reception) */
    DEMO_INTAKE_TWO = 30002,
    DEMO_CASEWORKER = 30003, /* handler, intake, reviewer */
    DEMO_CASEWORKER_TWO = 30004,
    DEMO_BODY_HEAD = 30005,  /* body_head, unit_head, signer */
    DEMO_ORGAN_HEAD = 30006, /* organ_head */
    DEMO_SUPERVISOR = 30007, /* supervisor, reviewer, archivist */
    DEMO_SIGNER = 30008,     /* signer, unit_head, statistician */
    DEMO_ADMINISTRATOR = 30009,
    DEMO_BODY_STAFF = 30010, /* handler, intake, reviewer of the reconsideration body: there only */
    DEMO_BODY_STAFF_TWO = 30011
};

/* ---- texts (demo_texts.c): varied, invented ---- */

struct str demo_person_name(struct demo *demo, struct demo_case *c, char out[32]);
struct str demo_firm_name(struct demo *demo, struct demo_case *c, char out[64]);
/* A citizen's words on a category of work order; 60 to 140 characters. */
struct str demo_complaint(struct demo *demo, struct demo_case *c, const char *category,
                          char out[1024]);

/* ---- the registers: each plans its cases ---- */

struct demo_part {
    const char *name; /* of --only */
    void (*plan)(struct demo *demo);
};
extern const struct demo_part demo_parts[]; /* demo_parts.c; ended by a NULL name */

void demo_workorder(struct demo *demo);
void demo_inputs(struct demo *demo);
void demo_returns(struct demo *demo);
void demo_legalaid_desk(struct demo *demo);
void demo_publication(struct demo *demo);
void demo_tasks(struct demo *demo);
void demo_policies(struct demo *demo);
void demo_scenarios(struct demo *demo);
void demo_guides(struct demo *demo);
void demo_service_items(struct demo *demo);
void demo_assistance(struct demo *demo);
void demo_regulation_items(struct demo *demo);
void demo_units(struct demo *demo);
void demo_grids(struct demo *demo);
void demo_studios(struct demo *demo);
void demo_screenings(struct demo *demo);
void demo_publicity(struct demo *demo);
void demo_study(struct demo *demo);
void demo_exam(struct demo *demo);
void demo_mediation(struct demo *demo);
void demo_notarization(struct demo *demo);
void demo_legalaid(struct demo *demo);
void demo_adviser(struct demo *demo);
void demo_proposal(struct demo *demo);
void demo_officers(struct demo *demo);
void demo_enforcement(struct demo *demo);
void demo_reconsideration(struct demo *demo);
void demo_disclosure(struct demo *demo);
void demo_normative(struct demo *demo);
void demo_contracts(struct demo *demo);
void demo_comment_requests(struct demo *demo);
void demo_filereviews(struct demo *demo);
void demo_decisions(struct demo *demo);
void demo_duty_reports(struct demo *demo);
void demo_litigation(struct demo *demo);
void demo_compensation(struct demo *demo);
void demo_congress(struct demo *demo);
void demo_accusations(struct demo *demo);
/* The order is a report: it gets a matter of its own, which closes the order by its link. */
void demo_accusation_take(struct demo *demo, struct demo_case *order);
void demo_petitions(struct demo *demo);
void demo_licences(struct demo *demo);
void demo_coercion(struct demo *demo);
void demo_supervision(struct demo *demo);
void demo_counsel(struct demo *demo);
void demo_arrears(struct demo *demo);
void demo_projects(struct demo *demo);
void demo_administrative_mediation(struct demo *demo);
void demo_publicity_prompts(struct demo *demo);
void demo_duty_reviews(struct demo *demo);
void demo_deliberations(struct demo *demo);
void demo_legal_literate(struct demo *demo);
void demo_oversight(struct demo *demo);
void demo_evaluations(struct demo *demo);
void demo_demonstrations(struct demo *demo);
void demo_own_study(struct demo *demo);
void demo_yearly_reports(struct demo *demo);

struct demo_options {
    struct str db, keys;
    int year;
    int years; /* 0: one; up to that one, one after another; each as large as the scale says */
    int64_t scale_permille;
    struct str seed;
    struct str only; /* names of parts, with commas; empty: all */
    size_t batch;
    int threads;
    bool is_quiet;
};

/* Makes the office, plays the year, sets the demo's today. */
ERR_CHECKED bool demo_run(const struct demo_options *options, struct office_stats *stats_out,
                          struct complaints *complaints, struct err *err);

#endif
