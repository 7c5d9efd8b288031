/*
 * demo_notarization.c - certificates of the notary office.
 */
#include "demo/demo_split.h"
#include "demo/demo_when.h"

enum {
    ISSUED = 7296,
    CARRIED_IN = 64, /* of these: applied for in the last days of the year before */
    REMOTE = 162,
    WAIVED = 240,         /* of these: with a fee that was waived in part or whole */
    WAIVED_FEN = 7250000, /* in all */
    REFUSED = 26,
    TERMINATED = 19,
    STILL_OPEN = 88 /* applied for in the last days of December */
};

enum step {
    STEP_APPLY,
    STEP_ACCEPT,
    STEP_PAUSE,
    STEP_GO_ON,
    STEP_FINISH,
    STEP_DELIVER,
    STEP_ASK_REVIEW,
    STEP_REVIEW,
    STEP_VERIFIED_REVIEW,
    STEP_FIX,
    STEP_TO_ASSOCIATION,
    STEP_ARCHIVE
};

enum fate { FATE_ISSUED, FATE_CARRIED, FATE_REFUSED, FATE_TERMINATED, FATE_OPEN };

static const int month_weights[12] = {96, 78, 92, 84, 94, 108, 112, 106, 98, 88, 104, 90};
static const int64_t office = DEMO_NOTARY;

static const struct kind {
    const char *kind, *details;
    int fee; /* yuan */
} kinds[] = {
    {"entrust", "委托他人代为办理房屋出售手续。", 200},
    {"entrust", "委托亲属代为领取相关款项。", 100},
    {"succession", "继承被继承人名下房产份额。", 1200},
    {"succession", "继承被继承人名下存款。", 400},
    {"declaration", "放弃继承权声明。", 100},
    {"documents", "毕业证书、学位证书复印件与原件相符。", 160},
    {"documents", "出生医学证明译文与原文相符。", 180},
    {"status", "亲属关系公证。", 160},
    {"status", "未受刑事处罚公证。", 160},
    {"contract", "房屋买卖合同公证。", 600},
    {"enforceable", "借款合同赋予强制执行效力。", 1500},
    {"will", "自书遗嘱公证。", 400},
    {"gift", "房产赠与合同公证。", 800},
    {"property", "婚内财产约定公证。", 500},
    {"evidence", "网页证据保全。", 800},
    {"other", "摇号、抽签现场监督公证。", 1000},
};

static const struct kind *kind_of(const struct demo_case *c)
{
    return &kinds[c->unit];
}

/* c->a fate · b bits · c fee · d waived */
enum bit { BIT_REMOTE = 1, BIT_PAUSED = 2, BIT_REVIEWED = 4, BIT_WRONG = 8, BIT_CLOSED = 16 };

/* The time of a supplement, a verification or an outbreak is not counted. */
static const struct {
    const char *pause, *go_on;
} pauses[] = {{"verify", "verified"},
              {"ask_supplement", "supplement"},
              {"ask_supplement", "supplement"},
              {"interrupt", "go_on"}};

static size_t pause_of(const struct demo_case *c)
{
    return c->index % 40 == 3 ? 3 : c->index % 3;
}

static void apply(struct demo *demo, struct demo_case *c)
{
    c->unit = demo_below(demo, c, sizeof kinds / sizeof kinds[0]);
    c->c = (kind_of(c)->fee + 10 * demo_below(demo, c, 20)) * 100;
    if (c->d > c->c) /* a waiver of the whole fee */
        c->c = c->d;
    demo_file(demo, "notarization");
    demo_put_i64(demo, "office", office);
    demo_put(demo, "kind", kind_of(c)->kind);
    demo_put_party(demo, c, "applicant", demo_chance(demo, c, 9));
    demo_put(demo, "details", kind_of(c)->details);
    if (demo_chance(demo, c, 14))
        demo_put(demo, "is_foreign", "true");
    if ((c->b & BIT_REMOTE) != 0)
        demo_put(demo, "remote", "true");
    if (!demo_send(demo, c, demo_handler(office)))
        return;
    if (c->a == FATE_CARRIED)
        demo_next(demo, c, STEP_ACCEPT,
                  demo_when_between(demo, c, date_of(demo->year, 1, 4), date_of(demo->year, 1, 6)));
    else
        demo_when_next(demo, c, STEP_ACCEPT, demo_when_in(demo, c, 0, 1));
}

static void finish_by(struct demo *demo, struct demo_case *c)
{
    struct date soon = date_add_days(demo_when_today(demo), 12);
    demo_next(demo, c, STEP_FINISH, demo_when_by(demo, c, date_min(demo_due(demo, "issue"), soon)));
}

static void accept(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "accept");
    demo_split_put(demo, "fee", c->c);
    if (!demo_send(demo, c, demo_handler(office)) || c->a == FATE_OPEN)
        return;
    if ((c->b & BIT_PAUSED) != 0)
        demo_next(demo, c, STEP_PAUSE, demo_when_in(demo, c, 1, 3));
    else
        finish_by(demo, c);
}

static void pause(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, pauses[pause_of(c)].pause);
    if (demo_send(demo, c, demo_handler(office)))
        demo_next(demo, c, STEP_GO_ON, demo_when_in(demo, c, 1, 4));
}

static void go_on(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, pauses[pause_of(c)].go_on);
    if (demo_send(demo, c, demo_handler(office)))
        finish_by(demo, c);
}

static void issue(struct demo *demo, struct demo_case *c)
{
    static const char *const grounds[] = {"elderly",  "elderly",     "legal_aid",
                                          "disabled", "public_good", "other"};
    demo_event(demo, c, "issue");
    if (c->d > 0) {
        demo_split_put(demo, "waived", c->d);
        demo_put(demo, "waiver_ground", DEMO_PICK(demo, c, grounds));
    }
    if (!demo_send(demo, c, demo_handler(office)))
        return;
    if (demo_chance(demo, c, 60)) /* collected on the same day */
        demo_next(demo, c, STEP_DELIVER, demo_when_soon(demo, c, 60));
    else
        demo_when_next(demo, c, STEP_DELIVER, demo_when_in(demo, c, 1, 5));
}

static void deliver(struct demo *demo, struct demo_case *c)
{
    static const char *const ways[] = {"collected", "collected", "collected", "post", "electronic"};
    demo_event(demo, c, "deliver");
    demo_put(demo, "delivery", DEMO_PICK(demo, c, ways));
    if (demo_send(demo, c, demo_handler(office)) && (c->b & BIT_REVIEWED) != 0)
        demo_when_next(demo, c, STEP_ASK_REVIEW, demo_when_in(demo, c, 5, 40));
}

static void finish(struct demo *demo, struct demo_case *c)
{
    static const char *const reasons[] = {"申请人无法提供必要的证明材料。", "双方对事项仍有争议。",
                                          "申请人与公证事项没有利害关系。"};
    static const char *const grounds[] = {"insufficient", "insufficient", "dispute", "no_interest"};
    if (c->a == FATE_ISSUED || c->a == FATE_CARRIED) {
        issue(demo, c);
        return;
    }
    demo_event(demo, c, c->a == FATE_REFUSED ? "refuse" : "terminate");
    if (c->a == FATE_REFUSED)
        demo_put(demo, "refusal_ground", DEMO_PICK(demo, c, grounds));
    demo_put(demo, "reason",
             c->a == FATE_REFUSED ? DEMO_PICK(demo, c, reasons) : "申请人书面要求终止办理。");
    if (demo_send_approved(demo, c, demo_handler(office), demo_head(office)))
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 10, 20));
}

static void archive(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "archive");
    (void)demo_send(demo, c, demo_handler(office));
}

static void ask_review(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "request_review");
    demo_put(demo, "reason", "认为公证书中的地址记载有误。");
    demo_put(demo, "review_by", c->index % 1600 == 399 ? "interested" : "party");
    if (c->index % 1600 == 399)
        demo_put_date(demo, "learned_on", date_add_days(demo_when_today(demo), -20));
    if (demo_send(demo, c, demo_handler(office)))
        demo_when_next(demo, c, STEP_REVIEW, demo_when_by(demo, c, demo_due(demo, "review")));
}

/* What has to be verified first is not counted. */
static void verify_review(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "verify_review");
    if (demo_send(demo, c, demo_handler(office)))
        demo_when_next(demo, c, STEP_VERIFIED_REVIEW, demo_when_in(demo, c, 4, 15));
}

static void verified_review(struct demo *demo, struct demo_case *c)
{
    c->b |= BIT_CLOSED;
    demo_event(demo, c, "verified_review");
    if (demo_send(demo, c, demo_handler(office)))
        demo_when_next(demo, c, STEP_REVIEW, demo_when_by(demo, c, demo_due(demo, "review")));
}

static void review(struct demo *demo, struct demo_case *c)
{
    if ((c->b & BIT_WRONG) != 0 && (c->b & BIT_CLOSED) == 0) {
        verify_review(demo, c);
        return;
    }
    demo_event(demo, c, (c->b & BIT_WRONG) != 0 ? "find_error" : "uphold");
    if ((c->b & BIT_WRONG) != 0)
        demo_put(demo, "review_result", c->index % 2 == 0 ? "corrected" : "revoked");
    if (demo_send_approved(demo, c, demo_reviewer(office), demo_head(office))
        && (c->b & BIT_WRONG) != 0)
        demo_when_next(demo, c, STEP_FIX, demo_when_by(demo, c, demo_due(demo, "fix")));
}

static void fix(struct demo *demo, struct demo_case *c)
{
    bool is_correction = c->index % 2 == 0;
    demo_event(demo, c, is_correction ? "correct" : "revoke");
    if (is_correction) {
        (void)demo_send(demo, c, demo_handler(office));
        return;
    }
    if (demo_send_approved(demo, c, demo_handler(office), demo_head(office)))
        demo_next(demo, c, STEP_TO_ASSOCIATION, demo_when_soon(demo, c, 60));
}

static void to_association(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "report_to_association");
    (void)demo_send(demo, c, demo_handler(office));
}

static void script(struct demo *demo, struct demo_case *c)
{
    static demo_script *const steps[] = {
        [STEP_APPLY] = apply,
        [STEP_ACCEPT] = accept,
        [STEP_PAUSE] = pause,
        [STEP_GO_ON] = go_on,
        [STEP_FINISH] = finish,
        [STEP_DELIVER] = deliver,
        [STEP_ASK_REVIEW] = ask_review,
        [STEP_REVIEW] = review,
        [STEP_VERIFIED_REVIEW] = verified_review,
        [STEP_FIX] = fix,
        [STEP_TO_ASSOCIATION] = to_association,
        [STEP_ARCHIVE] = archive,
    };
    steps[c->step](demo, c);
}

static struct demo_case *plan_case(struct demo *demo, uint32_t id, int64_t index, enum fate fate)
{
    struct demo_case *c = demo_plan(demo, script, id, (uint32_t)index);
    struct date day = DATE_NONE;
    c->a = fate;
    if (fate == FATE_CARRIED)
        day = demo_working_day_after(demo, date_of(demo->year - 1, 12, 24),
                                     (int)demo_below(demo, c, 4));
    else if (fate == FATE_OPEN)
        day = demo_when_day(demo, c, NULL, 1216, 1230);
    else
        day = demo_when_day(demo, c, month_weights, 103, 1214);
    c->b = demo_chance(demo, c, 7) ? BIT_PAUSED : 0;
    demo_next(demo, c, STEP_APPLY, demo_office_hours(demo, c, day));
    if (fate == FATE_ISSUED && index % 400 == 399)
        c->b |= BIT_REVIEWED | (index % 1200 == 399 ? BIT_WRONG : 0);
    return c;
}

void demo_notarization(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    int64_t issued = demo_scaled(demo, ISSUED), carried = demo_scaled(demo, CARRIED_IN);
    int64_t refused = demo_scaled(demo, REFUSED), terminated = demo_scaled(demo, TERMINATED);
    int64_t n = issued + refused + terminated + demo_scaled(demo, STILL_OPEN);
    int64_t waived_n = demo_scaled(demo, WAIVED), remote_n = demo_scaled(demo, REMOTE);
    int64_t *waived =
        demo_split(demo, 51, demo_scaled(demo, WAIVED_FEN / 100) * 100, 100, waived_n);
    for (int64_t i = 0; i < n; i++) {
        enum fate fate = i < carried                         ? FATE_CARRIED
                         : i < issued                        ? FATE_ISSUED
                         : i < issued + refused              ? FATE_REFUSED
                         : i < issued + refused + terminated ? FATE_TERMINATED
                                                             : FATE_OPEN;
        struct demo_case *c = plan_case(demo, id, i, fate);
        if (i >= issued)
            continue;
        int64_t place = demo_shuffled(demo, 52, i, issued);
        c->d = place < waived_n ? waived[place] : 0;
        c->b |= demo_shuffled(demo, 53, i, issued) < remote_n ? BIT_REMOTE : 0;
    }
    demo->commands_planned += n * 17 / 4;
}
