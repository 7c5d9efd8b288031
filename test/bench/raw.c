/*
 * raw.c - the raw limits: what SQLite alone does on this machine with one row of 500 bytes and
 * three integer-keyed indexes, in WAL with synchronous=FULL. Nothing of gulou is linked.
 *
 *   raw bulk FILE SECONDS      one thread, transactions of 1,000 rows
 *   raw grouped FILE SECONDS   64 threads submit a row each and wait; one writer commits groups
 *
 * Prints rows a second, and for grouped the 50th and 99th percentile of a submitter's wait in ms.
 */
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BODY_BYTES = 500, BULK_ROWS = 1000, SUBMITTERS = 64, WAITS_MAX = 1 << 20 };

static const char schema[] = "PRAGMA page_size=4096;"
                             "PRAGMA journal_mode=WAL;"
                             "PRAGMA synchronous=FULL;"
                             "PRAGMA cache_size=-65536;"
                             "CREATE TABLE row (id INTEGER PRIMARY KEY, unit INTEGER NOT NULL,"
                             " day INTEGER NOT NULL, number INTEGER NOT NULL, body BLOB NOT NULL);"
                             "CREATE INDEX row_unit ON row (unit, id);"
                             "CREATE INDEX row_day ON row (day);"
                             "CREATE INDEX row_number ON row (number);";

static sqlite3 *db;
static sqlite3_stmt *begin, *insert, *commit;
static int64_t rows;

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void must(bool is_good, const char *what)
{
    if (is_good)
        return;
    fprintf(stderr, "raw: %s: %s\n", what, db != NULL ? sqlite3_errmsg(db) : "failed");
    exit(111);
}

static void open_db(const char *file)
{
    must(sqlite3_open(file, &db) == SQLITE_OK, "open");
    must(sqlite3_exec(db, schema, NULL, NULL, NULL) == SQLITE_OK, "schema");
    must(sqlite3_prepare_v2(db, "BEGIN IMMEDIATE", -1, &begin, NULL) == SQLITE_OK
             && sqlite3_prepare_v2(db, "COMMIT", -1, &commit, NULL) == SQLITE_OK
             && sqlite3_prepare_v2(db, "INSERT INTO row VALUES (?1, ?2, ?3, ?4, ?5)", -1, &insert,
                                   NULL)
                    == SQLITE_OK,
         "prepare");
}

static void run(sqlite3_stmt *stmt)
{
    must(sqlite3_step(stmt) == SQLITE_DONE, "step");
    sqlite3_reset(stmt);
}

/* The columns of a work order: a unit of 100, a day some way ahead, the next number. */
static void put_row(void)
{
    static unsigned char body[BODY_BYTES];
    uint64_t x = (uint64_t)rows * 0x9e3779b97f4a7c15u;
    for (size_t i = 0; i < BODY_BYTES; i += sizeof x)
        memcpy(body + i, &x, i + sizeof x <= BODY_BYTES ? sizeof x : BODY_BYTES - i);
    sqlite3_bind_int64(insert, 1, rows);
    sqlite3_bind_int64(insert, 2, (int64_t)(x >> 40) % 100);
    sqlite3_bind_int64(insert, 3, 19000 + rows / 750 + (int64_t)(x >> 20) % 15);
    sqlite3_bind_int64(insert, 4, rows);
    sqlite3_bind_blob(insert, 5, body, BODY_BYTES, SQLITE_STATIC);
    run(insert);
    rows++;
}

static void bulk(double seconds)
{
    int64_t start = now_ns(), end = start + (int64_t)(seconds * 1e9), at = start;
    while (at < end) {
        run(begin);
        for (int i = 0; i < BULK_ROWS; i++)
            put_row();
        run(commit);
        at = now_ns();
    }
    printf("%.0f\n", (double)rows / ((double)(at - start) / 1e9));
}

/* ---- grouped ---- */

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrived = PTHREAD_COND_INITIALIZER, written = PTHREAD_COND_INITIALIZER;
static int64_t submitted, done; /* rows; guarded by mutex */
static bool is_over;
static int64_t waits[WAITS_MAX];
static size_t waits_n;

static void *submit(void *context)
{
    (void)context;
    pthread_mutex_lock(&mutex);
    while (!is_over) {
        int64_t start = now_ns(), mine = ++submitted;
        pthread_cond_signal(&arrived);
        while (done < mine && !is_over)
            pthread_cond_wait(&written, &mutex);
        if (waits_n < WAITS_MAX && done >= mine)
            waits[waits_n++] = now_ns() - start;
    }
    pthread_mutex_unlock(&mutex);
    return NULL;
}

static void write_groups(int64_t end)
{
    pthread_mutex_lock(&mutex);
    while (now_ns() < end) {
        while (submitted == done)
            pthread_cond_wait(&arrived, &mutex);
        int64_t upto = submitted;
        pthread_mutex_unlock(&mutex);
        run(begin);
        while (rows < upto)
            put_row();
        run(commit);
        pthread_mutex_lock(&mutex);
        done = upto;
        pthread_cond_broadcast(&written);
    }
    is_over = true;
    pthread_cond_broadcast(&written);
    pthread_mutex_unlock(&mutex);
}

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void grouped(double seconds)
{
    pthread_t threads[SUBMITTERS];
    int64_t start = now_ns();
    for (int i = 0; i < SUBMITTERS; i++)
        must(pthread_create(&threads[i], NULL, submit, NULL) == 0, "thread");
    write_groups(start + (int64_t)(seconds * 1e9));
    double took = (double)(now_ns() - start) / 1e9;
    for (int i = 0; i < SUBMITTERS; i++)
        pthread_join(threads[i], NULL);
    must(waits_n > 0, "no row was written");
    qsort(waits, waits_n, sizeof waits[0], compare);
    printf("%.0f %.1f %.1f\n", (double)rows / took, (double)waits[waits_n / 2] / 1e6,
           (double)waits[waits_n * 99 / 100] / 1e6);
}

int main(int argc, char **argv)
{
    bool is_bulk = argc == 4 && strcmp(argv[1], "bulk") == 0;
    if (!is_bulk && (argc != 4 || strcmp(argv[1], "grouped") != 0)) {
        fprintf(stderr, "usage: raw bulk|grouped FILE SECONDS\n");
        return 2;
    }
    open_db(argv[2]);
    if (is_bulk)
        bulk(strtod(argv[3], NULL));
    else
        grouped(strtod(argv[3], NULL));
    sqlite3_finalize(begin);
    sqlite3_finalize(insert);
    sqlite3_finalize(commit);
    sqlite3_close(db);
    return 0;
}
