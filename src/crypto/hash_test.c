#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/hash.h"
#include "crypto/hex.h"

static void assert_digest(const struct hash256 *hash, const char *hex)
{
    char text[65] = "";
    hex_write(text, hash->b, sizeof hash->b);
    assert_string_equal(text, hex);
}

/* FIPS 180-4 examples. */
static void sha256_gives_the_published_digests(void **state)
{
    (void)state;
    struct hash256 hash;
    struct str two_blocks = STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");
    hash_sha256("", 0, &hash);
    assert_digest(&hash, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    hash_sha256("abc", 3, &hash);
    assert_digest(&hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    hash_sha256(two_blocks.p, two_blocks.len, &hash);
    assert_digest(&hash, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void a_million_letters_in_uneven_pieces_give_the_published_digest(void **state)
{
    (void)state;
    enum { N = 1000000 };
    char letters[1000];
    struct hash_state hashing;
    struct hash256 hash;
    memset(letters, 'a', sizeof letters);
    hash_begin(&hashing);
    size_t done = 0;
    for (size_t piece = 1; done < N; piece = piece * 7 % 997 + 1) {
        size_t len = piece < N - done ? piece : N - done;
        hash_add(&hashing, letters, len);
        done += len;
    }
    hash_end(&hashing, &hash);
    assert_digest(&hash, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void a_copied_state_goes_on_by_itself(void **state)
{
    (void)state;
    struct hash_state a, b;
    struct hash256 hash;
    hash_begin(&a);
    hash_add(&a, "ab", 2);
    b = a;
    hash_add(&a, "x", 1);
    hash_add(&b, "c", 1);
    hash_end(&b, &hash);
    assert_digest(&hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* RFC 4231 §4.2, 4.3, 4.4, 4.7, 4.8. */
static void hmac_gives_the_published_codes(void **state)
{
    (void)state;
    struct hmac_key key;
    struct hash256 hash;
    unsigned char bytes[131];
    memset(bytes, 0x0b, 20);
    hmac_key_init(&key, bytes, 20);
    hmac_sha256(&key, "Hi There", 8, &hash);
    assert_digest(&hash, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    hmac_key_init(&key, "Jefe", 4);
    struct str question = STR("what do ya want for nothing?");
    hmac_sha256(&key, question.p, question.len, &hash);
    assert_digest(&hash, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    unsigned char data[50];
    memset(bytes, 0xaa, 20);
    memset(data, 0xdd, sizeof data);
    hmac_key_init(&key, bytes, 20);
    hmac_sha256(&key, data, sizeof data, &hash);
    assert_digest(&hash, "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    memset(bytes, 0xaa, sizeof bytes);
    hmac_key_init(&key, bytes, sizeof bytes);
    struct str larger = STR("Test Using Larger Than Block-Size Key - Hash Key First");
    hmac_sha256(&key, larger.p, larger.len, &hash);
    assert_digest(&hash, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    hmac_sha256(&key, larger.p, larger.len, &hash); /* a key serves many messages */
    assert_digest(&hash, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void a_node_is_the_hash_of_prefix_left_and_right(void **state)
{
    (void)state;
    struct hash256 a = {{1}}, b = {{2}}, node, again;
    unsigned char bytes[65] = {1};
    memcpy(bytes + 1, a.b, 32);
    memcpy(bytes + 33, b.b, 32);
    hash_sha256(bytes, sizeof bytes, &again);
    hash_two(1, &a, &b, &node);
    assert_true(hash_equal(&node, &again));
    hash_two(1, &b, &a, &node);
    assert_false(hash_equal(&node, &again));
}

static void a_wiped_secret_is_zeros(void **state)
{
    (void)state;
    unsigned char secret[5] = {1, 2, 3, 4, 5}, zeros[5] = {0};
    hash_wipe(secret, sizeof secret);
    assert_memory_equal(secret, zeros, sizeof secret);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_gives_the_published_digests),
        cmocka_unit_test(a_million_letters_in_uneven_pieces_give_the_published_digest),
        cmocka_unit_test(a_copied_state_goes_on_by_itself),
        cmocka_unit_test(hmac_gives_the_published_codes),
        cmocka_unit_test(a_node_is_the_hash_of_prefix_left_and_right),
        cmocka_unit_test(a_wiped_secret_is_zeros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
