#include "audit/audit_print.h"

#include "audit/remark.h"
#include "base/limits.h"
#include "text/escape.h"
#include "text/utf8.h"

enum { CONTEXT_CHARACTERS = 18 };

static int truncated(const struct audit *audit)
{
    int n = 0;
    for (size_t i = 0; i < audit->checks.n; i++)
        n += audit->checks.at[i].verdict == VERDICT_TRUNCATED;
    return n;
}

struct str audit_print_verdict(const struct audit *audit, struct arena *arena, bool is_english)
{
    size_t figures = audit->figures.n;
    int checks = audit->holding + audit->failing;
    if (figures == 0)
        return is_english ? STR("no figures were found in this text")
                          : STR("文中没有找到可核对的数字");
    struct str cut = STR_NONE;
    if (audit->is_cut)
        return is_english
                   ? arena_print(arena,
                                 "the text has more than %d figures, the rest was not read: %d of "
                                 "%d checks do not hold; hand it in in parts",
                                 LIMIT_AUDIT_FIGURES, audit->failing, checks)
                   : arena_print(arena, "数字超过%d个，其余没有读：核对%d处，%d处不符；请分开核对",
                                 LIMIT_AUDIT_FIGURES, checks, audit->failing);
    if (truncated(audit) > 0)
        cut = is_english ? arena_print(arena, " (%d only by truncation)", truncated(audit))
                         : arena_print(arena, "（其中%d处截尾才相符）", truncated(audit));
    if (audit->failing > 0)
        return is_english
                   ? arena_print(arena,
                                 "%d of %d checks do not hold%" STR_FMT "; %zu figures, %d remarks",
                                 audit->failing, checks, STR_ARG(cut), figures, audit->remarks)
                   : arena_print(
                       arena, "有%d处不符：共核对%d处，%d处相符%" STR_FMT "；数字%zu个，提示%d条",
                       audit->failing, checks, audit->holding, STR_ARG(cut), figures,
                       audit->remarks);
    return is_english
               ? arena_print(arena, "all %d checks hold%" STR_FMT "; %zu figures, %d remarks",
                             checks, STR_ARG(cut), figures, audit->remarks)
               : arena_print(arena, "未发现不符：核对%d处全部相符%" STR_FMT "；数字%zu个，提示%d条",
                             checks, STR_ARG(cut), figures, audit->remarks);
}

void audit_print_place(const struct audit *audit, int figure, int *line_out, int *column_out)
{
    const struct audit_figure *f = &audit->figures.at[figure];
    utf8_place(audit->clean.text, audit->clean.byte[f->span.from], line_out, column_out);
}

/* The words around the figure, of its own line. */
static void put_context(const struct audit *audit, int figure, struct buf *out)
{
    const struct audit_figure *f = &audit->figures.at[figure];
    struct span line = audit->lines.at[f->line].span, words = f->span;
    words.from =
        words.from > line.from + CONTEXT_CHARACTERS ? words.from - CONTEXT_CHARACTERS : line.from;
    words.to = words.to + 4 < line.to ? words.to + 4 : line.to;
    escape_terminal(out, clean_original(&audit->clean, words));
}

void audit_print_check(const struct audit *audit, const struct audit_check *check, bool is_english,
                       struct buf *out)
{
    struct str note = remark_text(audit->arena, check->note, is_english);
    if (check->left.len > 0) {
        buf_put(out, check->left);
        buf_put_c(out, " = ");
    }
    buf_put(out, check->right);
    if (check->computed.len > 0 && check->verdict != VERDICT_EXACT)
        buf_print(out, is_english ? " (computed %" STR_FMT ")" : "（算得%" STR_FMT "）",
                  STR_ARG(check->computed));
    if (note.len > 0 && check->verdict != VERDICT_LAST_DIGIT)
        buf_print(out, is_english ? "; %" STR_FMT : "；%" STR_FMT, STR_ARG(note));
}

static void put_check(const struct audit *audit, const struct audit_check *check, bool is_english,
                      struct buf *out)
{
    int line, column;
    audit_print_place(audit, check->at, &line, &column);
    buf_print(out, "  %d:%d  %s", line, column, remark_kind(check->kind, is_english));
    if (check->verdict != VERDICT_REMARK)
        buf_print(out, " %s", remark_verdict(check->verdict, is_english));
    buf_put_c(out, "  ");
    audit_print_check(audit, check, is_english, out);
    buf_put_c(out, "\n      ");
    put_context(audit, check->at, out);
    buf_put_c(out, "\n");
}

enum group { GROUP_FAILS, GROUP_TRUNCATED, GROUP_HOLDS, GROUP_REMARK, GROUP_END };

static enum group group_of(enum verdict verdict)
{
    if (verdict == VERDICT_REMARK)
        return GROUP_REMARK;
    if (verdict == VERDICT_TRUNCATED)
        return GROUP_TRUNCATED;
    return amount_holds(verdict) ? GROUP_HOLDS : GROUP_FAILS;
}

void audit_print_table(const struct audit *audit, bool is_english, struct buf *out)
{
    static const char *const zh[] = {"不符", "截尾才相符", "相符", "提示"};
    static const char *const en[] = {"does not hold", "right only by truncation", "holds",
                                     "remarks"};
    escape_terminal(out, audit->name);
    buf_put(out, is_english ? STR(": ") : STR("："));
    buf_put(out, audit_print_verdict(audit, audit->arena, is_english));
    buf_put_c(out, "\n");
    for (enum group group = GROUP_FAILS; group < GROUP_END; group++) {
        bool has_head = false;
        for (size_t i = 0; i < audit->checks.n; i++) {
            if (group_of(audit->checks.at[i].verdict) != group)
                continue;
            if (!has_head)
                buf_print(out, "%s\n", is_english ? en[group] : zh[group]);
            has_head = true;
            put_check(audit, &audit->checks.at[i], is_english, out);
        }
    }
}
