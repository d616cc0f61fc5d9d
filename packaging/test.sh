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
# What fails is tried once more, one test at a time: on a machine that others share some fail by its pace alone.
try_twice() {
    .venv/bin/python -m pytest "$@"
    result=$?
    [ "$result" -eq 1 ] || return "$result"
    echo "Postil: what failed is tried once more." >&2
    .venv/bin/python -m pytest -n 0 --last-failed --last-failed-no-failures none
}

# As many at a time as there are processors; what is measured has the machine to itself.
try_twice -n auto --maxprocesses 4 --ignore tests/benchmarks
tests=$?
try_twice tests/benchmarks && exit "$tests"
