#!/bin/sh
# Search by words, and matters that are alike: what is found, what must never be, and that the index
# is only a cache.
. "$(dirname "$0")/lib.sh"
db=$dir/s.db

expect 0 "$GULOU" demo --db "$db" --scale 0.01 --quiet

order() { # TYPE SUBJECT [FIELD...]
    type=$1 subject=$2
    shift 2
    expect 0 "$GULOU" file workorder --as 30001 --db "$db" --json -f channel=app -f "type=$type" \
        -f "category=${category:-housing}" -f place=105 -f handling_unit=105 -f "subject=$subject" \
        -f 'caller={"name":"欧阳无名"}' -f content=昨夜钢琴声响到三点 "$@"
    made=$(sed 's/.*"matter":\([0-9]*\).*/\1/' "$dir/out")
    seq=$(sed 's/.*"seq":\([0-9]*\).*/\1/' "$dir/out")
}
found() { # WORDS EXPECTED_TOTAL [OPTION...]
    words=$1 total=$2
    shift 2
    expect 0 "$GULOU" search "$words" --db "$db" --json "$@"
    grep -q "^{\"total\":$total," "$dir/out" || fail "search $words: $(head -c 200 "$dir/out"), expected $total"
}

order help 青石巷麒麟破损
first=$made
order help 青石巷的麒麟破损了
second=$made
order help 白石巷的灯不亮
order report 青石巷狻猊夜鸣 -f about_unit=10
report=$made

# Any substring of Han, several pieces, a single character; what stands beside them is quoted away.
found 麒麟 2
found 麟破 2
found '巷 灯' 1
found 磷 0
found 青石巷 2
found '" OR NEAR(麒麟 *' 0
found '()"*' 0
found 麒麟 0 --register reconsideration
found 麒麟 2 --register workorder
found 麒麟 2 --limit 1
[ "$(grep -o '"matter":' "$dir/out" | wc -l)" = 1 ] || fail "--limit 1 gave more"

# A report is in no answer; nothing personal is in the index, not even as bytes.
found 狻猊 0
grep -q 狻猊 "$db.search" && fail "the index holds a report"
for word in 欧阳无名 钢琴; do
    found "$word" 0
    grep -q "$word" "$db.search" "$db.search-wal" 2>/dev/null && fail "the index holds $word"
done

# An amended text is found, the old one no longer.
expect 0 "$GULOU" do "$second" amend --as 2051 --db "$db" --json --replaces $((seq - 2)) \
    --reason 标题有误 -f channel=app -f type=help -f category=housing -f place=105 \
    -f handling_unit=105 -f subject=青石巷的貔貅缺角 -f 'caller={"name":"欧阳无名"}'
proposal=$(sed 's/.*"seq":\([0-9]*\).*/\1/' "$dir/out")
found 貔貅 0 # it waits for the second person

# Alike: the same kind of trouble at the same place in like words, and open.
expect 0 "$GULOU" alike "$first" --db "$db" --json
grep -q "{\"matter\":$second,\"per_cent\":[4-9]" "$dir/out" || fail "alike: $(cat "$dir/out")"
grep -q "\"matter\":$report" "$dir/out" && fail "alike names a report"
expect 0 "$GULOU" alike "$report" --db "$db" --json
grep -q '"total":0' "$dir/out" || fail "a report is likened to others"
category=transport
order help 青石巷麒麟破损
expect 0 "$GULOU" alike "$made" --db "$db" --json
grep -q '"total":0' "$dir/out" || fail "another category is alike"

# The index is a cache: lost, damaged, or of another shape, it is made anew.
cp "$db.search" "$dir/keep"
rm -f "$db".search*
found 麒麟 3
sqlite3 "$db.search" 'PRAGMA user_version = 77' && found 麒麟 3
printf 'no database at all, but long enough to look at twice' >"$db.search"
rm -f "$db".search-*
found 麒麟 3

# Wrong use.
expect 2 "$GULOU" search --db "$db"
expect 2 "$GULOU" search 麒麟 --db "$db" --register nothing
expect 2 "$GULOU" search 麒麟 --db "$db" --limit 0
expect 1 "$GULOU" alike 99999999 --db "$db"
expect 2 "$GULOU" alike --db "$db"
