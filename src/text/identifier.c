#include "text/identifier.h"

enum { BASE_CHARACTERS = 8, INDEX_NUMBER_BYTES = 20 };

static int value_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

char identifier_organ_check(struct str eight)
{
    static const int weights[BASE_CHARACTERS] = {3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    if (eight.len != BASE_CHARACTERS)
        return '\0';
    for (size_t i = 0; i < BASE_CHARACTERS; i++) {
        int value = value_of(eight.p[i]);
        if (value < 0)
            return '\0';
        sum += value * weights[i];
    }
    int check = 11 - sum % 11;
    return check == 10 ? 'X' : check == 11 ? '0' : (char)('0' + check);
}

bool identifier_is_organ_code(struct str text)
{
    char check = identifier_organ_check(str_first(text, BASE_CHARACTERS));
    bool has_hyphen = text.len == BASE_CHARACTERS + 2 && text.p[BASE_CHARACTERS] == '-';
    return check != '\0' && (has_hyphen || text.len == BASE_CHARACTERS + 1)
           && text.p[text.len - 1] == check;
}

static bool is_digits(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    return true;
}

bool identifier_is_index_number(struct str text)
{
    if (text.len != INDEX_NUMBER_BYTES || text.p[9] != '/' || text.p[14] != '-')
        return false;
    struct str year = {text.p + 10, 4}, serial = {text.p + 15, 5};
    bool is_year = is_digits(year) && (str_starts(year, STR("19")) || str_starts(year, STR("20")));
    return identifier_is_organ_code(str_first(text, BASE_CHARACTERS + 1)) && is_year
           && is_digits(serial);
}
