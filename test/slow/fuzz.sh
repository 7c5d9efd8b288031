#!/bin/sh
# fuzz.sh - runs every target of test/fuzz for SECONDS from its corpus; the seed is printed. A
# finding stays beside the target as crash-*. Without clang: skipped, and it says so.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build-fuzz}
seconds=${SECONDS_EACH:-20}
if ! command -v clang >/dev/null; then
    echo "skipped: fuzzing needs clang"
    exit 0
fi
make -s CC=clang MODE=fuzz B="$B" fuzz-build
seed=${SEED:-$(date +%s)}
echo "seed $seed"
for source in test/fuzz/*.c; do
    target=$(basename "$source" .c)
    corpus=test/fuzz/corpus/${target#fuzz_}
    found=$B/fuzz/$target.corpus # what is learnt stays outside the sources
    mkdir -p "$found" "$corpus"
    if ! "$B/fuzz/$target" -seed="$seed" -max_total_time="$seconds" -rss_limit_mb=2048 \
        -artifact_prefix="$B/fuzz/" "$found" "$corpus" 2>"$B/fuzz/$target.log"; then
        tail -n 40 "$B/fuzz/$target.log"
        exit 1
    fi
    echo "$target: $(grep -o '^Done .*' "$B/fuzz/$target.log")"
done
