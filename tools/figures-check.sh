#!/bin/sh
# figures-check.sh GULOU DB - compares the figures of 2022 with the published report's
# (test/golden/figures-2022.tsv: key, value, printed). Exit 1 when one differs.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
"$1" figures --db "$2" --year 2022 --json |
    sed 's/},{/}\n{/g' |
    sed -n 's/.*"key":"\([^"]*\)","value":\([^,]*\),"text":"\([^"]*\)".*/\1\t\2\t\3/p' |
    awk -F'\t' -v expected="$here/test/golden/figures-2022.tsv" '
        function round_to(v, digits,   p) { p = 10 ^ digits; return int(v * p + 0.5 + 1e-9) / p }
        BEGIN {
            while ((getline line < expected) > 0) {
                if (line ~ /^#/) continue
                split(line, f, "\t"); want[f[1]] = f[2]; text[f[1]] = f[3]; n++
            }
        }
        ($1 in want) {
            seen[$1] = 1; w = want[$1]
            if (w ~ /^>=/) { ok = ($2 + 0 >= substr(w, 3) + 0) }
            else {
                d = index(w, ".") ? length(w) - index(w, ".") : 0
                ok = (round_to($2 + 0, d) == w + 0)
            }
            if (ok && text[$1] != "" && text[$1] != $3) { ok = 0 }
            if (ok) good++
            else printf "%-40s %s (%s), published %s (%s)\n", $1, $2, $3, w, text[$1]
        }
        END {
            for (k in want) if (!(k in seen)) print k " is missing"
            printf "%d of %d figures equal the published 2022 report\n", good, n
            exit good != n
        }'
