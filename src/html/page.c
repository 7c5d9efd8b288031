/* Pages: see page.h. */
#include "html/page.h"

#include "base/assert.h"
#include "html/value_kinds.h"

#define FOLDER STR("pages/")
#define SUFFIX STR(".mustache")

static bool messages_load(struct arena *arena, const struct embedded *files, size_t files_n,
                          struct page_set *set, struct complaints *complaints)
{
    for (size_t i = 0; i < files_n; i++) {
        if (str_equal_c(files[i].path, "pages/messages.yaml")) {
            return message_read(arena, files[i].path, files[i].bytes, &set->messages, complaints);
        }
    }
    complaints_add(complaints, STR("pages/messages.yaml"), 0, 0,
                   "the file with the pages' words is missing");
    return false;
}

bool page_load(struct arena *arena, const struct embedded *files, size_t files_n,
               struct page_set *set_out, struct complaints *complaints)
{
    struct html_source *sources = arena_array(arena, struct html_source, files_n);
    size_t n = 0;
    for (size_t i = 0; i < files_n; i++) {
        struct str path = files[i].path;
        if (str_starts(path, FOLDER) && str_ends(path, SUFFIX)) {
            struct str name = str_from(path, FOLDER.len);
            name = str_first(name, name.len - SUFFIX.len);
            sources[n++] = (struct html_source){name, path, files[i].bytes};
        }
    }
    set_out->templates = html_parse(arena, sources, n, complaints);
    bool has_words = messages_load(arena, files, files_n, set_out, complaints);
    if (set_out->templates != NULL && html_find(set_out->templates, STR("layout")) == NULL) {
        complaints_add(complaints, STR("pages/layout.mustache"), 0, 0,
                       "the layout around every page is missing");
        return false;
    }
    return set_out->templates != NULL && has_words;
}

static bool fill(const struct page_set *set, const char *name, const struct html_value *data,
                 struct buf *out, struct complaints *misses)
{
    const struct html_template *template = html_find(set->templates, str_of(name));
    gl_assert(template != NULL);
    return html_render(template, data, out, misses);
}

static void words_put(const struct page_set *set, enum page_language language,
                      struct html_value *data)
{
    html_put(data, "t", language == PAGE_ZH ? set->messages.zh : set->messages.en);
}

bool page_render_bare(const struct page_set *set, const char *name, enum page_language language,
                      struct html_value *data, struct buf *out, struct complaints *misses)
{
    words_put(set, language, data);
    return fill(set, name, data, out, misses);
}

bool page_render(const struct page_set *set, const char *name, enum page_language language,
                 struct html_value *data, struct buf *out, struct complaints *misses)
{
    struct buf content;
    buf_init(&content, out->max);
    words_put(set, language, data);
    bool is_whole = fill(set, name, data, &content, misses);
    html_put_safe(data, "content", html_trust(arena_copy(data->arena, buf_str(&content))));
    is_whole = fill(set, "layout", data, out, misses) && is_whole;
    out->is_over = out->is_over || content.is_over;
    buf_done(&content);
    return is_whole;
}

struct str page_word(const struct page_set *set, enum page_language language, const char *key)
{
    const struct html_value *words = language == PAGE_ZH ? set->messages.zh : set->messages.en;
    const struct html_value *word = html_get(words, str_of(key));
    gl_assert(word != NULL);
    return word->text;
}
