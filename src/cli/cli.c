#include "cli/cli.h"

#include <stdarg.h>
#include <string.h>

#include "cli/cli_commands.h"
#include "cli/cli_due.h"

/* One a line, so that two that are added do not meet. */
/* clang-format off */
const struct cli_command *const cli_commands[] = {
    &cli_init,
    &cli_demo,
    &cli_serve,
    &cli_file,
    &cli_do,
    &cli_show,
    &cli_list,
    &cli_figures,
    &cli_close,
    &cli_report,
    &cli_due,
    &cli_token,
    &cli_check,
    &cli_explain,
    &cli_diff,
    &cli_adopt,
    &cli_verify,
    &cli_rebuild,
    &cli_checkpoint,
    &cli_prove,
    &cli_verify_receipt,
    &cli_verifier_key,
    &cli_erase,
    &cli_lookup,
    &cli_backup,
    &cli_restore,
    &cli_export,
    &cli_import,
    &cli_table,
    &cli_scenario,
    &cli_audit,
    &cli_doctor,
    &cli_search,
    &cli_alike,
    NULL,
};
/* clang-format on */

/* ---- options ---- */

static const struct cli_option_def common_options[] = {
    {"db", 0, CLI_VALUE},  {"keys", 0, CLI_VALUE},  {"district", 0, CLI_VALUE},
    {"as", 0, CLI_VALUE},  {"today", 0, CLI_VALUE}, {"lang", 0, CLI_VALUE},
    {"json", 0, CLI_FLAG}, {"help", 'h', CLI_FLAG}, {NULL, 0, CLI_FLAG},
};

static const struct cli_option_def *find_in(const struct cli_option_def *defs, struct str name,
                                            bool is_letter)
{
    for (; defs != NULL && defs->name != NULL; defs++) {
        if (is_letter ? name.len == 1 && defs->letter == name.p[0] : str_equal_c(name, defs->name))
            return defs;
    }
    return NULL;
}

static const struct cli_option_def *find(const struct cli_command *command, struct str name,
                                         bool is_letter)
{
    const struct cli_option_def *def = find_in(command->options, name, is_letter);
    return def != NULL ? def : find_in(common_options, name, is_letter);
}

const struct cli_option_def *cli_option_find(const struct cli_command *command, struct str name)
{
    return find(command, name, false);
}

/* One option; *at stands on it and is moved onto its value. */
static int parse_option(struct cli_args *args, int argc, char **argv, int *at)
{
    struct str word = str_of(argv[*at]), name, value = STR_NONE;
    bool is_letter = !str_starts(word, STR("--"));
    bool has_value = str_cut(str_from(word, is_letter ? 1 : 2), '=', &name, &value);
    const struct cli_option_def *def = find(args->command, name, is_letter);
    if (def == NULL)
        return cli_wrong(args, "unknown option %s%" STR_FMT, is_letter ? "-" : "--", STR_ARG(name));
    if (def->kind == CLI_FLAG && has_value)
        return cli_wrong(args, "--%s takes no value", def->name);
    if (def->kind == CLI_VALUE && cli_has(args, def->name))
        return cli_wrong(args, "--%s is given twice", def->name);
    if (def->kind != CLI_FLAG && !has_value) {
        if (*at + 1 >= argc || strncmp(argv[*at + 1], "--", 2) == 0)
            return cli_wrong(args, "--%s needs a value", def->name);
        value = str_of(argv[++*at]);
    }
    if (def->kind != CLI_FLAG && value.len == 0)
        return cli_wrong(args, "--%s has an empty value", def->name);
    list_push(args->arena, &args->options, (struct cli_option){def->name, value});
    return CLI_DONE;
}

int cli_parse(struct cli_args *args, int argc, char **argv)
{
    bool only_positional = false;
    for (int i = 2; i < argc; i++) {
        struct str word = str_of(argv[i]);
        if (!only_positional && str_equal_c(word, "--")) {
            only_positional = true;
        } else if (!only_positional && word.len > 1 && word.p[0] == '-') {
            int status = parse_option(args, argc, argv, &i);
            if (status != CLI_DONE)
                return status;
        } else {
            list_push(args->arena, &args->positional, word);
        }
    }
    if (args->command->is_wordless && args->positional.n > 0 && !cli_has(args, "help"))
        return cli_wrong(args, "it takes options only, not \"%" STR_FMT "\"",
                         STR_ARG(args->positional.at[0]));
    struct str lang = cli_value(args, "lang");
    if (lang.len > 0 && !str_equal_c(lang, "zh") && !str_equal_c(lang, "en"))
        return cli_wrong(args, "--lang %" STR_FMT " is unknown; expected zh or en", STR_ARG(lang));
    return CLI_DONE;
}

bool cli_value_next(const struct cli_args *args, const char *option, size_t *at,
                    struct str *value_out)
{
    for (; *at < args->options.n; ++*at) {
        if (str_equal_c(str_of(args->options.at[*at].name), option)) {
            *value_out = args->options.at[(*at)++].value;
            return true;
        }
    }
    return false;
}

bool cli_has(const struct cli_args *args, const char *option)
{
    size_t at = 0;
    struct str value;
    return cli_value_next(args, option, &at, &value);
}

struct str cli_value(const struct cli_args *args, const char *option)
{
    size_t at = 0;
    struct str value;
    return cli_value_next(args, option, &at, &value) ? value : STR_NONE;
}

bool cli_is_english(const struct cli_args *args)
{
    return str_equal_c(cli_value(args, "lang"), "en");
}

/* Each line of a usage is a way to use the command; indented lines belong to the one before. */
static void print_usage(FILE *out, const struct cli_command *command, const char *before)
{
    struct str rest = str_of(command->usage), line;
    for (bool is_first = true; str_next(&rest, '\n', &line); is_first = false) {
        fprintf(out, "%*s", (int)strlen(before), is_first ? before : "");
        if (line.len == 0 || line.p[0] != ' ')
            fprintf(out, "gulou %s%s", command->name, line.len > 0 ? " " : "");
        fprintf(out, "%" STR_FMT "\n", STR_ARG(line));
    }
}

int cli_wrong(const struct cli_args *args, const char *text, ...)
{
    va_list list;
    va_start(list, text);
    fprintf(args->err, "gulou %s: ", args->command->name);
    vfprintf(args->err, text, list);
    va_end(list);
    fputs("\n", args->err);
    print_usage(args->err, args->command, "usage: ");
    return CLI_USAGE;
}

int cli_failed(const struct cli_args *args, const struct err *err)
{
    fprintf(args->err, "gulou %s: %s\n", args->command->name, err->what);
    if (err->detail[0] != '\0')
        fprintf(args->err, "  %s\n", err->detail);
    if (err->hint[0] != '\0')
        fprintf(args->err, "  %s\n", err->hint);
    return err_exit_status(err->kind);
}

int cli_complain(const struct cli_args *args, struct complaints *complaints)
{
    struct buf text;
    buf_init(&text, 1 << 20);
    complaints_sort(complaints);
    complaints_print(complaints, &text);
    if (text.len > 0)
        fwrite(text.p, 1, text.len, args->err);
    if (text.is_over)
        fputs("(more complaints than fit here)\n", args->err);
    buf_done(&text);
    return CLI_REFUSED;
}

/* ---- commands ---- */

const struct cli_command *cli_find(struct str name)
{
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        if (str_equal_c(name, cli_commands[i]->name))
            return cli_commands[i];
    return NULL;
}

static const char common_help[] =
    "Every command also takes\n"
    "  --db FILE        the office's database; gulou.db when it is not given\n"
    "  --keys FILE      the keys of its persons; otherwise the database's name with .keys\n"
    "  --district CODE  refuses a database of another district\n"
    "  --as PERSON      who acts: a person's id in the organisation\n"
    "  --today DATE     what day it is\n"
    "  --lang zh|en     the language of answers; zh when it is not given\n"
    "  --json           one JSON value on the standard output, nothing else\n"
    "Exit status: 0 done, 1 refused or \"no\", 2 wrong usage, 111 the system failed.\n";

static int print_help(FILE *out)
{
    fputs("gulou 鼓楼: the casework ledger and statutory clock of a local government\n"
          "gulou COMMAND [options]; gulou help COMMAND\n\n",
          out);
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        fprintf(out, "  %-14s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
    fprintf(out, "\n%s", common_help);
    return CLI_DONE;
}

static int unknown_command(const char *name, FILE *err)
{
    fprintf(err, "gulou: there is no command \"%s\"; the commands are:", name);
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        fprintf(err, " %s", cli_commands[i]->name);
    fputs("\n", err);
    return CLI_USAGE;
}

static int help_on(const struct cli_command *command, FILE *out)
{
    fprintf(out, "%s\n\n", command->summary);
    print_usage(out, command, "");
    fprintf(out, "\n%s", common_help);
    return CLI_DONE;
}

static bool is_help(const char *word)
{
    struct str s = str_of(word);
    return str_equal_c(s, "help") || str_equal_c(s, "--help") || str_equal_c(s, "-h");
}

static int run_command(const struct cli_command *command, struct cli_args *args, int argc,
                       char **argv)
{
    args->command = command;
    int status = cli_parse(args, argc, argv);
    if (status != CLI_DONE)
        return status;
    if (cli_has(args, "help"))
        return help_on(command, args->out);
    return command->run(args);
}

int cli_run(int argc, char **argv, FILE *out, FILE *err)
{
    if (argc < 2 || (argc == 2 && is_help(argv[1])))
        return print_help(out);
    bool asks_help = is_help(argv[1]);
    const char *name = argv[asks_help ? 2 : 1];
    const struct cli_command *command = cli_find(str_of(name));
    if (command == NULL)
        return unknown_command(name, err);
    if (asks_help)
        return help_on(command, out);
    struct arena arena;
    arena_init(&arena, 0);
    struct cli_args args = {.arena = &arena, .out = out, .err = err};
    int status = run_command(command, &args, argc, argv);
    arena_done(&arena);
    return status;
}

int cli_main(int argc, char **argv)
{
    int status = cli_run(argc, argv, stdout, stderr);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("gulou: the answer could not be written to the standard output; is the disk full or "
              "the reader gone?\n",
              stderr);
        return CLI_FAILED;
    }
    return status;
}
