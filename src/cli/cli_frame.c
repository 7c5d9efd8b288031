#include "cli/cli_frame.h"

#include <string.h>

#include "base/limits.h"

enum { MARK_BYTES = 8, HEAD_BYTES = 16, PIECE_BYTES = 1 << 16 };

static const char mark[] = "gulou 1\n"; /* another layout takes another number */

/* ---- writing ---- */

static void put_number(struct buf *out, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_put_char(out, (char)(value >> (8 * i) & 0xff));
}

static void put_text(struct buf *out, struct str text)
{
    put_number(out, text.len, 4);
    buf_put(out, text);
}

static void put_files(struct buf *out, const struct cli_file *files, size_t n)
{
    put_number(out, n, 4);
    for (size_t i = 0; i < n; i++) {
        const struct cli_file *file = &files[i];
        put_text(out, file->path);
        put_number(out, file->is_folder, 4);
        put_number(out, file->err == NULL ? ERR_NONE : file->err->kind, 4);
        if (file->err == NULL) {
            put_text(out, file->bytes);
        } else {
            put_text(out, str_of(file->err->what));
            put_text(out, str_of(file->err->detail));
            put_text(out, str_of(file->err->hint));
        }
    }
}

void cli_frame_put_command(const struct cli_args *args, struct buf *out)
{
    put_text(out, str_of(args->command->name));
    put_number(out, args->positional.n, 4);
    for (size_t i = 0; i < args->positional.n; i++)
        put_text(out, args->positional.at[i]);
    put_number(out, args->options.n, 4);
    for (size_t i = 0; i < args->options.n; i++) {
        put_text(out, str_of(args->options.at[i].name));
        put_text(out, args->options.at[i].value);
    }
    put_files(out, args->files.at, args->files.n);
}

void cli_frame_put_answer(const struct cli_frame_answer *answer, struct buf *out)
{
    put_number(out, (uint64_t)answer->status, 4);
    put_text(out, answer->out);
    put_text(out, answer->err);
    put_files(out, answer->written, answer->written_n);
}

/* ---- reading ---- */

static bool take_number(struct str *rest, size_t *value_out)
{
    size_t value = 0;
    if (rest->len < 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        value |= (size_t)(unsigned char)rest->p[i] << (8 * i);
    *rest = str_from(*rest, 4);
    *value_out = value;
    return true;
}

static bool take_text(struct str *rest, struct str *text_out)
{
    size_t len;
    if (!take_number(rest, &len) || len > rest->len)
        return false;
    *text_out = str_first(*rest, len);
    *rest = str_from(*rest, len);
    return true;
}

static bool take_err(struct str *rest, size_t kind, struct arena *arena, struct err **err_out)
{
    struct str what, detail, hint;
    if (kind > ERR_SYSTEM || !take_text(rest, &what) || !take_text(rest, &detail)
        || !take_text(rest, &hint))
        return false;
    *err_out = arena_new(arena, struct err);
    err_set(*err_out, (enum err_kind)kind, "%" STR_FMT, STR_ARG(what));
    err_detail(*err_out, "%" STR_FMT, STR_ARG(detail));
    err_hint(*err_out, "%" STR_FMT, STR_ARG(hint));
    return true;
}

struct files {
    LIST_OF(struct cli_file) list;
};

static bool take_files(struct str *rest, struct arena *arena, struct files *files)
{
    size_t n, is_folder, kind;
    if (!take_number(rest, &n))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct cli_file file = {0};
        if (!take_text(rest, &file.path) || !take_number(rest, &is_folder)
            || !take_number(rest, &kind)
            || !(kind == ERR_NONE ? take_text(rest, &file.bytes)
                                  : take_err(rest, kind, arena, &file.err)))
            return false;
        file.is_folder = is_folder != 0;
        list_push(arena, &files->list, file);
    }
    return true;
}

static bool take_words(struct str *rest, struct cli_args *args)
{
    size_t n;
    struct str word;
    if (!take_number(rest, &n))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!take_text(rest, &word))
            return false;
        list_push(args->arena, &args->positional, word);
    }
    return true;
}

static bool take_options(struct str *rest, struct cli_args *args, struct str *unknown_out)
{
    size_t n;
    if (!take_number(rest, &n))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct str name, value;
        if (!take_text(rest, &name) || !take_text(rest, &value))
            return false;
        const struct cli_option_def *def = cli_option_find(args->command, name);
        if (def == NULL) {
            *unknown_out = name;
            return false;
        }
        list_push(args->arena, &args->options, (struct cli_option){def->name, value});
    }
    return true;
}

static bool not_whole(struct err *err)
{
    return err_set(err, ERR_INPUT, "what was sent to the server is no command of gulou");
}

static bool other_gulou(struct err *err, struct str word)
{
    err_set(err, ERR_CONFLICT, "the server does not know \"%" STR_FMT "\": it is another gulou",
            STR_ARG(word));
    err_hint(err, "Restart the server with the gulou that you use.");
    return false;
}

bool cli_frame_take_command(struct str frame, struct cli_args *args, struct err *err)
{
    struct str name, unknown = STR_NONE;
    struct files files = {0};
    if (!take_text(&frame, &name))
        return not_whole(err);
    args->command = cli_find(name);
    if (args->command == NULL)
        return other_gulou(err, name);
    if (!take_words(&frame, args) || !take_options(&frame, args, &unknown))
        return unknown.len > 0 ? other_gulou(err, unknown) : not_whole(err);
    if (!take_files(&frame, args->arena, &files) || frame.len > 0)
        return not_whole(err);
    args->files.at = files.list.at;
    args->files.n = files.list.n;
    args->files.cap = files.list.cap;
    return true;
}

bool cli_frame_take_answer(struct str frame, struct arena *arena,
                           struct cli_frame_answer *answer_out, struct err *err)
{
    size_t status;
    struct files files = {0};
    if (!take_number(&frame, &status) || status > CLI_FAILED || !take_text(&frame, &answer_out->out)
        || !take_text(&frame, &answer_out->err) || !take_files(&frame, arena, &files)
        || frame.len > 0)
        return err_set(err, ERR_UNCERTAIN, "the server's answer is not one of this gulou");
    answer_out->status = (int)status;
    answer_out->written = files.list.at;
    answer_out->written_n = files.list.n;
    return true;
}

/* ---- through the socket ---- */

static bool too_large(struct err *err)
{
    return err_set(err, ERR_LIMIT, "what goes to a server and back has at most %d MiB",
                   LIMIT_FRAME_BYTES >> 20);
}

bool cli_frame_send(const struct os_socket *socket, const struct buf *frame, int64_t deadline_ns,
                    struct err *err)
{
    char head[HEAD_BYTES];
    if (frame->is_over || frame->len > LIMIT_FRAME_BYTES)
        return too_large(err);
    memcpy(head, mark, MARK_BYTES);
    for (int i = 0; i < HEAD_BYTES - MARK_BYTES; i++)
        head[MARK_BYTES + i] = (char)(frame->len >> (8 * i) & 0xff);
    return os_socket_write(socket, (struct str){head, sizeof head}, deadline_ns, err)
           && os_socket_write(socket, buf_str(frame), deadline_ns, err);
}

static bool read_head(const char head[HEAD_BYTES], uint64_t *len_out, struct err *err)
{
    if (memcmp(head, mark, MARK_BYTES) != 0)
        return not_whole(err);
    *len_out = 0;
    for (int i = 0; i < HEAD_BYTES - MARK_BYTES; i++)
        *len_out |= (uint64_t)(unsigned char)head[MARK_BYTES + i] << (8 * i);
    return *len_out <= LIMIT_FRAME_BYTES || too_large(err);
}

bool cli_frame_receive(const struct os_socket *socket, struct buf *frame, int64_t deadline_ns,
                       struct err *err)
{
    char head[HEAD_BYTES];
    uint64_t len = 0;
    if (!os_socket_read(socket, head, sizeof head, deadline_ns, err) || !read_head(head, &len, err))
        return false;
    while (len > 0) { /* memory is taken as it arrives, not as it is announced */
        size_t piece = len < PIECE_BYTES ? (size_t)len : PIECE_BYTES;
        char *room = buf_room(frame, piece);
        if (room == NULL)
            return too_large(err);
        if (!os_socket_read(socket, room, piece, deadline_ns, err))
            return false;
        frame->len += piece;
        len -= piece;
    }
    return true;
}
