#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/embed.h"
#include "report/table.h"

struct fixture {
    struct arena arena;
    const struct registry *registry;
    struct complaints complaints;
};

static const char definitions[] =
    "register: trial\ntitle: 试验\nnumber: '{year}-{seq}'\n"
    "fields:\n"
    "  kind: {type: choice, required: true, of: {plain: 普通, hard: 疑难}, title: 类别}\n"
    "states: {open: 在办, done: 已办}\n"
    "events:\n"
    "  enter: {to: open, by: [handler], title: 登记}\n"
    "  finish: {from: open, to: done, by: [handler], title: 办结}\n"
    "figures:\n"
    "  received: {count: enter, by: kind, title: {zh: 收到, unit: 件}}\n"
    "  done: {count: finish, title: {zh: 办结, unit: 件}}\n"
    "  open: {stock: state = open, title: {zh: 在办, unit: 件}}\n"
    "  hidden: {count: enter, restricted: true, title: {zh: 限定, unit: 件}}\n";

static int setup(void **state)
{
    static struct fixture fixture;
    struct fixture *f = &fixture;
    struct registry_file file = {STR("trial.yaml"), str_of(definitions)};
    arena_init(&f->arena, 0);
    complaints_init(&f->complaints, &f->arena);
    f->registry = registry_load(&f->arena, &file, 1, NULL, &f->complaints);
    assert_non_null(f->registry);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    arena_done(&f->arena);
    return 0;
}

/* A layout whose columns, rows and identities are given; complaints are counted anew. */
static const struct table_source *parse(struct fixture *f, const char *columns, const char *rows,
                                        const char *identities)
{
    struct str text =
        arena_print(&f->arena,
                    "table: t\ntitle: 表\nsheets:\n  - title: 页\n    columns: [%s]\n"
                    "    rows: [%s]\n%s%s\n",
                    columns, rows, identities[0] == '\0' ? "" : "    identities: ", identities);
    complaints_init(&f->complaints, &f->arena);
    return table_parse(&f->arena, f->registry, STR("tables/t.yaml"), text, &f->complaints);
}

static void a_sound_layout_is_read(void **state)
{
    struct fixture *f = *state;
    assert_non_null(parse(f,
                          "{key: a, title: 普通, cell: plain}, {key: b, title: 疑难, cell: hard}, "
                          "{key: all, title: 总计}",
                          "{key: r, title: 收到, figure: trial.received}",
                          "[{columns: all = a + b}]"));
    assert_non_null(parse(f, "{title: 一}, {title: 二}",
                          "{title: 行, cells: ['trial.open@start', 'trial.received{hard}']}", ""));
}

static void what_is_wrong_with_a_layout_is_said(void **state)
{
    static const struct {
        const char *columns, *rows, *identities, *words;
    } wrong[] = {
        {"{title: 列}", "{title: 行, figure: trial.nothing}", "", "there is no figure"},
        {"{title: 列}", "{title: 行, figure: trial.hidden}", "", "restricted"},
        {"{title: 列}", "{title: 行}", "", "no figure; expected a figure in the row"},
        {"{title: 列, figure: trial.done}", "{title: 行, figure: trial.open}", "", "two figures"},
        {"{title: 列, cell: plain}", "{title: 行, figure: trial.done}", "", "has no cells"},
        {"{title: 列, cell: soft}", "{title: 行, figure: trial.received}", "",
         "has no cell \"soft\""},
        {"{title: 列}", "{title: 行, figure: trial.done, at: start}", "", "is no stock"},
        {"{title: 列}", "{title: 行, figure: trial.open, at: noon}", "", "expected start or end"},
        {"{title: 列}", "{figure: trial.open}", "", "a title is missing"},
        {"{title: 列}", "{title: 行, figure: trial.open, scale: 千}", "", "scale is 万 or 亿"},
        {"{title: 列}", "{title: 行, figure: trial.open, digits: 9}", "", "from 0 to 6"},
        {"{title: 列}", "{title: 行, cells: [trial.open, trial.open]}", "", "one a column"},
        {"{title: 列}", "{title: 行, cells: ['trial.received{hard']}", "", "brace is not closed"},
        {"{title: 列}", "{title: 行, figure: trial.open, colour: red}", "", "unknown word"},
        {"{title: 列}", "{each: month, kinds: [department]}", "", "each takes unit"},
        {"{title: 列}", "{key: r, title: 行, figure: trial.open}", "[{rows: r = s}]",
         "the key \"s\""},
        {"{title: 列}", "{key: r, title: 行, figure: trial.open}", "[{rows: r + r}]", "one ="},
        {"{title: 列}", "{key: r, title: 行, figure: trial.open}", "[{carried: r = r + r}]",
         "compares two rows"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        bool is_said = false;
        assert_null(parse(f, wrong[i].columns, wrong[i].rows, wrong[i].identities));
        for (size_t k = 0; k < f->complaints.list.n; k++) {
            struct str text = f->complaints.list.at[k].text;
            is_said |= str_find(text, str_of(wrong[i].words)) < text.len;
            assert_true(f->complaints.list.at[k].line > 0);
        }
        if (!is_said)
            fail_msg("nobody said \"%s\"", wrong[i].words);
    }
}

static void a_table_that_does_not_exist_names_those_that_do(void **state)
{
    struct fixture *f = *state;
    const struct table_source *source;
    struct err err;
    assert_false(table_find(&f->arena, f->registry, STR("weather"), &source, &f->complaints, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_non_null(strstr(err.hint, "disclosure"));
}

static void the_shipped_layouts_fit_the_shipped_registers(void **state)
{
    struct fixture *f = *state;
    struct registry_file *files = arena_array(&f->arena, struct registry_file, embedded_files_n);
    size_t n = 0;
    for (size_t i = 0; i < embedded_files_n; i++)
        if (str_starts(embedded_files[i].path, STR("registers/")))
            files[n++] = (struct registry_file){
                str_from(embedded_files[i].path, STR("registers/").len), embedded_files[i].bytes};
    const struct registry *registry = registry_load(&f->arena, files, n, NULL, &f->complaints);
    assert_non_null(registry);
    struct str *names;
    size_t names_n = table_names(&f->arena, &names);
    assert_true(names_n > 0);
    for (size_t i = 0; i < names_n; i++) {
        const struct table_source *source;
        struct err err;
        complaints_init(&f->complaints, &f->arena);
        if (table_find(&f->arena, registry, names[i], &source, &f->complaints, &err))
            continue;
        for (size_t k = 0; k < f->complaints.list.n; k++)
            print_message("%" STR_FMT "\n", STR_ARG(f->complaints.list.at[k].text));
        fail_msg("%s", err.what);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_sound_layout_is_read),
        TEST(what_is_wrong_with_a_layout_is_said),
        TEST(a_table_that_does_not_exist_names_those_that_do),
        TEST(the_shipped_layouts_fit_the_shipped_registers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
