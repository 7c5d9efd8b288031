/* Deferred answers: under load, when the client goes, when the server stops. */
#include "http/test_server.h"

enum { CLIENTS = 64, ROUNDS = 40, QUEUE_MAX = 4096 };

/* Stands for the committer: takes what waits, and answers it all at once. */
struct committer {
    struct os_mutex mutex;
    struct os_condition has_work;
    struct os_thread thread;
    struct {
        struct http_token *token;
        int64_t number;
    } queue[QUEUE_MAX];
    size_t n;
    size_t batch_max; /* the largest seen */
    bool is_ending, is_held;
};

static void batches_run(void *context)
{
    struct committer *committer = context;
    os_mutex_lock(&committer->mutex);
    while (!committer->is_ending || committer->n > 0) {
        if (committer->n == 0 || (committer->is_held && !committer->is_ending)) {
            os_condition_wait(&committer->has_work, &committer->mutex);
            continue;
        }
        os_mutex_unlock(&committer->mutex);
        os_sleep_ms(1);
        os_mutex_lock(&committer->mutex);
        size_t n = committer->n;
        committer->batch_max = n > committer->batch_max ? n : committer->batch_max;
        for (size_t i = 0; i < n; i++) {
            struct arena arena;
            arena_init(&arena, 0);
            struct http_response response = {.status = 201};
            response.body =
                arena_print(&arena, "number=%lld;", (long long)committer->queue[i].number);
            http_answer(committer->queue[i].token, &response);
            arena_done(&arena);
        }
        committer->n = 0;
    }
    os_mutex_unlock(&committer->mutex);
}

static void defer(void *context, const struct http_request *request, struct http_response *response)
{
    (void)response;
    struct committer *committer = context;
    int64_t number = 0;
    gl_assert(str_to_i64(request->body, &number));
    struct http_token *token = http_defer(request);
    os_mutex_lock(&committer->mutex);
    gl_assert(committer->n < QUEUE_MAX);
    committer->queue[committer->n].token = token;
    committer->queue[committer->n++].number = number;
    os_condition_signal(&committer->has_work);
    os_mutex_unlock(&committer->mutex);
}

static void committer_start(struct committer *committer, struct http_server **server_out)
{
    struct err err;
    memset(committer, 0, sizeof *committer);
    os_mutex_init(&committer->mutex);
    os_condition_init(&committer->has_work);
    assert_true(os_thread_start(&committer->thread, "batches", batches_run, committer, &err));
    struct http_options options = {
        .listen = STR("127.0.0.1:0"), .threads = 2, .handler = defer, .context = committer};
    assert_true(http_start(&options, server_out, &err));
}

static void committer_stop(struct committer *committer)
{
    os_mutex_lock(&committer->mutex);
    committer->is_ending = true;
    os_condition_broadcast(&committer->has_work);
    os_mutex_unlock(&committer->mutex);
    os_thread_join(&committer->thread);
    os_condition_done(&committer->has_work);
    os_mutex_done(&committer->mutex);
}

static void post(int fd, int number)
{
    char body[24], bytes[200];
    int body_n = snprintf(body, sizeof body, "%d", number);
    int n = snprintf(bytes, sizeof bytes,
                     "POST /do HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%s", body_n, body);
    test_send(fd, (struct str){bytes, (size_t)n});
}

/* Reads one answer, which ends with ';', and says whether it is that of `number`. */
static bool is_answered(int fd, int number)
{
    char out[2048], wanted[40];
    size_t n = 0;
    while (n < sizeof out && (n == 0 || out[n - 1] != ';')) {
        ssize_t got = recv(fd, out + n, sizeof out - n, 0);
        if (got <= 0) {
            return false;
        }
        n += (size_t)got;
    }
    snprintf(wanted, sizeof wanted, "number=%d;", number);
    return test_status((struct str){out, n}) == 201 && test_has((struct str){out, n}, wanted);
}

static void sixty_four_clients_wait_together_on_two_threads(void **state)
{
    (void)state;
    static struct committer committer;
    struct http_server *server = NULL;
    int fds[CLIENTS];
    committer_start(&committer, &server);
    for (int i = 0; i < CLIENTS; i++) {
        fds[i] = test_connect(http_port(server));
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < CLIENTS; i++) {
            post(fds[i], round * 1000 + i);
        }
        for (int i = 0; i < CLIENTS; i++) {
            assert_true(is_answered(fds[i], round * 1000 + i));
        }
    }
    for (int i = 0; i < CLIENTS; i++) {
        close(fds[i]);
    }
    http_stop(server);
    committer_stop(&committer);
    assert_true(committer.batch_max > 8); /* they did wait together, more than there are threads */
}

static void a_client_that_goes_while_it_waits_harms_nobody(void **state)
{
    (void)state;
    static struct committer committer;
    struct http_server *server = NULL;
    int fds[CLIENTS];
    committer_start(&committer, &server);
    for (int round = 0; round < ROUNDS / 4; round++) {
        for (int i = 0; i < CLIENTS; i++) {
            fds[i] = test_connect(http_port(server));
            post(fds[i], i);
            if (i % 2 == 0) {
                struct linger reset = {.l_onoff = 1, .l_linger = 0};
                setsockopt(fds[i], SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
                close(fds[i]);
            }
        }
        for (int i = 1; i < CLIENTS; i += 2) {
            assert_true(is_answered(fds[i], i));
            close(fds[i]);
        }
    }
    http_stop(server);
    committer_stop(&committer);
}

static void stopping_waits_for_what_is_under_way(void **state)
{
    (void)state;
    static struct committer committer;
    struct http_server *server = NULL;
    int fds[CLIENTS];
    committer_start(&committer, &server);
    committer.is_held = true;
    for (int i = 0; i < CLIENTS; i++) {
        fds[i] = test_connect(http_port(server));
        post(fds[i], i);
    }
    for (size_t n = 0; n < CLIENTS;) {
        os_sleep_ms(2);
        os_mutex_lock(&committer.mutex);
        n = committer.n;
        os_mutex_unlock(&committer.mutex);
    }
    os_mutex_lock(&committer.mutex);
    committer.is_held = false;
    os_condition_signal(&committer.has_work);
    os_mutex_unlock(&committer.mutex);
    http_stop(server); /* begins while all of them wait */
    for (int i = 0; i < CLIENTS; i++) {
        assert_true(is_answered(fds[i], i));
        close(fds[i]);
    }
    committer_stop(&committer);
}

static void keep(void *context, const struct http_request *request, struct http_response *response)
{
    (void)response;
    *(struct http_token **)context = http_defer(request);
}

static void what_nobody_answers_is_told_503_and_the_late_answer_does_nothing(void **state)
{
    (void)state;
    struct err err;
    struct http_token *kept = NULL;
    struct http_server *server = NULL;
    struct http_options options = {.listen = STR("127.0.0.1:0"),
                                   .threads = 1,
                                   .handler = keep,
                                   .context = &kept,
                                   .stop_wait_ms = 100};
    assert_true(http_start(&options, &server, &err));
    int fd = test_connect(http_port(server));
    post(fd, 1);
    os_sleep_ms(300);
    http_stop(server);
    char out[2048];
    struct str answer = test_read_all(fd, out, sizeof out);
    close(fd);
    assert_int_equal(503, test_status(answer));
    assert_non_null(kept);
    struct http_response late = {.status = 200};
    http_answer(kept, &late);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sixty_four_clients_wait_together_on_two_threads),
        cmocka_unit_test(a_client_that_goes_while_it_waits_harms_nobody),
        cmocka_unit_test(stopping_waits_for_what_is_under_way),
        cmocka_unit_test(what_nobody_answers_is_told_503_and_the_late_answer_does_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
