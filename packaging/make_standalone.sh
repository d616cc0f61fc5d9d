#!/bin/sh
# Makes the stand-alone folder: Postil with its Python and its Qt, to be copied anywhere and started as it is.
#
#   sh packaging/make_standalone.sh [FOLDER]
#
# FOLDER (`dist` here) gets a folder `postil` with `postil` and `postil-gui` in it. The packages are the locked ones of
# packaging/requirements.txt, in an environment of their own under `build`. POSTIL_PYTHON chooses the Python that goes
# along (3.11 or newer, with its shared library); POSTIL_BUNDLER names a Python that has all of it already, PyInstaller
# too, so that nothing is installed. SOURCE_DATE_EPOCH is the date in it (that of the last commit).
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
folder=${1:-$root/dist}
mkdir -p -- "$folder" "$root/build"
folder=$(CDPATH='' cd -- "$folder" && pwd -P)

if [ -n "${POSTIL_BUNDLER:-}" ]; then
    python=$POSTIL_BUNDLER
else
    venv="$root/build/standalone"
    python="$venv/bin/python"
    "${POSTIL_PYTHON:-python3}" -m venv --clear "$venv"
    set -- "$python" -m pip --disable-pip-version-check --no-input install --quiet
    "$@" --require-hashes -r "$root/packaging/requirements.txt"
    "$@" "${root}[bundle]" # PyInstaller, the newest: only its starter is in the folder
fi

: "${SOURCE_DATE_EPOCH:=$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 1704067200)}"
PYTHONPATH=$root PYTHONHASHSEED=1
export SOURCE_DATE_EPOCH PYTHONPATH PYTHONHASHSEED
work=$(mktemp -d "${TMPDIR:-/tmp}/postil-standalone.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
trap 'exit 1' INT TERM

rm -rf -- "$folder/postil"
"$python" -m PyInstaller --noconfirm --clean --log-level ERROR --distpath "$folder" --workpath "$work" \
    "$root/packaging/pyinstaller/postil.spec"

if [ "$(uname -s)" = Linux ]; then
    ln -s postil "$folder/postil/postil-gui"
    # Python's own parts carry what only a debugger reads; Qt and the others have none, and must stay as they are.
    find "$folder/postil/_internal" \( -name 'libpython3*.so*' -o -path '*/lib-dynload/*.so' \) -type f \
        -exec strip --strip-unneeded {} +
fi
"$python" "$root/packaging/make_notices.py" texts "$folder/postil/licenses"
du -sh -- "$folder/postil" >&2
