/*
 * text.c - a document as plain text, and its figures as facts.
 */
#include "document/parts.h"
#include "text/json.h"

static void put_line(struct buf *out, struct str before, struct str text)
{
    buf_put(out, before);
    buf_put(out, text);
    buf_put_char(out, '\n');
}

static void put_table(const struct document_table *table, struct buf *out)
{
    if (table->caption.len > 0)
        put_line(out, STR_NONE, table->caption);
    if (table->unit.len > 0)
        put_line(out, STR("单位："), table->unit);
    for (size_t i = 0; i < table->columns_n; i++) {
        buf_put(out, i == 0 ? STR_NONE : STR("\t"));
        buf_put(out, table->columns[i].title);
    }
    buf_put_char(out, '\n');
    for (size_t i = 0; i < table->rows.n; i++) {
        const struct document_row *row = &table->rows.at[i];
        for (size_t k = 0; k < row->cells_n; k++) {
            buf_put(out, k == 0 ? STR_NONE : STR("\t"));
            buf_put(out, row->cells[k].run.text);
            for (int span = 1; span < row->cells[k].span; span++)
                buf_put_char(out, '\t');
        }
        buf_put_char(out, '\n');
    }
}

static void put_blocks(const struct document *d, struct document_block *const *blocks, size_t n,
                       struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        const struct document_block *block = blocks[i];
        bool is_indented = block->kind == DOCUMENT_TEXT || block->kind == DOCUMENT_ITEM
                           || block->kind == DOCUMENT_HEADING;
        if (block->kind == DOCUMENT_TABLE)
            put_table(block->table, out);
        else if (block->kind == DOCUMENT_NEW_PAGE)
            buf_put_char(out, '\f');
        else
            put_line(out, is_indented ? STR("　　") : STR_NONE, parts_text(d->arena, block));
    }
}

static void put_top(const struct document *d, struct buf *out)
{
    struct str head = parts_head(d);
    if (d->is_demo)
        put_line(out, STR_NONE, STR(DOCUMENT_DEMO_MARK));
    for (size_t i = 0; i < d->meta.n; i++)
        buf_print(out, "%" STR_FMT "：%" STR_FMT "\n", STR_ARG(d->meta.at[i].name),
                  STR_ARG(d->meta.at[i].value));
    if (d->meta.n > 0)
        buf_put_char(out, '\n');
    if (head.len > 0)
        put_line(out, STR_NONE, head);
    if (d->number.len > 0)
        put_line(out, STR_NONE, d->number);
    if (d->signer.len > 0)
        put_line(out, STR("签发人："), d->signer);
    if (d->title.len > 0)
        put_line(out, STR_NONE, parts_title(d));
    buf_put_char(out, '\n');
}

static void put_end(const struct document *d, struct buf *out)
{
    struct str copies = parts_copies(d);
    if (d->signed_by.len > 0)
        put_line(out, STR_NONE, d->signed_by);
    if (!date_is_none(d->signed_on))
        put_line(out, STR_NONE, document_day(d->arena, d->signed_on));
    for (size_t i = 0; i < d->attachments.n; i++) {
        put_line(out, STR("\f"), parts_attachment_mark(d, i));
        put_line(out, STR_NONE, d->attachments.at[i]->title);
        put_blocks(d, d->attachments.at[i]->blocks.at, d->attachments.at[i]->blocks.n, out);
    }
    if (d->foot.n > 0)
        buf_put_char(out, '\n');
    put_blocks(d, d->foot.at, d->foot.n, out);
    if (copies.len > 0)
        put_line(out, STR_NONE, copies);
    if (d->printed_by.len > 0)
        put_line(out, d->printed_by,
                 date_is_none(d->printed_on)
                     ? STR_NONE
                     : arena_print(d->arena, "　%" STR_FMT "印发",
                                   STR_ARG(document_day(d->arena, d->printed_on))));
}

void document_put_text(const struct document *d, struct buf *out)
{
    put_top(d, out);
    put_blocks(d, d->blocks.at, d->blocks.n, out);
    for (size_t i = 0; i < d->attachments.n; i++)
        put_line(out, i == 0 ? STR("\n　　") : STR("　　"), parts_attachment(d, i));
    if (parts_has_signature(d))
        buf_put_char(out, '\n');
    put_end(d, out);
}

/* ---- facts ---- */

static void put_fact(const struct document_run *run, struct json_out *json)
{
    const struct document_figure *figure = run->figure;
    char day[DATE_TEXT_BYTES];
    json_out_begin_object(json);
    json_out_member(json, STR("id"), figure->id);
    json_out_member(json, STR("key"), figure->key);
    json_out_member(json, STR("name"), figure->name);
    json_out_member(json, STR("text"), run->text);
    json_out_key(json, STR("value"));
    json_out_raw(json, figure->value.len > 0 ? figure->value : STR("null"));
    json_out_member(json, STR("unit"), figure->unit);
    json_out_key(json, STR("scale"));
    json_out_i64(json, figure->scale);
    json_out_key(json, STR("decimals"));
    json_out_i64(json, figure->decimals);
    json_out_member(json, STR("accuracy"), figure->accuracy);
    json_out_member(json, STR("from"), date_print(figure->from, day));
    json_out_member(json, STR("to"), date_print(figure->to, day));
    json_out_member(json, STR("as_of"), date_print(figure->as_of, day));
    if (figure->note.len > 0)
        json_out_member(json, STR("note"), figure->note);
    json_out_end_object(json);
}

void document_put_facts(const struct document *d, struct buf *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_begin_object(&json);
    json_out_member(&json, STR("title"), parts_title(d));
    json_out_member(&json, STR("number"), d->number);
    json_out_member(&json, STR("report"), d->facts_name);
    json_out_key(&json, STR("demo"));
    json_out_bool(&json, d->is_demo);
    json_out_key(&json, STR("facts"));
    json_out_begin_array(&json);
    for (size_t i = 0; i < d->figures.n; i++)
        put_fact(d->figures.at[i], &json);
    json_out_end_array(&json);
    json_out_end_object(&json);
}
