/*
 * statements - makes the table of named SQL statements, for store/store.h.
 *
 * usage: statements OUT FILE.sql...   writes OUT.h and OUT.c
 *
 * In the files, "-- name: entry_insert" opens a statement that runs to the next "-- name:" line or
 * the file's end; "-- name: x (postgres)" is the other dialect's text of x. Other comment lines are
 * dropped. sql/schema.sql holds DDL, not statements: it has no name lines and is skipped whole.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct statement {
    char name[64];
    char *text;     /* SQLite, and PostgreSQL where it has no text of its own */
    char *postgres; /* or NULL */
};

static struct statement list[600];
static int list_n;

static void die(const char *what, const char *where)
{
    fprintf(stderr, "statements: %s: %s\n", what, where);
    exit(1);
}

static struct statement *find_or_add(const char *name)
{
    for (int i = 0; i < list_n; i++)
        if (strcmp(list[i].name, name) == 0)
            return &list[i];
    if (list_n == 600)
        die("more than 600 statements", name);
    snprintf(list[list_n].name, sizeof list[list_n].name, "%s", name);
    return &list[list_n++];
}

static void append(char **text, const char *line)
{
    size_t old = *text == NULL ? 0 : strlen(*text);
    *text = realloc(*text, old + strlen(line) + 1);
    if (*text == NULL)
        die("out of memory", line);
    strcpy(*text + old, line);
}

static void read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        die("cannot be read", path);
    char line[4096], name[64];
    char **text = NULL;
    while (fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "-- name: %63s", name) == 1) {
            struct statement *statement = find_or_add(name);
            text = strstr(line, "(postgres)") ? &statement->postgres : &statement->text;
            if (*text != NULL)
                die("named twice", name);
        } else if (text != NULL && strncmp(line, "--", 2) != 0) {
            append(text, line);
        }
    }
    fclose(file);
}

static void print_text(FILE *out, const char *text)
{
    if (text == NULL) {
        fputs("NULL", out);
        return;
    }
    size_t len = strlen(text);
    while (len > 0 && (isspace((unsigned char)text[len - 1]) || text[len - 1] == ';'))
        len--;
    fputc('"', out);
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\n')
            fputs("\\n\"\n        \"", out);
        else if (text[i] == '"' || text[i] == '\\')
            fprintf(out, "\\%c", text[i]);
        else
            fputc(text[i], out);
    }
    fputc('"', out);
}

static FILE *open_out(const char *base, const char *ending)
{
    char path[512];
    snprintf(path, sizeof path, "%s%s", base, ending);
    FILE *out = fopen(path, "w");
    if (out == NULL)
        die("cannot be written", path);
    return out;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        die("usage", "statements OUT FILE.sql...");
    for (int i = 2; i < argc; i++)
        read_file(argv[i]);
    FILE *h = open_out(argv[1], ".h");
    fputs("/* made by tools/statements.c; do not edit */\n#ifndef GULOU_STATEMENTS_H\n"
          "#define GULOU_STATEMENTS_H\n\nenum statement_id {\n",
          h);
    for (int i = 0; i < list_n; i++) {
        fputs("    Q_", h);
        for (const char *p = list[i].name; *p != '\0'; p++)
            fputc(toupper((unsigned char)*p), h);
        fputs(",\n", h);
    }
    fputs("    STATEMENTS_N\n};\n\nstruct statement_text {\n    const char *name;\n"
          "    const char *sqlite;\n    const char *postgres; /* NULL: the same text */\n};\n\n"
          "extern const struct statement_text statement_texts[];\n\n#endif\n",
          h);
    fclose(h);
    FILE *c = open_out(argv[1], ".c");
    fputs("/* made by tools/statements.c; do not edit */\n#include \"statements.h\"\n\n"
          "#include <stddef.h>\n\nconst struct statement_text statement_texts[] = {\n",
          c);
    for (int i = 0; i < list_n; i++) {
        fprintf(c, "    {\"%s\",\n        ", list[i].name);
        print_text(c, list[i].text);
        fputs(",\n        ", c);
        print_text(c, list[i].postgres);
        fputs("},\n", c);
    }
    fputs("    {NULL, NULL, NULL},\n};\n", c);
    fclose(c);
    return 0;
}
