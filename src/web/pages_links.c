/*
 * pages_links.c - from a matter to others: those it names, and those that may be the same trouble.
 */
#include "office/search.h"
#include "web/pages.h"

static bool put_link(struct page *page, struct html_value *links, int64_t id, struct str note,
                     struct err *err)
{
    struct matter *other;
    if (!reader_matter(page->reader, page->arena, id, &other, err))
        return false;
    if (other == NULL)
        return true;
    bool is_shown = matter_is_shown(page, other);
    struct html_value *link = html_push_map(links);
    html_put_text(
        link, "title",
        arena_print(page->arena, "%" STR_FMT " %" STR_FMT, STR_ARG(page_matter_number(page, other)),
                    STR_ARG(is_shown ? page_state(page, other) : page_t(page, "not_open"))));
    html_put_url(link, "url", is_shown ? page_matter_url(page, id) : STR_NONE);
    html_put_text(link, "note", note);
    return true;
}

static bool put_named(struct page *page, struct html_value *links, const struct matter *matter,
                      struct err *err)
{
    for (size_t i = 0; i < matter->def->fields_n; i++) {
        const struct field_def *field = &matter->def->fields[i];
        if (field->type == FIELD_MATTER && !field->is_personal && matter->is_set[i]
            && !put_link(page, links, matter->values[i], page_title(page, field->title), err))
            return false;
    }
    return true;
}

/* Only offered while something can still be done about it. */
static bool put_alike(struct page *page, struct html_value *links, const struct matter *matter,
                      struct err *err)
{
    struct search_alike found[SEARCH_ALIKE_MAX];
    size_t n;
    if (!matter_is_open(matter))
        return true;
    if (!search_alike(page->reader, page->arena, matter, page->today, found, &n, err))
        return err->kind == ERR_MISSING; /* no index yet: nothing is offered */
    for (size_t i = 0; i < n; i++)
        if (!put_link(page, links, found[i].matter,
                      page_count_word(page, "matter_alike", found[i].per_cent), err))
            return false;
    return true;
}

bool links_put(struct page *page, const struct matter *matter, struct err *err)
{
    struct html_value *links = html_put_list(page->data, "links");
    if (!put_named(page, links, matter, err) || !put_alike(page, links, matter, err))
        return false;
    html_put_bool(page->data, "has_links", html_count(links) > 0);
    return true;
}
