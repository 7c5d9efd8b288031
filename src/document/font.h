/*
 * font.h - fonts by role (documents/fonts.yaml): which family each role gets on this machine, and
 * one glyph at a time. No font is shipped and none is assumed; what is missing is named.
 */
#ifndef GULOU_DOCUMENT_FONT_H
#define GULOU_DOCUMENT_FONT_H

#include "base/complaint.h"
#include "base/err.h"

enum font_role {
    FONT_TITLE, /* 小标宋 */
    FONT_BODY,  /* 仿宋 */
    FONT_HEI,
    FONT_KAI,
    FONT_SONG,
    FONT_DIGITS, /* Latin letters and digits inside Chinese text */
    FONT_ROLES
};

struct document_fonts;

struct font_glyph {
    void *scaled; /* cairo's scaled font; NULL: no font has the character */
    uint32_t index;
    double advance; /* points */
};

/* The shipped roles, overlaid by `own` (a file of the same shape; empty: none). Wrong entries
 * become complaints, and NULL comes back. */
struct document_fonts *font_open(struct arena *arena, struct str own_name, struct str own,
                                 struct complaints *complaints);
void font_close(struct document_fonts *fonts); /* NULL: nothing */

/* A character of a role at a size in points. Han roles take Latin letters and digits from
 * FONT_DIGITS. What no font has is noted (font_missing). */
struct font_glyph font_glyph(struct document_fonts *fonts, enum font_role role, double size_pt,
                             int32_t character);
/* Does a character take a whole cell of the grid? */
bool font_is_wide(int32_t character);

const char *font_role_name(enum font_role role);    /* "body", as in the file */
const char *font_role_chinese(enum font_role role); /* 仿宋 */
/* The family that the role got; empty when none of its list is there. */
struct str font_family(const struct document_fonts *fonts, enum font_role role);
/* The first of the role's list that is meant for it, whether there or not: for DOCX. */
struct str font_wanted(const struct document_fonts *fonts, enum font_role role);
/* Is it the role's own kind of font, not the general one at the end of the list? */
bool font_is_own(const struct document_fonts *fonts, enum font_role role);
/* Characters without any font so far, each once; empty when there is none. */
struct str font_missing(const struct document_fonts *fonts);
/* Looks all characters of a text up in a role. */
void font_try(struct document_fonts *fonts, enum font_role role, struct str text);

#endif
