#!/bin/sh
# Makes the Debian package: Postil with its Qt in /usr/lib/postil, for the system's own Python.
#
#   sh packaging/make_deb.sh [FOLDER]
#
# FOLDER (`dist` here) gets `postil_VERSION_ARCHITECTURE.deb`. To be run by anybody on the Debian that it is for, 12 or
# newer, with dpkg-dev; what else is missing is named (packaging/debian/control has the list). Python's packages are the
# locked ones of packaging/requirements.txt, put into an environment under `build`; POSTIL_BUNDLER names a Python of
# the system's version that has them already, so that nothing is fetched. SOURCE_DATE_EPOCH is the date in it (that of
# the last commit): the same checkout and date give the same bytes. POSTIL_DEB_EFFORT (0 to 9) is xz's.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
folder=${1:-$root/dist}
command -v dpkg-buildpackage >/dev/null || { echo "dpkg-dev and debhelper are needed" >&2; exit 1; }
mkdir -p -- "$folder"
folder=$(CDPATH='' cd -- "$folder" && pwd -P)

if [ -z "${POSTIL_BUNDLER:-}" ]; then
    mkdir -p -- "$root/build"
    venv="$root/build/deb"
    POSTIL_BUNDLER="$venv/bin/python"
    /usr/bin/python3 -m venv --clear "$venv"
    "$POSTIL_BUNDLER" -m pip --disable-pip-version-check --no-input install --quiet \
        --require-hashes -r "$root/packaging/requirements.txt"
fi
minor='import sys; print(sys.version_info[:2])'
if [ "$("$POSTIL_BUNDLER" -c "$minor")" != "$(/usr/bin/python3 -c "$minor")" ]; then
    echo "$POSTIL_BUNDLER is not of the version of /usr/bin/python3" >&2
    exit 1
fi

: "${SOURCE_DATE_EPOCH:=$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 1704067200)}"
export SOURCE_DATE_EPOCH POSTIL_BUNDLER LC_ALL=C.UTF-8
umask 022
work=$(mktemp -d "${TMPDIR:-/tmp}/postil-deb.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
trap 'exit 1' INT TERM

mkdir "$work/postil"
tar -C "$root" --exclude=__pycache__ --exclude=resources/screenshots -cf - \
    reader resources packaging pyproject.toml LICENSE CHANGELOG.md | tar -C "$work/postil" -xf -
mv "$work/postil/packaging/debian" "$work/postil/debian"
(cd "$work/postil" && "$POSTIL_BUNDLER" "$root/packaging/debian/make_changelog.py" >debian/changelog)
(cd "$work/postil" && dpkg-buildpackage --build=binary --no-sign >"$work/log" 2>&1) || {
    tail -n 60 "$work/log" >&2
    exit 1
}
rm -f -- "$folder"/postil_*.deb
mv -- "$work"/postil_*.deb "$folder/"
ls -- "$folder"/postil_*.deb
