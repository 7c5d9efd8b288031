#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/cli.h"
#include "text/utf8.h"

enum { WORDS_MAX = 24 };

struct answer {
    int status;
    char *out, *err;
};

/* Runs a command line of words between spaces; '_' stands for a space inside a word. */
static struct answer gulou(const char *line)
{
    struct answer answer = {0};
    char *words = strdup(line), *argv[WORDS_MAX] = {(char[]){"gulou"}};
    int argc = 1;
    for (char *word = words; word != NULL && argc < WORDS_MAX;) {
        argv[argc++] = word;
        word = strchr(word, ' ');
        if (word != NULL)
            *word++ = '\0';
    }
    for (char *c = words; c < words + strlen(line); c++)
        if (*c == '_')
            *c = ' ';
    size_t out_len, err_len;
    FILE *out = open_memstream(&answer.out, &out_len), *err = open_memstream(&answer.err, &err_len);
    assert_non_null(out);
    assert_non_null(err);
    answer.status = cli_run(argc, argv, out, err);
    fclose(out);
    fclose(err);
    free(words);
    return answer;
}

static void assert_line(const char *line, int status, const char *part_out, const char *part_err)
{
    struct answer answer = gulou(line);
    if (answer.status != status || strstr(answer.out, part_out) == NULL
        || strstr(answer.err, part_err) == NULL)
        fail_msg("gulou %s: %d\n%s%s", line, answer.status, answer.out, answer.err);
    free(answer.out);
    free(answer.err);
}

static void the_due_date_is_the_first_value_of_the_json(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"due 20_working_days --from 2023-01-18 --json", "{\"due\":\"2023-02-20\""},
        {"due 60_days --from 2022-08-09 --json", "{\"due\":\"2022-10-08\",\"provisional\":false"},
        {"due 3_months --from 2022-11-30 --json", "{\"due\":\"2023-02-28\""},
        {"due 5_working_days --before --from 2024-10-11 --json", "{\"due\":\"2024-09-27\""},
        {"due 5_working_days --before --inclusive --from 2024-10-11 --json", "\"2024-09-29\""},
        {"due 20_working_days --from=2026-12-20 --json",
         "{\"due\":\"2027-01-15\",\"provisional\":true"},
        {"due 20_working_days --from 2024-03-04 --pause 2024-03-11..2024-03-29 --json",
         "{\"due\":\"2024-04-22\""},
        {"due 60_days --from 2022-08-04 --extend 30_days --json", "{\"due\":\"2022-11-02\""},
        {"due 30_days --from 2022-03-01 --extend 30_days --roll none --json",
         "{\"due\":\"2022-04-30\""},
        {"due 20 working days --from 2023-01-18 --json", "{\"due\":\"2023-02-20\""},
        {"due 24_hours --from 2022-03-01T10:20 --json",
         "{\"due\":\"2022-03-02T11:00:00+08:00\",\"provisional\":false,\"days\":[]}\n"},
        {"due 24_hours --from 2022-03-01 --json", "{\"due\":\"2022-03-02\""},
        {"due 1_hour --from 2022-03-01 --json", "{\"due\":\"2022-03-02T01:00:00+08:00\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_line(cases[i][0], CLI_DONE, cases[i][1], "");
}

static void the_order_of_pauses_on_the_line_makes_no_difference(void **state)
{
    (void)state;
    struct answer a = gulou("due 20_days --from 2022-07-01 --pause 2022-07-04..2022-07-06 "
                            "--pause 2022-07-10..2022-07-15 --extend 5_days --json");
    struct answer b = gulou("due 20_days --from 2022-07-01 --extend 5_days "
                            "--pause 2022-07-10..2022-07-15 --pause 2022-07-04..2022-07-06 --json");
    assert_int_equal(a.status, CLI_DONE);
    assert_string_equal(a.out, b.out);
    free(a.out), free(a.err), free(b.out), free(b.err);
}

static void the_explanation_names_holiday_and_notice(void **state)
{
    (void)state;
    assert_line("due 5_working_days --from 2022-09-29 --explain", CLI_DONE,
                "2022-10-04  周二     -  国庆节放假，不计入\n", "");
    assert_line("due 5_working_days --from 2022-09-29 --explain", CLI_DONE,
                "放假安排：http://www.gov.cn/zhengce/zhengceku/2021-10/25/content_5644835.htm\n",
                "");
    assert_line("due 15_days --from 2022-12-16", CLI_DONE,
                "15日，自 2022-12-16（周五）起算\n届满日：2023-01-03（周二）\n"
                "顺延：2022-12-31（周六）为休息日\n",
                "");
    assert_line("due 15_days --from 2022-12-16 --lang en", CLI_DONE,
                "15 days from 2022-12-16 (Fri)\ndue 2023-01-03 (Tue)\n", "");
    assert_line("due 20_working_days --from 2026-12-20", CLI_DONE, "暂定：", "");
}

static void wrong_usage_is_2_and_says_what_was_expected(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"due --from 2022-01-01", "the length is missing"},
        {"due 20_workdays --from 2022-01-01", "\"20 workdays\" is no length"},
        {"due 20_days", "--from DATE is missing"},
        {"due 20_days --from 2022-02-30", "\"2022-02-30\" is no day"},
        {"due 20_days --from", "--from needs a value"},
        {"due 20_days --from=", "--from has an empty value"},
        {"due 20_days --from 2022-01-01 --from 2022-01-02", "--from is given twice"},
        {"due 20_days --from 2022-01-01 --weeks 3", "unknown option --weeks"},
        {"due 20_days --from 2022-01-01 -w", "unknown option -w"},
        {"due 20_days --from 2022-01-01 --explain=yes", "--explain takes no value"},
        {"due 20_days --from 2022-01-01 --roll back", "expected next or none"},
        {"due 20_days --from 2022-01-01 --lang fr", "expected zh or en"},
        {"due 20_days --from 2022-01-01 --extend soon", "\"soon\" is no length"},
        {"due 20_days --from 2022-01-01 --pause 2022-01-03", "is no pause"},
        {"due 20_days --from 2022-01-01 --pause 2022-01-09..2022-01-03", "ends before it begins"},
        {"due 20_days --from 2022-01-01 --inclusive", "only with --before"},
        {"due 20_days --from 2022-01-01 --before --extend 3_days", "neither --pause nor --extend"},
        {"due 2_hours --from 2022-01-01 --before", "neither --pause nor --before"},
        {"due 2_hours --from 2022-01-01 --extend 3_days", "extended by hours"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_line(cases[i][0], CLI_USAGE, "", cases[i][1]);
        assert_line(cases[i][0], CLI_USAGE, "", "usage: gulou due LENGTH");
    }
}

static void a_value_is_not_the_next_option(void **state)
{
    (void)state;
    assert_line("due 20_days --from --explain", CLI_USAGE, "", "--from needs a value");
}

static void a_command_without_words_refuses_words(void **state)
{
    (void)state;
    assert_line("verify all", CLI_USAGE, "", "it takes options only, not \"all\"");
    assert_line("rebuild x", CLI_USAGE, "", "usage: gulou rebuild\n");
}

/* Help is read on a terminal, by people who have not chosen a language yet. */
static void help_is_in_one_language_and_within_100_columns(void **state)
{
    (void)state;
    for (size_t i = 0; cli_commands[i] != NULL; i++) {
        char line[32];
        for (const char *c = cli_commands[i]->summary; *c != '\0'; c++)
            if (*c < ' ' || *c > '~')
                fail_msg("%s: the summary is not plain English", cli_commands[i]->name);
        snprintf(line, sizeof line, "help %s", cli_commands[i]->name);
        struct answer answer = gulou(line);
        assert_int_equal(answer.status, CLI_DONE);
        for (struct str rest = str_of(answer.out), row; str_next(&rest, '\n', &row);)
            if (utf8_width(row) > 100 || (row.len > 0 && row.p[row.len - 1] == ' '))
                fail_msg("gulou help %s: %.*s", cli_commands[i]->name, STR_ARG(row));
        free(answer.out);
        free(answer.err);
    }
}

static void without_a_due_date_the_answer_is_no(void **state)
{
    (void)state;
    assert_line("due 20_days --from 2022-01-01 --pause 2022-01-09.. --json", CLI_REFUSED,
                "{\"due\":null,\"provisional\":false,\"days\":[]}\n", "no due date");
    assert_line("due 300_years --from 2022-01-01", CLI_REFUSED, "", "1900 to 2199");
}

static void calendars_may_come_from_a_folder(void **state)
{
    (void)state;
    char folder[] = "/tmp/calendars-XXXXXX", path[64], line[160];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/2022.csv", folder);
    snprintf(line, sizeof line, "due 1_working_day --from 2022-06-01 --calendars %s", folder);
    assert_line(line, CLI_REFUSED, "", "there is no calendar in /tmp/calendars-");

    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("date,kind,name,notice\n2022-06-02,off,泼水节,https://example.org/n\n", file);
    fclose(file);
    assert_line(line, CLI_DONE, "届满日：2022-06-03", "");

    file = fopen(path, "w");
    assert_non_null(file);
    fputs("date,kind,name,notice\n2022-06-31,off,泼水节,https://example.org/n\n", file);
    fclose(file);
    assert_line(line, CLI_REFUSED, "", "2022.csv:2:1: \"2022-06-31\" is no day");

    remove(path);
    remove(folder);
    assert_line(line, CLI_REFUSED, "", "/tmp/calendars-");
}

static void help_lists_commands_and_unknown_ones_are_refused(void **state)
{
    (void)state;
    assert_line("help", CLI_DONE, "  due  ", "");
    assert_line("--help", CLI_DONE, "  due  ", "");
    assert_line("help due", CLI_DONE, "gulou due LENGTH --from DATE", "");
    assert_line("due --help", CLI_DONE, "gulou due LENGTH --from DATE", "");
    assert_line("undue", CLI_USAGE, "", "there is no command \"undue\"; the commands are:");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_due_date_is_the_first_value_of_the_json),
        cmocka_unit_test(the_order_of_pauses_on_the_line_makes_no_difference),
        cmocka_unit_test(the_explanation_names_holiday_and_notice),
        cmocka_unit_test(wrong_usage_is_2_and_says_what_was_expected),
        cmocka_unit_test(a_value_is_not_the_next_option),
        cmocka_unit_test(a_command_without_words_refuses_words),
        cmocka_unit_test(help_is_in_one_language_and_within_100_columns),
        cmocka_unit_test(without_a_due_date_the_answer_is_no),
        cmocka_unit_test(calendars_may_come_from_a_folder),
        cmocka_unit_test(help_lists_commands_and_unknown_ones_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
