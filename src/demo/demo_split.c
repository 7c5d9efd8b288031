#include "demo/demo_split.h"

#include <stdio.h>

#include "base/assert.h"

int64_t *demo_split(struct demo *demo, uint32_t salt, int64_t total, int64_t grain, int64_t n)
{
    gl_assert(n > 0 && total % grain == 0);
    int64_t *parts = arena_array(&demo->arena, int64_t, (size_t)n);
    int64_t weights = 0, before = 0, given = 0;
    for (int64_t i = 0; i < n; i++)
        weights += parts[i] = 10 + demo_shuffled(demo, salt, i, n) * 80 / n;
    for (int64_t i = 0; i < n; i++) {
        before += parts[i];
        int64_t until = total / grain * before / weights * grain;
        parts[i] = until - given;
        given = until;
    }
    gl_assert(given == total);
    return parts;
}

void demo_split_put(struct demo *demo, const char *field, int64_t fen)
{
    char text[32];
    int len =
        snprintf(text, sizeof text, "%lld.%02lld", (long long)(fen / 100), (long long)(fen % 100));
    demo_put_str(demo, field, (struct str){text, (size_t)len});
}
