#include "office/closing_text.h"

#include "office/internal.h"
#include "text/json.h"

enum { SNAPSHOT_BYTES = 1 << 22 };

static const char format[] = "gulou-snapshot/1";

struct figure_question closing_text_question(struct office *office, struct date from,
                                             struct date to, int64_t size)
{
    int64_t at = size > 0 ? size - 1 : office->head.seq_next - 1;
    return (struct figure_question){
        .db = office->db,
        .district = office->district,
        .registry = office_version_at(office, at)->registry,
        .from = from,
        .to = to,
        .stock_on = DATE_NONE,
        .known_seq = size,
    };
}

/* ---- written ---- */

/* The hash of what was adopted: its calendars, or all the rest. */
static bool hash_of_texts(struct office *office, struct arena *arena, int64_t seq, bool is_calendar,
                          struct str *hash_out, struct err *err)
{
    struct registry_file *files, *kept;
    size_t n, kept_n = 0;
    if (!versions_texts(office, seq, arena, &files, &n, err))
        return false;
    kept = arena_array(arena, struct registry_file, n + 1);
    for (size_t i = 0; i < n; i++)
        if (str_starts(files[i].name, STR("calendars/")) == is_calendar)
            kept[kept_n++] = files[i];
    *hash_out = signed_hash(arena, versions_codes(arena, kept, kept_n));
    return true;
}

static void put_day(struct json_out *json, const char *name, struct date date)
{
    char day[DATE_TEXT_BYTES];
    json_out_member(json, str_of(name), date_print(date, day));
}

static void put_i64(struct json_out *json, const char *name, int64_t value, struct arena *arena)
{
    json_out_member(json, str_of(name), arena_print(arena, "%lld", (long long)value));
}

static void put_figures(struct json_out *json, const struct registry *registry,
                        const struct figure_value *values, struct arena *arena)
{
    json_out_key(json, STR("figures"));
    json_out_begin_object(json);
    for (size_t i = 0; i < registry->figures_n; i++) {
        const struct figure_def *figure = registry->figures[i];
        if (figure->is_retired)
            continue;
        json_out_key(json, figure->key);
        json_out_begin_object(json);
        put_day(json, "as_of", values[i].as_of);
        put_day(json, "from", values[i].from);
        put_day(json, "to", values[i].to);
        json_out_member(json, STR("text"), figure_text(figure, &values[i], arena));
        if (values[i].is_known) {
            put_i64(json, "numerator", values[i].numerator, arena);
            put_i64(json, "denominator", values[i].denominator, arena);
        }
        json_out_end_object(json);
    }
    json_out_end_object(json);
}

struct hashes {
    struct str definitions, calendar, root;
};

static bool canonical(struct arena *arena, struct buf *made, struct str *bytes_out, struct err *err)
{
    struct json_value *value;
    struct buf out;
    if (made->is_over)
        return err_set(err, ERR_LIMIT, "the snapshot is larger than %d bytes", SNAPSHOT_BYTES);
    if (!json_parse(arena, buf_str(made), &value, err))
        return false;
    buf_init(&out, SNAPSHOT_BYTES);
    json_canonical(value, &out);
    *bytes_out = arena_copy(arena, buf_str(&out));
    buf_done(&out);
    return true;
}

bool closing_again(struct office *office, struct arena *arena, const struct closing *closing,
                   struct str *bytes_out, struct err *err)
{
    struct figure_question q =
        closing_text_question(office, closing->from, closing->to, closing->size);
    int64_t version = office_version_at(office, closing->size - 1)->seq;
    struct figure_value *values =
        arena_array(arena, struct figure_value, q.registry->figures_n + 1);
    struct hashes hashes;
    struct json_out json;
    struct buf buf;
    if (!figure_all(&q, arena, values, err)
        || !hash_of_texts(office, arena, version, false, &hashes.definitions, err)
        || !hash_of_texts(office, arena, version, true, &hashes.calendar, err)
        || !signed_root(office->db, office->district, closing->size, arena, &hashes.root, err))
        return false;
    buf_init(&buf, SNAPSHOT_BYTES);
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    json_out_member(&json, STR("format"), str_of(format));
    json_out_member(&json, STR("period"), closing->period);
    json_out_key(&json, STR("district"));
    json_out_i64(&json, office->district);
    put_day(&json, "from", closing->from);
    put_day(&json, "to", closing->to);
    json_out_key(&json, STR("size"));
    json_out_i64(&json, closing->size);
    json_out_member(&json, STR("root"), hashes.root);
    json_out_member(&json, STR("definitions"), hashes.definitions);
    json_out_member(&json, STR("calendar"), hashes.calendar);
    put_figures(&json, q.registry, values, arena);
    json_out_end_object(&json);
    bool ok = canonical(arena, &buf, bytes_out, err);
    buf_done(&buf);
    return ok;
}

struct str closing_text_of_signature(struct arena *arena, const struct closing *closing)
{
    return arena_print(
        arena, "{\"entry\":%lld,\"period\":\"%" STR_FMT "\",\"snapshot\":\"%" STR_FMT "\"}",
        (long long)closing->made.seq, STR_ARG(closing->period), STR_ARG(closing->made.document));
}

/* ---- read ---- */

static struct str text_of(const struct json_value *object, const char *name)
{
    const struct json_value *value = json_get(object, name);
    return value != NULL && value->kind == JSON_IS_STRING ? value->text : STR_NONE;
}

static bool day_of(const struct json_value *object, const char *name, struct date *date_out)
{
    return date_parse(text_of(object, name), date_out);
}

static bool broken(const struct closing *closing, struct err *err)
{
    return err_set(err, ERR_CONFLICT,
                   "the snapshot of %" STR_FMT " is no text of %s: a newer program wrote it",
                   STR_ARG(closing->period), format);
}

bool closing_text_read(struct arena *arena, struct str bytes, struct closing *closing,
                       struct err *err)
{
    struct json_value *value;
    if (!json_parse(arena, bytes, &value, err))
        return false;
    const struct json_value *size = json_get(value, "size");
    if (!str_equal_c(text_of(value, "format"), format) || size == NULL || size->kind != JSON_IS_INT
        || !day_of(value, "from", &closing->from) || !day_of(value, "to", &closing->to))
        return broken(closing, err);
    closing->size = size->number;
    closing->root = text_of(value, "root");
    closing->definitions = text_of(value, "definitions");
    closing->calendar = text_of(value, "calendar");
    return true;
}

static bool value_of(const struct json_value *object, struct figure_value *out)
{
    struct str numerator = text_of(object, "numerator");
    *out = (struct figure_value){.is_known = numerator.len > 0};
    return day_of(object, "from", &out->from) && day_of(object, "to", &out->to)
           && day_of(object, "as_of", &out->as_of)
           && (!out->is_known
               || (str_to_i64(numerator, &out->numerator)
                   && str_to_i64(text_of(object, "denominator"), &out->denominator)));
}

bool closing_values(const struct closing *closing, const struct registry *registry,
                    struct arena *arena, struct figure_value *values, bool *has_value,
                    struct err *err)
{
    struct json_value *value;
    if (!json_parse(arena, closing->bytes, &value, err))
        return false;
    const struct json_value *figures = json_get(value, "figures");
    if (figures == NULL || figures->kind != JSON_IS_OBJECT)
        return broken(closing, err);
    for (size_t i = 0; i < figures->members_n; i++) {
        const struct figure_def *figure = registry_figure(registry, figures->members[i].key);
        if (figure == NULL) /* of definitions adopted later it may be gone from none */
            continue;
        has_value[figure->id] = value_of(figures->members[i].value, &values[figure->id]);
        if (!has_value[figure->id])
            return broken(closing, err);
    }
    return true;
}
