#!/bin/sh
# The API: tokens, idempotency keys, problems, lists; many clients at once, each answered once.
. "$(dirname "$0")/lib.sh"
db=$dir/demo.db
expect 0 "$GULOU" demo --db "$db" --scale 0.005 --quiet
token=$("$GULOU" token --as 30001 --db "$db")
stranger=$("$GULOU" token --as 30009 --db "$db")
serve "$db"
api=$url/api/v1

call() { # STATUS METHOD PATH [BODY] [HEADER]
    want=$1 method=$2 path=$3 body=${4:-} header=${5:-X-None: 1}
    got=$(curl -s -o "$dir/out" -w '%{http_code}' -X "$method" -H "Authorization: Bearer $token" \
        -H "$header" ${body:+-d "$body"} "$api$path")
    : >"$dir/err"
    [ "$got" = "$want" ] || {
        cat "$dir/out" >&2
        fail "$method $path: $got instead of $want"
    }
}

order='{"fields":{"channel":"app","type":"help","category":"housing","place":105,"handling_unit":105,"subject":"楼道照明","caller":{"name":"某人","phone":"10001"},"content":"楼道灯不亮<script>"}}'

# Nobody without a token; a token of a person who may not is refused with a reason.
got=$(curl -s -o "$dir/out" -w '%{http_code}' "$api/matters/1")
[ "$got" = 401 ] || fail "no token: $got"
token_kept=$token token=$stranger
call 403 POST /registers/workorder/matters "$order"
says "may not do this"
token=$token_kept

call 201 POST /registers/workorder/matters "$order" "Idempotency-Key: a1"
says '"status":"done"'
says '"demo":true'
id=$(sed 's/.*"matter":\([0-9]*\).*/\1/' "$dir/out")
call 200 POST /registers/workorder/matters "$order" "Idempotency-Key: a1"
says "\"matter\":$id"
call 422 POST /registers/workorder/matters '{"fields":{"channel":"web","type":"help","category":"housing"}}' "Idempotency-Key: a1"
says "another command"
call 422 POST /registers/workorder/matters '{"fields":{"channel":"pigeon"}}'
says "is not one of its closed list"
says "complaints"
call 400 POST /registers/workorder/matters '{"fields":[]}'
call 422 POST /registers/workorder/matters '{"fields":{"channel":1.5}}'
call 422 POST /registers/workorder/matters 'not json'
call 404 POST /registers/nothing/matters "$order"
call 404 GET /matters/99999999
call 404 GET /nothing
call 405 DELETE "/matters/$id"
call 200 GET "/matters/$id?events=1"
says '"event":"receive"'
says '"sealed":["caller","content"]'
says_not 楼道灯不亮
call 422 POST "/matters/$id/events" '{"event":"dispatch","fields":{"handling_unit":"no such unit"}}'
says "no unit has the number, code or the name"
name=$(sqlite3 "$db" "select bytes from adopted where name = 'organisation.yaml'" |
    sed -n 's/.*{id: 105, code: [^,]*, name: \([^,]*\),.*/\1/p')
call 201 POST "/matters/$id/events" "{\"event\":\"dispatch\",\"fields\":{\"handling_unit\":\"$name\"}}"
says '"state":"dispatched"'
call 422 POST "/matters/$id/events" '{"event":"archive"}'
says "is not possible in the state"
call 200 GET "/registers/workorder/matters?unit=105&open=1&limit=1"
says "\"matter\":$id"
call 400 GET "/registers/workorder/matters?where=caller%20%3D%201"
call 200 GET "/registers/workorder/matters?where=category%20%3D%20epidemic&limit=1"
call 200 GET "/figures?year=2022"
says '"key":"workorder.received"'
says_not restricted.
says_not police.
call 404 GET "/figures/restricted.police_1/matters?year=2022"
call 200 GET "/figures/workorder.received/matters?year=2022&limit=3"

# Sixty clients at once: each is answered once, with a number of its own, and no number is missing.
i=0
pids=
while [ $i -lt 60 ]; do
    curl -s -H "Authorization: Bearer $token" -H "Idempotency-Key: many-$i" -d "$order" \
        "$api/registers/workorder/matters" >"$dir/many.$i" &
    pids="$pids $!"
    i=$((i + 1))
done
# shellcheck disable=SC2086
wait $pids
[ "$(cat "$dir"/many.* | grep -o '"number":"[^"]*"' | sort -u | wc -l)" = 60 ] ||
    fail "sixty orders did not get sixty numbers"
# Beside a server one may ask; what writes goes to it; what needs the office for itself is refused.
expect 0 "$GULOU" show "$id" --db "$db"
expect 0 "$GULOU" figures --year 2022 --json --db "$db"
expect 0 "$GULOU" backup "$dir/copy.db" --db "$db"
expect 0 "$GULOU" checkpoint --db "$db"
says "ledger.gulou/320106-demo"
expect 1 "$GULOU" rebuild --db "$db"
says "Another gulou works on this office"
stop_server
expect 0 "$GULOU" verify --all --db "$db"
