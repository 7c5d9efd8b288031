#include "base/date.h"

#include <stdio.h>
#include <string.h>

#include "base/assert.h"

enum { MS_PER_DAY = 86400000, ZONE_MS = 8 * 3600 * 1000, YEAR_MIN = 1900, YEAR_MAX = 2199 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool date_exists(int year, int month, int day)
{
    return year >= YEAR_MIN && year <= YEAR_MAX && month >= 1 && month <= 12 && day >= 1
           && day <= month_days(year, month);
}

/* Days from civil: years are counted from March, so that the leap day ends the year. */
static int32_t days_from_civil(int year, int month, int day)
{
    year -= month <= 2;
    int era = year / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct date date_of(int year, int month, int day)
{
    gl_assert(date_exists(year, month, day));
    return (struct date){days_from_civil(year, month, day)};
}

bool date_is_none(struct date date)
{
    return date.day == DATE_NONE_DAY;
}

void date_split(struct date date, int *year_out, int *month_out, int *day_out)
{
    gl_assert(!date_is_none(date));
    int z = date.day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_shifted = (5 * day_of_year + 2) / 153;
    *day_out = day_of_year - (153 * month_shifted + 2) / 5 + 1;
    *month_out = month_shifted < 10 ? month_shifted + 3 : month_shifted - 9;
    *year_out = year_of_era + era * 400 + (*month_out <= 2);
}

int date_year(struct date date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    return year;
}

int date_month(struct date date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    return month;
}

int date_weekday(struct date date)
{
    int shifted = (date.day + 3) % 7; /* 1970-01-01 was a Thursday */
    return (shifted < 0 ? shifted + 7 : shifted) + 1;
}

int date_compare(struct date a, struct date b)
{
    return (a.day > b.day) - (a.day < b.day);
}

struct date date_min(struct date a, struct date b)
{
    return a.day < b.day ? a : b;
}

struct date date_max(struct date a, struct date b)
{
    return a.day > b.day ? a : b;
}

struct date date_add_days(struct date date, int days)
{
    gl_assert(!date_is_none(date));
    return (struct date){date.day + days};
}

struct date date_add_months(struct date date, int months)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    int index = year * 12 + month - 1 + months;
    year = index / 12;
    month = index % 12 + 1;
    int last = month_days(year, month);
    return (struct date){days_from_civil(year, month, day < last ? day : last)};
}

static bool parse_digits(struct str text, size_t at, size_t n, int *value_out)
{
    int value = 0;
    for (size_t i = at; i < at + n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
        value = value * 10 + (text.p[i] - '0');
    }
    *value_out = value;
    return true;
}

int date_whole_months(struct date from, struct date to)
{
    static const int lengths[] = {12, 6, 3, 1};
    int year, month, day;
    date_split(from, &year, &month, &day);
    for (size_t i = 0; day == 1 && i < sizeof lengths / sizeof lengths[0]; i++) {
        struct date last = date_add_days(date_add_months(from, lengths[i]), -1);
        if ((month - 1) % lengths[i] == 0 && date_compare(last, to) == 0)
            return lengths[i];
    }
    return 0;
}

bool date_parse(struct str text, struct date *date_out)
{
    int year, month, day;
    if (text.len != 10 || text.p[4] != '-' || text.p[7] != '-')
        return false;
    if (!parse_digits(text, 0, 4, &year) || !parse_digits(text, 5, 2, &month)
        || !parse_digits(text, 8, 2, &day) || !date_exists(year, month, day))
        return false;
    *date_out = date_of(year, month, day);
    return true;
}

static void put_digits(char *out, int value, int n)
{
    for (int i = n - 1; i >= 0; i--) {
        out[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

struct str date_print(struct date date, char out[DATE_TEXT_BYTES])
{
    if (date_is_none(date))
        return STR_NONE;
    int year, month, day;
    date_split(date, &year, &month, &day);
    put_digits(out, year, 4);
    out[4] = '-';
    put_digits(out + 5, month, 2);
    out[7] = '-';
    put_digits(out + 8, day, 2);
    out[10] = '\0';
    return (struct str){out, 10};
}

struct instant instant_at(struct date date, int hour, int minute, int second)
{
    int64_t seconds = (int64_t)hour * 3600 + minute * 60 + second;
    return (struct instant){(int64_t)date.day * MS_PER_DAY + seconds * 1000 - ZONE_MS};
}

struct date instant_date(struct instant instant)
{
    int64_t local = instant.ms + ZONE_MS;
    int64_t day = local / MS_PER_DAY - (local % MS_PER_DAY < 0);
    return (struct date){(int32_t)day};
}

struct str instant_print(struct instant instant, char out[INSTANT_TEXT_BYTES])
{
    struct date date = instant_date(instant);
    int64_t local = instant.ms + ZONE_MS;
    int second = (int)((local - (int64_t)date.day * MS_PER_DAY) / 1000);
    date_print(date, out);
    out[10] = 'T';
    put_digits(out + 11, second / 3600, 2);
    out[13] = ':';
    put_digits(out + 14, second / 60 % 60, 2);
    out[16] = ':';
    put_digits(out + 17, second % 60, 2);
    memcpy(out + 19, "+08:00", 7);
    return (struct str){out, 25};
}

bool instant_parse(struct str text, struct instant *instant_out)
{
    struct date date;
    int hour, minute, second;
    if (text.len != 25 || text.p[10] != 'T' || text.p[13] != ':' || text.p[16] != ':'
        || !str_ends(text, STR("+08:00")) || !date_parse(str_first(text, 10), &date))
        return false;
    if (!parse_digits(text, 11, 2, &hour) || !parse_digits(text, 14, 2, &minute)
        || !parse_digits(text, 17, 2, &second) || hour > 23 || minute > 59 || second > 59)
        return false;
    *instant_out = instant_at(date, hour, minute, second);
    return true;
}
