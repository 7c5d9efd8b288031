#include "base/assert.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void assert_fail(const char *file, int line, const char *text)
{
    fprintf(stderr, "gulou: bug: %s:%d: %s does not hold\n", file, line, text);
    abort();
}
