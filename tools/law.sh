#!/bin/sh
# law.sh - plays the scenarios, writes docs/law.md, and takes out of test/scenario/uncovered.txt what
# is proved by now. It never adds a rule there: a new rule comes with its scenario.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C
export LC_ALL
list=test/scenario/uncovered.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$1" scenario test/scenario --definitions test/law --rows test/law/traps.yaml \
    --law docs/law.md --unproved >"$work/unproved"
grep '^#' "$list" >"$work/list"
grep -v '^#' "$list" | sort | comm -12 - "$work/unproved" >>"$work/list"
cp "$work/list" "$list"
grep -v '^#' "$list" | sort | comm -13 - "$work/unproved" >"$work/new"
[ ! -s "$work/new" ] || {
    echo "no scenario proves these rules; write one in test/scenario/REGISTER/NAME.yaml:" >&2
    cat "$work/new" >&2
    exit 1
}
