#include "calendar/calendar.h"

#include "base/assert.h"
#include "calendar/calendar_file.h"

enum {
    FIRST_YEAR = 1900,
    LAST_YEAR = 2199,
    YEARS = LAST_YEAR - FIRST_YEAR + 1,
    DAYS = CALENDAR_LAST_DAY - CALENDAR_FIRST_DAY + 1
};

/* Everything is an array by day, so that an answer costs a few loads. */
struct calendar {
    struct str version;
    int working_n;
    int32_t *worked;  /* worked[i]: working days from the first day up to and including day i */
    int32_t *working; /* the day index of the n-th working day, from 0 */
    uint16_t *year;   /* year of day i, from FIRST_YEAR */
    uint16_t *notice; /* of day i: 1 + index in notices; 0: none */
    int ungazetted[YEARS + 1]; /* years without notice before year i */
    struct calendar_notice *notices;
};

static bool is_weekend(int32_t day)
{
    return date_weekday((struct date){day}) > 5;
}

static size_t index_of(struct date date)
{
    int64_t index = (int64_t)date.day - CALENDAR_FIRST_DAY;
    gl_assert(index >= 0 && index < DAYS);
    return (size_t)index;
}

static bool works(const struct calendar *calendar, size_t index)
{
    return calendar->worked[index] > (index > 0 ? calendar->worked[index - 1] : 0);
}

static void fill_years(struct calendar *calendar, const bool *is_gazetted)
{
    size_t index = 0;
    for (int y = 0; y < YEARS; y++) {
        int last = date_of(FIRST_YEAR + y, 12, 31).day - CALENDAR_FIRST_DAY;
        for (; index <= (size_t)last; index++)
            calendar->year[index] = (uint16_t)y;
        calendar->ungazetted[y + 1] = calendar->ungazetted[y] + !is_gazetted[y];
    }
}

static void fill_days(struct calendar *calendar)
{
    int32_t worked = 0;
    for (int i = 0; i < DAYS; i++) {
        bool is_working = !is_weekend(CALENDAR_FIRST_DAY + i);
        if (calendar->notice[i] > 0)
            is_working = calendar->notices[calendar->notice[i] - 1].is_work;
        if (is_working)
            calendar->working[worked++] = i;
        calendar->worked[i] = worked;
    }
    calendar->working_n = worked;
}

struct calendar *calendar_load(struct arena *arena, const struct calendar_file *files,
                               size_t files_n, struct complaints *complaints)
{
    size_t complaints_before = complaints->list.n;
    struct calendar_notices notices = {.arena = arena};
    for (size_t i = 0; i < files_n; i++)
        calendar_file_read(&notices, &files[i], complaints);
    calendar_file_check_doubles(&notices, complaints);
    if (complaints->list.n > complaints_before)
        return NULL;

    struct calendar *calendar = arena_new(arena, struct calendar);
    calendar->worked = arena_array(arena, int32_t, DAYS);
    calendar->working = arena_array(arena, int32_t, DAYS);
    calendar->year = arena_array(arena, uint16_t, DAYS);
    calendar->notice = arena_array(arena, uint16_t, DAYS);
    calendar->notices = notices.list.at;
    for (size_t i = 0; i < notices.list.n; i++)
        calendar->notice[index_of(notices.list.at[i].date)] = (uint16_t)(i + 1);
    fill_years(calendar, notices.is_gazetted);
    fill_days(calendar);
    return calendar;
}

void calendar_set_version(struct calendar *calendar, struct str version)
{
    calendar->version = version;
}

struct str calendar_version(const struct calendar *calendar)
{
    return calendar->version;
}

bool calendar_is_working(const struct calendar *calendar, struct date date)
{
    return works(calendar, index_of(date));
}

bool calendar_gazettes(const struct calendar *calendar, struct date first, struct date last)
{
    if (date_compare(last, first) < 0)
        return true;
    int from = calendar->year[index_of(first)];
    int to = calendar->year[index_of(last)];
    return calendar->ungazetted[to + 1] == calendar->ungazetted[from];
}

bool calendar_is_gazetted(const struct calendar *calendar, struct date date)
{
    return calendar_gazettes(calendar, date, date);
}

struct calendar_day calendar_day(const struct calendar *calendar, struct date date)
{
    size_t index = index_of(date);
    struct calendar_day day = {
        .kind = is_weekend(date.day) ? CALENDAR_WEEKEND : CALENDAR_WEEKDAY,
        .is_working = works(calendar, index),
        .is_gazetted = calendar_is_gazetted(calendar, date),
    };
    if (calendar->notice[index] > 0) {
        const struct calendar_notice *notice = &calendar->notices[calendar->notice[index] - 1];
        day.kind = notice->is_work ? CALENDAR_MAKEUP : CALENDAR_OFF;
        day.name = notice->name;
        day.notice = notice->address;
    }
    return day;
}

int calendar_count(const struct calendar *calendar, struct date from, struct date to)
{
    if (date_compare(to, from) <= 0)
        return 0;
    return calendar->worked[index_of(to)] - calendar->worked[index_of(from)];
}

struct date calendar_add(const struct calendar *calendar, struct date date, int n)
{
    if (n == 0)
        return date;
    size_t index = index_of(date);
    /* The next working day after `date` has number worked[index]; the last one before it has the
     * number of working days before `date`, less one. */
    int64_t number = calendar->worked[index] + (int64_t)n - 1;
    if (n < 0)
        number = calendar->worked[index] - works(calendar, index) + (int64_t)n;
    if (number < 0 || number >= calendar->working_n)
        return DATE_NONE;
    return (struct date){CALENDAR_FIRST_DAY + calendar->working[number]};
}

struct date calendar_next_working(const struct calendar *calendar, struct date date)
{
    return calendar_is_working(calendar, date) ? date : calendar_add(calendar, date, 1);
}

struct date calendar_last_working(const struct calendar *calendar, struct date date)
{
    return calendar_is_working(calendar, date) ? date : calendar_add(calendar, date, -1);
}
