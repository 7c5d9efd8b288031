/*
 * list.h - a growing array in an arena: struct { T *at; size_t n, cap; }. Elements move when it
 * grows; keep indexes, not pointers, while pushing.
 */
#ifndef GULOU_BASE_LIST_H
#define GULOU_BASE_LIST_H

#include "base/arena.h"

#define LIST_OF(type) \
    struct {          \
        type *at;     \
        size_t n;     \
        size_t cap;   \
    }

void *list_grow(struct arena *arena, void *at, size_t *cap, size_t n, size_t element_bytes);

/* Appends a copy of value (a variadic argument, so that a compound literal fits). */
#define list_push(arena, list, ...)                                                            \
    ((list)->at = list_grow((arena), (list)->at, &(list)->cap, (list)->n, sizeof *(list)->at), \
     (list)->at[(list)->n++] = (__VA_ARGS__))

#endif
