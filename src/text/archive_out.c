#include "text/archive_out.h"

#include <zip.h>

enum { DOS_DATE_1980 = 0x21, DEFLATE_LEVEL = 6 };

bool archive_out_open(struct archive_out *out, struct arena *arena, struct err *err)
{
    zip_error_t error;
    *out = (struct archive_out){.arena = arena};
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = source == NULL ? NULL : zip_open_from_source(source, ZIP_TRUNCATE, &error);
    if (zip == NULL) {
        zip_source_free(source);
        err_set(err, ERR_SYSTEM, "an archive cannot be begun: %s", zip_error_strerror(&error));
        zip_error_fini(&error);
        return false;
    }
    zip_error_fini(&error);
    zip_source_keep(source); /* the bytes are read from it after the archive is closed */
    out->zip = zip;
    out->source = source;
    return true;
}

void archive_out_add(struct archive_out *out, const char *name, struct str bytes)
{
    struct str copy = arena_copy(out->arena, bytes);
    zip_source_t *source = zip_source_buffer(out->zip, copy.p, copy.len, 0);
    zip_int64_t at = source == NULL ? -1 : zip_file_add(out->zip, name, source, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        zip_source_free(source);
        out->has_failed = true;
        return;
    }
    zip_uint64_t index = (zip_uint64_t)at;
    bool is_good = zip_set_file_compression(out->zip, index, ZIP_CM_DEFLATE, DEFLATE_LEVEL) == 0
                   && zip_file_set_dostime(out->zip, index, 0, DOS_DATE_1980, 0) == 0;
    out->has_failed = out->has_failed || !is_good;
}

static bool copy_out(zip_source_t *source, struct buf *to)
{
    char piece[16384];
    zip_int64_t n;
    if (zip_source_open(source) != 0)
        return false;
    while ((n = zip_source_read(source, piece, sizeof piece)) > 0)
        buf_put_bytes(to, piece, (size_t)n);
    zip_source_close(source);
    return n == 0 && !to->is_over;
}

bool archive_out_close(struct archive_out *out, struct buf *to, struct err *err)
{
    bool is_closed = !out->has_failed && zip_close(out->zip) == 0;
    if (!is_closed)
        zip_discard(out->zip);
    bool is_good = is_closed && copy_out(out->source, to);
    zip_source_free(out->source);
    return is_good
           || err_set(err, ERR_SYSTEM,
                      "an archive cannot be written: out of memory, or over its maximum size");
}
