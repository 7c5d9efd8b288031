#include "base/complaint.h"

#include <stdlib.h>

void complaints_init(struct complaints *complaints, struct arena *arena)
{
    *complaints = (struct complaints){.arena = arena};
}

void complaints_add(struct complaints *complaints, struct str file, int line, int column,
                    const char *text, ...)
{
    va_list args;
    va_start(args, text);
    struct complaint complaint = {
        .file = file,
        .line = line,
        .column = column,
        .text = arena_vprint(complaints->arena, text, args),
    };
    va_end(args);
    list_push(complaints->arena, &complaints->list, complaint);
}

static int compare(const void *a, const void *b)
{
    const struct complaint *x = a, *y = b;
    int order = str_compare(x->file, y->file);
    if (order == 0)
        order = (x->line > y->line) - (x->line < y->line);
    if (order == 0)
        order = (x->column > y->column) - (x->column < y->column);
    return order != 0 ? order : str_compare(x->text, y->text);
}

void complaints_sort(struct complaints *complaints)
{
    if (complaints->list.n > 1)
        qsort(complaints->list.at, complaints->list.n, sizeof *complaints->list.at, compare);
}

void complaints_print(const struct complaints *complaints, struct buf *out)
{
    for (size_t i = 0; i < complaints->list.n; i++) {
        const struct complaint *c = &complaints->list.at[i];
        buf_put(out, c->file);
        if (c->line > 0)
            buf_print(out, ":%d", c->line);
        if (c->column > 0)
            buf_print(out, ":%d", c->column);
        buf_print(out, ": %" STR_FMT "\n", STR_ARG(c->text));
    }
}
