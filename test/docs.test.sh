#!/bin/sh
# What the documents name exists: links, paths, functions, commands and options of gulou, targets.
. "$(dirname "$0")/lib.sh"
cd "$(dirname "$0")/.." || exit 1
documents=$(ls ./*.md docs/*.md)
bad=$dir/bad
: >"$bad"

# "FILE:LINE<tab>what stands between backticks", outside of blocks of code.
for document in $documents; do
    awk '/^ *```/ { fenced = !fenced; next }
         !fenced { n = split($0, piece, "`")
                   for (i = 2; i < n; i += 2) print FILENAME ":" FNR "\t" piece[i] }' "$document"
done >"$dir/spans"
[ "$(wc -l <"$dir/spans")" -gt 100 ] || fail "the documents name less than they should"

# Links lead to files of this tree, from the folder of the document.
grep -noE '\]\([^)# ]+' $documents | sed 's/](//' >"$dir/links"
while IFS=: read -r document line target; do
    case $target in http*) continue ;; esac
    [ -e "$(dirname "$document")/$target" ] ||
        echo "$document:$line: a link to $target, which is not there" >>"$bad"
done <"$dir/links"

# A path stands at the root, in src/, or anywhere by its bare name; NAME is any name.
find . -name '.git' -prune -o -name 'build*' -prune -o -print | sed 's/^\.//' >"$dir/tree"
grep -E '	[A-Za-z0-9_./*-]+(/|\.(c|h|sh|sql|yaml|mustache|css|py|csv))$' "$dir/spans" |
    while IFS='	' read -r at path; do
        case $path in foo*) continue ;; esac
        pattern=$(echo "$path" | sed 's/^\.//; s/^\///; s/\/$//; s/NAME/*/; s/[.]/\\./g; s/\*/[^\/]*/g')
        grep -qE "/$pattern\$" "$dir/tree" || case $path in
        sqlite3.h) ;;
        *) echo "$at: $path is not there" ;;
        esac
    done >>"$bad"

# A name with an underscore is a word of the tree; in ARCHITECTURE.md it is a function of src/.
cat src/*/*.[ch] src/*.c >"$dir/c"
cat "$dir/c" registers/* reports/* sql/*.sql sql/*/*.sql pages/* tools/* test/*/*.* organisation/* |
    grep -oaE '[a-z][a-z0-9]*(_[a-z0-9]+)+' | sort -u >"$dir/words"
grep -oE '[a-z][a-z0-9]*(_[a-z0-9]+)*\(' "$dir/c" | tr -d '(' | sort -u >"$dir/functions"
grep -E '	[a-z][a-z0-9]*(_[a-z0-9]+)+$' "$dir/spans" |
    while IFS='	' read -r at name; do
        case $at in
        ./ARCHITECTURE.md*) words=$dir/functions ;;
        ./STYLE.md*) [ "$name" = snake_case ] && continue; words=$dir/words ;;
        *) words=$dir/words ;;
        esac
        grep -qxF "$name" "$words" || echo "$at: nothing is called $name"
    done >>"$bad"

# A command line, in blocks of code too: the command exists and so do its long options.
"$GULOU" help | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p' >"$dir/commands"
[ -s "$dir/commands" ] || fail "gulou help lists no commands"
grep -nE '(^|`|build/)gulou [a-z]' $documents | while IFS=: read -r document line text; do
    echo "$text" | grep -oE '(^|`|build/)gulou [a-z][a-z-]*[^`#|]*' | sed 's/.*gulou //' |
        while read -r command rest; do
            [ "$command" = help ] && continue
            grep -qxF "$command" "$dir/commands" || {
                echo "$document:$line: gulou has no command $command"
                continue
            }
            "$GULOU" help "$command" >"$dir/help"
            for option in $(echo "$rest" | grep -oE -- '--[a-z]+'); do
                grep -qwF -- "$option" "$dir/help" ||
                    echo "$document:$line: gulou $command has no option $option"
            done
        done
done >>"$bad"

# A target of make.
grep -E '	make [a-z-]+$' "$dir/spans" | while IFS='	' read -r at text; do
    grep -qE "^${text#make }:" Makefile || echo "$at: the Makefile has no target ${text#make }"
done >>"$bad"

[ ! -s "$bad" ] || {
    sort -u "$bad" >&2
    fail "documents name what is not there"
}
