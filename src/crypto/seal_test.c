#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crypto/hex.h"
#include "crypto/seal.h"

enum { ROOM = 128 };

struct vector {
    const char *key, *nonce, *additional, *plain, *sealed;
};

/* The AES-256 cases 13, 14 and 16 of the GCM submission to NIST. */
static const struct vector vectors[] = {
    {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
     "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
    {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
     "", "00000000000000000000000000000000",
     "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"},
    {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b"
     "5"
     "25b16aedf5aa0de657ba637b39",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828"
     "838"
     "c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"},
};

static struct str bytes_of(const char *hex, unsigned char *out)
{
    size_t len = strlen(hex) / 2;
    assert_true(len <= ROOM);
    assert_true(hex_decode(str_of(hex), out, len));
    return (struct str){(const char *)out, len};
}

static void boxes_are_the_published_ones_and_open(void **state)
{
    (void)state;
    struct seal_context *context = seal_context_new();
    for (size_t round = 0; round < 2; round++) { /* the context is used again */
        for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
            unsigned char key[ROOM], nonce[ROOM], a[ROOM], p[ROOM], s[ROOM], out[ROOM];
            bytes_of(vectors[i].key, key);
            bytes_of(vectors[i].nonce, nonce);
            struct str additional = bytes_of(vectors[i].additional, a);
            struct str plain = bytes_of(vectors[i].plain, p),
                       sealed = bytes_of(vectors[i].sealed, s);
            seal_encrypt(context, key, nonce, additional, plain, out);
            assert_memory_equal(out, sealed.p, sealed.len);
            assert_true(seal_decrypt(context, key, nonce, additional, sealed, out));
            assert_memory_equal(out, plain.p, plain.len);
        }
    }
    seal_context_free(context);
}

static void empty_slices_seal_and_open(void **state)
{
    (void)state;
    struct seal_context *context = seal_context_new();
    unsigned char key[SEAL_KEY_BYTES] = {1}, nonce[SEAL_NONCE_BYTES] = {2}, out[SEAL_TAG_BYTES];
    unsigned char none[1];
    seal_encrypt(context, key, nonce, STR_NONE, STR_NONE, out);
    struct str sealed = {(const char *)out, sizeof out};
    assert_true(seal_decrypt(context, key, nonce, STR_NONE, sealed, none));
    assert_false(seal_decrypt(context, key, nonce, STR("x"), sealed, none));
    assert_false(seal_decrypt(context, key, nonce, STR_NONE, str_first(sealed, 15), none));
    seal_context_free(context);
}

static void a_changed_bit_anywhere_opens_nothing_and_leaves_zeros(void **state)
{
    (void)state;
    static const unsigned char zeros[32];
    struct seal_context *context = seal_context_new();
    struct str plain = STR("nobody but the handler sees this"), additional = STR("matter 42");
    unsigned char key[SEAL_KEY_BYTES] = {3}, nonce[SEAL_NONCE_BYTES] = {4}, box[32 + 16], out[32];
    assert_int_equal(plain.len, 32);
    seal_encrypt(context, key, nonce, additional, plain, box);
    struct str sealed = {(const char *)box, sizeof box};
    for (size_t bit = 0; bit < sizeof box * 8; bit++) {
        box[bit / 8] ^= (unsigned char)(1 << bit % 8);
        assert_false(seal_decrypt(context, key, nonce, additional, sealed, out));
        assert_memory_equal(out, zeros, sizeof out);
        box[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    key[31] ^= 1;
    assert_false(seal_decrypt(context, key, nonce, additional, sealed, out));
    key[31] ^= 1;
    nonce[11] ^= 1;
    assert_false(seal_decrypt(context, key, nonce, additional, sealed, out));
    nonce[11] ^= 1;
    assert_false(seal_decrypt(context, key, nonce, STR("matter 43"), sealed, out));
    assert_true(seal_decrypt(context, key, nonce, additional, sealed, out));
    assert_memory_equal(out, plain.p, sizeof out);
    seal_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes_are_the_published_ones_and_open),
        cmocka_unit_test(empty_slices_seal_and_open),
        cmocka_unit_test(a_changed_bit_anywhere_opens_nothing_and_leaves_zeros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
