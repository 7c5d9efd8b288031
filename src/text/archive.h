/*
 * archive.h - the parts of a ZIP archive from outside (XLSX, DOCX), with limits on everything that
 * a hostile file could blow up: LIMIT_FILE_BYTES, LIMIT_ARCHIVE_PARTS, LIMIT_PART_BYTES,
 * LIMIT_PART_RATIO. What is wrong is complained about with the part's name.
 */
#ifndef GULOU_TEXT_ARCHIVE_H
#define GULOU_TEXT_ARCHIVE_H

#include "base/complaint.h"

struct archive {
    struct str file;
    struct complaints *complaints;
    void *zip; /* libzip's */
};

/* A part being read. */
struct archive_part {
    struct archive *archive;
    struct str name;
    void *stream;
    uint64_t deflated_bytes;
    uint64_t inflated_bytes; /* so far */
};

/* False with a complaint when the bytes are no archive. They must stay until archive_close. */
bool archive_open(struct archive *archive, struct str file, struct str bytes,
                  struct complaints *complaints);
void archive_close(struct archive *archive); /* also after a failed open */
bool archive_has(const struct archive *archive, const char *name);
/* A whole part into the arena; false with a complaint when it is not there or not readable. */
bool archive_read(struct archive *archive, struct arena *arena, const char *name,
                  struct str *bytes_out);

/* The same piece by piece: archive_part_read gives the number of bytes, 0 at the end, and -1 with a
 * complaint. `name` must stay until the close. */
bool archive_part_open(struct archive *archive, const char *name, struct archive_part *part_out);
int64_t archive_part_read(struct archive_part *part, void *to, size_t max);
void archive_part_close(struct archive_part *part);

#endif
