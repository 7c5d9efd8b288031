#!/bin/sh
# report.test.sh - the annual report of a small demo: sound, complete, every number that of `gulou
# figures`, in HTML and JSON alike. GULOU names the program.
set -eu
cd "$(dirname "$0")/.."
gulou=${GULOU:-build/gulou}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
db=$work/r.db

"$gulou" report check | grep -q 'reports are sound and complete'

"$gulou" demo --db "$db" --scale 0.01 --quiet
"$gulou" figures --db "$db" --year 2022 --json >"$work/figures.json"
"$gulou" report annual --db "$db" --year 2022 --format html -o "$work/r.html"
"$gulou" report annual --db "$db" --year 2022 --format html --links http://127.0.0.1:8080 >"$work/linked.html"
"$gulou" report annual --db "$db" --year 2022 --format json -o "$work/r.json"
"$gulou" report annual --db "$db" --year 2022 --json | cmp - "$work/r.json"
"$gulou" report annual --db "$db" --year 2022 | cmp - "$work/r.html"

python3 - "$work" <<'END'
import html.parser, json, sys

work = sys.argv[1]
figures = {f["key"]: f for f in json.load(open(work + "/figures.json"))}
report = json.load(open(work + "/r.json"))
assert report["demo"] is True and report["year"] == 2022, "marks"

bound = []
for part in report["parts"]:
    for paragraph in part["paragraphs"]:
        at = 0
        for f in paragraph["figures"]:
            at = paragraph["text"].index(f["text"], at) + len(f["text"])
            bound.append(f)
for f in bound:
    for name in ("text", "value", "from", "to"):
        assert f[name] == figures[f["key"]][name], (f, figures[f["key"]])
missing = set(figures) - {f["key"] for f in bound}
assert len(figures) == 159 and not missing, missing


class Page(html.parser.HTMLParser):
    """Texts of data elements in order, and that every element is closed in its turn."""
    def __init__(self):
        super().__init__()
        self.open, self.data, self.ids, self.links, self.scripts = [], [], set(), [], 0
    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.scripts += tag == "script" and attrs.get("type") != "application/json"
        if tag == "a":
            self.links.append(attrs["href"])
        if "id" in attrs:
            assert attrs["id"] not in self.ids, "twice: " + attrs["id"]
            self.ids.add(attrs["id"])
        if tag == "data":
            self.data.append([attrs["id"], attrs["value"], attrs["title"], ""])
        if tag != "meta":
            self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag
    def handle_data(self, data):
        if self.open and self.open[-1] == "data":
            self.data[-1][3] += data
        elif not self.open or self.open[-1] not in ("style", "script"):
            assert "{" not in data and "}" not in data and "[[" not in data, data


def read(name):
    page = Page()
    page.feed(open(work + "/" + name, encoding="utf-8").read())
    assert page.open == [] and page.scripts == 0, page.open
    return page


page = read("r.html")
assert page.links == [], page.links
assert [d[3] for d in page.data] == [f["text"] for f in bound], "HTML and JSON differ"
for (ident, value, title, text), f in zip(page.data, bound):
    assert ident.split("-")[0] == f["key"] and title == f["from"] + " — " + f["to"], (ident, title)
    assert (value == "" and f["value"] is None) or float(value) == f["value"], (ident, value)
linked = read("linked.html")
assert linked.data == page.data
keys = {link[len("http://127.0.0.1:8080/figure/"):-len("/list?year=2022")] for link in linked.links}
closed = set(figures) - keys
assert closed and keys < set(figures), "restricted figures have no link"
assert all(k.split(".")[0] in ("risk", "police", "restricted") for k in closed), closed
print(len(bound), "bindings of", len(figures), "figures;", len(closed), "restricted, without a link")
END
[ "$(grep -o '演示数据 · 虚构' "$work/r.html" | wc -l)" -ge 3 ]

refused() { # exit status, words, arguments...
    status=0 want=$1 words=$2
    shift 2
    "$gulou" "$@" >"$work/out" 2>"$work/err" || status=$?
    [ "$status" = "$want" ] && grep -q -e "$words" "$work/err" && [ ! -s "$work/out" ] && return
    echo "gulou $*: exit $status"
    cat "$work/out" "$work/err"
    exit 1
}
refused 1 'there is no report "weekly"' report weekly --db "$db" --year 2022
refused 2 'txt or json' report annual --db "$db" --year 2022 --format odt
refused 2 'say which period' report annual --db "$db"
refused 2 'say which report' report --year 2022
refused 2 '--links takes the address' report annual --db "$db" --year 2022 --links javascript:alert
refused 1 'cannot be created' report annual --db "$db" --year 2022 -o "$work/none/r.html"
