# lib.sh - for the scenario scripts: a folder of their own, checks that say what they expected.
# Each script is run with GULOU, the program, in the environment.
set -u
: "${GULOU:?the program to test}"
dir=$(mktemp -d)
trap 'stop_server; rm -rf "$dir"' EXIT
server=

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# expect STATUS COMMAND... - runs it, keeps out and err, checks the exit status.
expect() {
    want=$1
    shift
    "$@" >"$dir/out" 2>"$dir/err"
    got=$?
    [ "$got" = "$want" ] || {
        cat "$dir/out" "$dir/err" >&2
        fail "exit $got instead of $want: $*"
    }
}

# says TEXT - the last command said so, on either stream.
says() {
    grep -qF -- "$1" "$dir/out" "$dir/err" || {
        cat "$dir/out" "$dir/err" >&2
        fail "does not say: $1"
    }
}

says_not() {
    ! grep -qF -- "$1" "$dir/out" "$dir/err" || fail "says: $1"
}

# serve DB [OPTION...] - starts the server on a free port; sets url.
serve() {
    served=$1
    shift
    : >"$dir/serve.out"
    "$GULOU" serve --db "$served" --listen 127.0.0.1:0 "$@" >"$dir/serve.out" 2>"$dir/serve.err" &
    server=$!
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        port=$(sed -n 's/.*(port \([0-9]*\)).*/\1/p' "$dir/serve.out")
        [ -n "$port" ] && break
        sleep 0.2
    done
    [ -n "$port" ] || {
        cat "$dir/serve.err" >&2
        fail "the server does not start"
    }
    url=http://127.0.0.1:$port
}

stop_server() {
    [ -z "$server" ] || {
        kill "$server" 2>/dev/null
        wait "$server" 2>/dev/null
    }
    server=
}
