#include "text/csv_out.h"

#include "text/escape.h"

void csv_out_init(struct csv_out *out, struct buf *buf, bool has_mark)
{
    *out = (struct csv_out){.buf = buf, .is_first = true};
    if (has_mark)
        buf_put_c(buf, "\xEF\xBB\xBF");
}

static void begin(struct csv_out *out)
{
    if (!out->is_first)
        buf_put_char(out->buf, ',');
    out->is_first = false;
}

void csv_out_text(struct csv_out *out, struct str text)
{
    /* An empty first field in quotes, so that a row of empty fields is not a blank line. */
    bool is_empty_first = out->is_first && text.len == 0;
    begin(out);
    if (is_empty_first)
        buf_put_c(out->buf, "\"\"");
    else
        escape_csv(out->buf, text);
}

void csv_out_i64(struct csv_out *out, int64_t value)
{
    begin(out);
    buf_put_i64(out->buf, value);
}

void csv_out_decimal(struct csv_out *out, struct decimal value)
{
    char text[DECIMAL_TEXT_BYTES];
    begin(out);
    buf_put(out->buf, decimal_print(value, text));
}

void csv_out_date(struct csv_out *out, struct date date)
{
    char text[DATE_TEXT_BYTES];
    csv_out_text(out, date_print(date, text));
}

void csv_out_end_row(struct csv_out *out)
{
    buf_put_c(out->buf, "\r\n");
    out->is_first = true;
}
