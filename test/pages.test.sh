#!/bin/sh
# The pages: every kind in both languages, what they must not show, and what they must.
. "$(dirname "$0")/lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
db=$dir/demo.db

# Every word that the pages ask for by name is in messages.yaml; a missing one stops the server.
for word in $(cat "$here"/../src/web/pages*.c | tr '\n' ' ' |
    grep -oE '(page_t|page_refuse|page_count_word|page_seq_word|page_filled|list_cell|look|error_word|put_tile|put_due_tile)\([^;]*;|return "[a-z_0-9]+";' |
    grep -oE '"#?(no|error|clock|event|tile|unit|figure|list|report|ledger|entry|tile|nav|state|identity|not|matter|at|cell|table|search)_[a-z_0-9]+"' |
    tr -d '"#' | sort -u); do
    grep -q "^$word:" "$here/../pages/messages.yaml" || fail "messages.yaml lacks $word"
done

expect 0 "$GULOU" demo --db "$db" --scale 0.02 --quiet

# A text that would like to be markup, a report that its unit must not see, an amended event.
hostile='<img src=x onerror=alert(1)>"'"'"'&{{no.such}}'
order() { # TYPE SUBJECT [FIELD...]
    expect 0 "$GULOU" file workorder --as 30001 --db "$db" --json -f channel=app -f "type=$1" \
        -f category=housing -f place=105 -f handling_unit=105 -f "subject=$2" \
        -f 'caller={"name":"某人"}' -f content=楼道灯不亮 ${3:+-f "$3"}
    made=$(sed 's/.*"matter":\([0-9]*\).*/\1/' "$dir/out")
    seq=$(sed 's/.*"seq":\([0-9]*\).*/\1/' "$dir/out")
}
order help "$hostile"
hostile_id=$made
order report 关于某单位的举报 about_unit=10
report_id=$made
amend() { # OPTION... - of the order filed last
    expect 0 "$GULOU" do "$made" amend --replaces "$seq" --reason 类别有误 -f channel=app \
        -f type=help -f category=transport -f place=105 -f handling_unit=105 -f subject=登记无误 \
        --db "$db" --json "$@"
}
order help 登记有误
pending_id=$made
amend --as 2051
order help 登记有误
amended_id=$made amended_seq=$seq
amend --as 2051
proposal=$(sed 's/.*"seq":\([0-9]*\),.*/\1/' "$dir/out")
amend --as 2053 --approves "$proposal"

# What the command line says of the same office, before the server takes it.
clocked_id=$("$GULOU" list reconsideration --limit 1 --json --db "$db" |
    grep -o '"matter":[0-9][0-9]*' | head -n 1 | sed 's/.*://')
hidden=$("$GULOU" list reconsideration --json --db "$db" --limit 1000 | grep -o '"unit":[0-9]*' |
    sort | uniq -c | awk '$1 < 5 {sub(/.*:/, "", $2); print $2; exit}')
first=$("$GULOU" show 1 --json --db "$db" | grep -o '"seq":[0-9]*' | tail -n 1 | sed 's/.*://')
expect 0 "$GULOU" figures reconsideration.received --year 2022 --json --db "$db"
value=$(sed 's/.*"value":\([0-9]*\).*/\1/' "$dir/out")
restricted_id=$("$GULOU" list returns --where 'item = restricted_police_1' --limit 1 --json \
    --db "$db" | sed 's/.*"matter":\([0-9]*\).*/\1/')

# With templates from a folder, a page that lacks data for its template answers 500.
serve "$db" --pages "$here/../pages"

page() { # STATUS PATH [LANGUAGE]
    got=$(curl -s -o "$dir/out" -w '%{http_code}' -b "lang=${3:-zh}" "$url$2")
    : >"$dir/err"
    [ "$got" = "$1" ] || {
        cat "$dir/out" >&2
        fail "$2: $got instead of $1"
    }
}

for language in zh en; do
    expect 0 python3 "$here/web/crawl.py" "$url" "$language"
done

# Text is text.
page 200 "/matter/$hostile_id"
says '&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;{{no.such}}'
says_not '<img'
says_not 楼道灯不亮
says_not 某人
says 已封存
page 404 '/search?q=%3Cscript%3E'
says_not '<script'
page 400 '/figures?year=%22%3E%3Cscript%3E'
says_not '<script'

# A report: its number in the register, and nothing else anywhere.
page 403 "/matter/$report_id"
says_not 举报
page 200 /register/workorder
says 不对您开放
says_not 关于某单位
page 200 '/register/workorder?f_type=report'
says '共 0 件'
says_not "/matter/$report_id"
page 200 '/register/workorder?state=received'
says_not 关于某单位
page 200 /ledger
says_not 关于某单位
says_not "/matter/$report_id"

# A restricted return: no value, no list, no page, not among the figures.
page 403 /figure/restricted.police_1
page 403 /figure/restricted.police_1/list
page 200 /figures
says_not 公安部门报送数
says_not restricted.
page 200 "/matter/$restricted_id"
says '<dt>数值</dt><dd>不对您开放</dd>'

# An amendment stands beside the event it replaces, its proposal beside both.
page 200 "/matter/$amended_id"
says 更正：受理登记（提议，已批准）
says "<li class=\" struck\" id=\"event-$amended_seq\">"
says "经第二人批准，提议见 #$proposal。"
says 交通出行
page 200 "/matter/$pending_id"
says 更正：受理登记（待批准）
says 住房保障和房屋管理

# A clock explains itself day by day; a figure leads to its list, and the list is the figure.
page 200 "/matter/$clocked_id"
says 起算之日
says 届满日
page 200 '/figure/reconsideration.received/list?year=2022'
says "共 $value 件"
page 200 '/figure/reconsideration.received?year=2022'
says "<div class=\"big\">$value "
page 303 /figure/workorder.on_time_rate/list
page 200 /figure/workorder.on_time_rate
says 分子
says 分母

# No unit's cell under five leads to a list, and none can be asked for.
page 200 '/figure/reconsideration.received?year=2022'
python3 - "$dir/out" <<'PY' || fail "a small cell is shown"
import re, sys
rows = re.findall(r'<tr><td>(.*?)</td><td><svg class="bar".*?<td class="number">(\d+)', open(sys.argv[1]).read())
sys.exit(0 if rows and all(int(value) >= 5 for _, value in rows) else 1)
PY
shown=$(grep -o 'list?year=2022&amp;unit=[a-z0-9_]*' "$dir/out" | sed 's/.*unit=//')
[ -z "$hidden" ] || page 403 "/figure/reconsideration.received/list?year=2022&unit=$hidden"
for unit in $shown; do
    page 200 "/figure/reconsideration.received/list?year=2022&unit=$unit"
done

# The language is remembered; what is not there is said in it.
curl -s -c "$dir/jar" -o "$dir/out" "$url/?lang=en"
says 'lang="en"'
curl -s -b "$dir/jar" -o "$dir/out" "$url/nothing"
says 'There is no such page'
page 404 /nothing zh
says 没有这个页面
page 404 /matter/99999999
page 404 /matter/x
page 404 /register/nothing
page 404 /figure/nothing
page 400 '/register/workorder?state=nothing'
page 404 '/register/workorder?unit=nothing'
page 400 '/register/workorder?page=0'
page 400 '/figure/workorder.received/list?month=2022-13'
[ "$(curl -s -o /dev/null -w '%{http_code}' -X POST "$url/")" = 405 ] || fail "POST is taken"
[ "$(curl -sI -o /dev/null -w '%{http_code}' "$url/")" = 200 ] || fail "HEAD is not taken"

# The ledger: the note, the tiles, the leaf that a matter's page names; no bundle of entries.
page 200 /checkpoint
page 200 /ledger
says verify-receipt
page 403 /tile/entries/000
page 404 /tile/9/000
page 200 /tile/0/000
[ "$(wc -c <"$dir/out")" = 8192 ] || fail "a full tile has 8,192 bytes"
cp "$dir/out" "$dir/tile"
if [ "${first:-999}" -lt 256 ]; then
    page 200 /matter/1
    says "$(tail -c +$((first * 32 + 1)) "$dir/tile" | head -c 32 | od -An -tx1 | tr -d ' \n')"
fi

# Files are fresh or 304.
tag=$(curl -sI "$url/style.css" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
[ "$(curl -s -o /dev/null -w '%{http_code}' -H "If-None-Match: $tag" "$url/style.css")" = 304 ] ||
    fail "the style sheet is sent again"
page 200 /icon.svg
stop_server

# The embedded pages are the same ones.
serve "$db"
page 200 /
says 演示数据
