#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "os/clock.h"
#include "os/file.h"
#include "os/socket.h"
#include "os/thread.h"

struct fixture {
    char folder[256];
    char path[512];
    struct os_socket listening;
};

static int open_fixture(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.folder = "/tmp/gulou-socket-XXXXXX", .listening.fd = -1};
    assert_non_null(mkdtemp(fixture.folder));
    snprintf(fixture.path, sizeof fixture.path, "%s/office.sock", fixture.folder);
    *state = &fixture;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    os_socket_close(&f->listening);
    unlink(f->path);
    return rmdir(f->folder);
}

static void listen_here(struct fixture *f)
{
    struct err err;
    assert_true(os_socket_listen(str_of(f->path), &f->listening, &err));
}

static void connect_both(struct fixture *f, struct os_socket *caller, struct os_socket *called)
{
    struct err err;
    assert_true(os_socket_connect(str_of(f->path), caller, &err));
    assert_true(os_socket_accept(&f->listening, called, &err));
}

static void it_is_the_owners_alone_and_both_ends_know_who_is_there(void **state)
{
    struct fixture *f = *state;
    struct os_socket caller, called;
    struct stat there;
    struct err err;
    int64_t user = -1;
    mode_t mask = umask(0);
    listen_here(f);
    umask(mask);
    assert_int_equal(stat(f->path, &there), 0);
    assert_int_equal(there.st_mode & 07777, 0600);
    connect_both(f, &caller, &called);
    assert_true(os_socket_peer(&caller, &user, &err));
    assert_int_equal(user, os_user());
    user = -1;
    assert_true(os_socket_peer(&called, &user, &err));
    assert_int_equal(user, os_user());
    os_socket_close(&caller);
    os_socket_close(&called);
}

static void another_user_cannot_connect_and_is_known_when_let_in(void **state)
{
    struct fixture *f = *state;
    enum { STRANGER = 65534 };
    if (geteuid() != 0)
        skip(); /* only root can become somebody else */
    listen_here(f);
    assert_int_equal(chmod(f->folder, 0755), 0);
    for (int is_let_in = 0; is_let_in < 2; is_let_in++) {
        struct os_socket called;
        struct err err;
        int64_t user = -1;
        int status;
        assert_int_equal(chmod(f->path, is_let_in ? 0666 : 0600), 0);
        pid_t child = fork();
        if (child == 0) {
            struct os_socket caller;
            bool ok = setuid(STRANGER) == 0 && os_socket_connect(str_of(f->path), &caller, &err);
            _exit(ok ? 0 : err.kind == ERR_DENIED ? 1 : 2);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(WEXITSTATUS(status), is_let_in ? 0 : 1);
        if (!is_let_in)
            continue;
        assert_true(os_socket_accept(&f->listening, &called, &err));
        assert_true(os_socket_peer(&called, &user, &err));
        assert_int_equal(user, STRANGER);
        os_socket_close(&called);
    }
}

struct sending {
    const struct os_socket *socket;
    struct str bytes;
    bool ok;
};

static void send_all(void *context)
{
    struct sending *s = context;
    struct err err;
    s->ok = os_socket_write(s->socket, s->bytes, OS_SOCKET_FOREVER, &err);
}

static void more_than_the_system_holds_goes_through(void **state)
{
    struct fixture *f = *state;
    enum { BYTES = 5 << 20 };
    struct os_socket caller, called;
    struct os_thread thread;
    struct err err;
    char *sent = test_malloc(BYTES), *got = test_malloc(BYTES);
    for (size_t i = 0; i < BYTES; i++)
        sent[i] = (char)(i * 31 + i / 4096);
    listen_here(f);
    connect_both(f, &caller, &called);
    struct sending sending = {&caller, {sent, BYTES}, false};
    assert_true(os_thread_start(&thread, "sender", send_all, &sending, &err));
    assert_true(os_socket_read(&called, got, BYTES, OS_SOCKET_FOREVER, &err));
    os_thread_join(&thread);
    assert_true(sending.ok);
    assert_memory_equal(sent, got, BYTES);
    os_socket_close(&caller);
    os_socket_close(&called);
    test_free(sent);
    test_free(got);
}

static void silence_and_a_closed_end_are_told_apart(void **state)
{
    struct fixture *f = *state;
    struct os_socket caller, called;
    struct err err;
    char byte[2];
    listen_here(f);
    connect_both(f, &caller, &called);
    assert_true(os_socket_write(&caller, STR("x"), OS_SOCKET_FOREVER, &err));
    assert_false(os_socket_read(&called, byte, 2, os_monotonic_ns() + 20000000, &err));
    assert_int_equal(err.kind, ERR_BUSY);
    os_socket_close(&caller);
    assert_false(os_socket_read(&called, byte, 1, OS_SOCKET_FOREVER, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_false(os_socket_write(&called, STR("x"), OS_SOCKET_FOREVER, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    os_socket_close(&called);
}

static void a_file_left_by_the_dead_is_replaced_and_another_file_is_not(void **state)
{
    struct fixture *f = *state;
    struct os_socket caller;
    struct err err;
    assert_false(os_socket_connect(str_of(f->path), &caller, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    listen_here(f);
    os_socket_close(&f->listening); /* its file stays */
    assert_int_equal(access(f->path, F_OK), 0);
    assert_false(os_socket_connect(str_of(f->path), &caller, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    listen_here(f);
    assert_true(os_socket_connect(str_of(f->path), &caller, &err));
    os_socket_close(&caller);
    os_socket_close(&f->listening);
    assert_int_equal(unlink(f->path), 0);
    assert_true(os_file_write(str_of(f->path), STR("mine"), OS_SHARED, &err));
    assert_false(os_socket_listen(str_of(f->path), &f->listening, &err));
    assert_true(os_file_exists(str_of(f->path)));
}

static void a_long_path_is_no_hindrance_but_a_long_name_is(void **state)
{
    struct fixture *f = *state;
    struct os_socket caller;
    struct err err;
    char folder[400], path[600];
    int n = snprintf(folder, sizeof folder, "%s/", f->folder);
    memset(folder + n, 'd', 150);
    folder[n + 150] = '\0';
    assert_int_equal(mkdir(folder, 0700), 0);
    snprintf(path, sizeof path, "%s/office.sock", folder);
    assert_true(os_socket_listen(str_of(path), &f->listening, &err));
    assert_true(os_socket_connect(str_of(path), &caller, &err));
    os_socket_close(&caller);
    unlink(path);
    n = snprintf(path, sizeof path, "%s/", folder);
    memset(path + n, 'n', 120);
    path[n + 120] = '\0';
    assert_false(os_socket_connect(str_of(path), &caller, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_int_equal(rmdir(folder), 0);
}

static void a_deaf_socket_still_answers(void **state)
{
    struct fixture *f = *state;
    struct os_socket caller, called;
    struct err err;
    char byte;
    listen_here(f);
    connect_both(f, &caller, &called);
    os_socket_deafen(&called);
    assert_false(os_socket_read(&called, &byte, 1, OS_SOCKET_FOREVER, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_true(os_socket_write(&called, STR("y"), OS_SOCKET_FOREVER, &err));
    assert_true(os_socket_read(&caller, &byte, 1, OS_SOCKET_FOREVER, &err));
    assert_int_equal(byte, 'y');
    os_socket_close(&caller);
    os_socket_close(&called);
}

static void accept_until_shut(void *context)
{
    struct os_socket called;
    struct err err;
    while (os_socket_accept(context, &called, &err))
        os_socket_close(&called);
    assert_int_equal(err.kind, ERR_MISSING);
}

static void shutting_it_ends_every_wait(void **state)
{
    struct fixture *f = *state;
    struct os_thread threads[3];
    struct err err;
    listen_here(f);
    for (int i = 0; i < 3; i++)
        assert_true(os_thread_start(&threads[i], "waiter", accept_until_shut, &f->listening, &err));
    os_socket_shut(&f->listening);
    for (int i = 0; i < 3; i++)
        os_thread_join(&threads[i]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_is_the_owners_alone_and_both_ends_know_who_is_there),
        TEST(another_user_cannot_connect_and_is_known_when_let_in),
        TEST(more_than_the_system_holds_goes_through),
        TEST(silence_and_a_closed_end_are_told_apart),
        TEST(a_file_left_by_the_dead_is_replaced_and_another_file_is_not),
        TEST(a_long_path_is_no_hindrance_but_a_long_name_is),
        TEST(a_deaf_socket_still_answers),
        TEST(shutting_it_ends_every_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
