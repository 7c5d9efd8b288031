#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "registry/registry.h"

/* One made-up register with a bit of everything. */
static const char contract[] =
    "register: contract\n"
    "title: {zh: 政府合同审查, en: Contract review}\n"
    "number: \"〔{year}〕鼓合审{seq}号\"\n"
    "unit: department\n"
    "settings:\n"
    "  large: {type: money, value: 3000.5, title: 大额}\n"
    "  span: {type: period, value: 6 months, title: 期间}\n"
    "  way: {type: choice, of: {a: 甲, b: 乙}, value: b, title: 方式}\n"
    "regimes:\n"
    "  by: received_on\n"
    "  old: {from: 2010-01-01, to: 2023-12-31, law: 旧规}\n"
    "  new: {from: 2024-01-01, law: 新规}\n"
    "fields:\n"
    "  department: {type: unit, required: true, title: 送审单位}\n"
    "  party: {type: party, role: other_side, title: 对方}\n"
    "  amount: {type: money, min: 0, max: 99.5, title: 标的额}\n"
    "  rate: {type: decimal, digits: 3, title: 费率}\n"
    "  count: {type: integer, title: 份数}\n"
    "  sign_by: {type: date, title: 拟签订日}\n"
    "  opinion: {type: choice, of: {may: 可以, may_not: {zh: 不宜, en: No}}, title: 意见}\n"
    "  grade: {type: choice, of: {low: 低, high: 高}, title: 等级}\n"
    "  urgent: {type: boolean, title: 急件}\n"
    "states: {reviewing: 审查中, waiting: {zh: 待补, open: false}, reviewed: 已审查}\n"
    "events:\n"
    "  submit: {to: reviewing, by: [handler], may: [amount, grade, count, urgent, party, rate, "
    "sign_by], starts: "
    "[review], title: 送审}\n"
    "  extend: {from: reviewing, by: [handler], approve: {new: unit_head}, asks: [count], title: "
    "延长}\n"
    "  wait: {from: [reviewing, waiting], to: waiting, by: [handler], pauses: [review], only: "
    "[new], title: 待补}\n"
    "  lapse: {from: any, to: reviewed, by: [law], sets: {opinion: may_not, amount: 12.5}, title: "
    "视为}\n"
    "  review:\n"
    "    from: [reviewing, waiting]\n"
    "    to: reviewed\n"
    "    by: [reviewer]\n"
    "    asks: [opinion]\n"
    "    needs:\n"
    "      - {is: 'CONDITION', else: 不可以, law: 第一条}\n"
    "    stops: [review]\n"
    "    title: 出具意见\n"
    "clocks:\n"
    "  review:\n"
    "    length: {old: {by: grade, low: 3 days, else: 7 working days}, new: 1 month}\n"
    "    from: {new: submit}\n"
    "    roll: {old: none}\n"
    "    extension: {event: extend, length: 10 days, by: count}\n"
    "    on_expiry: {new: {event: lapse, on: day_after}}\n"
    "    law: {old: 第五条, new: 第六条}\n"
    "    title: 审查期限\n"
    "figures:\n"
    "  received: {count: submit, title: {zh: 送审, unit: 件}}\n"
    "  worth: {sum: amount, of: [submit, review], dated: sign_by, title: {zh: 金额, unit: 元}}\n"
    "  due: {due: review, title: 应办}\n"
    "  in_time: {met: review, title: 按期}\n"
    "  rate: {share: in_time / due, digits: 2, title: 按期率}\n"
    "  all.of.2021: {formula: (received + 2.5) * 3 - due, title: 合计}\n"
    "  open: {stock: state != reviewed, title: 在办}\n"
    "identities:\n"
    "  - flow: open@start + received = open@end\n";

struct fixture {
    struct arena arena;
    struct complaints complaints;
};

static struct str replace(struct arena *arena, struct str text, const char *what, const char *by)
{
    size_t at = str_find(text, str_of(what));
    assert_true(at < text.len);
    struct str head = str_first(text, at), tail = str_from(text, at + str_of(what).len);
    return arena_print(arena, "%.*s%s%.*s", (int)head.len, head.p, by, (int)tail.len, tail.p);
}

static struct registry *load_text(struct fixture *f, struct str text, const struct registry *before)
{
    struct registry_file files[] = {
        {STR("contract.yaml"), text},
        {STR("office.yaml"), STR("report_day: {2022: 2023-01-10}\n")},
    };
    complaints_init(&f->complaints, &f->arena);
    return registry_load(&f->arena, files, 2, before, &f->complaints);
}

static struct registry *load(struct fixture *f, const char *condition)
{
    struct str text = replace(&f->arena, str_of(contract), "CONDITION", condition);
    struct registry *registry = load_text(f, text, NULL);
    for (size_t i = 0; i < f->complaints.list.n; i++)
        print_message("%d:%d: %.*s\n", f->complaints.list.at[i].line,
                      f->complaints.list.at[i].column, (int)f->complaints.list.at[i].text.len,
                      f->complaints.list.at[i].text.p);
    assert_non_null(registry);
    return registry;
}

static int set_up(void **state)
{
    static struct fixture f;
    arena_init(&f.arena, 0);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    arena_done(&((struct fixture *)*state)->arena);
    return 0;
}

static void numbers_are_scaled_to_the_fields_digits(void **state)
{
    const struct register_def *def = load(*state, "true")->registers[0];
    const struct field_def *amount = &def->fields[register_field(def, STR("amount"))];
    const struct event_def *lapse = &def->events[register_event(def, STR("lapse"))];
    assert_int_equal(amount->digits, 2);
    assert_int_equal(amount->min, 0);
    assert_int_equal(amount->max, 9950);
    assert_int_equal(def->settings[0].value, 300050);
    assert_int_equal(def->settings[2].value, 1);
    assert_int_equal(lapse->sets_n, 2);
    assert_int_equal(lapse->sets[0].value->value, 1);
    assert_int_equal(lapse->sets[1].value->value, 1250);
    const struct field_def *count = &def->fields[register_field(def, STR("count"))];
    assert_true(count->min == INT64_MIN && count->max == INT64_MAX);
}

static void a_clock_differs_by_regime(void **state)
{
    const struct register_def *def = load(*state, "true")->registers[0];
    const struct clock_rule *old = &def->clocks[0].rules[0], *new = &def->clocks[0].rules[1];
    assert_true(old->exists && new->exists);
    assert_int_equal(old->length.kind, LENGTH_BY_CHOICE);
    assert_int_equal(old->length.field, register_field(def, STR("grade")));
    assert_int_equal(old->length.by_choice[0].n, 3);
    assert_int_equal(old->length.by_choice[1].n, 0);
    assert_int_equal(old->length.period.n, 7);
    assert_int_equal(old->length.period.unit, PERIOD_WORKING_DAYS);
    assert_int_equal(new->length.kind, LENGTH_PERIOD);
    assert_int_equal(new->length.period.unit, PERIOD_MONTHS);
    assert_int_equal(old->from.n, 0);
    assert_int_equal(new->from.n, 1);
    assert_int_equal(new->from.at[0], register_event(def, STR("submit")));
    assert_false(old->roll_next);
    assert_true(new->roll_next);
    assert_int_equal(old->expiry.event, NONE);
    assert_int_equal(new->expiry.event, register_event(def, STR("lapse")));
    assert_int_equal(new->expiry.on, EXPIRY_ON_DAY_AFTER);
    assert_int_equal(new->extension_times, 1);
    assert_int_equal(new->extension_field, register_field(def, STR("count")));
    assert_true(str_equal(new->law, STR("第六条")));
}

static void the_regime_is_the_law_of_the_day_received(void **state)
{
    const struct register_def *def = load(*state, "true")->registers[0];
    assert_int_equal(register_regime(def, date_of(2009, 12, 31)), NONE);
    assert_int_equal(register_regime(def, date_of(2023, 12, 31)), 0);
    assert_int_equal(register_regime(def, date_of(2024, 1, 1)), 1);
}

static void events_know_their_states_roles_and_regimes(void **state)
{
    const struct register_def *def = load(*state, "true")->registers[0];
    const struct event_def *submit = &def->events[0], *extend = &def->events[1];
    const struct event_def *wait = &def->events[2], *lapse = &def->events[3];
    assert_true(submit->is_creation && submit->to == 0 && submit->regimes == 3);
    assert_int_equal(submit->asks.n, 1); /* required */
    assert_int_equal(submit->asks.at[0], register_field(def, STR("department")));
    assert_int_equal(extend->to, NONE);
    assert_int_equal(extend->approve.of[0].len, 0);
    assert_true(str_equal(extend->approve.of[1], STR("unit_head")));
    assert_int_equal(wait->from, 3);
    assert_int_equal(wait->regimes, 2);
    assert_true(lapse->from_any && !lapse->is_creation);
    assert_true(def->states[0].is_open && !def->states[0].is_final);
    assert_true(!def->states[1].is_open && !def->states[1].is_final);
    assert_true(!def->states[2].is_open && def->states[2].is_final);
    assert_true(def->fields[1].is_personal);
}

static void figures_get_the_registers_name_and_know_each_other(void **state)
{
    const struct registry *registry = load(*state, "true");
    const struct figure_def *worth = registry_figure(registry, STR("contract.worth"));
    const struct figure_def *rate = registry_figure(registry, STR("contract.rate"));
    const struct figure_def *all = registry_figure(registry, STR("all.of.2021"));
    assert_int_equal(registry->figures_n, 7);
    assert_int_equal(worth->value_digits, 2);
    assert_int_equal(worth->events[0], 1 | 1 << 4);
    assert_int_equal(worth->dated_event, NONE);
    assert_int_equal(worth->dated_field, register_field(registry->registers[0], STR("sign_by")));
    assert_true(rate->is_share && rate->numerator == 3 && rate->denominator == 2);
    assert_int_equal(rate->formula->op, FORMULA_DIV);
    assert_int_equal(rate->formula->left->right->value.units, 100);
    assert_int_equal(all->formula->op, FORMULA_SUB);
    assert_int_equal(all->formula->left->op, FORMULA_MUL);
    const struct identity_def *flow = &registry->registers[0]->identities[0];
    assert_int_equal(flow->terms_n, 3);
    assert_true(flow->terms[0].sign == 1 && flow->terms[0].at == IDENTITY_START);
    assert_true(flow->terms[2].sign == -1 && flow->terms[2].at == IDENTITY_END);
}

static void the_report_day_is_the_offices_or_the_years_last(void **state)
{
    const struct registry *registry = load(*state, "true");
    assert_int_equal(registry_report_day(registry, 2022).day, date_of(2023, 1, 10).day);
    assert_int_equal(registry_report_day(registry, 2023).day, date_of(2023, 12, 31).day);
}

/* Fields in the fixture's order; an odd set of values. */
static bool is_so(struct fixture *f, const char *condition, unsigned set)
{
    const struct registry *registry = load(f, condition);
    const struct register_def *def = registry->registers[0];
    const int64_t values[9] = {7, 0, 1250, 1500, 3, date_of(2022, 2, 1).day, 1, 0, 1};
    unsigned char is_set[9], met[1] = {1};
    int32_t times[5] = {1, 2, 0, 0, 0};
    const int32_t days[5] = {date_of(2022, 1, 31).day, date_of(2022, 2, 3).day, 0, 0, 0};
    for (unsigned i = 0; i < 9; i++)
        is_set[i] = set >> i & 1;
    struct expr_env env = {.values = values,
                           .is_set = is_set,
                           .times = times,
                           .days = days,
                           .met = met,
                           .on = date_of(2022, 3, 1),
                           .state = 0,
                           .regime = 1};
    return expr_is_true(def->events[register_event(def, STR("review"))].guards[0].needs, &env);
}

static void conditions_hold_as_they_read(void **state)
{
    static const struct {
        const char *text;
        bool is_true;
    } cases[] = {
        {"amount = 12.5", true},
        {"amount = 12.50 and rate = 1.5", true},
        {"amount > 12", true},
        {"amount < 12.501", true},
        {"amount * 2 = 25", true},
        {"amount / 4 = 3.12", true}, /* a quotient keeps the dividend's digits */
        {"rate + amount = 14", true},
        {"count * count - 1 = 8", true},
        {"7 - 2 - 1 = 4", true},
        {"-count = 0 - 3", true},
        {"2 + 3 * 4 = 14", true},
        {"(2 + 3) * 4 = 20", true},
        {"count / 0 = 0", false},
        {"not (count / 0 = 0)", true},
        {"opinion = may_not", true},
        {"may_not = opinion", true},
        {"opinion != may", true},
        {"opinion in (may)", false},
        {"opinion in (may, may_not)", true},
        {"count in (1, 2.5, 3)", true},
        {"amount in (12.5, 1)", true},
        {"state = reviewing", true},
        {"state in (waiting, reviewed)", false},
        {"regime = new", true},
        {"setting.way = b", true},
        {"amount < setting.large", true},
        {"sign_by = 2022-02-01", true},
        {"sign_by - 2022-01-01 = 31", true},
        {"sign_by + 27 < 2022-03-01", true},
        {"sign_by + 1 month = 2022-03-01", true},
        {"sign_by + 28 days = on", true},
        {"on - 1 month = sign_by", true},
        {"2022-01-31 + 1 month = 2022-02-28", true},
        {"2024-02-29 + 1 year = 2025-02-28", true},
        {"on <= day(submit) + 2 months", true},
        {"on > day(submit) + 1 month", true},
        {"day(wait) <= on", false},
        {"not (day(wait) <= on)", true},
        {"on + setting.span = 2022-09-01", true},
        {"urgent", true},
        {"urgent = true and not (urgent = false)", true},
        {"done(submit) and times(extend) = 2 and not done(wait)", true},
        {"met(review)", true},
        {"has(party) and has(sign_by)", true},
        {"false or true and false", false},
        {"true or true and false", true},
        {"not true or true", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (is_so(*state, cases[i].text, 511) != cases[i].is_true)
            fail_msg("%s", cases[i].text);
}

static void a_comparison_with_what_is_not_set_is_false(void **state)
{
    assert_false(is_so(*state, "amount = 12.5", 0));
    assert_false(is_so(*state, "amount != 12.5", 0));
    assert_false(is_so(*state, "count + 1 > 0", 0));
    assert_false(is_so(*state, "opinion in (may, may_not)", 0));
    assert_false(is_so(*state, "urgent", 0));
    assert_true(is_so(*state, "not urgent", 0));
    assert_true(is_so(*state, "not (amount > 5)", 0));
    assert_false(is_so(*state, "has(amount)", 0));
}

static void keys_keep_their_ids(void **state)
{
    struct fixture *f = *state;
    const struct registry *before = load(f, "true");
    struct str text = replace(&f->arena, str_of(contract), "CONDITION", "true");
    text =
        replace(&f->arena, text,
                "  department:", "  first: {type: text, retired: true, title: 新}\n  department:");
    text = replace(&f->arena, text, "{reviewing:", "{early: {zh: 早, retired: true}, reviewing:");
    text = replace(&f->arena, text, "of: {low:", "of: {none: 无, low:");
    text = replace(&f->arena, text, "  received: {count",
                   "  early: {count: submit, title: 早}\n"
                   "  received: {count");
    const struct registry *now = load_text(f, text, before);
    assert_int_equal(f->complaints.list.n, 0);
    const struct register_def *def = now->registers[0];
    assert_int_equal(register_field(def, STR("department")), 0);
    assert_int_equal(register_field(def, STR("first")), 9);
    assert_int_equal(register_state(def, STR("reviewing")), 0);
    assert_int_equal(register_state(def, STR("early")), 3);
    const struct field_def *grade = &def->fields[register_field(def, STR("grade"))];
    assert_int_equal(register_choice(grade, STR("low")), 0);
    assert_int_equal(register_choice(grade, STR("none")), 2);
    assert_int_equal(registry_figure(now, STR("contract.received"))->id, 0);
    assert_int_equal(registry_figure(now, STR("contract.early"))->id, 7);
}

static bool is_refused(struct fixture *f, const struct registry *before, const char *what,
                       const char *by, const char *sentence)
{
    struct str text = replace(&f->arena, str_of(contract), "CONDITION", "true");
    struct registry *registry = load_text(f, replace(&f->arena, text, what, by), before);
    for (size_t i = 0; i < f->complaints.list.n; i++) {
        struct str told = f->complaints.list.at[i].text;
        if (str_find(told, str_of(sentence)) < told.len)
            return registry == NULL;
    }
    return false;
}

static void what_was_defined_is_not_removed_or_retyped(void **state)
{
    struct fixture *f = *state;
    const struct registry *before = load(f, "true");
    assert_true(
        is_refused(f, before, "  sign_by: {type: date", "  sign_by: {type: text", "never retyped"));
    assert_true(is_refused(f, before, "digits: 3", "digits: 2", "had 3 digits"));
    assert_true(is_refused(f, before, "  received: {count: submit", "  taken: {count: submit",
                           "contract.received"));
    assert_true(is_refused(f, before, "of: {a: 甲, b: 乙}, value: b", "of: {b: 乙}, value: b", "")
                == false);
    assert_true(is_refused(f, before, "{low: 低, high: 高}", "{low: 低}", "\"high\""));
    assert_true(is_refused(f, before, "waiting: {zh: 待补, open: false}, ", "", "\"waiting\""));
    assert_true(is_refused(f, before, "  old: {from: 2010", "  ancient: {from: 2010",
                           "the regime \"old\" stood here"));
}

/* Broken anywhere, a file is loaded or refused with at least one sentence in one of its lines. */
static void a_broken_file_is_told_wherever_it_breaks(void **state)
{
    struct fixture *f = *state;
    struct str whole = replace(&f->arena, str_of(contract), "CONDITION", "amount * 2 = 25");
    static const char wrong[] = "{:,x'(@\n";
    int refused = 0;
    for (size_t i = 0; i < whole.len; i++) {
        struct arena_mark mark = arena_mark(&f->arena);
        struct str text = arena_copy(&f->arena, whole);
        char *bytes = arena_alloc(&f->arena, whole.len);
        for (size_t k = 0; k < whole.len; k++)
            bytes[k] = k == i ? wrong[i % (sizeof wrong - 1)] : whole.p[k];
        text.p = bytes;
        const struct registry *registry = load_text(f, text, NULL);
        assert_true((registry == NULL) == (f->complaints.list.n > 0));
        refused += registry == NULL;
        for (size_t k = 0; k < f->complaints.list.n; k++)
            assert_in_range(f->complaints.list.at[k].line, 1, 80);
        arena_release(&f->arena, mark);
    }
    assert_in_range(refused, 1000, whole.len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_are_scaled_to_the_fields_digits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_clock_differs_by_regime, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_regime_is_the_law_of_the_day_received, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(events_know_their_states_roles_and_regimes, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(figures_get_the_registers_name_and_know_each_other, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_report_day_is_the_offices_or_the_years_last, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(conditions_hold_as_they_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_comparison_with_what_is_not_set_is_false, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_broken_file_is_told_wherever_it_breaks, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(keys_keep_their_ids, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_defined_is_not_removed_or_retyped, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
