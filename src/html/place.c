/* Where a tag stands: see place.h. */
#include "html/place.h"

#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void name_add(char name[PLACE_NAME_MAX], size_t *len, char c)
{
    if (*len < PLACE_NAME_MAX) {
        name[(*len)++] = lower(c);
    }
}

static bool name_is(const char *name, size_t len, const char *wanted)
{
    return len == strlen(wanted) && memcmp(name, wanted, len) == 0;
}

static void tag_end(struct place *place)
{
    bool is_raw = name_is(place->tag, place->tag_len, "script")
                  || name_is(place->tag, place->tag_len, "style");
    place->kind = is_raw ? PLACE_RAW : PLACE_TEXT;
    place->matched = 0;
}

/* "</script": the only thing that ends raw text. */
static void raw_feed(struct place *place, char c)
{
    size_t at = place->matched;
    char wanted = at == 0 ? '<' : at == 1 ? '/' : place->tag[at - 2];
    place->matched = lower(c) == wanted ? at + 1 : c == '<';
    if (place->matched == place->tag_len + 2) {
        place->kind = PLACE_END_TAG;
        place->matched = 0;
    }
}

static void comment_feed(struct place *place, char c)
{
    if (c == '>' && place->matched >= 2) {
        place->kind = PLACE_TEXT;
    }
    place->matched = c == '-' ? place->matched + 1 : 0;
}

static void open_feed(struct place *place, char c)
{
    place->tag_len = 0;
    place->matched = 0;
    if (c == '/' || c == '!' || c == '?') {
        place->kind = PLACE_END_TAG;
        place->matched = c == '!';
    } else if (lower(c) >= 'a' && lower(c) <= 'z') {
        place->kind = PLACE_TAG_NAME;
        name_add(place->tag, &place->tag_len, c);
    } else {
        place->kind = PLACE_TEXT;
    }
}

/* Inside a start tag, outside a value. */
static void tag_feed(struct place *place, char c)
{
    if (c == '>') {
        tag_end(place);
    } else if (c == '=' && place->kind == PLACE_ATTRIBUTE) {
        place->kind = PLACE_EQUALS;
    } else if (is_blank(c) || c == '/') {
        place->kind = PLACE_IN_TAG;
    } else if (place->kind == PLACE_TAG_NAME) {
        name_add(place->tag, &place->tag_len, c);
    } else {
        place->attribute_len = place->kind == PLACE_IN_TAG ? 0 : place->attribute_len;
        place->kind = PLACE_ATTRIBUTE;
        name_add(place->attribute, &place->attribute_len, c);
    }
}

static void end_tag_feed(struct place *place, char c)
{
    if (c == '>') {
        place->kind = PLACE_TEXT;
    } else if (c == '-' && (place->matched == 1 || place->matched == 2)) { /* "<!--" */
        place->matched++;
        if (place->matched == 3) {
            place->kind = PLACE_COMMENT;
            place->matched = 0;
        }
    } else {
        place->matched = 0;
    }
}

static void value_feed(struct place *place, char c)
{
    if (place->kind == PLACE_EQUALS) {
        place->quote = c;
        place->is_at_start = true;
        place->kind = c == '"' || c == '\'' ? PLACE_QUOTED : PLACE_UNQUOTED;
    } else if (place->kind == PLACE_QUOTED) {
        place->is_at_start = false;
        if (c == place->quote) {
            place->kind = PLACE_IN_TAG;
        }
    } else if (c == '>') {
        tag_end(place);
    } else if (is_blank(c)) {
        place->kind = PLACE_IN_TAG;
    }
}

static void byte_feed(struct place *place, char c)
{
    switch (place->kind) {
    case PLACE_TEXT:
        place->kind = c == '<' ? PLACE_TAG_OPEN : PLACE_TEXT;
        break;
    case PLACE_TAG_OPEN:
        open_feed(place, c);
        break;
    case PLACE_END_TAG:
        end_tag_feed(place, c);
        break;
    case PLACE_TAG_NAME:
    case PLACE_IN_TAG:
    case PLACE_ATTRIBUTE:
        tag_feed(place, c);
        break;
    case PLACE_NAME_CUT:
        if (c == '>' || c == '/' || is_blank(c)) {
            tag_feed(place, c);
        } else {
            place->kind = PLACE_BROKEN;
        }
        break;
    case PLACE_BROKEN:
        break;
    case PLACE_EQUALS:
    case PLACE_QUOTED:
    case PLACE_UNQUOTED:
        value_feed(place, c);
        break;
    case PLACE_RAW:
        raw_feed(place, c);
        break;
    case PLACE_COMMENT:
        comment_feed(place, c);
        break;
    }
}

void place_feed(struct place *place, struct str markup)
{
    for (size_t i = 0; i < markup.len; i++) {
        byte_feed(place, markup.p[i]);
    }
}

void place_feed_value(struct place *place)
{
    place->is_at_start = false;
}

bool place_feed_section(struct place *place)
{
    if (place->kind == PLACE_ATTRIBUTE || place->kind == PLACE_TAG_NAME) {
        place->kind = PLACE_NAME_CUT;
    }
    return place->kind == PLACE_TEXT || place->kind == PLACE_IN_TAG || place->kind == PLACE_QUOTED
           || place->kind == PLACE_NAME_CUT;
}

static bool attribute_is(const struct place *place, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (name_is(place->attribute, place->attribute_len, *names)) {
            return true;
        }
    }
    return false;
}

static enum place_use quoted_use(const struct place *place, const char **reason_out)
{
    static const char *const urls[] = {"href",       "src",      "action",     "formaction",
                                       "poster",     "cite",     "xlink:href", "data",
                                       "background", "manifest", NULL};
    static const char *const code[] = {"style", "srcdoc", "srcset", "ping", NULL};
    if (place->attribute_len >= 2 && memcmp(place->attribute, "on", 2) == 0) {
        *reason_out = "an on... attribute is script";
        return USE_NONE;
    }
    if (attribute_is(place, code)) {
        *reason_out = "this attribute is no plain text";
        return USE_NONE;
    }
    if (attribute_is(place, urls)) {
        return place->is_at_start ? USE_URL : USE_URL_PART;
    }
    return USE_ATTRIBUTE;
}

enum place_use place_use(const struct place *place, const char **reason_out)
{
    *reason_out = NULL;
    switch (place->kind) {
    case PLACE_TEXT:
        return USE_TEXT;
    case PLACE_QUOTED:
        return quoted_use(place, reason_out);
    case PLACE_EQUALS:
    case PLACE_UNQUOTED:
        *reason_out = "the attribute's value has no quotes";
        break;
    case PLACE_RAW:
        *reason_out = "script and style take no values";
        break;
    case PLACE_COMMENT:
        *reason_out = "it stands in an HTML comment";
        break;
    case PLACE_TAG_OPEN:
    case PLACE_TAG_NAME:
    case PLACE_END_TAG:
    case PLACE_IN_TAG:
    case PLACE_ATTRIBUTE:
    case PLACE_NAME_CUT:
    case PLACE_BROKEN:
        *reason_out = "it stands inside a tag, outside any quoted value";
        break;
    }
    return USE_NONE;
}

bool place_is_same(const struct place *a, const struct place *b)
{
    bool are_in_tag = (a->kind == PLACE_IN_TAG || a->kind == PLACE_NAME_CUT)
                      && (b->kind == PLACE_IN_TAG || b->kind == PLACE_NAME_CUT);
    if (a->kind != b->kind && !are_in_tag) {
        return false;
    }
    return a->kind != PLACE_QUOTED
           || (a->quote == b->quote && a->attribute_len == b->attribute_len
               && memcmp(a->attribute, b->attribute, a->attribute_len) == 0);
}
