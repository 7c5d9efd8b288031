/*
 * api.c - the API: file, do, show, list, figures, with bearer tokens, idempotency keys and
 * problem+json.
 *
 *   POST /api/v1/registers/{register}/matters   {"fields": {…}, "on": DATE}
 *   POST /api/v1/matters/{id}/events            {"event": …, "fields": {…}, "approves": SEQ}
 *   GET  /api/v1/matters/{id}                   ?events=1: with events and figures
 *   GET  /api/v1/registers/{register}/matters   ?unit=&open=&where=&limit=&offset=
 *   GET  /api/v1/figures                        ?year=2022 (never a restricted one)
 *   GET  /api/v1/figures/{key}/matters          ?year=2022&limit=
 *   GET  /api/v1/search                         ?q=WORDS&register=&limit=
 *
 * A write may carry Idempotency-Key: the same key and command are answered as the first time.
 */
#include "crypto/hash.h"
#include "figure/figure.h"
#include "office/closing.h"
#include "office/matter_json.h"
#include "office/search.h"
#include "text/utf8.h"
#include "web/internal.h"

#define PROBLEM_JSON STR("application/problem+json; charset=utf-8")

enum { BODY_FIELDS_MAX = LIMIT_EVENT_FIELDS };

/* ---- answers ---- */

static void put_complaints(struct json_out *json, const struct complaints *complaints)
{
    json_out_key(json, STR("complaints"));
    json_out_begin_array(json);
    for (size_t i = 0; i < complaints->list.n; i++) {
        json_out_begin_object(json);
        json_out_key(json, STR("field"));
        json_out_string(json, complaints->list.at[i].file);
        json_out_key(json, STR("text"));
        json_out_string(json, complaints->list.at[i].text);
        json_out_end_object(json);
    }
    json_out_end_array(json);
}

static void respond(struct http_response *response, struct arena *arena, int status,
                    struct str type, struct buf *buf)
{
    http_respond(response, status, type, arena_copy(arena, buf_str(buf)));
    buf_done(buf);
}

void api_problem(struct http_response *response, struct arena *arena, int status, struct str title,
                 const struct complaints *complaints)
{
    struct buf buf;
    struct json_out json;
    buf_init(&buf, 1 << 20);
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    json_out_key(&json, STR("type"));
    json_out_string(&json, STR("about:blank"));
    json_out_key(&json, STR("title"));
    json_out_string(&json, title);
    json_out_key(&json, STR("status"));
    json_out_i64(&json, status);
    if (complaints != NULL)
        put_complaints(&json, complaints);
    json_out_end_object(&json);
    respond(response, arena, status, PROBLEM_JSON, &buf);
}

void api_problem_of(struct http_response *response, struct arena *arena, const struct err *err)
{
    api_problem(response, arena, err_http_status(err->kind), str_of(err->what), NULL);
}

static const struct {
    int status;
    const char *word;
} outcomes[] = {
    [ANSWER_DONE] = {201, "done"},
    [ANSWER_PROPOSED] = {202, "proposed"},
    [ANSWER_REPEATED] = {200, "repeated"},
    [ANSWER_REFUSED] = {422, "The command is refused"},
    [ANSWER_DENIED] = {403, "This person may not do this"},
    [ANSWER_MISSING] = {404, "There is no such thing"},
    [ANSWER_CONFLICT] = {422, "The idempotency key belongs to another command"},
    [ANSWER_FAILED] = {503, "Nothing was written"},
};

void api_answer(struct http_response *response, struct arena *arena, const struct answer *answer,
                bool is_demo)
{
    int status = outcomes[answer->status].status;
    if (status >= 400) {
        api_problem(response, arena, status, str_of(outcomes[answer->status].word),
                    &answer->complaints);
        if (status == 503)
            http_response_add(response, STR("Retry-After"), STR("1"));
        return;
    }
    char due[DATE_TEXT_BYTES];
    struct buf buf;
    struct json_out json;
    buf_init(&buf, 1 << 16);
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    json_out_key(&json, STR("status"));
    json_out_string(&json, str_of(outcomes[answer->status].word));
    json_out_key(&json, STR("matter"));
    json_out_i64(&json, answer->matter);
    json_out_key(&json, STR("seq"));
    json_out_i64(&json, answer->seq);
    json_out_key(&json, STR("number"));
    json_out_string(&json, answer->number);
    json_out_key(&json, STR("state"));
    json_out_string(&json, answer->state);
    json_out_key(&json, STR("due"));
    if (answer->due.day == 0 || date_is_none(answer->due))
        json_out_null(&json);
    else
        json_out_string(&json, date_print(answer->due, due));
    if (is_demo) {
        json_out_key(&json, STR("demo"));
        json_out_bool(&json, true);
    }
    json_out_end_object(&json);
    respond(response, arena, status, HTTP_JSON, &buf);
}

/* ---- who asks ---- */

static bool find_person(struct reader *reader, const struct http_request *request,
                        int64_t *person_out, struct err *err)
{
    struct str header = http_header(request, "authorization"), token;
    struct hash256 hash;
    bool has_row = false;
    *person_out = 0;
    if (!str_starts(header, STR("Bearer ")))
        return true;
    token = str_trim(str_from(header, 7));
    hash_sha256(token.p, token.len, &hash);
    struct stmt *stmt = store_statement(reader_store(reader), Q_TOKEN_FIND);
    stmt_i64(stmt, office_district(reader_office(reader)));
    stmt_blob(stmt, hash.b, sizeof hash.b);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (has_row) {
        *person_out = stmt_get_i64(stmt, 0);
        stmt_reset(stmt);
    }
    return true;
}

/* ---- writes ---- */

static bool text_of_value(struct arena *arena, const struct json_value *value, struct str *out)
{
    struct buf buf;
    switch (value->kind) {
    case JSON_IS_STRING:
        *out = utf8_nfc(arena, value->text);
        return true;
    case JSON_IS_INT:
        *out = arena_print(arena, "%lld", (long long)value->number);
        return true;
    case JSON_IS_BOOL:
        *out = value->number ? STR("true") : STR("false");
        return true;
    case JSON_IS_NULL:
        *out = STR_NONE;
        return true;
    default: /* a party, or a list of parties */
        buf_init(&buf, LIMIT_FIELD_BYTES);
        json_canonical(value, &buf);
        *out = arena_copy(arena, buf_str(&buf));
        bool fits = !buf.is_over;
        buf_done(&buf);
        return fits;
    }
}

static bool read_fields(struct arena *arena, const struct json_value *fields,
                        struct command *command, struct err *err)
{
    if (fields == NULL)
        return true;
    if (fields->kind != JSON_IS_OBJECT || fields->members_n > BODY_FIELDS_MAX)
        return err_set(err, ERR_USAGE, "\"fields\" is an object of at most %d members",
                       BODY_FIELDS_MAX);
    struct command_field *list = arena_array(arena, struct command_field, fields->members_n + 1);
    for (size_t i = 0; i < fields->members_n; i++) {
        list[i].name = fields->members[i].key;
        if (!text_of_value(arena, fields->members[i].value, &list[i].value))
            return err_set(err, ERR_LIMIT, "the field \"%" STR_FMT "\" is too large",
                           STR_ARG(list[i].name));
    }
    command->fields = list;
    command->fields_n = fields->members_n;
    return true;
}

static bool read_date(const struct json_value *body, const char *key, struct date *out,
                      struct err *err)
{
    const struct json_value *value = json_get(body, key);
    if (value == NULL || value->kind == JSON_IS_NULL)
        return true;
    if (value->kind == JSON_IS_STRING && date_parse(value->text, out))
        return true;
    return err_set(err, ERR_USAGE, "\"%s\" is an existing day as YYYY-MM-DD", key);
}

static struct str string_of(const struct json_value *body, const char *key)
{
    const struct json_value *value = json_get(body, key);
    return value != NULL && value->kind == JSON_IS_STRING ? value->text : STR_NONE;
}

static int64_t int_of(const struct json_value *body, const char *key)
{
    const struct json_value *value = json_get(body, key);
    return value != NULL && value->kind == JSON_IS_INT ? value->number : 0;
}

static bool read_command(const struct http_request *request, struct command *command,
                         struct err *err)
{
    struct arena *arena = request->arena;
    struct json_value *body;
    command->on = DATE_NONE;
    command->request_key = http_header(request, "idempotency-key");
    if (command->request_key.len > 200)
        return err_set(err, ERR_LIMIT, "an idempotency key has at most 200 bytes");
    if (!json_parse(arena, request->body, &body, err))
        return false;
    if (body->kind != JSON_IS_OBJECT)
        return err_set(err, ERR_USAGE, "the body is a JSON object");
    command->event = string_of(body, "event");
    command->reason = string_of(body, "reason");
    command->approves = int_of(body, "approves");
    command->replaces = int_of(body, "replaces");
    return read_date(body, "on", &command->on, err)
           && read_fields(arena, json_get(body, "fields"), command, err);
}

static void write_command(struct web *web, const struct http_request *request,
                          struct http_response *response, struct command *command)
{
    struct err err;
    if (!read_command(request, command, &err))
        api_problem_of(response, request->arena, &err);
    else
        web_submit(web, request, command);
}

/* ---- reads ---- */

static void show(struct reader *reader, const struct http_request *request, int64_t id,
                 struct http_response *response)
{
    struct matter *matter;
    struct err err;
    struct buf buf;
    struct json_out json;
    buf_init(&buf, 1 << 24);
    json_out_init(&json, &buf);
    bool ok = reader_matter(reader, request->arena, id, &matter, &err);
    if (ok && matter == NULL)
        ok = err_set(&err, ERR_MISSING, "there is no matter %lld", (long long)id);
    if (ok && str_equal_c(http_query(request, "events"), "1"))
        ok = matter_json_whole(&json, reader, matter, request->arena, &err);
    else if (ok)
        matter_json(&json, reader_office(reader), matter, request->arena);
    if (ok) {
        respond(response, request->arena, 200, HTTP_JSON, &buf);
        return;
    }
    buf_done(&buf);
    api_problem_of(response, request->arena, &err);
}

static bool number_of(const struct http_request *request, const char *name, int64_t otherwise,
                      int64_t max, int64_t *out, struct err *err)
{
    struct str text = http_query(request, name);
    *out = otherwise;
    if (text.len == 0 || (str_to_i64(text, out) && *out >= 0 && *out <= max))
        return true;
    return err_set(err, ERR_USAGE, "\"%s\" is a number from 0 to %lld", name, (long long)max);
}

static bool unit_of(const struct reader *reader, const struct http_request *request,
                    int64_t *unit_out, struct err *err)
{
    struct str text = http_query(request, "unit");
    const struct organisation *org = office_current(reader_office(reader))->organisation;
    *unit_out = 0;
    if (text.len == 0)
        return true;
    const struct unit *unit = organisation_unit_by_code(org, text);
    if (unit == NULL && str_to_i64(text, unit_out))
        unit = organisation_unit(org, *unit_out);
    if (unit == NULL)
        return err_set(err, ERR_MISSING, "there is no unit \"%" STR_FMT "\"", STR_ARG(text));
    *unit_out = unit->id;
    return true;
}

static bool read_list(struct reader *reader, const struct http_request *request, struct str key,
                      struct reader_list *list, struct err *err)
{
    struct str open = http_query(request, "open");
    *list = (struct reader_list){
        .def = registry_find(office_current(reader_office(reader))->registry, key),
        .where = http_query(request, "where"),
        .is_open = open.len == 0 ? -1 : str_equal_c(open, "1"),
    };
    if (list->def == NULL)
        return err_set(err, ERR_MISSING, "there is no register \"%" STR_FMT "\"", STR_ARG(key));
    return number_of(request, "limit", 25, LIMIT_PAGE_ROWS, &list->limit, err)
           && number_of(request, "offset", 0, INT32_MAX, &list->offset, err)
           && unit_of(reader, request, &list->unit, err);
}

static void list_matters(struct reader *reader, const struct http_request *request, struct str key,
                         struct http_response *response)
{
    struct reader_list list;
    struct reader_page page;
    struct complaints complaints;
    struct err err;
    struct buf buf;
    struct json_out json;
    complaints_init(&complaints, request->arena);
    if (!read_list(reader, request, key, &list, &err)
        || !reader_page(reader, request->arena, &list, &page, &complaints, &err)) {
        api_problem_of(response, request->arena, &err);
        return;
    }
    if (complaints.list.n > 0) {
        api_problem(response, request->arena, 400, STR("\"where\" is no condition"), &complaints);
        return;
    }
    buf_init(&buf, 1 << 24);
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    json_out_key(&json, STR("total"));
    json_out_i64(&json, page.total);
    json_out_key(&json, STR("matters"));
    json_out_begin_array(&json);
    for (size_t i = 0; i < page.n; i++)
        matter_json(&json, reader_office(reader), page.matters[i], request->arena);
    json_out_end_array(&json);
    matter_json_demo(&json, reader_office(reader));
    json_out_end_object(&json);
    respond(response, request->arena, 200, HTTP_JSON, &buf);
}

static bool question_of(struct reader *reader, const struct http_request *request,
                        struct figure_question *q, struct err *err)
{
    int64_t year;
    if (!number_of(request, "year", date_year(office_today(reader_office(reader))), 2199, &year,
                   err))
        return false;
    if (!date_exists((int)year, 1, 1))
        return err_set(err, ERR_USAGE, "\"year\" is a year such as 2022");
    *q = (struct figure_question){
        .db = reader_store(reader),
        .district = office_district(reader_office(reader)),
        .registry = office_current(reader_office(reader))->registry,
        .from = date_of((int)year, 1, 1),
        .to = date_of((int)year, 12, 31),
        .stock_on = DATE_NONE,
    };
    return true;
}

static void put_figure(struct json_out *json, const struct office *office,
                       const struct figure_def *figure, const struct figure_value *value,
                       struct arena *arena)
{
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    json_out_begin_object(json);
    json_out_key(json, STR("key"));
    json_out_string(json, figure->key);
    json_out_key(json, STR("value"));
    json_out_raw(json, figure_number(value, arena));
    json_out_key(json, STR("text"));
    json_out_string(json, figure_text(figure, value, arena));
    json_out_key(json, STR("from"));
    json_out_string(json, date_print(value->from, from));
    json_out_key(json, STR("to"));
    json_out_string(json, date_print(value->to, to));
    matter_json_demo(json, office);
    json_out_end_object(json);
}

/* A closed year gives its signed values, to whoever asks for the whole district. */
static bool answer_figures(const struct figure_question *q, struct arena *arena,
                           struct figure_value *values, struct err *err)
{
    struct closing closing;
    bool is_year = date_compare(q->from, date_of(date_year(q->from), 1, 1)) == 0
                   && date_compare(q->to, date_of(date_year(q->from), 12, 31)) == 0;
    if (!is_year || q->units_n > 0 || q->known_seq > 0 || !date_is_none(q->stock_on))
        return figure_all(q, arena, values, err);
    struct str period = arena_print(arena, "%d", date_year(q->from));
    return closing_figures(q, period, arena, values, &closing, err);
}

static void figures(struct reader *reader, const struct http_request *request,
                    struct http_response *response)
{
    struct figure_question q;
    struct err err;
    struct buf buf;
    struct json_out json;
    struct arena *arena = request->arena;
    if (!question_of(reader, request, &q, &err)) {
        api_problem_of(response, arena, &err);
        return;
    }
    struct figure_value *values =
        arena_array(arena, struct figure_value, q.registry->figures_n + 1);
    if (!answer_figures(&q, arena, values, &err)) {
        api_problem_of(response, arena, &err);
        return;
    }
    buf_init(&buf, 1 << 22);
    json_out_init(&json, &buf);
    json_out_begin_array(&json);
    for (size_t i = 0; i < q.registry->figures_n; i++) {
        const struct figure_def *figure = q.registry->figures[i];
        if (!figure->is_restricted && !figure->is_derived && !figure->is_retired)
            put_figure(&json, reader_office(reader), figure, &values[i], arena);
    }
    json_out_end_array(&json);
    respond(response, arena, 200, HTTP_JSON, &buf);
}

static void figure_matters(struct reader *reader, const struct http_request *request,
                           struct str key, struct http_response *response)
{
    struct figure_question q;
    struct reader_figure_list list;
    struct err err;
    struct buf buf;
    struct json_out json;
    int64_t limit;
    struct arena *arena = request->arena;
    const struct registry *registry = office_current(reader_office(reader))->registry;
    const struct figure_def *figure = registry_figure(registry, key);
    bool ok = figure != NULL && !figure->is_restricted && figure->kind != FIGURE_FORMULA;
    if (!ok)
        err_set(&err, ERR_MISSING, "no list stands behind \"%" STR_FMT "\"", STR_ARG(key));
    ok = ok && question_of(reader, request, &q, &err)
         && number_of(request, "limit", LIMIT_PAGE_ROWS, LIMIT_PAGE_ROWS, &limit, &err);
    if (ok) {
        struct reader_figure_ask ask = {.figure = figure};
        figure_period_of(&q, figure, &ask.from, &ask.to, &ask.as_of);
        ok = reader_figure_list(reader, arena, &ask, &list, &err);
    }
    if (!ok) {
        api_problem_of(response, arena, &err);
        return;
    }
    buf_init(&buf, 1 << 22);
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    json_out_key(&json, STR("total"));
    json_out_i64(&json, list.total);
    json_out_key(&json, STR("matters"));
    json_out_begin_array(&json);
    for (size_t i = 0; i < list.n && (int64_t)i < limit; i++)
        json_out_i64(&json, list.rows[i].matter);
    json_out_end_array(&json);
    matter_json_demo(&json, reader_office(reader));
    json_out_end_object(&json);
    respond(response, arena, 200, HTTP_JSON, &buf);
}

static void search_matters(struct reader *reader, const struct http_request *request,
                           struct http_response *response)
{
    struct err err;
    struct buf buf;
    struct json_out json;
    struct search_page page;
    struct str key = http_query(request, "register");
    struct search_ask ask = {.words = http_query(request, "q")};
    ask.def = registry_find(office_current(reader_office(reader))->registry, key);
    bool ok = key.len == 0 || ask.def != NULL;
    if (!ok)
        err_set(&err, ERR_MISSING, "there is no register \"%" STR_FMT "\"", STR_ARG(key));
    if (!ok || !number_of(request, "limit", 25, LIMIT_PAGE_ROWS, &ask.limit, &err)
        || !search_find(reader, request->arena, &ask, &page, &err)) {
        api_problem_of(response, request->arena, &err);
        return;
    }
    buf_init(&buf, 1 << 22);
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    json_out_key(&json, STR("total"));
    json_out_i64(&json, page.total);
    json_out_key(&json, STR("behind"));
    json_out_i64(&json, page.behind);
    json_out_key(&json, STR("matters"));
    json_out_begin_array(&json);
    for (size_t i = 0; i < page.n; i++)
        json_out_i64(&json, page.matters[i]);
    json_out_end_array(&json);
    matter_json_demo(&json, reader_office(reader));
    json_out_end_object(&json);
    respond(response, request->arena, 200, HTTP_JSON, &buf);
}

/* ---- routes ---- */

enum api_route {
    API_FILE,
    API_LIST,
    API_LOOKUP,
    API_DO,
    API_SHOW,
    API_FIGURES,
    API_FIGURE_MATTERS,
    API_SEARCH
};

static const struct route routes[] = {
    {"POST", "/api/v1/registers/{register}/matters", "staff", API_FILE},
    {"GET", "/api/v1/registers/{register}/matters", "staff", API_LIST},
    {"POST", "/api/v1/registers/{register}/lookup", "staff", API_LOOKUP},
    {"POST", "/api/v1/matters/{id}/events", "staff", API_DO},
    {"GET", "/api/v1/matters/{id}", "staff", API_SHOW},
    {"GET", "/api/v1/figures", "staff", API_FIGURES},
    {"GET", "/api/v1/figures/{key}/matters", "staff", API_FIGURE_MATTERS},
    {"GET", "/api/v1/search", "staff", API_SEARCH},
};

static void handle_read(struct reader *reader, const struct http_request *request, int route,
                        const struct route_params *params, struct http_response *response)
{
    int64_t id;
    switch (route) {
    case API_LIST:
        list_matters(reader, request, route_param(params, "register"), response);
        break;
    case API_SHOW:
        if (str_to_i64(route_param(params, "id"), &id))
            show(reader, request, id, response);
        else
            api_problem(response, request->arena, 404, STR("A matter's id is a number"), NULL);
        break;
    case API_FIGURES:
        figures(reader, request, response);
        break;
    case API_SEARCH:
        search_matters(reader, request, response);
        break;
    default:
        figure_matters(reader, request, route_param(params, "key"), response);
        break;
    }
}

static void handle_write(struct web *web, const struct http_request *request, int route,
                         const struct route_params *params, int64_t person,
                         struct http_response *response)
{
    struct command command = {.actor = person};
    if (route == API_LOOKUP) {
        api_lookup(web, request, route_param(params, "register"), person, response);
        return;
    }
    if (route == API_FILE)
        command.register_key = route_param(params, "register");
    else if (!str_to_i64(route_param(params, "id"), &command.matter) || command.matter <= 0) {
        api_problem(response, request->arena, 404, STR("A matter's id is a number"), NULL);
        return;
    }
    write_command(web, request, response, &command);
}

void api_handle(struct web *web, const struct http_request *request, struct http_response *response)
{
    struct route_params params;
    struct err err;
    int64_t person = 0;
    int at = route_match(routes, sizeof routes / sizeof routes[0], request->method, request->path,
                         &params);
    if (at < 0) {
        api_problem(response, request->arena, at == ROUTE_OTHER_METHOD ? 405 : 404,
                    at == ROUTE_OTHER_METHOD ? STR("This path does not take this method")
                                             : STR("There is no such path"),
                    NULL);
        return;
    }
    struct reader *reader = web_take_reader(web);
    bool ok = find_person(reader, request, &person, &err);
    bool is_write =
        routes[at].id == API_FILE || routes[at].id == API_DO || routes[at].id == API_LOOKUP;
    reader_as(reader, person);
    if (ok && person != 0 && !is_write)
        handle_read(reader, request, routes[at].id, &params, response);
    web_give_reader(web, reader);
    if (!ok) {
        api_problem_of(response, request->arena, &err);
    } else if (person == 0) {
        api_problem(response, request->arena, 401,
                    STR("The API takes a bearer token; make one with gulou token --as PERSON"),
                    NULL);
        http_response_add(response, STR("WWW-Authenticate"), STR("Bearer"));
    } else if (is_write) {
        handle_write(web, request, routes[at].id, &params, person, response);
    }
}
