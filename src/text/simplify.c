#include "text/simplify.h"

enum { FIRST = 0x4E00, LAST = 0x9FFF };

extern const uint16_t simplified_forms[]; /* gen/simplified.c */

uint32_t simplify_character(uint32_t character)
{
    return character >= FIRST && character <= LAST ? simplified_forms[character - FIRST]
                                                   : character;
}
