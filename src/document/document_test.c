#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document/font.h"
#include "document/layout.h"
#include "document/parts.h"
#include "text/archive.h"
#include "text/json.h"
#include "text/xml.h"

/* What the font libraries keep until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:libcairo\nleak:libpango\n";
}

struct fixture {
    struct arena arena;
    struct complaints complaints;
    struct document_fonts *fonts;
    struct document *d;
    struct buf out;
};

static int setup(void **state)
{
    static struct fixture f;
    arena_init(&f.arena, 0);
    complaints_init(&f.complaints, &f.arena);
    buf_init(&f.out, 1 << 26);
    f.fonts = font_open(&f.arena, STR_NONE, STR_NONE, &f.complaints);
    assert_non_null(f.fonts);
    f.d = document_new(&f.arena);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    font_close(f->fonts);
    buf_done(&f->out);
    arena_done(&f->arena);
    return 0;
}

static bool has(struct str text, const char *words)
{
    return str_find(text, str_of(words)) < text.len;
}

/* A text of n Han characters without any mark. */
static struct str han(struct fixture *f, size_t n)
{
    static const char *const some[] = {"依", "法", "行", "政", "公", "开", "为", "民"};
    char *text = arena_alloc(&f->arena, n * 3 + 1);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < 3; k++)
            text[i * 3 + k] = some[(i * 7 + i / 5) % 8][k];
    return (struct str){text, n * 3};
}

static struct str line_text(struct fixture *f, const struct line_atoms *atoms,
                            const struct line *line)
{
    struct buf buf;
    buf_init(&buf, 4096);
    for (size_t i = line->from; i < line->to; i++) {
        int32_t c = atoms->list.at[i].character;
        if (c < 0x80)
            buf_put_char(&buf, (char)c);
        else if (c < 0x800)
            buf_print(&buf, "%c%c", 0xC0 | (c >> 6), 0x80 | (c & 0x3F));
        else
            buf_print(&buf, "%c%c%c", 0xE0 | (c >> 12), 0x80 | ((c >> 6) & 0x3F),
                      0x80 | (c & 0x3F));
    }
    struct str text = arena_copy(&f->arena, buf_str(&buf));
    buf_done(&buf);
    return text;
}

/* The lines of a text in a width of so many cells. */
static struct lines broken(struct fixture *f, struct line_atoms *atoms, const char *text, int cells)
{
    struct line_style style = {FONT_BODY, 15.75, 15.75};
    struct lines lines = {0};
    *atoms = (struct line_atoms){.arena = &f->arena, .fonts = f->fonts};
    line_atoms_add(atoms, &style, str_of(text));
    line_break(atoms, cells * 15.75, 0, 0, &lines);
    return lines;
}

static void assert_lines(struct fixture *f, const char *text, int cells, const char *const *want)
{
    struct line_atoms atoms;
    struct lines lines = broken(f, &atoms, text, cells);
    for (size_t i = 0; want[i] != NULL; i++) {
        assert_true(i < lines.list.n);
        struct str got = line_text(f, &atoms, &lines.list.at[i]);
        if (!str_equal_c(got, want[i]))
            fail_msg("line %zu is \"%.*s\", expected \"%s\"", i, (int)got.len, got.p, want[i]);
        assert_true(want[i + 1] != NULL || lines.list.n == i + 1);
    }
}

/* ---- lines ---- */

static void a_line_does_not_begin_with_a_closing_mark(void **state)
{
    /* The comma is taken in: the marks of the line give way. */
    assert_lines(*state, "依法、行政，公开为民", 6,
                 (const char *const[]){"依法、行政，", "公开为民", NULL});
    assert_lines(*state, "依法、行政公，开为民", 6,
                 (const char *const[]){"依法、行政", "公，开为民", NULL});
    assert_lines(*state, "《依法》、行政，公", 7,
                 (const char *const[]){"《依法》、行政，", "公", NULL});
    /* Without room in the line the character before it goes down with it. */
    assert_lines(*state, "依法行政公开，为民", 6,
                 (const char *const[]){"依法行政公", "开，为民", NULL});
}

static void a_line_does_not_end_with_an_opening_mark(void **state)
{
    assert_lines(*state, "依法行政公《开为》民", 6,
                 (const char *const[]){"依法行政公", "《开为》民", NULL});
}

static void numbers_and_long_dashes_are_not_cut(void **state)
{
    assert_lines(*state, "受理工单共270206件", 6,
                 (const char *const[]){"受理工单共", "270206件", NULL});
    assert_lines(*state, "依法行政公——开为民", 6,
                 (const char *const[]){"依法行政公", "——开为民", NULL});
    assert_lines(*state, "占比约为92.08%不变", 6,
                 (const char *const[]){"占比约为", "92.08%不变", NULL});
}

static void what_is_longer_than_a_line_is_cut_where_it_is_full(void **state)
{
    struct fixture *f = *state;
    struct line_atoms atoms;
    struct lines lines = broken(f, &atoms, "0123456789abcdef0123456789abcdef0123456789abcdef", 8);
    assert_true(lines.list.n > 1);
    for (size_t i = 0; i < lines.list.n; i++)
        assert_true(line_width(&atoms, lines.list.at[i].from, lines.list.at[i].to)
                    <= 8 * 15.75 + 0.01);
}

static void all_lines_but_the_last_fill_the_width(void **state)
{
    struct fixture *f = *state;
    struct line_atoms atoms;
    struct lines lines = broken(f, &atoms,
                                "全年受理工单270206件，其中到年底已办结251599件，当年到期工单的按时"
                                "办结率为100%。以有效回访为基数，满意率为96.81%。",
                                13);
    assert_true(lines.list.n > 4);
    for (size_t i = 0; i + 1 < lines.list.n; i++) {
        const struct line *line = &lines.list.at[i];
        double width = 0;
        for (size_t k = line->from; k < line->to; k++) {
            width += atoms.list.at[k].width - line_narrowing(&atoms, line, k);
            width += k + 1 < line->to && line_stretches(&atoms, k) ? line->stretch : 0;
        }
        assert_true(width > 13 * 15.75 - 0.05 && width < 13 * 15.75 + 0.05);
    }
    assert_true(lines.list.at[lines.list.n - 1].stretch == 0);
}

static void a_title_is_broken_into_even_lines_and_not_inside_a_number(void **state)
{
    struct fixture *f = *state;
    struct line_style style = {FONT_TITLE, 22, 22};
    struct line_atoms atoms = {.arena = &f->arena, .fonts = f->fonts};
    struct lines lines = {0};
    line_atoms_add(&atoms, &style, STR("鼓楼区人民政府2022年法治政府建设年度报告"));
    line_break_even(&atoms, 442, &lines);
    assert_int_equal(lines.list.n, 2);
    assert_true(str_equal_c(line_text(f, &atoms, &lines.list.at[0]), "鼓楼区人民政府2022年"));
    assert_true(str_equal_c(line_text(f, &atoms, &lines.list.at[1]), "法治政府建设年度报告"));
    struct line_atoms marked = {.arena = &f->arena, .fonts = f->fonts};
    struct lines two = {0};
    line_atoms_add(&marked, &style, STR("鼓楼区人民政府关于印发|二〇二二年依法行政工作要点的通知"));
    line_break_even(&marked, 442, &two);
    assert_true(str_equal_c(line_text(f, &marked, &two.list.at[0]), "鼓楼区人民政府关于印发"));
}

/* ---- pages ---- */

static const double mm = 72.0 / 25.4;

/* GB/T 9704-2012 5.2.2: 22 lines of 28 characters. */
static void a_full_page_has_22_lines_of_28_characters_within_the_margins(void **state)
{
    struct fixture *f = *state;
    struct layout layout;
    int lines_of[4] = {0};
    document_line(f->d, DOCUMENT_FLUSH, han(f, 28 * 22 * 2 + 10));
    layout_init(&layout, &f->arena, f->fonts, false);
    layout_document(&layout, f->d);
    assert_int_equal(layout.pages, 3);
    for (size_t i = 0; i < layout.placed.n; i++) {
        const struct layout_placed *placed = &layout.placed.at[i];
        lines_of[placed->page]++;
        double top = placed->y / mm, bottom = (placed->y + placed->box->size_pt) / mm;
        assert_true(top > 36 && bottom < 263);
        if (placed->page == 3)
            continue;
        assert_int_equal(placed->box->line.to - placed->box->line.from, 28);
        assert_true(placed->box->line.width / mm > 155.9 && placed->box->line.width / mm < 156.1);
    }
    assert_int_equal(lines_of[1], 22);
    assert_int_equal(lines_of[2], 22);
    assert_int_equal(lines_of[3], 1);
    assert_true(layout.placed.at[0].y / mm < 38);
    assert_true((layout.placed.at[21].y + 15.75) / mm > 261);
}

static void a_heading_is_never_the_last_line_of_a_page(void **state)
{
    struct fixture *f = *state;
    struct layout layout;
    document_line(f->d, DOCUMENT_FLUSH, han(f, 28 * 21));
    document_heading(f->d, 1, STR("一、标题"), STR_NONE);
    document_line(f->d, DOCUMENT_TEXT, han(f, 40));
    layout_init(&layout, &f->arena, f->fonts, false);
    layout_document(&layout, f->d);
    assert_int_equal(layout.placed.at[20].page, 1);
    assert_int_equal(layout.placed.at[21].page, 2);
    assert_int_equal(layout.placed.at[21].box->level, 1);
}

static void a_signature_never_stands_alone_on_a_page(void **state)
{
    struct fixture *f = *state;
    struct layout layout;
    document_line(f->d, DOCUMENT_FLUSH, han(f, 28 * 22));
    f->d->signed_by = STR("鼓楼区人民政府");
    f->d->signed_on = date_of(2023, 1, 20);
    layout_init(&layout, &f->arena, f->fonts, false);
    layout_document(&layout, f->d);
    int text_on_last = 0;
    for (size_t i = 0; i < layout.placed.n; i++)
        text_on_last +=
            layout.placed.at[i].page == layout.pages
            && layout.placed.at[i].box->line.to - layout.placed.at[i].box->line.from > 20;
    assert_int_equal(layout.pages, 2);
    assert_int_equal(text_on_last, 1);
}

static void a_long_table_repeats_its_titles_on_every_page(void **state)
{
    struct fixture *f = *state;
    struct layout layout;
    static const struct document_column columns[] = {{STR("单位"), DOCUMENT_LEFT, 0},
                                                     {STR("件数"), DOCUMENT_END, 0}};
    struct document_table *table = document_table(f->d, STR("表"), columns, 2);
    for (int i = 0; i < 80; i++) {
        struct document_cell cells[] = {{.run = {.text = STR("街道")}},
                                        {.run = {.text = STR("12")}}};
        document_row(f->d, table, cells, 2);
    }
    layout_init(&layout, &f->arena, f->fonts, false);
    layout_document(&layout, f->d);
    int heads[8] = {0};
    for (size_t i = 0; i < layout.placed.n; i++)
        if (layout.placed.at[i].box->row != NULL && layout.placed.at[i].box->row->is_head)
            heads[layout.placed.at[i].page]++;
    assert_true(layout.pages >= 3);
    for (int page = 1; page <= layout.pages; page++)
        assert_int_equal(heads[page], 1);
}

/* ---- formats ---- */

static void fill(struct fixture *f)
{
    static const struct document_figure figure = {.id = STR("a.b"),
                                                  .key = STR("a.b"),
                                                  .name = STR("受理"),
                                                  .value = STR("268200"),
                                                  .unit = STR("人"),
                                                  .scale = 4,
                                                  .decimals = 2,
                                                  .accuracy = STR("rounded"),
                                                  .from = {18993},
                                                  .to = {19357},
                                                  .as_of = {19357}};
    static const struct document_column columns[] = {{STR("甲"), DOCUMENT_LEFT, 0},
                                                     {STR("乙"), DOCUMENT_END, 0}};
    f->d->title = STR("关于<甲>|的报告");
    f->d->organ = STR("鼓楼区人民政府");
    f->d->number = STR("鼓政〔2023〕15号");
    f->d->signer = STR("张三");
    f->d->signed_by = STR("鼓楼区人民政府");
    f->d->signed_on = date_of(2023, 1, 20);
    f->d->copies_to = STR("区委办");
    f->d->printed_by = STR("区政府办公室");
    f->d->printed_on = date_of(2023, 1, 21);
    document_meta_add(f->d, STR("索引号"), STR("000000000/2023-00001"));
    document_heading(f->d, 1, STR("一、总"), STR("part-1"));
    struct document_block *p = document_paragraph(f->d, DOCUMENT_TEXT);
    document_run(f->d, p, STR("共"));
    document_figure_run(f->d, p, STR("26.82万人"), &figure);
    struct document_table *table = document_table(f->d, STR("表1"), columns, 2);
    document_row(
        f->d, table,
        (struct document_cell[]){{.run = {.text = STR("一&二")}}, {.run = {.text = STR("3")}}}, 2);
    document_attach(f->d, STR("清单"));
    document_line(f->d, DOCUMENT_TEXT, STR("附件的正文。"));
    document_go(f->d, DOCUMENT_IN_FOOT);
    document_line(f->d, DOCUMENT_SMALL, STR("核验凭据"));
}

static void html_carries_each_figure_with_what_it_is_and_the_same_facts_as_json(void **state)
{
    struct fixture *f = *state;
    struct json_value *facts;
    struct err err;
    fill(f);
    document_put_html(f->d, &f->out);
    struct str html = buf_str(&f->out);
    assert_true(has(html, "<h1>关于&lt;甲&gt;的报告</h1>"));
    assert_true(has(html, "value=\"268200\" data-key=\"a.b\" data-unit=\"人\" data-scale=\"4\" "
                          "data-decimals=\"2\" data-accuracy=\"rounded\" data-from=\"2022-01-01\" "
                          "data-to=\"2022-12-31\""));
    assert_true(has(html, "<p class=\"head\">鼓楼区人民政府文件</p>"));
    assert_false(has(html, "<script>") || has(html, "src=") || has(html, "url("));
    buf_clear(&f->out);
    document_put_facts(f->d, &f->out);
    assert_true(json_parse(&f->arena, buf_str(&f->out), &facts, &err));
    const struct json_value *fact = json_get(facts, "facts")->items[0];
    assert_int_equal(json_get(fact, "value")->number, 268200);
    assert_true(str_equal_c(json_get(fact, "text")->text, "26.82万人"));
}

static void plain_text_has_everything_in_its_order(void **state)
{
    struct fixture *f = *state;
    fill(f);
    document_put_text(f->d, &f->out);
    static const char *const want[] = {
        "索引号：",   "鼓政〔2023〕15号", "关于<甲>的报告", "一、总",   "共26.82万人",   "一&二\t3",
        "附件：清单", "2023年1月20日",    "附件的正文。",   "核验凭据", "抄送：区委办。"};
    struct str rest = buf_str(&f->out);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        size_t at = str_find(rest, str_of(want[i]));
        if (at == rest.len)
            fail_msg("%s is missing or out of order", want[i]);
        rest = str_from(rest, at);
    }
}

struct seen {
    int paragraphs, tables, controls;
    bool has_title, has_body, has_heading;
};

static void see(void *context, const char *name, const char *const *attributes)
{
    struct seen *seen = context;
    struct str tag = str_of(name);
    seen->paragraphs += str_equal_c(tag, "p");
    seen->tables += str_equal_c(tag, "tbl");
    seen->controls += str_equal_c(tag, "sdt");
    if (str_equal_c(tag, "pStyle")) {
        struct str style = str_of(xml_attribute(attributes, "val"));
        seen->has_title |= str_equal_c(style, "Title");
        seen->has_body |= str_equal_c(style, "BodyText");
        seen->has_heading |= str_equal_c(style, "Heading1");
    }
}

static void unsee(void *context, const char *name)
{
    (void)context;
    (void)name;
}

static void docx_is_an_archive_of_sound_xml_with_named_styles(void **state)
{
    struct fixture *f = *state;
    struct archive archive;
    struct seen seen = {0};
    struct err err;
    static const char *const parts[] = {"word/document.xml",   "word/styles.xml",
                                        "word/settings.xml",   "word/footer1.xml",
                                        "word/footer2.xml",    "word/header1.xml",
                                        "[Content_Types].xml", "_rels/.rels",
                                        "docProps/core.xml",   "word/_rels/document.xml.rels"};
    static const struct xml_handler handler = {see, unsee, NULL};
    fill(f);
    assert_true(document_put_docx(f->d, &f->out, &err));
    assert_true(archive_open(&archive, STR("d.docx"), buf_str(&f->out), &f->complaints));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        assert_true(xml_read(&f->arena, &archive, parts[i], &handler, &seen));
    archive_close(&archive);
    assert_int_equal(seen.tables, 1);
    assert_int_equal(seen.controls, 1);
    assert_true(seen.has_title && seen.has_body && seen.has_heading);
}

static void equal_documents_give_equal_bytes(void **state)
{
    struct fixture *f = *state;
    struct buf again;
    struct err err;
    buf_init(&again, 1 << 26);
    fill(f);
    assert_true(document_put_pdf(f->d, f->fonts, &f->out, &err));
    assert_true(document_put_pdf(f->d, f->fonts, &again, &err));
    assert_true(str_equal(buf_str(&f->out), buf_str(&again)));
    assert_true(str_starts(buf_str(&f->out), STR("%PDF-")));
    buf_clear(&f->out);
    buf_clear(&again);
    assert_true(document_put_docx(f->d, &f->out, &err) && document_put_docx(f->d, &again, &err));
    assert_true(str_equal(buf_str(&f->out), buf_str(&again)));
    buf_done(&again);
}

static void a_demo_has_its_mark_and_no_red_head(void **state)
{
    struct fixture *f = *state;
    struct layout layout;
    fill(f);
    f->d->is_demo = true;
    document_put_html(f->d, &f->out);
    assert_true(has(buf_str(&f->out), "<p class=\"demo\" role=\"note\">演示数据 · 虚构</p>"));
    assert_false(has(buf_str(&f->out), "class=\"head\""));
    layout_init(&layout, &f->arena, f->fonts, false);
    layout_document(&layout, f->d);
    for (size_t i = 0; i < layout.placed.n; i++)
        assert_false(layout.placed.at[i].box->is_red);
    f->d->is_demo = false;
    layout_init(&layout, &f->arena, f->fonts, false);
    layout_document(&layout, f->d);
    int red = 0;
    for (size_t i = 0; i < layout.placed.n; i++)
        red += layout.placed.at[i].box->is_red;
    assert_int_equal(red, 2); /* the organ and the line */
}

/* ---- fonts ---- */

static void a_character_without_font_is_named_and_no_pdf_is_made(void **state)
{
    struct fixture *f = *state;
    struct err err = {0};
    document_line(f->d, DOCUMENT_TEXT, STR("依法\xF3\xB0\x80\x81行政"));
    assert_false(document_put_pdf(f->d, f->fonts, &f->out, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_true(has(str_of(err.what), "\xF3\xB0\x80\x81"));
}

static void wrong_font_files_are_complained_about_with_their_place(void **state)
{
    struct fixture *f = *state;
    assert_null(font_open(&f->arena, STR("my.yaml"),
                          STR("body: 仿宋\nbodi: [仿宋]\nhei: ['黑体:heavy']\n"), &f->complaints));
    assert_int_equal(f->complaints.list.n, 3);
    assert_int_equal(f->complaints.list.at[0].line, 1);
    assert_true(has(f->complaints.list.at[1].text, "there is no role \"bodi\""));
    assert_int_equal(f->complaints.list.at[2].line, 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_line_does_not_begin_with_a_closing_mark),
        TEST(a_line_does_not_end_with_an_opening_mark),
        TEST(numbers_and_long_dashes_are_not_cut),
        TEST(what_is_longer_than_a_line_is_cut_where_it_is_full),
        TEST(all_lines_but_the_last_fill_the_width),
        TEST(a_title_is_broken_into_even_lines_and_not_inside_a_number),
        TEST(a_full_page_has_22_lines_of_28_characters_within_the_margins),
        TEST(a_heading_is_never_the_last_line_of_a_page),
        TEST(a_signature_never_stands_alone_on_a_page),
        TEST(a_long_table_repeats_its_titles_on_every_page),
        TEST(html_carries_each_figure_with_what_it_is_and_the_same_facts_as_json),
        TEST(plain_text_has_everything_in_its_order),
        TEST(docx_is_an_archive_of_sound_xml_with_named_styles),
        TEST(equal_documents_give_equal_bytes),
        TEST(a_demo_has_its_mark_and_no_red_head),
        TEST(a_character_without_font_is_named_and_no_pdf_is_made),
        TEST(wrong_font_files_are_complained_about_with_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
