#!/bin/sh
# Definitions and a calendar adopted in mid-history: what was is folded as it was, clocks that run
# follow the new calendar, figures count anew, and a rebuild comes to the same rows.
. "$(dirname "$0")/lib.sh"
here=$(cd "$(dirname "$0")/.." && pwd)
db=$dir/office.db
new=$dir/new
mkdir "$new"
cp -r "$here/registers" "$here/calendars" "$new/"
cp "$here/organisation/organisation.yaml" "$new/"

contract() {
    expect 0 "$GULOU" file contract --as 101 --db "$db" --today "$1" -f department=10 -f subject=合同 \
        -f kind=services -f department_checked=true -f amount="$2"
}

expect 0 "$GULOU" init --district 320106 --name 鼓楼区 --db "$db"
# 2027 has no notice yet: a due date in it is provisional, and nothing happens by itself.
contract 2026-12-28 100.00
contract 2026-12-29 200.00
expect 0 "$GULOU" do 1 review --as 102 --db "$db" --today 2026-12-30 -f opinion=may_sign
expect 0 "$GULOU" show 2 --json --db "$db"
says '"due":"2027-01-05"'
says '"provisional":true'

# What may not be adopted: a removed field, a wrong calendar; nothing is changed.
sed -i '/^  subject:/d' "$new/registers/contract.yaml"
expect 1 "$GULOU" adopt "$new" --as 100 --db "$db"
cp "$here/registers/contract.yaml" "$new/registers/"
printf 'date,kind,name,notice\n2027-02-30,off,春节,x\n' >"$new/calendars/2027.csv"
expect 1 "$GULOU" adopt "$new" --as 100 --db "$db"
says "2027.csv:2"
expect 1 "$GULOU" adopt "$new" --as 101 --db "$db"
says "administrator"

# The notice of 2027 (invented), and a figure more.
printf 'date,kind,name,notice\n2027-01-01,off,元旦,http://example/2027\n2027-01-04,off,元旦,http://example/2027\n' \
    >"$new/calendars/2027.csv"
sed -i 's/^figures:$/figures:\n  amount_reviewed: {sum: amount, of: review, derived: true, title: {zh: 审核金额, unit: 元}}/' \
    "$new/registers/contract.yaml"
expect 0 "$GULOU" adopt "$new" --as 100 --db "$db" --today 2026-12-31 --dry-run
says "2027-01-05（暂定） → 2027-01-07"
says "nothing was written"
expect 0 "$GULOU" adopt "$new" --as 100 --db "$db" --today 2026-12-31 --dry-run --json
says '"adopted":false,"seq":null'
says '"matter":2,'
says '"clock":"review","old":"2027-01-05","new":"2027-01-07","was_provisional":true,"provisional":false}'
expect 0 "$GULOU" show 2 --json --db "$db"
says '"due":"2027-01-05"'
expect 0 "$GULOU" adopt "$new" --as 100 --db "$db" --today 2026-12-31
says "amount_reviewed"
says "2027-01-05（暂定） → 2027-01-07"
expect 0 "$GULOU" show 2 --json --db "$db"
says '"due":"2027-01-07"'
says '"provisional":false'
# What was reviewed before counts in the new figure of the open period; the list says where from.
expect 0 "$GULOU" figures contract.amount_reviewed --year 2026 --json --db "$db"
says '"value":100'
expect 0 "$GULOU" list --figure contract.amount_reviewed --year 2026 --db "$db"
says '"total":1,"sum":100'
expect 0 "$GULOU" do 2 review --as 102 --db "$db" --today 2027-01-05 -f opinion=may_sign
expect 0 "$GULOU" figures contract.amount_reviewed --year 2027 --json --db "$db" --today 2027-01-05
says '"value":200'

expect 0 "$GULOU" verify --all --db "$db"
expect 0 "$GULOU" rebuild --db "$db"
expect 0 "$GULOU" verify --all --db "$db"
expect 0 "$GULOU" show 2 --json --db "$db"
says '"due":"2027-01-07"'

# An office's own changes lie over what is shipped: settings, whole registers, a calendar.
own=$dir/own
mkdir -p "$own/calendars"
cp "$new/calendars/2027.csv" "$own/calendars/"
cat >"$own/office.yaml" <<'END'
report_day: {2022: 2023-01-10}
settings:
  workorder: {unsolved_redos: 3}
registers:
  errand:
    register: errand
    title: {zh: 代办事项}
    number: "〔{year}〕代第{seq}号"
    fields: {subject: {type: text, max: 60, title: {zh: 标题}}}
    states: {done: 已办}
    events: {enter: {to: done, by: [handler], asks: [subject], title: {zh: 登记}}}
    figures: {entered: {count: enter, derived: true, title: {zh: 代办, unit: 件}}}
END
over=$dir/over.db
expect 0 "$GULOU" init --district 320106 --name 鼓楼区 --db "$over"
expect 0 "$GULOU" adopt "$own" --as 100 --db "$over" --today 2026-12-30
says "errand (代办事项)"
says "setting unsolved_redos: value 2 → 3"
expect 0 "$GULOU" file errand --as 101 --db "$over" --today 2026-12-31 -f subject=代办
expect 0 "$GULOU" verify --all --db "$over"
