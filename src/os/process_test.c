#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "os/clock.h"
#include "os/process.h"
#include "os/terminal.h"
#include "os/thread.h"

struct shared {
    struct os_mutex mutex;
    struct os_condition condition;
    struct os_counter counter;
    int64_t plain;
    int turn;
};

static void add_many(void *context)
{
    struct shared *shared = context;
    for (int i = 0; i < 20000; i++) {
        os_counter_add(&shared->counter, 1);
        os_mutex_lock(&shared->mutex);
        shared->plain++;
        os_mutex_unlock(&shared->mutex);
    }
}

static void take_turns(void *context)
{
    struct shared *shared = context;
    os_mutex_lock(&shared->mutex);
    for (int i = 0; i < 100; i++) {
        while (shared->turn % 2 == 0)
            os_condition_wait(&shared->condition, &shared->mutex);
        shared->turn++;
        os_condition_broadcast(&shared->condition);
    }
    os_mutex_unlock(&shared->mutex);
}

static void init_shared(struct shared *shared)
{
    memset(shared, 0, sizeof *shared);
    os_mutex_init(&shared->mutex);
    os_condition_init(&shared->condition);
}

static void done_shared(struct shared *shared)
{
    os_mutex_done(&shared->mutex);
    os_condition_done(&shared->condition);
}

static void threads_add_up_under_a_mutex_and_by_counter(void **state)
{
    (void)state;
    struct shared shared;
    struct os_thread threads[4];
    struct err err;
    init_shared(&shared);
    for (int i = 0; i < 4; i++)
        assert_true(os_thread_start(&threads[i], "adder", add_many, &shared, &err));
    for (int i = 0; i < 4; i++)
        os_thread_join(&threads[i]);
    assert_int_equal(shared.plain, 80000);
    assert_int_equal(os_counter_get(&shared.counter), 80000);
    os_counter_set(&shared.counter, -5);
    assert_int_equal(os_counter_add(&shared.counter, 2), -3);
    done_shared(&shared);
}

static void a_condition_wakes_the_waiting_thread(void **state)
{
    (void)state;
    struct shared shared;
    struct os_thread thread;
    struct err err;
    init_shared(&shared);
    assert_true(os_thread_start(&thread, "other", take_turns, &shared, &err));
    os_mutex_lock(&shared.mutex);
    for (int i = 0; i < 100; i++) {
        while (shared.turn % 2 == 1)
            os_condition_wait(&shared.condition, &shared.mutex);
        shared.turn++;
        os_condition_signal(&shared.condition);
    }
    os_mutex_unlock(&shared.mutex);
    os_thread_join(&thread);
    assert_int_equal(shared.turn, 200);
    done_shared(&shared);
}

static void a_wait_ends_at_its_deadline(void **state)
{
    (void)state;
    struct shared shared;
    init_shared(&shared);
    int64_t deadline_ns = os_monotonic_ns() + 3000000;
    os_mutex_lock(&shared.mutex);
    while (os_condition_wait_until(&shared.condition, &shared.mutex, deadline_ns))
        continue;
    os_mutex_unlock(&shared.mutex);
    assert_true(os_monotonic_ns() >= deadline_ns);
    done_shared(&shared);
}

static void clocks_run_forward_and_sleep_lasts(void **state)
{
    (void)state;
    int64_t before_ns = os_monotonic_ns();
    struct instant before = os_now();
    os_sleep_ms(3);
    os_sleep_ms(-1);
    assert_true(os_monotonic_ns() - before_ns >= 3000000);
    assert_true(date_compare(instant_date(before), date_of(2024, 1, 1)) > 0);
}

static void usage_is_told_in_its_units(void **state)
{
    (void)state;
    assert_in_range(os_memory_peak_kb(), 500, 50000000);
    assert_true(os_cpu_ns() > 0);
    assert_true(os_processors() >= 1);
    assert_int_equal(os_process_id(), getpid());
    assert_true(os_terminal_width(OS_STDOUT) > 0);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    int kept = dup(0);
    assert_int_equal(dup2(ends[0], 0), 0);
    assert_false(os_is_terminal(OS_STDIN));
    assert_int_equal(os_terminal_width(OS_STDIN), 80);
    assert_int_equal(dup2(kept, 0), 0);
    close(kept);
    close(ends[0]);
    close(ends[1]);
}

/* In child processes, because a stop cannot be taken back. Returns the wait status. */
static int run_child(void (*body)(void))
{
    pid_t child = fork();
    if (child == 0) {
        os_signals_init();
        body();
        _exit(9);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void stop_by_signal(void)
{
    if (os_should_stop() || os_wait_stop(1))
        _exit(1);
    raise(SIGPIPE);
    raise(SIGTERM);
    _exit(os_should_stop() && os_wait_stop(-1) && os_wait_stop(0) ? 0 : 2);
}

static void stop_by_itself(void)
{
    os_stop();
    os_stop();
    _exit(os_wait_stop(-1) ? 0 : 1);
}

static void stop_twice(void)
{
    raise(SIGINT);
    raise(SIGINT);
}

static void exit_now(void)
{
    os_exit_now(111);
}

static void a_signal_asks_to_stop_and_a_second_one_insists(void **state)
{
    (void)state;
    assert_int_equal(run_child(stop_by_signal), 0);
    assert_int_equal(run_child(stop_by_itself), 0);
    assert_int_equal(WEXITSTATUS(run_child(stop_twice)), 111);
    assert_int_equal(WEXITSTATUS(run_child(exit_now)), 111);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_add_up_under_a_mutex_and_by_counter),
        cmocka_unit_test(a_condition_wakes_the_waiting_thread),
        cmocka_unit_test(a_wait_ends_at_its_deadline),
        cmocka_unit_test(clocks_run_forward_and_sleep_lasts),
        cmocka_unit_test(usage_is_told_in_its_units),
        cmocka_unit_test(a_signal_asks_to_stop_and_a_second_one_insists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
