/*
 * pages.c - the pages: which address is which page, the layout around it, errors.
 */
#include "web/pages.h"

#include "crypto/hex.h"
#include "office/closing.h"
#include "os/clock.h"
#include "os/file.h"
#include "store/store.h"

#define LANGUAGE_COOKIE_S "31536000"
#define VERSION STR("0.1")

enum { PAGE_BYTES_MAX = 8 << 20, COUNTS_AGE_NS = 2000000000, ROOT_SHOWN = 12 };

struct pages {
    struct page_set set;
    bool is_designing; /* templates from a folder: what a page lacks is told, not left out */
    struct str style, style_tag, icon, icon_tag;
    struct os_mutex mutex; /* of what follows */
    int64_t size;
    struct hash256 root;
    struct reader_count *counts; /* of registry->registers_n registers */
    size_t counts_n;
    struct date counted_on;
    int64_t counted_ns;
    int64_t counted_size;        /* of the ledger then */
    struct figure_value *values; /* of the figures of one year, by id */
    size_t values_n;
    int64_t values_size; /* of the ledger then */
    int values_year;
};

/* ---- templates ---- */

static bool read_folder(struct arena *arena, struct str folder, struct embedded **files_out,
                        size_t *n_out, struct err *err)
{
    struct os_names names;
    if (!os_directory_list(arena, folder, &names, err))
        return false;
    struct embedded *files = arena_array(arena, struct embedded, names.n + 1);
    for (size_t i = 0; i < names.n; i++) {
        struct str path =
            arena_print(arena, "%" STR_FMT "/%" STR_FMT, STR_ARG(folder), STR_ARG(names.at[i]));
        files[i].path = arena_print(arena, "pages/%" STR_FMT, STR_ARG(names.at[i]));
        if (!os_file_read(arena, path, LIMIT_YAML_BYTES, &files[i].bytes, err))
            return false;
    }
    *files_out = files;
    *n_out = names.n;
    return true;
}

static struct str file_of(const struct embedded *files, size_t n, const char *path)
{
    for (size_t i = 0; i < n; i++)
        if (str_equal_c(files[i].path, path))
            return files[i].bytes;
    return STR_NONE;
}

bool pages_open(struct web *web, struct str folder, struct err *err)
{
    struct pages *pages = arena_new(&web->arena, struct pages);
    const struct embedded *files = embedded_files;
    struct embedded *read;
    size_t n = embedded_files_n;
    struct complaints complaints;
    complaints_init(&complaints, &web->arena);
    if (folder.len > 0) {
        if (!read_folder(&web->arena, folder, &read, &n, err))
            return false;
        files = read;
        pages->is_designing = true;
    }
    if (!page_load(&web->arena, files, n, &pages->set, &complaints)) {
        struct buf text;
        buf_init(&text, 400);
        complaints_print(&complaints, &text);
        err_set(err, ERR_INPUT, "the pages cannot be read: %" STR_FMT, STR_ARG(buf_str(&text)));
        buf_done(&text);
        return false;
    }
    pages->style = file_of(files, n, "pages/style.css");
    pages->icon = file_of(files, n, "pages/icon.svg");
    pages->style_tag = http_etag(&web->arena, pages->style);
    pages->icon_tag = http_etag(&web->arena, pages->icon);
    pages->size = -1;
    os_mutex_init(&pages->mutex);
    web->pages = pages;
    return true;
}

/* ---- the ledger and the counts, as last looked at ---- */

bool page_ledger(struct page *page, int64_t *size_out, struct hash256 *root_out, struct err *err)
{
    struct pages *pages = page->web->pages;
    struct hash256 root;
    int64_t size;
    if (!reader_size(page->reader, &size, err))
        return false;
    os_mutex_lock(&pages->mutex);
    bool is_known = pages->size == size;
    if (is_known)
        *root_out = pages->root;
    os_mutex_unlock(&pages->mutex);
    *size_out = size;
    if (is_known)
        return true;
    if (!reader_root(page->reader, page->arena, size, &root, err))
        return false;
    os_mutex_lock(&pages->mutex);
    pages->size = size;
    pages->root = root;
    os_mutex_unlock(&pages->mutex);
    *root_out = root;
    return true;
}

static void keep_counts(struct web *web, struct date today, int64_t size,
                        const struct reader_count *counts, size_t n)
{
    struct pages *pages = web->pages;
    os_mutex_lock(&pages->mutex);
    if (pages->counts_n < n)
        pages->counts = arena_array(&web->arena, struct reader_count, n);
    for (size_t i = 0; i < n; i++)
        pages->counts[i] = counts[i];
    pages->counts_n = n;
    pages->counted_on = today;
    pages->counted_size = size;
    pages->counted_ns = os_monotonic_ns();
    os_mutex_unlock(&pages->mutex);
}

static bool count(struct reader *reader, struct date today, struct reader_count *counts,
                  struct err *err)
{
    int year = date_year(date_add_months(today, -3));
    return reader_counts(reader, year, today, date_add_days(today, PAGE_SOON_DAYS), counts, err);
}

void pages_warm(struct web *web)
{
    struct arena arena;
    struct err ignored; /* the first page counts for itself, and tells */
    int64_t size;
    struct date today = office_today(web->office);
    size_t n = office_current(web->office)->registry->registers_n;
    arena_init(&arena, 0);
    struct reader_count *counts = arena_array(&arena, struct reader_count, n + 1);
    struct reader *reader = web_take_reader(web);
    if (reader_size(reader, &size, &ignored) && count(reader, today, counts, &ignored))
        keep_counts(web, today, size, counts, n);
    web_give_reader(web, reader);
    arena_done(&arena);
}

bool page_counts(struct page *page, struct reader_count **counts_out, struct err *err)
{
    struct pages *pages = page->web->pages;
    size_t n = page->now->registry->registers_n;
    struct reader_count *counts = arena_array(page->arena, struct reader_count, n + 1);
    int64_t size;
    if (!reader_size(page->reader, &size, err))
        return false;
    os_mutex_lock(&pages->mutex);
    bool is_fresh =
        pages->counts_n == n && date_compare(pages->counted_on, page->today) == 0
        && (pages->counted_size == size || os_monotonic_ns() - pages->counted_ns < COUNTS_AGE_NS);
    for (size_t i = 0; is_fresh && i < n; i++)
        counts[i] = pages->counts[i];
    os_mutex_unlock(&pages->mutex);
    *counts_out = counts;
    if (is_fresh)
        return true;
    if (!count(page->reader, page->today, counts, err))
        return false;
    keep_counts(page->web, page->today, size, counts, n);
    return true;
}

bool page_values(struct page *page, const struct figure_question *question,
                 struct figure_value *values, struct err *err)
{
    struct pages *pages = page->web->pages;
    size_t n = question->registry->figures_n;
    int year = date_year(question->from);
    int64_t size;
    if (!reader_size(page->reader, &size, err))
        return false;
    os_mutex_lock(&pages->mutex);
    bool is_known =
        pages->values_n == n && pages->values_size == size && pages->values_year == year;
    for (size_t i = 0; is_known && i < n; i++)
        values[i] = pages->values[i];
    os_mutex_unlock(&pages->mutex);
    if (is_known)
        return true;
    struct closing closing;
    struct str period = arena_print(page->arena, "%d", year);
    if (!closing_figures(question, period, page->arena, values, &closing, err))
        return false;
    os_mutex_lock(&pages->mutex);
    if (pages->values_n < n)
        pages->values = arena_array(&page->web->arena, struct figure_value, n);
    for (size_t i = 0; i < n; i++)
        pages->values[i] = values[i];
    pages->values_n = n;
    pages->values_size = size;
    pages->values_year = year;
    os_mutex_unlock(&pages->mutex);
    return true;
}

/* ---- the layout ---- */

static struct str other_language_url(const struct page *page)
{
    const struct http_request *request = page->request;
    struct str url, query;
    if (!str_cut(request->target, '?', &url, &query))
        url = request->target;
    for (size_t i = 0; i < request->query_n; i++)
        if (!str_equal_c(request->query[i].name, "lang"))
            url = page_with(page, url, arena_terminated(page->arena, request->query[i].name),
                            request->query[i].value);
    return page_with(page, url, "lang", page->language == PAGE_ZH ? STR("en") : STR("zh"));
}

static bool put_layout(struct page *page, struct str title, const char *here, struct err *err)
{
    static const char *const places[] = {"home",    "registers", "figures",
                                         "reports", "audit",     "ledger"};
    struct html_value *data = page->data;
    struct hash256 root;
    char hex[ROOT_SHOWN];
    int64_t size;
    if (!page_ledger(page, &size, &root, err))
        return false;
    hex_write(hex, root.b, sizeof hex / 2);
    html_put_text(data, "page_title", title);
    html_put_text(data, "office_name", office_name(page->office));
    html_put_bool(data, "is_demo", office_is_demo(page->office));
    html_put_url(data, "other_lang_url", other_language_url(page));
    html_put_text(data, "today", page_date(page, page->today));
    html_put_text(data, "version", VERSION);
    html_put_bool(data, "actor", false);
    struct html_value *places_at = html_put_map(data, "here");
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        html_put_bool(places_at, places[i], str_equal_c(str_of(here), places[i]));
    struct html_value *ledger = html_put_map(data, "ledger");
    html_put_text(ledger, "size", page_number(page, size));
    html_put_text(ledger, "root", arena_print(page->arena, "%.*s…", (int)sizeof hex, hex));
    return true;
}

static void remember_language(struct page *page)
{
    if (page->sets_language)
        http_response_add(
            page->response, STR("Set-Cookie"),
            page->language == PAGE_ZH
                ? STR("lang=zh; Path=/; Max-Age=" LANGUAGE_COOKIE_S "; SameSite=Lax; HttpOnly")
                : STR("lang=en; Path=/; Max-Age=" LANGUAGE_COOKIE_S "; SameSite=Lax; HttpOnly"));
}

/* False: the page lacks data, or is larger than a page may be; `out` then says so. */
static bool fill(struct page *page, const char *template, struct buf *out)
{
    struct complaints misses;
    const struct pages *pages = page->web->pages;
    complaints_init(&misses, page->arena);
    bool is_whole = page_render(&pages->set, template, page->language, page->data, out, &misses);
    if (out->is_over) {
        buf_clear(out);
        buf_put_c(out, "The page is larger than 8 MiB.\n");
        return false;
    }
    if (is_whole || !pages->is_designing)
        return true;
    buf_clear(out);
    complaints_print(&misses, out);
    return false;
}

bool page_show(struct page *page, const char *template, struct str title, const char *here,
               struct err *err)
{
    struct buf out;
    if (!put_layout(page, title, here, err))
        return false;
    buf_init(&out, PAGE_BYTES_MAX);
    bool is_good = fill(page, template, &out);
    http_respond(page->response, is_good ? page->response->status : 500,
                 is_good ? HTTP_HTML : HTTP_TEXT, arena_copy(page->arena, buf_str(&out)));
    buf_done(&out);
    remember_language(page);
    http_response_add(page->response, STR("Cache-Control"),
                      page->is_unkept ? STR("no-store") : STR("no-cache"));
    http_response_add(page->response, STR("Vary"), STR("Cookie"));
    return true;
}

/* ---- errors ---- */

bool page_refuse(struct page *page, enum err_kind kind, const char *word, struct err *err)
{
    page->refusal = page_t(page, word);
    return err_set(err, kind, "%" STR_FMT, STR_ARG(page->refusal));
}

static const char *error_word(int status)
{
    switch (status) {
    case 400:
        return "error_400";
    case 403:
        return "error_403";
    case 404:
        return "error_404";
    case 405:
        return "error_405";
    case 503:
        return "error_503";
    default:
        return "error_500";
    }
}

static void show_error(struct page *page, const struct err *err)
{
    struct err ignored;
    int status = page->status > 0 ? page->status : err_http_status(err->kind);
    struct str title = page_t(page, error_word(status));
    bool is_own = page->refusal.len > 0;
    page->response->status = status;
    page->data = html_map(page->arena);
    html_put_i64(page->data, "status", status);
    html_put_text(page->data, "title", title);
    html_put_text(page->data, "text", is_own ? page->refusal : page_t(page, "error_unexpected"));
    html_put_text(page->data, "detail", is_own ? STR_NONE : str_of(err->what));
    html_put_text(page->data, "hint", str_of(err->hint));
    html_put_url(page->data, "back_url", STR("/"));
    if (!page_show(page, "error", title, "", &ignored))
        http_respond(page->response, status, HTTP_TEXT, title);
}

/* ---- addresses ---- */

static const struct route routes[] = {
    {"GET", "/", "public", 0},
    {"GET", "/registers", "public", 1},
    {"GET", "/register/{key}", "public", 2},
    {"GET", "/search", "public", 3},
    {"GET", "/due", "public", 4},
    {"GET", "/matter/{id}", "public", 5},
    {"GET", "/figures", "public", 6},
    {"GET", "/figure/{key}", "public", 7},
    {"GET", "/figure/{key}/list", "public", 8},
    {"GET", "/reports", "public", 9},
    {"GET", "/report/{name}", "public", 10},
    {"GET", "/ledger", "public", 11},
    {"GET", "/checkpoint", "public", 12},
    {"GET", "/tile/{path*}", "public", 13},
    {"GET", "/report/{name}/{format}", "public", 14},
    {"GET", "/table/{name}", "public", 15},
    {"GET", "/table/{name}/{format}", "public", 16},
    {"GET", "/audit", "public", 17},
    {"POST", "/audit", "public", 17},
};
static page_handler *const handlers[] = {
    home_page,       registers_page, register_page,    search_page,  due_page,        matter_page,
    figures_page,    figure_page,    figure_list_page, reports_page, report_page,     ledger_page,
    checkpoint_page, tile_page,      report_file_page, table_page,   table_file_page, audit_page,
};

static bool is_english(const struct http_request *request, bool *is_asked_out)
{
    struct str asked = http_query(request, "lang");
    *is_asked_out = str_equal_c(asked, "en") || str_equal_c(asked, "zh");
    return str_equal_c(*is_asked_out ? asked : http_cookie(request, "lang"), "en");
}

/* All reads of a page are of one snapshot, so that what stands on it fits together. */
static void handle_page(struct page *page)
{
    struct route_params params;
    struct err err;
    struct store *db = reader_store(page->reader);
    int at = route_match(routes, sizeof routes / sizeof routes[0], page->request->method,
                         page->request->path, &params);
    bool ok;
    if (!store_begin_read(db, &err)) {
        ok = false;
    } else if (at >= 0) {
        ok = handlers[routes[at].id](page, &params, &err);
    } else if (at == ROUTE_OTHER_METHOD) {
        page->status = 405;
        ok = page_refuse(page, ERR_USAGE, "no_method", &err);
    } else {
        ok = page_refuse(page, ERR_MISSING, "no_page", &err);
    }
    if (!ok)
        show_error(page, &err);
    store_rollback(db);
}

static void send_file(const struct http_request *request, struct http_response *response,
                      struct str type, struct str bytes, struct str tag)
{
    if (http_is_fresh(request, tag))
        http_respond(response, 304, STR_NONE, STR_NONE);
    else
        http_respond(response, 200, type, bytes);
    http_response_add(response, STR("ETag"), tag);
    http_response_add(response, STR("Cache-Control"), STR("no-cache"));
}

void pages_handle(struct web *web, const struct http_request *request,
                  struct http_response *response)
{
    const struct pages *pages = web->pages;
    if (str_equal_c(request->path, "/style.css")) {
        send_file(request, response, HTTP_CSS, pages->style, pages->style_tag);
        return;
    }
    if (str_equal_c(request->path, "/icon.svg")) {
        send_file(request, response, HTTP_SVG, pages->icon, pages->icon_tag);
        return;
    }
    struct page page = {
        .web = web,
        .request = request,
        .response = response,
        .arena = request->arena,
        .reader = web_take_reader(web),
        .data = html_map(request->arena),
    };
    page.office = reader_office(page.reader);
    page.now = office_current(page.office);
    page.today = office_today(page.office);
    page.language = is_english(request, &page.sets_language) ? PAGE_EN : PAGE_ZH;
    handle_page(&page);
    web_give_reader(web, page.reader);
}

struct str page_t(const struct page *page, const char *key)
{
    return page_word(&page->web->pages->set, page->language, key);
}

bool page_knows_word(const struct page *page, const char *key)
{
    const struct html_messages *words = &page->web->pages->set.messages;
    return html_get(page->language == PAGE_EN ? words->en : words->zh, str_of(key)) != NULL;
}
