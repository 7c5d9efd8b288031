#include "os/path.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool os_path_of(struct str path, struct os_path *path_out, struct err *err)
{
    if (path.len == 0 || memchr(path.p, '\0', path.len) != NULL)
        return err_set(err, ERR_INPUT, "A file name is empty or contains a NUL byte.");
    if (path.len >= sizeof path_out->text)
        return err_set(err, ERR_LIMIT, "A file name has %zu bytes; at most %d are possible.",
                       path.len, OS_PATH_BYTES - 1);
    memcpy(path_out->text, path.p, path.len);
    path_out->text[path.len] = '\0';
    return true;
}

void os_path_folder(const struct os_path *path, struct os_path *folder_out)
{
    const char *slash = strrchr(path->text, '/');
    if (slash == NULL) {
        memcpy(folder_out->text, ".", 2);
        return;
    }
    size_t len = slash == path->text ? 1 : (size_t)(slash - path->text);
    memcpy(folder_out->text, path->text, len);
    folder_out->text[len] = '\0';
}

bool os_path_failed(const char *verb, const char *path, int error, struct err *err)
{
    enum err_kind kind = ERR_SYSTEM;
    const char *hint = "";
    if (error == ENOENT || error == ENOTDIR) {
        kind = ERR_MISSING;
        hint = "Check the name and the folder.";
    } else if (error == EACCES || error == EPERM || error == EROFS) {
        kind = ERR_DENIED;
        hint = "Check the owner and the permissions of the file and its folder.";
    } else if (error == ENOSPC || error == EDQUOT) {
        hint = "Free some space on this disk.";
    }
    char words[128];
    err_set(err, kind, "%s cannot be %s.", path, verb);
    err_detail(err, "%s", strerror_r(error, words, sizeof words));
    err_hint(err, "%s", hint);
    return false;
}
