#include "audit/audit_json.h"

#include "audit/remark.h"
#include "text/json.h"

static void put_number(struct json_out *json, const struct audit *audit, struct amount value,
                       bool is_negative)
{
    struct str text = amount_print(audit->arena, value);
    if (is_negative)
        text = arena_print(audit->arena, "-%" STR_FMT, STR_ARG(text));
    json_out_raw(json, text);
}

static void put_figure(struct json_out *json, const struct audit *audit,
                       const struct audit_figure *f)
{
    const struct clean *clean = &audit->clean;
    json_out_begin_object(json);
    json_out_member(json, STR("text"), clean_original(clean, f->span));
    json_out_key(json, STR("value"));
    put_number(json, audit, f->amount, f->is_negative);
    json_out_member(json, STR("unit"),
                    f->unit_from < f->span.to && f->unit != NULL
                        ? clean_copy(clean, audit->arena, (struct span){f->unit_from, f->span.to})
                        : STR(""));
    json_out_key(json, STR("start"));
    json_out_i64(json, (int64_t)clean_start(clean, f->span));
    json_out_key(json, STR("end"));
    json_out_i64(json, (int64_t)clean_end(clean, f->span));
    json_out_member(json, STR("role"), str_of(audit_role_name(f->role)));
    json_out_member(json, STR("what"), clean_copy(clean, audit->arena, f->before));
    if (f->amount.is_rough || f->is_approximate) {
        json_out_key(json, STR("approximate"));
        json_out_bool(json, true);
    }
    if (f->year > 0) {
        json_out_key(json, STR("year"));
        json_out_i64(json, f->year);
    }
    json_out_end_object(json);
}

static void put_check(struct json_out *json, struct arena *arena, const struct audit_check *check)
{
    json_out_begin_object(json);
    json_out_member(json, STR("kind"), str_of(audit_kind_name(check->kind)));
    json_out_key(json, STR("holds"));
    if (check->verdict == VERDICT_REMARK)
        json_out_null(json);
    else
        json_out_bool(json, amount_holds(check->verdict));
    json_out_member(json, STR("mode"), str_of(amount_verdict_name(check->verdict)));
    json_out_member(json, STR("left"), check->left);
    json_out_member(json, STR("right"), check->right);
    json_out_member(json, STR("computed"), check->computed);
    json_out_member(json, STR("note"), remark_text(arena, check->note, false));
    json_out_key(json, STR("figures"));
    json_out_begin_array(json);
    for (size_t i = 0; i < check->figures_n; i++)
        json_out_i64(json, check->figures[i]);
    json_out_end_array(json);
    json_out_end_object(json);
}

void audit_json_put(const struct audit *audit, struct buf *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_begin_object(&json);
    json_out_member(&json, STR("file"), audit->name);
    json_out_member(&json, STR("verdict"),
                    audit->failing > 0     ? STR("fails")
                    : audit->figures.n > 0 ? STR("holds")
                                           : STR("empty"));
    json_out_key(&json, STR("holding"));
    json_out_i64(&json, audit->holding);
    json_out_key(&json, STR("failing"));
    json_out_i64(&json, audit->failing);
    json_out_key(&json, STR("remarks"));
    json_out_i64(&json, audit->remarks);
    json_out_key(&json, STR("cut"));
    json_out_bool(&json, audit->is_cut);
    json_out_key(&json, STR("figures"));
    json_out_begin_array(&json);
    for (size_t i = 0; i < audit->figures.n; i++)
        put_figure(&json, audit, &audit->figures.at[i]);
    json_out_end_array(&json);
    json_out_key(&json, STR("checks"));
    json_out_begin_array(&json);
    for (size_t i = 0; i < audit->checks.n; i++)
        put_check(&json, audit->arena, &audit->checks.at[i]);
    json_out_end_array(&json);
    json_out_end_object(&json);
}
