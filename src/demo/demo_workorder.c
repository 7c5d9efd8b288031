/*
 * demo_workorder.c - a year of the 12345 line: orders come in by the rhythm of week and season, are
 * answered or dispatched, handled within the clocks that the engine reckons, called back, redone.
 *
 * How many of what the year brings is fixed (quotas by shuffled place), as in the real year; when,
 * by whom and in what words is chance. Rates follow from what the handlers do.
 */
#include <stdio.h>

#include "demo/demo.h"

enum {
    RECEIVED = 270206,
    STAY_OPEN = 18607, /* received 20–31 December, extended, not overdue */
    CARRIED_IN = 2900, /* received in the last days of the year before */
    EPIDEMIC = 96171,
    POLICY_ANSWERED = 7018, /* of these: policy questions answered online */
    NEW_MEDIA = 88357,      /* app, WeChat, SMS, Weibo, mini program */
    ANSWERED_ONLINE = 52000,
    REACHED = 178000, /* called back for the first time, and answered */
    DISSATISFIED = 5742,
    REDONE = 2000,      /* of these: redone, called back again, satisfied */
    NOT_SOLVED = 12366, /* first answers "not solved", the dissatisfied among them */
    UNREACHABLE = 9000,
    REPEATS = 459,
    FOLLOWED_UP = 91,
    WITHDRAWN = 64,
    REFUSED = 386 /* not accepted: they are not among the received */
};

enum step {
    STEP_RECEIVE,
    STEP_DISPATCH,
    STEP_SIGN,
    STEP_HANDLE,
    STEP_CLOSE,
    STEP_CALL_BACK,
    STEP_REDO,
    STEP_REDONE,
    STEP_CALL_AGAIN,
    STEP_ANSWER_ONLINE,
    STEP_EXTEND,
    STEP_REPEAT,
    STEP_FOLLOW_UP,
    STEP_RESOLVE,
    STEP_CITY,
    STEP_REFUSE,
    STEP_WITHDRAW,
    STEP_REDO_UNSOLVED
};

/* What befalls an order, as bits in demo_case.a. */
enum fate {
    FATE_OPEN = 1,
    FATE_EPIDEMIC = 2,
    FATE_POLICY = 4,
    FATE_NEW_MEDIA = 8,
    FATE_ONLINE = 16,
    FATE_REACHED = 32,
    FATE_DISSATISFIED = 64,
    FATE_REDO = 128,
    FATE_NOT_SOLVED = 256,
    FATE_UNREACHABLE = 512,
    FATE_REPEAT = 1024,
    FATE_FOLLOW_UP = 2048,
    FATE_CARRIED = 4096,
    FATE_CITY = 8192, /* came from the city's platform, which wants to hear the result */
    FATE_WITHDRAWN = 16384,
    FATE_REFUSED = 65536
};

/* What is done of an order's aftermath, as bits in demo_case.c. */
enum { DONE_RESOLVED = 1, DONE_CITY = 2, DONE_REDO = 4 };

/* Weights of the months: an epidemic spring and a busy December. */
static const int month_weight[12] = {92, 80, 128, 118, 92, 84, 96, 98, 90, 96, 104, 122};
static const int weekday_weight[7] = {122, 112, 108, 106, 104, 78, 70};

static struct instant last_moment(const struct demo *demo)
{
    return instant_at(date_of(demo->year, 12, 31), 23, 30, 0);
}

static struct instant min_instant(struct instant a, struct instant b)
{
    return a.ms < b.ms ? a : b;
}

static struct instant later(const struct demo *demo, int64_t seconds)
{
    return (struct instant){demo->now.ms + seconds * 1000};
}

/* A moment from now on, on a working day up to `due`, and within the year. */
static struct instant before_due(struct demo *demo, struct demo_case *c, struct date due)
{
    struct date today = instant_date(demo->now);
    int days = date_compare(due, today) > 0 ? due.day - today.day : 0;
    struct date day = date_add_days(today, days > 0 ? (int)demo_below(demo, c, days + 1) : 0);
    while (!demo_is_working(demo, day) && date_compare(day, due) < 0)
        day = date_add_days(day, 1);
    struct instant at = demo_office_hours(demo, c, date_min(day, due));
    if (at.ms <= demo->now.ms)
        at = later(demo, 900 + demo_below(demo, c, 3600));
    struct instant latest = instant_at(due, 23, 50, 0);
    return min_instant(min_instant(at, latest), last_moment(demo));
}

/* ---- filing ---- */

static const char *channel(struct demo *demo, struct demo_case *c)
{
    static const char *const fresh[] = {"wechat", "wechat", "app", "app",  "app",
                                        "mini",   "sms",    "sms", "weibo"};
    static const char *const old[] = {"phone", "phone",  "phone",  "phone",    "phone",
                                      "phone", "phone",  "board",  "superior", "web",
                                      "web",   "police", "leader", "email",    "visit"};
    uint64_t draw = demo_draw(demo, c);
    return (c->a & FATE_NEW_MEDIA) != 0 ? fresh[draw % 9] : old[draw % 15];
}

static const char *category(struct demo *demo, struct demo_case *c)
{
    static const char *const list[] = {
        "housing",   "property",    "property",     "urban",    "urban",  "urban",     "transport",
        "transport", "environment", "market",       "market",   "labour", "education", "health",
        "civil",     "utilities",   "construction", "business", "other",  "other"};
    uint64_t draw = demo_draw(demo, c);
    return (c->a & FATE_EPIDEMIC) != 0 ? "epidemic" : list[draw % 20];
}

/* A report of an offence, taken up in a book of its own: of those that nothing else befalls. */
static bool is_report(const struct demo *demo, const struct demo_case *c)
{
    return demo->accusation_script != 0 && c->index % 1201 == 5
           && (c->a & ~(FATE_EPIDEMIC | FATE_NEW_MEDIA | FATE_CITY)) == 0;
}

static const char *type(struct demo *demo, struct demo_case *c)
{
    static const char *const list[] = {"help",      "help",      "help",       "complaint",
                                       "complaint", "complaint", "suggestion", "help"};
    if ((c->a & FATE_ONLINE) != 0)
        return "inquiry";
    const char *drawn = list[demo_draw(demo, c) % 8];
    return is_report(demo, c) ? "report" : drawn;
}

static int64_t handling_unit(struct demo *demo, struct demo_case *c, int64_t subdistrict)
{
    static const char *const departments[] = {"urban",  "housing",   "market", "health",
                                              "human",  "education", "civil",  "environment",
                                              "police", "water"};
    if (demo_chance(demo, c, 62))
        return subdistrict;
    return demo_department(departments[demo_below(demo, c, 10)]);
}

static void put_subject(struct demo *demo, struct demo_case *c, const char *about)
{
    static const char *const words[] = {"反映", "咨询", "求助", "建议", "投诉"};
    char text[96];
    int len = snprintf(text, sizeof text, "%s%s", words[demo_below(demo, c, 5)],
                       str_equal_c(str_of(about), "epidemic") ? "疫情防控有关事项"
                                                              : "辖区生活服务有关事项");
    demo_put_str(demo, "subject", (struct str){text, (size_t)len});
}

static void receive(struct demo *demo, struct demo_case *c)
{
    char words[1024];
    const char *about = category(demo, c);
    int64_t community = DEMO_COMMUNITY_FIRST + demo_below(demo, c, DEMO_COMMUNITIES);
    int64_t subdistrict = demo_subdistrict_of(community);
    c->unit = handling_unit(demo, c, subdistrict);
    demo_file(demo, "workorder");
    demo_put(demo, "channel", channel(demo, c));
    demo_put(demo, "type", type(demo, c));
    demo_put(demo, "category", about);
    put_subject(demo, c, about);
    demo_put_i64(demo, "place", subdistrict);
    demo_put_i64(demo, "handling_unit", c->unit);
    if ((c->a & FATE_POLICY) != 0)
        demo_put(demo, "policy", "true");
    if (demo_chance(demo, c, 12)) {
        c->a |= FATE_CITY;
        char number[40];
        int len = snprintf(number, sizeof number, "NJ%d%08u", demo->year, c->index + 1);
        demo_put_str(demo, "city_number", (struct str){number, (size_t)len});
        demo_put_date(demo, "city_due", demo_working_day_after(demo, instant_date(demo->now), 8));
    }
    demo_put_party(demo, c, "caller", false);
    demo_put_str(demo, "content", demo_complaint(demo, c, about, words));
    if (!demo_send(demo, c, DEMO_INTAKE + (c->index & 1)))
        return;
    if ((c->a & FATE_REFUSED) != 0) {
        demo_next(demo, c, STEP_REFUSE,
                  min_instant(later(demo, 300 + demo_below(demo, c, 1800)), last_moment(demo)));
        return;
    }
    if (is_report(demo, c)) {
        demo_accusation_take(demo, c);
        return;
    }
    demo->recent_orders[demo->recent_n++ % 64] = c->matter;
    if ((c->a & FATE_ONLINE) != 0)
        demo_next(demo, c, STEP_ANSWER_ONLINE,
                  min_instant(later(demo, 300 + demo_below(demo, c, 1800)), last_moment(demo)));
    else
        demo_next(demo, c, STEP_DISPATCH,
                  min_instant(later(demo, 120 + demo_below(demo, c, 2400)), last_moment(demo)));
}

static void refuse(struct demo *demo, struct demo_case *c)
{
    static const struct {
        const char *ground, *channel;
    } grounds[] = {{"statutory_channel", "人民法院民事诉讼"},
                   {"statutory_channel", "劳动人事争议仲裁"},
                   {"statutory_channel", "行政复议"},
                   {"petition", "信访渠道办理中"},
                   {"emergency", "110"},
                   {"not_district", "所在区12345热线"},
                   {"unclear", NULL}};
    int64_t n = demo_below(demo, c, (int64_t)(sizeof grounds / sizeof grounds[0]));
    demo_event(demo, c, "not_accept");
    demo_put(demo, "refusal_ground", grounds[n].ground);
    if (grounds[n].channel != NULL)
        demo_put(demo, "named_channel", grounds[n].channel);
    (void)demo_send_approved(demo, c, DEMO_INTAKE, DEMO_INTAKE_TWO);
}

/* ---- handling ---- */

static void dispatch(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "dispatch");
    demo_put_i64(demo, "handling_unit", c->unit);
    if (!demo_send(demo, c, DEMO_INTAKE + (c->index & 1)))
        return;
    struct date due = demo_due(demo, "signing");
    if ((c->a & (FATE_OPEN | FATE_CARRIED)) == 0 && c->b == 0 && demo_chance(demo, c, 1)) {
        c->b = 1; /* to the wrong unit: sent back once, dispatched anew */
        demo_event(demo, c, "send_back");
        demo_put(demo, "return_reason", "不属于本单位职责范围，建议改派。");
        if (!demo_send(demo, c, demo_handler(c->unit)))
            return;
        c->unit = DEMO_SUBDISTRICT_FIRST + demo_below(demo, c, DEMO_SUBDISTRICTS);
        demo_next(demo, c, STEP_DISPATCH, later(demo, 60));
        return;
    }
    demo_next(demo, c, STEP_SIGN, before_due(demo, c, due));
}

static void sign(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "sign");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if ((c->a & FATE_OPEN) != 0) {
        demo_next(demo, c, STEP_EXTEND,
                  min_instant(later(demo, 600 + demo_below(demo, c, 3600)), last_moment(demo)));
        return;
    }
    if ((c->a & FATE_WITHDRAWN) != 0) {
        demo_next(demo, c, STEP_WITHDRAW, before_due(demo, c, demo_due(demo, "total")));
        return;
    }
    if ((c->a & FATE_FOLLOW_UP) != 0) {
        c->day = demo_due(demo, "total");
        demo_next(demo, c, STEP_FOLLOW_UP, later(demo, 600));
        return;
    }
    demo_next(demo, c, STEP_HANDLE, before_due(demo, c, demo_due(demo, "total")));
}

/* The ladder: pressed first, supervised when that did not help. */
static bool remind(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "press");
    if (!demo_send(demo, c, DEMO_SUPERVISOR))
        return false;
    if (c->index % 2 == 0)
        return true;
    demo_event(demo, c, "hurry");
    return demo_send(demo, c, DEMO_SUPERVISOR);
}

static void withdraw(struct demo *demo, struct demo_case *c)
{
    static const char *const who[] = {"self", "self", "self", "unit"};
    demo_event(demo, c, "withdraw");
    demo_put(demo, "withdrawal_reason", "问题已经自行解决。");
    demo_put(demo, "proposed_by", who[demo_below(demo, c, 4)]);
    demo_put(demo, "told_again", "true");
    (void)demo_send(demo, c, DEMO_INTAKE);
}

static void handle(struct demo *demo, struct demo_case *c)
{
    static const char *const results[] = {"solved", "solved", "solved", "explained", "partly"};
    if (c->index % 1501 == 11 && !remind(demo, c))
        return;
    if (demo_chance(demo, c, 6)) {
        demo_event(demo, c, "contact");
        if (!demo_send(demo, c, demo_handler(c->unit)))
            return;
    }
    demo_event(demo, c, "handle");
    demo_put(demo, "result",
             (c->a & FATE_NOT_SOLVED) != 0 ? "explained" : results[demo_below(demo, c, 5)]);
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    struct instant at = later(demo, 600 + demo_below(demo, c, 5400));
    struct instant latest = instant_at(demo_due(demo, "total"), 23, 55, 0);
    demo_next(demo, c, STEP_CLOSE, min_instant(min_instant(at, latest), last_moment(demo)));
}

static bool is_called_back(const struct demo_case *c)
{
    return (c->a & (FATE_REACHED | FATE_UNREACHABLE)) != 0;
}

/* The next working day, but within the year. */
static struct instant call_back_moment(struct demo *demo, struct demo_case *c)
{
    struct date next = demo_working_day_after(demo, date_add_days(instant_date(demo->now), 1), 0);
    struct instant at = demo_office_hours(demo, c, next);
    if (date_year(next) > demo->year && (c->a & FATE_CARRIED) == 0)
        at = later(demo, 600);
    return at;
}

static void finished(struct demo *demo, struct demo_case *c)
{
    if ((c->a & FATE_CITY) != 0 && (c->c & DONE_CITY) == 0) {
        c->c |= DONE_CITY;
        demo_next(demo, c, STEP_CITY, min_instant(later(demo, 300), last_moment(demo)));
    } else if ((c->a & FATE_FOLLOW_UP) != 0 && (c->c & DONE_RESOLVED) == 0) {
        c->c |= DONE_RESOLVED;
        demo_next(demo, c, STEP_RESOLVE, later(demo, 600));
    } else if (is_called_back(c)) {
        demo_next(demo, c, STEP_CALL_BACK, call_back_moment(demo, c));
    } else if ((c->a & FATE_REPEAT) != 0) {
        demo_next(demo, c, STEP_REPEAT, later(demo, 600));
    }
}

static void close_order(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "close");
    if (demo_send(demo, c, DEMO_INTAKE + (c->index & 1)))
        finished(demo, c);
}

static void answer_online(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "answer_online");
    if (demo_send(demo, c, DEMO_INTAKE + (c->index & 1)))
        finished(demo, c);
}

static void call_back(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "call_back");
    if ((c->a & FATE_UNREACHABLE) != 0) {
        demo_put(demo, "rating", "unreachable");
        (void)demo_send(demo, c, DEMO_INTAKE_TWO);
        return;
    }
    bool is_dissatisfied = (c->a & FATE_DISSATISFIED) != 0;
    demo_put(demo, "rating",
             is_dissatisfied            ? "dissatisfied"
             : demo_chance(demo, c, 14) ? "basically"
                                        : "satisfied");
    demo_put(demo, "solved", (c->a & FATE_NOT_SOLVED) != 0 ? "false" : "true");
    if (!demo_send(demo, c, DEMO_INTAKE_TWO))
        return;
    if ((c->a & FATE_REDO) != 0)
        demo_next(demo, c, STEP_REDO, later(demo, 900));
    else if ((c->a & FATE_REPEAT) != 0)
        demo_next(demo, c, STEP_REPEAT, later(demo, 900));
}

static void redo(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "redo");
    demo_put(demo, "redo_reason", "回访不满意，诉求事项未实际解决。");
    if (demo_send(demo, c, DEMO_INTAKE))
        demo_next(demo, c, STEP_REDONE, before_due(demo, c, demo_due(demo, "redo")));
}

static void redone(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "redone");
    demo_put(demo, "result", "solved");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if (c->index % 40 == 7 && (c->c & DONE_REDO) == 0)
        demo_next(demo, c, STEP_REDO_UNSOLVED, later(demo, 3600));
    else
        demo_next(demo, c, STEP_CALL_AGAIN, call_back_moment(demo, c));
}

/* Looked at on the spot, and still not solved: once more, with a notice to those who supervise. */
static void redo_unsolved(struct demo *demo, struct demo_case *c)
{
    c->c |= DONE_REDO;
    demo_event(demo, c, "redo_unsolved");
    demo_put(demo, "redo_reason", "现场核查发现问题反弹。");
    demo_put_i64(demo, "supervising_unit", demo_department("office"));
    if (demo_send(demo, c, DEMO_INTAKE))
        demo_next(demo, c, STEP_REDONE, before_due(demo, c, demo_due(demo, "redo")));
}

static void call_again(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "call_back");
    demo_put(demo, "rating", "satisfied");
    demo_put(demo, "solved", "true");
    (void)demo_send(demo, c, DEMO_INTAKE_TWO);
}

static void extend(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "extend");
    demo_put(demo, "extra_days", "10");
    demo_put(demo, "extension_reason", "事项复杂，需要多部门现场会商。");
    (void)demo_send_approved(demo, c, demo_handler(c->unit), demo_reviewer(c->unit));
}

/* The same unsolved matter again: linked to an order filed a little earlier. */
static void repeat(struct demo *demo, struct demo_case *c)
{
    int64_t at = demo_below(demo, c, 64);
    if (demo->recent_orders[at] == c->matter)
        at = (at + 1) % 64;
    demo_event(demo, c, "confirm_repeat");
    demo_put_i64(demo, "same_as", demo->recent_orders[at]);
    (void)demo_send(demo, c, DEMO_INTAKE);
}

static void follow_up(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "list_followup");
    demo_put_date(demo, "followup_by", c->day);
    demo_put(demo, "followup_reason", "疑难复杂，多次协调未果，挂牌督办。");
    if (demo_send(demo, c, DEMO_SUPERVISOR))
        demo_next(demo, c, STEP_HANDLE, before_due(demo, c, c->day));
}

static void resolve(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "resolve_followup");
    demo_put(demo, "followup_result", "现场会办后解决，予以销号。");
    demo_put(demo, "followup_evidence", "整改前后照片各两张，诉求人签字确认单一份。");
    if (demo_send(demo, c, DEMO_SUPERVISOR))
        finished(demo, c);
}

/* The city's platform hears the result and passes it. */
static void report_to_city(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "city_report");
    if (!demo_send(demo, c, DEMO_INTAKE + (c->index & 1)))
        return;
    demo_event(demo, c, "city_review");
    demo_put(demo, "city_result", "passed");
    if (demo_send(demo, c, DEMO_INTAKE + (c->index & 1)))
        finished(demo, c);
}

static void script(struct demo *demo, struct demo_case *c)
{
    static void (*const steps[])(struct demo *, struct demo_case *) = {
        [STEP_RECEIVE] = receive,
        [STEP_DISPATCH] = dispatch,
        [STEP_SIGN] = sign,
        [STEP_HANDLE] = handle,
        [STEP_CLOSE] = close_order,
        [STEP_CALL_BACK] = call_back,
        [STEP_REDO] = redo,
        [STEP_REDONE] = redone,
        [STEP_CALL_AGAIN] = call_again,
        [STEP_ANSWER_ONLINE] = answer_online,
        [STEP_EXTEND] = extend,
        [STEP_REPEAT] = repeat,
        [STEP_FOLLOW_UP] = follow_up,
        [STEP_RESOLVE] = resolve,
        [STEP_CITY] = report_to_city,
        [STEP_REFUSE] = refuse,
        [STEP_WITHDRAW] = withdraw,
        [STEP_REDO_UNSOLVED] = redo_unsolved,
    };
    steps[c->step](demo, c);
}

/* ---- planning ---- */

/* Days of the year by weight; place 0 … n-1 of n falls on the day whose share it lies in. */
struct days {
    int64_t sum[367];
    int n;
};

static void weigh(const struct demo *demo, struct days *days)
{
    struct date first = date_of(demo->year, 1, 1);
    int64_t sum = 0;
    days->n = date_of(demo->year, 12, 31).day - first.day + 1;
    for (int i = 0; i < days->n; i++) {
        struct date day = date_add_days(first, i);
        sum += (int64_t)month_weight[date_month(day) - 1] * weekday_weight[date_weekday(day) - 1];
        days->sum[i] = sum;
    }
}

static int day_at(const struct days *days, int64_t place, int64_t n)
{
    int64_t target = (int64_t)((double)place / (double)n * (double)days->sum[days->n - 1]);
    int low = 0, high = days->n - 1;
    while (low < high) {
        int middle = (low + high) / 2;
        if (days->sum[middle] > target)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* The year's orders before they are played. */
struct orders {
    int64_t n, open_from;
    uint16_t *fate;
    int16_t *day; /* of the year, from 0 */
};

static void mark_all(const struct demo *demo, struct orders *o, uint32_t salt, int64_t quota,
                     enum fate fate)
{
    for (int64_t i = 0; i < o->n; i++)
        if (demo_shuffled(demo, salt, i, o->n) < quota)
            o->fate[i] |= (uint16_t)fate;
}

struct spread {
    int needs, forbids; /* fates */
    int day_from, day_to;
};

static bool is_eligible(const struct orders *o, int64_t i, const struct spread *s)
{
    return (o->fate[i] & s->needs) == s->needs && (o->fate[i] & s->forbids) == 0
           && o->day[i] >= s->day_from && o->day[i] <= s->day_to;
}

/* Gives `fates` to exactly `quota` of the eligible orders, evenly spread over them. */
static void spread(struct orders *o, int64_t quota, int fates, struct spread s)
{
    int64_t eligible = 0, sum = 0;
    for (int64_t i = 0; i < o->n; i++)
        eligible += is_eligible(o, i, &s);
    for (int64_t i = 0; i < o->n && eligible > 0; i++) {
        if (!is_eligible(o, i, &s))
            continue;
        sum += quota;
        if (sum >= eligible) {
            sum -= eligible;
            o->fate[i] |= (uint16_t)fates;
        }
    }
}

static void decide_fates(const struct demo *demo, struct orders *o)
{
    const struct spread closed = {0, FATE_OPEN, 0, 366};
    int64_t dissatisfied = demo_scaled(demo, DISSATISFIED);
    mark_all(demo, o, 1, demo_scaled(demo, EPIDEMIC), FATE_EPIDEMIC);
    mark_all(demo, o, 2, demo_scaled(demo, NEW_MEDIA), FATE_NEW_MEDIA);
    spread(o, demo_scaled(demo, POLICY_ANSWERED), FATE_POLICY | FATE_ONLINE,
           (struct spread){FATE_EPIDEMIC, FATE_OPEN, 0, 366});
    spread(o, demo_scaled(demo, ANSWERED_ONLINE - POLICY_ANSWERED), FATE_ONLINE,
           (struct spread){0, FATE_OPEN | FATE_ONLINE, 0, 366});
    spread(o, demo_scaled(demo, REACHED), FATE_REACHED, closed);
    spread(o, demo_scaled(demo, UNREACHABLE), FATE_UNREACHABLE,
           (struct spread){0, FATE_OPEN | FATE_REACHED, 0, 366});
    /* What is redone is called back again within the year. */
    spread(o, demo_scaled(demo, REDONE), FATE_DISSATISFIED | FATE_NOT_SOLVED | FATE_REDO,
           (struct spread){FATE_REACHED, FATE_ONLINE, 0, 320});
    spread(o, dissatisfied - demo_scaled(demo, REDONE), FATE_DISSATISFIED | FATE_NOT_SOLVED,
           (struct spread){FATE_REACHED, FATE_DISSATISFIED, 0, 366});
    spread(o, demo_scaled(demo, NOT_SOLVED) - dissatisfied, FATE_NOT_SOLVED,
           (struct spread){FATE_REACHED, FATE_DISSATISFIED, 0, 366});
    spread(o, demo_scaled(demo, FOLLOWED_UP), FATE_FOLLOW_UP,
           (struct spread){0, FATE_OPEN | FATE_ONLINE | FATE_REDO, 5, 330});
    spread(o, demo_scaled(demo, REPEATS), FATE_REPEAT,
           (struct spread){0, FATE_OPEN | FATE_REDO | FATE_UNREACHABLE | FATE_FOLLOW_UP, 5, 366});
    spread(o, demo_scaled(demo, WITHDRAWN), FATE_WITHDRAWN,
           (struct spread){0,
                           FATE_OPEN | FATE_ONLINE | FATE_REACHED | FATE_UNREACHABLE | FATE_REPEAT
                               | FATE_FOLLOW_UP,
                           5, 340});
}

static void decide_days(const struct demo *demo, struct orders *o)
{
    struct days days;
    weigh(demo, &days);
    for (int64_t i = 0; i < o->open_from; i++)
        o->day[i] = (int16_t)day_at(&days, demo_shuffled(demo, 3, i, o->open_from), o->open_from);
    for (int64_t i = o->open_from; i < o->n; i++) { /* 20 to 31 December */
        o->day[i] = (int16_t)(days.n - 12
                              + demo_shuffled(demo, 4, i - o->open_from, o->n - o->open_from) * 12
                                    / (o->n - o->open_from));
        o->fate[i] |= FATE_OPEN;
    }
}

static void plan_order(struct demo *demo, uint32_t id, int64_t index, struct date day, int64_t fate)
{
    struct demo_case *c = demo_plan(demo, script, id, (uint32_t)index);
    c->a = fate;
    demo_next(demo, c, STEP_RECEIVE, demo_any_hour(demo, c, day));
}

void demo_workorder(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    struct orders o = {.n = demo_scaled(demo, RECEIVED)};
    o.open_from = o.n - demo_scaled(demo, STAY_OPEN);
    o.fate = arena_array(&demo->arena, uint16_t, o.n);
    o.day = arena_array(&demo->arena, int16_t, o.n);
    decide_days(demo, &o);
    decide_fates(demo, &o);
    struct date first = date_of(demo->year, 1, 1);
    for (int64_t i = 0; i < o.n; i++)
        plan_order(demo, id, i, date_add_days(first, o.day[i]), o.fate[i]);
    int64_t carried = demo_scaled(demo, CARRIED_IN);
    for (int64_t i = 0; i < carried; i++) /* the last week of the year before */
        plan_order(demo, id, o.n + i, date_add_days(first, -1 - (int)(i % 6)), FATE_CARRIED);
    for (int64_t i = 0; i < demo_scaled(demo, REFUSED); i++) {
        struct demo_case *c = demo_plan(demo, script, id, (uint32_t)(o.n + carried + i));
        c->a = FATE_REFUSED;
        demo_next(demo, c, STEP_RECEIVE,
                  demo_any_hour(demo, c, date_add_days(first, (int)demo_below(demo, c, 360))));
    }
    demo->commands_planned += o.n * 53 / 10;
}
