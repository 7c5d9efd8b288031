#include "os/thread.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/assert.h"

void os_mutex_init(struct os_mutex *mutex)
{
    pthread_mutexattr_t attributes;
    gl_assert(pthread_mutexattr_init(&attributes) == 0);
    gl_assert(pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK) == 0);
    gl_assert(pthread_mutex_init(&mutex->handle, &attributes) == 0);
    pthread_mutexattr_destroy(&attributes);
}

void os_mutex_done(struct os_mutex *mutex)
{
    gl_assert(pthread_mutex_destroy(&mutex->handle) == 0);
}

void os_mutex_lock(struct os_mutex *mutex)
{
    gl_assert(pthread_mutex_lock(&mutex->handle) == 0);
}

void os_mutex_unlock(struct os_mutex *mutex)
{
    gl_assert(pthread_mutex_unlock(&mutex->handle) == 0);
}

void os_condition_init(struct os_condition *condition)
{
    pthread_condattr_t attributes;
    gl_assert(pthread_condattr_init(&attributes) == 0);
    gl_assert(pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0);
    gl_assert(pthread_cond_init(&condition->handle, &attributes) == 0);
    pthread_condattr_destroy(&attributes);
}

void os_condition_done(struct os_condition *condition)
{
    gl_assert(pthread_cond_destroy(&condition->handle) == 0);
}

void os_condition_wait(struct os_condition *condition, struct os_mutex *mutex)
{
    gl_assert(pthread_cond_wait(&condition->handle, &mutex->handle) == 0);
}

bool os_condition_wait_until(struct os_condition *condition, struct os_mutex *mutex,
                             int64_t deadline_ns)
{
    struct timespec until = {.tv_sec = deadline_ns / 1000000000,
                             .tv_nsec = deadline_ns % 1000000000};
    int error = pthread_cond_timedwait(&condition->handle, &mutex->handle, &until);
    gl_assert(error == 0 || error == ETIMEDOUT);
    return error == 0;
}

void os_condition_signal(struct os_condition *condition)
{
    gl_assert(pthread_cond_signal(&condition->handle) == 0);
}

void os_condition_broadcast(struct os_condition *condition)
{
    gl_assert(pthread_cond_broadcast(&condition->handle) == 0);
}

static void *run_thread(void *argument)
{
    struct os_thread *thread = argument;
    thread->run(thread->context);
    return NULL;
}

bool os_thread_start(struct os_thread *thread, const char *name, void (*run)(void *), void *context,
                     struct err *err)
{
    gl_assert(strlen(name) < sizeof thread->name);
    thread->run = run;
    thread->context = context;
    memcpy(thread->name, name, strlen(name) + 1);
    sigset_t all, before;
    sigfillset(&all);
    gl_assert(pthread_sigmask(SIG_BLOCK, &all, &before) == 0);
    int error = pthread_create(&thread->handle, NULL, run_thread, thread);
    gl_assert(pthread_sigmask(SIG_SETMASK, &before, NULL) == 0);
    if (error != 0) {
        char words[128];
        err_set(err, ERR_SYSTEM, "The system gave no thread for \"%s\".", name);
        err_detail(err, "%s", strerror_r(error, words, sizeof words));
        err_hint(err, "Raise the limit of processes and threads of this user (ulimit -u).");
        return false;
    }
    pthread_setname_np(thread->handle, thread->name);
    return true;
}

void os_thread_join(struct os_thread *thread)
{
    gl_assert(pthread_join(thread->handle, NULL) == 0);
}

int64_t os_counter_add(struct os_counter *counter, int64_t amount)
{
    return atomic_fetch_add(&counter->value, amount) + amount;
}

int64_t os_counter_get(const struct os_counter *counter)
{
    return atomic_load(&counter->value);
}

void os_counter_set(struct os_counter *counter, int64_t value)
{
    atomic_store(&counter->value, value);
}
