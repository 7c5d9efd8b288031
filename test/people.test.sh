#!/bin/sh
# Who may see what: a report is kept from the unit that it is about, at every door; a post in one
# register only is held in no other.
. "$(dirname "$0")/lib.sh"
db=$dir/demo.db
expect 0 "$GULOU" demo --db "$db" --scale 0.005 --quiet

# Subdistrict 105; 2051 is its handler, 2061 that of the next one.
file() {
    expect "$1" "$GULOU" file workorder --as "$2" --db "$db" -f channel=phone -f type=report \
        -f category=market -f about_unit=105 --json
}
file 1 2051
says "you belong to the unit complained of"
file 0 30001
id=$(sed 's/.*"matter":{"matter":\([0-9]*\).*/\1/' "$dir/out")
number=$("$GULOU" show "$id" --json --db "$db" | sed 's/.*"number":"\([^"]*\)".*/\1/')
expect 1 "$GULOU" do "$id" dispatch --as 30001 --db "$db" -f handling_unit=105
says "belongs to the unit complained of"
expect 0 "$GULOU" do "$id" dispatch --as 30001 --db "$db" -f handling_unit=106

# To the one it is as if there were no such matter.
expect 1 "$GULOU" show 99999999 --as 2051 --db "$db"
sed 's/99999999/N/' "$dir/err" >"$dir/missing"
expect 1 "$GULOU" show "$id" --as 2051 --db "$db"
sed "s/\"$id\"/\"N\"/" "$dir/err" >"$dir/hidden"
cmp "$dir/missing" "$dir/hidden" || fail "a hidden matter is told otherwise than one that is not"
expect 1 "$GULOU" show "$number" --as 2051 --db "$db"
expect 1 "$GULOU" do "$id" sign --as 2051 --db "$db"
says "there is no matter"
expect 1 "$GULOU" prove "$id" --as 2051 --db "$db"
expect 0 "$GULOU" show "$id" --as 2061 --db "$db"

count() {
    "$GULOU" list "$@" --db "$db" --json | sed 's/^{"total":\([0-9]*\).*/\1/'
}
all=$(count workorder --as 2061)
own=$(count workorder --as 2051)
[ "$all" -gt "$own" ] || fail "the list of 2051 holds $own of $all"
"$GULOU" list workorder --where 'type = report' --as 2061 --db "$db" --json >"$dir/out"
grep -q "\"matter\":$id[,}]" "$dir/out" || fail "the list of 2061 does not hold it"
"$GULOU" list workorder --where 'type = report' --as 2051 --db "$db" --json >"$dir/out"
grep -q "\"matter\":$id[,}]" "$dir/out" && fail "the list of 2051 holds it"
"$GULOU" list --figure workorder.received --year 2023 --as 2051 --db "$db" --json >"$dir/out"
grep -q "\"matter\":$id[,}]" "$dir/out" && fail "the list of a figure holds it"

# The API.
tell() { # STATUS PERSON PATH
    token=$("$GULOU" token --as "$2" --db "$db")
    got=$(curl -s -o "$dir/out" -w '%{http_code}' -H "Authorization: Bearer $token" "$api$3")
    [ "$got" = "$1" ] || fail "$3 for $2: $got instead of $1"
}
token_hidden=$("$GULOU" token --as 2051 --db "$db")
serve "$db"
api=$url/api/v1
tell 404 2051 "/matters/$id"
tell 200 2061 "/matters/$id"
got=$(curl -s -o "$dir/out" -w '%{http_code}' -X POST -H "Authorization: Bearer $token_hidden" \
    -d '{"event":"sign","fields":{}}' "$api/matters/$id/events")
[ "$got" = 404 ] || fail "a write is answered with $got"
stop_server

# A person is looked up inside one register, by the identifier on the standard input, never unseen.
look() { # STATUS PERSON IDENTIFIER REGISTER
    printf '%s\n' "$3" | "$GULOU" lookup "$4" --as "$2" --db "$db" --json >"$dir/out" 2>"$dir/err"
    got=$?
    [ "$got" = "$1" ] || fail "a look-up by $2 is answered with $got instead of $1"
}
expect 0 "$GULOU" file workorder --as 2051 --db "$db" -f channel=phone -f type=help -f category=market \
    -f 'caller={"name":"演示甲","phone":"100 0000-0017"}' -f handling_unit=105 --json
found=$(sed 's/.*"matter":{"matter":\([0-9]*\).*/\1/' "$dir/out")
look 0 2051 10000000017 workorder
says '"total":1'
says "\"matter\":$found,"
look 0 2061 10000000017 workorder
says '"total":0'
look 0 2051 10000000017 mediation
says '"total":0'
look 1 30009 10000000017 workorder
says "has no task"
look 1 2051 甲 workorder
says "identifies nobody"
expect 2 "$GULOU" lookup workorder 10000000017 --as 2051 --db "$db"
expect 0 "$GULOU" show "$found" --json --db "$db"
says '"by":2051}'
says '"by":2061}'
serve "$db"
api=$url/api/v1
curl -s -o "$dir/out" -X POST -H "Authorization: Bearer $token_hidden" \
    -d '{"identifier":"+86 10000000017"}' "$api/registers/workorder/lookup"
says "\"matter\":$found,"
curl -s -o "$dir/out" "$url/matter/$found?lang=en"
says "Look-ups of its persons"
look 0 2051 10000000017 workorder # beside the server, through its socket
says '"total":1'
stop_server
expect 1 grep -rl "100 0000-0017\|10000000017" "$dir" --include='demo.db*' --include='*.err'

# The reconsideration body's staff hold posts for the district, in that register only.
expect 1 "$GULOU" file workorder --as 30010 --db "$db" -f channel=phone -f type=help -f category=market
says "and in this register"
expect 0 "$GULOU" verify --all --db "$db"
