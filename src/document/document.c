#include "document/document.h"

#include "base/assert.h"

struct document *document_new(struct arena *arena)
{
    struct document *d = arena_new(arena, struct document);
    d->arena = arena;
    d->signed_on = d->printed_on = DATE_NONE;
    return d;
}

static void add(struct document *d, struct document_block *block)
{
    if (d->place == DOCUMENT_IN_FOOT) {
        list_push(d->arena, &d->foot, block);
    } else if (d->place == DOCUMENT_IN_ATTACHMENT) {
        struct document_attachment *last = d->attachments.at[d->attachments.n - 1];
        list_push(d->arena, &last->blocks, block);
    } else {
        list_push(d->arena, &d->blocks, block);
    }
}

struct document_block *document_paragraph(struct document *d, enum document_block_kind kind)
{
    struct document_block *block = arena_new(d->arena, struct document_block);
    block->kind = kind;
    add(d, block);
    return block;
}

static void add_run(struct document *d, struct document_block *block, struct str text,
                    const struct document_figure *figure)
{
    struct document_run *run = arena_new(d->arena, struct document_run);
    run->text = text;
    run->figure = figure;
    list_push(d->arena, &block->runs, run);
    if (figure != NULL)
        list_push(d->arena, &d->figures, run);
}

void document_run(struct document *d, struct document_block *block, struct str text)
{
    add_run(d, block, text, NULL);
}

void document_figure_run(struct document *d, struct document_block *block, struct str text,
                         const struct document_figure *figure)
{
    add_run(d, block, text, figure);
}

struct document_block *document_line(struct document *d, enum document_block_kind kind,
                                     struct str text)
{
    struct document_block *block = document_paragraph(d, kind);
    if (text.len > 0)
        document_run(d, block, text);
    return block;
}

struct document_block *document_heading(struct document *d, int level, struct str text,
                                        struct str anchor)
{
    gl_assert(level >= 1 && level <= 4);
    struct document_block *block = document_line(d, DOCUMENT_HEADING, text);
    block->level = level;
    block->anchor = anchor;
    return block;
}

struct document_table *document_table(struct document *d, struct str caption,
                                      const struct document_column *columns, size_t columns_n)
{
    struct document_block *block = document_paragraph(d, DOCUMENT_TABLE);
    gl_assert(columns_n > 0);
    block->table = arena_new(d->arena, struct document_table);
    block->table->caption = caption;
    block->table->columns = columns;
    block->table->columns_n = columns_n;
    return block->table;
}

struct document_row *document_row(struct document *d, struct document_table *table,
                                  const struct document_cell *cells, size_t cells_n)
{
    struct document_cell *copy = arena_array(d->arena, struct document_cell, cells_n + 1);
    size_t columns = 0;
    for (size_t i = 0; i < cells_n; i++) {
        copy[i] = cells[i];
        columns += cells[i].span > 1 ? (size_t)cells[i].span : 1;
        if (cells[i].run.figure != NULL)
            list_push(d->arena, &d->figures, &copy[i].run);
    }
    gl_assert(columns <= table->columns_n);
    list_push(d->arena, &table->rows, (struct document_row){.cells = copy, .cells_n = cells_n});
    return &table->rows.at[table->rows.n - 1];
}

struct document_attachment *document_attach(struct document *d, struct str title)
{
    struct document_attachment *attachment = arena_new(d->arena, struct document_attachment);
    attachment->title = title;
    list_push(d->arena, &d->attachments, attachment);
    d->place = DOCUMENT_IN_ATTACHMENT;
    return attachment;
}

void document_go(struct document *d, enum document_place place)
{
    gl_assert(place != DOCUMENT_IN_ATTACHMENT || d->attachments.n > 0);
    d->place = place;
}

void document_meta_add(struct document *d, struct str name, struct str value)
{
    list_push(d->arena, &d->meta, (struct document_meta){name, value});
}

struct str document_day(struct arena *arena, struct date date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    return arena_print(arena, "%d年%d月%d日", year, month, day);
}
