/*
 * simplify.h - traditional characters as simplified ones, character by character, so that places in
 * a text stay what they are. The table is made from OpenCC's data when the program is built
 * (tools/simplified.c); words that only a phrase could tell apart keep their usual form.
 */
#ifndef GULOU_TEXT_SIMPLIFY_H
#define GULOU_TEXT_SIMPLIFY_H

#include <stdint.h>

/* The simplified form, or the character itself. */
uint32_t simplify_character(uint32_t character);

#endif
