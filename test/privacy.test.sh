#!/bin/sh
# privacy.test.sh - what the registers of complaints may never hold: no field on the attitude, risk, control,
# journeys, relatives or earlier petitions of a person; no figure of them; the accused unit is named
# so that the engine can keep it out.
. "$(dirname "$0")/lib.sh"
cd "$(dirname "$0")/.." || exit 1

watched='态度|风险|等级|稳控|管控|控制|出行|行程|轨迹|亲属|家属|历次|既往|以往|重复信访|缠访|闹访|重点人|黑名单'
for register in petition accusation; do
    sed -n '/^fields:/,/^[a-z]*:$/p' "registers/$register.yaml" | grep -oE 'zh: [^,}]*' |
        grep -E "$watched" && fail "registers/$register.yaml: a field tells on a person"
    expect 0 "$GULOU" explain "$register"
    says 被举报单位
done
expect 0 "$GULOU" explain petition
says 只从原系统导入，不在此录入

# A figure of complaints counts matters, never who brought them.
for register in petition accusation workorder; do
    for role in petitioner reporter caller about_party; do
        sed -n '/^figures:/,$p' "registers/$register.yaml" | grep -nE "(distinct|minimum|sum)[^}]*\b$role\b" &&
            fail "registers/$register.yaml: a figure is keyed by a person"
    done
done
exit 0
