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
fails 1 'more than 16 MiB' "$gulou" audit "$work/huge.txt"
printf '全年工作扎实推进。\n' >"$work/none-in-it.txt"
fails 1 '没有找到' "$gulou" audit "$work/none-in-it.txt"
printf '全区办理公证案件6357件。\n' >"$work/2021.txt"
printf '全区办理公证案件7296件,同比增长14.77%%。\n' >"$work/2022.txt"
fails 0 '(7296-6357)/6357' "$gulou" audit "$work/2022.txt" --previous "$work/2021.txt"

# HTML, DOCX and PDF of one report say the same; what cannot be read says why.
python3 test/web/report_files.py "$work"
for format in html docx pdf; do
    fails 1 '60/150 = 41%' "$gulou" audit "$work/report.$format"
    "$gulou" audit --json "$work/report.$format" >"$work/$format.json" || true
done
python3 -c '
import json, sys
one, *others = [[(c["kind"], c["mode"], c["left"], c["right"]) for c in json.load(open(p))["checks"]] for p in sys.argv[1:]]
assert len(one) >= 5 and all(o == one for o in others), (one, others)
' "$work/html.json" "$work/docx.json" "$work/pdf.json"
fails 1 'unpacks to far more' "$gulou" audit "$work/bomb.docx"
fails 1 'no Word document' "$gulou" audit "$work/other.docx"
fails 1 'no text' "$gulou" audit "$work/empty.pdf"
fails 1 'damaged' "$gulou" audit "$work/broken.pdf"
fails 1 'password' "$gulou" audit "$work/locked.pdf"

# The page: in memory, not kept, each figure marked, one verdict, and works without script.
"$gulou" demo --db "$work/d.db" --scale 0.01 --quiet
"$gulou" report annual --db "$work/d.db" --year 2022 -o "$work/own.html"
fails 0 '，0个不一致' "$gulou" audit "$work/own.html" --against-db --db "$work/d.db" || true
"$gulou" serve --db "$work/d.db" --listen 127.0.0.1:0 >"$work/serve" 2>&1 &
server=$!
trap 'kill $server; rm -rf "$work"' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    grep -q '(port' "$work/serve" && break
    sleep 0.5
done
url=http://127.0.0.1:$(sed -n 's/.*(port \([0-9]*\)).*/\1/p' "$work/serve")
curl -s "$url/audit" | grep -q 'name="file"'
curl -s -D "$work/head" -F "file=@$work/report.pdf" "$url/audit" >"$work/page"
grep -qi '^cache-control: no-store' "$work/head"
grep -q '有1处不符' "$work/page"
grep -q 'class="figure-found figure-bad" id="figure-[0-9]*" href="#check-[0-9]*">41%' "$work/page"
grep -q '<li id="check-[0-9]*" class="check-bad">' "$work/page"
if grep -q '<script' "$work/page"; then echo "the page has a script"; exit 1; fi
curl -s -b lang=en --data-urlencode 'text=受理10件,其中甲4件、乙7件、其他1件<i>。' "$url/audit" >"$work/page"
grep -q '1 of 1 checks do not hold' "$work/page"
grep -q '&lt;i&gt;' "$work/page"
curl -s --data-urlencode 'text=' "$url/audit" | grep -q '没有文字可核对'
curl -s -F "file=@$work/locked.pdf" "$url/audit" | grep -q 'role="alert"'
curl -s -F "file=@$work/2022.txt" -F "previous=@$work/2021.txt" "$url/audit" | grep -q '(7296-6357)/6357'
if grep -rqa -D skip '乙7件' "$work/d.db"* "$work/serve"; then echo "the text was kept"; exit 1; fi
