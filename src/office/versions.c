/*
 * versions.c - the definitions an office adopted, each compiled as it stood at its place.
 */
#include <stdlib.h>
#include <string.h>

#include "crypto/hex.h"
#include "office/internal.h"

struct sorted_files {
    LIST_OF(struct registry_file) registers;
    LIST_OF(struct calendar_file) calendars;
    struct registry_file organisation;
};

static int compare_names(const void *a, const void *b)
{
    const struct registry_file *x = a, *y = b;
    return str_compare(x->name, y->name);
}

/* By name, as they will be read back: new registers and figures get their ids in this order. */
static void sort_files(struct arena *arena, const struct registry_file *files, size_t n,
                       struct sorted_files *out)
{
    *out = (struct sorted_files){0};
    for (size_t i = 0; i < n; i++) {
        struct registry_file file = {arena_copy(arena, files[i].name),
                                     arena_copy(arena, files[i].bytes)};
        if (str_starts(file.name, STR("registers/")))
            list_push(arena, &out->registers, file);
        else if (str_starts(file.name, STR("calendars/")))
            list_push(arena, &out->calendars, (struct calendar_file){file.name, file.bytes});
        else if (str_equal_c(file.name, "organisation.yaml"))
            out->organisation = file;
    }
    if (out->registers.n > 1)
        qsort(out->registers.at, out->registers.n, sizeof *out->registers.at, compare_names);
}

static bool has_register(const void *registry, struct str key)
{
    return registry_find(registry, key) != NULL;
}

bool versions_compile(struct office *office, int64_t seq, const struct registry_file *files,
                      size_t files_n, struct office_version *version_out,
                      struct complaints *complaints)
{
    struct arena *arena = &office->arena;
    struct sorted_files sorted;
    sort_files(arena, files, files_n, &sorted);
    const struct registry *before =
        office->versions_n > 0 ? office->versions[office->versions_n - 1].registry : NULL;
    struct office_version version = {.seq = seq};
    version.registry =
        registry_load(arena, sorted.registers.at, sorted.registers.n, before, complaints);
    struct calendar *calendar =
        calendar_load(arena, sorted.calendars.at, sorted.calendars.n, complaints);
    if (sorted.organisation.name.len == 0)
        complaints_add(complaints, STR("organisation.yaml"), 0, 0,
                       "the file with units and people is missing");
    else
        version.organisation = organisation_load(arena, sorted.organisation.name,
                                                 sorted.organisation.bytes, complaints);
    if (version.registry == NULL || calendar == NULL || version.organisation == NULL)
        return false;
    size_t complaints_n = complaints->list.n;
    organisation_check(version.organisation, sorted.organisation.name, has_register,
                       version.registry, complaints);
    if (complaints->list.n > complaints_n)
        return false;
    calendar_set_version(calendar, arena_print(arena, "%lld", (long long)seq));
    version.calendar = calendar;
    *version_out = version;
    return true;
}

bool versions_texts(const struct office *office, int64_t seq, struct arena *arena,
                    struct registry_file **files_out, size_t *n_out, struct err *err)
{
    LIST_OF(struct registry_file) files = {0};
    struct stmt *stmt = store_statement(office->db, Q_ADOPTED_READ);
    bool has_row;
    stmt_i64(stmt, office->district);
    stmt_i64(stmt, seq);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            break;
        struct registry_file file = {arena_copy(arena, stmt_get_text(stmt, 0)),
                                     arena_copy(arena, stmt_get_text(stmt, 1))};
        list_push(arena, &files, file);
    }
    *files_out = files.at;
    *n_out = files.n;
    return true;
}

void versions_share(struct office *office, const struct office *alike)
{
    memcpy(office->versions, alike->versions, alike->versions_n * sizeof *office->versions);
    office->versions_n = alike->versions_n;
}

bool versions_load(struct office *office, struct err *err)
{
    int64_t seqs[VERSIONS_MAX];
    size_t n = 0;
    struct stmt *stmt = store_statement(office->db, Q_ADOPTED_SEQS);
    bool has_row;
    stmt_i64(stmt, office->district);
    for (;;) {
        if (!stmt_row(stmt, &has_row, err))
            return false;
        if (!has_row)
            break;
        if (n == VERSIONS_MAX)
            return err_set(err, ERR_LIMIT, "more than %d adoptions", VERSIONS_MAX);
        seqs[n++] = stmt_get_i64(stmt, 0);
    }
    for (size_t i = 0; i < n; i++) {
        struct registry_file *files;
        size_t files_n;
        struct complaints complaints;
        complaints_init(&complaints, &office->arena);
        if (!versions_texts(office, seqs[i], &office->arena, &files, &files_n, err))
            return false;
        if (!versions_compile(office, seqs[i], files, files_n,
                              &office->versions[office->versions_n], &complaints)) {
            err_set(err, ERR_CONFLICT,
                    "the definitions adopted at entry %lld are not understood by this program",
                    (long long)seqs[i]);
            if (complaints.list.n > 0)
                err_detail(err, "%" STR_FMT ":%d: %" STR_FMT, STR_ARG(complaints.list.at[0].file),
                           complaints.list.at[0].line, STR_ARG(complaints.list.at[0].text));
            return false;
        }
        office->versions_n++;
    }
    if (office->versions_n == 0)
        return err_set(err, ERR_CONFLICT, "the office has adopted no definitions");
    return true;
}

/* SHA-256 over "name, length, bytes" of every text, in order of name. */
static void hash_texts(struct arena *arena, const struct registry_file *given, size_t n,
                       struct hash256 *hash_out)
{
    struct buf buf;
    struct registry_file *files = arena_array(arena, struct registry_file, n + 1);
    memcpy(files, given, n * sizeof *files);
    if (n > 1)
        qsort(files, n, sizeof *files, compare_names);
    buf_init(&buf, (size_t)LIMIT_FILE_BYTES);
    for (size_t i = 0; i < n; i++) {
        buf_put(&buf, files[i].name);
        buf_print(&buf, "\n%zu\n", files[i].bytes.len);
        buf_put(&buf, files[i].bytes);
    }
    hash_sha256(buf.p, buf.len, hash_out);
    buf_done(&buf);
}

struct str versions_codes(struct arena *arena, const struct registry_file *files, size_t n)
{
    struct hash256 hash;
    hash_texts(arena, files, n, &hash);
    struct buf buf;
    buf_init(&buf, 128);
    buf_put_c(&buf, "texts ");
    hex_put(&buf, hash.b, sizeof hash.b);
    buf_put_char(&buf, '\n');
    struct str codes = arena_copy(arena, buf_str(&buf));
    buf_done(&buf);
    return codes;
}

const struct office_version *office_version_at(const struct office *office, int64_t seq)
{
    size_t i = office->versions_n;
    while (i > 1 && office->versions[i - 1].seq > seq)
        i--;
    return &office->versions[i - 1];
}
