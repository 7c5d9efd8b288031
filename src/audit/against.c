#include "audit/against.h"

#include "audit/audit_print.h"
#include "audit/reading.h"
#include "text/escape.h"
#include "text/json.h"

/*
 * A name fits when its pairs of characters stand in the figure's clause (or, for less, its
 * sentence), and the register's in its paragraph. In thousandths.
 */
enum {
    NAME_WEIGHT = 700,
    ABOUT_WEIGHT = 300,
    SENTENCE_PERMILLE = 700,
    LEAST_NAME = 600,
    LEAST_DOUBT = 500,
    LEAST_NEAR = 400,
    LEAST_SCORE = 650,
    LEAD = 60, /* over the next best, or the name fits two things */
    SENTENCE_CHARACTERS = 80
};

static const struct audit_figure *fig(const struct audit *audit, int i)
{
    return &audit->figures.at[i];
}

static bool has_pair(const struct clean *clean, struct span in, char32_t a, char32_t b)
{
    for (size_t i = in.from; i + 1 < in.to; i++)
        if (clean->c[i] == a && clean->c[i + 1] == b)
            return true;
    return false;
}

/* How much of the words' pairs stand in `near`, or for less in `far`; -1: there are no pairs. */
static int coverage(const struct clean *text, struct span near, struct span far,
                    const struct clean *words)
{
    int pairs = 0, found = 0;
    for (size_t i = 0; i + 1 < words->n; i++) {
        char32_t a = words->c[i], b = words->c[i + 1];
        if (!lexis_is_han(a) || !lexis_is_han(b))
            continue;
        pairs++;
        if (has_pair(text, near, a, b))
            found += 1000;
        else if (has_pair(text, far, a, b))
            found += SENTENCE_PERMILLE;
    }
    return pairs == 0 ? -1 : found / pairs;
}

static struct span sentence_of(const struct audit *audit, int i)
{
    const struct audit_figure *f = fig(audit, i);
    size_t from = f->span.from, line = audit->lines.at[f->line].span.from;
    while (from > line && f->span.from - from < SENTENCE_CHARACTERS
           && audit->clean.c[from - 1] != U'。')
        from--;
    return (struct span){from, f->after.to};
}

static bool is_asked(const struct audit *audit, int i, int year)
{
    static const char32_t *const former[] = {U"上年", U"去年", U"同期", NULL};
    const struct audit_figure *f = fig(audit, i);
    bool is_value = f->role == ROLE_COUNT || f->role == ROLE_RATE || f->role == ROLE_SHARE
                    || f->role == ROLE_MEAN || f->role == ROLE_LIMIT;
    return f->table == NOWHERE && is_value && (f->year == 0 || year == 0 || f->year == year)
           && !lexis_has_any(&audit->clean, f->before, former);
}

static bool same_unit(const struct audit *audit, const struct audit_figure *f,
                      const struct clean *unit)
{
    size_t n = f->unit == NULL ? 0 : lexis_length(f->unit->text);
    (void)audit;
    if (n == 0 || n > unit->n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (unit->c[i] != f->unit->text[i])
            return false;
    return n == unit->n;
}

struct office_words {
    struct clean title, about, unit;
};

static int score_of(const struct audit *audit, int i, const struct office_words *words)
{
    const struct audit_figure *f = fig(audit, i);
    struct span clause = {f->before.from, f->after.to};
    struct span paragraph = {audit->lines.at[f->line].span.from, f->after.to};
    if (!same_unit(audit, f, &words->unit))
        return 0;
    int name = coverage(&audit->clean, clause, sentence_of(audit, i), &words->title);
    int about = coverage(&audit->clean, paragraph, paragraph, &words->about);
    if (name < LEAST_NAME || coverage(&audit->clean, clause, clause, &words->title) < LEAST_NEAR)
        return 0; /* the words are another figure's */
    return (name * NAME_WEIGHT + (about < 0 ? name : about) * ABOUT_WEIGHT) / 1000;
}

/* The report's figure that the office's means, or NOWHERE. */
static int best_of(const struct audit *audit, const struct office_words *words, int year,
                   int *score_out)
{
    int best = NOWHERE, best_score = 0, next_score = 0;
    for (int i = 0; i < (int)audit->figures.n; i++) {
        int score = is_asked(audit, i, year) ? score_of(audit, i, words) : 0;
        if (score > best_score) {
            next_score = best_score;
            best = i;
            best_score = score;
        } else if (score > next_score) {
            next_score = score;
        }
    }
    *score_out = best_score;
    return best_score >= LEAST_SCORE && best_score - next_score >= LEAD ? best : NOWHERE;
}

static bool agrees(const struct audit_figure *f, const struct against_figure *office)
{
    struct amount part = {.units = office->numerator}, whole = {.units = office->denominator};
    struct claim claim = {f->amount, 0};
    struct amount computed, above = f->amount;
    enum verdict verdict;
    if (office->numerator < 0 || !amount_judge_ratio(part, whole, claim, &verdict, &computed))
        return office->numerator == 0 && f->amount.units == 0;
    if (!f->amount.is_rough && f->role != ROLE_LIMIT)
        return amount_holds(verdict);
    above.units += above.units / 4 + 1; /* 2000余 */
    return amount_holds(verdict)
           || (amount_compare(computed, f->amount) >= 0 && amount_compare(computed, above) < 0);
}

/* 重点人群 beside 应检尽检重点人群, which the same words nearly are: then nobody knows which is
 * meant. */
static bool is_ambiguous(const struct audit *audit, int i, const struct against_figure *taken,
                         const struct against_figure *figures, size_t n)
{
    const struct audit_figure *f = fig(audit, i);
    struct span clause = {f->before.from, f->after.to};
    for (size_t k = 0; k < n; k++) {
        struct clean title;
        bool is_longer = figures[k].title.len > taken->title.len
                         && str_equal(figures[k].unit, taken->unit)
                         && str_find(figures[k].title, taken->title) < figures[k].title.len;
        if (!is_longer)
            continue;
        clean_make(audit->arena, figures[k].title, NULL, &title);
        if (coverage(&audit->clean, clause, clause, &title) >= LEAST_DOUBT)
            return true;
    }
    return false;
}

void against_find(const struct audit *audit, const struct against_figure *figures, size_t n,
                  struct against *against_out)
{
    struct against a = {.n = 0};
    int *scores = arena_array(audit->arena, int, audit->figures.n + 1);
    int *next =
        arena_array(audit->arena, int, audit->figures.n + 1); /* two names fit it: none does */
    const struct against_figure **taken =
        arena_array(audit->arena, const struct against_figure *, audit->figures.n + 1);
    for (size_t k = 0; k < n; k++) {
        struct office_words words;
        int score;
        if (figures[k].denominator == 0)
            continue;
        clean_make(audit->arena, figures[k].title, NULL, &words.title);
        clean_make(audit->arena, figures[k].about, NULL, &words.about);
        clean_make(audit->arena, figures[k].unit, NULL, &words.unit);
        int best = best_of(audit, &words, audit->year, &score);
        if (best == NOWHERE)
            continue;
        next[best] = score > scores[best] ? scores[best] : score > next[best] ? score : next[best];
        if (score > scores[best]) {
            scores[best] = score;
            taken[best] = &figures[k];
        }
    }
    a.matches = arena_array(audit->arena, struct against_match, audit->figures.n + 1);
    for (int i = 0; i < (int)audit->figures.n; i++) {
        if (taken[i] == NULL || scores[i] - next[i] < LEAD
            || is_ambiguous(audit, i, taken[i], figures, n)) {
            a.not_kept += is_asked(audit, i, audit->year);
            continue;
        }
        bool is_same = agrees(fig(audit, i), taken[i]);
        a.matches[a.n++] = (struct against_match){i, taken[i], is_same};
        a.agreeing += is_same;
        a.differing += !is_same;
    }
    *against_out = a;
}

void against_print(const struct audit *audit, const struct against *against, bool is_english,
                   struct buf *out)
{
    buf_print(out,
              is_english
                  ? "With the office's own figures: %d agree, %d differ, %d are not kept here "
                    "under such a name\n"
                  : "与本办公室的指标比对：%d个一致，%d个不一致，%d个这里没有或对不上名称\n",
              against->agreeing, against->differing, against->not_kept);
    for (size_t i = 0; i < against->n; i++) {
        const struct against_match *match = &against->matches[i];
        int line, column;
        audit_print_place(audit, match->figure, &line, &column);
        buf_print(out, "  %d:%d  ", line, column);
        escape_terminal(out, clean_original(&audit->clean, fig(audit, match->figure)->span));
        buf_print(out, "  %s  ",
                  match->agrees ? is_english ? "agrees" : "一致"
                  : is_english  ? "differs"
                                : "不一致");
        buf_print(out, "%" STR_FMT " %" STR_FMT " %" STR_FMT "\n", STR_ARG(match->office->key),
                  STR_ARG(match->office->title), STR_ARG(match->office->text));
    }
}

void against_json(const struct against *against, struct buf *out)
{
    struct json_out json;
    buf_print(out,
              "{\"agreeing\":%d,\"differing\":%d,\"not_kept\":%d,\"figures\":", against->agreeing,
              against->differing, against->not_kept);
    json_out_init(&json, out);
    json_out_begin_array(&json);
    for (size_t i = 0; i < against->n; i++) {
        const struct against_match *match = &against->matches[i];
        json_out_begin_object(&json);
        json_out_key(&json, STR("figure"));
        json_out_i64(&json, match->figure);
        json_out_member(&json, STR("key"), match->office->key);
        json_out_member(&json, STR("title"), match->office->title);
        json_out_member(&json, STR("office"), match->office->text);
        json_out_key(&json, STR("agrees"));
        json_out_bool(&json, match->agrees);
        json_out_end_object(&json);
    }
    json_out_end_array(&json);
    buf_put_c(out, "}");
}
