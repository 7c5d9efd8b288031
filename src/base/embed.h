/*
 * embed.h - the files compiled into the program: definitions, calendars, pages, SQL. The table is
 * made at build time by tools/embed.c, in byte order of path.
 */
#ifndef GULOU_BASE_EMBED_H
#define GULOU_BASE_EMBED_H

#include "base/str.h"

struct embedded {
    struct str path; /* as in the source tree: "registers/workorder.yaml" */
    struct str bytes;
};

extern const struct embedded embedded_files[];
extern const size_t embedded_files_n;

bool embed_find(struct str path, struct str *bytes_out);

#endif
