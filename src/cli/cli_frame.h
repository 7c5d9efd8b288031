/*
 * cli_frame.h - a parsed command on its way to the server, and the answer on its way back.
 *
 * A frame is "gulou 1\n", the length of what follows (8 bytes, the lowest first), and that: numbers
 * of 4 bytes and texts with their length before them. Nothing in it is trusted: every length is
 * checked against what is there, and a frame over LIMIT_FRAME_BYTES is refused by its head.
 */
#ifndef GULOU_CLI_CLI_FRAME_H
#define GULOU_CLI_CLI_FRAME_H

#include "base/buf.h"
#include "cli/cli.h"
#include "os/socket.h"

struct cli_frame_answer {
    int status;
    struct str out, err; /* for the caller's streams */
    const struct cli_file *written;
    size_t written_n;
};

void cli_frame_put_command(const struct cli_args *args, struct buf *out);
/* Fills command, positional, options and files of args, whose arena must be there; they point into
 * `frame`. */
ERR_CHECKED bool cli_frame_take_command(struct str frame, struct cli_args *args, struct err *err);
void cli_frame_put_answer(const struct cli_frame_answer *answer, struct buf *out);
ERR_CHECKED bool cli_frame_take_answer(struct str frame, struct arena *arena,
                                       struct cli_frame_answer *answer_out, struct err *err);

/* ERR_LIMIT: the frame is too large; nothing was sent. */
ERR_CHECKED bool cli_frame_send(const struct os_socket *socket, const struct buf *frame,
                                int64_t deadline_ns, struct err *err);
/* Into `frame`, which is empty. ERR_MISSING: closed before its end; ERR_BUSY: too slow; ERR_LIMIT:
 * too large; ERR_INPUT: no frame of this gulou. */
ERR_CHECKED bool cli_frame_receive(const struct os_socket *socket, struct buf *frame,
                                   int64_t deadline_ns, struct err *err);

#endif
