/*
 * simplified.c - writes the table of text/simplify from OpenCC's data: every character of the block
 * of unified ideographs whose simplified form is another one of that block. Run at build time, so
 * that the program neither links OpenCC nor opens its files.
 * usage: simplified > simplified.c
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <opencc.h>

enum { FIRST = 0x4E00, LAST = 0x9FFF };

static size_t put(char *to, unsigned c)
{
    to[0] = (char)(0xE0 | (c >> 12));
    to[1] = (char)(0x80 | ((c >> 6) & 0x3F));
    to[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

/* The only character of a line, or 0. */
static unsigned take(const char *line, size_t len)
{
    const unsigned char *p = (const unsigned char *)line;
    if (len != 3 || (p[0] & 0xF0) != 0xE0)
        return 0;
    return (p[0] & 0x0FU) << 12 | (p[1] & 0x3FU) << 6 | (p[2] & 0x3FU);
}

int main(void)
{
    opencc_t opencc = opencc_open("t2s.json");
    if (opencc == (opencc_t)-1) {
        fprintf(stderr, "simplified: OpenCC cannot open t2s.json (package libopencc-data)\n");
        return 1;
    }
    printf("#include <stdint.h>\n\nextern const uint16_t simplified_forms[];\n"
           "const uint16_t simplified_forms[] = {\n");
    for (unsigned c = FIRST; c <= LAST; c++) {
        char one[4] = {0};
        put(one, c);
        char *simple = opencc_convert_utf8(opencc, one, 3);
        unsigned to = simple == NULL ? 0 : take(simple, strlen(simple));
        printf("0x%04X,%s", to >= FIRST && to <= LAST ? to : c, c % 12 == 11 ? "\n" : "");
        opencc_convert_utf8_free(simple);
    }
    printf("};\n");
    opencc_close(opencc);
    return 0;
}
