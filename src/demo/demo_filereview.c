/*
 * demo_filereview.c - the yearly review of enforcement files: sampled in June, the best of them
 * sent to the city's review.
 */
#include "demo/demo_steps.h"

enum { SAMPLED = 66, SENT = 9, WEAK = 6 };

enum step {
    STEP_SAMPLE,
    STEP_SELF_REVIEW,
    STEP_SCORE,
    STEP_OBJECT,
    STEP_RESCORE,
    STEP_FINALISE,
    STEP_SEND,
    STEP_RETURN,
    STEP_ORDER,
    STEP_RECTIFY,
    STEP_CLOSE
};

enum fate { FATE_SENT = 1, FATE_WEAK = 2, FATE_OBJECTS = 4 };

static void sample(struct demo *demo, struct demo_case *c)
{
    static const char *const kinds[] = {"penalty", "penalty",    "penalty",
                                        "licence", "inspection", "coercion"};
    static const char *const organs[] = {"market",  "urban",     "health",  "human",
                                         "housing", "emergency", "culture", "approval"};
    c->unit = demo_chance(demo, c, 50) ? demo_any_subdistrict(demo, c)
                                       : demo_department(DEMO_PICK(demo, c, organs));
    demo_file(demo, "filereview");
    demo_put_i64(demo, "organ", c->unit);
    demo_put(demo, "kind", DEMO_PICK(demo, c, kinds));
    demo_put_text(demo, "file_no", "演示案卷〔%d〕第%03d号", demo->year - 1,
                  1 + (int)demo_below(demo, c, 900));
    if (demo_send(demo, c, DEMO_SUPERVISOR))
        demo_later(demo, c, STEP_SELF_REVIEW, 3, 8);
}

static void score(struct demo *demo, struct demo_case *c, const char *event)
{
    /* One weak file in three does not meet the basic standard. */
    bool is_met = (c->a & FATE_WEAK) == 0 || c->index % 3 != 0;
    int64_t points = 70 + demo_below(demo, c, 20) + (c->step == STEP_RESCORE ? 3 : 0);
    if ((c->a & FATE_SENT) != 0)
        points = 92 + demo_below(demo, c, 6);
    else if ((c->a & FATE_WEAK) != 0)
        points = is_met ? 48 + demo_below(demo, c, 10) : 0;
    demo_event(demo, c, event);
    demo_put(demo, "basic_met", is_met ? "true" : "false");
    demo_put_i64(demo, "points", points);
    if (!is_met)
        demo_put(demo, "failed_standard", c->index % 2 == 0 ? "procedure" : "evidence");
    if (c->step == STEP_SCORE) {
        demo_put_i64(demo, "reviewer_unit", demo_department("justice"));
        demo_put_i64(demo, "reviewers", 2 + c->index % 2);
    }
    /* Who scored it does not decide on the objection. */
    if (!demo_send(demo, c, c->step == STEP_RESCORE ? DEMO_CASEWORKER : DEMO_CASEWORKER_TWO))
        return;
    if ((c->a & FATE_OBJECTS) != 0 && c->step == STEP_SCORE)
        demo_later(demo, c, STEP_OBJECT, 1, 4);
    else
        demo_later(demo, c, STEP_FINALISE, 3, 8);
}

static void finalise(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "finalise");
    if (!demo_send(demo, c, DEMO_SUPERVISOR))
        return;
    if ((c->a & FATE_SENT) != 0)
        demo_on(demo, c, STEP_SEND, demo_day_at(demo, 0, 9, 7));
    else if ((c->a & FATE_WEAK) != 0)
        demo_later(demo, c, STEP_ORDER, 2, 6);
    else
        demo_later(demo, c, STEP_CLOSE, 10, 30);
}

static void with_reason(struct demo *demo, struct demo_case *c, const char *event,
                        const char *reason)
{
    bool is_units =
        c->step == STEP_SELF_REVIEW || c->step == STEP_OBJECT || c->step == STEP_RECTIFY;
    demo_event(demo, c, event);
    demo_put(demo, "reason", reason);
    if (c->step == STEP_ORDER)
        demo_put_date(demo, "rectify_by", demo_working_day_after(demo, demo_today(demo), 20));
    (void)demo_send(demo, c, is_units ? demo_handler(c->unit) : DEMO_SUPERVISOR);
}

static void script(struct demo *demo, struct demo_case *c)
{
    switch (c->step) {
    case STEP_SAMPLE:
        sample(demo, c);
        break;
    case STEP_SELF_REVIEW:
        with_reason(demo, c, "self_review", "已对照标准自查，个别送达回证日期补正说明。");
        demo_later(demo, c, STEP_SCORE, 4, 10);
        break;
    case STEP_SCORE:
        score(demo, c, "score");
        break;
    case STEP_OBJECT:
        with_reason(demo, c, "object", "扣分项所涉材料在副卷中，申请复核。");
        demo_later(demo, c, STEP_RESCORE, 2, 5);
        break;
    case STEP_RESCORE:
        score(demo, c, "rescore");
        break;
    case STEP_FINALISE:
        finalise(demo, c);
        break;
    case STEP_SEND:
        demo_event(demo, c, "send_to_city");
        if (demo_send(demo, c, DEMO_SUPERVISOR))
            demo_on(demo, c, STEP_RETURN, demo_day_at(demo, 0, 11, 23));
        break;
    case STEP_RETURN:
        with_reason(demo, c, "return_from_city", "市级评查结束，案卷退回。");
        demo_later(demo, c, STEP_CLOSE, 3, 10);
        break;
    case STEP_ORDER:
        with_reason(demo, c, "order_rectification", "程序证据不完整，限期补正并开展同类案卷自查。");
        demo_later(demo, c, STEP_RECTIFY, 8, 15);
        break;
    case STEP_RECTIFY:
        with_reason(demo, c, "rectify", "已补正说明并组织办案人员培训。");
        demo_later(demo, c, STEP_CLOSE, 5, 15);
        break;
    default:
        demo_event(demo, c, "close");
        (void)demo_send(demo, c, DEMO_SUPERVISOR);
        break;
    }
}

void demo_filereviews(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    for (uint32_t i = 0; i < SAMPLED; i++) {
        struct demo_case *c = demo_plan(demo, script, id, i);
        int64_t place = demo_shuffled(demo, id * 16, i, SAMPLED);
        c->a = place < SENT ? FATE_SENT : place < SENT + WEAK ? FATE_WEAK : 0;
        c->a |= place % 9 == 8 && place > SENT ? FATE_OBJECTS : 0;
        demo_on(demo, c, STEP_SAMPLE,
                demo_day_between(demo, c, date_of(demo->year, 6, 6), date_of(demo->year, 6, 17)));
    }
    demo->commands_planned += SAMPLED * 6;
}
