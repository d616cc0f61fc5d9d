"""The loop itself: something is written again and again, and each time another operation of the file system fails.

After each: the old file or the new one, never a third; one sentence; "done" only of what is done; and once the disk is
well again the next attempt goes through and leaves no stray file.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.conftest import Tally
from tests.faults.disks import FailingDisk

ERRORS = [errno.EIO, errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EXDEV]
RUNS_AT_MOST = 2_000
UNCHANGED = r"[Nn]othing (was|is) (changed|merged|restored)"
Fails = Callable[[FailingDisk], FailingDisk]


class Case:
    """Something that is written: how it stands before, the act, and what may be found after it."""

    name = ""
    keeps_open = False  # a session holds files while it lives

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prepare()

    def prepare(self) -> None:
        """Have everything as it is before the act; the disk is well."""

    def act(self) -> str:
        """Do it; "" when it is said to be done, else the sentence that says it is not."""
        raise NotImplementedError

    def is_new(self) -> bool:
        """Whether what is on disk is what the act makes of it; asserts that it is that or what was there."""
        raise NotImplementedError

    def again(self) -> str:
        """The disk is well again: do what a person or the program does next; as `act`."""
        return self.act()

    def next(self) -> str:
        """The next thing that is written; as `act`."""
        return self.act()

    def end(self) -> None:
        """Let go of everything."""

    def places(self) -> list[Path]:
        """Folders that must have been synced when it is said to be done, and nothing in them has changed since."""
        return []

    def strays(self) -> list[Path]:
        return [p for p in self.folder.rglob("*") if p.name.startswith(".postil-")]


def runs_of(cases: list[type[Case]], is_short: Callable[[type[Case], int, bool], bool]) -> list[object]:
    """Each case with each error, once and for good; what is not `is_short` is for the long run."""
    return [
        pytest.param(
            case, number, for_good,
            id=f"{case.name}-{errno.errorcode[number]}-{'for-good' if for_good else 'once'}",
            marks=[] if is_short(case, number, for_good) else [pytest.mark.slow],
        )
        for case in cases for number in ERRORS for for_good in (False, True)
    ]  # fmt: skip


def fail_each(case: type[Case], number: int, *, for_good: bool, tmp_path: Path, fails: Fails, tally: Tally) -> None:
    """Run the case until none of its operations is left that has not failed."""
    told = 0
    for fail_at in range(1, RUNS_AT_MOST):
        folder = tmp_path / str(fail_at)
        folder.mkdir()
        fails(FailingDisk())
        one = case(folder)
        descriptors = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0  # noqa: PTH208, PTH112
        disk = fails(FailingDisk(fail_at, number, for_good=for_good))
        sentence = one.act()
        disk.well = True
        where = f"{case.name}: operation {fail_at} ({disk.failed[:1]}), {errno.errorcode[number]}: {sentence!r}"
        check_after(one, disk, sentence, where, descriptors)
        one.end()
        told += bool(sentence)
        shutil.rmtree(folder)
        if not disk.failed:
            assert sentence == "", where
            break
    else:
        pytest.fail(f"there was no end to it after {RUNS_AT_MOST} operations")
    assert told, "no failure was ever told: the loop does not reach what it is about"
    tally(f"N-th operation {'from then on' if for_good else 'once'}: {case.name}", fail_at - 1)


def check_after(one: Case, disk: FailingDisk, sentence: str, where: str, descriptors: int) -> None:
    assert_one_sentence(sentence, where)
    is_new = one.is_new()
    assert is_new or sentence, f"said to be done, and is not: {where}"
    assert not is_new or not re.search(UNCHANGED, sentence), f"it is done, and is said not to be: {where}"
    assert sentence or not (owed := disk.owed(one.places())), f"said to be done, and {owed} not synced: {where}"
    if sentence:
        assert one.again() == "", f"the disk is well and it still fails: {where}"
        assert one.is_new(), where
        assert not (owed := disk.owed(one.places())), f"done with the second try, and {owed} not synced: {where}"
    if one.strays():
        assert one.next() == "", where
        assert one.is_new(), where
    assert one.strays() == [], where
    if descriptors and not one.keeps_open:
        assert len(os.listdir("/proc/self/fd")) == descriptors, f"a file was left open: {where}"  # noqa: PTH208


def assert_one_sentence(sentence: str, where: str) -> None:
    """One line that ends in a full stop, with no name of an exception and no number of an error in it."""
    if not sentence:
        return
    assert "\n" not in sentence, where
    assert sentence.endswith("."), where
    for word in ("Error", "errno", "Errno", "Traceback", "None"):
        assert word not in sentence, where
