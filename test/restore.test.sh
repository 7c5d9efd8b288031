#!/bin/sh
# A backup made before an erasure and restored after it does not bring the person back: not the
# values, not the keys, in no byte of any file; the figures stay, and the ledger says what was done.
. "$(dirname "$0")/lib.sh"
db=$dir/office.db
year=$(date +%Y)

phones=0
file() { # NAME, each with a telephone number of his own
    phones=$((phones + 1))
    expect 0 "$GULOU" file reconsideration --as 101 --db "$db" -f respondent=10 \
        -f "applicant=[{\"name\":\"$1\",\"phone\":\"1000000000$phones\"}]" -f act=罚款事实壹贰叁
}

# traces KEYS.hex FILE... - how many of the files hold one of these keys, as bytes
traces() {
    python3 - "$@" <<'PY'
import sys
keys = [bytes.fromhex(line) for line in open(sys.argv[1]).read().split()]
assert keys and all(len(key) == 32 for key in keys)
print(sum(any(key in open(name, "rb").read() for key in keys) for name in sys.argv[2:]))
PY
}

expect 0 "$GULOU" init --district 320106 --name 鼓楼区 --db "$db"
file 演示甲
file 演示乙
file 演示丙
expect 0 "$GULOU" backup "$dir/monday" --db "$db"
sqlite3 "$dir/monday.keys" "select hex(bytes) from person_key where person in (1, 2)" >"$dir/keys.hex"
[ "$(traces "$dir/keys.hex" "$dir/monday.keys")" = 1 ] || fail "the search does not find what is there"
"$GULOU" figures --year "$year" --json --db "$db" >"$dir/before"
expect 0 "$GULOU" erase 1 --as 102 --approver 103 --db "$db"
expect 0 "$GULOU" backup "$dir/tuesday" --db "$db"
expect 0 "$GULOU" erase 2 --as 102 --approver 103 --db "$db"
! grep -qE '演示|1000000000' "$db.erased" || fail "something personal stands on the list"

# Elsewhere on this machine: the office's own list is found.
expect 0 "$GULOU" restore "$dir/monday" --db "$dir/new.db"
says "2 persons, erased since the backup was made, were erased again"
[ "$(traces "$dir/keys.hex" "$dir"/new.db*)" = 0 ] || fail "a key of an erased person stands in a file"
[ "$(sqlite3 "$dir/new.db" 'select count(*) from sealed')" = 1 ] || fail "values are back"
[ "$(sqlite3 "$dir/new.db.keys" 'select group_concat(person) from person_key')" = 3 ] || fail "keys are back"
expect 0 "$GULOU" verify --all --db "$dir/new.db"
expect 0 "$GULOU" rebuild --db "$dir/new.db"
expect 0 "$GULOU" verify --all --db "$dir/new.db"
"$GULOU" figures --year "$year" --json --db "$dir/new.db" >"$dir/after"
cmp -s "$dir/before" "$dir/after" || fail "a figure changed"
[ "$(sqlite3 "$dir/new.db" "select count(*) from entry where kind = 'office.erased' and codes like '.first_on %'")" = 2 ] ||
    fail "the ledger does not say that they were erased again"
expect 0 "$GULOU" restore "$dir/tuesday" --db "$dir/tuesday.db"
says "1 persons"

# In place, both databases lost.
rm -f "$db" "$db.keys" "$db-wal" "$db-shm"
expect 0 "$GULOU" restore "$dir/monday" --db "$db"
says "2 persons"
expect 1 "$GULOU" restore "$dir/monday" --db "$db"
says "exists"

# A file put back by hand is no way round: the next command that writes erases again.
rm -f "$db" "$db.keys" "$db-wal" "$db-shm"
cp "$dir/monday" "$db"
cp "$dir/monday.keys" "$db.keys"
file 演示丁
[ "$(traces "$dir/keys.hex" "$db" "$db"-* "$db.keys" "$db.keys"-*  2>/dev/null || echo 0)" = 0 ] || fail "a key is back"
expect 0 "$GULOU" verify --all --db "$db"

# The list itself is lost, and the newest of its copies is named; a wrong one is refused, and nothing is there.
mkdir "$dir/elsewhere"
mv "$db.erased" "$dir/elsewhere/list"
expect 1 "$GULOU" restore "$dir/monday" --db "$dir/third.db"
says "office.db.erased, is not there"
says "--erased none"
expect 1 "$GULOU" restore "$dir/monday" --db "$dir/third.db" --erased "$dir/before"
says "is no line of a list of erasures"
expect 1 "$GULOU" restore "$dir/monday" --db "$dir/third.db" --erased "$dir/nowhere"
says "there is no list"
[ ! -e "$dir/third.db" ] && [ ! -e "$dir/third.db.keys" ] || fail "something was restored"
expect 0 "$GULOU" restore "$dir/monday" --db "$dir/third.db" --erased "$dir/elsewhere/list"
says "2 persons"
expect 0 "$GULOU" restore "$dir/monday" --db "$dir/fourth.db" --erased "$dir/tuesday.erased"
says "1 persons"
expect 0 "$GULOU" restore "$dir/tuesday" --db "$dir/fifth.db" --erased none
says_not "erased again"
