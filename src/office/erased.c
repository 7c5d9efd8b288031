#include "office/erased.h"

#include "base/limits.h"
#include "base/map.h"
#include "crypto/hash.h"
#include "crypto/hex.h"
#include "os/file.h"
#include "store/store.h"

/* ---- lines ---- */

struct str erased_mark(struct arena *arena, struct str bytes)
{
    struct hash256 hash;
    char hex[ERASED_MARK_CHARS];
    hash_sha256(bytes.p, bytes.len, &hash);
    hex_write(hex, hash.b, sizeof hex / 2);
    return arena_copy(arena, (struct str){hex, sizeof hex});
}

static bool take_persons(struct arena *arena, struct str text, struct erased_line *line)
{
    struct str piece, number;
    while (text.len > 0 && str_next(&text, ',', &piece)) {
        struct erased_person person;
        if (!str_cut(piece, ':', &number, &person.mark) || !str_to_i64(number, &person.person)
            || person.mark.len != ERASED_MARK_CHARS)
            return false;
        list_push(arena, &line->persons, person);
    }
    return line->persons.n > 0;
}

static bool take_line(struct arena *arena, struct str text, struct erased_line *line)
{
    struct str words[8] = {0};
    size_t n = 0;
    while (n < 8 && text.len > 0 && str_next(&text, ' ', &words[n]))
        n++;
    line->origin = words[1];
    return n == 7 && str_equal_c(words[0], "erased") && date_parse(words[2], &line->on)
           && str_to_i64(words[3], &line->matter) && str_to_i64(words[4], &line->actor)
           && str_to_i64(words[5], &line->approver) && take_persons(arena, words[6], line);
}

bool erased_next(struct arena *arena, struct str *rest, struct erased_line *line_out, bool *has_out,
                 struct err *err)
{
    struct str text;
    *has_out = false;
    while (rest->len > 0 && str_next(rest, '\n', &text)) {
        if (text.len == 0 || str_starts(text, STR("office ")))
            continue;
        *line_out = (struct erased_line){0};
        *has_out = take_line(arena, text, line_out);
        if (*has_out)
            return true;
        err_set(err, ERR_INPUT, "\"%" STR_FMT "\" is no line of a list of erasures",
                STR_ARG(str_first(text, 80)));
        err_hint(err, "Put the list back as it was: it must not be edited.");
        return false;
    }
    return true;
}

struct str erased_print(struct arena *arena, const struct erased_line *line)
{
    struct str persons = STR_NONE;
    char on[DATE_TEXT_BYTES];
    for (size_t i = 0; i < line->persons.n; i++)
        persons =
            arena_print(arena, "%" STR_FMT "%s%lld:%" STR_FMT, STR_ARG(persons), i > 0 ? "," : "",
                        (long long)line->persons.at[i].person, STR_ARG(line->persons.at[i].mark));
    date_print(line->on, on);
    return arena_print(arena, "erased %" STR_FMT " %s %lld %lld %lld %" STR_FMT "\n",
                       STR_ARG(line->origin), on, (long long)line->matter, (long long)line->actor,
                       (long long)line->approver, STR_ARG(persons));
}

/* ---- lists ---- */

bool erased_read(struct arena *arena, struct str path, struct str *list_out, struct err *err)
{
    *list_out = STR_NONE;
    return !os_file_exists(path) || os_file_read(arena, path, LIMIT_FILE_BYTES, list_out, err);
}

bool erased_is_of(struct str list, struct str origin)
{
    struct str text;
    while (list.len > 0 && str_next(&list, '\n', &text))
        if (str_starts(text, STR("office ")) && str_equal(str_from(text, 7), origin))
            return true;
    return false;
}

bool erased_merge(struct arena *arena, struct str a, struct str b, struct str *both_out,
                  struct err *err)
{
    struct str lists[2] = {a, b}, text;
    struct erased_line line;
    struct map seen;
    int64_t known;
    struct buf both;
    map_init(&seen, arena);
    buf_init(&both, LIMIT_FILE_BYTES);
    for (int i = 0; i < 2; i++) {
        bool has_line = true;
        for (struct str rest = lists[i]; has_line;)
            if (!erased_next(arena, &rest, &line, &has_line, err)) {
                buf_done(&both);
                return false;
            }
        while (lists[i].len > 0 && str_next(&lists[i], '\n', &text)) {
            if (text.len == 0 || map_find(&seen, text, &known))
                continue;
            map_put(&seen, text, 1);
            buf_put(&both, text);
            buf_put_c(&both, "\n");
        }
    }
    bool fits = !both.is_over;
    *both_out = arena_copy(arena, buf_str(&both));
    buf_done(&both);
    return fits
           || err_set(err, ERR_LIMIT, "the lists of erasures have more than %d bytes",
                      LIMIT_FILE_BYTES);
}

/* ---- of a copy ---- */

bool erased_origin(struct store *db, struct arena *arena, struct str *origin_out, struct err *err)
{
    struct stmt *stmt = store_statement(db, Q_HEAD_DISTRICTS);
    bool has_row;
    stmt_i64(stmt, 0);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (!has_row)
        return err_set(err, ERR_MISSING, "the copy holds no office");
    int64_t district = stmt_get_i64(stmt, 0);
    stmt_reset(stmt);
    stmt = store_statement(db, Q_HEAD_READ);
    stmt_i64(stmt, district);
    if (!stmt_row(stmt, &has_row, err))
        return false;
    *origin_out = has_row ? arena_copy(arena, stmt_get_text(stmt, 1)) : STR_NONE;
    stmt_reset(stmt);
    return true;
}

bool erased_place(struct store *keys, struct arena *arena, struct str *path_out, struct err *err)
{
    bool has_row;
    struct stmt *stmt = store_statement(keys, Q_META_GET);
    stmt_text(stmt, STR("erased_place"));
    *path_out = STR_NONE;
    if (!stmt_row(stmt, &has_row, err))
        return false;
    if (has_row) {
        *path_out = arena_copy(arena, stmt_get_text(stmt, 0));
        stmt_reset(stmt);
    }
    return true;
}
