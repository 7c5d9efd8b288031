/*
 * Every page with the sample data of test/web/pages, in both languages: the data has all that the
 * template names, and the result is well-formed. The pages are kept under build/pages to be looked
 * at.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "html/chart.h"
#include "html/page.h"
#include "text/json.h"

static struct arena arena;
static struct page_set set;
static struct buf out;

static struct html_value *map_of(const struct json_value *json);

static struct html_safe chart_of(const struct json_value *list, bool is_spark)
{
    struct chart_point *points = arena_array(&arena, struct chart_point, list->items_n);
    for (size_t i = 0; i < list->items_n; i++) {
        points[i].value = list->items[i]->number;
        points[i].text = arena_print(&arena, "%lld", (long long)points[i].value);
        points[i].label = arena_print(&arena, "%zu月", i + 1);
    }
    return is_spark ? chart_spark(&arena, points, list->items_n, STR("逐月"))
                    : chart_trend(&arena, points, list->items_n, STR("逐月"));
}

static void list_fill(struct html_value *list, const struct json_value *json)
{
    for (size_t i = 0; i < json->items_n; i++) {
        if (json->items[i]->kind == JSON_IS_OBJECT) {
            html_push(list, map_of(json->items[i]));
        } else {
            html_push_text(list, json->items[i]->text);
        }
    }
}

static void member_put(struct html_value *map, const char *key, const struct json_value *json)
{
    struct str name = str_of(key);
    if (str_equal_c(name, "spark") || str_equal_c(name, "trend")) {
        html_put_safe(map, key, chart_of(json, str_equal_c(name, "spark")));
    } else if (str_equal_c(name, "body")) {
        html_put_safe(map, key, html_trust(json->text));
    } else if (json->kind == JSON_IS_OBJECT) {
        html_put(map, key, map_of(json));
    } else if (json->kind == JSON_IS_ARRAY) {
        list_fill(html_put_list(map, key), json);
    } else if (json->kind == JSON_IS_INT) {
        html_put_i64(map, key, json->number);
    } else if (json->kind == JSON_IS_BOOL) {
        html_put_bool(map, key, json->number != 0);
    } else if (str_equal_c(name, "url") || str_ends(name, STR("_url"))) {
        html_put_url(map, key, json->text);
    } else {
        html_put_text(map, key, json->text);
    }
}

static struct html_value *map_of(const struct json_value *json)
{
    struct html_value *map = html_map(&arena);
    for (size_t i = 0; i < json->members_n; i++) {
        member_put(map, arena_terminated(&arena, json->members[i].key), json->members[i].value);
    }
    return map;
}

static struct str file_read(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = arena_alloc(&arena, 1 << 20);
    size_t n = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return (struct str){bytes, n};
}

static void layout_put(struct html_value *data, const char *place)
{
    static const char *const places[] = {"home",    "registers", "figures",
                                         "reports", "audit",     "ledger"};
    html_put_text(data, "page_title", STR("鼓楼"));
    html_put_text(data, "office_name", STR("南京市鼓楼区 · 区司法局"));
    html_put_bool(data, "is_demo", true);
    html_put_url(data, "other_lang_url", STR("?lang=en"));
    html_put_text(data, "today", STR("2023-01-10"));
    html_put_text(data, "version", STR("0.1"));
    html_put_bool(data, "actor", false);
    struct html_value *here = html_put_map(data, "here");
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        html_put_bool(here, places[i], strcmp(places[i], place) == 0);
    }
    struct html_value *ledger = html_put_map(data, "ledger");
    html_put_text(ledger, "size", STR("611,204"));
    html_put_text(ledger, "root", STR("5e0b2c77…"));
}

/* Tags balance, but for those that have no end. */
static void assert_balanced(struct str page)
{
    static const char *const empty[] = {"!doctype", "meta", "link", "input", "br"};
    struct str stack[100];
    size_t depth = 0;
    for (size_t i = str_find_char(page, '<'); i < page.len;) {
        struct str tag = str_from(page, i + 1);
        bool is_end = tag.len > 0 && tag.p[0] == '/';
        tag = is_end ? str_from(tag, 1) : tag;
        size_t n = 0;
        while (n < tag.len && strchr(" />\n", tag.p[n]) == NULL) {
            n++;
        }
        struct str name = str_first(tag, n);
        size_t close = str_find_char(tag, '>');
        bool is_empty = close > 0 && close < tag.len && tag.p[close - 1] == '/';
        for (size_t e = 0; e < sizeof empty / sizeof empty[0]; e++) {
            is_empty = is_empty || str_equal_c(name, empty[e]);
        }
        if (is_end) {
            assert_true(depth > 0);
            depth--;
            assert_memory_equal(stack[depth].p, name.p, name.len);
            assert_int_equal(stack[depth].len, name.len);
        } else if (!is_empty) {
            assert_true(depth < 100);
            stack[depth++] = name;
        }
        i += 1 + str_find_char(str_from(page, i + 1), '<');
    }
    assert_int_equal(0, depth);
}

static void page_keep(const char *name, const char *language)
{
    char path[200];
    mkdir("build", 0777);
    mkdir("build/pages", 0777);
    snprintf(path, sizeof path, "build/pages/%s-%s.html", name, language);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(out.p, 1, out.len, file);
    fclose(file);
}

static void page_try(const char *sample, const char *place, enum page_language language)
{
    const char *name = strcmp(sample, "figure_share") == 0 ? "figure" : sample;
    char path[200];
    struct err err;
    struct json_value *json = NULL;
    struct complaints misses;
    complaints_init(&misses, &arena);
    snprintf(path, sizeof path, "test/web/pages/%s.json", sample);
    if (!json_parse(&arena, file_read(path), &json, &err)) {
        fail_msg("%s: %s %s", path, err.what, err.detail);
    }
    struct html_value *data = map_of(json);
    layout_put(data, place);
    buf_clear(&out);
    if (!page_render(&set, name, language, data, &out, &misses)) {
        buf_clear(&out);
        complaints_print(&misses, &out);
        fail_msg("%.*s", (int)out.len, out.p);
    }
    assert_true(str_starts(buf_str(&out), STR("<!doctype html>\n")));
    assert_false(out.is_over);
    assert_balanced(buf_str(&out));
    page_keep(sample, language == PAGE_ZH ? "zh" : "en");
}

static void every_page_is_whole_with_its_sample_data(void **state)
{
    (void)state;
    static const char *const pages[][2] = {
        {"home", "home"},        {"registers", "registers"}, {"list", "registers"},
        {"matter", "registers"}, {"figures", "figures"},     {"figure", "figures"},
        {"reports", "reports"},  {"report", "reports"},      {"ledger", "ledger"},
        {"error", ""},           {"form", "registers"},      {"figure_share", "figures"},
        {"table", "reports"},    {"audit", "audit"},
    };
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        page_try(pages[i][0], pages[i][1], PAGE_ZH);
        page_try(pages[i][0], pages[i][1], PAGE_EN);
    }
}

static void a_missing_value_is_told_and_the_page_still_shown(void **state)
{
    (void)state;
    struct complaints misses;
    complaints_init(&misses, &arena);
    struct html_value *data = html_map(&arena);
    layout_put(data, "");
    html_put_i64(data, "status", 404);
    buf_clear(&out);
    assert_false(page_render(&set, "error", PAGE_ZH, data, &out, &misses));
    struct str page = buf_str(&out);
    assert_true(str_find(page, STR("<b>404</b>")) < page.len);
    assert_true(misses.list.n > 0);
    assert_true(str_equal_c(misses.list.at[0].file, "pages/error.mustache"));
}

static void demo_data_is_marked_on_every_page_in_every_language(void **state)
{
    (void)state;
    page_try("ledger", "ledger", PAGE_EN);
    struct str page = buf_str(&out);
    assert_true(str_find(page, STR("演示数据 · 虚构")) < page.len);
}

static void charts_draw_any_range(void **state)
{
    (void)state;
    struct chart_point points[80] = {
        {STR("a"), INT64_MIN, STR("<")}, {STR("b"), INT64_MAX, STR(">")}, {STR("c"), 0, STR("0")}};
    for (size_t n = 0; n <= 80; n++) {
        struct str spark = chart_spark(&arena, points, n, STR("a<b")).markup;
        struct str trend = chart_trend(&arena, points, n, STR("a<b")).markup;
        assert_int_equal(n < 2, spark.len == 0);
        assert_int_equal(n == 0, trend.len == 0);
        assert_balanced(spark);
        assert_balanced(trend);
        assert_int_equal(trend.len, str_find(trend, STR("a<b")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_is_whole_with_its_sample_data),
        cmocka_unit_test(a_missing_value_is_told_and_the_page_still_shown),
        cmocka_unit_test(demo_data_is_marked_on_every_page_in_every_language),
        cmocka_unit_test(charts_draw_any_range),
    };
    struct complaints complaints;
    arena_init(&arena, 0);
    buf_init(&out, 1 << 20);
    complaints_init(&complaints, &arena);
    if (!page_load(&arena, embedded_files, embedded_files_n, &set, &complaints)) {
        complaints_print(&complaints, &out);
        fwrite(out.p, 1, out.len, stderr);
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_done(&out);
    arena_done(&arena);
    return failed;
}
