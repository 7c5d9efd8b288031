/*
 * cli_door.c - the server's end: takes a command, has it run, sends back what it printed.
 */
#include "cli/cli_door.h"

#include <stdlib.h>

#include "base/limits.h"
#include "cli/cli_frame.h"
#include "os/clock.h"
#include "os/file.h"
#include "os/thread.h"

enum { PORTERS = 4, PAUSE_MS = 100 };
#define FRAME_NS INT64_C(20000000000) /* for a whole frame, either way */

struct cli_door;

struct porter { /* a thread, and the caller that it attends to */
    struct cli_door *door;
    struct os_thread thread;
    struct os_socket caller; /* under the door's mutex */
};

struct cli_door {
    struct arena arena;
    struct cli_door_options options;
    struct str path;
    struct os_socket listening;
    struct porter porters[PORTERS];
    size_t porters_n;
    struct os_mutex mutex;
    bool is_closing;
};

/* ---- one command ---- */

struct running {
    struct cli_args *args;
    int status;
};

static void run_command(void *context)
{
    struct running *running = context;
    running->status = running->args->command->run(running->args);
}

static int run_frame(struct cli_door *door, struct cli_args *args, struct str frame)
{
    struct err err;
    struct running running = {.args = args};
    if (!cli_frame_take_command(frame, args, &err)) {
        fprintf(args->err, "gulou: %s\n%s%s\n", err.what, err.hint[0] != '\0' ? "  " : "",
                err.hint);
        return err_exit_status(err.kind);
    }
    if (args->command->server == CLI_NOT_TO_SERVER) {
        err_set(&err, ERR_CONFLICT, "this is not done by a running server; stop it first");
        return cli_failed(args, &err);
    }
    args->office = door->options.office;
    bool is_alone = args->command->server == CLI_TO_SERVER_ALONE;
    if (!door->options.run(door->options.server, run_command, &running, is_alone, &err))
        return cli_failed(args, &err);
    return running.status;
}

static void send_answer(const struct os_socket *caller, const struct cli_frame_answer *answer)
{
    struct buf out;
    struct err ignored; /* the caller is gone, and what was done is done */
    buf_init(&out, LIMIT_FRAME_BYTES);
    cli_frame_put_answer(answer, &out);
    if (out.is_over) {
        struct cli_frame_answer instead = {
            answer->status, STR_NONE, STR("gulou: the answer is too large to be sent\n"), NULL, 0};
        buf_clear(&out);
        cli_frame_put_answer(&instead, &out);
    }
    (void)!cli_frame_send(caller, &out, os_monotonic_ns() + FRAME_NS, &ignored);
    buf_done(&out);
}

/* What the command prints is kept until it is over. */
static void answer(struct cli_door *door, const struct os_socket *caller, struct str frame)
{
    struct arena arena;
    char *texts[2] = {NULL, NULL};
    size_t lens[2] = {0, 0};
    arena_init(&arena, 0);
    struct cli_args args = {.arena = &arena,
                            .out = open_memstream(&texts[0], &lens[0]),
                            .err = open_memstream(&texts[1], &lens[1])};
    int status = CLI_FAILED;
    bool has_streams = args.out != NULL && args.err != NULL;
    if (has_streams)
        status = run_frame(door, &args, frame);
    if (args.out != NULL)
        fclose(args.out);
    if (args.err != NULL)
        fclose(args.err);
    struct cli_frame_answer whole = {
        .status = status,
        .out = {texts[0], lens[0]},
        .err = has_streams ? (struct str){texts[1], lens[1]} : STR("gulou: no memory is left\n"),
        .written = args.written.at,
        .written_n = args.written.n,
    };
    send_answer(caller, &whole);
    free(texts[0]);
    free(texts[1]);
    arena_done(&arena);
}

/* A sentence for whoever sent no command; nothing was begun. */
static void refuse(const struct os_socket *caller, const struct err *err)
{
    char text[sizeof err->what + 32];
    int len = snprintf(text, sizeof text, "gulou: %s\n", err->what);
    struct cli_frame_answer whole = {.status = err_exit_status(err->kind),
                                     .err = {text, (size_t)len}};
    send_answer(caller, &whole);
}

static void attend(struct cli_door *door, const struct os_socket *caller)
{
    struct err err;
    struct buf frame;
    int64_t user = -1;
    if (!os_socket_peer(caller, &user, &err) || user != os_user()) {
        err_set(&err, ERR_DENIED,
                "the server takes commands only from user %lld, who runs it, not from user %lld",
                (long long)os_user(), (long long)user);
        refuse(caller, &err);
        return;
    }
    buf_init(&frame, LIMIT_FRAME_BYTES);
    if (cli_frame_receive(caller, &frame, os_monotonic_ns() + FRAME_NS, &err))
        answer(door, caller, buf_str(&frame));
    else if (err.kind == ERR_INPUT || err.kind == ERR_LIMIT)
        refuse(caller, &err);
    else if (err.kind == ERR_BUSY) {
        err_set(&err, ERR_BUSY, "the command did not arrive whole in time; nothing was begun");
        refuse(caller, &err);
    } /* else nobody is there any more */
    buf_done(&frame);
}

/* The caller that is attended to, or none; once the door closes nothing more is heard of it. */
static void set_caller(struct porter *porter, struct os_socket caller)
{
    struct cli_door *door = porter->door;
    os_mutex_lock(&door->mutex);
    porter->caller = caller;
    if (door->is_closing && caller.fd >= 0)
        os_socket_deafen(&caller);
    os_mutex_unlock(&door->mutex);
}

static void serve_callers(void *context)
{
    struct porter *porter = context;
    struct cli_door *door = porter->door;
    struct os_socket caller;
    struct err err;
    for (;;) {
        if (os_socket_accept(&door->listening, &caller, &err)) {
            set_caller(porter, caller);
            attend(door, &caller);
            set_caller(porter, (struct os_socket){-1});
            os_socket_close(&caller);
        } else if (err.kind == ERR_MISSING) {
            return; /* shut */
        } else {
            os_sleep_ms(PAUSE_MS); /* no descriptor is free: it passes */
        }
    }
}

/* ---- open and close ---- */

bool cli_door_open(const struct cli_door_options *options, struct cli_door **door_out,
                   struct err *err)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct cli_door *door = arena_new(&arena, struct cli_door);
    door->arena = arena;
    door->options = *options;
    door->listening.fd = -1;
    os_mutex_init(&door->mutex);
    door->path = office_beside(&door->arena, options->db, ".sock");
    bool ok = os_socket_listen(door->path, &door->listening, err);
    for (size_t i = 0; ok && i < PORTERS; i++) {
        struct porter *porter = &door->porters[i];
        porter->door = door;
        porter->caller.fd = -1;
        ok = os_thread_start(&porter->thread, "door", serve_callers, porter, err);
        door->porters_n += ok;
    }
    if (!ok) {
        cli_door_close(door);
        return false;
    }
    *door_out = door;
    return true;
}

void cli_door_close(struct cli_door *door)
{
    struct err ignored; /* a file that stays is replaced by the next server */
    if (door->listening.fd >= 0) {
        os_socket_shut(&door->listening);
        (void)!os_file_remove(door->path, &ignored);
    }
    os_mutex_lock(&door->mutex);
    door->is_closing = true;
    for (size_t i = 0; i < door->porters_n; i++)
        if (door->porters[i].caller.fd >= 0)
            os_socket_deafen(&door->porters[i].caller);
    os_mutex_unlock(&door->mutex);
    for (size_t i = 0; i < door->porters_n; i++)
        os_thread_join(&door->porters[i].thread);
    os_socket_close(&door->listening);
    os_mutex_done(&door->mutex);
    struct arena arena = door->arena;
    arena_done(&arena);
}
