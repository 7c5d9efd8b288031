#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crypto/hex.h"
#include "crypto/sign.h"

struct vector {
    const char *seed, *public_key, *message, *signature;
};

/* RFC 8032 §7.1, tests 1 to 3. */
static const struct vector vectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6594a7c15e9716ed28dc027beceea1ec40a"},
};

static void signatures_are_the_published_ones_and_hold(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        const struct vector *v = &vectors[i];
        unsigned char seed[SIGN_SEED_BYTES], expected[SIGN_BYTES], signature[SIGN_BYTES];
        unsigned char public_key[SIGN_PUBLIC_BYTES], expected_key[SIGN_PUBLIC_BYTES], bytes[2];
        assert_true(hex_decode(str_of(v->seed), seed, sizeof seed));
        assert_true(hex_decode(str_of(v->public_key), expected_key, sizeof expected_key));
        assert_true(hex_decode(str_of(v->signature), expected, sizeof expected));
        struct str message = {(const char *)bytes, str_of(v->message).len / 2};
        assert_true(hex_decode(str_of(v->message), bytes, message.len));
        sign_public(seed, public_key);
        assert_memory_equal(public_key, expected_key, sizeof public_key);
        sign_message(seed, message, signature);
        assert_memory_equal(signature, expected, sizeof signature);
        assert_true(sign_verify(public_key, message, signature));
    }
}

static void a_changed_bit_of_key_message_or_signature_does_not_hold(void **state)
{
    (void)state;
    unsigned char seed[SIGN_SEED_BYTES] = {7}, key[SIGN_PUBLIC_BYTES], signature[SIGN_BYTES];
    char text[] = "the drum tower tells the hours";
    struct str message = {text, sizeof text - 1};
    sign_public(seed, key);
    sign_message(seed, message, signature);
    for (size_t bit = 0; bit < sizeof signature * 8; bit++) {
        signature[bit / 8] ^= (unsigned char)(1 << bit % 8);
        assert_false(sign_verify(key, message, signature));
        signature[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    for (size_t bit = 0; bit < sizeof key * 8; bit++) {
        key[bit / 8] ^= (unsigned char)(1 << bit % 8);
        assert_false(sign_verify(key, message, signature));
        key[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    for (size_t i = 0; i < message.len; i++) {
        text[i] ^= 1;
        assert_false(sign_verify(key, message, signature));
        text[i] ^= 1;
    }
    assert_true(sign_verify(key, message, signature));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signatures_are_the_published_ones_and_hold),
        cmocka_unit_test(a_changed_bit_of_key_message_or_signature_does_not_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
