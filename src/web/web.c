#include "web/web.h"

#include "os/clock.h"
#include "web/internal.h"

#define QUIET_NS INT64_C(60000000000)
#define HOUR_NS INT64_C(3600000000000)

static void handle(void *context, const struct http_request *request,
                   struct http_response *response)
{
    struct web *web = context;
    if (str_starts(request->path, STR("/api/")))
        api_handle(web, request, response);
    else
        pages_handle(web, request, response);
}

static bool is_overloaded(void *context)
{
    struct web *web = context;
    return os_counter_get(&web->waiting) >= LIMIT_QUEUE_COMMANDS || web->has_failed;
}

struct reader *web_take_reader(struct web *web)
{
    os_mutex_lock(&web->readers_mutex);
    while (web->readers_n == 0)
        os_condition_wait(&web->readers_free, &web->readers_mutex);
    struct reader *reader = web->readers[--web->readers_n];
    os_mutex_unlock(&web->readers_mutex);
    return reader;
}

void web_give_reader(struct web *web, struct reader *reader)
{
    reader_as(reader, ACCESS_OFFICE);
    os_mutex_lock(&web->readers_mutex);
    web->readers[web->readers_n++] = reader;
    os_condition_signal(&web->readers_free);
    os_mutex_unlock(&web->readers_mutex);
}

/* ---- the queue ---- */

/* The caller holds the mutex. */
static void put_job(struct web *web, struct web_job *job)
{
    if (web->last == NULL)
        web->first = job;
    else
        web->last->next = job;
    web->last = job;
    os_condition_signal(&web->arrived);
}

void web_submit(struct web *web, const struct http_request *request, const struct command *command)
{
    struct web_job *job = arena_new(request->arena, struct web_job);
    job->command = *command;
    job->token = http_defer(request);
    os_counter_add(&web->waiting, 1);
    os_mutex_lock(&web->mutex);
    put_job(web, job);
    os_mutex_unlock(&web->mutex);
}

bool web_run(struct web *web, void (*run)(void *context), void *context, bool is_alone,
             struct err *err)
{
    struct web_work work = {.run = run, .context = context, .is_alone = is_alone};
    struct web_job job = {.work = &work};
    os_mutex_lock(&web->mutex);
    if (!web->is_stopping) {
        put_job(web, &job);
        while (!work.is_done)
            os_condition_wait(&web->worked, &web->mutex);
    }
    os_mutex_unlock(&web->mutex);
    return work.was_run
           || err_set(err, ERR_BUSY, "the server is stopping; the command was not begun");
}

static void do_work(struct web *web, struct web_work *work)
{
    struct reader *readers[READERS_MAX];
    size_t taken = 0;
    bool runs = !web->has_failed;
    for (; runs && work->is_alone && taken < web->readers_all; taken++)
        readers[taken] = web_take_reader(web);
    if (runs)
        work->run(work->context);
    while (taken > 0)
        web_give_reader(web, readers[--taken]);
    if (office_is_over(web->office) && !web->has_failed) {
        err_set(&web->failure, ERR_UNCERTAIN,
                "a command sent to the server was cut short; nothing more is taken");
        web->has_failed = true;
    }
    os_mutex_lock(&web->mutex);
    work->was_run = runs;
    work->is_done = true;
    os_condition_broadcast(&web->worked);
    os_mutex_unlock(&web->mutex);
}

/* Up to a batch of jobs in the order in which they came; none after a quiet minute, or when the
 * server stops. Another door's work is a batch of its own. */
static size_t take_jobs(struct web *web, struct web_job **jobs)
{
    size_t n = 0;
    int64_t deadline_ns = os_monotonic_ns() + QUIET_NS;
    bool is_in_time = true;
    os_mutex_lock(&web->mutex);
    while (web->first == NULL && !web->is_stopping && is_in_time)
        is_in_time = os_condition_wait_until(&web->arrived, &web->mutex, deadline_ns);
    while (web->first != NULL && n < LIMIT_BATCH_COMMANDS
           && (n == 0 || (web->first->work == NULL && jobs[0]->work == NULL))) {
        jobs[n++] = web->first;
        web->first = web->first->next;
    }
    if (web->first == NULL)
        web->last = NULL;
    os_mutex_unlock(&web->mutex);
    return n;
}

/* The job lives in its request's arena: it is gone once the request is answered. */
static void answer_job(struct web *web, struct arena *arena, struct web_job *job,
                       const struct answer *answer)
{
    struct http_response response = {0};
    api_answer(&response, arena, answer, office_is_demo(web->office));
    os_counter_add(&web->waiting, -1);
    http_answer(job->token, &response);
}

/* What is done at times: the law's own events after midnight, a signed checkpoint every hour. */
static void keep_house(struct web *web, struct arena *arena)
{
    struct err err;
    struct str note;
    int64_t events, now = os_monotonic_ns();
    struct date today = office_today(web->office);
    bool ok = true;
    if (date_compare(today, web->swept_on) != 0) {
        ok = office_sweep(web->office, &events, &err);
        web->swept_on = today;
    }
    if (ok && now - web->signed_ns > HOUR_NS && office_size(web->office) != web->signed_size) {
        ok = office_checkpoint(web->office, arena, &note, &err);
        web->signed_ns = now;
        web->signed_size = office_size(web->office);
    }
    if (!ok && err.kind == ERR_UNCERTAIN) {
        web->failure = err;
        web->has_failed = true;
    }
}

static bool is_stopping(struct web *web)
{
    os_mutex_lock(&web->mutex);
    bool stops = web->is_stopping && web->first == NULL;
    os_mutex_unlock(&web->mutex);
    return stops;
}

static void commit_jobs(struct web *web, struct arena *arena, struct web_job **jobs, size_t n)
{
    static struct command commands[LIMIT_BATCH_COMMANDS];
    static struct answer answers[LIMIT_BATCH_COMMANDS];
    struct err err;
    for (size_t i = 0; i < n; i++)
        commands[i] = jobs[i]->command;
    if (!office_commit(web->office, arena, commands, n, answers, &err)
        && err.kind == ERR_UNCERTAIN) {
        web->failure = err;
        web->has_failed = true;
    }
    for (size_t i = 0; i < n; i++)
        answer_job(web, arena, jobs[i], &answers[i]);
    if (!web->has_failed)
        office_rest(web->office);
}

void web_committer(void *context)
{
    struct web *web = context;
    static struct web_job *jobs[LIMIT_BATCH_COMMANDS];
    struct arena arena;
    arena_init(&arena, 0);
    pages_warm(web);
    while (!is_stopping(web)) {
        size_t n = take_jobs(web, jobs);
        arena_reset(&arena);
        keep_house(web, &arena);
        if (n == 1 && jobs[0]->work != NULL)
            do_work(web, jobs[0]->work);
        else if (n > 0)
            commit_jobs(web, &arena, jobs, n);
        else if (!web->has_failed)
            office_rest(web->office);
    }
    arena_done(&arena);
}

/* ---- start and stop ---- */

/* One a thread that answers, and one for the indexer. */
static bool open_readers(struct web *web, int threads, struct err *err)
{
    for (int i = 0; i <= threads && i < READERS_MAX; i++) {
        if (!reader_open(web->office, &web->arena, &web->readers[i], err))
            return false;
        web->readers_n++;
        web->readers_all++;
    }
    return true;
}

static void close_web(struct web *web)
{
    for (size_t i = 0; i < web->readers_n; i++)
        reader_close(web->readers[i]);
    os_mutex_done(&web->mutex);
    os_condition_done(&web->arrived);
    os_condition_done(&web->worked);
    os_condition_done(&web->stopping);
    os_mutex_done(&web->readers_mutex);
    os_condition_done(&web->readers_free);
    struct arena arena = web->arena;
    arena_done(&arena);
}

bool web_start(const struct web_options *options, struct web **web_out, struct err *err)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct web *web = arena_new(&arena, struct web);
    web->arena = arena;
    web->office = options->office;
    web->swept_on = office_today(options->office); /* serve swept before it began */
    web->signed_ns = os_monotonic_ns();
    web->signed_size = office_size(options->office);
    os_mutex_init(&web->mutex);
    os_condition_init(&web->arrived);
    os_condition_init(&web->worked);
    os_condition_init(&web->stopping);
    os_mutex_init(&web->readers_mutex);
    os_condition_init(&web->readers_free);
    int threads = options->threads > 0 ? options->threads : 2;
    struct http_options http = {
        .listen = options->listen,
        .threads = threads,
        .handler = handle,
        .is_overloaded = is_overloaded,
        .context = web,
    };
    if (!open_readers(web, threads, err) || !pages_open(web, options->pages, err)
        || !os_thread_start(&web->committer, "committer", web_committer, web, err)) {
        close_web(web);
        return false;
    }
    web->has_indexer = os_thread_start(&web->indexer, "indexer", web_indexer, web, err);
    if (!web->has_indexer || !http_start(&http, &web->server, err)) {
        web_stop(web);
        return false;
    }
    *web_out = web;
    return true;
}

int web_port(const struct web *web)
{
    return http_port(web->server);
}

bool web_has_failed(const struct web *web, struct err *err)
{
    if (web->has_failed)
        *err = web->failure;
    return web->has_failed;
}

void web_stop(struct web *web)
{
    if (web->server != NULL)
        http_stop(web->server);
    os_mutex_lock(&web->mutex);
    web->is_stopping = true;
    os_condition_broadcast(&web->arrived);
    os_condition_broadcast(&web->stopping);
    os_mutex_unlock(&web->mutex);
    os_thread_join(&web->committer);
    if (web->has_indexer)
        os_thread_join(&web->indexer);
    close_web(web);
}
