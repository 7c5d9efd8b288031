#!/bin/sh
# document.test.sh - the printed report measured on the page (poppler): margins, lines, characters,
# the demo marking, page numbers outside; and the DOCX by LibreOffice, where there is one.
set -eu
cd "$(dirname "$0")/.."
gulou=${GULOU:-build/gulou}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
db=$work/r.db

"$gulou" demo --db "$db" --scale 0.01 --quiet
for format in pdf docx txt html; do
    "$gulou" report annual --db "$db" --year 2022 --format $format -o "$work/r.$format"
    "$gulou" report annual --db "$db" --year 2022 --format $format >"$work/again"
    cmp "$work/again" "$work/r.$format"
done
pdftotext -bbox "$work/r.pdf" "$work/r.bbox"
pdftotext "$work/r.pdf" "$work/pdf.txt"

python3 - "$work" <<'END'
import re, sys

work = sys.argv[1]
MM = 25.4 / 72
pages = open(work + "/r.bbox", encoding="utf-8").read().split("<page ")[1:]
assert len(pages) >= 8, len(pages)
full = 0
for n, page in enumerate(pages, 1):
    width, height = (float(v) * MM for v in re.match(r'width="([\d.]+)" height="([\d.]+)"', page).groups())
    assert abs(width - 210) < 0.1 and abs(height - 297) < 0.1, (width, height)
    words = [(*(float(v) * MM for v in m[:4]), m[4]) for m in
             re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', page)]
    mark = [w for w in words if w[3] < 30]
    number = [w for w in words if w[1] > 264]
    body = [w for w in words if w not in mark and w not in number]
    assert "".join(w[4] for w in mark) == "演示数据·虚构", mark
    assert [w[4] for w in number] == ["—", str(n), "—"], number
    outside = number[-1][2] if n % 2 else number[0][0]
    assert abs(outside - (184 - 4.94 if n % 2 else 28 + 4.94)) < 1, (n, outside)
    middle = (number[1][1] + number[1][3]) / 2  # the font of the digits is the machine's
    assert 269 < middle < 273.5, number
    lines = sorted({round(w[1], 0) for w in body if w[3] - w[1] > 5})
    if len(lines) < 22 or n == 1:
        continue
    full += 1
    assert abs(min(w[0] for w in body) - 28) < 1, n
    assert abs(210 - max(w[2] for w in body) - 26) < 1, n
    assert abs(min(w[1] for w in body) - 37) < 1, (n, min(w[1] for w in body))
    assert abs(297 - max(w[3] for w in body) - 35) < 1, (n, max(w[3] for w in body))
    assert len(lines) == 22, (n, lines)
    for word in body:  # a whole line of Han characters and full-width marks
        if re.fullmatch(r"[\u4e00-\u9fff]{20,}", word[4]) and word[0] < 29 and word[2] > 183:
            assert len(word[4]) == 28, word
assert full >= 3, full
text = "".join(open(work + "/pdf.txt", encoding="utf-8").read().split())
text = re.sub(r"—\d+—", "", text.replace("演示数据·虚构", ""))
plain = "".join(open(work + "/r.txt", encoding="utf-8").read().split()).replace("演示数据·虚构", "。")
for sentence in re.findall(r"[\u4e00-\u9fff]{6,}", plain):
    assert sentence in text, sentence
END

grep -q '^演示数据 · 虚构$' "$work/r.txt"

# Fonts by role: a file of the office's own; what is wrong in it is told, what is missing named.
printf 'title: ["No Such Family", "Noto Sans CJK SC:bold"]\n' >"$work/fonts.yaml"
GULOU_FONTS=$work/fonts.yaml "$gulou" report annual --db "$db" --year 2022 --format pdf -o "$work/own.pdf"
pdffonts "$work/own.pdf" | grep -q 'NotoSansCJKsc-Bold'
printf 'titel: [x]\n' >"$work/fonts.yaml"
! GULOU_FONTS=$work/fonts.yaml "$gulou" report annual --db "$db" --year 2022 --format pdf -o "$work/own.pdf" 2>"$work/err"
grep -q 'there is no role "titel"' "$work/err"

if command -v soffice >/dev/null 2>&1; then
    soffice --headless -env:UserInstallation=file://"$work/lo" --convert-to txt:Text --outdir "$work/lo-out" "$work/r.docx" >/dev/null 2>&1
    sed 's/^　*//; /^$/d; /演示数据/d; /年度报告$/d' "$work/r.txt" | head -n 60 | while read -r line; do
        grep -qF "$line" "$work/lo-out/r.txt" || { echo "LibreOffice lost: $line"; exit 1; }
    done
else
    echo "document.test: LibreOffice is not here, its conversion of the DOCX is skipped"
fi
echo "document.test: ok"
