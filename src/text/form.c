#include "text/form.h"

#include "base/limits.h"
#include "text/url.h"
#include "text/utf8.h"

static struct str with_plain_line_ends(struct arena *arena, struct str text)
{
    size_t n = str_find_char(text, '\r');
    if (n == text.len)
        return text;
    char *plain = arena_alloc(arena, text.len);
    n = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] != '\r')
            plain[n++] = text.p[i];
        else if (i + 1 == text.len || text.p[i + 1] != '\n')
            plain[n++] = '\n';
    }
    return (struct str){plain, n};
}

static bool decode(struct arena *arena, struct str encoded, struct str *text_out)
{
    struct str text;
    if (!url_decode(arena, encoded, true, &text))
        return false;
    *text_out = utf8_nfc(arena, with_plain_line_ends(arena, text));
    return true;
}

bool form_parse(struct arena *arena, struct str body, struct form *form_out, struct err *err)
{
    struct form form = {0};
    struct str rest = body, piece;
    while (str_next(&rest, '&', &piece)) {
        struct form_pair pair;
        struct str name, value;
        if (piece.len == 0)
            continue;
        str_cut(piece, '=', &name, &value);
        if (form.pairs.n == LIMIT_FORM_PAIRS)
            return err_set(err, ERR_LIMIT, "the form has more than %d fields", LIMIT_FORM_PAIRS);
        if (!decode(arena, name, &pair.name) || !decode(arena, value, &pair.value))
            return err_set(err, ERR_USAGE,
                           "field %zu of the form cannot be read; expected UTF-8 with %%XX for "
                           "special characters",
                           form.pairs.n + 1);
        list_push(arena, &form.pairs, pair);
    }
    *form_out = form;
    return true;
}

bool form_get(const struct form *form, const char *name, struct str *value_out)
{
    for (size_t i = 0; i < form->pairs.n; i++)
        if (str_equal_c(form->pairs.at[i].name, name)) {
            *value_out = form->pairs.at[i].value;
            return true;
        }
    return false;
}
