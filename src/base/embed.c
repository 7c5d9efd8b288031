#include "base/embed.h"

bool embed_find(struct str path, struct str *bytes_out)
{
    for (size_t i = 0; i < embedded_files_n; i++) {
        if (str_equal(embedded_files[i].path, path)) {
            *bytes_out = embedded_files[i].bytes;
            return true;
        }
    }
    return false;
}
