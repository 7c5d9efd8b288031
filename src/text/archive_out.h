/*
 * archive_out.h - writing a ZIP archive into memory (DOCX, XLSX by hand). Equal parts give equal
 * bytes: the time of every part is 1980-01-01.
 */
#ifndef GULOU_TEXT_ARCHIVE_OUT_H
#define GULOU_TEXT_ARCHIVE_OUT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

struct archive_out {
    struct arena *arena;
    void *zip, *source; /* libzip's */
    bool has_failed;
};

ERR_CHECKED bool archive_out_open(struct archive_out *out, struct arena *arena, struct err *err);
/* Parts stand in the order in which they are added; the bytes are copied into the arena. */
void archive_out_add(struct archive_out *out, const char *name, struct str bytes);
/* The whole archive behind what is in `to`; must be called once, also after a failure. */
ERR_CHECKED bool archive_out_close(struct archive_out *out, struct buf *to, struct err *err);

#endif
