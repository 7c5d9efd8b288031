/*
 * fuzz_template.c - templates: whatever is taken as one never lets a value out of its place. The
 * data is hostile; the page may hold its marks only escaped.
 */
#include "base/assert.h"
#include "html/template.h"

#define MARK "<gl\"'>"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct html_value *hostile_data(struct arena *arena)
{
    struct html_value *map = html_map(arena);
    html_put_text(map, "a", STR(MARK " onload=glx"));
    html_put_text(map, "b", STR("javascript:glx" MARK));
    html_put_url(map, "u", STR("javascript:glx"));
    html_put_url(map, "v", STR("/path?x=" MARK));
    html_put_i64(map, "n", -7);
    html_put_bool(map, "y", true);
    html_put_bool(map, "z", false);
    html_put_safe(map, "s", html_trust(STR("<b>safe</b>")));
    struct html_value *list = html_put_list(map, "l");
    html_push_text(list, STR(MARK));
    html_put_text(html_push_map(list), "a", STR("inner" MARK));
    html_put_text(html_put_map(map, "m"), "a", STR(MARK));
    return map;
}

static bool has(struct str s, const char *text)
{
    struct str wanted = str_of(text);
    return str_find(s, wanted) < s.len || str_equal(s, wanted);
}

/* The page is all the reader has: the mark may not stand in it, nor an address that is a script. */
static void check_page(const struct html_template *template, const struct html_value *values,
                       struct str source)
{
    struct buf page;
    buf_init(&page, 1 << 22);
    html_render(template, values, &page, NULL);
    gl_assert(has(source, MARK) || !has(buf_str(&page), MARK));
    bool is_own = has(source, "script") || has(source, "glx");
    gl_assert(is_own || !has(buf_str(&page), "href=\"javascript:glx"));
    gl_assert(is_own || !has(buf_str(&page), "src='javascript:glx"));
    gl_assert(is_own || !has(buf_str(&page), "action=\"javascript:glx"));
    buf_done(&page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct complaints complaints;
    struct str source = {(const char *)data, size};
    struct html_source sources[] = {
        {STR("page"), STR("page.mustache"), source},
        {STR("part"), STR("part.mustache"), STR("<p class=\"{{a}}\">{{b}}</p>\n")},
    };
    if (size > 4096)
        return 0;
    arena_init(&arena, 0);
    complaints_init(&complaints, &arena);
    const struct html_set *set = html_parse(&arena, sources, 2, &complaints);
    gl_assert((set != NULL) == (complaints.list.n == 0));
    if (set != NULL)
        check_page(html_find(set, STR("page")), hostile_data(&arena), source);
    for (size_t i = 0; i < complaints.list.n; i++)
        gl_assert((complaints.list.at[i].line > 0) == (complaints.list.at[i].column > 0));
    arena_done(&arena);
    return 0;
}
