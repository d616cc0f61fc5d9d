#!/bin/sh
# Sets Postil up and runs its tests; what is written after the command goes to pytest.
#
#   sh packaging/test.sh [PYTEST-ARGUMENT ...]
set -u

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
sh "$root/packaging/setup.sh" test || exit 1

cd -- "$root" || exit 1
QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}
export QT_QPA_PLATFORM
if [ "$#" -gt 0 ]; then
    exec .venv/bin/python -m pytest "$@"
fi
# As many at a time as there are processors; what is measured has the machine to itself.
.venv/bin/python -m pytest -n auto --maxprocesses 4 --ignore tests/benchmarks
tests=$?
.venv/bin/python -m pytest tests/benchmarks && exit "$tests"
