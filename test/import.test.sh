#!/bin/sh
# Import and export: what leaves one office gives the same figures in another; a repeat adds nothing;
# another system's tables become events by a mapping; what is wrong is told with line and column and
# leaves nothing behind.
. "$(dirname "$0")/lib.sh"
here=$(cd "$(dirname "$0")/.." && pwd)
fixtures=$here/test/fixtures/import
demo=$dir/demo.db
copy=$dir/copy.db

size() { sqlite3 "$1" 'SELECT seq_next FROM head'; }

# The figures, one a line; restricted returns are one value a district and year and never exported.
figures() {
    "$GULOU" figures --db "$1" --year 2022 --json | sed 's/},{/}\n{/g' |
        grep -vE '"key":"(risk\.|restricted\.|police\.)'
}

empty_demo() { # DB SEED
    expect 0 "$GULOU" init --db "$1" --district 320106 --name 鼓楼区 --demo "$2" --today 2023-01-10 \
        --definitions "$dir/definitions"
}

# refused LINE:COLUMN TEXT [OPTION...] - the table $dir/t.csv is refused there, and nothing is written
refused() {
    where=$1 text=$2
    shift 2
    before=$(size "$copy")
    expect 1 "$GULOU" import workorder "$dir/t.csv" --db "$copy" --as 1101 --checker 1103 "$@"
    says "t.csv:$where: "
    says "$text"
    says "nothing was imported"
    [ "$(size "$copy")" = "$before" ] || fail "something was written after a complaint"
}

# ---- export → import into an empty office → the same figures ----
expect 0 "$GULOU" demo --db "$demo" --scale 0.003 --quiet
expect 0 "$GULOU" export all -o "$dir/tables" --db "$demo"
expect 0 "$GULOU" export definitions -o "$dir/definitions" --db "$demo"
! grep -lE '虚构人|1000[0-9]{7}' "$dir"/tables/*.csv || fail "an export holds a name or a telephone number"
! grep -q 'restricted_police' "$dir/tables/returns.csv" || fail "an export holds a restricted item"
[ "$(tail -n +2 "$dir/tables/workorder.csv" | grep -vc '^演示数据 · 虚构,')" = 0 ] || fail "a row is not marked"

empty_demo "$copy" copy
before=$(size "$copy")
expect 0 "$GULOU" import all "$dir/tables" --db "$copy" --dry-run
says "a dry run"
[ "$(size "$copy")" = "$before" ] || fail "the dry run wrote"
expect 0 "$GULOU" import all "$dir/tables" --db "$copy" --as 1101 --checker 1103
figures "$demo" >"$dir/a"
figures "$copy" >"$dir/b"
[ "$(wc -l <"$dir/a")" -gt 100 ] || fail "hardly any figures"
diff "$dir/a" "$dir/b" >&2 || fail "the figures differ"
after=$(size "$copy")
expect 0 "$GULOU" import all "$dir/tables" --db "$copy" --as 1101 --checker 1103
says " 0 events new,"
expect 0 "$GULOU" import all "$dir/tables" --db "$demo" --as 1101 --checker 1103
says " 0 events new,"
[ "$(size "$copy")" = "$after" ] || fail "a repeat wrote"
expect 0 "$GULOU" verify --all --db "$copy"
expect 0 "$GULOU" rebuild --db "$copy"
expect 0 "$GULOU" verify --all --db "$copy"

# As a workbook too.
expect 0 "$GULOU" export mediation -o "$dir/mediation.xlsx" --db "$demo"
expect 0 "$GULOU" import mediation "$dir/mediation.xlsx" --db "$copy" --as 1101 --checker 1103
says " 0 events new,"
expect 0 "$GULOU" export mediation --json --db "$demo"
says '"demo":true'

# ---- an office that begins in mid-year ----
expect 0 "$GULOU" init --db "$dir/open.db" --district 320106 --name 鼓楼区 --demo open --today 2023-01-10 \
    --definitions "$dir/definitions" --opening "$dir/tables" --as 1101 --checker 1103
figures "$dir/open.db" >"$dir/b"
diff "$dir/a" "$dir/b" >&2 || fail "the figures of the opening differ"
expect 0 "$GULOU" verify --all --db "$dir/open.db"
numbers='SELECT register, year, seq FROM counter ORDER BY register, year'
[ "$(sqlite3 "$demo" "$numbers")" = "$(sqlite3 "$dir/open.db" "$numbers")" ] || fail "numbers do not go on"
# The next number follows those before gulou, and an office has one opening only.
last=$(sqlite3 "$demo" "SELECT max(number_seq) FROM matter WHERE number_year = 2022 AND register = \
    (SELECT register FROM matter WHERE matter = (SELECT min(matter) FROM entry WHERE kind = 'mediation.apply'))")
expect 0 "$GULOU" file mediation --db "$dir/open.db" --today 2022-12-30 --as 1101 -f committee=141 -f source=offered -f kind=family
says "〔2022〕鼓民调第$((last + 1))号"
printf 'register,year,next\nmediation,2022,x\n' >"$dir/tables/numbers.csv"
expect 1 "$GULOU" init --db "$dir/bad.db" --district 320106 --name 鼓楼区 --demo bad --today 2023-01-10 \
    --definitions "$dir/definitions" --opening "$dir/tables" --as 1101 --checker 1103
says "numbers.csv:2:16: "
[ "$(find "$dir" -name 'bad.db*')" = "" ] || fail "an unsound opening leaves an office behind"

# Invented data never enter an office that is none.
expect 0 "$GULOU" init --db "$dir/real.db" --district 320106 --name 鼓楼区
expect 1 "$GULOU" import mediation "$dir/mediation.xlsx" --db "$dir/real.db" --as 101 --checker 102
says "invented data"

# ---- another system's tables ----
orders=$fixtures/city12345.csv
expect 1 "$GULOU" import workorder "$orders" --mapping city12345 --db "$copy" --as 1101
says "city12345.csv:2:14: this event needs a second person"
expect 1 "$GULOU" import workorder "$orders" --mapping city12345 --db "$copy" --as 1101 --checker 1101
says "the second person must be another"
expect 0 "$GULOU" import workorder "$orders" --mapping city12345 --db "$copy" --as 1101 --checker 1103
says "5 matters and 26 events new"
expect 0 "$GULOU" import mediation "$fixtures/mediation.xlsx" --mapping mediation_platform --db "$copy" --as 1101 --checker 1103
says "2 matters and 9 events new"
expect 0 "$GULOU" import mediation "$fixtures/mediation.xlsx" --mapping mediation_platform --db "$copy" --as 1101 --checker 1103
says " 0 events new,"
# The platform tells more: only that is added; and says one thing otherwise: that is reported.
sed -e '/NJ2022X00003/s/2022-03-15 09:00:00,,,,/2022-03-15 09:00:00,2022-03-15 16:00:00,满意,是,/' \
    -e '/NJ2022X00002/s/区教育局/区民政局/' "$orders" >"$dir/t.csv"
expect 0 "$GULOU" import workorder "$dir/t.csv" --mapping city12345 --db "$copy" --as 1101 --checker 1103
says "0 matters and 1 events new, 25 events known, 1 different"
says 't.csv:3:103: 承办单位 of dispatch: the file says "区民政局", imported was "区教育局"; nothing was changed'
expect 0 "$GULOU" verify --all --db "$copy"
# In the encoding of an old office program.
iconv -f UTF-8 -t GB18030 "$orders" >"$dir/t.csv"
expect 0 "$GULOU" import workorder "$dir/t.csv" --mapping city12345 --db "$copy" --as 1101 --checker 1103
says "read as CSV in GB 18030"
says " 0 events new,"

# ---- what is wrong ----
head='source,source_number,event,on,channel,type,category,subject'
row() { printf '%s\n' "$head" "$@" >"$dir/t.csv"; }
row 'x,1,receive,2022-02-30,phone,help,other,一'
refused 2:13 '"2022-02-30" is not an existing day'
row 'x,1,receive,2022-03-01,phone,help,other,一' 'x,1,sign,2022-03-02,,,,'
refused 3:5 "the event sign (签收) is not possible in the state 已受理待派单"
row 'x,1,receive,2022-03-01,pigeon,help,other,一'
refused 2:24 '"pigeon" is not in its closed list: phone, web'
row 'x,1,receive,2022-03-01,phone,,other,一'
refused 2:5 "诉求类型 is missing"
row 'x,1,receive,2023-03-01,phone,help,other,一'
refused 2:13 "lies after today"
row 'x,一号,receive,2022-03-01,phone,help,other,一' 'x,2,eat,2022-03-01,phone,help,other,一'
refused 2:3 "cannot stand in the ledger"
says "t.csv:3:5: "
says 'workorder has no event "eat"'
printf '%s\n' 'source,source_number,event,on,colour' 'x,1,receive,2022-03-01,red' >"$dir/t.csv"
refused 1:31 'there is no column "colour"'
printf '%s\nx,1,receive,2022-03-01,phone,help,other,小区东门路灯三盏不亮请尽快修理\344\270\n' "$head" >"$dir/t.csv"
refused 2:56 "not UTF-8"
{ printf '%s\n' "$head"; printf 'x,1,receive,2022-03-01,phone,help,other,"'; head -c 2000000 /dev/zero | tr '\0' a; } >"$dir/t.csv"
refused 2:1 "longer than 1 MiB"
head -c 100000000 /dev/zero | tr '\0' a >"$dir/t.csv"
before=$(size "$copy")
expect 1 "$GULOU" import workorder "$dir/t.csv" --db "$copy" --as 1101 --checker 1103
says "t.csv"
[ "$(size "$copy")" = "$before" ] || fail "something was written"
# Bad rows may be left out; their good neighbours come in.
row 'x,1,receive,2022-03-01,phone,help,other,一' 'x,2,receive,2022-13-01,phone,help,other,二' 'x,2,dispatch,2022-03-02,,,,'
refused 3:13 '"2022-13-01"'
expect 0 "$GULOU" import workorder "$dir/t.csv" --db "$copy" --as 1101 --checker 1103 --skip-bad
says "1 matters and 1 events new"
says "left out"
# A mapping knows every column.
sed '1s/标题/题目/' "$orders" >"$dir/t.csv"
refused 1:26 'does not know the column "题目"' --mapping city12345
sed '2s/电话/鸽子/' "$orders" >"$dir/t.csv"
refused 2:34 'no value for "鸽子"' --mapping city12345

# ---- for analysts ----
expect 0 "$GULOU" export --sqlite "$dir/analysts.db" --db "$copy"
expect 1 "$GULOU" export --sqlite "$dir/analysts.db" --db "$copy"
says "exists already"
received=$("$GULOU" figures workorder.received --year 2022 --json --db "$copy" | sed 's/.*"value":\([0-9]*\).*/\1/')
sum=$(sqlite3 "$dir/analysts.db" "SELECT sum(amount) FROM contribution WHERE figure = 'workorder.received' AND day LIKE '2022%'")
[ "$received" = "$sum" ] || fail "analysts count $sum, the office $received"
[ "$(sqlite3 "$dir/analysts.db" "SELECT zh FROM dictionary WHERE table_name = 'r_workorder' AND column_name = 'channel'")" = 来源渠道 ] ||
    fail "the dictionary does not explain"
[ "$(sqlite3 "$dir/analysts.db" "SELECT count(*) FROM r_workorder")" -gt 5 ] || fail "no rows"
[ "$(sqlite3 "$dir/analysts.db" "SELECT count(*) FROM contribution WHERE figure LIKE 'risk.%'")" = 0 ] || fail "a restricted figure"
! grep -qa '虚构人' "$dir/analysts.db" || fail "a name"
