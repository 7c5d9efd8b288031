/* What an event says in the ledger is read back as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "ledger/entry.h"
#include "matter/fixture_test.h"

static int open_trial(void **state)
{
    *state = fixture_open("trial");
    return 0;
}

static int close_trial(void **state)
{
    fixture_close(*state);
    return 0;
}

static void assert_same(const struct event *a, const struct event *b)
{
    assert_int_equal(a->form, b->form);
    assert_ptr_equal(a->def, b->def);
    assert_int_equal(a->event, b->event);
    assert_int_equal(a->number_year, b->number_year);
    assert_int_equal(a->number_seq, b->number_seq);
    assert_int_equal(a->clock, b->clock);
    assert_int_equal(a->approves, b->approves);
    assert_int_equal(a->replaces, b->replaces);
    assert_int_equal(a->is_struck, b->is_struck);
    assert_int_equal(a->fields_hash, b->fields_hash);
    assert_int_equal(a->has[0], b->has[0]);
    assert_int_equal(a->has[1], b->has[1]);
    if (!a->is_struck)
        assert_int_equal(a->replaced_on.day, b->replaced_on.day);
    assert_int_equal(a->persons.n, b->persons.n);
    assert_int_equal(a->values.n, b->values.n);
    for (size_t i = 0; i < a->values.n; i++) {
        size_t k = 0;
        while (k < b->values.n && b->values.at[k].field != a->values.at[i].field)
            k++;
        assert_true(k < b->values.n);
        assert_int_equal(a->values.at[i].value, b->values.at[k].value);
    }
}

/* Every event of the fixture's history, through kind and codes and back. */
static void assert_all_read_back(struct fixture *f)
{
    for (size_t i = 0; i < f->steps.n; i++) {
        const struct event *event = f->steps.at[i].event;
        struct event again;
        struct buf codes;
        struct err err;
        buf_init(&codes, LIMIT_PAYLOAD_BYTES);
        event_codes(event, &codes);
        assert_true(entry_codes_check(buf_str(&codes), &err));
        if (!event_read(&f->arena, f->registry, event_kind(event, &f->arena), buf_str(&codes),
                        &again))
            fail_msg("%.*s cannot be read", (int)codes.len, codes.p);
        assert_same(event, &again);
        buf_done(&codes);
    }
}

static void every_kind_of_value_is_read_back(void **state)
{
    struct fixture *f = *state;
    fixture_do(
        f, "2022-03-01", "receive",
        "office_unit=10|kind=hard|amount=12345.67|weight=-0.125|people=500|held_on=1999-12-31|"
        "heard_at=23:59|is_public=true|place=21|officer=104|earlier=3|subject=题|note=记|"
        "applicant=[]|words=话|paper=x");
    assert_int_equal(f->decision.events.at[0]->values.n, 11);
    assert_all_read_back(f);
}

static void every_form_of_event_is_read_back(void **state)
{
    struct fixture *f = *state;
    fixture_do(f, "2022-03-01", "receive", "office_unit=10|kind=plain");
    fixture_do(f, "2022-03-09", "note_down", ""); /* after the law's */
    fixture_do(f, "2022-03-09", "extend", "");    /* proposed without any field */
    assert_true(f->decision.is_proposed);
    assert_int_not_equal(f->decision.events.at[0]->fields_hash, 0);
    struct command approve = {.actor = FIXTURE_SECOND, .approves = f->seq_next - 1};
    assert_true(fixture_try(f, "2022-03-09", "extend", "", approve));
    for (int is_strike = 0; is_strike < 2; is_strike++) {
        struct command amend = {.replaces = 1000 + 2 * is_strike,
                                .is_strike = is_strike,
                                .reason = STR("误"),
                                .on = fixture_day(is_strike ? "2022-03-09" : "2022-02-28")};
        const char *fields = is_strike ? "" : "office_unit=11|kind=hard";
        assert_true(fixture_try(f, "2022-03-10", "amend", fields, amend));
        amend.actor = FIXTURE_SECOND;
        amend.approves = f->seq_next - 1;
        assert_true(fixture_try(f, "2022-03-10", "amend", fields, amend));
    }
    assert_int_equal(f->steps.n, 9);
    assert_all_read_back(f);
}

static void codes_of_other_definitions_are_not_read(void **state)
{
    struct fixture *f = *state;
    struct event event;
    static const struct {
        const char *kind, *codes;
    } wrong[] = {
        {"nothing.receive", ""},
        {"trial.nothing", ""},
        {"trial.receive", "nothing 1\n"},
        {"trial.receive", "kind unheard\n"},
        {"trial.receive", "held_on 2022-02-30\n"},
        {"trial.receive", "people 0\n"},
        {"trial.receive", ".nothing 1\n"},
        {"trial.receive", ".number 2022\n"},
        {"trial.receive", ".has nothing\n"},
        {"trial.accept", ".clock nothing\n"},
        {"trial.amended", ".event nothing\n"},
        {"trial.receive", "kind\n"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (event_read(&f->arena, f->registry, str_of(wrong[i].kind), str_of(wrong[i].codes),
                       &event))
            fail_msg("read: %s %s", wrong[i].kind, wrong[i].codes);
    assert_true(event_read(&f->arena, f->registry, STR("trial.receive"), STR(""), &event));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_trial, close_trial)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_kind_of_value_is_read_back),
        TEST(every_form_of_event_is_read_back),
        TEST(codes_of_other_definitions_are_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
