/*
 * demo_proposal.c - deputies' suggestions and CPPCC proposals: those of the January session
 * assigned in spring, those between the sessions one by one; all answered in time.
 */
#include <stdio.h>

#include "demo/demo_when.h"

enum {
    CITY_LEVEL = 26, /* of province and city */
    CLASS_A = 337,   /* of the district, by class */
    CLASS_B = 18,
    CLASS_C = 11,
    NOT_FILED = 7, /* proposals that the conference did not file */
    MERGED = 5
};

enum step {
    STEP_RECEIVE,
    STEP_ASSIGN,
    STEP_REFUSE_FILING,
    STEP_MERGE,
    STEP_ASK, /* co-organisers, another unit, more time */
    STEP_OPINION,
    STEP_CONTACT,
    STEP_SIGN,
    STEP_ANSWER,
    STEP_REPLY,
    STEP_FEEDBACK,
    STEP_REDO,
    STEP_REPLY_AGAIN,
    STEP_END,
    STEP_FULFIL,
    STEP_ANSWER_MERGED
};

enum fate { FATE_CITY, FATE_A, FATE_B, FATE_C, FATE_NOT_FILED, FATE_MERGED };

/* What befalls it, as bits in c->b. */
enum bit {
    BIT_BETWEEN = 1, /* between the sessions */
    BIT_HARD = 2,
    BIT_SEPARATE = 4,
    BIT_JOINT = 8,
    BIT_SWITCHED = 16, /* found hard later */
    BIT_REASSIGNED = 32,
    BIT_DISSATISFIED = 64,
    BIT_PROPOSAL = 128
};

static const struct subject {
    const char *text, *unit;
} subjects[] = {
    {"关于优化老旧小区停车资源共享的建议", "urban"},
    {"关于加快既有住宅加装电梯的建议", "housing"},
    {"关于完善社区养老助餐服务的建议", "civil"},
    {"关于提升中小学课后服务质量的建议", "education"},
    {"关于打造夜间经济特色街区的建议", "commerce"},
    {"关于加强物业服务企业监管的建议", "housing"},
    {"关于推进垃圾分类提质增效的建议", "urban"},
    {"关于支持科技型中小企业融资的建议", "science"},
    {"关于完善家门口就医服务的建议", "health"},
    {"关于规范电动自行车充电设施建设的建议", "fire"},
    {"关于整治背街小巷雨污管网的建议", "water"},
    {"关于活化利用历史文化街区的建议", "culture"},
    {"关于加强预付式消费监管的建议", "market"},
    {"关于促进高校毕业生就业创业的建议", "human"},
    {"关于优化企业开办“一件事”的建议", "approval"},
    {"关于推动楼宇经济高质量发展的建议", "reform"},
    {"关于加强青少年心理健康教育的建议", "education"},
    {"关于改善滨江公共空间环境的建议", "planning"},
    {"关于健全基层应急物资储备的建议", "emergency"},
    {"关于完善退役军人服务保障的建议", "veterans"},
    {"关于推进公共法律服务进小区的建议", "justice"},
    {"关于打造十五分钟便民生活圈的建议", "commerce"},
};

static int64_t other_unit(struct demo *demo, struct demo_case *c)
{
    return DEMO_DEPARTMENT_FIRST + demo_below(demo, c, (int64_t)demo_departments());
}

static int64_t signer_count(const struct demo_case *c)
{
    static const int64_t count[] = {1, 1, 1, 1, 1, 2, 2, 3, 5, 8};
    return count[c->index % 10];
}

static int64_t reply_units(const struct demo_case *c)
{
    return (c->b & BIT_SEPARATE) != 0 ? 2 : 1;
}

static void receive(struct demo *demo, struct demo_case *c)
{
    const struct subject *subject = &DEMO_PICK(demo, c, subjects);
    c->unit = demo_department(subject->unit);
    if (demo_chance(demo, c, 14))
        c->unit = DEMO_SUBDISTRICT_FIRST + demo_below(demo, c, DEMO_SUBDISTRICTS);
    demo_file(demo, "proposal");
    demo_put(demo, "kind", (c->b & BIT_PROPOSAL) != 0 ? "proposal" : "suggestion");
    demo_put(demo, "level",
             c->a != FATE_CITY          ? "district"
             : demo_chance(demo, c, 25) ? "province"
                                        : "city");
    demo_put(demo, "subject", subject->text);
    demo_put_party(demo, c, "signers", false);
    demo_put_i64(demo, "signer_count", signer_count(c));
    demo_put(demo, "session", (c->b & BIT_BETWEEN) != 0 ? "between" : "during");
    if (!demo_send(demo, c, DEMO_INTAKE))
        return;
    int step = c->a == FATE_NOT_FILED ? STEP_REFUSE_FILING
               : c->a == FATE_MERGED  ? STEP_MERGE
                                      : STEP_ASSIGN;
    if ((c->b & BIT_BETWEEN) != 0)
        demo_next(demo, c, step, demo_when_in(demo, c, 2, 8));
    else /* the session's are assigned together, in the days after the assignment meeting */
        demo_next(
            demo, c, step,
            demo_when_between(demo, c, date_of(demo->year, 2, 24), date_of(demo->year, 3, 9)));
}

static void refuse_filing(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "refuse_filing");
    demo_put(demo, "reason", "所提事项属于个人诉求，转信访部门办理。");
    (void)demo_send(demo, c, DEMO_SUPERVISOR);
}

static void merge(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "merge");
    demo_put_i64(demo, "merged_into", c->other->matter);
    if (demo_send(demo, c, DEMO_SUPERVISOR))
        demo_next(demo, c, STEP_ANSWER_MERGED, demo_when_in(demo, c, 40, 55));
}

/* Handled with the other, answered to its own signers. */
static void answer_merged(struct demo *demo, struct demo_case *c)
{
    for (int64_t n = 1; n <= signer_count(c); n++) {
        demo_event(demo, c, "answer_merged");
        demo_put_i64(demo, "signer_no", n);
        if (!demo_send(demo, c, DEMO_SUPERVISOR))
            return;
    }
    demo_event(demo, c, "close_merged");
    (void)demo_send(demo, c, DEMO_SUPERVISOR);
}

static void assign(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "assign");
    demo_put_i64(demo, "lead", c->unit);
    demo_put(demo, "handling",
             (c->b & BIT_SEPARATE) != 0 ? "separate"
             : (c->b & BIT_JOINT) != 0  ? "joint"
                                        : "sole");
    demo_put_i64(demo, "reply_units", reply_units(c));
    demo_put(demo, "difficulty", (c->b & BIT_HARD) != 0 ? "hard" : "normal");
    if (!demo_send(demo, c, DEMO_SUPERVISOR))
        return;
    c->day = demo_due(demo, "reply");
    demo_next(demo, c, STEP_ASK, demo_when_in(demo, c, 2, 9));
}

static void switch_hard(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "switch_hard");
    demo_put(demo, "reason", "涉及规划调整和多部门会商，三个月内难以答复。");
    if (demo_send_approved(demo, c, demo_handler(c->unit), DEMO_SUPERVISOR))
        c->day = demo_due(demo, "reply");
}

static void reassign(struct demo *demo, struct demo_case *c)
{
    if (c->index % 2 == 0) { /* given back by the unit within its ten days */
        demo_event(demo, c, "return_item");
        demo_put(demo, "reason", "主要职责不在本单位。");
        if (!demo_send(demo, c, demo_handler(c->unit)))
            return;
    }
    demo_event(demo, c, "reassign");
    c->unit = other_unit(demo, c);
    demo_put_i64(demo, "lead", c->unit);
    demo_put(demo, "reason", "主要职责属于改派单位。");
    (void)demo_send(demo, c, DEMO_SUPERVISOR);
}

static void ask(struct demo *demo, struct demo_case *c)
{
    if ((c->b & BIT_REASSIGNED) != 0)
        reassign(demo, c);
    if ((c->b & BIT_SWITCHED) != 0)
        switch_hard(demo, c);
    if ((c->b & BIT_JOINT) == 0) {
        demo_next(demo, c, STEP_CONTACT, demo_when_in(demo, c, 3, 22));
        return;
    }
    c->c = 1 + c->index % 3;
    demo_event(demo, c, "assign_co");
    demo_put_i64(demo, "co_count", c->c);
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_next(demo, c, STEP_OPINION, demo_when_in(demo, c, 4, 7));
}

static void opinion(struct demo *demo, struct demo_case *c)
{
    if (c->c > 0) {
        c->c--;
        demo_event(demo, c, "give_opinion");
        demo_put_i64(demo, "co_unit", other_unit(demo, c));
        if (demo_send(demo, c, demo_handler(c->unit)))
            demo_next(demo, c, STEP_OPINION, demo_when_in(demo, c, 0, 3));
        return;
    }
    demo_event(demo, c, "close_opinions");
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_next(demo, c, STEP_CONTACT, demo_when_in(demo, c, 1, 5));
}

/* The signing is planned so that answering every signer still fits before the due date. */
static void contact(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "contact");
    demo_put(demo, "contact_way", c->index % 3 == 0 ? "meeting" : "phone");
    if (demo_send(demo, c, demo_handler(c->unit)))
        demo_next(demo, c, STEP_SIGN, demo_when_by(demo, c, date_add_days(c->day, -16)));
}

static const char *class_of(const struct demo_case *c)
{
    if (c->a == FATE_CITY)
        return c->index % 7 == 2 ? "b" : "a";
    return c->a == FATE_A ? "a" : c->a == FATE_B ? "b" : "c";
}

static struct date promised_by(const struct demo *demo, const struct demo_case *c)
{
    return date_of(demo->year + (int)(c->index % 2), 12, 15);
}

static void put_class(struct demo *demo, const struct demo_case *c)
{
    demo_put(demo, "class", class_of(c));
    if (class_of(c)[0] == 'b')
        demo_put_date(demo, "commitment_by", promised_by(demo, c));
}

static void sign(struct demo *demo, struct demo_case *c)
{
    for (int64_t i = 0; i < reply_units(c); i++) {
        demo_event(demo, c, "sign");
        put_class(demo, c);
        if (!demo_send_approved(demo, c, demo_handler(c->unit), demo_head(c->unit)))
            return;
    }
    c->c = 0;
    demo_next(demo, c, STEP_ANSWER, demo_when_in(demo, c, 0, 2));
}

static void answer_signers(struct demo *demo, struct demo_case *c)
{
    for (int part = 0; part < 4 && c->c < signer_count(c); part++) {
        demo_event(demo, c, "answer");
        demo_put_i64(demo, "signer_no", ++c->c);
        if (!demo_send(demo, c, demo_handler(c->unit)))
            return;
    }
    demo_next(demo, c, c->c < signer_count(c) ? STEP_ANSWER : STEP_REPLY,
              demo_when_in(demo, c, 0, 1));
}

static void reply(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "reply");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if (demo_chance(demo, c, 60)) {
        demo_event(demo, c, "publish_reply");
        if (!demo_send(demo, c, demo_handler(c->unit)))
            return;
    }
    demo_when_next(demo, c, STEP_FEEDBACK, demo_when_in(demo, c, 2, 14));
}

static void feedback(struct demo *demo, struct demo_case *c)
{
    bool is_dissatisfied = (c->b & BIT_DISSATISFIED) != 0 && c->d == 0;
    demo_event(demo, c, "feedback");
    demo_put(demo, "attitude", demo_chance(demo, c, 95) ? "satisfied" : "basic");
    demo_put(demo, "satisfaction",
             is_dissatisfied            ? "dissatisfied"
             : demo_chance(demo, c, 92) ? "satisfied"
                                        : "basic");
    if (!demo_send(demo, c, DEMO_INTAKE_TWO))
        return;
    demo_when_next(demo, c, is_dissatisfied ? STEP_REDO : STEP_END, demo_when_in(demo, c, 1, 5));
}

static void redo(struct demo *demo, struct demo_case *c)
{
    c->d = 1;
    demo_event(demo, c, "redo");
    if (demo_send(demo, c, DEMO_SUPERVISOR))
        demo_next(demo, c, STEP_REPLY_AGAIN, demo_when_by(demo, c, demo_due(demo, "redo")));
}

static void reply_again(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "reply_again");
    put_class(demo, c);
    demo_put_i64(demo, "answered_again", signer_count(c));
    if (demo_send_approved(demo, c, demo_handler(c->unit), demo_head(c->unit)))
        demo_when_next(demo, c, STEP_FEEDBACK, demo_when_in(demo, c, 2, 6));
}

/* Closed, or tracked as long as the promise of class B is not kept. */
static void end(struct demo *demo, struct demo_case *c)
{
    if (class_of(c)[0] != 'b') {
        demo_event(demo, c, "close");
        (void)demo_send(demo, c, DEMO_SUPERVISOR);
        return;
    }
    demo_event(demo, c, "track");
    demo_put_date(demo, "commitment_by", promised_by(demo, c));
    if (demo_send(demo, c, demo_handler(c->unit)) && c->index % 2 == 0)
        demo_when_next(
            demo, c, STEP_FULFIL,
            demo_when_between(demo, c, date_of(demo->year, 10, 20), date_of(demo->year, 12, 12)));
}

/* The promise is kept: the class that was given stays what the year reports. */
static void fulfil(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "fulfil");
    demo_put(demo, "class", "b");
    (void)demo_send_approved(demo, c, demo_handler(c->unit), DEMO_SUPERVISOR);
}

static void script(struct demo *demo, struct demo_case *c)
{
    static demo_script *const steps[] = {
        [STEP_RECEIVE] = receive,
        [STEP_ASSIGN] = assign,
        [STEP_REFUSE_FILING] = refuse_filing,
        [STEP_MERGE] = merge,
        [STEP_ASK] = ask,
        [STEP_OPINION] = opinion,
        [STEP_CONTACT] = contact,
        [STEP_SIGN] = sign,
        [STEP_ANSWER] = answer_signers,
        [STEP_REPLY] = reply,
        [STEP_FEEDBACK] = feedback,
        [STEP_REDO] = redo,
        [STEP_REPLY_AGAIN] = reply_again,
        [STEP_END] = end,
        [STEP_FULFIL] = fulfil,
        [STEP_ANSWER_MERGED] = answer_merged,
    };
    steps[c->step](demo, c);
}

/* ---- planning ---- */

static int64_t bits_of(uint32_t i, enum fate fate)
{
    int64_t bits = i % 5 < 3 ? BIT_PROPOSAL : 0;
    if (i % 12 == 7)
        bits |= BIT_BETWEEN;
    if (i % 9 == 4)
        bits |= BIT_HARD;
    else if (i % 60 == 25)
        bits |= BIT_SWITCHED;
    if (i % 14 == 3)
        bits |= BIT_SEPARATE;
    else if (i % 4 == 1)
        bits |= BIT_JOINT;
    if (i % 48 == 17)
        bits |= BIT_REASSIGNED;
    if (i % 110 == 70)
        bits |= BIT_DISSATISFIED;
    return fate == FATE_NOT_FILED ? bits | BIT_PROPOSAL : bits;
}

struct plan {
    uint32_t id, index;
    struct demo_case *last; /* of the session */
};

static void plan_some(struct demo *demo, struct plan *plan, enum fate fate, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        struct demo_case *c = demo_plan(demo, script, plan->id, plan->index++);
        c->a = fate;
        c->b = bits_of(c->index, fate);
        c->other = plan->last;
        if (fate != FATE_MERGED && (c->b & BIT_BETWEEN) == 0)
            plan->last = c;
        if (fate == FATE_MERGED) /* with one of the session */
            c->b &= ~(int64_t)BIT_BETWEEN;
        struct date day = (c->b & BIT_BETWEEN) == 0
                              ? demo_when_day(demo, c, NULL, 106, 114)
                              : demo_when_day(demo, c, NULL, 411, (c->b & BIT_HARD) ? 520 : 812);
        demo_next(demo, c, STEP_RECEIVE, demo_office_hours(demo, c, day));
    }
}

void demo_proposal(struct demo *demo)
{
    struct plan plan = {.id = demo_new_script(demo)};
    plan_some(demo, &plan, FATE_A, demo_scaled(demo, CLASS_A));
    plan_some(demo, &plan, FATE_B, demo_scaled(demo, CLASS_B));
    plan_some(demo, &plan, FATE_C, demo_scaled(demo, CLASS_C));
    plan_some(demo, &plan, FATE_CITY, demo_scaled(demo, CITY_LEVEL));
    plan_some(demo, &plan, FATE_NOT_FILED, demo_scaled(demo, NOT_FILED));
    plan_some(demo, &plan, FATE_MERGED, demo_scaled(demo, MERGED));
    demo->commands_planned += (int64_t)plan.index * 12;
}
