#include "audit/repeats.h"

#include "audit/finding.h"
#include "audit/reading.h"
#include "base/buf.h"
#include "base/map.h"

enum { LABEL_LEAST = 8, LABEL_MOST = 40 };

static const struct audit_figure *fig(const struct audit *audit, int i)
{
    return &audit->figures.at[i];
}

/* ---- repeated mentions ---- */

/*
 * Only a number of the whole place is compared (全市, 各级): the same words in a paragraph about
 * one district and in one about another mean different things. And only where nothing stands in
 * front of the words but the year.
 */
static bool speaks_of_all(const struct audit *audit, int i)
{
    static const char32_t *const scopes[] = {U"全市", U"全区", U"全县", U"全省", U"全州",
                                             U"全国", U"全镇", U"全局", U"各级", U"我市",
                                             U"我区", U"我县", U"我省", U"我局", NULL};
    static const char32_t *const periods[] = {U"季度", U"半年", U"上月", U"本月", U"当月", U"月份",
                                              U"月",   U"其中", U"同期", U"上年", U"去年", NULL};
    const struct audit_figure *f = fig(audit, i);
    size_t from = audit->lines.at[f->line].span.from;
    if (i > 0 && fig(audit, i - 1)->line == f->line) {
        if (fig(audit, i - 1)->sentence == f->sentence)
            return false;
        from = fig(audit, i - 1)->span.to;
    }
    return f->table == NOWHERE && f->role == ROLE_COUNT && f->unit != NULL && f->depth == 0
           && f->before.to - f->before.from <= LABEL_MOST && reading_is_count(f)
           && !f->is_approximate && !f->amount.is_rough
           && lexis_has_any(&audit->clean, f->before, scopes)
           && !lexis_has_any(&audit->clean, (struct span){from, f->span.from}, periods);
}

/* The words that say what is counted, without those that say nothing. */
static struct str label_of(const struct audit *audit, int i)
{
    static const char32_t idle[] = U"的为有达到了共已约近是均计总合累数量年度";
    const struct audit_figure *f = fig(audit, i);
    struct buf label;
    size_t n = 0;
    buf_init(&label, 4 * LABEL_MOST + 64);
    for (size_t k = f->before.from; k < f->before.to; k++) {
        bool is_idle = !lexis_is_han(audit->clean.c[k]);
        for (size_t p = 0; idle[p] != 0 && !is_idle; p++)
            is_idle = idle[p] == audit->clean.c[k];
        if (is_idle)
            continue;
        buf_put(&label, clean_copy(&audit->clean, audit->arena, (struct span){k, k + 1}));
        n++;
    }
    buf_put_i64(&label, (int64_t)(uintptr_t)f->unit);
    struct str text = n >= LABEL_LEAST ? arena_copy(audit->arena, buf_str(&label)) : STR_NONE;
    buf_done(&label);
    return text;
}

static void compare(struct audit *audit, int first, int second)
{
    struct terms one = {.n = 0}, other = {.n = 0};
    const struct audit_figure *a = fig(audit, first), *b = fig(audit, second);
    if (a->year > 0 && b->year > 0 && a->year != b->year)
        return;
    terms_add(&one, second);
    terms_add(&other, first);
    finding_equal(audit, &one, &other, NOTE_REPEAT);
}

static void check_repeats(struct audit *audit)
{
    struct map seen;
    map_init(&seen, audit->arena);
    for (int i = 0; i < (int)audit->figures.n; i++) {
        int64_t first;
        if (!speaks_of_all(audit, i))
            continue;
        struct str label = label_of(audit, i);
        if (label.len == 0)
            continue;
        if (map_find(&seen, label, &first))
            compare(audit, (int)first, i);
        else
            map_put(&seen, label, i);
    }
}

/* ---- products ---- */

/* 12个部门,每个部门5卷: the second is a share of each of the first. */
static bool is_each_of(const struct audit *audit, int each, int things)
{
    const struct audit_figure *f = fig(audit, each), *t = fig(audit, things);
    size_t at = lexis_find(&audit->clean, f->before, U"每");
    return at < f->before.to && t->unit != NULL && lexis_at(&audit->clean, at + 1, t->unit->text)
           && f->role == ROLE_COUNT && t->role == ROLE_COUNT && t->sentence == f->sentence;
}

static void check_product(struct audit *audit, int things)
{
    static const char32_t *const all[] = {U"共", U"合计", U"总计", U"累计", NULL};
    int each = things + 1, total = things + 2;
    int64_t a, b, c;
    if (total >= (int)audit->figures.n || !is_each_of(audit, each, things))
        return;
    const struct audit_figure *t = fig(audit, total);
    if (t->sentence != fig(audit, each)->sentence || t->unit != fig(audit, each)->unit
        || t->role != ROLE_COUNT || !lexis_has_any(&audit->clean, t->before, all)
        || !amount_whole(fig(audit, things)->amount, &a) || t->amount.is_rough
        || !amount_whole(fig(audit, each)->amount, &b) || !amount_whole(t->amount, &c)
        || a > 1000000 || b > 1000000)
        return;
    struct audit_check check = {
        .kind = CHECK_PRODUCT,
        .verdict = a * b == c ? VERDICT_EXACT : VERDICT_WRONG,
        .at = total,
        .left = arena_print(audit->arena, "%lld*%lld", (long long)a, (long long)b),
        .right = finding_number(audit, total),
        .computed = arena_print(audit->arena, "%lld", (long long)(a * b)),
        .note = {NOTE_PRODUCT, {0}},
        .figures = arena_array(audit->arena, int, 3),
        .figures_n = 3,
    };
    for (int k = 0; k < 3; k++)
        check.figures[k] = things + k;
    finding_put(audit, &check);
}

void repeats_check(struct audit *audit)
{
    check_repeats(audit);
    for (int i = 0; i < (int)audit->figures.n; i++)
        if (fig(audit, i)->table == NOWHERE && fig(audit, i)->unit != NULL)
            check_product(audit, i);
}
