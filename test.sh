#!/bin/sh
# test.sh - installs what is needed and runs the whole test suite.
set -eu
cd "$(dirname "$0")"
sh tools/install.sh build test
exec make test
