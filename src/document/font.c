#include "document/font.h"

#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pangocairo.h>

#include "base/assert.h"
#include "base/embed.h"
#include "base/map.h"
#include "text/utf8.h"
#include "text/yaml.h"

enum { FAMILIES_MAX = 24, STYLES_MAX = 24, MISSING_BYTES = 4096 };

struct family {
    struct str name;
    PangoWeight weight;
    bool is_there;
};

struct role {
    struct family families[FAMILIES_MAX];
    size_t n;
};

struct face {
    PangoFont *font;
    cairo_scaled_font_t *scaled;
    hb_font_t *hb;
};

/* A role at a size. */
struct style {
    enum font_role role;
    double size_pt;
    struct face faces[FAMILIES_MAX + 1]; /* the last is whatever the system has */
    size_t faces_n;
    bool has_system;
    struct font_glyph ascii[128];
    bool has_ascii[128];
    struct map glyphs; /* by character: index into `known` */
    LIST_OF(struct font_glyph) known;
};

struct document_fonts {
    struct arena arena; /* its own: glyphs are kept while callers give scratch back */
    PangoFontMap *map;
    PangoContext *context;
    struct role roles[FONT_ROLES];
    struct style *styles[STYLES_MAX];
    size_t styles_n;
    struct buf missing;
    struct map missing_known;
};

static const char *const role_names[FONT_ROLES] = {"title", "body", "hei", "kai", "song", "digits"};
static const char *const role_chinese[FONT_ROLES] = {"公文小标宋", "仿宋", "黑体",
                                                     "楷体",       "宋体", "数字与西文"};

const char *font_role_name(enum font_role role)
{
    return role_names[role];
}

const char *font_role_chinese(enum font_role role)
{
    return role_chinese[role];
}

/* ---- the lists ---- */

static bool weight_of(struct str word, PangoWeight *weight_out)
{
    *weight_out = PANGO_WEIGHT_NORMAL;
    if (word.len == 0)
        return true;
    *weight_out = str_equal_c(word, "bold") ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_MEDIUM;
    return str_equal_c(word, "bold") || str_equal_c(word, "medium");
}

static void read_role(struct role *role, struct str file, const struct yaml_node *list,
                      struct complaints *complaints)
{
    if (list->kind != YAML_LIST || list->items_n == 0 || list->items_n > FAMILIES_MAX) {
        complaints_add(complaints, file, list->line, list->column,
                       "a role is a list of 1 to %d font families", FAMILIES_MAX);
        return;
    }
    role->n = 0;
    for (size_t i = 0; i < list->items_n; i++) {
        const struct yaml_node *item = list->items[i];
        struct family family = {0};
        struct str weight = STR_NONE;
        if (item->kind == YAML_SCALAR)
            str_cut(item->text, ':', &family.name, &weight);
        if (family.name.len == 0 || !weight_of(weight, &family.weight))
            complaints_add(complaints, file, item->line, item->column,
                           "expected a family, or FAMILY:bold, FAMILY:medium");
        else
            role->families[role->n++] = family;
    }
}

static bool read_file(struct document_fonts *fonts, struct str file, struct str bytes,
                      struct complaints *complaints)
{
    size_t before = complaints->list.n;
    const struct yaml_node *root = yaml_parse(&fonts->arena, file, bytes, complaints);
    if (root == NULL)
        return false;
    if (root->kind != YAML_MAP) {
        complaints_add(complaints, file, root->line, root->column,
                       "expected roles with their families: body: [仿宋, …]");
        return false;
    }
    for (size_t i = 0; i < root->pairs_n; i++) {
        const struct yaml_pair *pair = &root->pairs[i];
        int role = 0;
        while (role < FONT_ROLES && !str_equal_c(pair->key, role_names[role]))
            role++;
        if (role == FONT_ROLES)
            complaints_add(complaints, file, pair->key_line, pair->key_column,
                           "there is no role \"%" STR_FMT
                           "\"; the roles are title, body, hei, kai, song, digits",
                           STR_ARG(pair->key));
        else
            read_role(&fonts->roles[role], file, pair->value, complaints);
    }
    return complaints->list.n == before;
}

/* Marks the families that this machine has, by any of their names (仿宋 is FangSong). */
static void find_families(struct document_fonts *fonts)
{
    struct map names;
    map_init(&names, &fonts->arena);
    FcFontSet *set = FcConfigGetFonts(NULL, FcSetSystem);
    for (int i = 0; set != NULL && i < set->nfont; i++) {
        FcChar8 *name;
        for (int n = 0; FcPatternGetString(set->fonts[i], FC_FAMILY, n, &name) == FcResultMatch;
             n++)
            map_put(&names, str_of((const char *)name), 1);
    }
    for (int r = 0; r < FONT_ROLES; r++)
        for (size_t i = 0; i < fonts->roles[r].n; i++) {
            int64_t one;
            struct family *family = &fonts->roles[r].families[i];
            family->is_there = map_find(&names, family->name, &one);
        }
}

struct document_fonts *font_open(struct arena *arena, struct str own_name, struct str own,
                                 struct complaints *complaints)
{
    struct document_fonts *fonts = arena_new(arena, struct document_fonts);
    struct str shipped;
    if (!embed_find(STR("documents/fonts.yaml"), &shipped))
        gl_bug("documents/fonts.yaml is not compiled in");
    arena_init(&fonts->arena, 0);
    if (!read_file(fonts, STR("documents/fonts.yaml"), shipped, complaints)
        || (own.len > 0 && !read_file(fonts, own_name, own, complaints))) {
        arena_done(&fonts->arena);
        return NULL;
    }
    buf_init(&fonts->missing, MISSING_BYTES);
    map_init(&fonts->missing_known, &fonts->arena);
    fonts->map = pango_cairo_font_map_new();
    fonts->context = pango_font_map_create_context(fonts->map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(fonts->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_language(fonts->context, pango_language_from_string("zh-cn"));
    find_families(fonts);
    return fonts;
}

void font_close(struct document_fonts *fonts)
{
    if (fonts == NULL)
        return;
    for (size_t i = 0; i < fonts->styles_n; i++)
        for (size_t k = 0; k < fonts->styles[i]->faces_n; k++)
            g_object_unref(fonts->styles[i]->faces[k].font);
    g_object_unref(fonts->context);
    g_object_unref(fonts->map);
    buf_done(&fonts->missing);
    arena_done(&fonts->arena);
}

/* ---- glyphs ---- */

static void add_face(struct document_fonts *fonts, struct style *style, const char *family,
                     PangoWeight weight)
{
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family(description, family);
    pango_font_description_set_weight(description, weight);
    pango_font_description_set_absolute_size(description, style->size_pt * PANGO_SCALE);
    PangoFont *font = pango_font_map_load_font(fonts->map, fonts->context, description);
    pango_font_description_free(description);
    if (font == NULL)
        return;
    style->faces[style->faces_n++] = (struct face){
        .font = font,
        .scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font)),
        .hb = pango_font_get_hb_font(font),
    };
}

static struct style *style_of(struct document_fonts *fonts, enum font_role role, double size_pt)
{
    for (size_t i = 0; i < fonts->styles_n; i++)
        if (fonts->styles[i]->role == role && fonts->styles[i]->size_pt == size_pt)
            return fonts->styles[i];
    gl_assert(fonts->styles_n < STYLES_MAX);
    struct style *style = arena_new(&fonts->arena, struct style);
    style->role = role;
    style->size_pt = size_pt;
    map_init(&style->glyphs, &fonts->arena);
    const struct role *list = &fonts->roles[role];
    for (size_t i = 0; i < list->n; i++)
        if (list->families[i].is_there)
            add_face(fonts, style, arena_terminated(&fonts->arena, list->families[i].name),
                     list->families[i].weight);
    fonts->styles[fonts->styles_n++] = style;
    return style;
}

static bool find_in(const struct face *face, int32_t character, struct font_glyph *glyph_out)
{
    hb_codepoint_t index;
    if (face->scaled == NULL
        || !hb_font_get_nominal_glyph(face->hb, (hb_codepoint_t)character, &index))
        return false;
    *glyph_out = (struct font_glyph){
        .scaled = face->scaled,
        .index = index,
        .advance = (double)hb_font_get_glyph_h_advance(face->hb, index) / PANGO_SCALE,
    };
    return true;
}

static void note_missing(struct document_fonts *fonts, int32_t character)
{
    char text[6];
    if (map_put_number(&fonts->missing_known, character, 1)) {
        gint n = g_unichar_to_utf8((gunichar)character, text);
        buf_put_bytes(&fonts->missing, text, (size_t)n);
    }
}

static struct font_glyph look_up(struct document_fonts *fonts, struct style *style,
                                 int32_t character)
{
    struct font_glyph glyph = {0};
    for (size_t i = 0; i < style->faces_n; i++)
        if (find_in(&style->faces[i], character, &glyph))
            return glyph;
    if (!style->has_system) {
        style->has_system = true;
        add_face(fonts, style, "serif", PANGO_WEIGHT_NORMAL);
        if (style->faces_n > 0 && find_in(&style->faces[style->faces_n - 1], character, &glyph))
            return glyph;
    }
    note_missing(fonts, character);
    return glyph;
}

bool font_is_wide(int32_t c)
{
    static const int32_t wide[] = {0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x2103};
    if (c >= 0x2E80)
        return c < 0xFF61 || c > 0xFFDC;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        if (c == wide[i])
            return true;
    return (c >= 0x2160 && c <= 0x217F) || (c >= 0x2460 && c <= 0x24FF)
           || (c >= 0x25A0 && c <= 0x2606);
}

static bool is_mark(int32_t c)
{
    return c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF1F
           || c == 0xFF01;
}

struct font_glyph font_glyph(struct document_fonts *fonts, enum font_role role, double size_pt,
                             int32_t character)
{
    int64_t at;
    if (role == FONT_KAI && is_mark(character))
        role = FONT_BODY; /* free 楷体 set them in the middle, as in traditional text */
    bool is_latin = role != FONT_TITLE && role != FONT_HEI && !font_is_wide(character);
    struct style *style = style_of(fonts, is_latin ? FONT_DIGITS : role, size_pt);
    if (character < 128) {
        if (!style->has_ascii[character])
            style->ascii[character] = look_up(fonts, style, character);
        style->has_ascii[character] = true;
        return style->ascii[character];
    }
    if (map_find_number(&style->glyphs, character, &at))
        return style->known.at[at];
    struct font_glyph glyph = look_up(fonts, style, character);
    map_put_number(&style->glyphs, character, (int64_t)style->known.n);
    list_push(&fonts->arena, &style->known, glyph);
    return glyph;
}

/* ---- what doctor tells ---- */

static const struct family *chosen(const struct document_fonts *fonts, enum font_role role)
{
    const struct role *list = &fonts->roles[role];
    for (size_t i = 0; i < list->n; i++)
        if (list->families[i].is_there)
            return &list->families[i];
    return NULL;
}

struct str font_family(const struct document_fonts *fonts, enum font_role role)
{
    const struct family *family = chosen(fonts, role);
    return family != NULL ? family->name : STR_NONE;
}

struct str font_wanted(const struct document_fonts *fonts, enum font_role role)
{
    return fonts->roles[role].families[0].name;
}

bool font_is_own(const struct document_fonts *fonts, enum font_role role)
{
    struct str family = font_family(fonts, role);
    static const char *const general[] = {"Noto Serif CJK SC", "Source Han Serif SC",
                                          "WenQuanYi Zen Hei", "AR PL UMing CN", "DejaVu Serif"};
    if (family.len == 0)
        return false;
    if (role == FONT_SONG || role == FONT_DIGITS)
        return true;
    for (size_t i = 0; i < sizeof general / sizeof general[0]; i++)
        if (str_equal_c(family, general[i]))
            return false;
    return true;
}

struct str font_missing(const struct document_fonts *fonts)
{
    return buf_str(&fonts->missing);
}

void font_try(struct document_fonts *fonts, enum font_role role, struct str text)
{
    for (int32_t c; (c = utf8_next(&text)) >= 0;)
        if (c > ' ')
            (void)font_glyph(fonts, role, 15.75, c);
}
