/*
 * clean.h - the text of a report as the audit reads it: simplified characters, half-width digits
 * and signs, no pinyin notes (當(dāng)前), no stray "?", no spaces but those between digits or
 * letters. Every character keeps its place in the original, so that whatever is found can be shown
 * there.
 */
#ifndef GULOU_AUDIT_CLEAN_H
#define GULOU_AUDIT_CLEAN_H

#include <uchar.h>

#include "base/arena.h"

struct clean {
    struct str text; /* the text that is read, valid UTF-8: the original, or taken out of it */
    char32_t *c;     /* n characters, and a 0 behind them */
    uint32_t *at;    /* their places in the original, in characters */
    uint32_t *byte;  /* and in bytes */
    size_t n;
    size_t notes_n;  /* pinyin notes taken out */
    size_t strays_n; /* stray signs taken out */
};

/* A stretch of the cleaned text. */
struct span {
    size_t from, to;
};

/* The text has at most LIMIT_AUDIT_BYTES; it must stay. `origin`: the place in the original of each
 * of its characters; NULL: the text is the original. */
void clean_make(struct arena *arena, struct str text, const uint32_t *origin,
                struct clean *clean_out);
/* The original of a stretch, as it stands there. */
struct str clean_original(const struct clean *clean, struct span span);
/* Its first character's place in the original, and the place behind its last. */
size_t clean_start(const struct clean *clean, struct span span);
size_t clean_end(const struct clean *clean, struct span span);
/* The stretch itself, cleaned, as UTF-8. */
struct str clean_copy(const struct clean *clean, struct arena *arena, struct span span);

#endif
