#include "audit/shares.h"

#include "audit/finding.h"
#include "audit/match.h"
#include "audit/reading.h"

/*
 * How far away a whole may be: the nearer, the coarser the percentage may be printed. 5 % fits one
 * pair of numbers in twenty by chance, 39.26 % one in ten thousand.
 */
enum reach { REACH_KNOWN, REACH_SENTENCE, REACH_LINE, REACH_SECTION, REACH_REPORT, REACH_END };
enum { LOOK = 120, LOOK_SENTENCE = 40, WHOLES_MAX = 400, ROOT_CHARACTERS = 2 };

struct asking {
    struct audit *audit;
    int share;
    struct terms parts; /* counts in front of it in its sentence, the nearest first */
    int named; /* the count that the rate is named after (纠错23件,纠错率), or NOWHERE */
};

static const struct audit_figure *fig(const struct audit *audit, int i)
{
    return &audit->figures.at[i];
}

static bool is_prose_count(const struct audit *audit, int i)
{
    const struct audit_figure *f = fig(audit, i);
    return f->table == NOWHERE && f->role == ROLE_COUNT && reading_is_count(f);
}

static int digits_of(struct amount a)
{
    int n = 0;
    for (int64_t units = a.units; units > 0; units /= 10)
        n++;
    return n;
}

static bool is_hundred(const struct audit_figure *f)
{
    int64_t value;
    return amount_whole(f->amount, &value) && value == 100;
}

/* ---- parts ---- */

/* The two characters in front of 率: 纠错, 受理. */
static struct span root_of(const struct audit *audit, int rate)
{
    struct span b = fig(audit, rate)->before;
    size_t at = b.to;
    while (at > b.from && audit->clean.c[at - 1] != U'率')
        at--;
    size_t end = at > b.from ? at - 1 : b.from;
    size_t from = end >= b.from + ROOT_CHARACTERS ? end - ROOT_CHARACTERS : end;
    return (struct span){from, end};
}

/* The word, and not its opposite: 合格案卷, not 不合格案卷. */
static bool has_name(const struct audit *audit, struct span in, struct span word)
{
    size_t n = word.to - word.from;
    for (size_t i = in.from; n > 0 && i + n <= in.to; i++) {
        char32_t b = i > in.from ? audit->clean.c[i - 1] : 0;
        if (lexis_same(&audit->clean, (struct span){i, i + n}, word) && b != U'不' && b != U'未'
            && b != U'非')
            return true;
    }
    return false;
}

static const char32_t *const closing[] = {U"审结", U"办结", U"结案", NULL};

/* Rates are named after the step, counts often with another word for it: 办结3086件,审结率. */
static bool has_other_name(const struct audit *audit, struct span in, struct span word)
{
    return word.to - word.from == 2 && lexis_has_any(&audit->clean, word, closing)
           && lexis_has_any(&audit->clean, in, closing) && !lexis_has(&audit->clean, in, U"未");
}

static bool is_closing_rate(const struct audit *audit, int share)
{
    return fig(audit, share)->role == ROLE_RATE
           && lexis_has_any(&audit->clean, root_of(audit, share), closing);
}

static struct span label_of(const struct audit *audit, int i)
{
    const struct audit_figure *f = fig(audit, i);
    return (struct span){f->before.from, f->after.to};
}

/* 投诉5102件、举报1421件,分别占78.2%和21.8%: the count that a share of several belongs to, by its
 * place; NOWHERE: it is not one of several. */
static int own_of_several(const struct audit *audit, int share)
{
    const struct audit_figure *s = fig(audit, share);
    int first = share, last = share, counts[LOOK_SENTENCE], n = 0;
    while (first > 0 && share - first < LOOK_SENTENCE && fig(audit, first - 1)->role == s->role
           && fig(audit, first - 1)->sentence == s->sentence)
        first--;
    if (!lexis_has(&audit->clean, fig(audit, first)->before, U"分别"))
        return NOWHERE;
    while (last + 1 < (int)audit->figures.n && last - share < LOOK_SENTENCE
           && fig(audit, last + 1)->role == s->role
           && fig(audit, last + 1)->sentence == s->sentence)
        last++;
    for (int i = first - 1; i >= 0 && n < last - first + 1 && n < LOOK_SENTENCE; i--) {
        if (fig(audit, i)->sentence != s->sentence || !is_prose_count(audit, i))
            break;
        counts[n++] = i;
    }
    return n == last - first + 1 ? counts[n - 1 - (share - first)] : NOWHERE;
}

static void find_parts(struct asking *a)
{
    struct audit *audit = a->audit;
    const struct audit_figure *share = fig(audit, a->share);
    struct span root = root_of(audit, a->share);
    a->named = NOWHERE;
    int own = own_of_several(audit, a->share);
    if (own != NOWHERE) {
        terms_add(&a->parts, own);
        return;
    }
    for (int i = a->share - 1; i >= 0 && i > a->share - LOOK_SENTENCE; i--) {
        const struct audit_figure *f = fig(audit, i);
        if (f->line != share->line || f->sentence != share->sentence)
            break;
        if (!is_prose_count(audit, i) || f->depth > share->depth)
            continue;
        terms_add(&a->parts, i);
        if (a->named == NOWHERE && share->role == ROLE_RATE
            && (has_name(audit, label_of(audit, i), root)
                || has_other_name(audit, label_of(audit, i), root)))
            a->named = i;
    }
}

/* ---- wholes ---- */

/* Parts are found backwards and printed forwards. */
static struct terms in_order(const struct terms *terms)
{
    struct terms out = {.n = 0};
    for (size_t k = terms->n; k-- > 0;)
        terms_add(&out, terms->at[k]);
    return out;
}

static enum reach reach_between(const struct audit_figure *whole, const struct audit_figure *share)
{
    if (whole->line == share->line)
        return whole->sentence == share->sentence ? REACH_SENTENCE : REACH_LINE;
    int apart = share->line - whole->line;
    if (whole->section == share->section || (apart > 0 && apart <= 2))
        return REACH_SECTION;
    return REACH_REPORT;
}

/* A rate (满意率92%) may be of something that is not printed, so it needs more than a share. */
static bool is_fine_enough(const struct audit_figure *share, enum reach reach)
{
    static const int needed[] = {1, 1, 1, 2, 3}, needed_of_rate[] = {1, 1, 2, 3, 3};
    int digits = digits_of(share->amount);
    return digits >= (share->role == ROLE_RATE ? needed_of_rate : needed)[reach];
}

static bool fits(const struct audit *audit, const struct quotient *q, int share,
                 enum verdict *verdict_out)
{
    struct amount computed, part, whole;
    if (!terms_sum(audit, &q->part, &part) || !terms_sum(audit, &q->whole, &whole)
        || amount_compare(part, whole) > 0)
        return false;
    return finding_judge(audit, q, share, verdict_out, &computed) && amount_holds(*verdict_out);
}

static void keep_whole(struct audit *audit, const struct quotient *q)
{
    if (q->part.n == 1 && q->whole.n == 1 && q->less == NOWHERE
        && audit->figures.at[q->part.at[0]].whole == NOWHERE)
        audit->figures.at[q->part.at[0]].whole = q->whole.at[0];
}

/* Tries the whole alone, and less what its parenthesis names: 14427件(旧存1436件计入). */
static bool try_whole(struct asking *a, const struct terms *part, int whole, enum reach reach)
{
    struct audit *audit = a->audit;
    const struct audit_figure *w = fig(audit, whole);
    struct quotient q = {.kind = CHECK_SHARE, .part = in_order(part), .less = NOWHERE};
    enum verdict verdict;
    terms_add(&q.whole, whole);
    bool is_far = reach > REACH_SENTENCE; /* coarse numbers fit anything */
    if (fits(audit, &q, a->share, &verdict) && !(is_far && verdict == VERDICT_WITHIN)) {
        keep_whole(audit, &q);
        finding_quotient(audit, &q, a->share, NOTE_NONE);
        return true;
    }
    if (whole + 1 >= (int)audit->figures.n)
        return false;
    const struct audit_figure *inner = fig(audit, whole + 1);
    if (inner->line != w->line || inner->sentence != w->sentence || inner->depth != w->depth + 1
        || !is_prose_count(audit, whole + 1) || inner->unit != w->unit
        || digits_of(fig(audit, a->share)->amount) < 3)
        return false;
    q.kind = CHECK_RATIO;
    q.less = whole + 1;
    if (!fits(audit, &q, a->share, &verdict) || verdict == VERDICT_WITHIN)
        return false;
    finding_quotient(audit, &q, a->share, NOTE_NONE);
    return true;
}

static bool can_be_whole(const struct asking *a, const struct terms *part, int i)
{
    const struct audit_figure *w = fig(a->audit, i), *p = fig(a->audit, part->at[0]);
    if (terms_has(part, i) || !reading_is_count(w) || !reading_same_unit(w, p)
        || w->amount.units == 0)
        return false;
    return w->role == ROLE_COUNT && i != a->share;
}

static bool try_range(struct asking *a, const struct terms *part, enum reach reach)
{
    const struct audit_figure *share = fig(a->audit, a->share);
    int n = (int)a->audit->figures.n;
    int back = reach >= REACH_SECTION ? WHOLES_MAX : LOOK;
    if (!is_fine_enough(share, reach))
        return false;
    for (int i = a->share - 1; i >= 0 && i > a->share - back; i--)
        if (can_be_whole(a, part, i) && reach_between(fig(a->audit, i), share) == reach
            && try_whole(a, part, i, reach))
            return true;
    for (int i = a->share + 1; i < n && i < a->share + back && reach != REACH_KNOWN; i++) {
        if (reach != REACH_REPORT && fig(a->audit, i)->line > share->line)
            break;
        if (can_be_whole(a, part, i) && reach_between(fig(a->audit, i), share) == reach
            && digits_of(share->amount) >= 3 && try_whole(a, part, i, reach))
            return true;
    }
    return false;
}

static bool try_known(struct asking *a, const struct terms *part)
{
    int whole = fig(a->audit, part->at[0])->whole;
    if (whole == NOWHERE)
        return false;
    for (size_t i = 1; i < part->n; i++)
        if (fig(a->audit, part->at[i])->whole != whole)
            return false;
    return try_whole(a, part, whole, REACH_KNOWN);
}

static bool try_part(struct asking *a, const struct terms *part, enum reach reach)
{
    return reach == REACH_KNOWN ? try_known(a, part) : try_range(a, part, reach);
}

/* 783件、579件、562件,占77%; 维持1313件、驳回572件,维持率(含驳回)61.08%: the last k counts
 * together. A fine percentage may also be of some in the middle:
 * 优秀480卷;合格110卷,不合格10卷,合格率98.3%. */
static bool try_sums(struct asking *a, enum reach reach)
{
    const struct audit *audit = a->audit;
    size_t lasts = digits_of(fig(audit, a->share)->amount) >= 3 ? 3 : 1;
    if (a->parts.n < 2 || is_hundred(fig(audit, a->share)))
        return false;
    for (size_t last = 0; last + 1 < a->parts.n && last < lasts; last++) {
        const struct audit_figure *first = fig(audit, a->parts.at[last]);
        struct terms part = {.n = 0};
        terms_add(&part, a->parts.at[last]);
        for (size_t k = last + 1; k < a->parts.n && k < last + 12; k++) {
            const struct audit_figure *f = fig(audit, a->parts.at[k]);
            if (f->unit != first->unit || f->depth != first->depth)
                break;
            terms_add(&part, a->parts.at[k]);
            if (try_part(a, &part, reach))
                return true;
        }
    }
    return false;
}

/* ---- what must hold ---- */

/* 占全部的 of one share and of the other mean the same whole: the words between 占 and the number.
 */
static struct span object_of(const struct audit *audit, int share)
{
    struct span b = fig(audit, share)->before;
    size_t at = lexis_find(&audit->clean, b, U"占");
    return (struct span){at < b.to ? at + 1 : b.to, b.to};
}

static bool same_object(const struct audit *audit, int a, int b)
{
    struct span x = object_of(audit, a), y = object_of(audit, b);
    size_t short_words = 2; /* 占, 占比 say nothing of their own */
    return y.to - y.from <= short_words || x.to - x.from <= short_words
           || lexis_same(&audit->clean, x, y);
}

/* The whole of the neighbouring shares of the same list. */
static int sibling_whole(const struct asking *a, int part)
{
    const struct audit *audit = a->audit;
    const struct audit_figure *share = fig(audit, a->share);
    for (int step = -1; step <= 1; step += 2) {
        for (int i = a->share + step, looked = 0;
             i >= 0 && i < (int)audit->figures.n && looked < 6 && (i - a->share) * step < LOOK;
             i += step) {
            const struct audit_figure *f = fig(audit, i);
            if (f->line != share->line || f->depth != share->depth)
                break;
            if (f->role != ROLE_SHARE && f->role != ROLE_RATE)
                continue;
            looked++;
            if (f->of != NOWHERE && reading_same_unit(fig(audit, f->of), fig(audit, part))
                && same_object(audit, i, a->share))
                return f->of;
        }
    }
    return NOWHERE;
}

static bool has_among(const struct audit *audit, int part)
{
    const struct audit_figure *f = fig(audit, part);
    size_t from = audit->lines.at[f->line].span.from;
    if (part > 0 && fig(audit, part - 1)->line == f->line)
        from = fig(audit, part - 1)->span.to;
    return lexis_has(&audit->clean, (struct span){from, f->span.from}, U"其中");
}

/* The count in front of `part` in its sentence that it can be a part of. */
static int whole_before(const struct audit *audit, int part, bool largest)
{
    const struct audit_figure *p = fig(audit, part);
    int best = NOWHERE;
    for (int i = part - 1; i >= 0 && i > part - LOOK_SENTENCE; i--) {
        const struct audit_figure *f = fig(audit, i);
        if (f->line != p->line || f->sentence != p->sentence)
            break;
        if (!is_prose_count(audit, i) || !reading_same_unit(f, p) || f->depth > p->depth
            || amount_compare(f->amount, p->amount) < 0)
            continue;
        if (best == NOWHERE || (largest && amount_compare(f->amount, fig(audit, best)->amount) > 0))
            best = i;
        if (!largest)
            break;
    }
    return best;
}

/* A reading that comes out far from what is printed is more likely a misreading than a mistake. */
static bool is_plausible(const struct audit *audit, int share, struct amount computed)
{
    struct amount printed = fig(audit, share)->amount, off, bound = computed;
    struct amount five = {.units = 5};
    bool is_less = amount_compare(printed, computed) < 0;
    if (!(is_less ? amount_subtract(computed, printed, &off)
                  : amount_subtract(printed, computed, &off)))
        return false;
    bound.units /= 4;
    return amount_compare(off, five) <= 0 || amount_compare(off, bound) <= 0;
}

/* A rate named exactly like the count: 纠错29件,纠错率; not 办结99件,按期办结率. */
static bool is_named_exactly(const struct audit *audit, int rate, int part)
{
    struct span root = root_of(audit, rate), label = label_of(audit, part);
    struct span b = fig(audit, rate)->before;
    size_t from = root.from;
    while (from > b.from && lexis_is_han(audit->clean.c[from - 1]))
        from--;
    struct span name = {from, root.to};
    if (name.to == name.from || name.to - name.from > 8)
        return false;
    return has_name(audit, label, name) || has_other_name(audit, label, name);
}

/* So near that it was meant, and yet not right: within half a point. */
static bool is_near(const struct asking *a, const struct terms *part, int whole)
{
    const struct audit *audit = a->audit;
    struct quotient q = {.kind = CHECK_SHARE, .part = *part, .less = NOWHERE};
    struct amount computed, off, half = {.units = 5, .exponent = -1};
    struct amount printed = fig(audit, a->share)->amount;
    enum verdict verdict;
    terms_add(&q.whole, whole);
    if (terms_has(part, whole) || !finding_judge(audit, &q, a->share, &verdict, &computed))
        return false;
    if (amount_compare(printed, computed) < 0 ? !amount_subtract(computed, printed, &off)
                                              : !amount_subtract(printed, computed, &off))
        return false;
    return amount_compare(off, half) <= 0;
}

/* Of what its words name it is a share: 占全省新收申请的, of a count whose words are those. */
static bool names_whole(const struct asking *a, int whole)
{
    static const char32_t *const all[] = {U"总", U"全部", U"所有", NULL};
    const struct audit *audit = a->audit;
    struct span object = object_of(audit, a->share), label = label_of(audit, whole);
    int pairs = 0, found = 0;
    if (lexis_has_any(&audit->clean, object, all) && fig(audit, whole)->is_total)
        return true;
    for (size_t i = object.from; i + 1 < object.to; i++) {
        if (!lexis_is_han(audit->clean.c[i]) || !lexis_is_han(audit->clean.c[i + 1]))
            continue;
        pairs++;
        for (size_t k = label.from; k + 1 < label.to; k++)
            if (lexis_same(&audit->clean, (struct span){i, i + 2}, (struct span){k, k + 2})) {
                found++;
                break;
            }
    }
    return pairs >= 3 && 2 * found >= pairs;
}

/* A whole in front that is named (占全省新收申请的), or of a rate named after its count stands in
 * the same paragraph, and that the printed number just misses. */
static int missed_whole(const struct asking *a, const struct terms *part)
{
    const struct audit *audit = a->audit;
    const struct audit_figure *share = fig(audit, a->share);
    bool is_rate = share->role == ROLE_RATE;
    if (digits_of(share->amount) < 3
        || (is_rate && !is_named_exactly(audit, a->share, part->at[0])))
        return NOWHERE;
    for (int i = a->share - 1; i >= 0 && i > a->share - WHOLES_MAX; i--) {
        if (!can_be_whole(a, part, i) || (is_rate && fig(audit, i)->line != share->line))
            continue;
        if ((is_rate || names_whole(a, i)) && is_near(a, part, i))
            return i;
    }
    return NOWHERE;
}

/* What a wrong share is held against. */
static int claimed_whole(struct asking *a, struct terms *part_out)
{
    struct audit *audit = a->audit;
    const struct audit_figure *share = fig(audit, a->share);
    int part = share->role == ROLE_RATE && a->named != NOWHERE ? a->named : a->parts.at[0];
    const struct audit_figure *p = fig(audit, part);
    *part_out = (struct terms){.n = 0};
    terms_add(part_out, part);
    bool stands_behind = a->share - part == 1;
    if (share->role == ROLE_SHARE) {
        int whole = sibling_whole(a, part);
        if (whole != NOWHERE && stands_behind
            && (fig(audit, whole)->line == share->line || is_near(a, part_out, whole)))
            return whole;
        struct span object = object_of(audit, a->share);
        bool of_all = object.to - object.from <= 2
                      || lexis_has_any(&audit->clean, object,
                                       (const char32_t *const[]){U"总", U"全部", U"其", NULL});
        if (stands_behind && of_all && p->whole != NOWHERE)
            return p->whole;
        if (stands_behind && of_all && has_among(audit, part))
            return whole_before(audit, part, false);
        return NOWHERE;
    }
    if (a->named == NOWHERE || !is_named_exactly(audit, a->share, part))
        return NOWHERE;
    return has_among(audit, part) && p->whole == NOWHERE ? whole_before(audit, part, false)
           : p->whole != NOWHERE                         ? p->whole
                                                         : whole_before(audit, part, true);
}

/* 审结1550件,其中纠错161件,调解310件,综合化解率31%: all parts behind 其中, just missed. */
static bool claim_of_all(struct asking *a)
{
    struct audit *audit = a->audit;
    struct quotient q = {.kind = CHECK_SHARE, .less = NOWHERE};
    struct terms back = {.n = 0};
    enum verdict verdict;
    struct amount computed;
    int first = NOWHERE;
    if (fig(audit, a->share)->role != ROLE_RATE || digits_of(fig(audit, a->share)->amount) < 2)
        return false;
    for (size_t k = 0; k < a->parts.n && first == NOWHERE; k++) {
        terms_add(&back, a->parts.at[k]);
        if (has_among(audit, a->parts.at[k]))
            first = a->parts.at[k];
    }
    int whole = first != NOWHERE ? whole_before(audit, first, false) : NOWHERE;
    if (whole == NOWHERE || back.n < 2)
        return false;
    q.part = in_order(&back);
    terms_add(&q.whole, whole);
    if (!finding_judge(audit, &q, a->share, &verdict, &computed) || verdict != VERDICT_LAST_DIGIT)
        return false;
    finding_quotient(audit, &q, a->share, NOTE_NUMBERS);
    return true;
}

/* Tells that part / whole is not what is printed; false when it is, or is too far from it. */
static bool tell(struct asking *a, const struct terms *part, int whole)
{
    struct audit *audit = a->audit;
    struct quotient q = {.kind = CHECK_SHARE, .part = *part, .less = NOWHERE};
    enum verdict verdict;
    struct amount computed;
    if (whole == NOWHERE || terms_has(part, whole) || fig(audit, part->at[0])->is_approximate)
        return false;
    /* what was carried over from last year may be in the denominator and not in the text */
    if (is_closing_rate(audit, a->share) && !has_among(audit, part->at[0])
        && !is_near(a, part, whole))
        return false;
    terms_add(&q.whole, whole);
    if (!finding_judge(audit, &q, a->share, &verdict, &computed) || amount_holds(verdict)
        || (fig(audit, a->share)->role == ROLE_RATE && !is_plausible(audit, a->share, computed)))
        return false;
    finding_quotient(audit, &q, a->share, NOTE_NUMBERS);
    return true;
}

static void judge_failing(struct asking *a)
{
    struct terms part;
    if (claim_of_all(a))
        return;
    int whole = claimed_whole(a, &part);
    if (!tell(a, &part, whole))
        (void)tell(a, &part, missed_whole(a, &part));
}

/* ---- one share ---- */

/* 投诉0.03万件,占62.97%: where a table prints the counts exactly, they are what the share is of. */
static bool try_table(struct asking *a)
{
    struct audit *audit = a->audit;
    struct quotient q = {.kind = CHECK_SHARE, .less = NOWHERE};
    struct match match;
    enum verdict verdict;
    if (a->parts.n == 0 || !fig(audit, a->parts.at[0])->amount.is_scaled
        || !match_find(audit, a->parts.at[0], NOWHERE, &match))
        return false;
    q.part = match_cells(audit, &match, match.column);
    match.row = NOWHERE;
    q.whole = match_cells(audit, &match, match.column);
    struct amount computed;
    if (q.part.n == q.whole.n || !finding_judge(audit, &q, a->share, &verdict, &computed)
        || (!amount_holds(verdict) && !is_plausible(audit, a->share, computed)))
        return false;
    finding_quotient(audit, &q, a->share, NOTE_TEXT_TABLE);
    return true;
}

static void find_reading(struct asking *a, enum reach from, enum reach to)
{
    if (from == REACH_KNOWN && try_table(a))
        return;
    for (enum reach reach = from; reach <= to; reach++) {
        struct terms part = {.n = 0};
        if (a->named != NOWHERE) {
            terms_add(&part, a->named);
            if (try_part(a, &part, reach))
                return;
        }
        part = (struct terms){.n = 0};
        terms_add(&part, a->parts.at[0]);
        if (try_part(a, &part, reach) || try_sums(a, reach))
            return;
    }
}

static bool is_asked(const struct audit_figure *f)
{
    return f->table == NOWHERE && (f->role == ROLE_SHARE || f->role == ROLE_RATE);
}

static struct asking ask(struct audit *audit, int share)
{
    struct asking a = {.audit = audit, .share = share};
    find_parts(&a);
    return a;
}

/* A rate that its own sentence defines: 审结135件,其中纠错29件,纠错率. No number elsewhere can make
 * it right. */
static bool is_defined(struct asking *a)
{
    struct terms part;
    return a->named != NOWHERE && has_among(a->audit, a->named)
           && is_named_exactly(a->audit, a->share, a->named) && claimed_whole(a, &part) != NOWHERE;
}

enum pass { PASS_NEAR, PASS_DEFINED, PASS_FAR, PASS_FAILING };

static void look_at(struct audit *audit, int share, enum pass pass)
{
    const struct audit_figure *f = fig(audit, share);
    bool is_full = f->role == ROLE_RATE && is_hundred(f);
    if (!is_asked(f) || f->settled != SETTLED_NOT)
        return;
    struct asking a = ask(audit, share);
    if (a.parts.n == 0)
        return;
    if (pass == PASS_NEAR)
        find_reading(&a, REACH_KNOWN, REACH_LINE);
    else if (pass == PASS_FAR)
        find_reading(&a, REACH_SECTION, REACH_REPORT);
    else if (!is_full && (pass == PASS_FAILING || is_defined(&a)))
        judge_failing(&a);
}

/* Shares of one whole that together make 100: their parts must make the whole. */
static void check_shared_whole(struct audit *audit, int first)
{
    struct terms parts = {.n = 0};
    struct amount sum = {0}, hundred = {.units = 100}, off;
    int whole = NOWHERE;
    for (int i = first; i < (int)audit->figures.n && i < first + LOOK; i++) {
        const struct audit_figure *f = fig(audit, i);
        if (f->line != fig(audit, first)->line)
            break;
        if (f->role != ROLE_SHARE || f->settled != SETTLED_HOLDS || !is_prose_count(audit, i - 1))
            continue;
        int of = fig(audit, i - 1)->whole;
        if (of == NOWHERE || (whole != NOWHERE && of != whole))
            continue;
        whole = of;
        terms_add(&parts, i - 1);
        if (!amount_add(sum, f->amount, &sum))
            return;
    }
    if (parts.n < 2 || !(amount_subtract(sum, hundred, &off) || amount_subtract(hundred, sum, &off))
        || amount_compare(off, (struct amount){.units = 2, .exponent = -1}) > 0
        || terms_judge(audit, &parts, whole) != VERDICT_EXACT)
        return;
    finding_sum(audit, &parts, whole, VERDICT_EXACT, NOTE_NONE);
}

void shares_check(struct audit *audit)
{
    int n = (int)audit->figures.n;
    for (enum pass pass = PASS_NEAR; pass <= PASS_FAILING; pass++)
        for (int i = 0; i < n; i++)
            look_at(audit, i, pass);
    for (int i = 1; i < n; i++)
        if (fig(audit, i)->role == ROLE_SHARE && fig(audit, i)->settled == SETTLED_HOLDS
            && is_prose_count(audit, i - 1) && fig(audit, i)->table == NOWHERE
            && fig(audit, i - 1)->line == fig(audit, i)->line)
            check_shared_whole(audit, i);
    for (int i = 0; i < n; i++)
        if (is_asked(fig(audit, i)) && fig(audit, i)->role == ROLE_RATE
            && is_hundred(fig(audit, i)))
            finding_remark(audit, CHECK_SHARE, i, (struct note){NOTE_HUNDRED, {0}});
}
