/* Charts: see chart.h. */
#include "html/chart.h"

#include "base/assert.h"
#include "base/buf.h"
#include "html/template.h"

enum {
    SPARK_WIDTH = 120,
    SPARK_HEIGHT = 28,
    TREND_WIDTH = 720,
    TREND_HEIGHT = 220,
    TREND_TOP = 24,
    TREND_BOTTOM = 196,
    POINTS_MAX = 60,
    MARKUP_BYTES_MAX = 64 << 10
};

struct range {
    int64_t low, high; /* low <= 0 <= high, low < high */
};

static struct range range_of(const struct chart_point *points, size_t n)
{
    struct range range = {0, 0};
    for (size_t i = 0; i < n; i++) {
        range.low = points[i].value < range.low ? points[i].value : range.low;
        range.high = points[i].value > range.high ? points[i].value : range.high;
    }
    if (range.low == range.high) {
        range.high = 1;
    }
    return range;
}

/* The height of a value between two lines, from the top, in tenths. Floating point may draw, since
 * it prints no figure; and the widest range does not overflow. */
static int height_of(struct range range, int64_t value, int top, int bottom)
{
    double share = ((double)value - (double)range.low) / ((double)range.high - (double)range.low);
    return bottom * 10 - (int)(share * (bottom - top) * 10 + 0.5);
}

static void tenths_put(struct buf *out, int tenths)
{
    buf_print(out, "%d.%d", tenths / 10, tenths % 10);
}

static void title_put(struct buf *out, const char *class, int width, int height, struct str title)
{
    buf_print(out, "<svg class=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\"><title>", class, width,
              height);
    html_escape(out, title);
    buf_put_c(out, "</title>");
}

static struct html_safe finish(struct arena *arena, struct buf *out)
{
    buf_put_c(out, "</svg>");
    gl_assert(!out->is_over);
    struct str markup = arena_copy(arena, buf_str(out));
    buf_done(out);
    return html_trust(markup);
}

struct html_safe chart_spark(struct arena *arena, const struct chart_point *points, size_t n,
                             struct str title)
{
    size_t skipped = n > POINTS_MAX ? n - POINTS_MAX : 0;
    points += skipped;
    n -= skipped;
    if (n < 2) {
        return html_trust(STR(""));
    }
    struct range range = range_of(points, n);
    struct buf out, line;
    buf_init(&out, MARKUP_BYTES_MAX);
    buf_init(&line, MARKUP_BYTES_MAX);
    int x = 0, y = 0;
    for (size_t i = 0; i < n; i++) {
        x = 30 + (int)i * (SPARK_WIDTH - 6) * 10 / ((int)n - 1);
        y = height_of(range, points[i].value, 3, SPARK_HEIGHT - 3);
        tenths_put(&line, x);
        buf_put_char(&line, ',');
        tenths_put(&line, y);
        buf_put_char(&line, ' ');
    }
    title_put(&out, "spark", SPARK_WIDTH, SPARK_HEIGHT, title);
    int zero = height_of(range, 0, 3, SPARK_HEIGHT - 3);
    buf_put_c(&out, "<polygon class=\"mark-area\" points=\"3,");
    tenths_put(&out, zero);
    buf_put_char(&out, ' ');
    buf_put(&out, buf_str(&line));
    buf_print(&out, "%d,", SPARK_WIDTH - 3);
    tenths_put(&out, zero);
    buf_put_c(&out, "\"/><polyline class=\"mark-line\" points=\"");
    buf_put(&out, str_trim(buf_str(&line)));
    buf_put_c(&out, "\"/><circle class=\"mark-last\" r=\"2.5\" cx=\"");
    tenths_put(&out, x);
    buf_put_c(&out, "\" cy=\"");
    tenths_put(&out, y);
    buf_put_c(&out, "\"/>");
    buf_done(&line);
    return finish(arena, &out);
}

static void text_put(struct buf *out, int x, int y, struct str text)
{
    buf_put_c(out, "<text text-anchor=\"middle\" x=\"");
    tenths_put(out, x);
    buf_put_c(out, "\" y=\"");
    tenths_put(out, y);
    buf_put_c(out, "\">");
    html_escape(out, text);
    buf_put_c(out, "</text>");
}

static void bar_put(struct buf *out, const struct chart_point *point, struct range range, int left,
                    int step)
{
    int zero = height_of(range, 0, TREND_TOP, TREND_BOTTOM);
    int y = height_of(range, point->value, TREND_TOP, TREND_BOTTOM);
    int top = y < zero ? y : zero;
    int width = step * 6 / 10;
    buf_put_c(out, "<rect class=\"mark-bar\" rx=\"1.5\" x=\"");
    tenths_put(out, left + (step - width) / 2);
    buf_put_c(out, "\" y=\"");
    tenths_put(out, top);
    buf_put_c(out, "\" width=\"");
    tenths_put(out, width);
    buf_put_c(out, "\" height=\"");
    tenths_put(out, y < zero ? zero - y : y - zero);
    buf_put_c(out, "\"><title>");
    html_escape(out, point->label);
    buf_put_c(out, " ");
    html_escape(out, point->text);
    buf_put_c(out, "</title></rect>");
    if (step >= 300) { /* thirty units: room for a number and a month */
        text_put(out, left + step / 2, top - 60, point->text);
        text_put(out, left + step / 2, (TREND_BOTTOM + 18) * 10, point->label);
    }
}

struct html_safe chart_trend(struct arena *arena, const struct chart_point *points, size_t n,
                             struct str title)
{
    size_t skipped = n > POINTS_MAX ? n - POINTS_MAX : 0;
    points += skipped;
    n -= skipped;
    if (n == 0) {
        return html_trust(STR(""));
    }
    struct range range = range_of(points, n);
    struct buf out;
    buf_init(&out, MARKUP_BYTES_MAX);
    title_put(&out, "trend", TREND_WIDTH, TREND_HEIGHT, title);
    int step = TREND_WIDTH * 10 / (int)(n < 4 ? 4 : n);
    for (size_t i = 0; i < n; i++) {
        bar_put(&out, &points[i], range, (int)i * step, step);
    }
    int zero = height_of(range, 0, TREND_TOP, TREND_BOTTOM);
    buf_print(&out, "<path class=\"axis\" d=\"M0 %d.%dH%d\"/>", zero / 10, zero % 10, TREND_WIDTH);
    return finish(arena, &out);
}
