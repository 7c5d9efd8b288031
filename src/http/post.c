/* What is posted: see post.h. */
#include "http/post.h"

#include "http/multipart.h"
#include "text/form.h"
#include "text/utf8.h"

static bool is_text(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool is_space = c == '\n' || c == '\t';
        if ((c < 0x20 && !is_space) || c == 0x7f)
            return false;
    }
    size_t bad;
    return utf8_check(s, &bad);
}

/* Browsers send line ends as CR LF (HTML standard, constructing the entry list). */
static struct str join_line_ends(struct arena *arena, struct str text)
{
    if (str_find_char(text, '\r') == text.len)
        return text;
    char *out = arena_alloc(arena, text.len);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] != '\r' || i + 1 == text.len || text.p[i + 1] != '\n')
            out[n++] = text.p[i];
    return (struct str){out, n};
}

static bool clean_fields(struct arena *arena, struct post_form *post, struct err *err)
{
    for (size_t i = 0; i < post->fields_n; i++) {
        struct http_pair *field = &post->fields[i];
        field->value = join_line_ends(arena, field->value);
        if (is_text(field->name) && is_text(field->value))
            field->value = utf8_nfc(arena, field->value);
        else
            return err_set(err, ERR_USAGE,
                           "Field %zu of the form holds a control character or is not UTF-8.",
                           i + 1);
    }
    return true;
}

static bool parse_urlencoded(const struct http_request *request, struct post_form *post_out,
                             struct err *err)
{
    struct form form;
    if (!form_parse(request->arena, request->body, &form, err))
        return false;
    *post_out =
        (struct post_form){.fields = arena_array(request->arena, struct http_pair, form.pairs.n),
                           .fields_n = form.pairs.n};
    for (size_t i = 0; i < form.pairs.n; i++)
        post_out->fields[i] = (struct http_pair){form.pairs.at[i].name, form.pairs.at[i].value};
    return true;
}

bool post_parse(const struct http_request *request, struct post_form *post_out, struct err *err)
{
    struct str type, parameters;
    str_cut(http_header(request, "content-type"), ';', &type, &parameters);
    type = str_trim(type);
    if (str_equal(type, STR("application/x-www-form-urlencoded")))
        return parse_urlencoded(request, post_out, err)
               && clean_fields(request->arena, post_out, err);
    if (str_equal(type, STR("multipart/form-data")))
        return multipart_parse(request->arena, parameters, request->body, post_out, err)
               && clean_fields(request->arena, post_out, err);
    return err_set(err, ERR_USAGE,
                   "A form of type '%" STR_FMT "' is not read here: expected "
                   "application/x-www-form-urlencoded or multipart/form-data.",
                   STR_ARG(str_first(type, 100)));
}

struct str post_get(const struct post_form *post, const char *name)
{
    for (size_t i = 0; i < post->fields_n; i++)
        if (str_equal_c(post->fields[i].name, name))
            return post->fields[i].value;
    return STR_NONE;
}

const struct post_file *post_file(const struct post_form *post, const char *name)
{
    for (size_t i = 0; i < post->files_n; i++)
        if (str_equal_c(post->files[i].field, name))
            return &post->files[i];
    return NULL;
}
