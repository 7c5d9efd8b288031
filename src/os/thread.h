/*
 * thread.h - threads, mutexes, conditions and counters. Failures of a mutex or condition are bugs
 * and asserted; only starting a thread can fail.
 */
#ifndef GULOU_OS_THREAD_H
#define GULOU_OS_THREAD_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/err.h"

struct os_mutex {
    pthread_mutex_t handle;
};

struct os_condition {
    pthread_cond_t handle; /* on the monotonic clock */
};

struct os_thread {
    pthread_t handle;
    void (*run)(void *context);
    void *context;
    char name[16];
};

struct os_counter {
    _Atomic int64_t value;
};

void os_mutex_init(struct os_mutex *mutex);
void os_mutex_done(struct os_mutex *mutex);
void os_mutex_lock(struct os_mutex *mutex); /* not twice by one thread: asserted */
void os_mutex_unlock(struct os_mutex *mutex);

void os_condition_init(struct os_condition *condition);
void os_condition_done(struct os_condition *condition);
/* Both may wake without a signal: wait in a loop over the thing waited for. */
void os_condition_wait(struct os_condition *condition, struct os_mutex *mutex);
/* False: deadline_ns (of os_monotonic_ns) has passed. */
bool os_condition_wait_until(struct os_condition *condition, struct os_mutex *mutex,
                             int64_t deadline_ns);
void os_condition_signal(struct os_condition *condition);
void os_condition_broadcast(struct os_condition *condition);

/* `thread` must stay in place until the join. The name (at most 15 bytes) is shown by top and gdb.
 * Signals are delivered to the first thread only. */
ERR_CHECKED bool os_thread_start(struct os_thread *thread, const char *name, void (*run)(void *),
                                 void *context, struct err *err);
void os_thread_join(struct os_thread *thread);

int64_t os_counter_add(struct os_counter *counter, int64_t amount); /* the value after it */
int64_t os_counter_get(const struct os_counter *counter);
void os_counter_set(struct os_counter *counter, int64_t value);

#endif
