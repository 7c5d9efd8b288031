/*
 * terminal.h - whether somebody is watching, for progress bars.
 */
#ifndef GULOU_OS_TERMINAL_H
#define GULOU_OS_TERMINAL_H

#include <stdbool.h>

enum os_stream { OS_STDIN, OS_STDOUT, OS_STDERR };

bool os_is_terminal(enum os_stream stream);
int os_terminal_width(enum os_stream stream); /* columns; 80 where it is none */

#endif
