#!/bin/sh
# test.sh - runs what `make test` is made of, counts, and closes with "N passed, N failed".
# Each unit test counts as one; each other step counts as one.
cd "$(dirname "$0")/.." || exit 1
passed=0 failed=0
B=${B:-build}
log=$B/test.log
mkdir -p "$B"

step() { # name, command...
    name=$1
    shift
    if "$@" >"$log" 2>&1; then
        passed=$((passed + 1))
        echo "ok    $name"
    else
        failed=$((failed + 1))
        echo "FAIL  $name"
        tail -n 60 "$log"
    fi
}

units() { # build folder, words for make
    if ! make -s -j2 B="$1" $2 unit-build >"$log" 2>&1; then
        failed=$((failed + 1))
        echo "FAIL  unit tests: build in $1"
        tail -n 40 "$log"
        return
    fi
    for test in $(find "$1" -name '*_test' -type f -perm -u+x | sort); do
        "$test" >"$log" 2>&1
        status=$?
        good=$(grep -c '^\[       OK \]' "$log")
        bad=$(grep -c '^\[  FAILED  \] [a-z]' "$log")
        bad=$((bad / 2 + bad % 2))
        [ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
        passed=$((passed + good)) failed=$((failed + bad))
        if [ "$status" = 0 ]; then
            echo "ok    ${test#"$1"/}: $good"
        else
            echo "FAIL  ${test#"$1"/}"
            grep -vE '^\[ (RUN|      OK) ' "$log" | tail -n 30
        fi
    done
}

paths() { # the scenarios of the registers: each counts as one, a line a register
    "$B/gulou" scenario test/scenario --definitions test/law >"$log" 2>"$log.err"
    grep -E '^(ok|FAIL) ' "$log"
    good=$(awk '/^(ok|FAIL) / {n += $3} END {print n + 0}' "$log")
    all=$(awk '/^(ok|FAIL) / {n += $5 == "" ? $3 : $5} END {print n + 0}' "$log")
    [ "$all" -gt 0 ] || all=1
    passed=$((passed + good)) failed=$((failed + all - good))
    cat "$log.err"
}

step "lint: layers, banned functions, sizes" sh tools/lint.sh
step "format" make -s format-check
step "build with gcc, warnings are errors" make -s -j2 B="$B" all
step "build with clang, warnings are errors" make -s -j2 CC=clang B="$B-clang" all
units "$B" ""
units "$B-asan" "MODE=asan"
paths
for scenario in test/*.test.sh; do
    [ -e "$scenario" ] || continue
    step "$(basename "$scenario" .test.sh)" env GULOU="$PWD/$B/gulou" sh "$scenario"
done
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
