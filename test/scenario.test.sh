#!/bin/sh
# The scenarios hold, docs/law.md is what they prove, and the list of rules without one only shrinks.
# Then the player itself: what is wrong in a scenario, or with one, is told with its place.
. "$(dirname "$0")/lib.sh"
cd "$(dirname "$0")/.." || exit 1
LC_ALL=C
export LC_ALL

# ---- the project's own ----
play() { "$GULOU" scenario test/scenario --definitions test/law --rows test/law/traps.yaml "$@"; }
play --law "$dir/law.md" --unproved >"$dir/unproved" 2>"$dir/err" || {
    cat "$dir/err" >&2
    fail "scenarios do not hold"
}
grep -v '^#' test/scenario/uncovered.txt | sort >"$dir/listed"
comm -13 "$dir/listed" "$dir/unproved" >"$dir/new"
[ ! -s "$dir/new" ] || {
    cat "$dir/new" >&2
    fail "these rules are proved by no scenario; write one in test/scenario/REGISTER/NAME.yaml"
}
comm -23 "$dir/listed" "$dir/unproved" >"$dir/old"
[ ! -s "$dir/old" ] || {
    cat "$dir/old" >&2
    fail "these rules are proved, or gone; take them out of test/scenario/uncovered.txt (make law does)"
}
cmp -s "$dir/law.md" docs/law.md || fail "docs/law.md is stale; run make law"

# ---- the player ----
scenario() { # the steps, from the standard input, as a scenario of disclosure
    mkdir -p "$dir/paths/disclosure"
    { echo "scenario: 试"; echo "steps:"; cat; } >"$dir/paths/disclosure/one.yaml"
    file=$dir/paths/disclosure/one.yaml
}
one() { "$GULOU" scenario "$file" --definitions test/law; }

expect 2 "$GULOU" scenario
expect 1 "$GULOU" scenario "$dir/none.yaml"

scenario <<'END'
  - day: 2022-09-26
    file: receive
    with: {applicant: 甲, applicant_kind: natural, organ: 区市场监管局, subject: 某项目审批文件, channel: online}
    state: answered
    due: {answer: 2022-10-21}
    clocks: {answer: overdue}
    number: 〔2022〕第9号
    figures: {disclosure.handled: 7, disclosure.nothing: 1}
END
expect 1 one
says "$file:6: expected the state"
says "$file:7: expected answer to be due 2022-10-21, but it is due 2022-10-27"
says "$file:8: expected the clock answer to be overdue, but it is running"
says "$file:9: expected the number 〔2022〕第9号, but it is"
says "$file:10: expected disclosure.handled = 7, but it is 1"
says "there is no figure \"disclosure.nothing\""
says "FAIL  disclosure: 0 of 1"

scenario <<'END'
  - day: 2022-09-26
    file: receive
    with: {applicant: 甲, applicant_kind: natural, organ: 区市场监管局, subject: 文件, channel: online}
  - do: withdraw
    refused: 不能这样
    with: {withdrawal_reason: 已经知道, proposed_by: self, told_again: true}
  - do: withdraw
END
expect 1 one
says "$file:7: expected a refusal, but withdraw was done"
says_not "$file:9"

scenario <<'END'
  - day: 2022-09-26
    file: receive
    with: {applicant: 甲, applicant_kind: natural, organ: 区市场监管局, subject: 文件, channel: in_person}
  - do: confirm_receipt
    refused: 须经批准
  - do: extend
END
expect 1 one
says "$file:7: expected a refusal with \"须经批准\", but it says: [confirm_receipt] 当面提交"

scenario <<'END'
  - day: 2022-09-26
    file: receive
    with: {applicant: 甲, applicant_kind: natural, organ: 区市场监管局, subject: 文件, channel: in_person}
  - do: extend
    with: {extension_days: 20}
END
expect 1 one
says "$file:6: extend waits for a second person; say approved_by: NAME, or proposed: true"

scenario <<'END'
  - day: 2022-09-26
    file: receive
    with: {applicant: 甲, applicant_kind: natural, organ: 区市场监管局, subject: 文件, channel: in_person}
  - day: 2022-10-20
    by_law: {correction_window_ends: 2022-10-12}
END
expect 1 one
says "$file:7: expected the law to do what is named here, but it did 补正告知期限届满 (correction_window_ends) on 2022-10-11"

scenario <<'END'
  - day: 2022-09-26
    file: receive
    with: {nonsense: 甲, organ: 区市场监管局}
END
expect 1 one
says "has no field \"nonsense\"; taken here: 申请人"

scenario <<'END'
  - day: 2022-09-26
    file: receive
    with: {organ: 区市场监管局}
END
expect 1 one
says "$file:3: receive was refused:"
says "is missing; the event asks for it"

scenario <<'END'
  - day: 2022-09-26
    file: receive
    by: 无此人
    with: {applicant: 甲, applicant_kind: natural, organ: 区市场监管局, subject: 文件, channel: online}
END
expect 1 one
says "nobody is called \"无此人\""

scenario <<'END'
  - day: 2022-09-26
    do: withdraw
  - day: 2022-09-26
    file: nothing.receive
END
expect 1 one
says "no matter was filed before this step"

scenario <<'END'
  - day: 2022-09-26
    file: receive
    with: {applicant: 甲, applicant_kind: natural, organ: 区市场监管局, subject: 文件, channel: online}
    known: 公布
    figures: {disclosure.handled: 1}
END
expect 1 one
says "$file:7: no step before has the mark \"公布\""

# A malformed file: everything wrong at once, with line and column; nothing is played.
scenario <<'END'
  - file: receive
    do: withdraw
    colour: red
  - day: 2022-09-31
    at: noon
    due: tomorrow
    refused: []
  - day: 2022-10-01
    with: {a: b}
END
expect 1 one
says "$file:3:5: the first step says no day"
says "$file:4:9: the step says file and do"
says "$file:5:5: a step has no word \"colour\""
says "$file:6:10: day: \"2022-09-31\" is no day"
says "$file:7:9: at: \"noon\" is no time"
says "$file:8:10: due is a single value; expected a map"
says "$file:9:14: refused is empty"
says "$file:11:11: \"with\" belongs to an act"
printf 'scenario: 试\n' >"$file"
expect 1 one
says "$file:1:1: the scenario has no steps"
printf 'scenario: [试\n' >"$file"
expect 1 one
says "this is not YAML"

# A rule is proved by what is stated, and by nothing else.
scenario <<'END'
  - day: 2022-09-26
    file: receive
    with: {applicant: 甲, applicant_kind: natural, organ: 区市场监管局, subject: 文件, channel: online}
END
expect 0 "$GULOU" scenario "$file" --definitions test/law --unproved
says "disclosure clock answer"
echo "    due: {answer: 2022-10-27}" >>"$file"
expect 0 "$GULOU" scenario "$file" --definitions test/law --unproved
grep -qxF "disclosure clock answer" "$dir/out" && fail "a stated due day proves nothing"

# A row of the table of traps that is not there; a test that does not say what the row quotes.
sed 's/^scenario: 试$/scenario: 试\nlaw: [公开-77]/' "$file" >"$file.new" && mv "$file.new" "$file"
printf '公开-01: {rule: 一, in: test/lib.sh, says: no such words}\n公开-02: {in: test/lib.sh}\n' >"$dir/rows"
expect 1 "$GULOU" scenario "$file" --definitions test/law --rows "$dir/rows"
says "there is no row \"公开-77\""
says "公开-01: test/lib.sh does not say \"no such words\""
says "公开-02 says no rule"
