/* made by tools/embed.c; do not edit */
#include "base/embed.h"

static const unsigned char file_1[] = {0};

const struct embedded embedded_files[] = {
    {{"sql/schema.sql", sizeof "sql/schema.sql" - 1}, {(const char *)file_1, sizeof file_1 - 1}},
    {{0, 0}, {0, 0}},
};
const size_t embedded_files_n = 1;
