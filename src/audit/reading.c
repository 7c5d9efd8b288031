#include "audit/reading.h"

#include "audit/grid.h"
#include "audit/number.h"
#include "base/limits.h"

enum { QUOTE_CHARACTERS = 40, TITLE_CHARACTERS = 90, MARK_CHARACTERS = 8 };

struct reader {
    struct audit *audit;
    const struct clean *clean;
    size_t line_from, line_to;
    size_t clause_from; /* where the clause of the next figure begins */
    size_t outer_from;  /* the same in front of the parenthesis that was opened last */
    int line, sentence, part, clause, section, depth, year;
    int ordinal; /* of the glued item that the last line began with */
    bool is_row; /* the line is a row of a table */
};

/* ---- what is skipped: names in quotation marks, titles, document numbers ---- */

/* “四个不发生”, “1+X”: numbers in them are names. The place behind the closing mark, or 0. */
static size_t quote_end(const struct reader *r, size_t at)
{
    static const struct {
        char32_t open, close;
        size_t most;
    } quotes[] = {
        {U'“', U'”', QUOTE_CHARACTERS},   {U'「', U'」', QUOTE_CHARACTERS},
        {U'『', U'』', QUOTE_CHARACTERS}, {U'《', U'》', TITLE_CHARACTERS},
        {U'〔', U'〕', MARK_CHARACTERS},  {U'[', U']', MARK_CHARACTERS},
        {U'‘', U'’', QUOTE_CHARACTERS},   {U'【', U'】', QUOTE_CHARACTERS},
    };
    for (size_t q = 0; q < sizeof quotes / sizeof quotes[0]; q++) {
        if (r->clean->c[at] != quotes[q].open)
            continue;
        for (size_t i = at + 1; i < r->line_to && i <= at + quotes[q].most; i++)
            if (r->clean->c[i] == quotes[q].close)
                return i + 1;
    }
    return 0;
}

/* ---- roles ---- */

static const char32_t *const falling[] = {U"下降", U"减少", U"降低", U"回落", U"减",   U"降",
                                          U"缩减", U"下滑", U"压降", U"少",   U"锐减", NULL};
static const char32_t *const rising[] = {U"增长", U"增加", U"上升", U"提高", U"提升",
                                         U"增幅", U"攀升", U"上涨", U"增",   U"升",
                                         U"多",   U"涨",   NULL};
static const char32_t *const compared[] = {U"同比", U"环比", U"比上", U"较上", U"比去", U"较去",
                                           U"与上", U"与去", U"同期", U"增幅", U"降幅", U"涨幅",
                                           U"比前", U"较前", U"较20", U"比20", NULL};
static const char32_t *const shares[] = {U"占", U"比重", U"比例", NULL};
static const char32_t *const limits[] = {U"不少于", U"不低于", U"不超过", U"至少", U"最多",
                                         U"最少",   U"超过",   U"少于",   U"多于", U"低于",
                                         U"高于",   U"不足",   U"大于",   U"小于", U"每年",
                                         U"每月",   U"每周",   U"每季度", U"每",   NULL};
static const char32_t *const roughly[] = {U"约",   U"近",   U"逾",   U"超",
                                          U"大概", U"达约", U"将近", NULL};
static const char32_t *const means[] = {U"日均",   U"月均",   U"人均",   U"户均",
                                        U"年均",   U"平均",   U"每万人", U"每十万人",
                                        U"每千人", U"每百人", U"均",     NULL};
static const char32_t *const former[] = {U"上年", U"去年", U"上一年", U"同期",   U"上月",
                                         U"上季", U"上周", U"上个月", U"前一年", NULL};

/* From the last 从 or 由 on: a level that changes, 从0.3%下降到0.17%. */
static bool is_from_to(const struct reader *r, const struct audit_figure *f)
{
    static const char32_t *const to[] = {
        U"下降到", U"下降至", U"提高到", U"提高至", U"上升到", U"上升至", U"增长到", U"增长至",
        U"降至",   U"升至",   U"增至",   U"降到",   U"提升到", U"提升至", U"减少到", U"减少至",
        U"降低到", U"降低至", U"压降至", U"增加到", U"增加至", NULL};
    return lexis_ends_any(r->clean, f->before, to) || lexis_has(r->clean, f->before, U"从")
           || lexis_has_any(r->clean, f->after, to);
}

/* "比例最高,为92.71%": a clause that says nothing itself is read with the one in front of it. */
static struct span told_by(const struct reader *r, const struct audit_figure *f)
{
    struct span b = f->before;
    size_t from = r->line_from;
    size_t n = r->audit->figures.n;
    if (n > 0 && r->audit->figures.at[n - 1].line == f->line)
        from = r->audit->figures.at[n - 1].span.to;
    if (b.to - b.from <= 2 && b.from > from + 1 && r->clean->c[b.from - 1] != U'。')
        b.from = from;
    return b;
}

/* 纠错率, 结收比 */
static size_t find_rate(const struct reader *r, struct span b)
{
    static const char32_t *const ratios[] = {U"比为", U"比达", U"比是", U"比约", NULL};
    size_t at = lexis_find(r->clean, b, U"率");
    for (size_t i = 0; at == b.to && ratios[i] != NULL; i++)
        at = lexis_find(r->clean, b, ratios[i]);
    return at;
}

/* 维持702件(53.9%): its share stands in brackets behind a count. */
static bool is_bracketed(const struct reader *r, const struct audit_figure *f)
{
    size_t n = r->audit->figures.n;
    if (n == 0 || f->before.from != f->span.from || r->clean->c[f->span.from - 1] != '(')
        return false;
    const struct audit_figure *last = &r->audit->figures.at[n - 1];
    return last->span.to + 1 == f->span.from && last->role == ROLE_COUNT && last->unit != NULL
           && r->clean->c[f->span.to] == ')';
}

static enum role percent_role(const struct reader *r, struct audit_figure *f)
{
    struct span b = told_by(r, f);
    bool falls = lexis_has_any(r->clean, b, falling);
    bool is_compared = lexis_has_any(r->clean, b, compared);
    if (is_from_to(r, f))
        return ROLE_LEVEL;
    if (is_bracketed(r, f))
        return ROLE_SHARE;
    size_t share = lexis_find(r->clean, b, U"占"), rate = find_rate(r, b);
    if (lexis_has_any(r->clean, b, shares) && !is_compared)
        return ROLE_SHARE;
    if (share < b.to && !lexis_has_any(r->clean, (struct span){share, b.to}, compared))
        return ROLE_SHARE;
    f->is_falling = falls && !lexis_ends(r->clean, b, U"增长") && !lexis_ends(r->clean, b, U"增幅");
    bool is_former = !falls && !lexis_has_any(r->clean, b, rising)
                     && lexis_has_any(r->clean, b, former); /* 较去年97.2%提高1.3个百分点 */
    if (is_compared)
        return is_former ? ROLE_LEVEL : ROLE_GROWTH;
    struct span tail = {rate < b.to ? rate : b.from, b.to};
    if (lexis_has_any(r->clean, tail, falling) || lexis_has_any(r->clean, tail, rising))
        return ROLE_GROWTH;
    f->is_falling = false;
    return rate < b.to ? ROLE_RATE : ROLE_LEVEL;
}

static enum role count_role(const struct reader *r, struct audit_figure *f)
{
    static const char32_t *const by[] = {U"增加了", U"减少了", U"增加", U"减少", U"多出",
                                         U"多",     U"少",     U"净增", U"净减", U"下降",
                                         U"上升",   U"增长",   NULL};
    static const char32_t *const against[] = {U"比", U"较", U"与", NULL};
    static const char32_t *const of_year[] = {U"年的", U"年度的", U"年", U"年度", NULL};
    struct span b = f->before;
    if (lexis_ends_any(r->clean, b, means)
        || lexis_has_any(r->clean, b,
                         (const char32_t *const[]){U"日均", U"月均", U"人均", U"户均", U"年均",
                                                   U"平均", U"每万", U"每十万", U"每千", U"每百",
                                                   NULL}))
        return ROLE_MEAN;
    if (lexis_ends_any(r->clean, b, limits))
        return ROLE_LIMIT;
    bool is_compared = lexis_has_any(r->clean, b, compared) || lexis_has_any(r->clean, b, against);
    if (lexis_ends_any(r->clean, b, by) && is_compared)
        return ROLE_DIFF;
    if (lexis_has_any(r->clean, b, former)
        || (lexis_has_any(r->clean, b, against) && lexis_ends_any(r->clean, b, of_year)))
        return ROLE_BASE;
    return ROLE_COUNT;
}

/* 两种以上处罚: a bound in words is a rule, not a count. */
static bool is_rule(const struct reader *r, const struct number *n)
{
    static const char32_t *const bounds[] = {U"以上", U"以下", U"以内", NULL};
    for (size_t i = 0; n->is_chinese && bounds[i] != NULL; i++)
        if (lexis_at(r->clean, n->span.to, bounds[i]))
            return true;
    return false;
}

/* "增长12.5%、8.3%和15%": a number without words of its own says what the one before it says. */
static bool takes_role(const struct reader *r, struct audit_figure *f)
{
    size_t n = r->audit->figures.n;
    const struct audit_figure *last = n > 0 ? &r->audit->figures.at[n - 1] : NULL;
    size_t words = f->before.to - f->before.from;
    if (f->span.from == 0)
        return false;
    if (last == NULL || last->line != f->line || last->unit != f->unit || words > 1)
        return false;
    char32_t c = words > 0 ? r->clean->c[f->before.from] : r->clean->c[f->before.from - 1];
    if (last->span.to + words != f->before.to && last->span.to != f->before.from)
        return false;
    if (c != U'、' && c != U'和' && c != U'与' && c != U'及')
        return false;
    f->role = last->role;
    f->is_falling = last->is_falling;
    return true;
}

static void assign_role(const struct reader *r, struct audit_figure *f)
{
    struct span behind = f->after;
    f->is_approximate =
        lexis_ends_any(r->clean, f->before, roughly) || lexis_at(r->clean, behind.from, U"左右");
    if (f->unit != NULL && f->unit->measure == MEASURE_PERCENT) {
        if (!takes_role(r, f))
            f->role = percent_role(r, f);
    } else if (f->unit != NULL
               && (f->unit->measure == MEASURE_POINTS || f->unit->measure == MEASURE_TIMES))
        f->role = ROLE_LEVEL;
    else
        f->role = count_role(r, f);
    if (f->role == ROLE_COUNT && lexis_at(r->clean, behind.from, U"以上"))
        f->role = ROLE_LIMIT;
}

bool reading_is_count(const struct audit_figure *figure)
{
    bool is_measured = figure->unit == NULL || figure->unit->measure == MEASURE_COUNT
                       || figure->unit->measure == MEASURE_QUANTITY;
    return is_measured && (figure->role == ROLE_COUNT || figure->role == ROLE_BASE);
}

bool reading_same_unit(const struct audit_figure *a, const struct audit_figure *b)
{
    return a->unit == b->unit || a->unit == NULL || b->unit == NULL;
}

/* ---- one line ---- */

static bool ends_sentence(char32_t c)
{
    return c == U'。' || c == U'！' || c == U'？' || c == '!';
}

static void step_over(struct reader *r, size_t at)
{
    char32_t c = r->clean->c[at];
    if (ends_sentence(c)) {
        r->sentence++;
        r->part++;
        r->year = 0;
    } else if (c == U'；' || c == ';')
        r->part++;
    else if (c == U'，' || c == ',' || c == ':')
        r->clause++;
    if (c == ')' && r->depth > 0) {
        r->depth--;
        r->clause_from = r->outer_from; /* 维持率(含驳回、维持)达61.08% is one clause */
        return;
    }
    if (c == '(' && r->depth++ == 0)
        r->outer_from = r->clause_from;
    else if (c != '(' && lexis_is_stop(c) && r->depth == 0)
        r->outer_from = at + 1;
    if (lexis_is_stop(c))
        r->clause_from = at + 1;
}

/* The clause ends where a sign or the next number stands; the latter is cut off later. */
static size_t clause_end(const struct reader *r, size_t at)
{
    while (at < r->line_to && !lexis_is_stop(r->clean->c[at]) && r->clean->c[at] != U'、')
        at++;
    return at;
}

static void put_figure(struct reader *r, const struct number *n)
{
    struct audit *audit = r->audit;
    struct audit_figure f = {
        .span = n->span,
        .before = {r->clause_from, n->span.from},
        .after = {n->span.to, clause_end(r, n->span.to)},
        .amount = n->amount,
        .is_negative = n->is_negative,
        .is_chinese = n->is_chinese,
        .unit = n->unit,
        .unit_from = n->unit_from,
        .whole = NOWHERE,
        .of = NOWHERE,
        .line = r->line,
        .sentence = r->sentence,
        .part = r->part,
        .clause = r->clause,
        .section = r->section,
        .depth = r->depth,
        .year = r->year,
        .table = NOWHERE,
        .row = NOWHERE,
        .column = NOWHERE,
    };
    if (f.before.from > f.before.to)
        f.before.from = f.before.to;
    if (audit->figures.n == LIMIT_AUDIT_FIGURES) {
        audit->is_cut = true;
        return;
    }
    assign_role(r, &f);
    list_push(audit->arena, &audit->figures, f);
    r->clause_from = r->outer_from = n->span.to;
}

static void read_number(struct reader *r, size_t *at, const struct number_place *place)
{
    struct number n;
    number_read(r->clean, *at, place, &n);
    if (n.year > 0) {
        r->year = n.year;
        if (r->audit->year == 0)
            r->audit->year = n.year;
    }
    bool is_label = r->is_row && n.is_chinese; /* 属于四类过程性信息: the name of a row */
    if (n.is_figure && !is_label && !is_rule(r, &n))
        put_figure(r, &n);
    *at = n.next;
}

static bool is_number_line(const struct reader *r)
{
    size_t n = r->line_to - r->line_from;
    if (n == 0 || n > 16)
        return false;
    char32_t first = r->clean->c[r->line_from];
    return lexis_is_digit(first) || first == '-' || first == '+';
}

static void read_line(struct reader *r)
{
    int ordinal = 0;
    struct number_place place = {
        .line_from = r->line_from,
        .line_to = r->line_to,
        .is_cell = r->is_row || is_number_line(r),
        .ordinal = r->ordinal,
        .ordinal_out = &ordinal,
    };
    size_t at = r->line_from;
    r->clause_from = r->outer_from = at;
    r->depth = 0;
    while (at < r->line_to) {
        char32_t c = r->clean->c[at];
        size_t end;
        if (lexis_is_digit(c) || lexis_is_numeral(c)) {
            read_number(r, &at, &place);
        } else if (!r->is_row && (end = quote_end(r, at)) > 0) {
            at = end;
        } else {
            step_over(r, at);
            at++;
        }
    }
    r->ordinal = ordinal;
}

/* 一、 and 第一部分 begin a section. */
static bool is_heading(const struct clean *clean, size_t from, size_t to)
{
    size_t at = from;
    while (at < to && lexis_is_numeral(clean->c[at]))
        at++;
    return (at > from && at < to && clean->c[at] == U'、') || lexis_at(clean, from, U"第一部分");
}

static bool has_bar(const struct clean *clean, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (clean->c[i] == '|')
            return true;
    return false;
}

/* The clause in front of a figure ends where the next one begins. */
static void cut_clauses(struct audit *audit)
{
    for (size_t i = 0; i + 1 < audit->figures.n; i++) {
        struct audit_figure *f = &audit->figures.at[i], *next = f + 1;
        if (f->after.to > next->span.from)
            f->after.to = next->span.from > f->after.from ? next->span.from : f->after.from;
    }
}

void reading_read(struct audit *audit)
{
    const struct clean *clean = &audit->clean;
    struct reader r = {.audit = audit, .clean = clean};
    for (size_t from = 0; from < clean->n;) {
        size_t to = from;
        while (to < clean->n && clean->c[to] != '\n')
            to++;
        r.line_from = from;
        r.line_to = to;
        r.year = 0;
        r.is_row = clean->c[from] != '#' && has_bar(clean, from, to); /* "# place | year" */
        struct audit_line line = {{from, to}, (int)audit->figures.n, 0, r.is_row};
        if (!r.is_row && is_heading(clean, from, to))
            r.section++;
        read_line(&r);
        line.figures_n = (int)audit->figures.n - line.first;
        list_push(audit->arena, &audit->lines, line);
        r.line++;
        r.sentence++;
        r.part++;
        r.clause++;
        from = to + 1;
    }
    cut_clauses(audit);
}
