#!/bin/sh
# demo.sh - installs what is needed, builds, plays a district's year, checks its figures and serves
# it on http://127.0.0.1:8080. GULOU_LISTEN=ADDRESS:PORT chooses another address.
set -eu
cd "$(dirname "$0")"
sh tools/install.sh build
echo "gulou: building"
make -s -j2
exec make -s demo
