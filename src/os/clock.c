#include "os/clock.h"

#include <errno.h>
#include <time.h>

#include "base/assert.h"

static struct timespec read_clock(clockid_t clock)
{
    struct timespec now;
    gl_assert(clock_gettime(clock, &now) == 0);
    return now;
}

struct instant os_now(void)
{
    struct timespec now = read_clock(CLOCK_REALTIME);
    return (struct instant){(int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000};
}

int64_t os_monotonic_ns(void)
{
    struct timespec now = read_clock(CLOCK_MONOTONIC);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void os_sleep_ms(int64_t time_ms)
{
    if (time_ms <= 0)
        return;
    int64_t until_ns = os_monotonic_ns() + time_ms * 1000000;
    struct timespec until = {.tv_sec = until_ns / 1000000000, .tv_nsec = until_ns % 1000000000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
        continue;
}
