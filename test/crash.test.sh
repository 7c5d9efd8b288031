#!/bin/sh
# The power goes: a few hundred states that the disk may then be in, and two ways to answer wrongly
# that must be found. test/slow/crash.sh tries many more.
. "$(dirname "$0")/lib.sh"
crash=$(dirname "$GULOU")/office/crash_test
[ -x "$crash" ] || fail "build the unit tests first: $crash"
command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null || {
    echo "skipped: strace cannot trace here"
    exit 0
}
explore="python3 $(dirname "$0")/crash/power_cut.py $crash"
expect 0 $explore --states 300 --seed 1
says " 0 bad"
expect 0 $explore --states 100 --seed 2 --wrong slack
says "an answered command is lost"
expect 0 $explore --states 100 --seed 3 --wrong early
says "an answered command is lost"
