/*
 * demo_enforcement.c - administrative penalties: cases of subdistricts under powers handed over or
 * delegated, all of them closed within the year or still open, and the departments' own.
 */
#include "demo/demo_offence.h"
#include "demo/demo_officer.h"
#include "demo/demo_steps.h"

enum {
    URBAN = 254, /* closed by subdistricts */
    MARKET = 7,
    SUBDISTRICT_OPEN = 19,
    SUBDISTRICT_NOT_FILED = 15,
    OWN = 460,
    OWN_OPEN = 44
};

enum step {
    STEP_LEAD,
    STEP_REFUSE,
    STEP_SUMMARY,
    STEP_FILE,
    STEP_SAVE,
    STEP_RELEASE,
    STEP_SEIZE,
    STEP_LIFT,
    STEP_PAUSE,
    STEP_RESUME,
    STEP_EXTEND,
    STEP_LEAVE, /* transferred or withdrawn */
    STEP_CONCLUDE,
    STEP_EXEMPT,
    STEP_NOTIFY,
    STEP_DEFEND,
    STEP_ASK_HEARING,
    STEP_HEARING_NOTICE,
    STEP_HEARING,
    STEP_REVIEW,
    STEP_DISCUSS,
    STEP_DECIDE,
    STEP_SERVE,
    STEP_PUBLISH,
    STEP_DEFER,
    STEP_PAY,
    STEP_URGE,
    STEP_COURT,
    STEP_CLOSE,
    STEP_OVERTURN
};

/* What befalls a case. */
enum fate {
    FATE_SUMMARY = 2,
    FATE_SAVED = 4,
    FATE_SEIZED = 8,
    FATE_PAUSED = 16,
    FATE_EXTENDED = 32,
    FATE_LEFT = 64,
    FATE_EXEMPT = 128,
    FATE_DEFENDED = 256,
    FATE_HEARING = 512,
    FATE_GRAVE = 1024,
    FATE_UNPAID = 2048,
    FATE_DEFERRED = 4096,
    FATE_COURT = 8192,
    FATE_NOT_FILED = 16384,
    FATE_FIRM = 32768
};

static void on_or_later(struct demo *demo, struct demo_case *c, int step, struct date day)
{
    day = demo_working_day_after(demo, day, 0);
    if (date_compare(day, demo_year_end(demo)) <= 0)
        demo_on(demo, c, step, day);
}

static bool send_with_head(struct demo *demo, struct demo_case *c)
{
    return demo_send_approved(demo, c, demo_handler(c->unit), demo_head(c->unit));
}

static bool send_with_organ_head(struct demo *demo, struct demo_case *c)
{
    return demo_send_approved(demo, c, demo_handler(c->unit), DEMO_ORGAN_HEAD);
}

static bool send(struct demo *demo, struct demo_case *c)
{
    return demo_send(demo, c, demo_handler(c->unit));
}

/* ---- leads and filing ---- */

static void put_offender(struct demo *demo, struct demo_case *c)
{
    char facts[1024];
    demo_put_party(demo, c, "offender", (c->a & FATE_FIRM) != 0);
    demo_put_str(demo, "facts", demo_offence_facts(demo, c, c->b, facts));
}

static void put_offence(struct demo *demo, const struct demo_case *c, const int64_t officers[2])
{
    demo_put(demo, "offence", demo_offence_name(c->b));
    demo_put_i64(demo, "officer_one", officers[0]);
    demo_put_i64(demo, "officer_two", officers[1]);
}

/* b is the area and the offence within it (demo_offence), c->c the power. */
static void lead(struct demo *demo, struct demo_case *c)
{
    static const char *const sources[] = {"inspection", "inspection", "inspection",
                                          "report",     "transfer",   "assigned"};
    static const char *const powers[] = {"own", "handed_over", "delegated"};
    demo_file(demo, "enforcement");
    demo_put_i64(demo, "organ", c->unit);
    demo_put(demo, "power", powers[c->c]);
    if (c->c == 2)
        demo_put_i64(
            demo, "delegating_organ",
            demo_department(str_equal_c(str_of(demo_offence_area(c->b)), "urban_management")
                                ? "urban"
                                : "market"));
    demo_put(demo, "area", demo_offence_area(c->b));
    demo_put(demo, "source", DEMO_PICK(demo, c, sources));
    demo_put_i64(demo, "place",
                 c->unit >= DEMO_SUBDISTRICT_FIRST ? c->unit : demo_any_subdistrict(demo, c));
    if ((c->a & FATE_SUMMARY) == 0)
        put_offender(demo, c);
    if (!send(demo, c))
        return;
    if (str_equal_c(str_of(demo_offence_area(c->b)), "market_supervision")) {
        demo_event(demo, c, "verify_lead");
        if (!send(demo, c))
            return;
    }
    if ((c->a & FATE_NOT_FILED) != 0)
        demo_later(demo, c, STEP_REFUSE, 1, 5);
    else if ((c->a & FATE_SUMMARY) != 0)
        demo_later(demo, c, STEP_SUMMARY, 0, 1);
    else
        demo_later(demo, c, STEP_FILE, 1, 5);
}

static void refuse(struct demo *demo, struct demo_case *c)
{
    static const char *const reasons[] = {"经核查违法事实不成立。",
                                          "情节轻微，当场改正，不予立案。",
                                          "不属本机关管辖，已告知举报人。"};
    demo_event(demo, c, "refuse_filing");
    demo_put(demo, "reason", DEMO_PICK(demo, c, reasons));
    (void)send_with_head(demo, c);
}

static void decide_on_the_spot(struct demo *demo, struct demo_case *c)
{
    int64_t officers[2];
    if (!demo_officer_pair(demo, c, c->unit, officers)) {
        demo_later(demo, c, STEP_SUMMARY, 3, 8);
        return;
    }
    bool is_warning = demo_chance(demo, c, 15);
    demo_event(demo, c, "decide_summary");
    put_offence(demo, c, officers);
    put_offender(demo, c);
    demo_put(demo, "penalty", is_warning ? "warning" : "fine");
    if (!is_warning) /* article 51: citizens to 200 yuan, organisations to 3,000 */
        demo_put_i64(demo, "fine",
                     (c->a & FATE_FIRM) != 0 ? 500 + 100 * demo_below(demo, c, 26)
                                             : 20 + 10 * demo_below(demo, c, 19));
    if (!send(demo, c))
        return;
    c->day = demo_due(demo, "publication");
    c->d = is_warning;
    demo_event(demo, c, "serve");
    demo_put(demo, "delivered", "present");
    if (send(demo, c))
        demo_by(demo, c, STEP_PUBLISH, c->day);
}

/* What else happens before the investigation ends, one after the other. */
static void investigate(struct demo *demo, struct demo_case *c)
{
    static const struct {
        enum fate fate;
        int step;
    } turns[] = {{FATE_SAVED, STEP_SAVE},
                 {FATE_SEIZED, STEP_SEIZE},
                 {FATE_PAUSED, STEP_PAUSE},
                 {FATE_LEFT, STEP_LEAVE},
                 {FATE_EXTENDED, STEP_EXTEND}};
    for (size_t i = 0; i < sizeof turns / sizeof turns[0]; i++) {
        if ((c->a & (int64_t)turns[i].fate) == 0)
            continue;
        c->a &= ~(int64_t)turns[i].fate;
        demo_later(demo, c, turns[i].step, 0, 4);
        return;
    }
    demo_later(demo, c, STEP_CONCLUDE, 6, 18);
}

static void file(struct demo *demo, struct demo_case *c)
{
    int64_t officers[2];
    if (!demo_officer_pair(demo, c, c->unit, officers)) {
        demo_later(demo, c, STEP_FILE, 3, 8);
        return;
    }
    demo_event(demo, c, "file");
    put_offence(demo, c, officers);
    demo_put_date(demo, "act_on", date_add_days(demo_today(demo), -(int)demo_below(demo, c, 20)));
    if (send_with_head(demo, c))
        investigate(demo, c);
}

/* ---- the investigation ---- */

static void save(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "save_in_place");
    if (send_with_head(demo, c))
        demo_by(demo, c, STEP_RELEASE, demo_due(demo, "save_in_place"));
}

static void seize(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "seize");
    if (send_with_head(demo, c))
        demo_by(demo, c, STEP_LIFT, demo_due(demo, "seizure"));
}

static void pause(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "pause");
    demo_put(demo, "pause_reason", demo_chance(demo, c, 70) ? "testing" : "appraisal");
    if (send(demo, c))
        demo_later(demo, c, STEP_RESUME, 7, 15);
}

static void leave(struct demo *demo, struct demo_case *c)
{
    bool is_transfer = demo_chance(demo, c, 50);
    demo_event(demo, c, is_transfer ? "transfer" : "withdraw");
    demo_put(demo, "reason",
             is_transfer ? "涉及其他部门管辖，连同证据材料一并移送。"
                         : "立案后查明违法主体不存在，撤销立案。");
    (void)send_with_organ_head(demo, c);
}

static void simple(struct demo *demo, struct demo_case *c, const char *event)
{
    demo_event(demo, c, event);
    if (send(demo, c))
        investigate(demo, c);
}

static void conclude(struct demo *demo, struct demo_case *c)
{
    bool is_grave = (c->a & FATE_GRAVE) != 0;
    demo_event(demo, c, "conclude");
    demo_put(demo, "needs_review", is_grave || (c->a & FATE_HEARING) != 0 ? "true" : "false");
    demo_put(demo, "is_grave", is_grave ? "true" : "false");
    if (send(demo, c))
        demo_later(demo, c, (c->a & FATE_EXEMPT) != 0 ? STEP_EXEMPT : STEP_NOTIFY, 1, 4);
}

static void exempt(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "exempt");
    demo_put(demo, "no_penalty_ground", demo_chance(demo, c, 60) ? "first" : "minor");
    if (send_with_organ_head(demo, c))
        demo_later(demo, c, STEP_CLOSE, 2, 8);
}

/* ---- notice, hearing, decision ---- */

static void notify(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "notify");
    demo_put(demo, "hearing_right", (c->a & (FATE_HEARING | FATE_GRAVE)) != 0 ? "true" : "false");
    if (!send(demo, c))
        return;
    c->day = demo_due(demo, "hearing_request");
    if ((c->a & FATE_HEARING) != 0)
        demo_later(demo, c, STEP_ASK_HEARING, 1, 4);
    else if ((c->a & FATE_DEFENDED) != 0)
        demo_later(demo, c, STEP_DEFEND, 1, 4);
    else
        on_or_later(demo, c, STEP_REVIEW, date_add_days(c->day, 1 + (int)demo_below(demo, c, 5)));
}

static void ask_hearing(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "request_hearing");
    if (!send(demo, c))
        return;
    c->day = demo_working_day_after(demo, demo_today(demo), 12 + (int)demo_below(demo, c, 4));
    demo_event(demo, c, "notify_hearing");
    demo_put_date(demo, "hearing_on", c->day);
    if (send(demo, c))
        demo_by(demo, c, STEP_HEARING_NOTICE, demo_due(demo, "hearing_notice"));
}

static void review(struct demo *demo, struct demo_case *c)
{
    if ((c->a & (FATE_GRAVE | FATE_HEARING)) == 0) {
        demo_later(demo, c, STEP_DECIDE, 0, 3);
        return;
    }
    demo_event(demo, c, "legal_review");
    demo_put(demo, "review_opinion", demo_chance(demo, c, 85) ? "agreed" : "change");
    if (demo_send(demo, c, demo_reviewer(c->unit)))
        demo_later(demo, c, (c->a & FATE_GRAVE) != 0 ? STEP_DISCUSS : STEP_DECIDE, 1, 3);
}

static void decide_penalty(struct demo *demo, struct demo_case *c)
{
    static const int64_t small[] = {200, 300, 500, 500, 800, 1000, 1000, 2000, 3000, 5000};
    bool is_large = (c->a & (FATE_GRAVE | FATE_HEARING)) != 0, confiscates = false;
    demo_event(demo, c, "decide");
    if (!is_large && demo_chance(demo, c, 6)) {
        c->d = 1;
        demo_put(demo, "penalty", "warning");
    } else {
        confiscates = is_large && demo_chance(demo, c, 40);
        demo_put(demo, "penalty", confiscates ? "confiscation" : "fine");
        demo_put_i64(demo, "fine",
                     is_large ? 20000 + 5000 * demo_below(demo, c, 9) : DEMO_PICK(demo, c, small));
    }
    if (confiscates)
        demo_put_i64(demo, "confiscated", 800 + 100 * demo_below(demo, c, 60));
    if (send_with_organ_head(demo, c))
        demo_by(demo, c, STEP_SERVE, demo_due(demo, "service"));
}

/* ---- after the decision ---- */

static void serve(struct demo *demo, struct demo_case *c)
{
    static const char *const ways[] = {"direct", "direct", "direct", "post", "electronic", "left"};
    demo_event(demo, c, "serve");
    demo_put(demo, "delivered", DEMO_PICK(demo, c, ways));
    if (send(demo, c))
        demo_by(demo, c, STEP_PUBLISH, demo_due(demo, "publication"));
}

static void pay_later(struct demo *demo, struct demo_case *c, struct date due)
{
    if (date_is_none(due))
        due = demo_working_day_after(demo, demo_today(demo), 8);
    if (c->d != 0) /* a warning is carried out when it is served */
        demo_later(demo, c, STEP_CLOSE, 1, 4);
    else if ((c->a & FATE_COURT) != 0)
        on_or_later(demo, c, STEP_URGE, date_add_days(due, 5));
    else if ((c->a & FATE_DEFERRED) != 0)
        demo_later(demo, c, STEP_DEFER, 1, 3);
    else if ((c->a & FATE_UNPAID) != 0)
        on_or_later(demo, c, STEP_PAY, date_add_days(due, 2 + (int)demo_below(demo, c, 12)));
    else if (date_compare(due, demo_year_end(demo)) <= 0)
        demo_by(demo, c, STEP_PAY, due);
}

static void publish(struct demo *demo, struct demo_case *c)
{
    struct date due;
    if (demo_chance(demo, c, 3)) {
        demo_event(demo, c, "keep_unpublished");
        demo_put(demo, "reason", "当事人为未成年人或者涉及个人隐私，依法不予公示。");
        if (!send_with_head(demo, c))
            return;
    } else {
        demo_event(demo, c, "publish");
        if (!send(demo, c))
            return;
    }
    due = demo_due(demo, "payment");
    pay_later(demo, c, due);
}

static void defer(struct demo *demo, struct demo_case *c)
{
    c->a &= ~(int64_t)FATE_DEFERRED;
    demo_event(demo, c, "defer");
    demo_put_date(demo, "pay_until", date_add_days(demo_today(demo), 45));
    if (send_with_organ_head(demo, c))
        pay_later(demo, c, demo_due(demo, "deferred"));
}

static void urge(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "urge");
    if (send(demo, c))
        on_or_later(demo, c, STEP_COURT, date_add_days(demo_due(demo, "urging"), 3));
}

static void apply_court(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "apply_court");
    if (send(demo, c))
        demo_later(demo, c, STEP_PAY, 15, 40);
}

static void close_case(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "close");
    demo_put(demo, "ending",
             (c->a & FATE_EXEMPT) != 0  ? "no_penalty"
             : (c->a & FATE_COURT) != 0 ? "enforced"
                                        : "performed");
    if (send_with_head(demo, c) && c->index % 97 == 5 && (c->a & (FATE_EXEMPT | FATE_COURT)) == 0)
        demo_later(demo, c, STEP_OVERTURN, 20, 60);
}

/* Two or three a year: what reconsideration or a court overturned is taken down within three days.
 */
static void overturn(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "overturn");
    demo_put(demo, "overturned_by", c->index % 2 == 0 ? "court" : "reconsideration");
    demo_put(demo, "overturn_result", c->index % 2 == 0 ? "unlawful" : "annulled");
    if (!send(demo, c))
        return;
    demo_event(demo, c, "unpublish");
    demo_put(demo, "reason", "处罚决定已被依法撤销或者确认违法，撤回公示。");
    (void)send(demo, c);
}

/* ---- the script ---- */

static void release(struct demo *demo, struct demo_case *c)
{
    simple(demo, c, "release_saved");
}

static void lift(struct demo *demo, struct demo_case *c)
{
    simple(demo, c, "lift_seizure");
}

static void resume(struct demo *demo, struct demo_case *c)
{
    simple(demo, c, "resume");
}

static void extend(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "extend");
    if (send_with_organ_head(demo, c))
        investigate(demo, c);
}

static void defend(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "defend");
    if (send(demo, c))
        on_or_later(demo, c, STEP_REVIEW, date_add_days(c->day, 1 + (int)demo_below(demo, c, 5)));
}

static void hearing_notice(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "serve_hearing_notice");
    if (send(demo, c))
        on_or_later(demo, c, STEP_HEARING, c->day);
}

static void hold_hearing(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "hold_hearing");
    if (demo_send(demo, c, demo_reviewer(c->unit)))
        demo_later(demo, c, STEP_REVIEW, 2, 5);
}

static void discuss(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "discuss");
    if (send(demo, c))
        demo_later(demo, c, STEP_DECIDE, 0, 2);
}

static void pay(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "pay");
    if (send(demo, c))
        demo_later(demo, c, STEP_CLOSE, 1, 5);
}

static void script(struct demo *demo, struct demo_case *c)
{
    static void (*const steps[])(struct demo *, struct demo_case *) = {
        [STEP_LEAD] = lead,
        [STEP_REFUSE] = refuse,
        [STEP_SUMMARY] = decide_on_the_spot,
        [STEP_FILE] = file,
        [STEP_SAVE] = save,
        [STEP_RELEASE] = release,
        [STEP_SEIZE] = seize,
        [STEP_LIFT] = lift,
        [STEP_PAUSE] = pause,
        [STEP_RESUME] = resume,
        [STEP_EXTEND] = extend,
        [STEP_LEAVE] = leave,
        [STEP_CONCLUDE] = conclude,
        [STEP_EXEMPT] = exempt,
        [STEP_NOTIFY] = notify,
        [STEP_DEFEND] = defend,
        [STEP_ASK_HEARING] = ask_hearing,
        [STEP_HEARING_NOTICE] = hearing_notice,
        [STEP_HEARING] = hold_hearing,
        [STEP_REVIEW] = review,
        [STEP_DISCUSS] = discuss,
        [STEP_DECIDE] = decide_penalty,
        [STEP_SERVE] = serve,
        [STEP_PUBLISH] = publish,
        [STEP_DEFER] = defer,
        [STEP_PAY] = pay,
        [STEP_URGE] = urge,
        [STEP_COURT] = apply_court,
        [STEP_CLOSE] = close_case,
        [STEP_OVERTURN] = overturn,
    };
    steps[c->step](demo, c);
}

/* ---- planning ---- */

static bool draws(struct demo *demo, struct demo_case *c, int permille)
{
    return demo_below(demo, c, 1000) < permille;
}

/* What makes a case long needs a beginning in the first half of the year. */
static int64_t ordinary_fates(struct demo *demo, struct demo_case *c, bool may_be_long)
{
    int64_t fates = 0;
    fates |= draws(demo, c, 90) ? FATE_EXEMPT : 0;
    fates |= draws(demo, c, 150) ? FATE_DEFENDED : 0;
    fates |= draws(demo, c, 70) ? FATE_SAVED : 0;
    fates |= draws(demo, c, 80) ? FATE_UNPAID : 0;
    if (may_be_long) {
        fates |= draws(demo, c, 60) ? FATE_SEIZED : 0;
        fates |= draws(demo, c, 60) ? FATE_PAUSED : 0;
        fates |= draws(demo, c, 50) ? FATE_HEARING : 0;
        fates |= draws(demo, c, 50) ? FATE_GRAVE : 0;
        fates |= draws(demo, c, 40) ? FATE_DEFERRED : 0;
        fates |= draws(demo, c, 40) ? FATE_COURT : 0;
        fates |= (fates & (FATE_PAUSED | FATE_SEIZED)) != 0 ? FATE_EXTENDED : 0;
    }
    return fates;
}

static void plan_lead(struct demo *demo, struct demo_case *c, struct date first, struct date last)
{
    demo_on(demo, c, STEP_LEAD, demo_day_between(demo, c, first, last));
}

/* A case that is closed in the year: its kind says how late it may begin. */
static void plan_closed(struct demo *demo, struct demo_case *c, int64_t n)
{
    struct date first = date_of(demo->year, 1, 10);
    c->a |= demo_chance(demo, c, 45) ? FATE_FIRM : 0;
    if (n % 5 < 3) {
        c->a |= FATE_SUMMARY;
        plan_lead(demo, c, first, date_of(demo->year, 11, 15));
    } else if (n % 5 == 3) {
        c->a |= ordinary_fates(demo, c, true);
        plan_lead(demo, c, first, date_of(demo->year, 4, 30));
    } else {
        c->a |= ordinary_fates(demo, c, false);
        plan_lead(demo, c, first, date_of(demo->year, 7, 31));
    }
}

static void plan_subdistricts(struct demo *demo, uint32_t id, uint32_t *index)
{
    int64_t urban = demo_scaled(demo, URBAN), closed = urban + MARKET;
    int64_t open = closed + SUBDISTRICT_OPEN, all = open + SUBDISTRICT_NOT_FILED;
    for (int64_t i = 0; i < all; i++) {
        struct demo_case *c = demo_plan(demo, script, id, (*index)++);
        c->unit = demo_any_subdistrict(demo, c);
        c->b = demo_offence_any(
            demo, c, i >= urban && i < closed ? "market_supervision" : "urban_management");
        c->c = i >= urban && i < closed ? 2 : demo_chance(demo, c, 92) ? 1 : 2;
        if (i < closed) {
            plan_closed(demo, c, i);
        } else if (i < open) { /* its investigation cannot end in the year */
            plan_lead(demo, c, date_of(demo->year, 12, 8), date_of(demo->year, 12, 22));
        } else {
            c->a |= i % 3 == 0 ? FATE_LEFT : FATE_NOT_FILED;
            plan_lead(demo, c, date_of(demo->year, 2, 8), date_of(demo->year, 10, 31));
        }
    }
}

static void plan_own(struct demo *demo, uint32_t id, uint32_t *index)
{
    static const char *const organs[] = {"market", "market",    "market",  "urban",      "urban",
                                         "health", "emergency", "housing", "human",      "culture",
                                         "market", "urban",     "health",  "environment"};
    int64_t own = demo_scaled(demo, OWN), all = own + demo_scaled(demo, OWN_OPEN);
    for (int64_t i = 0; i < all; i++) {
        struct demo_case *c = demo_plan(demo, script, id, (*index)++);
        const char *organ = DEMO_PICK(demo, c, organs);
        c->unit = demo_department(organ);
        c->b = demo_offence_any(demo, c, demo_offence_area_of(organ));
        if (i >= own) {
            c->a |= ordinary_fates(demo, c, true) | FATE_FIRM;
            plan_lead(demo, c, date_of(demo->year, 10, 24), date_of(demo->year, 12, 23));
        } else if (i % 16 == 7) {
            c->a |= i % 32 == 7 ? FATE_LEFT : FATE_NOT_FILED;
            plan_lead(demo, c, date_of(demo->year, 2, 8), date_of(demo->year, 11, 30));
        } else {
            plan_closed(demo, c, i);
        }
    }
}

void demo_enforcement(struct demo *demo)
{
    uint32_t id, index = 0;
    demo_officers(demo); /* two with certificates act in every case */
    id = demo_new_script(demo);
    plan_subdistricts(demo, id, &index);
    plan_own(demo, id, &index);
    demo->commands_planned += (int64_t)index * 10;
}
