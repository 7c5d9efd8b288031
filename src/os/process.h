/*
 * process.h - this process: the wish to stop, what it used, how it ends.
 */
#ifndef GULOU_OS_PROCESS_H
#define GULOU_OS_PROCESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* SIGINT and SIGTERM only set a flag; a second one ends the process at once with status 111.
 * SIGPIPE is ignored. To be called before the first thread starts. */
void os_signals_init(void);
bool os_should_stop(void); /* one load; may be asked in every loop */
void os_stop(void);        /* as if a signal had come; for tests and for the program itself */
/* Waits until a stop is asked for (true) or the time has passed (false); -1: without end. */
bool os_wait_stop(int64_t timeout_ms);

int64_t os_memory_peak_kb(void); /* the largest resident size so far */
int64_t os_cpu_ns(void);         /* user and system time of all threads */
int os_processors(void);         /* that this process may run on, at least 1 */
int os_process_id(void);
/* A variable of the environment; empty when it is not set. */
struct str os_environment(const char *name);
/* Ends now, without exit handlers and open transactions: after an unknown commit. */
_Noreturn void os_exit_now(int status);

#endif
