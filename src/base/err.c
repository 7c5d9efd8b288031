#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    int exit_status;
    int http_status;
} kinds[] = {
    [ERR_NONE] = {"none", 0, 200},       [ERR_USAGE] = {"usage", 2, 400},
    [ERR_INPUT] = {"input", 1, 422},     [ERR_DENIED] = {"denied", 1, 403},
    [ERR_MISSING] = {"missing", 1, 404}, [ERR_CONFLICT] = {"conflict", 1, 409},
    [ERR_LIMIT] = {"limit", 1, 413},     [ERR_BUSY] = {"busy", 111, 503},
    [ERR_STORE] = {"store", 111, 500},   [ERR_UNCERTAIN] = {"uncertain", 111, 503},
    [ERR_SYSTEM] = {"system", 111, 500},
};

__attribute__((format(printf, 3, 0))) static void print_into(char *out, size_t size,
                                                             const char *format, va_list args)
{
    int len = vsnprintf(out, size, format, args);
    if (len < 0 || (size_t)len < size)
        return;
    /* Cut: drop the bytes of a character that did not fit whole. */
    size_t end = size - 1;
    while (end > 0 && ((unsigned char)out[end - 1] & 0xC0) == 0x80)
        end--;
    if (end > 0 && (unsigned char)out[end - 1] >= 0xC0)
        end--;
    out[end] = '\0';
}

bool err_set(struct err *err, enum err_kind kind, const char *what, ...)
{
    err->kind = kind;
    err->detail[0] = '\0';
    err->hint[0] = '\0';
    va_list args;
    va_start(args, what);
    print_into(err->what, sizeof err->what, what, args);
    va_end(args);
    return false;
}

void err_detail(struct err *err, const char *detail, ...)
{
    va_list args;
    va_start(args, detail);
    print_into(err->detail, sizeof err->detail, detail, args);
    va_end(args);
}

void err_hint(struct err *err, const char *hint, ...)
{
    va_list args;
    va_start(args, hint);
    print_into(err->hint, sizeof err->hint, hint, args);
    va_end(args);
}

int err_exit_status(enum err_kind kind)
{
    return kinds[kind].exit_status;
}

int err_http_status(enum err_kind kind)
{
    return kinds[kind].http_status;
}

const char *err_kind_name(enum err_kind kind)
{
    return kinds[kind].name;
}
