/* made by tools/statements.c; do not edit */
#include "statements.h"

#include <stddef.h>

const struct statement_text statement_texts[] = {
    {NULL, NULL, NULL},
};
