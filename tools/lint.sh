#!/bin/sh
# lint.sh - what a machine can check of STYLE.md. Prints file:line: what is wrong.
set -eu
cd "$(dirname "$0")/.."
bad=0
complain() { [ -z "$1" ] || { echo "$1"; bad=1; }; }

# Layers: a file includes only its own folder or lower ones.
complain "$(awk '
    FILENAME == "LAYERS" { if (!/^#/) layer[$1] = $2; next }
    /^#include "/ {
        split(FILENAME, path, "/"); own = path[2]; if (own == "main.c") own = "main"
        split($2, inc, "\""); n = split(inc[2], part, "/"); if (n < 2) next
        if (!(part[1] in layer)) { print FILENAME ":" FNR ": no such layer: " part[1]; next }
        if (part[1] != own && layer[part[1]] >= layer[own])
            print FILENAME ":" FNR ": " own " may not include " inc[2]
    }' LAYERS src/*/*.[ch] src/main.c)"

# Who may include what.
sources=$(ls src/*/*.[ch] | grep -vE '_test\.[ch]$|/test_[a-z]*\.h$')
only() { # pattern, folders
    # shellcheck disable=SC2086
    complain "$(grep -nE "#include <($1)" $sources | grep -vE "^src/($2)/" | sed "s/$/   (only in $2)/")"
}
only 'sqlite3' store
only 'openssl/' crypto
only 'microhttpd' http
only 'pthread|sys/|fcntl|unistd|time\.h|dirent|signal' 'os|http'

# Banned functions; memory from malloc only in base/ and drivers. Words in strings and comments do
# not count.
# shellcheck disable=SC2086
complain "$(awk '
    { line = $0; gsub(/"([^"\\]|\\.)*"/, "\"\"", line); sub(/^ *(\/\*|\*).*/, "", line) }
    line ~ /(^|[^a-z_0-9])(strcpy|strcat|strncpy|sprintf|strtok|atoi|gets|alloca|rand|time|localtime|gmtime|mktime|system|popen)\(/ {
        print FILENAME ":" FNR ": banned: " $0 }
    line ~ /(^|[^a-z_0-9])(malloc|calloc|realloc)\(/ && FILENAME !~ /^src\/(base|os|store|crypto|http|text)\// {
        print FILENAME ":" FNR ": memory comes from an arena: " $0 }' $sources)"
complain "$(grep -nE 'gl_assert\(!"' src/*/*.c | sed 's/$/   (gl_bug says that)/')"
# SQL only as named statements; generated SQL of projections and lists stands where it is generated.
complain "$(grep -nE '"(SELECT|INSERT|UPDATE|DELETE) ' src/*/*.c | grep -vE '^src/(store|office)/|_test\.c:' | sed 's/$/   (SQL in C)/')"
complain "$(grep -nE '\b(TODO|FIXME|XXX)\b' -r src tools sql pages registers docs --include='*' 2>/dev/null | grep -v '^tools/lint.sh')"
# Sizes: a file stops at 800 lines.
complain "$(wc -l src/*/*.[ch] | awk '$2 != "total" && $1 > 800 {print $2 ": " $1 " lines; a file stops at 800"}')"
exit $bad
