"""The same invented report as HTML, DOCX and PDF, written into a folder: report_files.py FOLDER.
The PDF is made by hand: fonts that are not embedded, with a map to Unicode, uncompressed."""
import sys
import zipfile

folder = sys.argv[1]
prose = ["2023年受理案件150件,其中办结120件、在办30件,办结率80%。", "处罚40件,占受理总数的26.6%。"]
table = [["类别", "件数", "占比"], ["甲", "90", "60%"], ["乙", "60", "41%"], ["合计", "150", "100%"]]

html = "<!DOCTYPE html><meta charset=utf-8><title>5件</title><script>var x='9件'</script>"
html += "".join("<p>%s</p>" % p.replace("150", "<b>15</b>0") for p in prose)
html += "<table>%s</table>" % "".join(
    "<tr>%s</tr>" % "".join("<td><p>%s</p></td>" % c for c in row) for row in table)
open(folder + "/report.html", "w", encoding="utf-8").write(html)

word = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
word += "".join("<w:p><w:r><w:t>%s</w:t></w:r><w:r><w:t>%s</w:t></w:r></w:p>" % (p[:9], p[9:])
                for p in prose)
word += "<w:tbl>%s</w:tbl></w:body></w:document>" % "".join(
    "<w:tr>%s</w:tr>" % "".join("<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>" % c for c in row)
    for row in table)
with zipfile.ZipFile(folder + "/report.docx", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("word/document.xml", word)
with zipfile.ZipFile(folder + "/bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("word/document.xml", word.replace("</w:body>", "<w:p/>" * 4000000 + "</w:body>"))
with zipfile.ZipFile(folder + "/other.docx", "w") as archive:
    archive.writestr("x.txt", "5")


def pdf(lines):
    """Lines of (x, y, text) on one page."""
    code = {c: i + 1 for i, c in enumerate(sorted({c for _, _, t in lines for c in t}))}
    maps = "".join("<%04X> <%04X>\n" % (i, ord(c)) for c, i in code.items())
    cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n%d beginbfchar\n%sendbfchar\n"
            "endcmap end end" % (len(code), maps))
    page = "BT /F 12 Tf\n" + "".join(
        "1 0 0 1 %d %d Tm <%s> Tj\n" % (x, y, "".join("%04X" % code[c] for c in t))
        for x, y, t in lines) + "ET"
    widths = "[" + " ".join("%d [%d]" % (i, 500 if c < "\u0080" else 1000) for c, i in code.items()) + "]"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F 5 0 R >> >> >>",
        "<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] "
        "/ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /FontDescriptor 8 0 R /DW 1000 /W %s "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>" % widths,
        "<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
        "<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 "
        "/Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
    ]
    out, places = "%PDF-1.4\n", []
    for i, text in enumerate(objects):
        places.append(len(out))
        out += "%d 0 obj\n%s\nendobj\n" % (i + 1, text)
    start = len(out)
    out += "xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += "".join("%010d 00000 n \n" % p for p in places)
    return out + "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


lines = [(80, 760 - 20 * i, p) for i, p in enumerate(prose)]
lines += [(80 + 120 * k, 700 - 20 * i, c) for i, row in enumerate(table) for k, c in enumerate(row)]
open(folder + "/report.pdf", "w", encoding="latin-1").write(pdf(lines))
open(folder + "/empty.pdf", "w", encoding="latin-1").write(pdf([(80, 760, " ")]))
whole = open(folder + "/report.pdf", encoding="latin-1").read()
open(folder + "/broken.pdf", "w", encoding="latin-1").write(whole[:300])
open(folder + "/locked.pdf", "w", encoding="latin-1").write(whole.replace(
    "trailer << ", "trailer << /ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 "
    "/O <%s> /U <%s> >> " % ("11" * 32, "22" * 32)))
