#include "os/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"

enum { ERRORS_BYTES = 2000, PIECE_BYTES = 65536, STATUS_MISSING = 127 };

struct child {
    pid_t id;
    int input;     /* a file in memory */
    int output[2]; /* pipes: [0] is read here */
    int errors[2];
};

static bool fail(struct err *err, const char *what)
{
    err_set(err, ERR_SYSTEM, "%s", what);
    err_detail(err, "%s", strerror(errno));
    return false;
}

static void close_pair(int pair[2])
{
    for (int i = 0; i < 2; i++) {
        if (pair[i] >= 0)
            close(pair[i]);
        pair[i] = -1;
    }
}

static void close_all(struct child *child)
{
    if (child->input >= 0)
        close(child->input);
    close_pair(child->output);
    close_pair(child->errors);
}

static bool put_input(int file, struct str input)
{
    while (input.len > 0) {
        ssize_t n = write(file, input.p, input.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        input = str_from(input, (size_t)n);
    }
    return lseek(file, 0, SEEK_SET) == 0;
}

static void limit(unsigned what, int64_t most)
{
    struct rlimit both = {(rlim_t)most, (rlim_t)most};
    (void)setrlimit(what, &both);
}

/* Between fork and exec: only what is safe there in a process with threads. */
_Noreturn static void become(const struct child *child, const char *const *arguments,
                             const struct child_limits *limits)
{
    static char *environment[] = {(char *)(uintptr_t) "PATH=/usr/local/bin:/usr/bin:/bin",
                                  (char *)(uintptr_t) "LC_ALL=C.UTF-8", NULL};
    if (dup2(child->input, STDIN_FILENO) < 0 || dup2(child->output[1], STDOUT_FILENO) < 0
        || dup2(child->errors[1], STDERR_FILENO) < 0)
        _exit(STATUS_MISSING);
    limit(RLIMIT_CPU, limits->cpu_s);
    limit(RLIMIT_AS, limits->memory_bytes);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    (void)signal(SIGPIPE, SIG_DFL);
    execvpe(arguments[0], (char *const *)(uintptr_t)arguments, environment);
    _exit(STATUS_MISSING);
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* One reading of a pipe; false at its end. */
static bool take(int pipe, struct buf *to)
{
    char piece[PIECE_BYTES];
    ssize_t n = read(pipe, piece, sizeof piece);
    if (n > 0)
        buf_put_bytes(to, piece, (size_t)n);
    return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN));
}

/* Until both pipes end; false when the time or the room is used up. */
static bool listen_to(struct child *child, struct buf *output, struct buf *errors, int wall_ms)
{
    int64_t end = now_ms() + wall_ms;
    bool is_open[] = {true, true};
    while (is_open[0] || is_open[1]) {
        struct pollfd pipes[] = {{is_open[0] ? child->output[0] : -1, POLLIN, 0},
                                 {is_open[1] ? child->errors[0] : -1, POLLIN, 0}};
        int64_t left = end - now_ms();
        if (left <= 0 || output->is_over)
            return false;
        if (poll(pipes, 2, (int)left) < 0 && errno != EINTR)
            return false;
        if (pipes[0].revents != 0)
            is_open[0] = take(child->output[0], output);
        if (pipes[1].revents != 0)
            is_open[1] = take(child->errors[0], errors);
    }
    return !output->is_over;
}

static bool start(struct child *child, const struct child_order *order, struct err *err)
{
    child->input = memfd_create("input", MFD_CLOEXEC);
    if (child->input < 0 || !put_input(child->input, order->input))
        return fail(err, "The input of another program cannot be kept in memory.");
    if (pipe2(child->output, O_CLOEXEC) != 0 || pipe2(child->errors, O_CLOEXEC) != 0)
        return fail(err, "No pipe to another program can be made.");
    child->id = fork();
    if (child->id < 0)
        return fail(err, "No process can be made.");
    if (child->id == 0)
        become(child, order->arguments, &order->limits);
    close(child->output[1]);
    close(child->errors[1]);
    child->output[1] = child->errors[1] = -1;
    return true;
}

static int wait_for(pid_t id)
{
    int status;
    while (waitpid(id, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool os_child_run(struct arena *arena, const struct child_order *order,
                  struct child_result *result_out, struct err *err)
{
    struct child child = {.input = -1, .output = {-1, -1}, .errors = {-1, -1}};
    struct buf output, errors;
    bool is_started = start(&child, order, err);
    if (is_started) {
        buf_init(&output, order->limits.output_bytes);
        buf_init(&errors, ERRORS_BYTES);
        bool is_over = !listen_to(&child, &output, &errors, order->limits.wall_ms);
        if (is_over)
            (void)kill(child.id, SIGKILL);
        *result_out = (struct child_result){
            .status = wait_for(child.id),
            .is_over = is_over,
            .output = arena_copy(arena, buf_str(&output)),
            .errors = arena_copy(arena, buf_str(&errors)),
        };
        buf_done(&output);
        buf_done(&errors);
    }
    close_all(&child);
    return is_started;
}
