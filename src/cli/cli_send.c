/*
 * cli_send.c - the caller's end: sends the parsed command with its files, prints the answer.
 */
#include "cli/cli_send.h"

#include "base/limits.h"
#include "cli/cli_file.h"
#include "cli/cli_frame.h"
#include "crypto/hex.h"
#include "office/office.h"
#include "os/chance.h"

/* So that what became of it can be found out when no answer comes. */
static void give_key(struct cli_args *args)
{
    unsigned char bytes[12];
    char hex[2 * sizeof bytes];
    if (cli_option_find(args->command, STR("key")) == NULL || cli_has(args, "key"))
        return;
    os_chance_fresh(bytes, sizeof bytes);
    hex_write(hex, bytes, sizeof bytes);
    struct str key = arena_copy(args->arena, (struct str){hex, sizeof hex});
    list_push(args->arena, &args->options, (struct cli_option){"key", key});
}

static int no_answer(struct cli_args *args)
{
    struct err err;
    struct str key = cli_value(args, "key");
    err_set(&err, ERR_UNCERTAIN,
            "the server ended before it answered; it is not known whether the command was done");
    if (key.len > 0)
        err_hint(&err,
                 "Give the same command again with --key %" STR_FMT
                 ": what was done is not done twice.",
                 STR_ARG(key));
    else
        err_hint(&err, "Look at what the office holds before you give it again.");
    return cli_failed(args, &err);
}

static int print_answer(struct cli_args *args, struct str frame)
{
    struct cli_frame_answer answer;
    struct err err;
    if (!cli_frame_take_answer(frame, args->arena, &answer, &err))
        return cli_failed(args, &err);
    fprintf(args->out, "%" STR_FMT, STR_ARG(answer.out));
    fprintf(args->err, "%" STR_FMT, STR_ARG(answer.err));
    for (size_t i = 0; i < answer.written_n; i++)
        if (!os_file_write(answer.written[i].path, answer.written[i].bytes, OS_SHARED, &err))
            return cli_failed(args, &err);
    return answer.status;
}

/* Also when the command could not be sent whole: the server may have said why. */
static int ask(struct cli_args *args, const struct os_socket *server)
{
    struct buf frame;
    struct err err;
    bool was_begun = true;
    int status;
    buf_init(&frame, LIMIT_FRAME_BYTES);
    cli_frame_put_command(args, &frame);
    if (!cli_frame_send(server, &frame, OS_SOCKET_FOREVER, &err)) {
        if (err.kind == ERR_LIMIT)
            err_hint(&err, "Divide the files, or stop the server for this command.");
        was_begun = err.kind != ERR_LIMIT;
    }
    buf_clear(&frame);
    if (!was_begun)
        status = cli_failed(args, &err);
    else if (cli_frame_receive(server, &frame, OS_SOCKET_FOREVER, &err))
        status = print_answer(args, buf_str(&frame));
    else
        status = no_answer(args);
    buf_done(&frame);
    return status;
}

int cli_send(struct cli_args *args, struct str db, const struct err *locked)
{
    struct os_socket server;
    struct err err;
    int64_t user = -1;
    if (!os_socket_connect(office_beside(args->arena, db, ".sock"), &server, &err)) {
        if (err.kind == ERR_DENIED)
            err_hint(&err, "Another user runs the server: give the command as that user.");
        return cli_failed(args, err.kind == ERR_DENIED ? &err : locked);
    }
    int status;
    if (!os_socket_peer(&server, &user, &err)) {
        status = cli_failed(args, &err);
    } else if (user != os_user()) {
        err_set(&err, ERR_DENIED,
                "the server is run by user %lld, this command by user %lld; it is given as the "
                "user who runs the server",
                (long long)user, (long long)os_user());
        status = cli_failed(args, &err);
    } else {
        give_key(args);
        if (args->command->bring != NULL)
            args->command->bring(args);
        status = ask(args, &server);
    }
    os_socket_close(&server);
    return status;
}
