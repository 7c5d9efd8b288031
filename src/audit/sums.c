#include "audit/sums.h"

#include "audit/finding.h"
#include "audit/reading.h"

/* LOOK: so many figures are looked over in one direction, whatever the text is like. */
enum {
    LOOK = 300,
    TOTALS_BACK = 80,
    TOTAL_SENTENCES = 3,
    LEAST_TOTAL = 20,
    LEAST_FAR = 100,
    LEAST_FAR_PAIR = 1000
};

/* A list that may add up, and what speaks for its being complete. */
struct list {
    struct audit *audit;
    struct terms parts;
    int first, last; /* its first and last part */
    int depth;
    bool has_cue;       /* 其中, 包括 in front of the first part */
    bool is_divided;    /* 按…分, 分别为, 分为: the words say that it is all */
    bool is_apposition; /* 50件(A 20件、B 30件) without 其中 */
    bool has_rest;      /* 其他, 尚在审查, 结转: the rest is listed */
    bool is_counted;    /* 五类, and five parts */
    bool has_shares;    /* 占x% behind every part, together about 100 */
    bool is_short;      /* the shares together are plainly less: a partial list */
    bool is_pair;       /* X and 不X */
    bool follows;       /* its total stands directly in front of it */
};

static const struct audit_figure *fig(const struct audit *audit, int i)
{
    return &audit->figures.at[i];
}

static bool is_part(const struct audit *audit, int i)
{
    const struct audit_figure *f = fig(audit, i);
    return f->table == NOWHERE && f->role == ROLE_COUNT && reading_is_count(f);
}

/* The words between the figure before and this one, of this one's sentence. */
static struct span gap_of(const struct audit *audit, int i)
{
    const struct audit_figure *f = fig(audit, i);
    size_t from = audit->lines.at[f->line].span.from;
    if (i > 0 && fig(audit, i - 1)->line == f->line)
        from = fig(audit, i - 1)->span.to;
    for (size_t at = from; at < f->span.from; at++)
        if (audit->clean.c[at] == U'。')
            from = at + 1;
    return (struct span){from, f->span.from};
}

static bool has_cue(const struct audit *audit, int i)
{
    static const char32_t *const cues[] = {U"其中", U"包括", U"包含", U"分别", NULL};
    return lexis_has_any(&audit->clean, gap_of(audit, i), cues);
}

/* ---- where lists begin ---- */

static bool begins_sentence(const struct audit *audit, int i)
{
    for (int k = i - 1;
         k >= 0 && k > i - LOOK && fig(audit, k)->sentence == fig(audit, i)->sentence; k--)
        if (is_part(audit, k) && fig(audit, k)->depth == fig(audit, i)->depth
            && fig(audit, k)->unit == fig(audit, i)->unit)
            return false;
    return true;
}

static bool begins_part(const struct audit *audit, int i)
{
    for (int k = i - 1; k >= 0 && k > i - LOOK && fig(audit, k)->part == fig(audit, i)->part; k--)
        if (is_part(audit, k) && fig(audit, k)->depth == fig(audit, i)->depth
            && fig(audit, k)->unit == fig(audit, i)->unit)
            return false;
    return true;
}

/* The figure behind a total in the same sentence: 收到10件,甲6件,乙4件. */
static bool follows_total(const struct audit *audit, int i)
{
    return i > 0 && is_part(audit, i - 1) && fig(audit, i - 1)->sentence == fig(audit, i)->sentence
           && fig(audit, i - 1)->unit == fig(audit, i)->unit && begins_sentence(audit, i - 1);
}

/* ---- the list ---- */

static bool goes_on(const struct list *list, int i)
{
    const struct audit *audit = list->audit;
    const struct audit_figure *first = fig(audit, list->first), *f = fig(audit, i);
    return f->line == first->line && f->sentence == first->sentence && f->depth == first->depth
           && is_part(audit, i) && f->unit == first->unit;
}

/* Parts from `first` on, to the end of its sentence or of its part of it (；), or a new 其中. */
static void collect(struct list *list, bool one_part)
{
    const struct audit *audit = list->audit;
    const struct audit_figure *first = fig(audit, list->first);
    terms_add(&list->parts, list->first);
    list->last = list->first;
    for (int i = list->first + 1; i < (int)audit->figures.n && i < list->first + LOOK; i++) {
        const struct audit_figure *f = fig(audit, i);
        if (f->line != first->line || f->sentence != first->sentence || f->depth < first->depth
            || (one_part && f->part != first->part) || terms_is_full(&list->parts))
            break;
        if (f->depth == first->depth && has_cue(audit, i))
            break;
        if (!goes_on(list, i))
            continue;
        terms_add(&list->parts, i);
        list->last = i;
    }
}

static void find_shares(struct list *list)
{
    const struct audit *audit = list->audit;
    struct amount sum = {0};
    size_t n = 0;
    int end = list->last;
    while (end + 1 < (int)audit->figures.n && fig(audit, end + 1)->role != ROLE_COUNT
           && fig(audit, end + 1)->sentence == fig(audit, list->first)->sentence)
        end++;
    for (int i = list->first; i <= end; i++)
        if (fig(audit, i)->role == ROLE_SHARE && amount_add(sum, fig(audit, i)->amount, &sum))
            n++;
    if (n < list->parts.n)
        return;
    struct amount low = {.units = 995, .exponent = -1}, high = {.units = 1005, .exponent = -1};
    list->has_shares =
        n == list->parts.n && amount_compare(sum, low) >= 0 && amount_compare(sum, high) <= 0;
    list->is_short = amount_compare(sum, low) < 0;
}

/* 满意的7件,不满意的3件: the label of one is the other's behind 不, 未, 非, 逾. */
static bool is_pair(const struct list *list)
{
    static const char32_t *const no[] = {U"不", U"未", U"非", U"逾期", U"超期", NULL};
    const struct audit *audit = list->audit;
    if (list->parts.n != 2)
        return false;
    struct span a = fig(audit, list->parts.at[0])->before,
                b = fig(audit, list->parts.at[1])->before;
    bool first = lexis_has_any(&audit->clean, a, no), second = lexis_has_any(&audit->clean, b, no);
    if (first == second)
        return false;
    for (size_t i = b.from; i + 2 <= b.to; i++) /* two characters in common */
        for (size_t k = a.from; k + 2 <= a.to; k++)
            if (lexis_is_han(audit->clean.c[i]) && audit->clean.c[i] == audit->clean.c[k]
                && audit->clean.c[i + 1] == audit->clean.c[k + 1])
                return true;
    return false;
}

/* 归作五类, 分三种情况: how many parts there are, said in front of them. */
static bool is_counted(const struct list *list)
{
    static const char32_t *const sorts[] = {U"类", U"种", U"个方面", U"个类别", U"个等级", NULL};
    const struct audit *audit = list->audit;
    for (int i = list->first - 1; i >= 0 && i >= list->first - 2; i--) {
        const struct audit_figure *f = fig(audit, i);
        int64_t n;
        if (f->sentence != fig(audit, list->first)->sentence || !amount_whole(f->amount, &n))
            return false;
        for (size_t k = 0; sorts[k] != NULL; k++)
            if (lexis_at(&audit->clean, f->unit_from, sorts[k]))
                return (size_t)n == list->parts.n;
    }
    return false;
}

/* 受理10件,甲6件、乙4件: the total ends its clause, 甲6件、乙4件 goes on. */
static bool ends_clause(const struct audit *audit, int i)
{
    char32_t c = audit->clean.c[fig(audit, i)->span.to];
    return c == ',' || c == U'，' || c == ':' || c == '(';
}

static void describe(struct list *list)
{
    static const char32_t *const divided[] = {U"分别",   U"分为", U"划分",  U"分类",
                                              U"按性质", U"归作", U"统计,", U"分,",
                                              U"分:",    U"区分", NULL};
    static const char32_t *const rest[] = {U"其他",   U"其它",   U"其余", U"剩余", U"尚未", U"尚在",
                                           U"未办结", U"未审结", U"正在", U"结转", U"在办", U"在审",
                                           U"仍在",   U"待办",   U"未结", NULL};
    const struct audit *audit = list->audit;
    struct span gap = gap_of(audit, list->first);
    struct span last = {fig(audit, list->last)->before.from, fig(audit, list->last)->after.to};
    list->has_cue = has_cue(audit, list->first);
    list->is_divided =
        lexis_has_any(&audit->clean, gap, divided)
        || (lexis_has(&audit->clean, gap, U"按") && lexis_has(&audit->clean, gap, U"分"))
        || (lexis_has(&audit->clean, gap, U"看") && lexis_has(&audit->clean, gap, U"分"));
    list->follows = follows_total(audit, list->first) && ends_clause(audit, list->first - 1);
    list->has_rest = lexis_has_any(&audit->clean, last, rest);
    list->is_apposition =
        fig(audit, list->first)->depth > 0 && !list->has_cue && audit->clean.c[gap.from] == '(';
    list->is_counted = is_counted(list);
    list->is_pair = is_pair(list);
    find_shares(list);
}

/* All between two ；, or one behind each: 其中5条；当年还更新2条、公告41条 is no one list. */
static bool is_parallel(const struct list *list)
{
    const struct audit *audit = list->audit;
    size_t same = 0, apart = 0;
    for (size_t k = 1; k < list->parts.n; k++) {
        bool is_same =
            fig(audit, list->parts.at[k])->part == fig(audit, list->parts.at[k - 1])->part;
        same += is_same;
        apart += !is_same;
    }
    return same == 0 || apart == 0;
}

static bool is_complete(const struct list *list)
{
    if (list->is_short)
        return false;
    if (list->has_shares || list->is_counted || list->is_apposition)
        return true;
    if (list->is_divided && (list->parts.n >= 2))
        return true;
    return (list->has_cue || list->follows)
           && ((list->has_rest && is_parallel(list)) || list->is_pair);
}

/* ---- the total ---- */

static bool can_be_total(const struct list *list, int i)
{
    const struct audit *audit = list->audit;
    const struct audit_figure *f = fig(audit, i), *part = fig(audit, list->first);
    if (!reading_is_count(f) || f->role != ROLE_COUNT || f->amount.units == 0)
        return false;
    if (f->line == part->line && f->depth > part->depth)
        return false;
    return reading_same_unit(f, part);
}

/* How large a total must be for the parts not to meet it by chance, by how far away it stands:
 * small numbers meet everywhere. */
static int64_t least_total(const struct list *list, const struct audit_figure *total)
{
    const struct audit_figure *part = fig(list->audit, list->first);
    bool is_pair = list->parts.n == 2;
    if (total->line == part->line && total->sentence == part->sentence)
        return list->has_cue || list->is_apposition || !is_pair ? 0 : LEAST_TOTAL;
    if (list->has_cue && total->line == part->line)
        return total->sentence == part->sentence - 1 ? 0 : LEAST_FAR;
    if (list->has_cue)
        return LEAST_TOTAL;
    if (total->line == part->line)
        return is_pair ? LEAST_FAR : LEAST_TOTAL;
    return is_pair ? LEAST_FAR_PAIR : LEAST_FAR;
}

/* A total that the parts add up to, looked for backwards. */
static int find_total(const struct list *list, bool only_near)
{
    const struct audit *audit = list->audit;
    const struct audit_figure *part = fig(audit, list->first);
    int looked = 0;
    for (int i = list->first - 1; i >= 0 && i > list->first - LOOK && looked < TOTALS_BACK; i--) {
        const struct audit_figure *f = fig(audit, i);
        int64_t value = 0;
        if (!can_be_total(list, i))
            continue;
        looked++;
        if (only_near && f->line != part->line)
            break;
        if (!f->amount.is_scaled
            && (!amount_whole(f->amount, &value) || value < least_total(list, f)))
            continue;
        if (terms_judge(audit, &list->parts, i) == VERDICT_EXACT)
            return i;
    }
    return NOWHERE;
}

/* The total that the words mean: the nearest in front, or that of which the nearest is a part. */
static int meant_total(const struct list *list)
{
    const struct audit *audit = list->audit;
    const struct audit_figure *part = fig(audit, list->first);
    int first_of_line = NOWHERE;
    for (int i = list->first - 1; i >= 0 && i > list->first - LOOK; i--) {
        const struct audit_figure *f = fig(audit, i);
        if (f->sentence < part->sentence - TOTAL_SENTENCES || f->line < part->line - 1
            || (f->line < part->line && first_of_line != NOWHERE))
            break;
        if (!can_be_total(list, i) || f->unit != part->unit)
            continue;
        if (f->whole != NOWHERE && (f->sentence != part->sentence || list->is_divided)
            && !list->is_apposition)
            return f->whole;
        if (f->sentence == part->sentence || list->has_cue || list->is_apposition)
            return i;
        first_of_line = i;
    }
    return first_of_line;
}

static bool most_shares_hold(const struct list *list, int total)
{
    const struct audit *audit = list->audit;
    size_t holding = 0;
    for (size_t k = 0; k < list->parts.n; k++) {
        for (int i = list->parts.at[k] + 1; i < (int)audit->figures.n && i <= list->parts.at[k] + 3;
             i++) {
            if (fig(audit, i)->role != ROLE_SHARE)
                continue;
            struct quotient q = {.kind = CHECK_SHARE, .less = NOWHERE};
            enum verdict verdict;
            struct amount computed;
            terms_add(&q.part, list->parts.at[k]);
            terms_add(&q.whole, total);
            holding += finding_judge(audit, &q, i, &verdict, &computed) && amount_holds(verdict);
            break;
        }
    }
    return 2 * holding >= list->parts.n;
}

/* ---- judging ---- */

static bool try_total(struct list *list, bool only_near)
{
    int total = find_total(list, only_near);
    if (total != NOWHERE)
        finding_sum(list->audit, &list->parts, total, VERDICT_EXACT, NOTE_NONE);
    return total != NOWHERE;
}

/* Where a list behind 其中 ends only its total can tell: 其中一审20件、二审8件,办理赔偿案件5件. */
static bool try_prefixes(struct list *list)
{
    size_t all = list->parts.n;
    for (; list->has_cue && list->parts.n >= 2; list->parts.n--)
        if (try_total(list, true))
            return true;
    list->parts.n = all;
    return try_total(list, false);
}

/* 收到45件,上年结转2件,其中…: the total is what was received and carried over together. */
static bool try_two_totals(struct list *list)
{
    struct audit *audit = list->audit;
    const struct audit_figure *part = fig(audit, list->first);
    struct terms totals = {.n = 0};
    struct amount amounts[TERMS_MAX], sum;
    for (size_t k = 0; k < list->parts.n; k++)
        amounts[k] = fig(audit, list->parts.at[k])->amount;
    for (int i = list->first - 1; list->has_cue && i >= 0 && totals.n < 3; i--) {
        const struct audit_figure *f = fig(audit, i);
        if (f->line != part->line || f->sentence < part->sentence - 1)
            break;
        if (!reading_is_count(f) || f->unit != part->unit || f->depth != part->depth)
            continue;
        terms_add(&totals, i);
        if (totals.n >= 2 && terms_sum(audit, &totals, &sum)
            && amount_judge_sum(amounts, list->parts.n, sum) == VERDICT_EXACT) {
            finding_equal(audit, &list->parts, &totals, NOTE_NONE);
            return true;
        }
    }
    return false;
}

/* A list that names the rest (其他) or how it is divided says that it is all. Where its total
 * stands in another paragraph, the one that it just misses is meant: a total that other lists make.
 */
static int missed_total(const struct list *list)
{
    const struct audit *audit = list->audit;
    struct amount sum, off, most;
    if (!(list->has_rest || list->is_divided) || list->parts.n < 3 || list->is_short
        || !terms_sum(audit, &list->parts, &sum) || sum.is_rough || sum.is_scaled)
        return NOWHERE;
    for (int i = list->first - 1; i >= 0 && i > list->first - LOOK; i--) {
        const struct audit_figure *f = fig(audit, i);
        if (!can_be_total(list, i) || f->unit != fig(audit, list->first)->unit || f->amount.is_rough
            || f->depth > 0)
            continue;
        bool is_less = amount_compare(sum, f->amount) < 0;
        most = f->amount;
        most.units /= 50;
        if ((is_less ? amount_subtract(f->amount, sum, &off)
                     : amount_subtract(sum, f->amount, &off))
            && amount_compare(off, most) <= 0 && f->is_total)
            return i;
    }
    return NOWHERE;
}

/* The first of the sentence is the total of the others: 128件: 甲20件, 乙108件. */
static bool try_own_total(struct list *list)
{
    struct terms others = {.n = 0};
    for (size_t k = 1; k < list->parts.n; k++)
        terms_add(&others, list->parts.at[k]);
    if (others.n < 2 || terms_judge(list->audit, &others, list->first) != VERDICT_EXACT)
        return false;
    int64_t value = 0;
    if (amount_whole(fig(list->audit, list->first)->amount, &value) && value < LEAST_TOTAL
        && others.n < 3)
        return false;
    finding_sum(list->audit, &others, list->first, VERDICT_EXACT, NOTE_NONE);
    return true;
}

/* Within a tenth: further off it is another list. */
static bool is_close(struct amount sum, struct amount whole)
{
    struct amount off, tenth = whole;
    tenth.units /= 10;
    return (amount_compare(sum, whole) < 0 ? amount_subtract(whole, sum, &off)
                                           : amount_subtract(sum, whole, &off))
           && amount_compare(off, tenth) <= 0;
}

static void judge_incomplete(struct list *list, int total)
{
    struct audit *audit = list->audit;
    enum verdict verdict = terms_judge(audit, &list->parts, total);
    struct amount sum, whole = fig(audit, total)->amount;
    if (amount_holds(verdict)) {
        finding_sum(audit, &list->parts, total, verdict, NOTE_NONE);
        return;
    }
    if (!terms_sum(audit, &list->parts, &sum) || sum.is_rough || whole.is_rough
        || fig(audit, total)->is_approximate)
        return;
    bool is_more = amount_compare(sum, whole) > 0;
    if (list->follows && !list->has_cue && !list->is_divided && !is_close(sum, whole))
        return;
    bool is_wrong = is_complete(list) && (!list->has_shares || most_shares_hold(list, total));
    if (is_wrong)
        finding_sum(audit, &list->parts, total, VERDICT_WRONG, is_more ? NOTE_MORE : NOTE_LESS);
    else if (!is_parallel(list))
        return;
    else if (is_more && list->has_cue && list->parts.n >= 2
             && (fig(audit, total)->sentence == fig(audit, list->first)->sentence
                 || begins_sentence(audit, list->first)))
        finding_sum(audit, &list->parts, total, VERDICT_WRONG, NOTE_MORE);
    else if (list->has_cue && list->parts.n >= 3)
        finding_remark(audit, CHECK_SUM, total, (struct note){NOTE_PARTIAL, {0}});
}

static void judge_list(struct audit *audit, int first, bool one_part)
{
    struct list list = {.audit = audit, .first = first, .depth = fig(audit, first)->depth};
    collect(&list, one_part);
    if (list.parts.n < 2)
        return;
    describe(&list);
    if (try_prefixes(&list) || (!list.has_cue && try_own_total(&list)) || try_two_totals(&list))
        return;
    if (list.has_cue || list.is_divided || list.is_apposition || list.is_counted || list.has_shares
        || (list.follows && (list.has_rest || list.is_pair))) {
        int total = meant_total(&list);
        if (total != NOWHERE && !terms_has(&list.parts, total)) {
            judge_incomplete(&list, total);
            return;
        }
    }
    int total = missed_total(&list);
    if (total != NOWHERE)
        finding_sum(audit, &list.parts, total, VERDICT_WRONG, NOTE_SUM);
}

/* 甲10件、乙5件,合计15件 */
static void judge_total_behind(struct audit *audit, int total)
{
    static const char32_t *const words[] = {U"合计", U"总计", U"共", NULL};
    struct list list = {.audit = audit};
    struct terms back = {.n = 0};
    if (!lexis_has_any(&audit->clean, fig(audit, total)->before, words))
        return;
    for (int i = total - 1;
         i >= 0 && i > total - LOOK && fig(audit, i)->sentence == fig(audit, total)->sentence;
         i--) {
        if (is_part(audit, i) && fig(audit, i)->unit == fig(audit, total)->unit
            && fig(audit, i)->depth == fig(audit, total)->depth)
            terms_add(&back, i);
    }
    for (size_t k = back.n; k-- > 0;)
        terms_add(&list.parts, back.at[k]);
    if (list.parts.n < 2)
        return;
    if (terms_judge(audit, &list.parts, total) == VERDICT_EXACT)
        finding_sum(audit, &list.parts, total, VERDICT_EXACT, NOTE_NONE);
    else if (amount_compare(fig(audit, total)->amount, fig(audit, back.at[0])->amount) > 0
             && terms_judge(audit, &list.parts, total) == VERDICT_WRONG
             && lexis_at(&audit->clean, fig(audit, total)->before.from, U"合计"))
        finding_sum(audit, &list.parts, total, VERDICT_WRONG, NOTE_SUM);
}

/* ---- numbered paragraphs ---- */

/* "(三)" at the head of a line: 3; else 0. */
static int item_of(const struct audit *audit, size_t line)
{
    static const char32_t digits[] = U"一二三四五六七八九十";
    const struct clean *clean = &audit->clean;
    size_t at = audit->lines.at[line].span.from;
    if (at >= clean->n || clean->c[at] != '(')
        return 0;
    for (int k = 0; digits[k] != 0; k++)
        if (at + 2 < clean->n && clean->c[at + 1] == digits[k] && clean->c[at + 2] == ')')
            return k + 1;
    return 0;
}

/* The first counts of (一), (二), (三) … add up to a total in front of them. */
static void judge_items(struct audit *audit, size_t line)
{
    struct list list = {.audit = audit, .first = NOWHERE};
    for (int item = 1; line < audit->lines.n && item_of(audit, line) == item; line++, item++) {
        const struct audit_line *l = &audit->lines.at[line];
        int i = l->first;
        while (i < l->first + l->figures_n && !is_part(audit, i))
            i++;
        if (i == l->first + l->figures_n
            || (list.first != NOWHERE && fig(audit, i)->unit != fig(audit, list.first)->unit))
            break;
        list.first = list.first == NOWHERE ? i : list.first;
        list.last = i;
        terms_add(&list.parts, i);
    }
    if (list.parts.n < 3)
        return;
    int total = find_total(&list, false);
    size_t last = audit->lines.at[fig(audit, list.last)->line].span.from;
    list.has_rest = lexis_has(&audit->clean, (struct span){last, last + 8}, U"其他");
    if (total != NOWHERE)
        finding_sum(audit, &list.parts, total, VERDICT_EXACT, NOTE_NONE);
    else if ((total = missed_total(&list)) != NOWHERE)
        finding_sum(audit, &list.parts, total, VERDICT_WRONG, NOTE_SUM);
}

void sums_check(struct audit *audit)
{
    for (int i = 0; i < (int)audit->figures.n; i++) {
        if (!is_part(audit, i))
            continue;
        bool cue = has_cue(audit, i), opens = fig(audit, i)->depth > 0 && begins_sentence(audit, i);
        if (cue || opens || begins_sentence(audit, i) || follows_total(audit, i))
            judge_list(audit, i, false);
        if (cue || begins_part(audit, i) || follows_total(audit, i))
            judge_list(audit, i, true);
        judge_total_behind(audit, i);
    }
    for (size_t line = 0; line < audit->lines.n; line++)
        if (item_of(audit, line) == 1)
            judge_items(audit, line);
}
