#include "text/xlsx_number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

enum { SERIAL_1970 = 25569, SERIAL_1904 = 1462 };

enum xlsx_number_kind xlsx_number_kind_of_id(int64_t id)
{
    bool is_time = (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)
                   || id == 55 || id == 56;
    bool is_date = (id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36
                   || (id >= 50 && id <= 54) || id == 57 || id == 58;
    if (id == 22)
        return XLSX_NUMBER_MOMENT;
    return is_time ? XLSX_NUMBER_TIME : is_date ? XLSX_NUMBER_DATE : XLSX_NUMBER_PLAIN;
}

/* Bytes of a format code at `code` that are no format letter: quoted, escaped, bracketed. */
static size_t skipped(struct str code)
{
    char c = code.p[0];
    if (c == '\\' || c == '_' || c == '*')
        return 2;
    if (c == '"') {
        struct str rest = str_from(code, 1);
        return str_find_char(rest, '"') + 2;
    }
    if (c == '[') {
        bool is_elapsed = code.len > 1 && strchr("hHmMsS", code.p[1]) != NULL;
        return is_elapsed ? 0 : str_find_char(code, ']') + 1;
    }
    if (str_starts(code, STR("AM/PM")) || str_starts(code, STR("am/pm")))
        return 5;
    return str_starts(code, STR("A/P")) || str_starts(code, STR("a/p")) ? 3 : 0;
}

enum xlsx_number_kind xlsx_number_kind_of_code(struct str code)
{
    bool has_day = false, has_hour = false, has_m = false;
    if (code.len == 7 && strncasecmp(code.p, "general", 7) == 0)
        return XLSX_NUMBER_PLAIN;
    while (code.len > 0 && code.p[0] != ';') {
        size_t skip = skipped(code);
        if (skip > 0) {
            code = str_from(code, skip);
            continue;
        }
        char c = code.p[0] >= 'A' && code.p[0] <= 'Z' ? (char)(code.p[0] + 32) : code.p[0];
        char after = code.len > 1 ? code.p[1] : '\0';
        has_day |= c == 'y' || c == 'd' || (c == 'e' && after != '+' && after != '-');
        has_hour |= c == 'h' || c == 's';
        has_m |= c == 'm';
        code = str_from(code, 1);
    }
    has_day |= has_m && !has_hour;
    if (has_day && has_hour)
        return XLSX_NUMBER_MOMENT;
    return has_hour ? XLSX_NUMBER_TIME : has_day ? XLSX_NUMBER_DATE : XLSX_NUMBER_PLAIN;
}

/* A number as the file format writes it; false for anything else (also inf, nan, hexadecimal). */
static bool parse(struct str raw, double *value_out)
{
    char text[64], *end;
    raw = str_trim(raw);
    if (raw.len == 0 || raw.len >= sizeof text)
        return false;
    for (size_t i = 0; i < raw.len; i++)
        if (strchr("0123456789+-.eE", raw.p[i]) == NULL)
            return false;
    memcpy(text, raw.p, raw.len);
    text[raw.len] = '\0';
    *value_out = strtod(text, &end);
    return *end == '\0' && isfinite(*value_out);
}

static struct str without_trailing_zeros(struct str text)
{
    if (str_find_char(text, '.') == text.len)
        return text;
    while (text.p[text.len - 1] == '0')
        text.len--;
    if (text.p[text.len - 1] == '.')
        text.len--;
    return text;
}

bool xlsx_number_plain(struct arena *arena, struct str raw, struct str *text_out)
{
    double value;
    char text[64];
    if (!parse(raw, &value) || fabs(value) >= 1e15)
        return false;
    /* Fifteen significant digits, as spreadsheets show them: 0.1 + 0.2 is 0.3. */
    snprintf(text, sizeof text, "%.15g", value);
    const char *exponent = strchr(text, 'e');
    if (exponent != NULL) { /* less than 0.0001: as many places as the digits need */
        long places = 14 - strtol(exponent + 1, NULL, 10);
        snprintf(text, sizeof text, "%.*f", (int)(places < 40 ? places : 40), value);
    }
    struct str plain = without_trailing_zeros(str_of(text));
    *text_out = arena_copy(arena, str_equal_c(plain, "-0") ? STR("0") : plain);
    return true;
}

static struct str print_time(struct arena *arena, struct str date, int64_t seconds)
{
    return arena_print(arena, "%" STR_FMT "%s%02d:%02d:%02d", STR_ARG(date),
                       date.len > 0 ? "T" : "", (int)(seconds / 3600), (int)(seconds / 60 % 60),
                       (int)(seconds % 60));
}

bool xlsx_number_date(struct arena *arena, struct str raw, enum xlsx_number_kind kind, bool is_1904,
                      struct str *text_out)
{
    static const int64_t day_seconds = 86400;
    double value;
    char date[DATE_TEXT_BYTES];
    if (!parse(raw, &value) || value < 0 || value > 200000)
        return false;
    int64_t moment = llround(value * (double)day_seconds);
    if (kind == XLSX_NUMBER_TIME) {
        *text_out = print_time(arena, STR(""), moment);
        return true;
    }
    int64_t serial = moment / day_seconds, seconds = moment % day_seconds;
    if (is_1904)
        serial += SERIAL_1904;
    else if (serial < 60) /* 1900 was no leap year, but serial 60 is its 29 February */
        serial++;
    int64_t day = serial - SERIAL_1970;
    if (day < date_of(1900, 1, 1).day || day > date_of(2199, 12, 31).day)
        return false;
    struct str text = date_print((struct date){(int32_t)day}, date);
    bool has_time = kind == XLSX_NUMBER_MOMENT && seconds > 0;
    *text_out = has_time ? print_time(arena, text, seconds) : arena_copy(arena, text);
    return true;
}
