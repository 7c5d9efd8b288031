#include "text/xlsx_out.h"

#include <xlsxwriter.h>

#include "base/assert.h"
#include "text/utf8.h"
#include "text/xlsx_text.h"

enum {
    SERIAL_1970 = 25569,
    TEXT_CHARACTERS_MAX = 32767, /* of a cell; Excel's own limit */
    WIDTH_MIN = 10,
    WIDTH_MAX = 40
};

static bool is_sheet_name(struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.p[i] == '\0' || strchr("[]:*?/\\", name.p[i]) != NULL)
            return false;
    return name.len > 0 && utf8_count(name) <= LXW_SHEETNAME_MAX && name.p[0] != '\''
           && name.p[name.len - 1] != '\'';
}

static void make_formats(struct xlsx_out *out)
{
    lxw_format *bold = workbook_add_format(out->book), *day = workbook_add_format(out->book);
    char code[] = "0.000000000";
    format_set_bold(bold);
    format_set_num_format(day, "yyyy-mm-dd");
    out->bold = bold;
    out->day = day;
    for (int scale = DECIMAL_SCALE_MAX; scale >= 0; scale--) {
        lxw_format *plain = workbook_add_format(out->book);
        code[scale == 0 ? 1 : scale + 2] = '\0';
        format_set_num_format(plain, code);
        out->plain[scale] = plain;
    }
}

bool xlsx_out_open(struct xlsx_out *out, const struct xlsx_out_options *options, struct err *err)
{
    lxw_workbook_options settings = {.constant_memory = LXW_TRUE};
    *out = (struct xlsx_out){0};
    arena_init(&out->arena, 0);
    if (!is_sheet_name(options->sheet))
        return err_set(err, ERR_INPUT,
                       "\"%" STR_FMT "\" cannot be the name of a sheet; expected at most 31 "
                       "characters without []:*?/\\",
                       STR_ARG(options->sheet));
    lxw_workbook *book = workbook_new_opt(options->path, &settings);
    if (book == NULL)
        return err_set(err, ERR_SYSTEM, "the workbook %s cannot be begun: no memory",
                       options->path);
    const char *title = arena_terminated(&out->arena, options->title);
    lxw_doc_properties properties = {
        .title = options->title.len > 0 ? (char *)(uintptr_t)title : NULL,
        .created = (time_t)(options->created.ms / 1000),
    };
    workbook_set_properties(book, &properties);
    out->book = book;
    make_formats(out);
    out->sheet = workbook_add_worksheet(book, arena_terminated(&out->arena, options->sheet));
    if (out->sheet != NULL)
        return true;
    lxw_workbook_free(book);
    arena_done(&out->arena);
    return err_set(err, ERR_SYSTEM, "the workbook %s cannot be begun: no temporary file",
                   options->path);
}

static void note(struct xlsx_out *out, lxw_error error)
{
    if (error == LXW_NO_ERROR || out->first.kind != ERR_NONE)
        return;
    err_set(&out->first, ERR_LIMIT, "row %u, column %u of the sheet cannot be written: %s",
            out->row + 1, out->column + 1, lxw_strerror(error));
}

void xlsx_out_sheet(struct xlsx_out *out, struct str name)
{
    gl_assert(is_sheet_name(name));
    const char *terminated = arena_terminated(&out->arena, name);
    note(out, workbook_validate_sheet_name(out->book, terminated));
    lxw_worksheet *sheet =
        out->first.kind == ERR_NONE ? workbook_add_worksheet(out->book, terminated) : NULL;
    if (sheet == NULL) {
        note(out, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    out->sheet = sheet;
    out->row = out->column = 0;
}

static void put_text(struct xlsx_out *out, struct str text, void *format)
{
    if (utf8_count(text) > TEXT_CHARACTERS_MAX) {
        note(out, LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED);
    } else if (text.len > 0) {
        const char *terminated = arena_terminated(&out->arena, xlsx_text_escape(&out->arena, text));
        note(out, worksheet_write_string(out->sheet, out->row, (lxw_col_t)out->column, terminated,
                                         format));
    }
    out->column++;
}

static void put_number(struct xlsx_out *out, double value, void *format)
{
    note(out, worksheet_write_number(out->sheet, out->row, (lxw_col_t)out->column, value, format));
    out->column++;
}

void xlsx_out_head(struct xlsx_out *out, struct str text)
{
    int width = utf8_width(text) + 3;
    width = width < WIDTH_MIN ? WIDTH_MIN : width > WIDTH_MAX ? WIDTH_MAX : width;
    worksheet_set_column(out->sheet, (lxw_col_t)out->column, (lxw_col_t)out->column, width, NULL);
    worksheet_freeze_panes(out->sheet, out->row + 1, 0);
    put_text(out, text, out->bold);
}

void xlsx_out_text(struct xlsx_out *out, struct str text)
{
    put_text(out, text, NULL);
}

void xlsx_out_decimal(struct xlsx_out *out, struct decimal value)
{
    static const int64_t exact = 999999999999999; /* fifteen digits */
    char text[DECIMAL_TEXT_BYTES];
    if (value.units > exact || value.units < -exact)
        put_text(out, decimal_print(value, text), NULL);
    else
        put_number(out, (double)value.units / (double)decimal_power10(value.scale),
                   out->plain[value.scale]);
}

void xlsx_out_i64(struct xlsx_out *out, int64_t value)
{
    xlsx_out_decimal(out, (struct decimal){value, 0});
}

void xlsx_out_date(struct xlsx_out *out, struct date date)
{
    static const int first_serial = 61; /* before it Excel counts a day that never was */
    char text[DATE_TEXT_BYTES];
    if (date_is_none(date) || date.day + SERIAL_1970 < first_serial)
        put_text(out, date_print(date, text), NULL);
    else
        put_number(out, date.day + SERIAL_1970, out->day);
}

void xlsx_out_end_row(struct xlsx_out *out)
{
    out->row++;
    out->column = 0;
    arena_reset(&out->arena);
}

bool xlsx_out_close(struct xlsx_out *out, struct err *err)
{
    lxw_error error = workbook_close(out->book);
    arena_done(&out->arena);
    if (out->first.kind != ERR_NONE)
        *err = out->first;
    else if (error != LXW_NO_ERROR)
        err_set(err, ERR_SYSTEM, "the workbook cannot be written: %s", lxw_strerror(error));
    return out->first.kind == ERR_NONE && error == LXW_NO_ERROR;
}
