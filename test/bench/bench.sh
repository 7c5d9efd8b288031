#!/bin/sh
# bench.sh GULOU - measures what docs/benchmarks.md promises and prints it beside the raw limits of
# the same run. Minutes long. A busy machine shows in the raw rows: compare the ratios.
#   ONLY="raw demo decide figures due verify api disk"   parts to run (all)
#   SCALE=1 SECONDS_EACH=5 RUNS=2 DIR=/tmp               how much, how long, how often, where
#   PORT=18099                                           of the server
set -eu
gulou=$1
B=${B:-$(dirname "$gulou")}
ONLY=${ONLY:-raw demo decide figures due verify api disk}
SCALE=${SCALE:-1}
SECONDS_EACH=${SECONDS_EACH:-5}
RUNS=${RUNS:-2}
PORT=${PORT:-18099}
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d "${DIR:-/tmp}/gulou-bench.XXXXXX")
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM

wants() { case " $ONLY " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }
calc() { awk "BEGIN { printf \"$1\", $2 }"; }
json() { sed -n "s/.*\"$1\":\\([0-9.]*\\).*/\\1/p" "$2"; }
row() { printf '%-58s %14s %12s %10s %10s\n' "$1" "$2" "$3" "$4" "$5"; }
least() { sort -g | head -n 1; }
most() { sort -g | tail -n 1; }
size() { cat "$@" | wc -c; }

full=$dir/year.db
year() { # the loaded year that verify, figures and the API read
    [ -e "$full" ] || "$gulou" demo --quiet --scale "$SCALE" --db "$full" >/dev/null
}

raw() {
    bulk=$(for _ in $(seq "$RUNS"); do
        rm -f "$dir"/raw.db*; "$B/bench/raw" bulk "$dir/raw.db" "$SECONDS_EACH"
    done | most)
    grouped=$(for _ in $(seq "$RUNS"); do
        rm -f "$dir"/raw.db*; "$B/bench/raw" grouped "$dir/raw.db" "$SECONDS_EACH"
    done | most)
    rm -f "$dir"/raw.db*
    row "raw bulk rows a second" "$bulk" - - -
    row "raw grouped rows a second; p50, p99 ms" "$(echo "$grouped" | tr ' ' '/')" - - -
    grouped=${grouped%% *}
}

demo() {
    for _ in $(seq "$RUNS"); do
        rm -f "$full"*
        "$gulou" demo --json --scale "$SCALE" --db "$full" >"$dir/demo.json"
        cat "$dir/demo.json" >>"$dir/demos"
    done
    seconds=$(sed -n 's/.*"seconds":\([0-9.]*\).*/\1/p' "$dir/demos" | least)
    events=$(json events "$dir/demo.json")
    commands=$(json commands "$dir/demo.json")
    rate=$(calc %.0f "$events / $seconds")
    row "demo, district-year at scale $SCALE: seconds" "$seconds" 45 25 -
    row "  events a second; ratio to raw bulk" "$rate" 20% 30% "$(calc %.1f%% "100 * $rate / $bulk")"
    row "  per command: rows written" "$(calc %.2f "$(json rows "$dir/demo.json") / $commands")" - - -
    row "  per command: bytes to the log" "$(calc %.0f "$(json wal_bytes "$dir/demo.json") / $commands")" - - -
    row "  per command: fsyncs" "$(calc %.5f "$(json fsyncs "$dir/demo.json") / $commands")" - - -
}

decide() {
    [ -e "$dir/demos" ] || "$gulou" demo --json --scale 0.05 --db "$dir/decide.db" >"$dir/demos"
    row "decide one command, median µs" \
        "$(sed -n 's/.*"decide_median_us":\([0-9.]*\).*/\1/p' "$dir/demos" | least)" 10 5 -
}

figures() {
    year
    one=$("$B/bench/micro" figures "$full" 2022 200)
    row "all figures of a year (${one##* } with derived), ms" "${one%% *}" 3 1 -
    # The same year alone, and with the eight years before it in the same office.
    "$gulou" demo --quiet --scale 0.1 --year 2025 --db "$dir/one.db" >/dev/null
    "$gulou" demo --quiet --scale 0.1 --year 2025 --years 9 --db "$dir/nine.db" >/dev/null
    one=$("$B/bench/micro" figures "$dir/one.db" 2025 200)
    nine=$("$B/bench/micro" figures "$dir/nine.db" 2025 200)
    row "  the last of nine years, ms; ratio to it alone (scale 0.1)" "${nine%% *}" 1.3x 1.1x \
        "$(calc %.2fx "${nine%% *} / ${one%% *}")"
    rm -f "$dir"/one.db* "$dir"/nine.db*
}

due() {
    ns=$(for _ in $(seq 5); do "$B/bench/micro" due; done | least)
    row "a due date, ns" "$ns" 100 20 -
}

verify() {
    year
    events=$("$gulou" verify --db "$full" | sed 's/ .*//')
    for all in "" --all; do
        must=3 aim=1.5
        [ -z "$all" ] || must=20 aim=10
        for _ in $(seq "$RUNS"); do
            "$B/bench/watch" run "$gulou" verify $all --db "$full"
        done >"$dir/verify"
        seconds=$(cut -d' ' -f1 "$dir/verify" | least)
        peak=$(cut -d' ' -f3 "$dir/verify" | most)
        row "verify $all: seconds per 1,000,000 events" \
            "$(calc %.2f "$seconds * 1000000 / $events")" "$must" "$aim" -
        row "  peak memory, MB" "$(calc %.0f "$peak / 1024")" 128 128 -
    done
}

load() { # OP, wrk's connections: requests a second, p50, p99, errors
    OP=$1 TOKEN=$token N=$matters wrk -t2 -c64 -d"$SECONDS_EACH"s -s "$here/load.lua" \
        "http://127.0.0.1:$PORT" >"$dir/load"
    tail -n 1 "$dir/load"
}

api() {
    year
    if ! command -v wrk >/dev/null; then
        echo "API: skipped, wrk is not installed (apt-get install wrk)"
        return
    fi
    matters=$(calc %.0f "270000 * $SCALE")
    token=$("$gulou" token --as "30001" --db "$full")
    for _ in 1 2 3; do
        TOKEN=$token "$B/bench/watch" answer "$PORT" /api/v1/matters/100 \
            "$gulou" serve --db "$full" --listen "127.0.0.1:$PORT"
    done | least >"$dir/first"
    read -r ms kb <"$dir/first"
    row "start to first answer, ms" "$ms" 100 50 -
    row "  memory after it, MB" "$(calc %.0f "$kb / 1024")" 100 50 -
    "$gulou" serve --stats --db "$full" --listen "127.0.0.1:$PORT" >"$dir/serve" &
    server=$!
    sleep 1
    for op in create read list; do
        for _ in $(seq "$RUNS"); do load "$op"; done >>"$dir/$op"
        sort -g -k2 "$dir/$op" | tail -n 1 >"$dir/best"
        read -r _ per _ _ p50 _ _ p99 _ _ errors <"$dir/best"
        case $op in
        create) row "API: create a work order, durable, 64 clients, /s" "$per" 4000 7000 \
            "$(calc %.1f%% "100 * $per / $grouped")"
            row "  ratio to raw grouped; p50/p99 ms; errors" "$p50/$p99/$errors" 20%,p99\<40 35%,p99\<25 - ;;
        read) row "API: one matter, 64 clients, /s; p50/p99 ms; errors" "$per" 10000 20000 "$p50/$p99/$errors" ;;
        list) row "API: list of 25 open work orders with the total, /s" "$per" 2000 5000 "$p50/$p99/$errors" ;;
        esac
    done
    kill "$server"
    wait "$server" || true
    server=
    commands=$(json commands "$dir/serve")
    row "  per created work order: rows / log bytes / fsyncs" "$(calc %.1f "$(json rows "$dir/serve") / $commands")/$(calc \
        %.0f "$(json wal_bytes "$dir/serve") / $commands")/$(calc %.3f "$(json fsyncs "$dir/serve") / $commands")" - - -
    row "  decide one command, median µs" "$(json decide_median_us "$dir/serve")" 10 5 -
}

disk() {
    "$gulou" demo --quiet --only workorder --scale 0.2 --db "$dir/orders.db" >/dev/null
    orders=$("$gulou" list workorder --limit 1 --json --db "$dir/orders.db" | sed 's/.*"total":\([0-9]*\).*/\1/')
    # What an office without a single matter takes is not the orders'.
    "$gulou" demo --quiet --only none --scale 0.2 --db "$dir/empty.db" >/dev/null
    bytes=$(($(size "$dir/orders.db" "$dir/orders.db.keys") - $(size "$dir/empty.db" "$dir/empty.db.keys")))
    row "bytes on disk per work order, with events, indexes, proof" "$(calc %.0f "$bytes / $orders")" 2500 2000 -
}

echo "$(date -u +%Y-%m-%dT%H:%MZ), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), in $dir"
row work measured must aim ratio
bulk=0 grouped=0
raw
for part in demo decide figures due verify api disk; do
    if wants "$part"; then "$part"; fi
done
