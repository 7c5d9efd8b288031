/*
 * demo_officer.c - the new national certificates: applied for, trained for, examined and issued in
 * waves, first to the subdistricts.
 */
#include "demo/demo_officer.h"

#include "demo/demo_steps.h"

enum {
    SUBDISTRICTS = 142,
    DEPARTMENTS = 644,
    LEAST = 4, /* of each kind at any scale: two officers act */
    FAILED_TWICE = 13,
    NOT_ELIGIBLE = 6,
    UNDER_WAY = 21,
    WAVES = 3
};

enum step {
    STEP_APPLY,
    STEP_TRAIN,
    STEP_EXAM,
    STEP_RESIT,
    STEP_APPROVE,
    STEP_REFUSE,
    STEP_ISSUE,
    STEP_CHANGE,
    STEP_RESTORE
};

enum fate { FATE_ISSUED, FATE_FAILED_TWICE, FATE_NOT_ELIGIBLE, FATE_UNDER_WAY };

static const struct {
    const char *code;
    int weight; /* of a hundred */
} organs[] = {{"market", 28},   {"urban", 20},    {"health", 9},  {"human", 7},
              {"housing", 7},   {"emergency", 6}, {"culture", 5}, {"environment", 5},
              {"education", 3}, {"civil", 3},     {"water", 3},   {"justice", 2},
              {"finance", 2},   {"statistics", 0}};

/* Valid certificates by unit, for those who act. */
struct demo_certificates {
    size_t n, cap;
    struct certificate {
        int64_t unit, matter;
    } * at;
};

bool demo_officer_pair(struct demo *demo, struct demo_case *c, int64_t unit, int64_t pair_out[2])
{
    const struct demo_certificates *all = demo->certificates;
    bool takes_others =
        date_month(demo_today(demo)) >= 3 || date_year(demo_today(demo)) > demo->year;
    size_t found = 0;
    if (all == NULL || all->n == 0)
        return false;
    size_t start = (size_t)demo_below(demo, c, (int64_t)all->n);
    for (int others = 0; others <= (takes_others ? 1 : 0); others++)
        for (size_t i = 0; i < all->n && found < 2; i++) {
            const struct certificate *one = &all->at[(start + i) % all->n];
            if ((one->unit == unit) == (others == 0))
                pair_out[found++] = one->matter;
        }
    return found == 2;
}

static void certify(struct demo *demo, const struct demo_case *c)
{
    struct demo_certificates *all = demo->certificates;
    all->at = list_grow(&demo->arena, all->at, &all->cap, all->n, sizeof *all->at);
    all->at[all->n++] = (struct certificate){c->unit, c->matter};
}

static void withdraw(struct demo *demo, const struct demo_case *c)
{
    struct demo_certificates *all = demo->certificates;
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].matter == c->matter) {
            all->at[i] = all->at[--all->n];
            return;
        }
}

/* ---- the way to a certificate ---- */

static void apply(struct demo *demo, struct demo_case *c)
{
    bool is_subdistrict = c->unit >= DEMO_SUBDISTRICT_FIRST;
    demo_file(demo, "officer");
    demo_put(demo, "kind", is_subdistrict ? "comprehensive" : "department");
    demo_put_i64(demo, "organ", c->unit);
    demo_put_party(demo, c, "holder", false);
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if (c->a == FATE_NOT_ELIGIBLE)
        demo_later(demo, c, STEP_REFUSE, 3, 8);
    else
        demo_later(demo, c, STEP_TRAIN, 6, 12);
}

static void train(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "train");
    demo_put_i64(demo, "hours", 40 + 4 * demo_below(demo, c, 6));
    if (demo_send(demo, c, demo_handler(c->unit)) && c->a != FATE_UNDER_WAY)
        demo_later(demo, c, STEP_EXAM, 2, 4);
}

static void examine(struct demo *demo, struct demo_case *c)
{
    bool passes = c->step == STEP_RESIT ? c->a != FATE_FAILED_TWICE
                                        : c->a != FATE_FAILED_TWICE && !demo_chance(demo, c, 5);
    demo_event(demo, c, passes ? "pass" : c->step == STEP_RESIT ? "fail_again" : "fail");
    if (!demo_send(demo, c, demo_handler(c->unit)))
        return;
    if (passes)
        demo_later(demo, c, STEP_APPROVE, 1, 3);
    else if (c->step == STEP_EXAM)
        demo_later(demo, c, STEP_RESIT, 5, 7);
}

static void approve(struct demo *demo, struct demo_case *c)
{
    demo_event(demo, c, "approve");
    if (!demo_send(demo, c, demo_reviewer(c->unit)))
        return;
    struct date first = date_max(date_of(demo->year, 1, 4), date_add_days(demo_today(demo), 1));
    demo_on(demo, c, STEP_ISSUE, demo_day_between(demo, c, first, date_add_days(first, 10)));
}

static void issue(struct demo *demo, struct demo_case *c)
{
    struct date until = date_add_days(date_add_months(demo_today(demo), 60), -1);
    demo_event(demo, c, "issue");
    demo_put_text(demo, "certificate_no", "演示1032010%05u", c->index + 1);
    demo_put_date(demo, "valid_until", until);
    demo_put_date(demo, "check_by", date_of(demo->year + 1, 6, 30));
    if (!demo_send(demo, c, DEMO_SUPERVISOR))
        return;
    certify(demo, c);
    if (demo_chance(demo, c, 4))
        demo_later(demo, c, STEP_CHANGE, 60, 180);
}

/* ---- what happens to one ---- */

static void change(struct demo *demo, struct demo_case *c)
{
    switch (demo_below(demo, c, 8)) {
    case 0:
        demo_event(demo, c, "suspend");
        demo_put(demo, "reason", "未按规定着装并出示证件，暂扣学习。");
        withdraw(demo, c);
        if (demo_send_approved(demo, c, DEMO_SUPERVISOR, demo_head(c->unit)))
            demo_later(demo, c, STEP_RESTORE, 15, 30);
        break;
    case 1:
    case 2:
    case 3:
        demo_event(demo, c, "reissue");
        demo_put_text(demo, "certificate_no", "演示1032010%05uB", c->index + 1);
        (void)demo_send(demo, c, demo_reviewer(c->unit));
        break;
    default:
        demo_event(demo, c, "cancel");
        demo_put(demo, "reason", "调离执法岗位。");
        withdraw(demo, c);
        (void)demo_send(demo, c, demo_reviewer(c->unit));
        break;
    }
}

static void script(struct demo *demo, struct demo_case *c)
{
    switch (c->step) {
    case STEP_APPLY:
        apply(demo, c);
        break;
    case STEP_TRAIN:
        train(demo, c);
        break;
    case STEP_EXAM:
    case STEP_RESIT:
        examine(demo, c);
        break;
    case STEP_APPROVE:
        approve(demo, c);
        break;
    case STEP_REFUSE:
        demo_event(demo, c, "refuse");
        demo_put(demo, "reason", "非在编在岗人员，不符合申领条件。");
        (void)demo_send(demo, c, demo_reviewer(c->unit));
        break;
    case STEP_ISSUE:
        issue(demo, c);
        break;
    case STEP_CHANGE:
        change(demo, c);
        break;
    default:
        demo_event(demo, c, "restore");
        if (demo_send(demo, c, DEMO_SUPERVISOR))
            certify(demo, c);
        break;
    }
}

/* ---- planning ---- */

static int64_t organ(struct demo *demo, struct demo_case *c, int64_t i)
{
    int64_t draw = demo_below(demo, c, 100);
    if (i < 2 * DEMO_COUNT(organs)) /* two of each at least */
        return demo_department(organs[i / 2].code);
    for (int64_t k = 0; k < DEMO_COUNT(organs); k++) {
        if (draw < organs[k].weight)
            return demo_department(organs[k].code);
        draw -= organs[k].weight;
    }
    return demo_department("urban");
}

/* The first wave applies before the year and is issued in January. */
static struct date day_of_wave(struct demo *demo, struct demo_case *c, int64_t wave)
{
    static const struct {
        int years, month, day;
    } first[WAVES] = {{-1, 11, 15}, {0, 4, 11}, {0, 8, 15}};
    struct date day = demo_day_at(demo, first[wave].years, first[wave].month, first[wave].day);
    return demo_day_between(demo, c, day, date_add_days(day, 14));
}

static void plan_officer(struct demo *demo, uint32_t id, uint32_t index, int64_t unit,
                         enum fate fate)
{
    struct demo_case *c = demo_plan(demo, script, id, index);
    c->a = (int64_t)fate;
    c->unit = unit != 0 ? unit : organ(demo, c, index);
    int64_t wave = unit != 0 || index < 200 ? 0 : index % WAVES;
    struct date day =
        fate == FATE_UNDER_WAY ? demo_day_at(demo, 0, 12, 5) : day_of_wave(demo, c, wave);
    demo_on(demo, c, STEP_APPLY, day);
}

void demo_officers(struct demo *demo)
{
    if (demo->certificates != NULL) /* planned already, for those who need officers */
        return;
    demo->certificates = arena_new(&demo->arena, struct demo_certificates);
    uint32_t id = demo_new_script(demo), index = 0;
    int64_t departments = demo_scaled(demo, DEPARTMENTS);
    int64_t subdistricts = demo_scaled(demo, SUBDISTRICTS);
    departments = departments < LEAST ? LEAST : departments;
    subdistricts = subdistricts < LEAST ? LEAST : subdistricts;
    for (int64_t i = 0; i < departments; i++)
        plan_officer(demo, id, index++, 0, FATE_ISSUED);
    for (int64_t i = 0; i < subdistricts; i++)
        plan_officer(demo, id, index++, DEMO_SUBDISTRICT_FIRST + i % DEMO_SUBDISTRICTS,
                     FATE_ISSUED);
    for (int64_t i = 0; i < FAILED_TWICE + NOT_ELIGIBLE + UNDER_WAY; i++)
        plan_officer(demo, id, index++, 0,
                     i < FAILED_TWICE                  ? FATE_FAILED_TWICE
                     : i < FAILED_TWICE + NOT_ELIGIBLE ? FATE_NOT_ELIGIBLE
                                                       : FATE_UNDER_WAY);
    demo->commands_planned += (int64_t)index * 5;
}
