#!/bin/sh
# Sets Postil up and opens it on a fresh copy of the sample article, or on the articles that are named.
#
#   sh packaging/run.sh [ARTICLE ...]
#
# Without a display it does on the copy what the window would do, key by key, and says where the results are.
set -u

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
sh "$root/packaging/setup.sh" run || exit 1

if [ $# -gt 0 ]; then
    exec "$root/.venv/bin/postil" "$@"
fi

data="${XDG_DATA_HOME:-${HOME:-/tmp}/.local/share}/postil"
folder="$data/sample-$(date +%Y%m%d-%H%M%S)"
mkdir -p -- "$data" && { mkdir -- "$folder" 2>/dev/null || folder=$(mktemp -d "$folder-XXXX"); } || exit 1
# Through cat, so that the copy can be written whatever the mode of the original.
for file in harbour-ferry.md harbour-ferry.png; do
    cat <"$root/resources/samples/$file" >"$folder/$file" || exit 1
done
echo "Postil: a copy of the sample article, to try things on: $folder/harbour-ferry.md" >&2

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ] || [ "$(uname -s)" = Darwin ]; then
    exec "$root/.venv/bin/postil" "$folder/harbour-ferry.md"
fi

results=$(mktemp -d "${TMPDIR:-/tmp}/postil-results.XXXXXX") || exit 1
echo "Postil: there is no display, so the same is done without a window; the results go to $results" >&2
exec "$root/.venv/bin/python" -m reader.app.replay.headless "$folder/harbour-ferry.md" "$results"
