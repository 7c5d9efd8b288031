#!/bin/sh
# An office made by every released schema is opened by today's program: brought up to date, answering
# as that release did, everything verified, its definitions unchanged, its work going on. A database
# of a newer schema, and one that is only asked, are refused with a sentence and not touched.
. "$(dirname "$0")/lib.sh"
fixtures=$(cd "$(dirname "$0")" && pwd)/fixtures/schema
export TZ=UTC # no answer may depend on it

# still_answers OLD NEW - what the release answered; new words may stand beside it.
still_answers() {
    python3 - "$1" "$2" <<'PY' || fail "the answers of the release are not given any more"
import json, sys
def same(old, new, path):
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old:
            if key not in new:
                sys.exit("%s.%s is gone" % (path, key))
            same(old[key], new[key], path + "." + key)
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            sys.exit("%s has %d elements, not %d" % (path, len(new), len(old)))
        for i, value in enumerate(old):
            same(value, new[i], "%s[%d]" % (path, i))
    elif old != new:
        sys.exit("%s is %r, not %r" % (path, new, old))
old, new = ([json.loads(line) for line in open(name, encoding="utf-8")] for name in sys.argv[1:3])
same(old, new, "answers")
PY
}

columns() { # of the tables that a migration answers for; the projections follow the registers
    sqlite3 "$1" "select m.name, c.name, c.type, c.\"notnull\", c.pk from sqlite_master m, pragma_table_info(m.name) c
        where m.type = 'table' and m.name not like 'p\_%' escape '\\' order by 1, 2;
        select name, tbl_name from sqlite_master where type = 'index' and tbl_name not like 'p\_%' escape '\\'
        order by 1, 2; select name, class from table_class where name not like 'p\_%' escape '\\' order by 1"
}

answers() { # DB
    "$GULOU" figures --year 2022 --json --db "$1" >"$dir/figures"
    : >"$dir/matters"
    for matter in 1 2 3 4 5 6; do
        "$GULOU" show $matter --json --db "$1" >>"$dir/matters"
    done
}

open_release() { # VERSION NAME: its files as the database $db
    db=$dir/$2.db
    sqlite3 "$db" <"$fixtures/schema-$1.sql"
    sqlite3 "$db.keys" <"$fixtures/schema-$1.keys.sql"
    for file in "$db" "$db.keys"; do # as every release leaves them; a dump does not say so
        sqlite3 "$file" "pragma journal_mode=wal" >/dev/null
    done
    [ "$(sqlite3 "$db" 'pragma user_version')" = "$1" ] || fail "the fixture is not of schema $1"
    ! grep -q 演示 "$fixtures/schema-$1.keys.sql" || fail "a name stands in the keys"
}

"$GULOU" init --district 320106 --name 鼓楼区 --db "$dir/new.db" >/dev/null || fail "init"
newest=$(sqlite3 "$dir/new.db" 'pragma user_version')
tried=0
for asked in "$fixtures"/schema-*.figures.json; do
    version=${asked##*/schema-}
    version=${version%.figures.json}
    tried=$((tried + 1))
    open_release "$version" "schema-$version"

    # Only asked, an older database is left as it is.
    if [ "$version" != "$newest" ]; then
        cp "$db" "$dir/before"
        expect 1 "$GULOU" show 1 --db "$db"
        says "has schema version $version"
        cmp -s "$db" "$dir/before" || fail "asking has changed an older database"
    fi

    expect 0 "$GULOU" verify --all --db "$db"
    says "everything holds"
    [ "$(sqlite3 "$db" 'pragma user_version')" = "$newest" ] || fail "not brought up to date"
    columns "$db" >"$dir/migrated"
    columns "$dir/new.db" >"$dir/made"
    diff "$dir/made" "$dir/migrated" >&2 || fail "a migrated database has other tables than a new one"
    [ "$(sqlite3 "$db" "select count(*) from entry where kind = 'office.adopted'")" = 1 ] ||
        fail "opening has adopted something"
    answers "$db"
    still_answers "$asked" "$dir/figures"
    still_answers "$fixtures/schema-$version.matters.json" "$dir/matters"

    # The proposal that waited is approved, the sealed persons are there, the erased one is not.
    expect 0 "$GULOU" do 6 submit --as 103 --approves 12 --db "$db" --today 2022-08-20 -f department=10 \
        -f subject=补登的合同 -f kind=land -f department_checked=true --on 2022-08-02 --json
    says '"status":"done"'
    expect 0 "$GULOU" erase 2 --as 102 --approver 103 --db "$db" --today 2022-08-20
    says "1 persons erased"
    expect 0 "$GULOU" rebuild --db "$db"
    expect 0 "$GULOU" verify --all --db "$db"
    expect 0 "$GULOU" figures contract.reviewed reconsideration.received --year 2022 --json --db "$db"
    says '"key":"contract.reviewed","value":1'
    says '"key":"reconsideration.received","value":2'

    # What is derived was marked as unfinished (by a migration, or work cut short): only asked, it says
    # so; opened for writing, it is made again.
    sqlite3 "$db" "insert into meta values ('caches', 'unfinished') on conflict do update set value = excluded.value;
        delete from tally; delete from contribution"
    expect 111 "$GULOU" figures --year 2022 --json --db "$db"
    says "is being made anew"
    expect 0 "$GULOU" verify --all --db "$db"
done
# The newest schema has a fixture once it is released.
[ "$tried" -ge $((newest - 1)) ] || fail "$tried fixtures for $newest schemas: run $fixtures/make.sh at each release"

# A newer one is refused by every command, and stays byte for byte what it was.
open_release 1 again
for part in "" .keys; do
    cp "$db" "$dir/newer.db"
    cp "$db.keys" "$dir/newer.db.keys"
    sqlite3 "$dir/newer.db$part" "pragma user_version=$((newest + 1))"
    cp "$dir/newer.db$part" "$dir/before"
    for command in "verify" "show 1" "rebuild" "checkpoint" "serve --listen 127.0.0.1:0" "backup $dir/copy"; do
        # shellcheck disable=SC2086
        expect 1 "$GULOU" $command --db "$dir/newer.db"
        says "has schema version $((newest + 1)); this program knows versions up to"
        says "A newer gulou has written it"
    done
    cmp -s "$dir/newer.db$part" "$dir/before" || fail "a newer database was changed"
done
