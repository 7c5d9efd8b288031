/*
 * identifier.h - identifiers with a check character.
 *
 *   organ code (GB 11714): eight characters 0-9 A-Z and a check character: 11 minus the sum of
 * value times weight (3 7 9 10 5 8 4 2) modulo 11; 10 is X, 11 is 0. A hyphen before it is allowed.
 *   index number (索引号 of a disclosure catalogue, as Nanjing numbers): organ code without hyphen,
 *     "/", the year of entry, "-", five digits: 000014349/2023-06836.
 */
#ifndef GULOU_TEXT_IDENTIFIER_H
#define GULOU_TEXT_IDENTIFIER_H

#include "base/str.h"

/* The check character of eight, or NUL when they are not eight of 0-9 A-Z. */
char identifier_organ_check(struct str eight);
bool identifier_is_organ_code(struct str text);
bool identifier_is_index_number(struct str text);

#endif
