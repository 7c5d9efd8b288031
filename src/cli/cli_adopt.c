/*
 * cli_adopt.c - new definitions come into force, after what they change was shown: the definitions
 * themselves, and the due dates that move.
 */
#include <stdio.h>

#include "base/limits.h"
#include "cli/cli_commands.h"
#include "cli/cli_definitions.h"
#include "cli/cli_office.h"
#include "office/adopt_shadow.h"
#include "registry/registry_diff.h"
#include "text/json.h"

/* Brought along with the command, its definitions come whole, those of the caller's program too. */
static void bring(struct cli_args *args)
{
    struct str folder = args->positional.n > 0 ? args->positional.at[0] : STR_NONE;
    struct registry_file *files;
    struct err err;
    size_t n = 0;
    if (!cli_definitions(args->arena, folder, &files, &n, &err)) {
        struct cli_file file = {.path = folder, .err = arena_new(args->arena, struct err)};
        *file.err = err;
        list_push(args->arena, &args->files, file);
    }
    for (size_t i = 0; i < n; i++)
        list_push(args->arena, &args->files,
                  (struct cli_file){.path = files[i].name, .bytes = files[i].bytes});
}

static bool proposed(struct cli_args *args, struct registry_file **files_out, size_t *n_out,
                     struct err *err)
{
    struct str folder = args->positional.n > 0 ? args->positional.at[0] : STR_NONE;
    size_t n = args->files.n;
    if (args->office == NULL)
        return cli_definitions(args->arena, folder, files_out, n_out, err);
    struct registry_file *files = arena_array(args->arena, struct registry_file, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct cli_file *file = &args->files.at[i];
        if (file->err != NULL) {
            *err = *file->err;
            return false;
        }
        files[i] = (struct registry_file){file->path, file->bytes};
    }
    *files_out = files;
    *n_out = n;
    return true;
}

static bool is_administrator(const struct office *office, int64_t actor, struct err *err)
{
    return access_has_role(office_current(office)->organisation, actor, STR("administrator"),
                           office_today(office))
           || err_set(err, ERR_DENIED,
                      "person %lld may not adopt definitions: it takes the role administrator",
                      (long long)actor);
}

static void put_due(struct buf *out, struct date due, bool is_provisional, bool is_english)
{
    char day[DATE_TEXT_BYTES];
    buf_put(out, date_is_none(due) ? str_of("—") : date_print(due, day));
    if (is_provisional)
        buf_put(out, str_of(is_english ? " (provisional)" : "（暂定）"));
}

/* The due dates that move, for sign-off. */
static void put_changes(struct cli_args *args, const struct adopt_shadow *shadow, struct buf *out)
{
    bool is_english = cli_is_english(args);
    for (size_t i = 0; i < shadow->changes.n; i++) {
        const struct adopt_change *c = &shadow->changes.at[i];
        const struct clock_def *clock = &c->def->clocks[c->clock];
        buf_print(out, "%lld  %" STR_FMT "  %" STR_FMT "  ", (long long)c->matter,
                  STR_ARG(c->number), STR_ARG(is_english ? clock->title.en : clock->title.zh));
        put_due(out, c->old_due, c->was_provisional, is_english);
        buf_put_c(out, " → ");
        put_due(out, c->now_due, c->is_provisional, is_english);
        buf_put_char(out, '\n');
    }
    buf_print(out, is_english ? "%zu due dates move\n" : "%zu个到期日变动\n", shadow->changes.n);
}

static void put_day(struct json_out *json, const char *key, struct date day)
{
    char text[DATE_TEXT_BYTES];
    json_out_key(json, str_of(key));
    if (date_is_none(day))
        json_out_null(json);
    else
        json_out_string(json, date_print(day, text));
}

static void put_changes_json(const struct adopt_shadow *shadow, int64_t seq, struct str diff,
                             struct buf *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_begin_object(&json);
    json_out_key(&json, STR("adopted"));
    json_out_bool(&json, seq >= 0);
    json_out_key(&json, STR("seq"));
    if (seq >= 0)
        json_out_i64(&json, seq);
    else
        json_out_null(&json);
    json_out_member(&json, STR("diff"), diff);
    json_out_key(&json, STR("changes"));
    json_out_begin_array(&json);
    for (size_t i = 0; i < shadow->changes.n; i++) {
        const struct adopt_change *c = &shadow->changes.at[i];
        json_out_begin_object(&json);
        json_out_key(&json, STR("matter"));
        json_out_i64(&json, c->matter);
        json_out_member(&json, STR("number"), c->number);
        json_out_member(&json, STR("register"), c->def->key);
        json_out_member(&json, STR("clock"), c->def->clocks[c->clock].key);
        put_day(&json, "old", c->old_due);
        put_day(&json, "new", c->now_due);
        json_out_key(&json, STR("was_provisional"));
        json_out_bool(&json, c->was_provisional);
        json_out_key(&json, STR("provisional"));
        json_out_bool(&json, c->is_provisional);
        json_out_end_object(&json);
    }
    json_out_end_array(&json);
    json_out_end_object(&json);
    buf_put_char(out, '\n');
}

/* seq below 0: nothing was written. */
static void print_adoption(struct cli_args *args, const struct registry *before,
                           const struct adopt_shadow *shadow, int64_t seq)
{
    struct buf out, diff;
    buf_init(&out, (size_t)1 << 28);
    buf_init(&diff, 1 << 22);
    registry_diff(before, shadow->now->registry, &diff);
    if (cli_has(args, "json")) {
        put_changes_json(shadow, seq, buf_str(&diff), &out);
    } else {
        buf_put(&out, buf_str(&diff));
        put_changes(args, shadow, &out);
        if (seq >= 0)
            buf_print(&out, "in force from entry %lld\n", (long long)seq);
        else
            buf_put_c(&out, "nothing was written: --dry-run\n");
    }
    fprintf(args->out, "%" STR_FMT, STR_ARG(buf_str(&out)));
    buf_done(&out);
    buf_done(&diff);
}

static int adopt(struct cli_args *args, struct office *office)
{
    struct registry_file *files;
    struct complaints complaints;
    struct adopt_shadow shadow;
    struct err err;
    size_t n;
    int64_t actor;
    int status = cli_office_actor(args, &actor);
    if (status != 0)
        return status;
    if (!is_administrator(office, actor, &err) || !proposed(args, &files, &n, &err))
        return cli_failed(args, &err);
    complaints_init(&complaints, args->arena);
    const struct registry *before = office_current(office)->registry;
    bool is_dry = cli_has(args, "dry-run");
    if (!office_adopt_shadow(office, args->arena, files, n, &shadow, &complaints, &err)
        || (!is_dry && !office_adopt(office, actor, files, n, &complaints, &err))) {
        cli_complain(args, &complaints);
        return cli_failed(args, &err);
    }
    print_adoption(args, before, &shadow, is_dry ? -1 : office_current(office)->seq);
    return CLI_DONE;
}

static int run_adopt(struct cli_args *args)
{
    return cli_office_write(args, adopt);
}

static const struct cli_option_def adopt_options[] = {{"dry-run", 0, CLI_FLAG},
                                                      {NULL, 0, CLI_FLAG}};

const struct cli_command cli_adopt = {
    .name = "adopt",
    .usage = "[DIR] --as PERSON [--dry-run]",
    .summary = "put new definitions into force, and show the due dates that move",
    .options = adopt_options,
    .run = run_adopt,
    .server = CLI_TO_SERVER_ALONE,
    .bring = bring,
};
