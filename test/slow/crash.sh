#!/bin/sh
# Long runs of what the usual suite does shortly: two hundred kills, thousands of power cuts, many
# random populations, every fault. GULOU is the program; the unit tests stand beside it.
set -eu
cd "$(dirname "$0")/../.."
tests=$(dirname "${GULOU:?the program to test}")
GULOU_KILLS=${KILLS:-200} "$tests/office/crash_test"
for seed in 11 12 13 14 15; do
    python3 test/crash/power_cut.py "$tests/office/crash_test" --batches 30 --seed $seed \
        --states "${STATES:-4000}"
done
for wrong in slack early; do
    python3 test/crash/power_cut.py "$tests/office/crash_test" --batches 30 --states 500 --wrong $wrong
done
GULOU_SEEDS=${SEEDS:-60} "$tests/office/figures_test"
GULOU_SEEDS=${SEEDS:-20} "$tests/office/replay_test"
