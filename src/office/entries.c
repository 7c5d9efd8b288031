/*
 * entries.c - what a decided event becomes: its number, its codes and payload, an entry.
 */
#include "base/assert.h"
#include "office/internal.h"
#include "os/chance.h"
#include "text/json.h"

/* ---- numbers ---- */

bool entries_next_number(struct office *office, int64_t register_id, int64_t year, int64_t *seq_out,
                         struct err *err)
{
    int64_t key = register_id * 10000 + year;
    if (map_find_number(&office->counters, key, seq_out)) {
        *seq_out += 1;
        return true;
    }
    *seq_out = 0;
    struct stmt *stmt = store_statement(office->db_read, Q_COUNTER_READ);
    bool has_row;
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, register_id);
    stmt_i64(stmt, year);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (has_row) {
        *seq_out = stmt_get_i64(stmt, 0);
        map_put_number(&office->counters, key, *seq_out);
        stmt_reset(stmt);
    }
    *seq_out += 1;
    return true;
}

/* The counter's highest number so far is kept by the map from entries_next_number on. */
static void take_number(struct office *office, struct batch *batch, const struct event *event)
{
    struct batch_counter row = {event->def->id, event->number_year, event->number_seq};
    int64_t key = row.register_id * 10000 + row.year, highest = 0;
    if (!map_find_number(&office->counters, key, &highest) || highest < row.seq)
        map_put_number(&office->counters, key, row.seq);
    batch_count(batch, row);
}

/* ---- entries ---- */

static int compare_texts(const struct event *event, const struct event_value *a,
                         const struct event_value *b)
{
    return str_compare(event->def->fields[a->field].key, event->def->fields[b->field].key);
}

/* Canonical JSON (RFC 8785) of the event's texts: keys sorted; all are strings. */
static struct str payload_text(struct batch *batch, struct event *event)
{
    if (event->texts.n == 0 && event->reason.len == 0)
        return STR_NONE;
    for (size_t i = 1; i < event->texts.n; i++) { /* few: insertion sort */
        struct event_value v = event->texts.at[i];
        size_t k = i;
        for (; k > 0 && compare_texts(event, &v, &event->texts.at[k - 1]) < 0; k--)
            event->texts.at[k] = event->texts.at[k - 1];
        event->texts.at[k] = v;
    }
    struct buf buf;
    buf_init(&buf, LIMIT_PAYLOAD_BYTES);
    struct json_out json;
    json_out_init(&json, &buf);
    json_out_begin_object(&json);
    if (event->reason.len > 0) { /* the point stands before every letter */
        json_out_key(&json, STR(".reason"));
        json_out_string(&json, event->reason);
    }
    for (size_t i = 0; i < event->texts.n; i++) {
        json_out_key(&json, event->def->fields[event->texts.at[i].field].key);
        json_out_string(&json, event->texts.at[i].text);
    }
    json_out_end_object(&json);
    gl_assert(!buf.is_over);
    struct str text = arena_copy(&batch->arena, buf_str(&buf));
    buf_done(&buf);
    return text;
}

static void add_entry(struct batch *batch, struct event *event, size_t box_first)
{
    struct buf codes;
    struct err err;
    buf_init(&codes, LIMIT_PAYLOAD_BYTES);
    event_codes(event, &codes);
    gl_assert(!codes.is_over && entry_codes_check(buf_str(&codes), &err));
    struct batch_entry row = {
        .entry =
            {
                .seq = event->seq,
                .at = event->at,
                .on = event->on,
                .kind = event_kind(event, &batch->arena),
                .actor = event->actor,
                .codes = arena_copy(&batch->arena, buf_str(&codes)),
            },
        .payload = payload_text(batch, event),
        .matter = event->matter,
        .box_first = box_first,
        .boxes_n = batch->boxes.n - box_first, /* none for the law's: theirs begins at the end */
    };
    buf_done(&codes);
    os_chance("nonce", event->seq, 0, row.entry.nonce, sizeof row.entry.nonce);
    list_push(&batch->arena, &batch->entries, row);
}

void entries_add(struct office *office, struct batch *batch, struct event *event, size_t box_first)
{
    office->head.seq_next = event->seq + 1;
    office->stats.events++;
    if (event->number_seq != 0)
        take_number(office, batch, event);
    add_entry(batch, event, box_first);
}
