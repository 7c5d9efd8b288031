#!/bin/sh
# install.sh KIND... - installs what packages.txt lists for these kinds and is missing.
# As root, or through sudo; says what it installs. Debian 12.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
missing=
for kind in "$@"; do
    for package in $(sed -n "s/^$kind //p" "$here/packages.txt"); do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
            missing="$missing $package"
    done
done
[ -n "$missing" ] || exit 0
echo "gulou: installing$missing"
run=
[ "$(id -u)" = 0 ] || run=sudo
export DEBIAN_FRONTEND=noninteractive
# The lists may be old or absent on a bare machine.
$run apt-get -q update >/dev/null
# shellcheck disable=SC2086
$run apt-get -q -y install --no-install-recommends $missing >/dev/null
