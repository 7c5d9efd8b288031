#!/bin/sh
# table.test.sh - official tables of a small demo: every cell is its figure and the sum of its list,
# every identity of the form holds, and the formats say the same. GULOU names the program.
set -eu
cd "$(dirname "$0")/.."
gulou=${GULOU:-build/gulou}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
db=$work/t.db

"$gulou" demo --db "$db" --scale 0.01 --quiet
"$gulou" figures --db "$db" --year 2022 --json >"$work/figures.json"
for path in tables/*.yaml; do
    name=$(basename "$path" .yaml)
    "$gulou" table "$name" --db "$db" --year 2022 --json >"$work/$name.json" 2>"$work/said"
    grep -q 'identities of the form hold' "$work/said"
    "$gulou" table "$name" --db "$db" --year 2022 --format csv -o "$work/$name.csv" 2>/dev/null
    "$gulou" table "$name" --db "$db" --year 2022 --format xlsx -o "$work/$name.xlsx" 2>/dev/null
    "$gulou" table "$name" --db "$db" --year 2022 --known 1 >/dev/null 2>&1 ||
        [ $? = 1 ] # nothing was known then; a stock carried in may say so
done

GULOU=$gulou python3 - "$work" "$db" <<'END'
import csv, io, json, os, subprocess, sys, zipfile

work, db = sys.argv[1:]
gulou = os.environ["GULOU"]


def run(*words):
    return json.loads(subprocess.run([gulou, *words, "--db", db], check=True, capture_output=True).stdout)


figures = {f["key"]: f["value"] for f in json.load(open(work + "/figures.json"))}
cells = lists = 0
for name in sorted(n[:-5] for n in os.listdir("tables")):
    table = json.load(open(f"{work}/{name}.json"))
    assert table["demo"] is True
    rows = list(csv.reader(io.StringIO(open(f"{work}/{name}.csv", encoding="utf-8-sig").read())))
    assert rows[0] == ["演示数据 · 虚构"], rows[0]
    numbers = [[c for c in row if c.lstrip("-").replace(".", "", 1).isdigit()] for row in rows]
    numbers = [n for n in numbers if n]
    book = zipfile.ZipFile(f"{work}/{name}.xlsx")
    assert sum(n.startswith("xl/worksheets/sheet") for n in book.namelist()) == len(table["sheets"])
    at = 0
    for sheet in table["sheets"]:
        assert all(len(row) == len(sheet["columns"]) for row in sheet["cells"])
        for row in sheet["cells"]:
            printed = [c for c in row if c and c["value"] is not None]
            if not printed:
                continue
            assert [float(n) for n in numbers[at]][-len(printed):] == [c["value"] for c in printed]
            at += 1
            for cell in printed:
                cells += 1
                whole = "unit" not in cell and "at" not in cell and "cell" not in cell
                if whole and cell["figure"] in figures:
                    assert abs(figures[cell["figure"]] - cell["value"]) < 1, cell
                is_part = ("cell" in cell or "at" in cell) and "unit" not in cell
                if is_part and (lists < 30 or (cell["value"] and cells % 5 == 0)):
                    words = ["list", "--figure", cell["figure"], "--year", "2022"]
                    words += ["--cell", cell["cell"]] if "cell" in cell else []
                    words += ["--at", "start"] if "at" in cell else []
                    listed = run(*words)
                    assert listed["sum"] == cell["value"], (cell, listed["sum"])
                    lists += 1
assert lists > 30, lists
print(cells, "cells;", lists, "of them added up from their lists")
END

# what is asked wrongly
refused() { # status, words expected, command...
    status=$1 words=$2
    shift 2
    got=0
    "$@" >"$work/out" 2>&1 || got=$?
    [ "$got" = "$status" ] || { echo "$*: status $got, expected $status"; cat "$work/out"; exit 1; }
    grep -q "$words" "$work/out" || { echo "$*: nobody said $words"; cat "$work/out"; exit 1; }
}
refused 1 'the tables are:' "$gulou" table weather --db "$db" --year 2022
refused 2 'csv, xlsx or json' "$gulou" table disclosure --db "$db" --year 2022 --format odt
refused 2 'needs a file' "$gulou" table disclosure --db "$db" --year 2022 --format xlsx
refused 2 'no cell' "$gulou" list --figure disclosure.handled --cell nobody --year 2022 --db "$db"
refused 2 'no cell' "$gulou" list --figure workorder.received --cell natural --year 2022 --db "$db"
refused 2 'only of a stock' "$gulou" list --figure disclosure.handled --at start --year 2022 --db "$db"
