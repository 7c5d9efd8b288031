/*
 * assert.h - assertions that stay on.
 *
 * gl_assert(x) states an invariant of the program itself. A failed one is a bug, never bad data: it
 * prints file, line and expression and aborts.
 */
#ifndef GULOU_BASE_ASSERT_H
#define GULOU_BASE_ASSERT_H

_Noreturn void assert_fail(const char *file, int line, const char *text);

/* A place that is never reached. */
#define gl_bug(text) assert_fail(__FILE__, __LINE__, text)
#define gl_assert(x) ((x) ? (void)0 : assert_fail(__FILE__, __LINE__, #x))

#endif
