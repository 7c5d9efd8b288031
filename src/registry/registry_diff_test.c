#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/buf.h"
#include "registry/registry_diff.h"

#define HEAD                                                   \
    "register: review\n"                                       \
    "title: {zh: 审查}\n"                                    \
    "number: '{year}-{seq}'\n"                                 \
    "unit: unit\n"                                             \
    "regimes:\n"                                               \
    "  by: received_on\n"                                      \
    "  old: {from: 2000-01-01, to: 2023-12-31, law: 旧法}\n" \
    "  new: {from: 2024-01-01, law: 新法}\n"
#define FIELDS                                                    \
    "fields:\n"                                                   \
    "  unit: {type: unit, required: true, title: {zh: 单位}}\n" \
    "  amount: {type: money, title: {zh: 金额}}\n"              \
    "  result: {type: choice, of: {good: 好, bad: 差}, title: {zh: 结果}}\n"
#define EVENTS                                                                             \
    "events:\n"                                                                            \
    "  submit: {to: open, by: [handler], asks: [unit, amount], starts: [review], "         \
    "title: {zh: 送审}}\n"                                                               \
    "  finish: {from: open, to: closed, by: [reviewer], asks: [result], stops: [review], " \
    "title: {zh: 办结}}\n"
#define CLOCKS  \
    "clocks:\n" \
    "  review: {length: {old: 60 days, new: 30 days}, law: 第五条, title: {zh: 期限}}\n"
#define FIGURES  \
    "figures:\n" \
    "  finished: {count: finish, title: {zh: 办结数, unit: 件}}\n"
#define STATES "states: {open: 在办, closed: 办结}\n"
#define BASE HEAD FIELDS STATES EVENTS CLOCKS FIGURES

struct pair {
    struct arena arena;
    struct buf text;
    struct complaints complaints;
    struct registry *old, *now;
};

static struct registry *load(struct pair *pair, const char *yaml)
{
    struct registry_file file = {STR("review.yaml"), str_of(yaml)};
    struct registry *registry = registry_load(&pair->arena, &file, 1, NULL, &pair->complaints);
    buf_clear(&pair->text);
    complaints_print(&pair->complaints, &pair->text);
    if (registry == NULL)
        fail_msg("%.*s", (int)pair->text.len, pair->text.p);
    return registry;
}

static void begin(struct pair *pair, const char *old, const char *now)
{
    *pair = (struct pair){0};
    arena_init(&pair->arena, 0);
    buf_init(&pair->text, LIMIT_YAML_BYTES);
    complaints_init(&pair->complaints, &pair->arena);
    pair->old = load(pair, old);
    pair->now = load(pair, now);
    buf_clear(&pair->text);
    registry_diff(pair->old, pair->now, &pair->text);
}

static void end(struct pair *pair)
{
    buf_done(&pair->text);
    arena_done(&pair->arena);
}

static void expect(const char *old, const char *now, const char *text)
{
    struct pair pair;
    begin(&pair, old, now);
    struct str found = buf_str(&pair.text);
    if (!str_equal_c(found, text))
        fail_msg("expected\n%s\nfound\n%" STR_FMT, text, STR_ARG(found));
    end(&pair);
}

static void two_equal_definitions_differ_in_nothing(void **state)
{
    (void)state;
    expect(BASE, BASE, "");
}

static void a_new_order_in_the_file_is_no_difference(void **state)
{
    (void)state;
    expect(BASE,
           HEAD
           "fields:\n"
           "  result: {type: choice, of: {good: 好, bad: 差}, title: {zh: 结果}}\n"
           "  amount: {type: money, title: {zh: 金额}}\n"
           "  unit: {type: unit, required: true, title: {zh: 单位}}\n" STATES EVENTS CLOCKS FIGURES,
           "");
}

static void a_shorter_clock_is_told_with_both_lengths_and_its_regime(void **state)
{
    (void)state;
    expect(BASE,
           HEAD FIELDS STATES EVENTS
           "clocks:\n"
           "  review: {length: {old: 60 days, new: 20 working days}, law: 第五条, "
           "title: {zh: 期限}}\n" FIGURES,
           "review (审查)\n  clock review in new: length 30 days → 20 working days\n");
}

static void what_an_event_asks_now_and_no_longer_is_told(void **state)
{
    (void)state;
    expect(BASE,
           HEAD FIELDS STATES
           "events:\n"
           "  submit: {to: open, by: [handler, intake], asks: [unit], starts: [review], "
           "title: {zh: 送审}}\n"
           "  finish: {from: open, to: closed, by: [reviewer], asks: [result, amount], "
           "needs: [{is: amount > 0, else: 请填金额。, law: 第六条}], stops: [review], "
           "title: {zh: 办结}}\n" CLOCKS FIGURES,
           "review (审查)\n"
           "  event submit: now by intake; no longer asks amount\n"
           "  event finish: now asks amount; now needs amount > 0 by 第六条\n");
}

static void new_and_removed_keys_are_told(void **state)
{
    (void)state;
    expect(BASE,
           HEAD
           "fields:\n"
           "  unit: {type: unit, required: true, title: {zh: 单位}}\n"
           "  money: {type: money, title: {zh: 金额}}\n"
           "  result: {type: choice, of: {good: 好, fair: 中}, title: {zh: 结果}}\n"
           "states: {open: 在办, done: 办结}\n"
           "events:\n"
           "  submit: {to: open, by: [handler], asks: [unit, money], starts: [review], "
           "title: {zh: 送审}}\n"
           "  finish: {from: open, to: done, by: [reviewer], asks: [result], "
           "stops: [review], title: {zh: 办结}}\n" CLOCKS "figures:\n"
           "  finished: {count: finish, where: result = good, title: {zh: 办结数, unit: 件}}\n",
           "review (审查)\n"
           "  field money: new (金额)\n"
           "  field result: now choice fair; now choice title fair 中; no longer choice bad; no "
           "longer choice title bad 差\n"
           "  field amount: removed; refused: a key stays, with retired: true\n"
           "  state done: new (办结)\n"
           "  state closed: removed; refused: a key stays, with retired: true\n"
           "  event submit: now asks money; no longer asks amount\n"
           "  event finish: to closed → done\n"
           "  figure review.finished: now where result = good\n");
}

static size_t incompatible(const char *now, const char *word)
{
    struct pair pair;
    begin(&pair, BASE, now);
    bool is_good = registry_compatible(pair.old, pair.now, &pair.complaints);
    size_t n = pair.complaints.list.n;
    buf_clear(&pair.text);
    complaints_print(&pair.complaints, &pair.text);
    assert_int_equal(is_good, n == 0);
    if (n > 0 && str_find(buf_str(&pair.text), str_of(word)) == pair.text.len)
        fail_msg("no \"%s\" in %.*s", word, (int)pair.text.len, pair.text.p);
    end(&pair);
    return n;
}

static void what_only_grows_is_compatible(void **state)
{
    (void)state;
    assert_int_equal(incompatible(BASE, ""), 0);
    assert_int_equal(incompatible(HEAD FIELDS STATES EVENTS CLOCKS FIGURES
                                  "  open: {stock: state = open, title: {zh: 在办, unit: 件}}\n",
                                  ""),
                     0);
}

static void a_removed_or_retyped_key_is_a_complaint(void **state)
{
    (void)state;
    assert_int_equal(
        incompatible(HEAD
                     "fields:\n"
                     "  unit: {type: unit, required: true, title: {zh: 单位}}\n"
                     "  amount: {type: integer, title: {zh: 金额}}\n"
                     "  result: {type: choice, of: {good: 好, bad: 差}, title: {zh: 结果}}\n" STATES
                         EVENTS CLOCKS FIGURES,
                     "was of type money and is now integer"),
        1);
    assert_int_equal(
        incompatible(HEAD
                     "fields:\n"
                     "  unit: {type: unit, required: true, title: {zh: 单位}}\n"
                     "  amount: {type: money, personal: true, title: {zh: 金额}}\n"
                     "  result: {type: choice, of: {good: 好}, title: {zh: 结果}}\n" STATES EVENTS
                         CLOCKS FIGURES,
                     "choice \"bad\""),
        2);
    assert_int_equal(incompatible(HEAD FIELDS STATES EVENTS CLOCKS
                                  "figures:\n  done: {count: finish, title: {zh: 办结数}}\n",
                                  "figure \"review.finished\" was removed"),
                     1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_equal_definitions_differ_in_nothing),
        cmocka_unit_test(a_new_order_in_the_file_is_no_difference),
        cmocka_unit_test(a_shorter_clock_is_told_with_both_lengths_and_its_regime),
        cmocka_unit_test(what_an_event_asks_now_and_no_longer_is_told),
        cmocka_unit_test(new_and_removed_keys_are_told),
        cmocka_unit_test(what_only_grows_is_compatible),
        cmocka_unit_test(a_removed_or_retyped_key_is_a_complaint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
