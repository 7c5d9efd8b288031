#include "report/report_sign.h"

#include "figure/identity.h"
#include "text/json.h"
#include "text/utf8.h"

enum { SIGNED_BYTES = 1 << 22 };

static const char format[] = "gulou-report/1";

/* ---- numbers ---- */

static bool cut_year(struct str *text)
{
    int64_t year = 0;
    bool is_year =
        text->len >= 4 && str_to_i64(str_first(*text, 4), &year) && year >= 1900 && year < 2100;
    *text = str_from(*text, 4);
    return is_year;
}

bool report_number_is(struct str number)
{
    size_t han = 0;
    struct str open = STR("〔"), close = STR("〕"), end = STR("号");
    while (number.len > 0 && !str_starts(number, open)) {
        int32_t c = utf8_next(&number);
        if (c < 0x4E00 || c > 0x9FFF)
            return false;
        han++;
    }
    if (han == 0 || han > 12 || !str_starts(number, open))
        return false;
    number = str_from(number, open.len);
    if (!cut_year(&number) || !str_starts(number, close))
        return false;
    number = str_from(number, close.len);
    if (!str_ends(number, end))
        return false;
    number = str_first(number, number.len - end.len);
    for (size_t i = 0; i < number.len; i++)
        if (number.p[i] < '0' || number.p[i] > '9')
            return false;
    return number.len > 0 && number.p[0] != '0';
}

bool report_index_is(struct str index)
{
    struct str organ = str_first(index, 9), rest = str_from(index, 9);
    for (size_t i = 0; i < organ.len; i++) {
        char c = organ.p[i];
        bool is_digit = c >= '0' && c <= '9', is_letter = c >= 'A' && c <= 'Z';
        if (!is_digit && !(is_letter && (i < 8 || c == 'X')))
            return false;
    }
    if (!str_starts(rest, STR("/")))
        return false;
    rest = str_from(rest, 1);
    if (!cut_year(&rest) || rest.len != 6 || rest.p[0] != '-')
        return false;
    for (size_t i = 1; i < rest.len; i++)
        if (rest.p[i] < '0' || rest.p[i] > '9')
            return false;
    return true;
}

/* ---- what is there ---- */

static struct str text_of(const struct json_value *object, const char *name)
{
    const struct json_value *value = json_get(object, name);
    return value != NULL && value->kind == JSON_IS_STRING ? value->text : STR_NONE;
}

static bool read_text(struct store *db, int64_t district, struct arena *arena,
                      const struct signed_text *text, struct json_value **value_out,
                      struct err *err)
{
    struct str bytes;
    return signed_bytes(db, district, text, arena, &bytes, err)
           && json_parse(arena, bytes, value_out, err);
}

bool report_state_find(struct store *db, int64_t district, struct arena *arena, struct str name,
                       struct str period, struct report_state *out, struct err *err)
{
    struct signed_text *texts;
    struct json_value *value;
    size_t n;
    struct str key = arena_print(arena, "%" STR_FMT " %" STR_FMT, STR_ARG(name), STR_ARG(period));
    *out = (struct report_state){.name = name, .period = period};
    if (!closing_find(db, district, arena, period, &out->closing, err)
        || !signed_list(db, district, arena, &texts, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!str_equal(texts[i].name, key))
            continue;
        if (!read_text(db, district, arena, &texts[i], &value, err))
            return false;
        if (texts[i].kind == SIGNED_REPORT) {
            out->is_signed = true;
            out->signature = texts[i];
            out->number = text_of(value, "number");
            out->source = text_of(value, "source");
        } else if (texts[i].kind == SIGNED_PUBLISHED) {
            out->is_published = true;
            out->publication = texts[i];
            out->index = text_of(value, "index");
            out->theme = text_of(value, "theme");
            out->genre = text_of(value, "genre");
            out->keywords = text_of(value, "keywords");
        }
    }
    return true;
}

/* ---- signing ---- */

static bool may_sign(struct office *office, int64_t actor, struct err *err)
{
    const struct organisation *org = office_current(office)->organisation;
    struct date today = office_today(office);
    if (access_has_role(org, actor, STR("organ_head"), today)
        || access_has_role(org, actor, STR("body_head"), today))
        return true;
    return err_set(err, ERR_DENIED,
                   "person %lld may not sign a report; it takes an organ_head or body_head",
                   (long long)actor);
}

static bool check_number(const struct office *office, struct str number, struct err *err)
{
    if (office_is_demo(office) && !str_starts(number, STR("演示〔")))
        return err_set(err, ERR_INPUT,
                       "a document of a demo office has a number such as 演示〔2023〕1号");
    if (!office_is_demo(office) && str_starts(number, STR("演示")))
        return err_set(err, ERR_INPUT, "numbers that begin with 演示 are those of demo offices");
    return report_number_is(number)
           || err_set(err, ERR_INPUT,
                      "\"%" STR_FMT
                      "\" is no document number; expected one such as 鼓政〔2023〕15号 "
                      "(GB/T 9704-2012 7.2.5)",
                      STR_ARG(number));
}

static bool check_state(const struct report_state *state, struct err *err)
{
    char day[DATE_TEXT_BYTES];
    if (state->is_signed)
        return err_set(err, ERR_CONFLICT,
                       "the report %" STR_FMT " of %" STR_FMT " is signed already, on %" STR_FMT,
                       STR_ARG(state->name), STR_ARG(state->period),
                       STR_ARG(date_print(state->signature.on, day)));
    if (state->closing.state == CLOSING_CLOSED)
        return true;
    (void)err_set(err, ERR_CONFLICT,
                  "the period %" STR_FMT " is open: its figures still move, so no report of it is "
                  "signed",
                  STR_ARG(state->period));
    err_hint(err, "Close it first: gulou close, by maker, checker and leader.");
    return false;
}

/* Identities over the ledger as it was signed; and the text against the definitions of then. */
static bool check_contents(struct office *office, struct arena *arena,
                           const struct report_signing *signing, const struct report_state *state,
                           struct complaints *complaints, struct err *err)
{
    const struct closing *closing = &state->closing;
    const struct registry *registry = office_version_at(office, closing->size - 1)->registry;
    struct figure_question q = {.db = office_store(office),
                                .district = office_district(office),
                                .registry = registry,
                                .from = closing->from,
                                .to = closing->to,
                                .stock_on = DATE_NONE,
                                .known_seq = closing->size};
    struct identity_counts counts;
    (void)report_parse(arena, registry, signing->file, signing->source, complaints);
    if (!identity_check(&q, arena, &counts, complaints, err))
        return false;
    return complaints->list.n == 0
           || err_set(err, ERR_INPUT, "the report %" STR_FMT " is not signed",
                      STR_ARG(signing->name));
}

static struct str text_to_sign(struct arena *arena, const struct report_signing *signing,
                               const struct closing *closing)
{
    struct json_out json;
    struct buf buf;
    buf_init(&buf, SIGNED_BYTES);
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    json_out_member(&json, STR("format"), str_of(format));
    json_out_member(&json, STR("name"), signing->name);
    json_out_member(&json, STR("number"), signing->number);
    json_out_member(&json, STR("period"), signing->period);
    json_out_member(&json, STR("snapshot"), closing->made.document);
    json_out_member(&json, STR("source"), signing->source);
    json_out_end_object(&json);
    struct str text = buf.is_over ? STR_NONE : arena_copy(arena, buf_str(&buf));
    buf_done(&buf);
    return text;
}

static struct str key_of(struct arena *arena, struct str name, struct str period)
{
    return arena_print(arena, "%" STR_FMT " %" STR_FMT, STR_ARG(name), STR_ARG(period));
}

bool report_sign(struct office *office, struct arena *arena, const struct report_signing *signing,
                 struct complaints *complaints, struct err *err)
{
    struct report_state state;
    if (!may_sign(office, signing->actor, err)
        || !report_state_find(office_store(office), office_district(office), arena, signing->name,
                              signing->period, &state, err)
        || !check_state(&state, err) || !check_number(office, signing->number, err)
        || !check_contents(office, arena, signing, &state, complaints, err))
        return false;
    struct str text = text_to_sign(arena, signing, &state.closing);
    if (text.len == 0)
        return err_set(err, ERR_LIMIT, "the report is larger than %d MiB", SIGNED_BYTES >> 20);
    return signed_enter(office, SIGNED_REPORT, key_of(arena, signing->name, signing->period), text,
                        signing->actor, err);
}

/* ---- publishing ---- */

bool report_publish(struct office *office, struct arena *arena,
                    const struct report_publishing *publishing, struct err *err)
{
    struct report_state state;
    struct json_out json;
    struct buf buf;
    if (!report_state_find(office_store(office), office_district(office), arena, publishing->name,
                           publishing->period, &state, err))
        return false;
    if (!state.is_signed)
        return err_set(err, ERR_CONFLICT, "only a signed report is published");
    if (state.is_published)
        return err_set(err, ERR_CONFLICT, "the report is published already, under %" STR_FMT,
                       STR_ARG(state.index));
    if (!report_index_is(publishing->index))
        return err_set(err, ERR_INPUT,
                       "\"%" STR_FMT "\" is no catalogue number; expected nine characters of the "
                       "organ's code, the year and five digits: 000014349/2023-06836",
                       STR_ARG(publishing->index));
    buf_init(&buf, 1 << 16);
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    json_out_member(&json, STR("document"), state.signature.document);
    json_out_member(&json, STR("genre"), publishing->genre);
    json_out_member(&json, STR("index"), publishing->index);
    json_out_member(&json, STR("keywords"), publishing->keywords);
    json_out_member(&json, STR("theme"), publishing->theme);
    json_out_end_object(&json);
    struct str text = arena_copy(arena, buf_str(&buf));
    buf_done(&buf);
    return signed_enter(office, SIGNED_PUBLISHED,
                        key_of(arena, publishing->name, publishing->period), text,
                        publishing->actor, err);
}

/* ---- on the document ---- */

static void put_meta(const struct report_state *state, const struct office *office,
                     struct document *d)
{
    char day[DATE_TEXT_BYTES];
    struct str organ = arena_print(d->arena, "%" STR_FMT "人民政府", STR_ARG(office_name(office)));
    struct str title = arena_copy(d->arena, d->title), head, tail;
    if (str_cut(title, '|', &head, &tail))
        title = arena_print(d->arena, "%" STR_FMT "%" STR_FMT, STR_ARG(head), STR_ARG(tail));
    /* The catalogue's head, in the order of its template. */
    document_meta_add(d, STR("索引号"), state->index);
    document_meta_add(d, STR("主题分类"), state->theme);
    document_meta_add(d, STR("体裁分类"), state->genre);
    document_meta_add(d, STR("发布机构"), organ);
    document_meta_add(d, STR("生成日期"),
                      arena_copy(d->arena, date_print(state->signature.on, day)));
    document_meta_add(d, STR("发布日期"),
                      arena_copy(d->arena, date_print(state->publication.on, day)));
    document_meta_add(d, STR("文号"), state->number);
    document_meta_add(d, STR("关键词"), state->keywords);
    document_meta_add(d, STR("信息名称"), title);
}

static void put_receipt(const struct report_state *state, struct document *d)
{
    const struct closing *c = &state->closing;
    struct arena *a = d->arena;
    document_go(d, DOCUMENT_IN_FOOT);
    document_line(d, DOCUMENT_SMALL, STR("核验凭据"));
    document_line(d, DOCUMENT_SMALL,
                  arena_print(a, "统计快照：%" STR_FMT "（%" STR_FMT "，账本第%lld条之前）",
                              STR_ARG(c->made.document), STR_ARG(c->period), (long long)c->size));
    document_line(d, DOCUMENT_SMALL, arena_print(a, "账本根：%" STR_FMT, STR_ARG(c->root)));
    document_line(d, DOCUMENT_SMALL,
                  arena_print(a, "指标定义：%" STR_FMT, STR_ARG(c->definitions)));
    document_line(d, DOCUMENT_SMALL, arena_print(a, "工作日历：%" STR_FMT, STR_ARG(c->calendar)));
    if (state->is_signed)
        document_line(d, DOCUMENT_SMALL,
                      arena_print(a, "签发文本：%" STR_FMT, STR_ARG(state->signature.document)));
    document_line(d, DOCUMENT_SMALL,
                  STR("核验命令：gulou verify --all（快照按当时的账本重新计算，逐字节比对）"));
    document_go(d, DOCUMENT_IN_BODY);
}

void report_state_put(const struct report_state *state, const struct office *office,
                      struct document *d)
{
    d->number = state->number;
    if (state->is_signed && !office_is_demo(office)) {
        d->organ = arena_print(d->arena, "%" STR_FMT "人民政府", STR_ARG(office_name(office)));
        const struct person *signer =
            organisation_person(office_current(office)->organisation, state->signature.actor);
        if (signer != NULL) /* a report goes to a higher organ: 签发人 (GB/T 9704-2012 7.2.6) */
            d->signer = signer->name;
    }
    if (state->is_signed && !date_is_none(d->signed_on))
        d->signed_on = state->signature.on;
    if (state->is_published)
        put_meta(state, office, d);
    if (state->closing.state == CLOSING_CLOSED) {
        put_receipt(state, d);
        return;
    }
    document_go(d, DOCUMENT_IN_FOOT);
    document_line(d, DOCUMENT_SMALL, STR("本报告尚未签发：统计期间没有关闭，数字随登记簿变动。"));
    document_go(d, DOCUMENT_IN_BODY);
}
