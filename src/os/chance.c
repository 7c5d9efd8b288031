#include "os/chance.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/random.h>

#include "base/assert.h"
#include "os/siphash.h"

enum { BUFFER_BYTES = 1024, LABEL_BYTES_MAX = 64 };

static bool is_seeded;
static uint8_t seed_key[SIPHASH_BYTES];

/* A child process must not draw its parent's bytes again. */
static atomic_uint forks;
static pthread_once_t fork_watch = PTHREAD_ONCE_INIT;

static _Thread_local struct {
    uint8_t bytes[BUFFER_BYTES];
    size_t left;
    unsigned forks;
} buffer;

static void count_fork(void)
{
    atomic_fetch_add(&forks, 1);
}

static void watch_forks(void)
{
    gl_assert(pthread_atfork(NULL, NULL, count_fork) == 0);
}

static void read_system(uint8_t *out, size_t len)
{
    while (len > 0) {
        ssize_t n = getrandom(out, len, 0);
        gl_assert(n > 0 || errno == EINTR);
        if (n > 0) {
            out += n;
            len -= (size_t)n;
        }
    }
}

static void take_system(uint8_t *out, size_t len)
{
    if (len > BUFFER_BYTES / 4) {
        read_system(out, len);
        return;
    }
    pthread_once(&fork_watch, watch_forks);
    unsigned now = atomic_load(&forks);
    if (buffer.left < len || buffer.forks != now) {
        read_system(buffer.bytes, BUFFER_BYTES);
        buffer.left = BUFFER_BYTES;
        buffer.forks = now;
    }
    uint8_t *from = buffer.bytes + BUFFER_BYTES - buffer.left;
    memcpy(out, from, len);
    explicit_bzero(from, len); /* what was given out is nowhere else */
    buffer.left -= len;
}

static size_t put_i64(uint8_t *out, int64_t value)
{
    for (int i = 0; i < 8; i++)
        out[i] = (uint8_t)((uint64_t)value >> (8 * i));
    return 8;
}

/* Block i is SipHash(key, length of label, label, seq, n, i): no two names share an input. */
static void take_seeded(const char *label, const int64_t place[2], uint8_t *out, size_t len)
{
    uint8_t input[1 + LABEL_BYTES_MAX + 24], block[SIPHASH_BYTES];
    size_t label_len = strlen(label), n = 0;
    gl_assert(label_len <= LABEL_BYTES_MAX);
    input[n++] = (uint8_t)label_len;
    memcpy(input + n, label, label_len);
    n += label_len;
    n += put_i64(input + n, place[0]);
    n += put_i64(input + n, place[1]);
    for (int64_t i = 0; len > 0; i++) {
        size_t part = len < SIPHASH_BYTES ? len : SIPHASH_BYTES;
        siphash_128(seed_key, input, n + put_i64(input + n, i), block);
        memcpy(out, block, part);
        out += part;
        len -= part;
    }
}

void os_chance_init_seed(struct str seed)
{
    static const uint8_t label[SIPHASH_BYTES] = "gulou demo seed"; /* with its NUL: 16 */
    is_seeded = seed.len > 0;
    if (is_seeded)
        siphash_128(label, seed.p, seed.len, seed_key);
}

bool os_chance_is_seeded(void)
{
    return is_seeded;
}

void os_chance(const char *label, int64_t seq, int64_t n, void *out, size_t len)
{
    if (is_seeded)
        take_seeded(label, (int64_t[]){seq, n}, out, len);
    else
        take_system(out, len);
}

void os_chance_fresh(void *out, size_t len)
{
    take_system(out, len);
}

uint64_t os_chance_below(const char *label, int64_t seq, int64_t n, uint64_t bound)
{
    gl_assert(bound > 0);
    uint8_t bytes[SIPHASH_BYTES];
    os_chance(label, seq, n, bytes, sizeof bytes);
    /* 128 bits modulo a bound of at most 64: uneven by less than 2^-64, so never drawn again. */
    unsigned __int128 wide;
    memcpy(&wide, bytes, sizeof wide);
    return (uint64_t)(wide % bound);
}
