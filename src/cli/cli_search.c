/*
 * cli_search.c - gulou search and gulou alike: full text over what is not personal.
 */
#include "cli/cli_commands.h"
#include "cli/cli_office.h"
#include "office/matter_json.h"
#include "office/search.h"
#include "text/json.h"

enum { ENTRIES_A_STEP = 20000, LIMIT_DEFAULT = 25, LIMIT_MOST = 1000 };

/* Brings the index up to date, unless a server does so. */
static bool update(struct cli_args *args, struct office *office, struct reader *reader,
                   struct err *err)
{
    struct search_index *index;
    bool is_whole = false, ok = true;
    if (!search_index_open(office, args->arena, &index, err))
        return err->kind == ERR_CONFLICT;
    while (ok && !is_whole)
        ok = search_index_update(index, reader, ENTRIES_A_STEP, &is_whole, err);
    search_index_close(index);
    return ok;
}

static void print_matter(struct cli_args *args, const struct office *office,
                         const struct matter *matter)
{
    const struct state_def *state = &matter->def->states[matter->state];
    bool is_english = cli_is_english(args);
    struct str number = matter_number(matter, office_is_demo(office), args->arena);
    struct str title = is_english ? matter->def->title.en : matter->def->title.zh;
    struct str word = is_english ? state->title.en : state->title.zh;
    fprintf(args->out, "%8lld  %" STR_FMT "  %" STR_FMT "  %" STR_FMT "\n", (long long)matter->id,
            STR_ARG(title), STR_ARG(number), STR_ARG(word));
}

static void put_matter(struct json_out *json, const struct office *office,
                       const struct matter *matter, struct arena *arena)
{
    json_out_begin_object(json);
    json_out_key(json, STR("matter"));
    json_out_i64(json, matter->id);
    json_out_member(json, STR("register"), matter->def->key);
    json_out_member(json, STR("number"), matter_number(matter, office_is_demo(office), arena));
    json_out_member(json, STR("state"), matter->def->states[matter->state].key);
    json_out_end_object(json);
}

static bool print(struct cli_args *args, struct reader *reader, const struct search_page *page,
                  struct err *err)
{
    const struct office *office = reader_office(reader);
    struct json_out json;
    struct buf out;
    bool ok = true, is_json = cli_has(args, "json");
    buf_init(&out, 1 << 24);
    json_out_init(&json, &out);
    json_out_begin_object(&json);
    json_out_key(&json, STR("total"));
    json_out_i64(&json, page->total);
    json_out_key(&json, STR("matters"));
    json_out_begin_array(&json);
    for (size_t i = 0; ok && i < page->n; i++) {
        struct matter *matter;
        ok = reader_matter(reader, args->arena, page->matters[i], &matter, err);
        if (ok && matter != NULL && is_json)
            put_matter(&json, office, matter, args->arena);
        else if (ok && matter != NULL)
            print_matter(args, office, matter);
    }
    json_out_end_array(&json);
    matter_json_demo(&json, office);
    json_out_end_object(&json);
    if (ok && is_json)
        fprintf(args->out, "%" STR_FMT "\n", STR_ARG(buf_str(&out)));
    else if (ok)
        fprintf(args->out, "%lld matters\n", (long long)page->total);
    buf_done(&out);
    return ok;
}

static int find(struct cli_args *args, struct office *office, struct reader *reader)
{
    struct err err;
    struct search_page page;
    struct str words = STR_NONE, key = cli_value(args, "register"), text = cli_value(args, "limit");
    struct search_ask ask = {.limit = LIMIT_DEFAULT};
    for (size_t i = 0; i < args->positional.n; i++)
        words = arena_print(args->arena, "%" STR_FMT " %" STR_FMT, STR_ARG(words),
                            STR_ARG(args->positional.at[i]));
    ask.words = words;
    if (key.len > 0) {
        ask.def = registry_find(office_current(office)->registry, key);
        if (ask.def == NULL)
            return cli_wrong(args, "there is no register \"%" STR_FMT "\"", STR_ARG(key));
    }
    if (text.len > 0 && (!str_to_i64(text, &ask.limit) || ask.limit < 1 || ask.limit > LIMIT_MOST))
        return cli_wrong(args, "--limit takes a number from 1 to %d", LIMIT_MOST);
    if (!update(args, office, reader, &err) || !search_find(reader, args->arena, &ask, &page, &err)
        || !print(args, reader, &page, &err))
        return cli_failed(args, &err);
    if (page.behind > 0)
        fprintf(args->err, "%lld entries of the ledger are not in the index yet\n",
                (long long)page.behind);
    return CLI_DONE;
}

/* ---- alike ---- */

static bool print_alike(struct cli_args *args, struct reader *reader,
                        const struct search_alike *found, size_t n, struct err *err)
{
    bool is_json = cli_has(args, "json"), ok = true;
    if (is_json)
        fprintf(args->out, "{\"total\":%zu,\"matters\":[", n);
    for (size_t i = 0; ok && i < n; i++) {
        struct matter *matter;
        ok = reader_matter(reader, args->arena, found[i].matter, &matter, err);
        if (ok && is_json)
            fprintf(args->out, "%s{\"matter\":%lld,\"per_cent\":%d}", i == 0 ? "" : ",",
                    (long long)found[i].matter, found[i].per_cent);
        else if (ok) {
            fprintf(args->out, "%3d%%  ", found[i].per_cent);
            print_matter(args, reader_office(reader), matter);
        }
    }
    if (ok && is_json)
        fprintf(args->out, "]%s}\n", office_is_demo(reader_office(reader)) ? ",\"demo\":true" : "");
    else if (ok && n == 0)
        fprintf(args->out, "no matter is alike\n");
    return ok;
}

static int find_alike(struct cli_args *args, struct office *office, struct reader *reader)
{
    struct search_alike found[SEARCH_ALIKE_MAX];
    struct matter *matter = NULL;
    struct err err;
    int64_t id;
    size_t n;
    struct str text = args->positional.at[0];
    if (!reader_find(reader, text, &id, &err)
        || (id > 0 && !reader_matter(reader, args->arena, id, &matter, &err)))
        return cli_failed(args, &err);
    if (matter == NULL) {
        fprintf(args->err, "gulou alike: there is no matter \"%" STR_FMT "\"\n", STR_ARG(text));
        return CLI_REFUSED;
    }
    if (!update(args, office, reader, &err)
        || !search_alike(reader, args->arena, matter, office_today(office), found, &n, &err)
        || !print_alike(args, reader, found, n, &err))
        return cli_failed(args, &err);
    return CLI_DONE;
}

/* ---- both ---- */

static int with_reader(struct cli_args *args,
                       int (*run)(struct cli_args *, struct office *, struct reader *))
{
    struct office *office;
    struct reader *reader;
    int status = cli_office_read(args, &office);
    if (status != 0)
        return status;
    status = cli_office_reader(args, office, &reader);
    if (status == 0) {
        status = run(args, office, reader);
        reader_close(reader);
    }
    office_close(office);
    return status;
}

static int run_search(struct cli_args *args)
{
    if (args->positional.n == 0)
        return cli_wrong(args, "say which words to look for");
    return with_reader(args, find);
}

static int run_alike(struct cli_args *args)
{
    if (args->positional.n != 1)
        return cli_wrong(args, "alike takes one matter: its id or its number");
    return with_reader(args, find_alike);
}

static const struct cli_option_def options[] = {
    {"register", 0, CLI_VALUE}, {"limit", 0, CLI_VALUE}, {NULL, 0, CLI_FLAG}};

const struct cli_command cli_search = {
    .name = "search",
    .usage = "WORDS… [--register REGISTER] [--limit N]",
    .summary = "matters by the words of their texts; nothing personal is searched",
    .options = options,
    .run = run_search,
};

const struct cli_command cli_alike = {
    .name = "alike",
    .usage = "MATTER",
    .summary = "matters that may be the same trouble, for a person to join",
    .run = run_alike,
};
