/*
 * cli_scenario.c - gulou scenario: plays scenario files, tells what failed, and says which rules of
 * the registers they prove.
 */
#include "cli/cli_commands.h"
#include "cli/cli_definitions.h"
#include "os/file.h"
#include "scenario/scenario.h"
#include "scenario/scenario_law.h"

struct run {
    struct cli_args *args;
    struct complaints complaints;
    struct scenario_law law;
};

/* ---- files ---- */

/* The folder that holds a file: the register, where the file does not name one. */
static struct str folder_of(struct str path)
{
    size_t end = path.len;
    while (end > 0 && path.p[end - 1] != '/')
        end--;
    struct str folder = str_first(path, end > 0 ? end - 1 : 0);
    size_t start = folder.len;
    while (start > 0 && folder.p[start - 1] != '/')
        start--;
    return str_from(folder, start);
}

static bool add_file(struct run *run, struct str path, struct err *err)
{
    struct arena *arena = run->args->arena;
    struct str bytes;
    if (!os_file_read(arena, path, LIMIT_YAML_BYTES, &bytes, err))
        return false;
    struct scenario *scenario =
        scenario_parse(arena, path, folder_of(path), bytes, &run->complaints);
    if (scenario != NULL)
        list_push(arena, &run->law.scenarios, scenario);
    return true;
}

/* A file, or all .yaml files below a folder in order of their names. */
static bool add_path(struct run *run, struct str path, struct err *err)
{
    struct os_names names;
    if (path.len > 1 && str_ends(path, STR("/")))
        path = str_first(path, path.len - 1);
    if (!os_file_is_directory(path))
        return add_file(run, path, err);
    if (!os_directory_list(run->args->arena, path, &names, err))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        struct str whole = arena_print(run->args->arena, "%" STR_FMT "/%" STR_FMT, STR_ARG(path),
                                       STR_ARG(names.at[i]));
        bool is_wanted = str_ends(whole, STR(".yaml")) || os_file_is_directory(whole);
        if (is_wanted && !add_path(run, whole, err))
            return false;
    }
    return true;
}

/* ---- playing ---- */

static bool play_all(struct run *run, struct scenario_stage *stage, struct err *err)
{
    for (size_t i = 0; i < run->law.scenarios.n; i++)
        if (!scenario_play(stage, run->law.scenarios.at[i], &run->law.rules, &run->complaints, err))
            return false;
    return true;
}

/* "ok    disclosure: 24", a line a register. */
static void tell(const struct run *run)
{
    size_t n = run->law.scenarios.n;
    for (size_t i = 0; i < n;) {
        struct str key = run->law.scenarios.at[i]->register_key;
        size_t passed = 0, all = 0;
        for (; i < n && str_equal(run->law.scenarios.at[i]->register_key, key); i++, all++)
            passed += run->law.scenarios.at[i]->is_passed;
        fprintf(run->args->out, "%s  %" STR_FMT ": %zu", passed == all ? "ok  " : "FAIL",
                STR_ARG(key), passed);
        if (passed != all)
            fprintf(run->args->out, " of %zu", all);
        fputs("\n", run->args->out);
    }
}

static size_t count_passed(const struct run *run)
{
    size_t passed = 0;
    for (size_t i = 0; i < run->law.scenarios.n; i++)
        passed += run->law.scenarios.at[i]->is_passed;
    return passed;
}

/* ---- what they prove ---- */

static bool write_law(struct run *run, struct err *err)
{
    struct str path = cli_value(run->args, "law"), traps = cli_value(run->args, "rows");
    struct buf out;
    bool ok = true;
    if (traps.len > 0) {
        struct str bytes;
        if (!os_file_read(run->args->arena, traps, LIMIT_YAML_BYTES, &bytes, err))
            return false;
        scenario_law_rows(&run->law, traps, bytes, &run->complaints);
    }
    buf_init(&out, 1 << 24);
    if (path.len > 0 && run->complaints.list.n == 0) {
        scenario_law_table(&run->law, &out);
        ok = os_file_write(path, buf_str(&out), OS_SHARED, err);
    }
    if (ok && cli_has(run->args, "unproved") && run->complaints.list.n == 0) {
        buf_clear(&out);
        scenario_law_unproved(&run->law, &out);
        fprintf(run->args->out, "%" STR_FMT, STR_ARG(buf_str(&out)));
    }
    buf_done(&out);
    return ok;
}

static int finish(struct run *run)
{
    struct cli_args *args = run->args;
    struct err err;
    size_t passed = count_passed(run), n = run->law.scenarios.n;
    if (!write_law(run, &err))
        return cli_failed(args, &err);
    bool is_quiet = cli_has(args, "unproved");
    if (cli_has(args, "json"))
        fprintf(args->out, "{\"scenarios\":%zu,\"passed\":%zu}\n", n, passed);
    else if (!is_quiet) {
        tell(run);
        fprintf(args->out, "%zu of %zu scenarios hold\n", passed, n);
    }
    return run->complaints.list.n > 0 ? cli_complain(args, &run->complaints) : CLI_DONE;
}

static int run_scenario(struct cli_args *args)
{
    struct run run = {.args = args};
    struct scenario_stage *stage = NULL;
    struct registry_file *files;
    struct err err;
    size_t files_n;
    if (args->positional.n == 0)
        return cli_wrong(args, "name a scenario file, or a folder of them");
    complaints_init(&run.complaints, args->arena);
    for (size_t i = 0; i < args->positional.n; i++)
        if (!add_path(&run, args->positional.at[i], &err))
            return cli_failed(args, &err);
    if (!cli_definitions(args->arena, cli_value(args, "definitions"), &files, &files_n, &err))
        return cli_failed(args, &err);
    if (!scenario_stage_open(args->arena, files, files_n, &run.complaints, &stage, &err)) {
        cli_complain(args, &run.complaints);
        return cli_failed(args, &err);
    }
    scenario_rules_find(args->arena, scenario_stage_registry(stage), &run.law.rules);
    run.law.arena = args->arena;
    int status = play_all(&run, stage, &err) ? finish(&run) : cli_failed(args, &err);
    scenario_stage_close(stage);
    return status;
}

static const struct cli_option_def scenario_options[] = {{"definitions", 0, CLI_VALUE},
                                                         {"law", 0, CLI_VALUE},
                                                         {"rows", 0, CLI_VALUE},
                                                         {"unproved", 0, CLI_FLAG},
                                                         {NULL, 0, CLI_FLAG}};

const struct cli_command cli_scenario = {
    .name = "scenario",
    .usage = "FILE|FOLDER... [--definitions DIR] [--law FILE] [--rows FILE] [--unproved]",
    .summary = "plays written paths through a procedure: does the register do what the law says",
    .options = scenario_options,
    .run = run_scenario,
};
