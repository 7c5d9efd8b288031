#include "audit/growth.h"

#include "audit/finding.h"
#include "audit/match.h"
#include "audit/reading.h"

enum { LOOK = 40, BASES_SHOWN = 3, BASES_MOST = 40 };

struct growing {
    struct audit *audit;
    int rate;
    int now;  /* the count that grew, or NOWHERE */
    int diff; /* 比上年增加842件 between them, or NOWHERE */
    int base; /* 上年同期285件, or NOWHERE */
};

static const struct audit_figure *fig(const struct audit *audit, int i)
{
    return &audit->figures.at[i];
}

static bool is_measured(const struct audit_figure *f)
{
    return f->table == NOWHERE && f->role != ROLE_SHARE && f->role != ROLE_RATE
           && f->role != ROLE_GROWTH && f->role != ROLE_LEVEL && f->role != ROLE_LIMIT;
}

/* Last year's count stands in the same sentence under its own year: 2023年应办66件,2024年应办151件.
 */
static bool is_year_before(const struct audit *audit, int former, int now)
{
    const struct audit_figure *a = fig(audit, former), *b = fig(audit, now);
    return a->year > 0 && b->year == a->year + 1 && a->unit == b->unit && a->depth == b->depth
           && a->sentence == b->sentence;
}

/* 同比分别增长12.5%、8.3%: which count each belongs to the words do not say simply. */
static bool is_one_of_several(const struct audit *audit, int rate)
{
    const struct audit_figure *r = fig(audit, rate);
    if (lexis_has(&audit->clean, r->before, U"分别"))
        return true;
    for (int i = rate - 1; i >= 0 && i > rate - LOOK; i--) {
        const struct audit_figure *f = fig(audit, i);
        if (f->role != ROLE_GROWTH || f->sentence != r->sentence)
            return false;
        if (lexis_has(&audit->clean, f->before, U"分别"))
            return true;
    }
    return false;
}

/* 由1114件增至1286件 */
static bool is_from_to(const struct audit *audit, int former, int now)
{
    static const char32_t *const to[] = {U"增至",   U"增加到", U"增加至", U"增长到", U"增长至",
                                         U"上升到", U"上升至", U"升至",   U"提高到", U"提升到",
                                         U"扩大到", U"降至",   U"下降到", U"下降至", U"减少到",
                                         U"减少至", U"降到",   U"减至",   U"回落到", NULL};
    static const char32_t *const from[] = {U"从", U"由", NULL};
    const struct audit_figure *a = fig(audit, former), *b = fig(audit, now);
    return a->sentence == b->sentence && a->unit == b->unit
           && lexis_has_any(&audit->clean, a->before, from)
           && lexis_has_any(&audit->clean, b->before, to);
}

/* 52318件,同比增长8.26%(2023年为48325件), 1286件(上年1114件),增长15.4%: in the parenthesis behind
 * the rate or the count. */
static int base_in_brackets(const struct audit *audit, const struct growing *g)
{
    int places[] = {g->rate + 1, g->now + 1};
    const struct audit_figure *r = fig(audit, g->rate), *now = fig(audit, g->now);
    for (size_t i = 0; i < 2; i++) {
        int at = places[i];
        if (at <= 0 || at >= (int)audit->figures.n || at == g->rate)
            continue;
        const struct audit_figure *f = fig(audit, at);
        int year = now->year > 0 ? now->year : audit->year;
        if (f->line == r->line && f->depth == r->depth + 1 && f->unit == now->unit
            && (f->role == ROLE_BASE || (f->year > 0 && f->year == year - 1)))
            return at;
    }
    return NOWHERE;
}

static struct growing look_around(struct audit *audit, int rate)
{
    struct growing g = {audit, rate, NOWHERE, NOWHERE, NOWHERE};
    const struct audit_figure *r = fig(audit, rate);
    if (is_one_of_several(audit, rate))
        return g;
    for (int i = rate - 1; i >= 0 && i > rate - LOOK && g.now == NOWHERE; i--) {
        const struct audit_figure *f = fig(audit, i);
        if (f->line != r->line || f->sentence != r->sentence)
            break;
        if (!is_measured(f) || f->depth > r->depth)
            continue;
        if (f->role == ROLE_DIFF && g.diff == NOWHERE)
            g.diff = i;
        else if (f->role == ROLE_BASE && g.base == NOWHERE)
            g.base = i;
        else if (f->role == ROLE_COUNT)
            g.now = i;
        else if (f->role == ROLE_MEAN && g.diff != NOWHERE)
            g.now = i; /* 人均31256元,比上年增加1820元 */
        else if (f->role == ROLE_MEAN)
            break;
    }
    for (int i = g.now - 1; g.now != NOWHERE && g.base == NOWHERE && i >= 0 && i > g.now - 4; i--)
        if (fig(audit, i)->line == r->line && is_measured(fig(audit, i))
            && (is_year_before(audit, i, g.now) || is_from_to(audit, i, g.now)))
            g.base = i;
    if (g.now != NOWHERE && g.base == NOWHERE && g.diff == NOWHERE)
        g.base = base_in_brackets(audit, &g);
    if (g.base != NOWHERE && g.now != NOWHERE
        && fig(audit, g.base)->unit != fig(audit, g.now)->unit)
        g.base = NOWHERE;
    return g;
}

/* Of 环比 and 同比 in a row only the first can belong to a base in the sentence. */
static bool is_first_growth(const struct growing *g)
{
    for (int i = g->rate - 1; i > g->now; i--)
        if (fig(g->audit, i)->role == ROLE_GROWTH)
            return false;
    return true;
}

static bool by_difference(struct growing *g)
{
    struct quotient q = {.kind = CHECK_GROWTH, .less = NOWHERE, .is_direct = true};
    if (g->diff == NOWHERE || g->now == NOWHERE || !is_first_growth(g)
        || fig(g->audit, g->diff)->unit != fig(g->audit, g->now)->unit)
        return false;
    terms_add(&q.part, g->diff);
    terms_add(&q.whole, g->now);
    if (fig(g->audit, g->rate)->is_falling)
        terms_add(&q.whole, g->diff);
    else
        q.less = g->diff;
    finding_quotient(g->audit, &q, g->rate, NOTE_BASE);
    return true;
}

static bool by_base(struct growing *g)
{
    struct quotient q = {.kind = CHECK_GROWTH, .less = NOWHERE};
    if (g->base == NOWHERE || g->now == NOWHERE || !is_first_growth(g))
        return false;
    terms_add(&q.part, g->now);
    terms_add(&q.whole, g->base);
    finding_quotient(g->audit, &q, g->rate, NOTE_BASE);
    return true;
}

static bool is_month_to_month(const struct audit *audit, int rate)
{
    return lexis_has(&audit->clean, fig(audit, rate)->before, U"环比");
}

static bool by_table(struct growing *g)
{
    struct quotient q = {.kind = CHECK_GROWTH, .less = NOWHERE};
    struct audit *audit = g->audit;
    struct match match;
    int share =
        g->now + 1 < g->rate && fig(audit, g->now + 1)->role == ROLE_SHARE ? g->now + 1 : NOWHERE;
    if (g->now == NOWHERE || is_month_to_month(audit, g->rate)
        || !match_find(audit, g->now, share, &match) || match.former_column == NOWHERE)
        return false;
    q.part = match_cells(audit, &match, match.column);
    q.whole = match_cells(audit, &match, match.former_column);
    if (q.part.n == 0 || q.whole.n != q.part.n)
        return false;
    finding_quotient(audit, &q, g->rate, NOTE_BASE);
    return true;
}

/* ---- last year's report ---- */

static bool is_particle(char32_t c)
{
    static const char32_t particles[] = U"共的为达有了是计";
    for (size_t i = 0; particles[i] != 0; i++)
        if (particles[i] == c)
            return true;
    return false;
}

/* Where the words in front of a number end, without 共, 的, 为 and the like. */
static size_t words_end(const struct audit *audit, struct span words)
{
    while (words.to > words.from && is_particle(audit->clean.c[words.to - 1]))
        words.to--;
    return words.to;
}

/* The same words in front of two numbers, read backwards: six characters, or all of at least four.
 */
static bool same_label(const struct audit *a, const struct audit_figure *x, const struct audit *b,
                       const struct audit_figure *y)
{
    struct span p = x->before, q = y->before;
    for (size_t same = 0;; same++, p.to--, q.to--) {
        p.to = words_end(a, p);
        q.to = words_end(b, q);
        bool ends = p.to == p.from || q.to == q.from;
        if (ends || a->clean.c[p.to - 1] != b->clean.c[q.to - 1])
            return same >= 6 || (same >= 4 && ends);
    }
}

/* The base in last year's report is a figure of another text: it is told in the note. */
static bool by_previous(struct growing *g, const struct audit *previous)
{
    struct audit *audit = g->audit;
    if (previous == NULL || g->now == NOWHERE || is_month_to_month(audit, g->rate))
        return false;
    for (size_t i = 0; i < previous->figures.n; i++) {
        const struct audit_figure *old = &previous->figures.at[i], *now = fig(audit, g->now);
        if (old->role != ROLE_COUNT || old->unit != now->unit
            || !same_label(audit, now, previous, old))
            continue;
        struct audit_figure base = *old;
        int at = (int)audit->figures.n;
        list_push(audit->arena, &audit->figures, base);
        struct quotient q = {.kind = CHECK_GROWTH, .less = NOWHERE};
        terms_add(&q.part, g->now);
        terms_add(&q.whole, at);
        enum verdict verdict = VERDICT_WRONG;
        struct amount computed = {0};
        bool is_judged = finding_judge(audit, &q, g->rate, &verdict, &computed);
        audit->figures.n--;
        if (!is_judged)
            continue;
        struct audit_check check = {
            .kind = CHECK_GROWTH,
            .verdict = verdict,
            .at = g->rate,
            .left = arena_print(audit->arena, "(%" STR_FMT "-%" STR_FMT ")/%" STR_FMT,
                                STR_ARG(amount_print(audit->arena, now->amount)),
                                STR_ARG(amount_print(audit->arena, base.amount)),
                                STR_ARG(amount_print(audit->arena, base.amount))),
            .right = finding_number(audit, g->rate),
            .computed = amount_print(audit->arena, computed),
            .note = {NOTE_PREVIOUS, {0}},
        };
        check.figures = arena_array(audit->arena, int, 2);
        check.figures[0] = g->now;
        check.figures[1] = g->rate;
        check.figures_n = 2;
        finding_put(audit, &check);
        return true;
    }
    return false;
}

/* ---- bases that would fit ---- */

/* Whether a whole number, as last year's count, gives the printed rate. */
static bool base_fits(const struct growing *g, int64_t base)
{
    const struct audit_figure *now = fig(g->audit, g->now), *rate = fig(g->audit, g->rate);
    struct amount whole = {.units = base}, part, computed;
    struct claim claim = {rate->amount, 2};
    enum verdict verdict;
    bool is_made = rate->is_falling ? amount_subtract(whole, now->amount, &part)
                                    : amount_subtract(now->amount, whole, &part);
    return is_made && amount_judge_ratio(part, whole, claim, &verdict, &computed)
           && (verdict == VERDICT_EXACT || verdict == VERDICT_ROUNDED);
}

/* now / (1 ± rate), in whole numbers; the true bases lie around it */
static int64_t middle_base(const struct growing *g)
{
    const struct audit_figure *now = fig(g->audit, g->now), *rate = fig(g->audit, g->rate);
    int64_t count, scale = 1, percent = rate->amount.units;
    if (!amount_whole(now->amount, &count) || count <= 0 || count > 1000000000
        || percent > 100000000)
        return 0;
    for (int e = rate->amount.exponent; e < 0; e++)
        scale *= 10;
    int64_t hundred = 100 * scale,
            divisor = rate->is_falling ? hundred - percent : hundred + percent;
    return divisor > 0 ? count * hundred / divisor : 0;
}

static void name_bases(struct growing *g)
{
    struct audit *audit = g->audit;
    const struct audit_figure *rate = fig(audit, g->rate);
    int64_t middle, found[BASES_SHOWN], low, high;
    int n = 0;
    if (g->now == NOWHERE || rate->amount.is_rough || rate->is_approximate
        || fig(audit, g->now)->amount.is_rough || fig(audit, g->now)->amount.is_scaled
        || !is_first_growth(g) || (middle = middle_base(g)) == 0)
        return;
    for (low = middle; low > 0 && low > middle - BASES_MOST && base_fits(g, low); low--)
        ;
    low = low > 4 ? low - 4 : 0;
    for (high = low + 1; high < middle + BASES_MOST; high++) {
        if (!base_fits(g, high))
            continue;
        if (n < BASES_SHOWN)
            found[n] = high;
        n++;
    }
    int64_t last = n > 0 && n <= BASES_SHOWN ? found[n - 1] : 0;
    enum note_kind kind = n == 0             ? NOTE_NO_BASE
                          : n == 1           ? NOTE_ONE_BASE
                          : n <= BASES_SHOWN ? NOTE_FEW_BASES
                                             : NOTE_MANY_BASES;
    finding_remark(audit, CHECK_GROWTH, g->rate,
                   (struct note){kind,
                                 {n == 0 || n > BASES_SHOWN ? middle : found[0],
                                  n > BASES_SHOWN ? n : last, is_month_to_month(audit, g->rate)}});
}

/* The same growth of the same count stands elsewhere with its base. */
static bool is_told_elsewhere(const struct growing *g)
{
    const struct audit *audit = g->audit;
    if (g->now == NOWHERE)
        return false;
    for (int i = g->rate - LOOK; i < g->rate + LOOK && i < (int)audit->figures.n; i++) {
        if (i < 0 || i == g->rate || fig(audit, i)->settled == SETTLED_NOT
            || fig(audit, i)->role != ROLE_GROWTH)
            continue;
        struct growing other = look_around(g->audit, i);
        if (amount_compare(fig(audit, i)->amount, fig(audit, g->rate)->amount) == 0
            && other.now != NOWHERE
            && amount_compare(fig(audit, other.now)->amount, fig(audit, g->now)->amount) == 0)
            return true;
    }
    return false;
}

/* ---- means ---- */

/* How many days the mean may be taken over, by the words of its sentence. */
static bool is_days_of(const struct audit *audit, int mean, int days)
{
    const struct audit_line *line = &audit->lines.at[fig(audit, mean)->line];
    struct span words = {line->span.from, fig(audit, mean)->span.from};
    if (days == 7)
        return lexis_has(&audit->clean, words, U"周");
    if (days <= 31)
        return lexis_has(&audit->clean, words, U"月") && !lexis_has(&audit->clean, words, U"周");
    if (days <= 92)
        return lexis_has(&audit->clean, words, U"季度");
    return lexis_has(&audit->clean, words, U"年");
}

/* Within a fiftieth: what was meant, and yet not right. */
static bool is_close(struct amount a, struct amount b)
{
    struct amount off, most = b;
    most.units /= 50;
    return (amount_compare(a, b) < 0 ? amount_subtract(b, a, &off) : amount_subtract(a, b, &off))
           && amount_compare(off, most) <= 0;
}

static void check_mean(struct audit *audit, int mean)
{
    static const int spans[] = {7, 28, 29, 30, 31, 90, 91, 92, 365, 366};
    const struct audit_figure *f = fig(audit, mean);
    if (!lexis_has(&audit->clean, f->before, U"日均"))
        return;
    for (int i = mean - 1; i >= 0 && i > mean - LOOK; i--) {
        const struct audit_figure *c = fig(audit, i);
        if (c->line != f->line || c->sentence != f->sentence)
            return;
        if (c->role != ROLE_COUNT || c->unit != f->unit || c->depth > f->depth)
            continue;
        for (size_t d = 0; d < sizeof spans / sizeof spans[0]; d++) {
            struct quotient q = {.kind = CHECK_RATIO, .less = NOWHERE, .days = spans[d]};
            enum verdict verdict;
            struct amount computed;
            terms_add(&q.part, i);
            if (!is_days_of(audit, mean, spans[d])
                || !finding_judge(audit, &q, mean, &verdict, &computed))
                continue;
            bool is_week = spans[d] == 7; /* and every week has seven days */
            if (amount_holds(verdict) || (is_week && is_close(f->amount, computed))) {
                finding_quotient(audit, &q, mean, NOTE_NUMBERS);
                return;
            }
        }
        return;
    }
}

/* 人民调解组织256个,人民调解员1024名,平均每个组织4名: so many things, each with so many. */
static void check_each(struct audit *audit, int mean)
{
    const struct audit_figure *f = fig(audit, mean);
    size_t each = lexis_find(&audit->clean, f->before, U"平均每");
    struct quotient q = {.kind = CHECK_RATIO, .less = NOWHERE};
    if (each == f->before.to)
        return;
    for (int i = mean - 1; i >= 0 && i > mean - LOOK; i--) {
        const struct audit_figure *c = fig(audit, i);
        if (c->line != f->line || c->sentence != f->sentence)
            break;
        if (c->role != ROLE_COUNT || c->unit == NULL)
            continue;
        if (q.part.n == 0 && c->unit == f->unit)
            terms_add(&q.part, i);
        else if (q.whole.n == 0 && lexis_at(&audit->clean, each + 3, c->unit->text))
            terms_add(&q.whole, i);
    }
    if (q.part.n == 1 && q.whole.n == 1)
        finding_quotient(audit, &q, mean, NOTE_NUMBERS);
}

/* 每万人, 每十万人 …: the power of ten; 0: none */
static int heads_of(const struct audit *audit, const struct audit_figure *f)
{
    static const struct {
        const char32_t *word;
        int power;
    } heads[] = {{U"每十万人", 5}, {U"每万人", 4}, {U"每万名", 4}, {U"每千人", 3}, {U"每百人", 2}};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        if (lexis_has(&audit->clean, f->before, heads[i].word))
            return heads[i].power;
    return 0;
}

/* The population that the report names, or NOWHERE. */
static int population_of(const struct audit *audit, int mean)
{
    for (int step = 1; step < LOOK * 4; step++) {
        for (int side = -1; side <= 1; side += 2) {
            int i = mean + side * step;
            if (i < 0 || i >= (int)audit->figures.n)
                continue;
            const struct audit_figure *f = fig(audit, i);
            if (f->role == ROLE_COUNT && f->unit != NULL
                && lexis_at(&audit->clean, f->unit_from, U"人")
                && lexis_has(&audit->clean, f->before, U"人口"))
                return i;
        }
    }
    return NOWHERE;
}

/* 每万人18.2个 beside 1719件: against the population, or the population that follows from it. */
static void check_heads(struct audit *audit, int mean)
{
    const struct audit_figure *f = fig(audit, mean);
    int power = heads_of(audit, f), people = population_of(audit, mean);
    int64_t count, scale = 1, heads = 1;
    if (power == 0 || f->amount.units == 0 || f->amount.exponent > 0)
        return;
    for (int i = mean - 1; i >= 0 && i > mean - LOOK; i--) {
        const struct audit_figure *c = fig(audit, i);
        if (c->line != f->line || c->sentence != f->sentence)
            return;
        if (c->role != ROLE_COUNT || i == people || c->amount.is_rough
            || !amount_whole(c->amount, &count))
            continue;
        struct quotient q = {.kind = CHECK_RATIO, .less = NOWHERE, .factor = power};
        enum verdict verdict;
        struct amount computed;
        terms_add(&q.part, i);
        if (people != NOWHERE) {
            terms_add(&q.whole, people);
            if (finding_judge(audit, &q, mean, &verdict, &computed)
                && (amount_holds(verdict) || c->unit == f->unit))
                finding_quotient(audit, &q, mean, NOTE_NUMBERS);
            if (amount_holds(verdict) || c->unit == f->unit)
                return;
            continue;
        }
        for (int e = f->amount.exponent; e < 0; e++)
            scale *= 10;
        for (int e = 0; e < power; e++)
            heads *= 10;
        int64_t found = count > 100000000 ? 0 : count * heads * scale / f->amount.units;
        if (found >= 10000 && found <= 100000000)
            finding_remark(audit, CHECK_RATIO, mean,
                           (struct note){NOTE_POPULATION, {count, found / 1000, 0}});
        return;
    }
}

/* 98.5%,较去年97.2%提高1.3个百分点; 由97.2%提高到98.5%,提高1.3个百分点: base and points make the
 * rate. */
static void check_points(struct audit *audit, int points)
{
    static const char32_t *const down[] = {U"下降", U"降低", U"减少", U"回落", U"降", NULL};
    static const char32_t *const former[] = {U"去年", U"上年", U"上一年", U"较", U"比", NULL};
    static const char32_t *const from[] = {U"从", U"由", NULL};
    const struct audit_figure *p = fig(audit, points);
    int near = points - 1, far = points - 2, base = NOWHERE;
    if (far < 0 || fig(audit, far)->sentence != p->sentence || p->amount.is_rough
        || fig(audit, near)->unit == NULL || fig(audit, near)->unit != fig(audit, far)->unit
        || fig(audit, near)->unit->measure != MEASURE_PERCENT)
        return;
    bool is_adjacent = p->before.from == fig(audit, near)->span.to;
    if (is_adjacent && lexis_has_any(&audit->clean, fig(audit, near)->before, former))
        base = near;
    else if (lexis_has_any(&audit->clean, fig(audit, far)->before, from))
        base = far;
    if (base == NOWHERE)
        return;
    int now = base == near ? far : near;
    bool falls = lexis_has_any(&audit->clean, p->before, down);
    struct terms parts = {.n = 0};
    terms_add(&parts, falls ? now : base);
    terms_add(&parts, points);
    int total = falls ? base : now;
    enum verdict verdict = terms_judge(audit, &parts, total);
    finding_sum(audit, &parts, total, verdict, NOTE_NUMBERS);
}

void growth_check(struct audit *audit, const struct audit *previous)
{
    int n = (int)audit->figures.n;
    for (int i = 0; i < n; i++) {
        const struct audit_figure *f = fig(audit, i);
        if (f->table != NOWHERE)
            continue;
        if (f->role == ROLE_MEAN) {
            check_mean(audit, i);
            check_each(audit, i);
            check_heads(audit, i);
        }
        if (f->unit != NULL && f->unit->measure == MEASURE_POINTS)
            check_points(audit, i);
        if (f->role != ROLE_GROWTH)
            continue;
        struct growing g = look_around(audit, i);
        if (!by_difference(&g) && !by_base(&g) && !by_table(&g))
            by_previous(&g, previous);
    }
    for (int i = 0; i < n; i++) {
        if (fig(audit, i)->table != NOWHERE || fig(audit, i)->role != ROLE_GROWTH
            || fig(audit, i)->settled != SETTLED_NOT)
            continue;
        struct growing g = look_around(audit, i);
        if (!is_told_elsewhere(&g))
            name_bases(&g);
    }
}
