/*
 * demo_compensation.c - three claims for compensation to an organ, two suits.
 */
#include "demo/demo_when.h"

enum step {
    STEP_RECEIVE,
    STEP_TAKE,
    STEP_SUPPLEMENT,
    STEP_NEGOTIATE,
    STEP_DECIDE,
    STEP_SERVE,
    STEP_REPLY,
    STEP_JUDGMENT,
    STEP_ASK_PAYMENT,
    STEP_REQUEST_FINANCE,
    STEP_PAY,
    STEP_NOTIFY,
    STEP_ARCHIVE
};

static const struct claim {
    const char *unit, *ground, *claim, *claimed, *outcome, *awarded;
    bool is_suit, needs_supplement;
    int first, last;
} claims[] = {
    {"urban", "demolition", "违法强制拆除造成屋内物品损失。", "86000.00", "awarded", "31200.00",
     false, false, 214, 318},
    {"police", "liberty", "传唤时间超过法定期限。", "5000.00", "refused", NULL, false, false, 406,
     520},
    {"market", "coercion", "查封期间保管不善造成货物变质。", "23500.00", "agreed", "12000.00",
     false, true, 608, 729},
    {"housing", "taking", "征收过程中造成附属设施损失。", "450000.00", "court_refused", NULL, true,
     false, 221, 415},
    {"urban", "demolition", "拆除违法建设时损毁合法财产。", "120000.00", "court_awarded",
     "27800.00", true, false, 404, 610},
};

enum { CLAIMS = sizeof claims / sizeof claims[0] };

static const struct claim *claim_of(const struct demo_case *c)
{
    return &claims[c->index % CLAIMS];
}

static int64_t worker(const struct demo_case *c)
{
    return demo_handler(c->unit);
}

static bool send_event(struct demo *demo, struct demo_case *c, const char *event)
{
    demo_event(demo, c, event);
    return demo_send(demo, c, worker(c));
}

static void receive(struct demo *demo, struct demo_case *c)
{
    const struct claim *claim = claim_of(c);
    c->unit = demo_department(claim->unit);
    demo_file(demo, "compensation");
    demo_put_i64(demo, "organ", c->unit);
    demo_put(demo, "kind", claim->is_suit ? "suit" : "claim");
    demo_put_party(demo, c, "claimant", false);
    demo_put(demo, "claim", claim->claim);
    demo_put(demo, "claimed", claim->claimed);
    demo_put(demo, "ground", claim->ground);
    if (claim->is_suit)
        demo_put(demo, "court", "演示铁路运输法院");
    if (demo_send(demo, c, worker(c)))
        demo_next(demo, c, STEP_TAKE, demo_when_by(demo, c, demo_due(demo, "voucher")));
}

static void take(struct demo *demo, struct demo_case *c)
{
    if (claim_of(c)->is_suit) {
        if (send_event(demo, c, "answer_suit"))
            demo_next(demo, c, STEP_REPLY, demo_when_by(demo, c, demo_due(demo, "reply")));
    } else if (claim_of(c)->needs_supplement) {
        demo_event(demo, c, "ask_supplement");
        demo_put(demo, "supplement_items", "损失清单和购货凭证。");
        if (demo_send(demo, c, worker(c)))
            demo_next(demo, c, STEP_SUPPLEMENT, demo_when_in(demo, c, 3, 9));
    } else if (send_event(demo, c, "accept_claim")) {
        demo_next(demo, c, STEP_NEGOTIATE, demo_when_in(demo, c, 8, 15));
    }
}

static void supplement(struct demo *demo, struct demo_case *c)
{
    if (send_event(demo, c, "supplement"))
        demo_next(demo, c, STEP_NEGOTIATE, demo_when_in(demo, c, 8, 15));
}

static void negotiate(struct demo *demo, struct demo_case *c)
{
    if (!send_event(demo, c, "negotiate"))
        return;
    struct date due = demo_due(demo, claim_of(c)->needs_supplement ? "decision" : "claim_decision");
    demo_next(demo, c, STEP_DECIDE, demo_when_by(demo, c, due));
}

static void put_outcome(struct demo *demo, const struct demo_case *c)
{
    demo_put(demo, "outcome", claim_of(c)->outcome);
    if (claim_of(c)->awarded == NULL)
        return;
    demo_put(demo, "form", "money");
    demo_put(demo, "awarded", claim_of(c)->awarded);
}

static void decide_claim(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "decide");
    put_outcome(demo, c);
    if (demo_send_approved(demo, c, worker(c), demo_head(c->unit)))
        demo_next(demo, c, STEP_SERVE, demo_when_by(demo, c, demo_due(demo, "service")));
}

static void after(struct demo *demo, struct demo_case *c)
{
    if (claim_of(c)->awarded != NULL)
        demo_when_next(demo, c, STEP_ASK_PAYMENT, demo_when_in(demo, c, 4, 12));
    else
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 66, 80));
}

static void serve(struct demo *demo, struct demo_case *c)
{
    if (send_event(demo, c, "serve"))
        after(demo, c);
}

static void reply(struct demo *demo, struct demo_case *c)
{
    if (send_event(demo, c, "reply"))
        demo_next(demo, c, STEP_JUDGMENT, demo_when_in(demo, c, 35, 70));
}

static void judgment(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "judgment");
    put_outcome(demo, c);
    if (demo_send(demo, c, worker(c)))
        after(demo, c);
}

static void ask_payment(struct demo *demo, struct demo_case *c)
{
    if (send_event(demo, c, "ask_payment"))
        demo_next(demo, c, STEP_REQUEST_FINANCE,
                  demo_when_by(demo, c, demo_due(demo, "payment_request")));
}

static void request_finance(struct demo *demo, struct demo_case *c)
{
    if (send_event(demo, c, "request_finance"))
        demo_when_next(demo, c, STEP_PAY, demo_when_by(demo, c, demo_due(demo, "payment")));
}

static void pay(struct demo *demo, struct demo_case *c)
{
    if (send_event(demo, c, "pay"))
        demo_when_next(demo, c, STEP_NOTIFY,
                       demo_when_by(demo, c, demo_due(demo, "payment_notice")));
}

static void notify(struct demo *demo, struct demo_case *c)
{
    if (send_event(demo, c, "notify_payment"))
        demo_when_next(demo, c, STEP_ARCHIVE, demo_when_in(demo, c, 5, 20));
}

static void archive(struct demo *demo, struct demo_case *c)
{
    (void)send_event(demo, c, "archive");
}

static void script(struct demo *demo, struct demo_case *c)
{
    static demo_script *const steps[] = {
        [STEP_RECEIVE] = receive,
        [STEP_TAKE] = take,
        [STEP_SUPPLEMENT] = supplement,
        [STEP_NEGOTIATE] = negotiate,
        [STEP_DECIDE] = decide_claim,
        [STEP_SERVE] = serve,
        [STEP_REPLY] = reply,
        [STEP_JUDGMENT] = judgment,
        [STEP_ASK_PAYMENT] = ask_payment,
        [STEP_REQUEST_FINANCE] = request_finance,
        [STEP_PAY] = pay,
        [STEP_NOTIFY] = notify,
        [STEP_ARCHIVE] = archive,
    };
    steps[c->step](demo, c);
}

void demo_compensation(struct demo *demo)
{
    uint32_t id = demo_new_script(demo);
    int64_t n = demo_when_whole(demo, CLAIMS);
    for (int64_t i = 0; i < n; i++) {
        struct demo_case *c = demo_plan(demo, script, id, (uint32_t)i);
        struct date day = demo_when_day(demo, c, NULL, claim_of(c)->first, claim_of(c)->last);
        demo_next(demo, c, STEP_RECEIVE, demo_office_hours(demo, c, day));
    }
    demo->commands_planned += n * 9;
}
