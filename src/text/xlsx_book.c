#include "text/xlsx_book.h"

#include <string.h>

#include "base/limits.h"
#include "text/xlsx_text.h"
#include "text/xml.h"

/* ---- relationships: which part plays which role ---- */

struct relation {
    struct str id;
    struct str type;
    const char *part;
};

struct relations {
    struct arena *arena;
    struct str folder; /* that targets are relative to: "xl/" */
    LIST_OF(struct relation) list;
};

static struct str copy(struct arena *arena, const char *text)
{
    return arena_copy(arena, str_of(text));
}

/* A target, relative to its folder or from the root, as the name of a part. */
static const char *resolve(const struct relations *r, const char *target)
{
    struct str folder = r->folder;
    if (target[0] == '/')
        return arena_terminated(r->arena, str_of(target + 1));
    while (strncmp(target, "../", 3) == 0) {
        target += 3;
        folder.len -= folder.len > 0;
        while (folder.len > 0 && folder.p[folder.len - 1] != '/')
            folder.len--;
    }
    struct str part = arena_print(r->arena, "%" STR_FMT "%s", STR_ARG(folder), target);
    return arena_terminated(r->arena, part);
}

static void relation_start(void *context, const char *name, const char *const *attributes)
{
    struct relations *r = context;
    const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
    const char *target = xml_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL)
        return;
    list_push(r->arena, &r->list,
              (struct relation){copy(r->arena, id), copy(r->arena, type), resolve(r, target)});
}

static void ignore_end(void *context, const char *name)
{
    (void)context;
    (void)name;
}

static bool read_relations(struct xlsx_book *book, const char *part, struct str folder,
                           struct relations *r)
{
    static const struct xml_handler handler = {relation_start, ignore_end, NULL};
    *r = (struct relations){.arena = book->arena, .folder = folder};
    return xml_read(book->arena, book->archive, part, &handler, r);
}

static const char *part_of_type(const struct relations *r, struct str ending)
{
    for (size_t i = 0; i < r->list.n; i++)
        if (str_ends(r->list.at[i].type, ending))
            return r->list.at[i].part;
    return NULL;
}

static const char *part_of_id(const struct relations *r, struct str id)
{
    for (size_t i = 0; i < r->list.n; i++)
        if (str_equal(r->list.at[i].id, id))
            return r->list.at[i].part;
    return NULL;
}

/* ---- the workbook: its sheets ---- */

struct sheet {
    struct str name;
    struct str relation;
    bool is_hidden;
};

struct workbook {
    struct xlsx_book *book;
    LIST_OF(struct sheet) sheets;
};

static void workbook_start(void *context, const char *name, const char *const *attributes)
{
    struct workbook *w = context;
    struct arena *arena = w->book->arena;
    if (strcmp(name, "workbookPr") == 0) {
        const char *date1904 = xml_attribute(attributes, "date1904");
        w->book->is_1904 =
            date1904 != NULL && (strcmp(date1904, "1") == 0 || strcmp(date1904, "true") == 0);
    }
    const char *sheet_name = xml_attribute(attributes, "name");
    const char *id = xml_attribute(attributes, "id"), *state = xml_attribute(attributes, "state");
    if (strcmp(name, "sheet") == 0 && sheet_name != NULL && id != NULL)
        list_push(arena, &w->sheets,
                  (struct sheet){copy(arena, sheet_name), copy(arena, id),
                                 state != NULL && strcmp(state, "visible") != 0});
}

static const struct sheet *choose(const struct workbook *w, struct str wanted)
{
    for (size_t i = 0; i < w->sheets.n; i++) {
        const struct sheet *sheet = &w->sheets.at[i];
        if (wanted.len > 0 ? str_equal(sheet->name, wanted) : !sheet->is_hidden)
            return sheet;
    }
    return NULL;
}

static void complain_of_sheet(const struct workbook *w, struct str wanted)
{
    const struct archive *archive = w->book->archive;
    struct buf names;
    buf_init(&names, 2000);
    for (size_t i = 0; i < w->sheets.n && names.len < 1000; i++)
        buf_print(&names, "%s%" STR_FMT, i > 0 ? ", " : "", STR_ARG(w->sheets.at[i].name));
    if (wanted.len == 0)
        complaints_add(archive->complaints, archive->file, 0, 0,
                       "the workbook has no visible sheet");
    else
        complaints_add(archive->complaints, archive->file, 0, 0,
                       "there is no sheet \"%" STR_FMT "\"; the sheets are: %" STR_FMT,
                       STR_ARG(wanted), (int)names.len, names.len > 0 ? names.p : "");
    buf_done(&names);
}

static bool find_sheet(struct xlsx_book *book, const char *part, const struct relations *relations,
                       struct str wanted)
{
    static const struct xml_handler handler = {workbook_start, ignore_end, NULL};
    struct workbook workbook = {.book = book};
    if (!xml_read(book->arena, book->archive, part, &handler, &workbook))
        return false;
    for (size_t i = 0; i < workbook.sheets.n; i++)
        if (!workbook.sheets.at[i].is_hidden)
            list_push(book->arena, &book->sheet_names, workbook.sheets.at[i].name);
    const struct sheet *sheet = choose(&workbook, wanted);
    if (sheet == NULL) {
        complain_of_sheet(&workbook, wanted);
        return false;
    }
    book->sheet_part = part_of_id(relations, sheet->relation);
    if (book->sheet_part == NULL)
        complaints_add(book->archive->complaints, book->archive->file, 0, 0,
                       "the sheet \"%" STR_FMT "\" has no part; save the file again in its program",
                       STR_ARG(sheet->name));
    return book->sheet_part != NULL;
}

/* ---- styles: which of them are dates ---- */

struct format {
    int64_t id;
    enum xlsx_number_kind kind;
};

struct styles {
    struct xlsx_book *book;
    LIST_OF(struct format) formats;
    bool is_in_cell_styles;
};

static enum xlsx_number_kind kind_of(const struct styles *s, int64_t id)
{
    for (size_t i = 0; i < s->formats.n; i++)
        if (s->formats.at[i].id == id)
            return s->formats.at[i].kind;
    return xlsx_number_kind_of_id(id);
}

static void styles_start(void *context, const char *name, const char *const *attributes)
{
    struct styles *s = context;
    int64_t id = 0;
    const char *code = xml_attribute(attributes, "formatCode");
    str_to_i64(str_of(xml_attribute(attributes, "numFmtId")), &id);
    if (strcmp(name, "cellXfs") == 0)
        s->is_in_cell_styles = true;
    else if (strcmp(name, "numFmt") == 0 && code != NULL && s->formats.n < 1000)
        list_push(s->book->arena, &s->formats,
                  (struct format){id, xlsx_number_kind_of_code(str_of(code))});
    else if (strcmp(name, "xf") == 0 && s->is_in_cell_styles)
        list_push(s->book->arena, &s->book->styles, kind_of(s, id));
}

static void styles_end(void *context, const char *name)
{
    struct styles *s = context;
    if (strcmp(name, "cellXfs") == 0)
        s->is_in_cell_styles = false;
}

/* ---- shared strings ---- */

struct strings {
    struct xlsx_book *book;
    struct buf text;
    bool is_text;     /* inside <t> */
    bool is_phonetic; /* inside <rPh>: how a name is read, not what it says */
};

static void strings_start(void *context, const char *name, const char *const *attributes)
{
    struct strings *s = context;
    (void)attributes;
    if (strcmp(name, "si") == 0)
        buf_clear(&s->text);
    else if (strcmp(name, "rPh") == 0)
        s->is_phonetic = true;
    else if (strcmp(name, "t") == 0)
        s->is_text = !s->is_phonetic;
}

static void strings_end(void *context, const char *name)
{
    struct strings *s = context;
    struct arena *arena = s->book->arena;
    if (strcmp(name, "si") == 0)
        list_push(arena, &s->book->strings, xlsx_text_unescape(arena, buf_str(&s->text)));
    else if (strcmp(name, "rPh") == 0)
        s->is_phonetic = false;
    else if (strcmp(name, "t") == 0)
        s->is_text = false;
}

static void strings_text(void *context, struct str text)
{
    struct strings *s = context;
    if (s->is_text)
        buf_put(&s->text, text);
}

static bool read_strings(struct xlsx_book *book, const char *part)
{
    static const struct xml_handler handler = {strings_start, strings_end, strings_text};
    struct strings strings = {.book = book};
    buf_init(&strings.text, LIMIT_LINE_BYTES);
    bool is_good = xml_read(book->arena, book->archive, part, &handler, &strings);
    buf_done(&strings.text);
    return is_good;
}

/* ---- all together ---- */

static const char *relations_part(struct arena *arena, const char *part, struct str *folder_out)
{
    const char *slash = strrchr(part, '/');
    size_t folder = slash == NULL ? 0 : (size_t)(slash - part) + 1;
    *folder_out = (struct str){part, folder};
    return arena_terminated(
        arena, arena_print(arena, "%.*s_rels/%s.rels", (int)folder, part, part + folder));
}

bool xlsx_book_open(struct xlsx_book *book, struct arena *arena, struct archive *archive,
                    struct str sheet)
{
    static const struct xml_handler styles_handler = {styles_start, styles_end, NULL};
    struct relations relations;
    struct str folder;
    *book = (struct xlsx_book){.arena = arena, .archive = archive};
    if (!read_relations(book, "_rels/.rels", STR(""), &relations))
        return false;
    const char *part = part_of_type(&relations, STR("/officeDocument"));
    if (part == NULL || str_ends(str_of(part), STR("document.xml"))) {
        complaints_add(archive->complaints, archive->file, 0, 0,
                       "this is no workbook; expected an .xlsx file");
        return false;
    }
    const char *name = relations_part(arena, part, &folder);
    if (!read_relations(book, name, folder, &relations)
        || !find_sheet(book, part, &relations, sheet))
        return false;
    struct styles styles = {.book = book};
    const char *style_part = part_of_type(&relations, STR("/styles"));
    const char *string_part = part_of_type(&relations, STR("/sharedStrings"));
    return (style_part == NULL || xml_read(arena, archive, style_part, &styles_handler, &styles))
           && (string_part == NULL || read_strings(book, string_part));
}
