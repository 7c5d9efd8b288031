/*
 * clock.h - the only place that asks what time it is. Pure code gets its day and moment as
 * parameters; only doors and the committer call os_now().
 */
#ifndef GULOU_OS_CLOCK_H
#define GULOU_OS_CLOCK_H

#include "base/date.h"

struct instant os_now(void);   /* wall clock, whole milliseconds; may step back: never for order */
int64_t os_monotonic_ns(void); /* for durations and deadlines only */
void os_sleep_ms(int64_t time_ms); /* at least so long, also when signals arrive */

#endif
