#include "document/parts.h"

struct str parts_title(const struct document *d)
{
    char *text = arena_alloc(d->arena, d->title.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < d->title.len; i++)
        if (d->title.p[i] != '|')
            text[n++] = d->title.p[i];
    return (struct str){text, n};
}

struct str parts_head(const struct document *d)
{
    if (d->is_demo || d->organ.len == 0)
        return STR_NONE;
    return arena_print(d->arena, "%" STR_FMT "文件", STR_ARG(d->organ));
}

struct str parts_attachment(const struct document *d, size_t i)
{
    struct str title = d->attachments.at[i]->title;
    if (d->attachments.n == 1)
        return arena_print(d->arena, "附件：%" STR_FMT, STR_ARG(title));
    return arena_print(d->arena, "%s%zu. %" STR_FMT, i == 0 ? "附件：" : "　　　", i + 1,
                       STR_ARG(title));
}

struct str parts_attachment_mark(const struct document *d, size_t i)
{
    return d->attachments.n == 1 ? STR("附件") : arena_print(d->arena, "附件%zu", i + 1);
}

struct str parts_copies(const struct document *d)
{
    if (d->copies_to.len == 0)
        return STR_NONE;
    return arena_print(d->arena, "抄送：%" STR_FMT "。", STR_ARG(d->copies_to));
}

bool parts_has_signature(const struct document *d)
{
    return d->signed_by.len > 0 || !date_is_none(d->signed_on);
}

struct str parts_text(struct arena *arena, const struct document_block *block)
{
    if (block->runs.n == 1)
        return block->runs.at[0]->text;
    struct buf buf;
    buf_init(&buf, 1 << 22);
    for (size_t i = 0; i < block->runs.n; i++)
        buf_put(&buf, block->runs.at[i]->text);
    struct str text = arena_copy(arena, buf_str(&buf));
    buf_done(&buf);
    return text;
}
