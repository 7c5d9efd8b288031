/*
 * demo_activity.c - registers with one event: screenings for disputes, publicity of law, study of
 * law by officials, the examination before appointment.
 */
#include "demo/demo_steps.h"

/* ---- screenings ---- */

enum { SCREENINGS = 5187 };

static void screen(struct demo *demo, struct demo_case *c)
{
    int64_t community = demo_any_community(demo, c);
    int64_t station = DEMO_STATION_FIRST + demo_subdistrict_of(community) - DEMO_SUBDISTRICT_FIRST;
    int month = date_month(demo_today(demo));
    bool is_before_holiday = month == 1 || month == 4 || month == 9;
    int64_t found = demo_below(demo, c, 4) * demo_below(demo, c, 3) / 2;
    demo_file(demo, "screening");
    demo_put_i64(demo, "station", station);
    demo_put_i64(demo, "place", community);
    demo_put(demo, "kind",
             is_before_holiday && demo_chance(demo, c, 30) ? "festival"
             : demo_chance(demo, c, 18)                    ? "special"
                                                           : "routine");
    demo_put_i64(demo, "found", found);
    demo_put_i64(demo, "prevented", demo_below(demo, c, found + 1));
    (void)demo_send(demo, c, demo_handler(station));
}

void demo_screenings(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    int64_t n = demo_scaled(demo, SCREENINGS);
    for (int64_t i = 0; i < n; i++) {
        struct demo_case *c = demo_plan(demo, screen, id, (uint32_t)i);
        demo_on(demo, c, 0, demo_day_of_year(demo, c, demo_chance(demo, c, 92)));
    }
    demo->commands_planned += n;
}

/* ---- publicity ---- */

enum { CAMPAIGNS = 145, TRAININGS = 52, PROMPTS = 14 };

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

static void publicise(struct demo *demo, struct demo_case *c)
{
    static const char *const departments[] = {"justice", "market", "human",  "education",
                                              "urban",   "police", "health", "fire"};
    static const char *const kinds[] = {"campaign", "training", "prompt"};
    static const char *const lessons[] = {"民法典与邻里关系", "调解技巧与文书", "社区议事协商规则",
                                          "婚姻家庭继承", "法律援助申请指引"};
    int64_t subdistrict = demo_any_subdistrict(demo, c);
    int64_t department = demo_department(DEMO_PICK(demo, c, departments));
    int64_t organiser = c->a == 1 || demo_chance(demo, c, 45) ? subdistrict : department;
    bool is_online = demo_chance(demo, c, 15);
    demo_file(demo, "publicity");
    demo_put(demo, "kind", kinds[c->a]);
    if (c->a == 1)
        demo_put_text(demo, "subject", "法律明白人培训：%s", DEMO_PICK(demo, c, lessons));
    else
        demo_put_text(demo, "subject", "%s%s",
                      themes[date_month(demo_today(demo)) - 1][demo_below(demo, c, 2)],
                      c->a == 2 ? "提示函" : "");
    demo_put_i64(demo, "organiser", organiser);
    demo_put_i64(demo, "place", subdistrict);
    demo_put(demo, "form", is_online ? "online" : "live");
    if (c->a != 2)
        demo_put_i64(demo, "audience", (is_online ? 200 : 30) + demo_below(demo, c, 120));
    (void)demo_send(demo, c, demo_handler(organiser));
}

void demo_publicity(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    int64_t campaigns = demo_scaled(demo, CAMPAIGNS);
    int64_t trainings = campaigns + demo_scaled(demo, TRAININGS);
    for (int64_t i = 0; i < trainings + PROMPTS; i++) {
        struct demo_case *c = demo_plan(demo, publicise, id, (uint32_t)i);
        c->a = (i >= campaigns) + (i >= trainings);
        demo_on(demo, c, 0, demo_day_of_year(demo, c, c->a != 0 || demo_chance(demo, c, 75)));
    }
    demo->commands_planned += trainings + PROMPTS;
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
    demo_file(demo, "study");
    demo_put(demo, "kind", kinds[c->a]);
    demo_put(demo, "subject", study_subject(demo, c));
    demo_put_i64(demo, "organiser", organiser);
    put_numbers(demo, c);
    (void)demo_send(demo, c, demo_handler(organiser));
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
            demo_on(demo, c, 0, demo_day_between(demo, c, first, last));
        }
    }
    demo->commands_planned += index;
}

/* ---- the examination before appointment ---- */

static void examine(struct demo *demo, struct demo_case *c)
{
    int64_t organiser = demo_department("organisation");
    demo_file(demo, "exam");
    demo_put_i64(demo, "organiser", organiser);
    demo_put(demo, "form", "closed_book");
    demo_put(demo, "due", "3");
    demo_put(demo, "candidates", "3");
    demo_put(demo, "passed", "3");
    demo_put(demo, "resat", "0");
    (void)demo_send(demo, c, demo_handler(organiser));
}

void demo_exam(struct demo *demo)
{
    struct demo_case *c = demo_plan(demo, examine, demo_new_script(demo), 0);
    demo_on(demo, c, 0, demo_day_at(demo, 0, 9, 14));
    demo->commands_planned++;
}
