/*
 * The reckoning as a person would do it on a wall calendar: one day after the other, with the
 * reason. It shares with term_reckon only the corresponding day of months and years, so that the
 * two check each other.
 */

#include "base/assert.h"
#include "calendar/term.h"

enum { DAYS_MAX = 300 * 366 };

struct walk {
    struct arena *arena;
    const struct calendar *calendar;
    const struct term_rule *rule;
    LIST_OF(struct term_day) days;
    struct date at;     /* the day last looked at */
    int counted;        /* so far */
    int extension_from; /* counted days from this number on are the extension's */
    bool is_provisional;
};

/* ---- words ---- */

/* The seven holidays of 全国年节及纪念日放假办法; others keep their Chinese name. */
static const struct holiday_name {
    const char *zh, *en;
} holiday_names[] = {
    {"元旦", "New Year's Day"},         {"春节", "Spring Festival"},
    {"清明节", "Qingming Festival"},    {"劳动节", "Labour Day"},
    {"端午节", "Dragon Boat Festival"}, {"中秋节", "Mid-Autumn Festival"},
    {"国庆节", "National Day"},
};

/* "国庆节、中秋节" -> "National Day, Mid-Autumn Festival" */
static struct str english_name(struct arena *arena, struct str name)
{
    struct str all = STR_NONE;
    while (name.len > 0) {
        size_t end = str_find(name, STR("、"));
        struct str one = str_first(name, end);
        name = str_from(name, end + sizeof "、" - 1);
        for (size_t i = 0; i < sizeof holiday_names / sizeof *holiday_names; i++)
            if (str_equal_c(one, holiday_names[i].zh))
                one = str_of(holiday_names[i].en);
        all = arena_print(arena, "%" STR_FMT "%s%" STR_FMT, STR_ARG(all), all.len > 0 ? ", " : "",
                          STR_ARG(one));
    }
    return all;
}

static void say(struct walk *walk, struct term_day *day, const char *zh, const char *en)
{
    day->zh = arena_print(walk->arena, "%" STR_FMT "%s", STR_ARG(day->zh), zh);
    day->en = arena_print(walk->arena, "%" STR_FMT "%s", STR_ARG(day->en), en);
}

/* Names the rest day or the make-up working day. */
static void say_kind(struct walk *walk, struct term_day *day)
{
    struct calendar_day known = calendar_day(walk->calendar, day->date);
    if (known.kind == CALENDAR_WEEKDAY) {
        say(walk, day, "工作日", "working day");
        return;
    }
    if (known.kind == CALENDAR_WEEKEND) {
        say(walk, day, "周末", "weekend");
        return;
    }
    bool works = known.kind == CALENDAR_MAKEUP;
    struct str en = english_name(walk->arena, known.name);
    day->zh = arena_print(walk->arena, "%" STR_FMT "%" STR_FMT "%s", STR_ARG(day->zh),
                          STR_ARG(known.name), works ? "调休上班" : "放假");
    day->en = arena_print(walk->arena, "%" STR_FMT "%s (%" STR_FMT ")", STR_ARG(day->en),
                          works ? "make-up working day" : "rest day by notice", STR_ARG(en));
    day->notice = known.notice;
}

static void say_if_not_gazetted(struct walk *walk, struct term_day *day)
{
    if (!day->is_gazetted)
        say(walk, day, "（该年放假安排尚未公布，暂按周一至周五）",
            " (the year's notice is not published yet; taken as Monday to Friday)");
}

/* ---- days ---- */

static struct term_day *add_day(struct walk *walk, struct date date, enum term_reason reason)
{
    struct term_day day = {
        .date = date,
        .reason = reason,
        .is_gazetted = calendar_is_gazetted(walk->calendar, date),
        .pause = -1,
    };
    walk->at = date;
    list_push(walk->arena, &walk->days, day);
    return &walk->days.at[walk->days.n - 1];
}

static struct term_day *last_day(struct walk *walk)
{
    return &walk->days.at[walk->days.n - 1];
}

static int pause_over(const struct walk *walk, struct date date)
{
    for (size_t i = 0; i < walk->rule->pauses_n; i++) {
        const struct term_pause *pause = &walk->rule->pauses[i];
        if (date_compare(pause->from, date) < 0
            && (date_is_none(pause->to) || date_compare(date, pause->to) <= 0))
            return (int)i;
    }
    return -1;
}

static void add_paused(struct walk *walk, struct date date, int pause)
{
    struct term_day *day = add_day(walk, date, TERM_PAUSED);
    day->pause = pause;
    if (date_compare(date, walk->rule->pauses[pause].to) == 0)
        say(walk, day, "恢复之日，不计入", "the day it resumes, not counted");
    else
        say(walk, day, "中止，不计入", "paused, not counted");
}

static void count(struct walk *walk, struct term_day *day)
{
    day->is_counted = true;
    day->number = ++walk->counted;
    day->is_extension = day->number >= walk->extension_from;
    say(walk, day, "，计入", ", counted");
    for (size_t i = 0; i < walk->rule->pauses_n && !walk->rule->is_backward; i++)
        if (date_compare(walk->rule->pauses[i].from, day->date) == 0)
            say(walk, day, "（中止之日仍计入）", " (the pausing day still counts)");
}

/* One day of a period in working days: counted when it works. */
static void add_in_working_days(struct walk *walk, struct date date)
{
    struct calendar_day known = calendar_day(walk->calendar, date);
    enum term_reason reason = known.kind == CALENDAR_WEEKDAY   ? TERM_WORKING
                              : known.kind == CALENDAR_MAKEUP  ? TERM_MAKEUP
                              : known.kind == CALENDAR_WEEKEND ? TERM_WEEKEND
                                                               : TERM_HOLIDAY;
    struct term_day *day = add_day(walk, date, reason);
    say_kind(walk, day);
    if (known.is_working)
        count(walk, day);
    else
        say(walk, day, "，不计入", ", not counted");
    say_if_not_gazetted(walk, day);
    walk->is_provisional |= !day->is_gazetted;
}

static void add_in_calendar_days(struct walk *walk, struct date date)
{
    struct term_day *day = add_day(walk, date, TERM_CALENDAR);
    say_kind(walk, day);
    count(walk, day);
}

/* ---- forward ---- */

static struct date next_day(const struct walk *walk, int step)
{
    struct date date = date_add_days(walk->at, step);
    bool is_known = date.day >= CALENDAR_FIRST_DAY && date.day <= CALENDAR_LAST_DAY;
    return is_known ? date : DATE_NONE;
}

/* Walks until `n` more days are counted. */
static bool walk_days(struct walk *walk, int n, bool in_working_days)
{
    int until = walk->counted + n;
    while (walk->counted < until) {
        struct date date = next_day(walk, 1);
        if (date_is_none(date))
            return false;
        int pause = pause_over(walk, date);
        if (pause >= 0 && date_is_none(walk->rule->pauses[pause].to))
            return false;
        if (pause >= 0)
            add_paused(walk, date, pause);
        else if (in_working_days)
            add_in_working_days(walk, date);
        else
            add_in_calendar_days(walk, date);
    }
    return true;
}

static bool walk_period(struct walk *walk, struct period length, struct period extension)
{
    if (length.unit == PERIOD_WORKING_DAYS)
        return walk_days(walk, length.n + extension.n, true);
    struct date nominal = term_nominal(walk->at, length, extension);
    if (date_is_none(nominal))
        return false;
    bool is_by_month =
        length.unit != PERIOD_DAYS || (extension.n > 0 && extension.unit != PERIOD_DAYS);
    if (!walk_days(walk, nominal.day - walk->at.day, false))
        return false;
    if (is_by_month && date_compare(walk->at, nominal) == 0)
        say(walk, last_day(walk), "；对应日（民法典第二百零二条）",
            "; the corresponding day (Civil Code art. 202)");
    else if (is_by_month)
        say(walk, last_day(walk), "；对应日加中止的天数（民法典第二百零二条）",
            "; the corresponding day and the days of the pauses (Civil Code art. 202)");
    return true;
}

/* The last day rests: on to the next working day (backward: to the one before). */
static bool walk_roll(struct walk *walk, int step)
{
    struct term_day *last = last_day(walk);
    walk->is_provisional |= !last->is_gazetted;
    if (last->reason != TERM_WORKING && last->reason != TERM_MAKEUP)
        say_if_not_gazetted(walk, last);
    if (calendar_is_working(walk->calendar, walk->at))
        return true;
    say(walk, last,
        step > 0 ? "；最后一日为休息日，顺延（民法典第二百零三条）" : "；该日为休息日，提前",
        step > 0 ? "; the last day rests and moves on (Civil Code art. 203)"
                 : "; this day rests, so the act comes earlier");
    for (;;) {
        struct date date = next_day(walk, step);
        if (date_is_none(date))
            return false;
        bool works = calendar_is_working(walk->calendar, date);
        struct term_day *day = add_day(walk, date, works ? TERM_LAST : TERM_ROLLED);
        say_kind(walk, day);
        if (works)
            say(walk, day, step > 0 ? "，顺延至此日" : "，提前至此日",
                step > 0 ? ", the last day moves here" : ", moved here");
        else
            say(walk, day, step > 0 ? "，继续顺延" : "，继续提前", ", moves on");
        say_if_not_gazetted(walk, day);
        walk->is_provisional |= !day->is_gazetted;
        if (works)
            return true;
    }
}

static bool walk_forward(struct walk *walk, struct date origin)
{
    struct period none = {0, PERIOD_DAYS};
    struct period length = walk->rule->length;
    struct period extension = walk->rule->extension.n > 0 ? walk->rule->extension : none;
    bool is_rolled = walk->rule->extend_from_rolled && walk->rule->roll_next;
    bool is_mixed = (length.unit == PERIOD_WORKING_DAYS) != (extension.unit == PERIOD_WORKING_DAYS);
    struct term_day *day = add_day(walk, origin, TERM_START);
    say(walk, day, "起算之日，不计入（民法典第二百零一条）",
        "the day it begins, not counted (Civil Code art. 201)");
    if (extension.n == 0)
        return walk_period(walk, length, none);
    if (is_mixed || is_rolled) {
        if (!walk_period(walk, length, none) || (is_rolled && !walk_roll(walk, 1)))
            return false;
        walk->extension_from = walk->counted + 1;
        return walk_period(walk, extension, none);
    }
    walk->extension_from = length.n + 1;
    if (length.unit != PERIOD_WORKING_DAYS) {
        struct date nominal = term_nominal(origin, length, none);
        walk->extension_from = date_is_none(nominal) ? 0 : nominal.day - origin.day + 1;
    }
    return walk_period(walk, length, extension);
}

/* ---- backward ---- */

static bool walk_backward(struct walk *walk, struct date target)
{
    struct term_day *day = add_day(walk, target, TERM_START);
    say(walk, day, "届时之日，不计入", "the target day, not counted");
    bool in_working_days = walk->rule->length.unit == PERIOD_WORKING_DAYS;
    int n = walk->rule->length.n;
    if (!in_working_days) {
        struct date first = term_corresponding(target, walk->rule->length, -1);
        if (date_is_none(first))
            return false;
        n = target.day - first.day;
    }
    while (walk->counted < n) {
        struct date date = next_day(walk, -1);
        if (date_is_none(date))
            return false;
        if (in_working_days)
            add_in_working_days(walk, date);
        else
            add_in_calendar_days(walk, date);
    }
    if (walk->rule->backward_inclusive)
        return true;
    struct date date = next_day(walk, -1);
    if (date_is_none(date))
        return false;
    day = add_day(walk, date, TERM_ACT);
    say_kind(walk, day);
    say(walk, day, "，须在此日或之前办理", ", to be done on this day or before");
    return true;
}

bool term_explain(struct arena *arena, const struct calendar *calendar, struct date origin,
                  const struct term_rule *rule, struct term_days *out)
{
    gl_assert(rule->length.unit != PERIOD_HOURS);
    gl_assert(rule->extension.n == 0 || rule->extension.unit != PERIOD_HOURS);
    *out = (struct term_days){.due = {.due = DATE_NONE, .unrolled = DATE_NONE}};
    if (date_is_none(origin) || rule->length.n <= 0 || rule->length.n > DAYS_MAX
        || rule->extension.n > DAYS_MAX)
        return false;
    struct walk walk = {.arena = arena, .calendar = calendar, .rule = rule};
    walk.extension_from = INT32_MAX;
    if (rule->is_backward ? !walk_backward(&walk, origin) : !walk_forward(&walk, origin))
        return false;
    struct date unrolled = walk.at;
    if (rule->roll_next && !walk_roll(&walk, rule->is_backward ? -1 : 1))
        return false;
    last_day(&walk)->is_due = true;
    *out = (struct term_days){
        .at = walk.days.at,
        .n = walk.days.n,
        .due = {walk.at, unrolled, walk.is_provisional},
    };
    return true;
}
