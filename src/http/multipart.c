/* Multipart forms: see multipart.h. */
#include "http/multipart.h"

#include <string.h>

#include "base/limits.h"
#include "base/list.h"
#include "text/utf8.h"

enum { BOUNDARY_BYTES_MAX = 70, PART_HEADERS_MAX = 8 }; /* RFC 2046 5.1.1 */

struct part {
    struct str name;
    struct str file_name;
    struct str type;
    bool is_file;
    struct str bytes;
};

struct lists {
    LIST_OF(struct http_pair) fields;
    LIST_OF(struct post_file) files;
};

static bool equal_ignoring_case(struct str a, struct str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        char x = a.p[i], y = b.p[i];
        x = (char)(x >= 'A' && x <= 'Z' ? x + 32 : x);
        y = (char)(y >= 'A' && y <= 'Z' ? y + 32 : y);
        if (x != y)
            return false;
    }
    return true;
}

/* The next `name=value` of "; name="value"; …". Browsers escape a quote in a name as %22. */
static bool next_parameter(struct str *rest, struct str *name_out, struct str *value_out)
{
    while (rest->len > 0 && (rest->p[0] == ';' || rest->p[0] == ' '))
        *rest = str_from(*rest, 1);
    size_t equals = str_find_char(*rest, '=');
    if (equals == rest->len)
        return false;
    *name_out = str_first(*rest, equals);
    struct str value = str_from(*rest, equals + 1);
    bool is_quoted = value.len > 0 && value.p[0] == '"';
    if (is_quoted)
        value = str_from(value, 1);
    size_t end = str_find_char(value, is_quoted ? '"' : ';');
    if (is_quoted && end == value.len)
        return false;
    *value_out = str_first(value, end);
    *rest = str_from(value, is_quoted ? end + 1 : end);
    return true;
}

static bool find_boundary(struct str parameters, struct str *boundary_out)
{
    struct str name, value;
    while (next_parameter(&parameters, &name, &value)) {
        if (!equal_ignoring_case(name, STR("boundary")))
            continue;
        *boundary_out = value;
        return value.len > 0 && value.len <= BOUNDARY_BYTES_MAX;
    }
    return false;
}

/* memmem, so that a large file is searched fast. */
static size_t find(struct str s, struct str needle)
{
    const char *hit = s.len == 0 ? NULL : memmem(s.p, s.len, needle.p, needle.len);
    return hit == NULL ? s.len : (size_t)(hit - s.p);
}

static struct str without_path(struct str name)
{
    for (size_t i = name.len; i > 0; i--)
        if (name.p[i - 1] == '/' || name.p[i - 1] == '\\')
            return str_from(name, i);
    return name;
}

static bool read_disposition(struct str value, struct part *part)
{
    struct str kind, parameters, name, text;
    str_cut(value, ';', &kind, &parameters);
    if (!equal_ignoring_case(str_trim(kind), STR("form-data")))
        return false;
    while (next_parameter(&parameters, &name, &text)) {
        if (equal_ignoring_case(name, STR("name")))
            part->name = text;
        if (equal_ignoring_case(name, STR("filename"))) {
            part->file_name = without_path(text);
            part->is_file = true;
        }
    }
    size_t bad;
    return part->name.len > 0 && utf8_check(part->name, &bad) && utf8_check(part->file_name, &bad);
}

static bool read_part_headers(struct str head, struct part *part)
{
    bool has_disposition = false;
    for (int n = 0; head.len > 0; n++) {
        size_t end = find(head, STR("\r\n"));
        struct str name, value;
        if (n == PART_HEADERS_MAX || !str_cut(str_first(head, end), ':', &name, &value))
            return false;
        if (equal_ignoring_case(name, STR("content-disposition")))
            has_disposition = read_disposition(str_trim(value), part);
        if (equal_ignoring_case(name, STR("content-type")))
            part->type = str_trim(value);
        head = str_from(head, end + 2);
    }
    return has_disposition;
}

static void add_part(struct arena *arena, const struct part *part, struct lists *lists)
{
    if (!part->is_file)
        list_push(arena, &lists->fields, (struct http_pair){part->name, part->bytes});
    else if (part->file_name.len > 0 || part->bytes.len > 0)
        list_push(arena, &lists->files,
                  (struct post_file){part->name, part->file_name, part->type, part->bytes});
}

/* One part: headers, an empty line, bytes up to the delimiter. Leaves *rest behind it. */
static bool read_part(struct str *rest, struct str delimiter, struct part *part_out)
{
    *part_out = (struct part){0};
    size_t head_end = find(*rest, STR("\r\n\r\n"));
    if (head_end == rest->len || !read_part_headers(str_first(*rest, head_end), part_out))
        return false;
    struct str bytes = str_from(*rest, head_end + 4);
    size_t end = find(bytes, delimiter);
    if (end == bytes.len)
        return false;
    part_out->bytes = str_first(bytes, end);
    *rest = str_from(bytes, end + delimiter.len);
    return true;
}

bool multipart_parse(struct arena *arena, struct str parameters, struct str body,
                     struct post_form *post_out, struct err *err)
{
    struct str boundary;
    if (!find_boundary(parameters, &boundary))
        return err_set(err, ERR_USAGE, "The multipart form has no boundary of 1 to %d bytes.",
                       BOUNDARY_BYTES_MAX);
    struct str delimiter = arena_print(arena, "\r\n--%" STR_FMT, STR_ARG(boundary));
    struct str first = str_from(delimiter, 2);
    struct lists lists = {0};
    struct str rest = str_from(body, first.len);
    size_t parts_n = 0;
    if (!str_starts(body, first))
        return err_set(err, ERR_USAGE, "The multipart form does not begin with its boundary.");
    while (!str_starts(rest, STR("--"))) {
        struct part part;
        if (++parts_n > LIMIT_FORM_PAIRS)
            return err_set(err, ERR_LIMIT, "The form has more than %d fields.", LIMIT_FORM_PAIRS);
        bool begins = str_starts(rest, STR("\r\n"));
        rest = str_from(rest, 2);
        if (!begins || !read_part(&rest, delimiter, &part))
            return err_set(err, ERR_USAGE,
                           "Part %zu of the multipart form is not valid: expected a "
                           "Content-Disposition with a name, an empty line, the value and "
                           "the boundary.",
                           parts_n);
        add_part(arena, &part, &lists);
    }
    *post_out = (struct post_form){.fields = lists.fields.at,
                                   .fields_n = lists.fields.n,
                                   .files = lists.files.at,
                                   .files_n = lists.files.n};
    return true;
}
