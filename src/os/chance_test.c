#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "os/chance.h"
#include "os/siphash.h"

/* The vectors of the reference implementation for inputs 00, 01 ... of 0, 1 and 15 bytes. */
static void siphash_gives_the_published_vectors(void **state)
{
    (void)state;
    static const struct {
        size_t len;
        uint8_t expect[SIPHASH_BYTES];
    } vectors[] = {
        {0,
         {0xa3, 0x81, 0x7f, 0x04, 0xba, 0x25, 0xa8, 0xe6, 0x6d, 0xf6, 0x72, 0x14, 0xc7, 0x55, 0x02,
          0x93}},
        {1,
         {0xda, 0x87, 0xc1, 0xd8, 0x6b, 0x99, 0xaf, 0x44, 0x34, 0x76, 0x59, 0x11, 0x9b, 0x22, 0xfc,
          0x45}},
        {15,
         {0x54, 0x93, 0xe9, 0x99, 0x33, 0xb0, 0xa8, 0x11, 0x7e, 0x08, 0xec, 0x0f, 0x97, 0xcf, 0xc3,
          0xd9}},
    };
    uint8_t bytes[32], out[SIPHASH_BYTES];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)i;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        siphash_128(bytes, bytes, vectors[i].len, out);
        assert_memory_equal(out, vectors[i].expect, sizeof out);
    }
}

static void seeded_chance_is_a_function_of_its_name_alone(void **state)
{
    (void)state;
    uint8_t first[40], again[40], other[40];
    os_chance_init_seed(STR("2022"));
    assert_true(os_chance_is_seeded());
    os_chance("nonce", 7, 1, first, sizeof first);
    os_chance("salt", 7, 1, other, sizeof other);
    os_chance("nonce", 7, 1, again, sizeof again);
    assert_memory_equal(first, again, sizeof first);
    assert_memory_not_equal(first, other, sizeof first);
    os_chance("nonce", 8, 1, other, sizeof other);
    assert_memory_not_equal(first, other, sizeof first);
    os_chance("nonce", 7, 2, other, sizeof other);
    assert_memory_not_equal(first, other, sizeof first);
    os_chance("nonce", 7, 1, other, 5); /* a shorter draw is a prefix */
    assert_memory_equal(first, other, 5);
    os_chance_init_seed(STR("2023"));
    os_chance("nonce", 7, 1, other, sizeof other);
    assert_memory_not_equal(first, other, sizeof first);
    os_chance_init_seed(STR_NONE);
}

static void seeded_chance_never_changes(void **state)
{
    (void)state;
    uint8_t out[4];
    os_chance_init_seed(STR("drum"));
    os_chance("nonce", 1, 0, out, sizeof out);
    static const uint8_t expect[4] = {0xb6, 0x86, 0x44, 0x38};
    assert_memory_equal(out, expect, sizeof expect);
    os_chance_init_seed(STR_NONE);
}

static void unseeded_chance_does_not_repeat(void **state)
{
    (void)state;
    assert_false(os_chance_is_seeded());
    static uint8_t drawn[4000][16];
    for (size_t i = 0; i < 4000; i++)
        os_chance("x", 0, 0, drawn[i], 16);
    for (size_t i = 0; i < 4000; i++)
        for (size_t j = i + 1; j < 4000; j++)
            assert_true(memcmp(drawn[i], drawn[j], 16) != 0);
    uint8_t large[1000] = {0}, zeros[16] = {0};
    os_chance("x", 0, 0, large, sizeof large);
    assert_memory_not_equal(large + sizeof large - 16, zeros, 16);
}

static void a_child_process_draws_other_bytes_than_its_parent(void **state)
{
    (void)state;
    uint8_t here[16], there[16];
    os_chance("x", 0, 0, here, sizeof here); /* fills the buffer that the child inherits */
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        os_chance("x", 0, 0, there, sizeof there);
        _exit(write(ends[1], there, sizeof there) == sizeof there ? 0 : 1);
    }
    os_chance("x", 0, 0, here, sizeof here);
    assert_int_equal(read(ends[0], there, sizeof there), sizeof there);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_memory_not_equal(here, there, sizeof here);
    close(ends[0]);
    close(ends[1]);
}

static void a_bounded_draw_stays_below_and_reaches_all(void **state)
{
    (void)state;
    os_chance_init_seed(STR("bound"));
    int seen[7] = {0};
    for (int64_t i = 0; i < 7000; i++) {
        uint64_t draw = os_chance_below("die", 0, i, 7);
        assert_true(draw < 7);
        seen[draw]++;
    }
    for (int i = 0; i < 7; i++)
        assert_in_range(seen[i], 850, 1150); /* 1000 with a standard deviation of 29; fixed seed */
    assert_int_equal(os_chance_below("die", 0, 0, 1), 0);
    os_chance_init_seed(STR_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(siphash_gives_the_published_vectors),
        cmocka_unit_test(seeded_chance_is_a_function_of_its_name_alone),
        cmocka_unit_test(seeded_chance_never_changes),
        cmocka_unit_test(unseeded_chance_does_not_repeat),
        cmocka_unit_test(a_child_process_draws_other_bytes_than_its_parent),
        cmocka_unit_test(a_bounded_draw_stays_below_and_reaches_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
