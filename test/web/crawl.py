#!/usr/bin/env python3
"""crawl.py URL LANGUAGE - follows the links of the pages and looks at each: it answers 200, its tags
balance, it has a title and a language, the mark of demo data, no word of a template, no null, no
text that was sealed. At most a few pages of each shape, so that the crawl ends soon."""
import re
import sys
import urllib.request
from collections import Counter, deque
from html.parser import HTMLParser

EACH = 6
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SEALED = ["某人", "楼道灯不亮", "sealed:", "ciphertext"]
HOSTILE = "{{no.such}}"  # in a subject that pages.test.sh files; it must stay as it is


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack, self.links, self.ids, self.wrong, self.text = [], [], [], [], []
        self.title = self.language = ""

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        if tag == "html":
            self.language = known.get("lang", "")
        if "id" in known:
            self.ids.append(known["id"])
        for name in known:
            if name.startswith("on") or name == "style":
                self.wrong.append(f"attribute {name}")
        is_facts = tag == "script" and known == {"type": "application/json", "id": "facts"}
        if tag in ("script", "iframe", "object") and not is_facts:
            self.wrong.append(f"element {tag}")
        for name in ("href", "src", "action"):
            if name in known:
                self.links.append(known[name] or "")
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing, line {self.getpos()[0]}")

    def handle_data(self, data):
        if not self.stack or self.stack[-1] != "script":
            self.text.append(data)
        if self.stack and self.stack[-1] == "title":
            self.title += data


def shape(path):
    path = re.sub(r"\d+", "N", path)
    path = re.sub(r"/figure/[^/?]+", "/figure/KEY", path)
    path = re.sub(r"/register/[^/?]+", "/register/KEY", path)
    return re.sub(r"=[^&]*", "=", path)


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status, answer.headers.get("Content-Type", ""), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Content-Type", ""), error.read()


def look(url, body, language):
    text = body.decode("utf-8")
    page = Page()
    page.feed(text)
    page.close()
    wrong = list(page.wrong)
    if page.stack:
        wrong.append(f"not closed: {page.stack}")
    plain = text.replace(HOSTILE, "")
    if "{{" in plain or "}}" in plain:
        wrong.append("a word of a template")
    if re.search(r"\(null\)|\bnull\b|\bNone\b|\bnan\b", " ".join(page.text)):
        wrong.append("null")
    if len(page.ids) != len(set(page.ids)):
        wrong.append("an id twice")
    if not page.title.strip() or page.title.strip().startswith("·"):
        wrong.append("no title")
    wanted = {"zh": "zh-CN", "en": "en"}[language]
    if re.match(r"/report/[a-z_]+/html", url):  # a document, not a page: always in Chinese
        wanted = "zh-CN"
    if page.language != wanted:
        wrong.append(f"language {page.language}")
    if "演示数据 · 虚构" not in text:
        wrong.append("no mark of demo data")
    wrong += [f"sealed: {word}" for word in SEALED if word in text]
    return page.links, [f"{url}: {what}" for what in wrong]


def main():
    base, language = sys.argv[1], sys.argv[2]
    start = f"/?lang={language}"
    opener = urllib.request.build_opener()
    opener.addheaders = [("Cookie", f"lang={language}")]
    urllib.request.install_opener(opener)
    queue, seen, shapes, wrong = deque([start]), {start}, Counter(), []
    pages = others = 0
    while queue:
        path = queue.popleft()
        status, kind, body = get(base + path)
        if status != 200:
            wrong.append(f"{path}: {status}")
            continue
        if not kind.startswith("text/html"):
            others += 1
            continue
        pages += 1
        links, bad = look(path, body, language)
        wrong += bad
        for link in links:
            link = link.split("#")[0]
            if link == "":
                continue
            if not link.startswith("/"):
                if not link.startswith(("http://www.gov.cn/", "https://www.gov.cn/")):
                    wrong.append(f"{path}: a link to {link}")
                continue
            if link in seen or "lang=" in link or link.startswith("/search"):
                continue
            seen.add(link)
            shapes[shape(link)] += 1
            if shapes[shape(link)] <= EACH:
                queue.append(link)
    print(f"{language}: {pages} pages, {others} files, {len(shapes)} shapes, {len(wrong)} wrong")
    for line in wrong[:30]:
        print(line)
    if pages < 60:
        print("too few pages were reached")
    return 1 if wrong or pages < 60 else 0


sys.exit(main())
