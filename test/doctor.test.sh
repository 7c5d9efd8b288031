#!/bin/sh
# What gulou doctor tells an administrator: files, room, clock, calendar, fonts; what is wrong by
# name, and what to do.
. "$(dirname "$0")/lib.sh"
db=$dir/office.db

expect 1 "$GULOU" doctor --db "$dir/none.db"
says "WRONG"
says "none.db"
expect 0 "$GULOU" init --district 320106 --name 鼓楼区 --db "$db"
expect 0 "$GULOU" doctor --db "$db" --today 2026-06-01
says "lies on the database's own file system"
says "no signed checkpoint"
says "the notices are known to the end of"
says "仿宋 (body)"
says "every character of names and marks has a font"
expect 0 "$GULOU" checkpoint --db "$db"
expect 0 "$GULOU" doctor --db "$db" --today 2026-06-01 --json
says '"about":"ledger"'
says '"finding":"good"'
# A year without its notice, and what falls due in it.
expect 0 "$GULOU" file contract --as 101 --db "$db" --today 2026-12-29 -f department=10 -f subject=合同 -f kind=services \
    -f department_checked=true
expect 0 "$GULOU" doctor --db "$db" --today 2026-12-29
says "the notice of 2027 is not adopted yet"
says "1 open matters are due in or after 2027, provisionally"
expect 1 "$GULOU" doctor --db "$db" --today 2027-02-01
says "the year 2027 has no notice"
# Entries of tomorrow: the machine's clock is wrong.
sqlite3 "$db" "update head set at_ms = 4102444800000"
expect 1 "$GULOU" doctor --db "$db" --today 2026-06-01
says "set the clock right"
# Fonts that are not there are named by role, a broken file by its place.
printf 'body: [No Such Family]\n' >"$dir/fonts.yaml"
GULOU_FONTS=$dir/fonts.yaml expect 1 "$GULOU" doctor --db "$db"
says "仿宋 (body): none of its families is here"
printf 'body: [\n' >"$dir/fonts.yaml"
GULOU_FONTS=$dir/fonts.yaml expect 1 "$GULOU" doctor --db "$db"
says "fonts.yaml"
echo "doctor.test: ok"
