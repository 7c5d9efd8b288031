#!/bin/sh
# A writing command beside a running server: it goes to the server and answers as it would by itself;
# what does not arrive whole, comes from a stranger or is too large is refused with a sentence and
# leaves nothing; after kill -9 the request key tells what happened.
. "$(dirname "$0")/lib.sh"
here=$(cd "$(dirname "$0")/.." && pwd)
new=$dir/new
mkdir "$new" "$dir/empty"
cp -r "$here/registers" "$here/calendars" "$new/"
cp "$here/organisation/organisation.yaml" "$new/"
sed -i 's/^figures:$/figures:\n  amount_reviewed: {sum: amount, of: review, derived: true, title: {zh: 审核金额, unit: 元}}/' \
    "$new/registers/contract.yaml"
printf '%s\n' 'register,matter,source,source_number,event,on' >"$dir/bad.csv"

# ---- twins: one has a server, one has none; every command answers the same to the byte ----
for twin in alone served; do
    expect 0 "$GULOU" init --district 320106 --name 鼓楼区 --db "$dir/$twin.db" --demo twin --today 2022-08-01
done
serve "$dir/served.db"
[ "$(stat -c %a "$dir/served.db.sock")" = 600 ] || fail "the socket is not its owner's alone"

same() { # COMMAND... - on both; the answer may not differ
    same_as "" "$@"
}
same_as() { # STATUS or "", COMMAND...
    want=$1
    shift
    "$GULOU" "$@" --db "$dir/alone.db" >"$dir/out.alone" 2>"$dir/err.alone"
    status_alone=$?
    "$GULOU" "$@" --db "$dir/served.db" >"$dir/out" 2>"$dir/err"
    status_served=$?
    [ "$status_alone" = "$status_served" ] || {
        cat "$dir/err.alone" "$dir/err" >&2
        fail "exit $status_served through the server, $status_alone without: $*"
    }
    [ -z "$want" ] || [ "$want" = "$status_served" ] || {
        cat "$dir/out" "$dir/err" >&2
        fail "exit $status_served instead of $want: $*"
    }
    diff "$dir/out.alone" "$dir/out" >&2 || fail "another answer through the server: $*"
    diff "$dir/err.alone" "$dir/err" >&2 || fail "another complaint through the server: $*"
}

contract='-f department=10 -f kind=services -f department_checked=true'
# shellcheck disable=SC2086
{
    same_as 0 file contract --as 101 $contract -f subject=办公楼修缮合同 --key K1 --json
    same_as 0 file contract --as 101 $contract -f subject=办公楼修缮合同 --key K1 --json
    says '"status":"repeated"'
    same_as 1 file contract --as 101 $contract -f subject=另一份 --key K1
    says "used for another command"
    same_as 0 file contract --as 101 $contract -f subject=补登 --on 2022-07-05 --lang en
    says "waits for the second person"
}
same_as 1 file contract --as 101 -f kind=gift -f amount=12.345 -f nonsense=1
says "there is no such field"
same_as 1 file nothing --as 101
same_as 1 file contract --as 100 -f department=10 -f subject=x -f kind=services
same_as 2 file contract --as 101 -f =x
same_as 2 file contract --as nobody -f kind=gift
same_as 2 file contract --as 101 --on 2022-02-30
same_as 1 file contract --as 101 --district 320105
same_as 2 file
same_as 0 do 1 review --as 102 -f opinion=may_sign
same_as 1 do 1 review --as 102 -f opinion=may_sign
same_as 1 do 99 review --as 102
same_as 0 do 1 amend --as 101 --replaces 3 --reason 录入有误 -f opinion=after_change
same_as 0 file reconsideration --as 101 -f respondent=10 -f act=罚款事实壹贰叁 \
    -f 'applicant=[{"name":"丁卯测试姓名","phone":"10000000000"}]' --json
same_as 0 checkpoint
same_as 1 erase 3 --as 102 --approver 102
same_as 0 erase 3 --as 102 --approver 103
says "1 persons erased"
same_as 0 prove 1 -o "$dir/receipt"
cp "$dir/receipt" "$dir/receipt.served"
same_as 0 verifier-key
expect 0 "$GULOU" verify-receipt "$dir/receipt.served" --log "$(cat "$dir/out")"
same_as 1 prove 77
same_as 1 import contract "$dir/no.csv" --as 101
same_as 2 import nothing "$dir/no.csv" --as 101
same_as 1 import contract "$dir/bad.csv" --as 101
same_as 1 import all "$dir/empty" --as 101
says "holds no table"
same_as 1 import workorder "$here/test/fixtures/import/city12345.csv" --mapping "$dir/none.yaml" --as 101
same import workorder "$here/test/fixtures/import/city12345.csv" --mapping city12345 --dry-run --json
same import workorder "$here/test/fixtures/import/city12345.csv" --mapping city12345 --as 101 --checker 103
same_as 0 export all -o "$dir/tables"
same import all "$dir/tables" --as 101 --checker 103 --json
same_as 1 adopt "$new" --as 101
says "administrator"
same_as 1 adopt "$dir/nowhere" --as 100
same_as 0 adopt "$new" --as 100
says "in force from entry"
same_as 0 figures contract.amount_reviewed contract.reviewed --year 2022 --json
says '"key":"contract.reviewed","value":1'

# Relative paths are the caller's.
cd "$dir/tables" || fail "cd"
same import contract contract.csv --as 101 --checker 103
cd "$dir" || fail "cd"

# The pages and the API follow what came through the socket; a token made so is good at once.
expect 0 "$GULOU" token --as 101 --db "$dir/served.db"
token=$(cat "$dir/out")
expect 0 curl -sf -H "Authorization: Bearer $token" "$url/api/v1/figures/contract.amount_reviewed/matters?year=2022"
says '"total"'
expect 0 curl -sf "$url/matter/1"

# What a server cannot do for another says so. Its today is its own.
expect 1 "$GULOU" rebuild --db "$dir/served.db"
says "stop the server"
expect 1 "$GULOU" serve --db "$dir/served.db" --listen 127.0.0.1:0
says "Another gulou works on this office"
expect 1 "$GULOU" restore "$dir/alone.db" --db "$dir/served.db"
says "exists"
expect 1 "$GULOU" init --district 320106 --name 鼓楼区 --db "$dir/served.db"
says "exists already"
expect 1 "$GULOU" checkpoint --db "$dir/served.db" --today 2022-08-02
says "its today is 2022-08-01"
expect 0 "$GULOU" checkpoint --db "$dir/served.db" --today 2022-08-01

# ---- what is no command of gulou, or not whole, or not the owner's ----
size() { sqlite3 "$1" 'SELECT seq_next FROM head'; }
before=$(size "$dir/served.db")
cat >"$dir/knock.py" <<'PY'
import os, socket, struct, sys
def text(b): return struct.pack("<I", len(b)) + b
def frame(body, mark=b"gulou 1\n", length=None):
    return mark + struct.pack("<Q", len(body) if length is None else length) + body
def command(name, options=(), words=(), files=0):
    body = text(name) + struct.pack("<I", len(words)) + b"".join(map(text, words))
    body += struct.pack("<I", len(options)) + b"".join(text(k) + text(v) for k, v in options)
    return body + struct.pack("<I", files)
def answer(s):
    got = b""
    try:
        while True:
            piece = s.recv(65536)
            if not piece: break
            got += piece
    except ConnectionResetError:
        pass
    if not got: return "closed"
    body = got[16:]
    status, n = struct.unpack_from("<II", body)
    (m,) = struct.unpack_from("<I", body, 8 + n)
    return "%d %s" % (status, body[12 + n:12 + n + m].decode().split("\n")[0])
def knock(what, whole=True):
    s = socket.socket(socket.AF_UNIX)
    s.connect(sys.argv[1])
    try:
        s.sendall(what)
    except (BrokenPipeError, ConnectionResetError):
        pass
    if whole:
        return answer(s)
    s.close()
    return "left"
good = command(b"checkpoint")
if len(sys.argv) > 2:
    os.setuid(65534)
    print(knock(frame(good)))
    sys.exit()
waiting = [socket.socket(socket.AF_UNIX) for _ in range(3)]
for s in waiting:
    s.connect(sys.argv[1])
    s.sendall(frame(good)[:20])
for cut in (0, 3, 16, len(frame(good)) - 1):
    print("cut", knock(frame(good)[:cut], whole=False))
print("garbage", knock(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
print("version", knock(frame(good, mark=b"gulou 9\n")))
print("unknown", knock(frame(command(b"frobnicate"))))
print("option", knock(frame(command(b"checkpoint", [(b"colour", b"red")]))))
print("asking", knock(frame(command(b"show", (), [b"1"]))))
print("words", knock(frame(command(b"do", [(b"as", b"101")]))))
print("beyond", knock(frame(text(b"checkpoint") + struct.pack("<I", 0xffffffff))))
print("longer", knock(frame(good + b"x")))
print("huge", knock(frame(b"x" * 1000, length=100 << 20)))
print("sent", knock(frame(b"x" * (100 << 20))))
print("vast", knock(frame(b"", length=2 ** 64 - 1)))
print("good", knock(frame(good)))
PY
python3 "$dir/knock.py" "$dir/served.db.sock" >"$dir/out" 2>"$dir/err" || fail "$(cat "$dir/err")"
says "cut left"
says "garbage 1 gulou: what was sent to the server is no command of gulou"
says "version 1 gulou: what was sent to the server is no command of gulou"
says 'unknown 1 gulou: the server does not know "frobnicate"'
says 'option 1 gulou: the server does not know "colour"'
says "asking 1 gulou show: this is not done by a running server"
says "words 2 gulou do: do takes a matter and an event"
says "beyond 1 gulou: what was sent to the server is no command of gulou"
says "longer 1 gulou: what was sent to the server is no command of gulou"
says "huge 1 gulou: what goes to a server and back has at most 72 MiB"
says "sent 1 gulou: what goes to a server and back has at most 72 MiB"
says "vast 1 gulou: what goes to a server and back has at most 72 MiB"
says "good 0"
if [ "$(id -u)" = 0 ]; then
    chmod 755 "$dir"
    chmod 666 "$dir/served.db.sock" # a stranger whom the file's mode does not keep out
    expect 0 python3 "$dir/knock.py" "$dir/served.db.sock" stranger
    says "1 gulou: the server takes commands only from user 0, who runs it, not from user 65534"
    chmod 600 "$dir/served.db.sock"
    expect 1 python3 "$dir/knock.py" "$dir/served.db.sock" stranger
    says "Permission denied"
fi
[ "$(size "$dir/served.db")" = "$before" ] || fail "something was written"
truncate -s 80M "$dir/large.csv"
expect 1 "$GULOU" import contract "$dir/large.csv" --as 101 --db "$dir/served.db"
for part in 1 2; do
    truncate -s 60M "$dir/tables/contract.csv" "$dir/tables/workorder.csv"
done
expect 1 "$GULOU" import all "$dir/tables" --as 101 --db "$dir/served.db"
says "at most 72 MiB"

# The twins have come to the same ledger. Who has sent half a command does not keep the server from ending.
python3 -c 'import socket, sys, time
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
s.sendall(b"gulou 1\n")
print("half", flush=True)
time.sleep(60)' "$dir/served.db.sock" >"$dir/half" &
half=$!
until grep -q half "$dir/half"; do sleep 0.1; done
stop_server
kill "$half" || fail "the server waited for the rest of a command"
[ ! -e "$dir/served.db.sock" ] || fail "a server that has ended leaves its socket"
expect 0 "$GULOU" checkpoint --db "$dir/alone.db"
cp "$dir/out" "$dir/note"
expect 0 "$GULOU" checkpoint --db "$dir/served.db"
diff "$dir/note" "$dir/out" >&2 || fail "the ledgers differ"
expect 0 "$GULOU" verify --all --db "$dir/served.db"

# ---- kill -9 ----
db=$dir/killed.db
expect 0 "$GULOU" init --district 320106 --name 鼓楼区 --db "$db"
serve "$db"
# shellcheck disable=SC2086
"$GULOU" file contract --as 101 --db "$db" $contract -f subject=先 --key BEFORE >/dev/null || fail "file"
kill -STOP "$server"
# shellcheck disable=SC2086
"$GULOU" file contract --as 101 --db "$db" $contract -f subject=后 --key DURING >"$dir/cut.out" 2>"$dir/cut.err" &
caller=$!
# shellcheck disable=SC2086
"$GULOU" file contract --as 101 --db "$db" $contract -f subject=无键 >"$dir/own.out" 2>"$dir/own.err" &
keyless=$!
sleep 0.5
kill -9 "$server"
wait "$server" 2>/dev/null
wait "$caller" && fail "a command without an answer was called done"
[ "$(cat "$dir/cut.out")" = "" ] || fail "an answer without a server"
grep -q "it is not known whether the command was done" "$dir/cut.err" || fail "$(cat "$dir/cut.err")"
grep -q -- "--key DURING" "$dir/cut.err" || fail "the key is not named"
wait "$keyless"
[ $? = 111 ] || fail "exit status of a command without an answer"
own=$(sed -n 's/.*--key \([0-9a-f]*\).*/\1/p' "$dir/own.err")
[ ${#own} = 24 ] || fail "a command without a key was not given one: $(cat "$dir/own.err")"
# The socket file is still there; without a server a command works by itself, and so does the next server.
[ -S "$db.sock" ] || fail "no stale socket to try"
# shellcheck disable=SC2086
{
    expect 0 "$GULOU" file contract --as 101 --db "$db" $contract -f subject=先 --key BEFORE --json
    says '"status":"repeated"'
    serve "$db"
    expect 0 "$GULOU" file contract --as 101 --db "$db" $contract -f subject=后 --key DURING --json
    says '"status":"done"'
    expect 0 "$GULOU" file contract --as 101 --db "$db" $contract -f subject=无键 --key "$own" --json
    says '"status":"done"'
}

# Under load: what was answered stands; what was not is done once when it is given again.
round=0
given=0
while [ $round -lt 4 ]; do
    pids=
    for client in 1 2 3 4; do
        (
            n=0
            while [ $n -lt 40 ]; do
                key=r$round-c$client-$n
                # shellcheck disable=SC2086
                "$GULOU" file contract --as 101 --db "$db" $contract -f "subject=$key" --key "$key" --json \
                    >"$dir/load.out.$client" 2>"$dir/load.err.$client"
                status=$?
                echo "$key $status" >>"$dir/load.$client"
                [ $status = 0 ] || break
                n=$((n + 1))
            done
        ) &
        pids="$pids $!"
    done
    sleep 0.$((2 + round))
    kill -9 "$server"
    wait "$server" 2>/dev/null
    # shellcheck disable=SC2086
    wait $pids
    serve "$db"
    round=$((round + 1))
done
cat "$dir"/load.[1-4] >"$dir/all"
grep -q ' 111$' "$dir/all" || echo "no command was cut short in any round"
while read -r key status; do
    # shellcheck disable=SC2086
    "$GULOU" file contract --as 101 --db "$db" $contract -f "subject=$key" --key "$key" --json >"$dir/out" 2>"$dir/err" ||
        fail "$(cat "$dir/err")"
    [ "$status" != 0 ] || says '"status":"repeated"'
    given=$((given + 1))
done <"$dir/all"
[ "$given" -gt 20 ] || fail "hardly anything was given"
stop_server
kept=$(sqlite3 "$db" "SELECT count(*) FROM matter")
[ "$kept" = $((given + 3)) ] || fail "$kept matters for $((given + 3)) commands"
expect 0 "$GULOU" verify --all --db "$db"
