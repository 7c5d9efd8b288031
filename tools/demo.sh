#!/bin/sh
# demo.sh GULOU - plays the demo year into demo.db, compares its figures with those that were
# published, and serves it.
set -eu
gulou=$1
here=$(cd "$(dirname "$0")/.." && pwd)
db=${GULOU_DEMO_DB:-demo.db}
listen=${GULOU_LISTEN:-127.0.0.1:8080}
rm -f "$db" "$db-wal" "$db-shm" "$db.keys" "$db.keys-wal" "$db.keys-shm"
echo "A district's year, registered:"
"$gulou" demo --db "$db"
echo
sh "$here/tools/figures-check.sh" "$gulou" "$db"
echo
echo "Open http://$listen - every number leads to the matters behind it. Ctrl-C ends."
exec "$gulou" serve --db "$db" --listen "$listen"
