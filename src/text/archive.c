#include "text/archive.h"

#include <string.h>

#include <zip.h>

#include "base/limits.h"

static void complain(const struct archive *archive, struct str part, const char *what)
{
    complaints_add(archive->complaints, archive->file, 0, 0, "%" STR_FMT "%s%s", STR_ARG(part),
                   part.len > 0 ? ": " : "", what);
}

/* What people hand in instead. */
static const char *name_mistake(struct str bytes)
{
    if (str_starts(bytes, STR("\xD0\xCF\x11\xE0")))
        return "this is an old Office file (.xls, .doc) or one with a password; save it without a "
               "password as .xlsx or .docx";
    return "this is not a ZIP archive, as .xlsx and .docx files are; the file is damaged or of "
           "another kind";
}

bool archive_open(struct archive *archive, struct str file, struct str bytes,
                  struct complaints *complaints)
{
    *archive = (struct archive){.file = file, .complaints = complaints};
    if (bytes.len > LIMIT_FILE_BYTES) {
        complaints_add(complaints, file, 0, 0, "the file has %zu bytes; at most %d are read",
                       bytes.len, LIMIT_FILE_BYTES);
        return false;
    }
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source =
        zip_source_buffer_create(bytes.len > 0 ? bytes.p : "", bytes.len, 0, &error);
    zip_t *zip = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY, &error);
    zip_error_fini(&error);
    if (zip != NULL && zip_get_num_entries(zip, 0) == 0) { /* libzip makes one of no bytes at all */
        zip_discard(zip);
        zip = NULL;
        source = NULL;
    }
    if (zip == NULL) {
        zip_source_free(source);
        complain(archive, STR(""), name_mistake(bytes));
        return false;
    }
    archive->zip = zip;
    if (zip_get_num_entries(zip, 0) > LIMIT_ARCHIVE_PARTS) {
        complain(archive, STR(""), "the archive has more than 2000 parts; no office file has");
        return false;
    }
    return true;
}

_Static_assert(LIMIT_ARCHIVE_PARTS == 2000, "the sentence about the parts names it");

void archive_close(struct archive *archive)
{
    if (archive->zip != NULL)
        zip_discard(archive->zip);
    archive->zip = NULL;
}

bool archive_has(const struct archive *archive, const char *name)
{
    return zip_name_locate(archive->zip, name, 0) >= 0;
}

bool archive_part_open(struct archive *archive, const char *name, struct archive_part *part_out)
{
    struct str part = str_of(name);
    zip_int64_t at = zip_name_locate(archive->zip, name, 0);
    zip_stat_t stat;
    if (at < 0 || zip_stat_index(archive->zip, (zip_uint64_t)at, 0, &stat) != 0) {
        complain(archive, part, "this part is missing; save the file again in its program");
        return false;
    }
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
        complain(archive, part, "this part has a password; save the file without one");
        return false;
    }
    zip_file_t *stream = zip_fopen_index(archive->zip, (zip_uint64_t)at, 0);
    if (stream == NULL) {
        complain(archive, part, "this part cannot be opened; save the file again in its program");
        return false;
    }
    *part_out = (struct archive_part){
        .archive = archive,
        .name = part,
        .stream = stream,
        .deflated_bytes = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0,
    };
    return true;
}

static bool is_bomb(const struct archive_part *part)
{
    static const uint64_t harmless = 1 << 20;
    return part->inflated_bytes > LIMIT_PART_BYTES
           || (part->inflated_bytes > harmless
               && part->inflated_bytes / LIMIT_PART_RATIO > part->deflated_bytes);
}

int64_t archive_part_read(struct archive_part *part, void *to, size_t max)
{
    zip_int64_t n = zip_fread(part->stream, to, max);
    if (n < 0) {
        complain(part->archive, part->name, "this part is damaged; save the file again");
        return -1;
    }
    part->inflated_bytes += (uint64_t)n;
    if (is_bomb(part)) {
        complain(part->archive, part->name,
                 "this part unpacks to far more than a table or document holds; split the file");
        return -1;
    }
    return n;
}

void archive_part_close(struct archive_part *part)
{
    if (part->stream != NULL)
        zip_fclose(part->stream);
    part->stream = NULL;
}

bool archive_read(struct archive *archive, struct arena *arena, const char *name,
                  struct str *bytes_out)
{
    struct archive_part part;
    struct buf bytes;
    char piece[16384];
    int64_t n;
    if (!archive_part_open(archive, name, &part))
        return false;
    buf_init(&bytes, LIMIT_PART_BYTES);
    while ((n = archive_part_read(&part, piece, sizeof piece)) > 0)
        buf_put_bytes(&bytes, piece, (size_t)n);
    archive_part_close(&part);
    if (n == 0)
        *bytes_out = arena_copy(arena, buf_str(&bytes));
    buf_done(&bytes);
    return n == 0;
}
