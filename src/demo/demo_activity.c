/*
 * demo_activity.c - registers with one event: screenings for disputes, publicity of law, study of
 * law by officials, the examination before appointment.
 */
#include "demo/demo_steps.h"

/* ---- screenings ---- */

enum { SCREENINGS = 5187, PLANNED_ROUNDS = 84 /* of these: with a day set before */ };

enum screening_step { SCREENING_BEGIN, SCREENING_CARRY_OUT, SCREENING_CLOSE };

static int64_t screening_station(const struct demo_case *c)
{
    return DEMO_STATION_FIRST + demo_subdistrict_of(c->b) - DEMO_SUBDISTRICT_FIRST;
}

static void after_screening(struct demo *demo, struct demo_case *c)
{
    if (c->c > 0 && demo_chance(demo, c, 80))
        demo_later(demo, c, SCREENING_CLOSE, 1, 12);
}

static void put_found(struct demo *demo, struct demo_case *c)
{
    c->c = demo_below(demo, c, 4) * demo_below(demo, c, 3) / 2;
    demo_put_i64(demo, "found", c->c);
    demo_put_i64(demo, "prevented", demo_below(demo, c, c->c + 1));
}

static void begin_screening(struct demo *demo, struct demo_case *c)
{
    int month = date_month(demo_today(demo));
    bool is_before_holiday = month == 1 || month == 4 || month == 9;
    c->b = demo_any_community(demo, c);
    demo_file(demo, "screening");
    demo->command.event = c->a != 0 ? STR("plan") : STR("hold");
    demo_put_i64(demo, "station", screening_station(c));
    demo_put_i64(demo, "place", c->b);
    demo_put(demo, "kind",
             c->a != 0                                       ? "special"
             : is_before_holiday && demo_chance(demo, c, 30) ? "festival"
             : demo_chance(demo, c, 18)                      ? "special"
                                                             : "routine");
    if (c->a != 0)
        demo_put_date(demo, "carry_out_by", date_add_days(demo_today(demo), 21));
    else
        put_found(demo, c);
    if (!demo_send(demo, c, demo_handler(screening_station(c))))
        return;
    if (c->a != 0) /* one in twelve is late */
        demo_later(demo, c, SCREENING_CARRY_OUT, 3, c->index % 12 == 5 ? 18 : 11);
    else
        after_screening(demo, c);
}

/* What was found is settled, passed to mediation, or handed to the organ in charge. */
static void close_screening(struct demo *demo, struct demo_case *c)
{
    int64_t settled = demo_below(demo, c, c->c + 1);
    int64_t to_mediation = demo_below(demo, c, c->c - settled + 1);
    demo_event(demo, c, "close");
    demo_put_i64(demo, "settled", settled);
    demo_put_i64(demo, "to_mediation", to_mediation);
    demo_put_i64(demo, "to_organs", c->c - settled - to_mediation);
    (void)demo_send(demo, c, demo_handler(screening_station(c)));
}

static void screen(struct demo *demo, struct demo_case *c)
{
    if (c->step == SCREENING_BEGIN) {
        begin_screening(demo, c);
    } else if (c->step == SCREENING_CLOSE) {
        close_screening(demo, c);
    } else {
        demo_event(demo, c, "carry_out");
        put_found(demo, c);
        if (demo_send(demo, c, demo_handler(screening_station(c))))
            after_screening(demo, c);
    }
}

void demo_screenings(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    int64_t n = demo_scaled(demo, SCREENINGS), planned = demo_scaled(demo, PLANNED_ROUNDS);
    for (int64_t i = 0; i < n; i++) {
        struct demo_case *c = demo_plan(demo, screen, id, (uint32_t)i);
        struct date day = demo_day_of_year(demo, c, demo_chance(demo, c, 92));
        c->a = i < planned;
        if (c->a != 0) /* early enough to be carried out */
            day = demo_day_between(demo, c, date_of(demo->year, 1, 5), date_of(demo->year, 11, 20));
        demo_on(demo, c, SCREENING_BEGIN, day);
    }
    demo->commands_planned += n * 7 / 5;
}

/* ---- publicity ---- */

enum { CAMPAIGNS = 145, TRAININGS = 52, CANCELLED = 3 };

enum publicity_step { PUBLICITY_BEGIN, PUBLICITY_CARRY_OUT, PUBLICITY_FILE, PUBLICITY_CANCEL };

/* What a month is the month of. */
static const char *const themes[12][2] = {
    {"春节前法治宣传进社区", "根治欠薪冬季普法"},
    {"新春法治第一课", "行政处罚法学习宣传"},
    {"“3·15”消费者权益保护普法", "“三八”妇女维权周"},
    {"“4·15”国家安全教育日普法", "知识产权宣传周"},
    {"民法典宣传月", "劳动者权益保护普法"},
    {"安全生产月普法", "“6·26”禁毒宣传"},
    {"青少年暑期法治课堂", "食品安全普法进商圈"},
    {"退役军人权益保障普法", "养老诈骗防范宣传"},
    {"法治宣传进校园", "反电信网络诈骗宣传"},
    {"老年人权益保障普法", "信访法规宣传"},
    {"“11·9”消防普法", "市场主体法治体检"},
    {"“12·4”国家宪法日宣传", "宪法宣传周进机关"},
};

static void put_publicity_result(struct demo *demo, struct demo_case *c)
{
    int64_t audience = (c->d != 0 ? 200 : 30) + demo_below(demo, c, 120);
    demo_put(demo, "form", c->d != 0 ? "online" : "live");
    demo_put_i64(demo, "audience", audience);
    if (c->a == 1)
        demo_put_i64(demo, "qualified", audience - demo_below(demo, c, 8));
    else if (c->d == 0)
        demo_put_i64(demo, "leaflets", 40 + demo_below(demo, c, 260));
}

static void begin_publicity(struct demo *demo, struct demo_case *c)
{
    static const char *const departments[] = {"justice", "market", "human",  "education",
                                              "urban",   "police", "health", "fire"};
    static const char *const lessons[] = {"民法典与邻里关系", "调解技巧与文书", "社区议事协商规则",
                                          "婚姻家庭继承", "法律援助申请指引"};
    int64_t subdistrict = demo_any_subdistrict(demo, c);
    int64_t department = demo_department(DEMO_PICK(demo, c, departments));
    c->unit = c->a == 1 || demo_chance(demo, c, 45) ? subdistrict : department;
    c->d = demo_chance(demo, c, 15);
    demo_file(demo, "publicity");
    demo->command.event = c->b != 0 ? STR("plan") : STR("hold");
    demo_put(demo, "kind", c->a == 1 ? "training" : "campaign");
    if (c->a == 1)
        demo_put_text(demo, "subject", "法律明白人培训：%s", DEMO_PICK(demo, c, lessons));
    else
        demo_put(demo, "subject", themes[date_month(demo_today(demo)) - 1][demo_below(demo, c, 2)]);
    demo_put_i64(demo, "organiser", c->unit);
    demo_put_i64(demo, "place", subdistrict);
    if (c->b != 0)
        demo_put_date(demo, "hold_on", c->day);
    else
        put_publicity_result(demo, c);
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if (c->b == 0)
        demo_later(demo, c, PUBLICITY_FILE, 3, 15);
    else if (c->b == 1)
        demo_on(demo, c, PUBLICITY_CARRY_OUT, c->day);
    else
        demo_later(demo, c, PUBLICITY_CANCEL, 4, 8);
}

static void publicise(struct demo *demo, struct demo_case *c)
{
    switch (c->step) {
    case PUBLICITY_BEGIN:
        begin_publicity(demo, c);
        return;
    case PUBLICITY_CARRY_OUT:
        demo_event(demo, c, "carry_out");
        put_publicity_result(demo, c);
        if (demo_send(demo, c, demo_handler(c->unit)))
            demo_later(demo, c, PUBLICITY_FILE, 3, 15);
        return;
    case PUBLICITY_CANCEL:
        demo_event(demo, c, "cancel");
        demo_put(demo, "reason", "因疫情防控取消聚集活动，改为线上推送。");
        break;
    default:
        demo_event(demo, c, "file");
    }
    (void)demo_send(demo, c, demo_handler(c->unit));
}

/* Every third is planned two to four weeks ahead. */
void demo_publicity(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    int64_t campaigns = demo_scaled(demo, CAMPAIGNS);
    int64_t held = campaigns + demo_scaled(demo, TRAININGS);
    for (int64_t i = 0; i < held + CANCELLED; i++) {
        struct demo_case *c = demo_plan(demo, publicise, id, (uint32_t)i);
        c->a = i >= campaigns && i < held;
        c->b = i >= held ? 2 : i % 3 == 1;
        struct date day = demo_day_of_year(demo, c, c->a != 0 || demo_chance(demo, c, 75));
        if (c->b != 0) {
            day =
                demo_day_between(demo, c, date_of(demo->year, 1, 10), date_of(demo->year, 11, 18));
            c->day = demo_day_between(demo, c, date_add_days(day, 14), date_add_days(day, 28));
        }
        demo_on(demo, c, PUBLICITY_BEGIN, day);
    }
    demo->commands_planned += held * 2;
}

/* ---- study of law ---- */

enum study {
    STUDY_LECTURE,
    STUDY_CONSULTATION,
    STUDY_HEARING,
    STUDY_TOPIC,
    STUDY_COMMITTEE,
    STUDY_REPORT
};

enum {
    LECTURES = 12,
    CONSULTATIONS = 26,
    EVENTS = LECTURES + CONSULTATIONS,
    HEARINGS = 9,
    TOPICS = 2,
    COMMITTEE_TOPICS = 7,
    REPORTS = 3,
    EVENTS_AUDIENCE = 172, /* on average, as the next two */
    EVENTS_ITEMS = 168,
    HEARINGS_ATTENDANCE = 727
};

static const char *study_subject(struct demo *demo, struct demo_case *c)
{
    static const char *const lectures[] = {"法治思想宣讲进社区", "法治思想宣讲进企业",
                                           "法治思想宣讲进校园", "法治思想宣讲进机关"};
    static const char *const consultations[] = {"民法典专场讲座",       "劳动争议法律咨询",
                                                "物业纠纷法律咨询",     "企业合规专场讲座",
                                                "未成年人保护专场讲座", "婚姻家庭法律咨询"};
    static const char *const hearings[] = {"网上旁听行政诉讼庭审", "网上旁听政府信息公开案件庭审",
                                           "网上旁听行政处罚案件庭审"};
    static const char *const committee[] = {"听取法治建设年度工作汇报", "审议法治建设年度工作要点",
                                            "学习行政处罚法",           "研究法治政府建设示范创建",
                                            "听取述法工作情况",         "研究八五普法规划落实",
                                            "学习信访工作条例"};
    static const char *const reports[REPORTS] = {
        "基层综合执法改革调研报告", "行政争议实质化解调研报告", "法治化营商环境调研报告"};
    switch (c->a) {
    case STUDY_LECTURE:
        return DEMO_PICK(demo, c, lectures);
    case STUDY_CONSULTATION:
        return DEMO_PICK(demo, c, consultations);
    case STUDY_HEARING:
        return DEMO_PICK(demo, c, hearings);
    case STUDY_TOPIC:
        return c->b == 0 ? "行政处罚法专题辅导" : "依法行政与法治政府建设专题辅导";
    case STUDY_COMMITTEE:
        return committee[c->b];
    default:
        return reports[c->b];
    }
}

/* Uneven numbers around `average` with the sum n × average: place p gives 2p - (n - 1). */
static int64_t around(const struct demo *demo, uint32_t salt, int64_t i, int64_t n, int64_t average)
{
    return average + 2 * demo_shuffled(demo, salt, i, n) - (n - 1);
}

static void put_numbers(struct demo *demo, const struct demo_case *c)
{
    uint32_t salt = c->script_id * 16;
    if (c->a == STUDY_LECTURE || c->a == STUDY_CONSULTATION) {
        int64_t i = c->a == STUDY_LECTURE ? c->b : LECTURES + c->b;
        demo_put(demo, "form", "live");
        demo_put_i64(demo, "audience", around(demo, salt, i, EVENTS, EVENTS_AUDIENCE));
        demo_put_i64(demo, "items", around(demo, salt + 1, i, EVENTS, EVENTS_ITEMS));
    } else if (c->a == STUDY_HEARING) {
        int64_t rest = c->b < HEARINGS_ATTENDANCE % HEARINGS;
        demo_put(demo, "form", "online");
        demo_put_i64(demo, "audience",
                     around(demo, salt + 2, c->b, HEARINGS, HEARINGS_ATTENDANCE / HEARINGS) + rest);
    } else if (c->a != STUDY_REPORT) {
        demo_put(demo, "form", "live");
    }
}

static void study(struct demo *demo, struct demo_case *c)
{
    static const char *const kinds[] = {"lecture",       "consultation",    "court_hearing",
                                        "topic_lecture", "committee_topic", "research_report"};
    static const char *const organisers[] = {"justice",     "justice",     "justice",
                                             "secretariat", "secretariat", "law_society"};
    int64_t organiser = demo_department(organisers[c->a]);
    if (c->step > 0) { /* a planned lecture is held, a report was selected */
        demo_event(demo, c, c->a == STUDY_REPORT ? "record_outcome" : "carry_out");
        if (c->a == STUDY_REPORT)
            demo_put(demo, "outcome", c->b == 0 ? "selected" : "not_selected");
        else
            put_numbers(demo, c);
        (void)demo_send(demo, c, demo_handler(organiser));
        return;
    }
    demo_file(demo, "study");
    demo->command.event = c->a == STUDY_TOPIC ? STR("plan") : STR("hold");
    demo_put(demo, "kind", kinds[c->a]);
    demo_put(demo, "subject", study_subject(demo, c));
    demo_put_i64(demo, "organiser", organiser);
    if (c->a == STUDY_TOPIC)
        demo_put_date(demo, "hold_on", c->day);
    else
        put_numbers(demo, c);
    if (!demo_send(demo, c, demo_handler(organiser)))
        return;
    if (c->a == STUDY_TOPIC)
        demo_on(demo, c, 1, c->day);
    else if (c->a == STUDY_REPORT)
        demo_later(demo, c, 1, 15, 30);
}

void demo_study(struct demo *demo)
{
    static const int counts[] = {LECTURES, CONSULTATIONS,    HEARINGS,
                                 TOPICS,   COMMITTEE_TOPICS, REPORTS};
    uint32_t id = demo_new_script(demo), index = 0;
    for (int kind = 0; kind < 6; kind++) {
        for (int i = 0; i < counts[kind]; i++) {
            struct demo_case *c = demo_plan(demo, study, id, index++);
            c->a = kind;
            c->b = i;
            struct date first = date_of(demo->year, 1, 10), last = date_of(demo->year, 12, 23);
            if (kind == STUDY_TOPIC) { /* one each half year */
                first = date_of(demo->year, i == 0 ? 3 : 9, 1);
                last = date_of(demo->year, i == 0 ? 6 : 11, 28);
            }
            c->day = demo_day_between(demo, c, first, last);
            demo_on(demo, c, 0,
                    kind == STUDY_TOPIC ? demo_day_at(demo, 0, i == 0 ? 2 : 8, 14) : c->day);
        }
    }
    demo->commands_planned += index + TOPICS + REPORTS;
}

/* ---- the examination before appointment ---- */

static void examine(struct demo *demo, struct demo_case *c)
{
    static const char *const events[] = {"announce", "hold_announced", "close"};
    int64_t organiser = demo_department("organisation");
    if (c->step == 0)
        demo_file(demo, "exam");
    else
        demo_event(demo, c, events[c->step]);
    if (c->step == 0) {
        demo->command.event = str_of(events[0]);
        demo_put_i64(demo, "organiser", organiser);
        demo_put(demo, "form", "closed_book");
        demo_put(demo, "appointed_by", "other");
        demo_put(demo, "due", "3");
        demo_put_date(demo, "hold_on", demo_day_at(demo, 0, 9, 14));
    } else if (c->step == 1) {
        demo_put(demo, "candidates", "3");
        demo_put(demo, "passed", "3");
        demo_put(demo, "passed_first", "3");
    } else {
        demo_put(demo, "not_proposed", "0");
    }
    if (!demo_send(demo, c, demo_handler(organiser)))
        return;
    if (c->step == 0)
        demo_on(demo, c, 1, demo_day_at(demo, 0, 9, 14));
    else if (c->step == 1)
        demo_later(demo, c, 2, 3, 6);
}

void demo_exam(struct demo *demo)
{
    struct demo_case *c = demo_plan(demo, examine, demo_new_script(demo), 0);
    demo_on(demo, c, 0, demo_day_at(demo, 0, 9, 1));
    demo->commands_planned += 3;
}
