#!/bin/sh
# A period closed by three people: what stands in the way, who may, values that stay byte for byte,
# corrections that restate and move no signed value, what was known when, and what verify finds.
. "$(dirname "$0")/lib.sh"
here=$(cd "$(dirname "$0")/.." && pwd)
db=$dir/office.db
mkdir "$dir/new"
cp -r "$here/registers" "$here/calendars" "$dir/new/"
sed '/id: 103/a\  - {id: 104, name: 统计人, posts: [{unit: district, roles: [statistician], from: 2000-01-01}]}\n  - {id: 105, name: 部门经办, posts: [{unit: justice, roles: [reporter, reviewer], from: 2000-01-01}]}' \
    "$here/organisation/organisation.yaml" >"$dir/new/organisation.yaml"

# A register of returns of the test's own: reported, reviewed, signed by two people.
cat >"$dir/new/registers/tally.yaml" <<'END'
register: tally
title: {zh: 试报, en: Trial returns}
number: "〔{year}〕试报第{seq}号"
unit: reporter
fields:
  reporter: {type: unit, required: true, title: {zh: 报送单位, en: Unit}}
  item:  {type: choice, required: true, of: {cases: 病例, confirmed: 确诊, positive: 阳性}, title: {zh: 项目, en: Item}}
  from:  {type: date, required: true, title: {zh: 起, en: From}}
  to:    {type: date, required: true, title: {zh: 止, en: To}}
  as_of: {type: date, required: true, title: {zh: 时点, en: As of}}
  value: {type: integer, required: true, title: {zh: 数值, en: Value}}
states: {reported: 待审核, reviewed: 待签发, signed: {zh: 已签发, en: Signed, open: false}}
events:
  report: {to: reported, by: [reporter], title: {zh: 报送, en: Report}}
  review: {from: reported, to: reviewed, by: [statistician], title: {zh: 审核, en: Review}}
  sign:   {from: reviewed, to: signed, by: [statistician], approve: signer, title: {zh: 签发, en: Sign}}
figures:
  cases:     {sum: value, of: sign, where: item = cases, dated: as_of, known: any, title: {zh: 病例, en: Cases, unit: 例}}
  confirmed: {sum: value, of: sign, where: item = confirmed, dated: as_of, known: any, title: {zh: 确诊, en: Confirmed, unit: 例}}
  positive:  {sum: value, of: sign, where: item = positive, dated: as_of, known: any, title: {zh: 阳性, en: Positive, unit: 例}}
END

run() { # STATUS DAY COMMAND...
    want_status=$1 day=$2
    shift 2
    expect "$want_status" "$GULOU" "$@" --db "$db" --today "$day"
}
contract() { run 0 "$1" file contract --as 101 -f department=10 -f subject=合同 -f kind=services -f department_checked=true; }
values() { "$GULOU" figures --year 2025 --json --db "$db" --today "${1:-2026-02-01}" >"$dir/values" || fail "figures"; }
figure() { # KEY OPTION... - its value
    "$GULOU" figures "$@" --year 2025 --json --db "$db" --today 2026-02-01 | sed 's/.*"value":\([^,]*\),.*/\1/'
}

sign() { # DAY - the return filed last, by two people
    run 0 "$1" do "$return_id" sign --as 104
    run 0 "$1" do "$return_id" sign --as 102 --approves "$(sqlite3 "$db" "select max(seq) from entry")"
}
signed_return() { # ITEM VALUE DAY
    run 0 "$3" file tally --as 101 -f reporter=10 -f item="$1" -f from=2025-01-01 -f to=2025-12-31 -f as_of=2025-12-31 -f value="$2"
    return_id=$(sqlite3 "$db" "select max(matter) from matter")
    run 0 "$3" do "$return_id" review --as 104
    sign "$3"
}

expect 0 "$GULOU" init --district 320106 --name 鼓楼区 --db "$db" --today 2025-01-02
run 0 2025-01-02 adopt "$dir/new" --as 100
contract 2025-03-03 # matter 1
contract 2025-04-01 # matter 2
contract 2025-05-06 # matter 3
run 0 2025-03-05 do 1 review --as 102 -f opinion=may_sign
run 0 2025-04-03 do 2 review --as 102 -f opinion=may_sign
reviewed=$(sqlite3 "$db" "select max(seq) from entry where kind = 'contract.review'")

# The period is still open; then a return is not signed; then nothing stands in the way.
run 1 2025-12-30 close --year 2025 --as 101
says "the period is still open"
run 0 2025-12-31 file tally --as 101 -f reporter=10 -f item=cases -f from=2025-01-01 -f to=2025-12-31 -f as_of=2025-12-31 -f value=12
return_id=$(sqlite3 "$db" "select max(matter) from matter")
run 1 2026-01-05 close --year 2025 --as 101
says "is not signed: it is"
run 0 2026-01-05 do "$return_id" review --as 104
run 1 2026-01-05 close --year 2025 --as 101
says "is not signed: it is"
sign 2026-01-05
run 1 2026-01-05 do "$return_id" sign --as 104
says "state"

# Who may: posts in the district itself; the checker must have something to check.
run 1 2026-01-06 close --year 2025 --as 105
says "a post in the district itself"
run 1 2026-01-06 close --year 2025 --check --as 102
says "no snapshot"
run 1 2026-01-06 close --year 2025 --sign --as 103
says "is not made"
run 2 2026-01-06 close --year 2025 --check --sign --as 103
run 0 2026-01-06 close --year 2025 --as 101
says "waits for the check"
run 1 2026-01-06 close --year 2025 --sign --as 103
says "is not checked"
# What comes in before the signatures is not lost: the check is refused until the snapshot is new.
signed_return confirmed 5 2026-01-06
run 1 2026-01-06 close --year 2025 --check --as 102
says "was 0例 in the snapshot and is 5例 now"
says "make it anew"
run 0 2026-01-06 close --year 2025 --as 101
run 0 2026-01-06 close --year 2025 --check --as 102
says "waits for the leader"
run 1 2026-01-06 close --year 2025 --check --as 102
says "checked already"
run 0 2026-01-06 close --year 2025 --sign --as 103
says "2025: closed"
snapshot=$(sed -n 's/.*snapshot \([0-9a-f]*\).*/\1/p' "$dir/out")
run 1 2026-01-06 close --year 2025 --sign --as 103
says "closed already"
run 1 2026-01-06 close --year 2025 --as 101
says "closed already"

# Signed values: the same bytes every time, from every day, after more work too.
values
cp "$dir/values" "$dir/signed"
grep -q "\"signed\":\"$snapshot\"" "$dir/values" || fail "the snapshot is not named"
[ "$(figure contract.reviewed)" = 2 ] || fail "reviewed is $(figure contract.reviewed)"
[ "$(figure tally.cases)" = 12 ] || fail "the return does not count"
contract 2026-01-12
values 2026-06-30
cmp "$dir/values" "$dir/signed" || fail "signed values changed"

# No legal date lies in a closed period any more; a correction is an amendment, and restates.
run 1 2026-01-12 do 3 review --as 102 -f opinion=may_sign --on 2025-12-30 --proof
run 0 2026-01-13 do 2 amend --as 101 --replaces "$reviewed" --strike --reason 未实际审查
says "second person"
proposal=$(sqlite3 "$db" "select max(seq) from entry")
run 0 2026-01-13 do 2 amend --as 103 --replaces "$reviewed" --strike --reason 未实际审查 --approves "$proposal"
[ "$(figure contract.reviewed)" = 2 ] || fail "a signed value moved"
[ "$(figure contract.reviewed --known now)" = 1 ] || fail "the ledger's own value did not move"
[ "$(figure contract.reviewed --known signed)" = 2 ] || fail "known signed"
run 0 2026-02-01 figures --year 2025 --restated
says "contract.reviewed"
says "2件 -> 1件"
run 0 2026-02-01 figures contract.reviewed --year 2025 --known signed --against now
says "2件 -> 1件"
says "matter 2"
says "未实际审查"
run 0 2026-02-01 figures contract.reviewed --year 2025 --known signed --against now --json
says '"amount":-1'
# Before everything nothing was known.
[ "$(figure contract.reviewed --known 1)" = 0 ] || fail "something was known before everything"
run 2 2026-02-01 figures --year 2024 --known signed
says "is not closed"
run 2 2026-02-01 figures --year 2024 --restated

# The matters say where they are signed.
run 0 2026-02-01 show 1
says "已签发的统计"
says "contract.reviewed"
says_not "签发后有更正"
run 0 2026-02-01 show 2
says "签发后有更正"
run 0 2026-02-01 show 2 --json
says '"restated":true'

# A report over the closed year: checked, signed once, printed from what was signed, published.
printf '# {office}{year}年报告\n\n## 1 情况\n\n审核合同{contract.reviewed}，另有3件。\n\n< 区人民政府\n< {report_day}\n' >"$dir/bad.md"
expect 1 "$GULOU" report check "$dir/bad.md"
says "bad.md:5:"
says "a number that is no figure"
printf '@target contract.reviewed 5 2025 区政府工作报告\n# {office}{year}年报告\n\n## 1 情况\n\n依照2019年第12条、鼓政〔2024〕3号，审核合同{contract.reviewed}，拨打[[12348|热线]]。\n\n< 区人民政府\n< {report_day}\n' >"$dir/good.md"
expect 0 "$GULOU" report check "$dir/good.md"
sign_report() { run "$1" "$2" report sign brief --year "$3" --number "$4" --source "$5" --as "$6"; }
sign_report 1 2026-02-01 2024 鼓政〔2026〕1号 "$dir/good.md" 103
says "the period 2024 is open"
sign_report 1 2026-02-01 2025 鼓政〔2026〕1号 "$dir/bad.md" 103
says "is not signed"
sign_report 1 2026-02-01 2025 鼓政〔2026〕01号 "$dir/good.md" 103
says "is no document number"
sign_report 1 2026-02-01 2025 演示〔2026〕1号 "$dir/good.md" 103
says "demo offices"
sign_report 1 2026-02-01 2025 鼓政〔2026〕1号 "$dir/good.md" 101
says "may not sign a report"
run 0 2026-02-01 report brief --year 2025 --source "$dir/good.md" --format txt
says "审核合同2件" # signed values before the report is signed, too
sign_report 0 2026-02-01 2025 鼓政〔2026〕1号 "$dir/good.md" 103
sign_report 1 2026-02-01 2025 鼓政〔2026〕2号 "$dir/good.md" 103
says "signed already"
rm "$dir/good.md"
run 0 2026-02-02 report brief --year 2025 --format txt
cp "$dir/out" "$dir/report.txt"
says "审核合同2件"
says "鼓政〔2026〕1号"
says "鼓楼区人民政府文件"
says "签发人：负责人"
says "统计快照：$snapshot"
run 0 2026-05-01 report brief --year 2025 --format txt
cmp "$dir/out" "$dir/report.txt" || fail "a signed report changed"
run 0 2026-05-01 report brief --year 2025 --format html
says "目标5件（区政府工作报告，2025年），未达到"
run 0 2026-05-01 show 1
says "报告 brief"
run 1 2026-02-03 report publish brief --year 2025 --index 00001434/2026-1 --publisher 10 --as 101
says "is no catalogue number"
run 2 2026-02-03 report publish brief --year 2025 --index 000014349/2026-00017 --as 101
run 0 2026-02-03 report publish brief --year 2025 --index 000014349/2026-00017 --publisher 10 --as 101
says "published under 000014349/2026-00017"
run 1 2026-02-03 report publish brief --year 2025 --index 000014349/2026-00018 --publisher 10 --as 101
says "published already"
run 0 2026-02-03 list publication --json
says '"total":1'
run 0 2026-05-01 report brief --year 2025 --format html
says "<dt>索引号</dt><dd>000014349/2026-00017</dd>"
run 0 2026-05-01 report brief --year 2025 --format txt
cp "$dir/out" "$dir/published.txt"
run 0 2026-05-01 report brief --year 2025 --format json
says '审核合同2件'

# The same in the pages and the API: signed values, the signed text, who signed, every format.
serve "$db" --today 2026-05-01
expect 0 curl -s "$url/report/brief?year=2025"
says "审核合同<a"
says "已签发"
says "负责人"
for format in html pdf docx txt json; do
    expect 0 curl -sf -o "$dir/page.$format" "$url/report/brief/$format?year=2025"
done
head -c 5 "$dir/page.pdf" | grep -q '%PDF-' || fail "no PDF"
cmp "$dir/page.txt" "$dir/published.txt" || fail "the page's text is not the command's"
expect 0 curl -s "$url/figures?year=2025"
says "所列为签发的数"
stop_server

# Before the report: what the records say about shortcomings; a unit's sheet; a draft on this machine only.
run 0 2026-02-01 report gaps --year 2025 --json
says '"empty":['
says '"disclosure"'
run 0 2026-02-01 report unit --unit justice --year 2025 --format txt
says "区司法局2025年依法行政统计表"
says "审核合同	2件"
run 2 2026-02-01 report unit --year 2025
run 2 2026-02-01 report preview "$here/reports/annual.md" --year 2025 --listen 0.0.0.0:0
says "this machine only"
run 1 2026-02-01 report preview "$dir/none.md" --year 2025

# Returns: who owes what and when, what is signed, how it agrees with the registers' own count.
printf 'fields: {from: from, to: to}\nitems:\n  - {unit: justice, every: year, due: 10 days, figures: [tally.cases, tally.positive]}\n' >"$dir/owed.yaml"
run 0 2026-02-01 report returns --year 2025 --source "$dir/owed.yaml" --json
says '"figure":"tally.cases","from":"2025-01-01","to":"2025-12-31","due":"2026-01-10","state":"signed"'
says '"figure":"tally.positive","from":"2025-01-01","to":"2025-12-31","due":"2026-01-10","state":"overdue"'
run 0 2026-01-05 report returns --year 2025 --source "$dir/owed.yaml" --format txt
says "待报送"
run 0 2026-01-05 report returns --year 2025 --format txt
says "流调处置病例"
printf 'fields: {from: from, to: to}\nitems:\n  - {unit: justice, every: quarter, due: 5 working days, same_as: contract.reviewed, figures: [tally.cases]}\n' >"$dir/returns.yaml"
run 0 2026-02-01 report returns --year 2025 --source "$dir/returns.yaml" --json
says '"to":"2025-03-31","due":"2025-04-08"' # after 清明
says '"differs":true,"matters":[2]'
sed 's/quarter/decade/; s/5 working days/soon/; s/tally.cases/contract.reviewed/; s/contract.reviewed, fig/nothing, fig/' "$dir/returns.yaml" >"$dir/wrong.yaml"
run 1 2026-02-01 report returns --year 2025 --source "$dir/wrong.yaml"
says "wrong.yaml:3:"
says "every is month, quarter, half or year"
says "due is a length"
says "counted from records, not returned"

# A quarter is closed like a year.
run 0 2026-04-01 close --period 2026-Q1 --as 101
run 0 2026-04-01 close --period 2026-01-01..2026-03-31 --check --as 102
says "2026-Q1"
run 0 2026-04-01 close --period 2026-Q1 --show --json
says '"state":"checked"'

# verify covers the snapshots, and rebuild keeps them.
expect 0 "$GULOU" verify --all --db "$db"
says "signed texts"
expect 0 "$GULOU" rebuild --db "$db"
expect 0 "$GULOU" verify --all --db "$db"
values
cmp "$dir/values" "$dir/signed" || fail "rebuilt values differ"
cp "$db" "$dir/kept.db"
sqlite3 "$db" "pragma wal_checkpoint(truncate)" >/dev/null
cp "$db" "$dir/kept.db"
tampered() { # SQL WORDS
    cp "$dir/kept.db" "$db"
    rm -f "$db-wal" "$db-shm"
    sqlite3 "$db" "$1"
    expect 1 "$GULOU" verify --all --db "$db"
    says "$2"
}
tampered "update snapshot set bytes = replace(bytes, '2件', '3件') where name = 'closing 2025'" "is not the one that entry"
tampered "delete from snapshot where name = 'closed 2025'" "the text that it signs is missing"
tampered "insert into snapshot select district, seq, 'report annual 2025', bytes from snapshot where name = 'closed 2025'" "that no entry names"
echo "closing.test: ok"
