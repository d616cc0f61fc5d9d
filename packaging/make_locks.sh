#!/bin/sh
# Locks what Postil is made of, and writes it down, from the registry that pip is set up for:
#
#   sh packaging/make_locks.sh
#
#   packaging/requirements.txt   every package with its version and the hashes of its files, for every system and Python
#   packaging/sbom.cdx.json      the same as a software bill of materials (CycloneDX)
#   packaging/THIRD-PARTY.md     the same for people, with licences
#
# Versions that are locked already stay unless pyproject.toml wants others; `--upgrade` takes the newest. Works in
# environments of its own under `build`; POSTIL_PYTHON chooses the Python.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd -- "$root"
work=build/locks
rm -rf -- "$work"
mkdir -p -- "$work"

"${POSTIL_PYTHON:-python3}" -m venv "$work/tools"
"$work/tools/bin/python" -m pip --disable-pip-version-check --no-input install --quiet \
    uv 'cyclonedx-python-lib[json-validation]'
uv="$work/tools/bin/uv"
"$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
    --custom-compile-command 'sh packaging/make_locks.sh' "$@" -o packaging/requirements.txt pyproject.toml

"$uv" venv --quiet --python "$work/tools/bin/python" "$work/packages"
"$uv" pip install --quiet --python "$work/packages/bin/python" --require-hashes -r packaging/requirements.txt
"$work/packages/bin/python" packaging/make_notices.py table
"$work/packages/bin/python" packaging/make_notices.py sbom
"$work/tools/bin/python" - <<'END'
from pathlib import Path
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(Path("packaging/sbom.cdx.json").read_text("utf-8"))
raise SystemExit(f"the SBOM is not valid: {fault}" if fault else 0)
END
if grep -nE 'index-url|find-links|://.*(simple|/packages/)' packaging/requirements.txt packaging/sbom.cdx.json; then
    echo "a file names a registry" >&2
    exit 1
fi
