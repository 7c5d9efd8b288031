/*
 * path.h - inside os/ only: a path as the system wants it, terminated.
 */
#ifndef GULOU_OS_PATH_H
#define GULOU_OS_PATH_H

#include "base/err.h"

enum { OS_PATH_BYTES = 4096 };

struct os_path {
    char text[OS_PATH_BYTES];
};

/* ERR_LIMIT: too long; ERR_INPUT: empty or with a NUL inside. */
ERR_CHECKED bool os_path_of(struct str path, struct os_path *path_out, struct err *err);
/* The folder that holds the path: "a/b" gives "a", "b" gives ".". */
void os_path_folder(const struct os_path *path, struct os_path *folder_out);
/* Fills err from errno: "The file X cannot be VERB." Returns false. */
bool os_path_failed(const char *verb, const char *path, int error, struct err *err);

#endif
