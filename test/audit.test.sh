#!/bin/sh
# audit.test.sh - gulou audit from the command line: statuses, JSON, encodings, bad input. GULOU names
# the program.
set -eu
cd "$(dirname "$0")/.."
gulou=${GULOU:-build/gulou}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
texts=test/golden/audit

fails() { # status, words that must be in the message, command...
    expected=$1 words=$2 status=0
    shift 2
    "$@" >"$work/out" 2>"$work/err" || status=$?
    [ "$status" = "$expected" ] || { echo "status $status, not $expected: $*"; cat "$work/err"; exit 1; }
    grep -q "$words" "$work/out" "$work/err" || { echo "no \"$words\" from: $*"; cat "$work/out" "$work/err"; exit 1; }
}

fails 1 '有.*处不符' "$gulou" audit $texts/five-verdicts.txt
fails 0 '核对.*全部相符' "$gulou" audit $texts/growth-without-base.txt $texts/hotline-quarter.txt
fails 1 'last digit off' "$gulou" audit --lang en $texts/reconsideration-shares.txt
fails 2 'say which report' "$gulou" audit
fails 1 'cannot be opened' "$gulou" audit "$work/none.txt"

"$gulou" audit --json $texts/hotline-quarter.txt | python3 -c '
import json, sys
report = json.load(sys.stdin)
text = open(sys.argv[1], encoding="utf-8").read()
for f in report["figures"]:
    assert text[f["start"]:f["end"]] == f["text"], f
assert report["verdict"] == "holds" and report["failing"] == 0
assert {c["kind"] for c in report["checks"]} >= {"sum", "share"}
for c in report["checks"]:
    assert all(0 <= i < len(report["figures"]) for i in c["figures"])
' $texts/hotline-quarter.txt
status=0
"$gulou" audit --json $texts/five-verdicts.txt "$work/none.txt" $texts/lying-table.txt >"$work/two.json" 2>/dev/null || status=$?
[ "$status" = 1 ] && python3 -c 'import json, sys; assert len(json.load(sys.stdin)["reports"]) == 2' <"$work/two.json"

# GB 18030 gives the same figures; damaged UTF-8 and what is no text are refused with a sentence.
iconv -f UTF-8 -t GB18030 $texts/five-verdicts.txt >"$work/gb.txt"
"$gulou" audit --json "$work/gb.txt" >"$work/gb.json" || true
"$gulou" audit --json $texts/five-verdicts.txt >"$work/utf.json" || true
python3 -c '
import json, sys
a, b = (json.load(open(p)) for p in sys.argv[1:])
assert a["figures"] == b["figures"] and a["checks"] == b["checks"]
' "$work/gb.json" "$work/utf.json"
{ cat $texts/five-verdicts.txt; printf '\377'; } >"$work/damaged.txt"
fails 1 'not UTF-8' "$gulou" audit "$work/damaged.txt"
head -c 20000000 /dev/zero | tr '\0' 'a' >"$work/huge.txt"
fails 1 'larger than' "$gulou" audit "$work/huge.txt"
printf '全年工作扎实推进。\n' >"$work/none-in-it.txt"
fails 1 '没有找到' "$gulou" audit "$work/none-in-it.txt"
printf '全区办理公证案件6357件。\n' >"$work/2021.txt"
printf '全区办理公证案件7296件,同比增长14.77%%。\n' >"$work/2022.txt"
fails 0 '(7296-6357)/6357' "$gulou" audit "$work/2022.txt" --previous "$work/2021.txt"
