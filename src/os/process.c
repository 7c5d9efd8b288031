#include "os/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/assert.h"
#include "os/clock.h"

enum { STATUS_SYSTEM_FAILED = 111 };

static atomic_bool is_stopping;
static int wake[2] = {-1, -1}; /* a byte is written at the stop and never read */

static void note_stop(int signal_number)
{
    (void)signal_number;
    int saved = errno;
    if (atomic_exchange(&is_stopping, true))
        _exit(STATUS_SYSTEM_FAILED);
    /* The pipe is empty, so this cannot block; without a pipe the flag alone has to do. */
    if (wake[1] >= 0 && write(wake[1], "", 1) != 1)
        _exit(STATUS_SYSTEM_FAILED);
    errno = saved;
}

void os_signals_init(void)
{
    if (wake[0] < 0)
        gl_assert(pipe2(wake, O_CLOEXEC | O_NONBLOCK) == 0);
    struct sigaction stop = {.sa_handler = note_stop, .sa_flags = SA_RESTART};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&stop.sa_mask);
    sigemptyset(&ignore.sa_mask);
    gl_assert(sigaction(SIGINT, &stop, NULL) == 0);
    gl_assert(sigaction(SIGTERM, &stop, NULL) == 0);
    gl_assert(sigaction(SIGPIPE, &ignore, NULL) == 0);
}

bool os_should_stop(void)
{
    return atomic_load_explicit(&is_stopping, memory_order_relaxed);
}

void os_stop(void)
{
    if (!os_should_stop())
        note_stop(0);
}

bool os_wait_stop(int64_t timeout_ms)
{
    gl_assert(wake[0] >= 0); /* os_signals_init comes first */
    int64_t until_ns = os_monotonic_ns() + timeout_ms * 1000000;
    while (!os_should_stop()) {
        int64_t left_ms = timeout_ms < 0 ? -1 : (until_ns - os_monotonic_ns() + 999999) / 1000000;
        if (timeout_ms >= 0 && left_ms <= 0)
            return false;
        struct pollfd watch = {.fd = wake[0], .events = POLLIN};
        int n = poll(&watch, 1, left_ms > 60000 ? 60000 : (int)left_ms);
        gl_assert(n >= 0 || errno == EINTR);
    }
    return true;
}

int64_t os_memory_peak_kb(void)
{
    struct rusage usage;
    gl_assert(getrusage(RUSAGE_SELF, &usage) == 0);
    return usage.ru_maxrss;
}

int64_t os_cpu_ns(void)
{
    struct timespec used;
    gl_assert(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) == 0);
    return (int64_t)used.tv_sec * 1000000000 + used.tv_nsec;
}

int os_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return CPU_COUNT(&set);
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 1;
}

int os_process_id(void)
{
    return (int)getpid();
}

_Noreturn void os_exit_now(int status)
{
    _exit(status);
}

struct str os_environment(const char *name)
{
    return str_of(getenv(name));
}
