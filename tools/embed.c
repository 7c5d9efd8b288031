/*
 * embed - prints a C file that holds the named files, for base/embed.h.
 *
 * usage: embed FILE... > embedded.c
 */
#include <stdio.h>
#include <stdlib.h>

static void print_bytes(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "embed: %s cannot be read\n", path);
        exit(1);
    }
    long n = 0;
    for (int c = getc(file); c != EOF; c = getc(file), n++)
        printf(n % 20 == 0 ? "\n    %d," : "%d,", c);
    printf("0};\n");
    fclose(file);
}

int main(int argc, char **argv)
{
    puts("/* made by tools/embed.c; do not edit */\n#include \"base/embed.h\"\n");
    for (int i = 1; i < argc; i++) {
        printf("static const unsigned char file_%d[] = {", i);
        print_bytes(argv[i]);
    }
    puts("\nconst struct embedded embedded_files[] = {");
    for (int i = 1; i < argc; i++)
        printf("    {{\"%s\", sizeof \"%s\" - 1}, {(const char *)file_%d, sizeof file_%d - 1}},\n",
               argv[i], argv[i], i, i);
    puts("    {{0, 0}, {0, 0}},\n};");
    printf("const size_t embedded_files_n = %d;\n", argc - 1);
    return 0;
}
