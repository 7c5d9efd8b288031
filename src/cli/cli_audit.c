/*
 * cli_audit.c - gulou audit: checks the figures and the arithmetic of published reports. Needs no
 * database.
 */
#include "audit/against.h"
#include "audit/audit.h"
#include "audit/audit_json.h"
#include "audit/audit_print.h"
#include "audit/input.h"
#include "base/limits.h"
#include "cli/cli_commands.h"
#include "cli/cli_office.h"
#include "os/file.h"

enum { OUTPUT_BYTES = 1 << 28 };

static int read_text(struct cli_args *args, struct arena *arena, struct str path,
                     struct audit_text *text_out)
{
    struct complaints complaints;
    struct str bytes;
    struct err err;
    complaints_init(&complaints, arena);
    if (!os_file_read(arena, path, LIMIT_FILE_BYTES, &bytes, &err))
        return cli_failed(args, &err);
    struct input_file file = {path, bytes};
    if (input_read(arena, &file, text_out, &complaints, &err))
        return CLI_DONE;
    return complaints.list.n > 0 ? cli_complain(args, &complaints) : cli_failed(args, &err);
}

/* ---- beside an office's own figures ---- */

/* The office's figures of --year, or of the year that the report speaks of. */
static int office_values(struct cli_args *args, struct office *office, int year,
                         struct against_figure **figures_out, size_t *n_out)
{
    const struct registry *registry = office_current(office)->registry;
    struct figure_question question;
    struct err err;
    size_t n = 0;
    if (!cli_has(args, "year"))
        list_push(args->arena, &args->options,
                  (struct cli_option){"year", arena_print(args->arena, "%d", year)});
    int status = cli_office_question(args, office, &question);
    if (status != CLI_DONE)
        return status;
    struct figure_value *values =
        arena_array(args->arena, struct figure_value, registry->figures_n + 1);
    if (!figure_all(&question, args->arena, values, &err))
        return cli_failed(args, &err);
    struct against_figure *figures =
        arena_array(args->arena, struct against_figure, registry->figures_n + 1);
    for (size_t i = 0; i < registry->figures_n; i++) {
        const struct figure_def *figure = registry->figures[i];
        if (figure->is_derived || figure->is_retired || figure->is_restricted
            || !values[i].is_known)
            continue;
        figures[n++] = (struct against_figure){
            .key = figure->key,
            .title = figure->title.zh,
            .about = registry->registers[figure->registry_at]->title.zh,
            .unit = figure->is_share ? STR("%") : figure->unit,
            .text = figure_text(figure, &values[i], args->arena),
            .numerator = values[i].numerator,
            .denominator = values[i].denominator,
        };
    }
    *figures_out = figures;
    *n_out = n;
    return CLI_DONE;
}

static int beside_office(struct cli_args *args, const struct audit *audit, struct office *office,
                         struct buf *out)
{
    struct against_figure *figures = NULL;
    struct against against;
    size_t n = 0;
    if (audit->year == 0 && !cli_has(args, "year"))
        return cli_wrong(args, "the report names no year; say --year 2022");
    int status = office_values(args, office, audit->year, &figures, &n);
    if (status != CLI_DONE)
        return status;
    against_find(audit, figures, n, &against);
    if (cli_has(args, "json")) {
        out->len--; /* the brace that ends the audit */
        buf_put_c(out, ",\"office\":");
        against_json(&against, out);
        buf_put_c(out, "}");
    } else {
        against_print(audit, &against, cli_is_english(args), out);
    }
    return against.differing > 0 ? CLI_REFUSED : CLI_DONE;
}

/* ---- files ---- */

/* What all files are audited with. */
struct beside {
    const struct audit *previous;
    struct office *office; /* NULL: without --against-db */
};

static int audit_one(struct cli_args *args, struct arena *arena, struct str path,
                     const struct beside *beside, struct buf *out)
{
    struct audit audit;
    struct audit_text text;
    int status = read_text(args, arena, path, &text);
    if (status != CLI_DONE)
        return status;
    audit_run(arena, &text, beside->previous, &audit);
    if (cli_has(args, "json"))
        audit_json_put(&audit, out);
    else
        audit_print_table(&audit, cli_is_english(args), out);
    status = audit.figures.n > 0 && beside->office != NULL
                 ? beside_office(args, &audit, beside->office, out)
                 : CLI_DONE;
    if (status > CLI_REFUSED)
        return status;
    return status == CLI_REFUSED || audit.failing > 0 || audit.figures.n == 0 || audit.is_cut
               ? CLI_REFUSED
               : CLI_DONE;
}

/* What one file gives, at once, so that a long list of files needs the memory of one. */
static int flush(struct cli_args *args, struct buf *out)
{
    bool is_over = out->is_over;
    fwrite(out->p, 1, out->len, args->out);
    buf_clear(out);
    if (is_over)
        fprintf(args->err, "gulou audit: the answer is larger than %d MiB and was cut off\n",
                OUTPUT_BYTES >> 20);
    return is_over ? CLI_REFUSED : CLI_DONE;
}

static int audit_all(struct cli_args *args, const struct beside *beside)
{
    bool is_list = cli_has(args, "json") && args->positional.n > 1;
    int status = CLI_DONE, wrote = 0;
    struct arena arena;
    struct buf out;
    arena_init(&arena, 0);
    buf_init(&out, OUTPUT_BYTES);
    if (is_list)
        buf_put_c(&out, "{\"reports\":[");
    for (size_t i = 0; i < args->positional.n; i++) {
        if (is_list && wrote > 0)
            buf_put_c(&out, ",");
        size_t before = out.len;
        int one = audit_one(args, &arena, args->positional.at[i], beside, &out);
        if (out.len > before)
            wrote++;
        else if (is_list && wrote > 0)
            out.len--; /* the comma of a file that could not be read */
        status = one > status ? one : status;
        one = flush(args, &out);
        status = one > status ? one : status;
        arena_reset(&arena);
    }
    if (is_list)
        buf_put_c(&out, "]}");
    if (cli_has(args, "json"))
        buf_put_c(&out, "\n");
    (void)flush(args, &out);
    buf_done(&out);
    arena_done(&arena);
    return status;
}

static int run(struct cli_args *args)
{
    struct str path = cli_value(args, "previous");
    struct audit_text text;
    struct audit previous;
    if (args->positional.n == 0)
        return cli_wrong(args, "say which report, for example report.txt");
    if (path.len > 0) {
        int status = read_text(args, args->arena, path, &text);
        if (status != CLI_DONE)
            return status;
        audit_run(args->arena, &text, NULL, &previous);
    }
    struct beside beside = {.previous = path.len > 0 ? &previous : NULL};
    if (cli_has(args, "against-db")) {
        int status = cli_office_read(args, &beside.office);
        if (status != CLI_DONE)
            return status;
    }
    int status = audit_all(args, &beside);
    if (beside.office != NULL)
        office_close(beside.office);
    return status;
}

static const struct cli_option_def options[] = {
    {"previous", 0, CLI_VALUE},
    {"against-db", 0, CLI_FLAG},
    {"year", 0, CLI_VALUE},
    {NULL, 0, CLI_FLAG},
};

const struct cli_command cli_audit = {
    .name = "audit",
    .usage = "FILE... [--previous FILE] [--against-db [--year 2022]]",
    .summary = "the figures and the arithmetic of a published report, checked",
    .options = options,
    .run = run,
};
