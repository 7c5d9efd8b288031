/*
 * fuzz_audit.c - a report of any bytes: its text (of a page, of a PDF's layout), its figures and
 * checks. Every figure lies in the text and behind the one before; every check points at figures.
 */
#include "audit/audit_html.h"
#include "audit/audit_json.h"
#include "audit/audit_print.h"
#include "audit/input.h"
#include "base/assert.h"
#include "base/limits.h"
#include "text/json.h"
#include "text/markup.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const struct audit *audit, size_t characters)
{
    const struct clean *clean = &audit->clean;
    size_t behind = 0;
    for (size_t i = 0; i < audit->figures.n; i++) {
        const struct audit_figure *f = &audit->figures.at[i];
        gl_assert(f->span.from >= behind && f->span.from < f->span.to && f->span.to <= clean->n);
        gl_assert(f->before.from <= f->before.to && f->after.from <= f->after.to);
        gl_assert(clean_start(clean, f->span) < clean_end(clean, f->span));
        gl_assert(clean_end(clean, f->span) <= characters && f->amount.units >= 0);
        behind = f->span.to;
    }
    for (size_t i = 0; i < audit->checks.n; i++) {
        const struct audit_check *check = &audit->checks.at[i];
        gl_assert(check->at >= 0 && (size_t)check->at < audit->figures.n);
        for (size_t k = 0; k < check->figures_n; k++)
            gl_assert(check->figures[k] >= 0 && (size_t)check->figures[k] < audit->figures.n);
    }
}

static void put_all(const struct audit *audit)
{
    struct buf out;
    size_t bad;
    buf_init(&out, LIMIT_FILE_BYTES);
    audit_json_put(audit, &out);
    audit_print_table(audit, true, &out);
    audit_html_put(audit, false, &out);
    gl_assert(out.is_over || utf8_check(buf_str(&out), &bad));
    buf_done(&out);
}

static void run(struct arena *arena, const struct audit_text *text, size_t characters,
                const struct audit *previous, struct audit *audit_out)
{
    audit_run(arena, text, previous, audit_out);
    look(audit_out, characters);
    put_all(audit_out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    struct audit_text text = {.text = bytes};
    struct markup_text page;
    struct audit first, second, third;
    struct arena arena;
    size_t bad;
    if (!utf8_check(bytes, &bad))
        return 0;
    arena_init(&arena, 0);
    run(&arena, &text, utf8_count(bytes), NULL, &first);
    markup_read(&arena, bytes, &page);
    gl_assert(page.n == utf8_count(page.text));
    struct audit_text taken = {.text = page.text, .origin = page.origin};
    run(&arena, &taken, utf8_count(bytes), &first, &second);
    struct audit_text flowed = {.text = input_flow(&arena, bytes)};
    run(&arena, &flowed, utf8_count(flowed.text), NULL, &third);
    arena_done(&arena);
    return 0;
}
