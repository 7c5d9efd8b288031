#!/bin/sh
# An office from the command line: filed, handled, refused, approved, amended, verified, erased.
. "$(dirname "$0")/lib.sh"
db=$dir/office.db

expect 0 "$GULOU" init --district 320106 --name 鼓楼区 --db "$db"
expect 1 "$GULOU" init --district 320106 --name 鼓楼区 --db "$db"
says "exists already"
expect 2 "$GULOU" init --district 32 --name 鼓楼区 --db "$dir/x.db"

# What is missing and wrong is told all at once; nothing is written, no number is lost.
expect 1 "$GULOU" file contract --as 101 --db "$db" -f kind=gift -f amount=12.345 -f nonsense=1
says "送审单位 is missing"
says "\"gift\" is not one of its closed list"
says "an amount in yuan with at most two digits"
says "there is no such field"
expect 1 "$GULOU" file nothing --as 101 --db "$db"
says "there is no register"
expect 1 "$GULOU" file contract --as 100 --db "$db" -f department=10 -f subject=x -f kind=services
says "may not do this"
expect 0 "$GULOU" file contract --as 101 --db "$db" -f department=10 -f subject=办公楼修缮合同 \
    -f kind=services -f department_checked=true --key K1 --json
says '"status":"done"'
says '第1号'
expect 0 "$GULOU" file contract --as 101 --db "$db" -f department=10 -f subject=办公楼修缮合同 \
    -f kind=services -f department_checked=true --key K1 --json
says '"status":"repeated"'
expect 1 "$GULOU" file contract --as 101 --db "$db" -f department=10 -f subject=另一份 \
    -f kind=services -f department_checked=true --key K1
says "used for another command"

expect 1 "$GULOU" do 1 sign --as 101 --db "$db"
says "is not possible in the state"
expect 2 "$GULOU" do 1 review --as 102 --db "$db" -f opinion=may_sign --on 2022-02-30
expect 2 "$GULOU" do 1 review --as 102 --db "$db" -f opinion=may_sign --on tomorrow
expect 1 "$GULOU" do 1 review --as 102 --db "$db" -f opinion=may_sign --on 2099-01-01
says "lies after today"
expect 0 "$GULOU" do 1 review --as 102 --db "$db" -f opinion=may_sign
expect 0 "$GULOU" show 1 --db "$db" --lang en
says "Counts in"
says "contract.reviewed"
expect 2 "$GULOU" do 1 amend --as 102 --db "$db" --reason x
says "amend takes --replaces SEQ"
expect 2 "$GULOU" file contract --as 101 --db "$db" -f =x
says "--field takes NAME=VALUE"
expect 0 "$GULOU" list contract --where 'opinion = may_sign' --json --db "$db"
says '"total":1'
expect 1 "$GULOU" list contract --where 'opinion = nothing' --db "$db"
year=$(date +%Y)
expect 0 "$GULOU" figures contract.reviewed --year "$year" --json --db "$db"
says '"value":1'
expect 0 "$GULOU" list --figure contract.reviewed --year "$year" --db "$db"
says '"total":1,"sum":1'
expect 0 "$GULOU" figures contract.reviewed --year "$year" --known 2 --json --db "$db"
says '"value":0'
expect 1 "$GULOU" figures contract.reviewed --year "$year" --known 99999 --db "$db"
says "the ledger holds 3 entries"
expect 1 "$GULOU" list --figure contract.reviewed --year "$year" --known 99999 --db "$db"
says "the ledger holds 3 entries"
expect 1 "$GULOU" list --figure contract.reviewed --year "$year" --known 2099-01-01 --db "$db"
says "it lies after today"
expect 2 "$GULOU" figures --db "$db"
expect 2 "$GULOU" figures no.such --year 2022 --db "$db"

# What only waits for a second person has no state yet, and says so.
expect 0 "$GULOU" file contract --as 101 --db "$db" -f department=10 -f subject=补登 \
    -f kind=services -f department_checked=true --on 2020-01-02
says "待第二人确认"
expect 0 "$GULOU" show 2 --db "$db"
says "待第二人确认"
expect 0 "$GULOU" list contract --db "$db" --lang en
says "proposed"
expect 2 "$GULOU" demo --db "$dir/demo.db" --only contract,nonsense
says 'no part "nonsense"'

# The second person names the proposal; its fields are stored. A unit may be named by code or name.
expect 1 "$GULOU" do 2 --as 103 --approves 77 --db "$db"
says "no proposal with the number 77 waits"
expect 1 "$GULOU" do 2 --as 101 --approves 3 --db "$db"
expect 0 "$GULOU" do 2 --as 103 --approves 3 --db "$db" --json
says '"state":"reviewing"'
says '"received":"2020-01-02"'
expect 2 "$GULOU" do 2 --as 103 --db "$db"
for name in 10 justice 区司法局; do
    expect 0 "$GULOU" file comment_request --as 101 --db "$db" -f requester=$name -f subject=征求意见 \
        -f kind=other -f answer_by=2099-01-01 --json
    says '"requester":10'
done
expect 1 "$GULOU" file comment_request --as 101 --db "$db" -f requester=没有的单位 -f subject=征求意见 \
    -f kind=other -f answer_by=2099-01-01
says 'no unit has the number, code or the name "没有的单位"'

# A text cannot steer the terminal that shows it.
expect 0 "$GULOU" file contract --as 101 --db "$db" -f department=10 \
    -f "subject=$(printf 'a\033[31mb\302\233c\r')" -f kind=services -f department_checked=true
expect 0 "$GULOU" show 6 --db "$db"
says 'a?[31mb?c'

# A receipt is checked without the office, and a changed one fails.
key=$("$GULOU" verifier-key --db "$db")
expect 0 "$GULOU" prove 1 --db "$db" -o "$dir/receipt"
expect 0 "$GULOU" verify-receipt "$dir/receipt" --log "$key"
says "passed     inclusion"
sed 's/^index 1$/index 0/' "$dir/receipt" >"$dir/changed"
expect 1 "$GULOU" verify-receipt "$dir/changed" --log "$key"

# Everything is what the ledger says; a changed row is found.
expect 0 "$GULOU" verify --all --db "$db"
expect 0 "$GULOU" rebuild --db "$db"
expect 0 "$GULOU" verify --all --db "$db"
cp "$db" "$dir/t.db"
cp "$db.keys" "$dir/t.db.keys"
sqlite3 "$dir/t.db" "update tally set amount = amount + 1 where rowid is null or figure >= 0" 2>/dev/null ||
    sqlite3 "$dir/t.db" "update tally set amount = amount + 1"
expect 1 "$GULOU" verify --all --db "$dir/t.db"
says "rows are not what the ledger says"
expect 0 "$GULOU" rebuild --db "$dir/t.db"
expect 0 "$GULOU" verify --all --db "$dir/t.db"
sqlite3 "$dir/t.db" "update entry set codes = replace(codes, 'may_sign', 'may_not')"
expect 1 "$GULOU" verify --db "$dir/t.db"
says "its bytes do not have the hash that the tree holds"

# Erasing a person leaves every figure and proof as it was, and no trace of the words.
expect 0 "$GULOU" file reconsideration --as 101 --db "$db" -f respondent=10 \
    -f applicant='[{"name":"丁卯测试姓名","phone":"10000000000"}]' -f act=罚款事实壹贰叁
id=$("$GULOU" list reconsideration --limit 1 --db "$db" | awk 'NR==1{print $1}')
grep -q 丁卯测试姓名 "$db" "$db-wal" "$db.keys" "$db.keys-wal" 2>/dev/null && fail "a name stands in a file"
"$GULOU" figures --year "$year" --json --db "$db" >"$dir/before"
expect 1 "$GULOU" erase "$id" --as 102 --approver 102 --db "$db"
says "two persons"
expect 0 "$GULOU" erase "$id" --as 102 --approver 103 --db "$db"
expect 0 "$GULOU" rebuild --db "$db"
expect 0 "$GULOU" verify --all --db "$db"
"$GULOU" figures --year "$year" --json --db "$db" >"$dir/after"
cmp -s "$dir/before" "$dir/after" || fail "erasing changed a figure"

# Lost keys are missed by name, and nothing suggests a new office over the old one.
mv "$db.keys" "$dir/elsewhere"
expect 1 "$GULOU" show 1 --db "$db"
says "name it with --keys"
says_not "gulou init"
expect 0 "$GULOU" show 1 --db "$db" --keys "$dir/elsewhere"
mv "$dir/elsewhere" "$db.keys"

# An old copy put back is refused.
expect 0 "$GULOU" backup "$dir/copy" --db "$db"
expect 0 "$GULOU" file comment_request --as 101 --db "$db" -f requester=10 -f subject=征求意见 -f kind=other \
    -f answer_by=2099-01-01
expect 0 "$GULOU" checkpoint --db "$db"
rm "$db" "$db.keys"
expect 1 "$GULOU" restore "$dir/copy" --db "$db"
says "it is an old or another copy"
