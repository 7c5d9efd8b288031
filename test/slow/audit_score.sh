#!/bin/sh
# audit_score.sh - the audit against published reports whose true figures somebody has written down:
# a folder with score.py beside them, AUDIT_TEXTS or ../shared/audit. Such texts are not part of the
# project; without them: skipped, and it says so. GULOU names the program.
set -eu
cd "$(dirname "$0")/../.."
gulou=${GULOU:-build/gulou}
texts=${AUDIT_TEXTS:-../shared/audit}
if [ ! -e "$texts/score.py" ]; then
    echo "skipped: no reports with their true figures in $texts"
    exit 0
fi
python3 "$texts/score.py" "$texts" "$gulou audit --json {file}" --json | python3 -c '
import json, sys
scores = json.load(sys.stdin)
figures, checks, alarms = scores["figures"], scores["checks"], scores["alarms"]
found = figures["hits"]
recall = found / max(1, figures["rows"])
precision = found / max(1, found + figures["number_only"] + figures["extra"])
fails = checks["fail"]["right"] / max(1, checks["fail"]["rows"])
print("figures %.1f %% / %.1f %%, wrong found %.1f %%, false alarms %d" % (
    100 * recall, 100 * precision, 100 * fails, alarms["false_alarms"]))
assert recall >= 0.95 and precision >= 0.95 and fails >= 0.9 and alarms["false_alarms"] == 0
'
