/*
 * fuzz_post.c - forms from outside: the first line is the content type, the rest the body. What is
 * taken is text, and files are slices of the body.
 */
#include "base/assert.h"
#include "http/post.h"
#include "http/uri.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_post(const struct post_form *post, struct str body)
{
    size_t bad;
    for (size_t i = 0; i < post->fields_n; i++) {
        gl_assert(utf8_check(post->fields[i].name, &bad));
        gl_assert(utf8_check(post->fields[i].value, &bad));
    }
    for (size_t i = 0; i < post->files_n; i++) {
        const struct post_file *file = &post->files[i];
        bool is_inside =
            file->bytes.p >= body.p && file->bytes.p + file->bytes.len <= body.p + body.len;
        gl_assert(file->bytes.len == 0 || is_inside);
        gl_assert(str_find_char(file->name, '/') == file->name.len);
        gl_assert(str_find_char(file->name, '\\') == file->name.len);
    }
}

/* What decodes, encodes to something that decodes to the same. */
static void check_uri(struct arena *arena, struct str text)
{
    struct str once, twice;
    if (!uri_decode(arena, text, false, &once))
        return;
    gl_assert(uri_decode(arena, uri_encode(arena, once), false, &twice));
    gl_assert(str_equal(once, twice));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct http_pair header = {.name = STR("content-type")};
    struct str body, path;
    struct post_form post;
    struct err err = {0};
    str_cut((struct str){(const char *)data, size}, '\n', &header.value, &body);
    arena_init(&arena, 0);
    struct http_request request = {
        .headers = &header, .headers_n = 1, .body = body, .arena = &arena};
    if (post_parse(&request, &post, &err))
        check_post(&post, body);
    else
        gl_assert(err.kind == ERR_USAGE || err.kind == ERR_LIMIT);
    check_uri(&arena, body);
    if (uri_path(&arena, body, &path))
        gl_assert(path.p[0] == '/' && !str_starts(path, STR("//")));
    arena_done(&arena);
    return 0;
}
