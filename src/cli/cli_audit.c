/*
 * cli_audit.c - gulou audit: checks the figures and the arithmetic of published reports. Needs no
 * database.
 */
#include "audit/audit.h"
#include "audit/audit_json.h"
#include "audit/audit_print.h"
#include "audit/input.h"
#include "base/limits.h"
#include "cli/cli_commands.h"
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
    if (input_read(arena, path, bytes, text_out, &complaints, &err))
        return CLI_DONE;
    return complaints.list.n > 0 ? cli_complain(args, &complaints) : cli_failed(args, &err);
}

static int audit_one(struct cli_args *args, struct arena *arena, struct str path,
                     const struct audit *previous, struct buf *out)
{
    struct audit audit;
    struct audit_text text;
    int status = read_text(args, arena, path, &text);
    if (status != CLI_DONE)
        return status;
    audit_run(arena, &text, previous, &audit);
    if (cli_has(args, "json"))
        audit_json_put(&audit, out);
    else
        audit_print_table(&audit, cli_is_english(args), out);
    return audit.failing > 0 || audit.figures.n == 0 ? CLI_REFUSED : CLI_DONE;
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

static int audit_all(struct cli_args *args, const struct audit *previous)
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
        int one = audit_one(args, &arena, args->positional.at[i], previous, &out);
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
    return audit_all(args, path.len > 0 ? &previous : NULL);
}

static const struct cli_option_def options[] = {
    {"previous", 0, CLI_VALUE},
    {NULL, 0, CLI_FLAG},
};

const struct cli_command cli_audit = {
    .name = "audit",
    .usage = "FILE... [--previous FILE]",
    .summary = "the figures and the arithmetic of a published report, checked",
    .options = options,
    .run = run,
};
