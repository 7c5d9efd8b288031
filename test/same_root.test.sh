#!/bin/sh
# The demo's year is the same whatever the batch and the number of threads, and every row that is
# derived agrees with it; with another seed it is another year.
[ -w /dev/shm ] && TMPDIR=/dev/shm && export TMPDIR # thousands of synced commits
. "$(dirname "$0")/lib.sh"

# root BATCH THREADS SEED - prints size and root of a demo made so
root() {
    rm -f "$dir"/demo.db*
    expect 0 "$GULOU" demo --scale 0.002 --batch "$1" --threads "$2" --seed "$3" --quiet --json --db "$dir/demo.db"
    expect 0 "$GULOU" verify --all --json --db "$dir/demo.db"
    says '"wrong":0'
    expect 0 "$GULOU" checkpoint --db "$dir/demo.db"
    sed -n 2,3p "$dir/out" | tr '\n' ' '
}

first=$(root 1000 1 s)
[ -n "$first" ] || fail "no root"
for batch in 1 7 1000; do
    for threads in 1 4; do
        other=$(root $batch $threads s)
        [ "$first" = "$other" ] || fail "batches of $batch, $threads threads: $other instead of $first"
    done
done
[ "$first" != "$(root 1000 1 t)" ] || fail "another seed gives the same year"

# Dropped and made again, every derived row is what it was.
expect 0 "$GULOU" figures --year 2022 --json --db "$dir/demo.db"
cp "$dir/out" "$dir/figures"
expect 0 "$GULOU" rebuild --db "$dir/demo.db"
expect 0 "$GULOU" figures --year 2022 --json --db "$dir/demo.db"
cmp -s "$dir/out" "$dir/figures" || fail "figures differ after a rebuild"
