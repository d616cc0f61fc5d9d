"""Each call to the disk fails in its turn while a key press is saved: what the window says is true at every moment."""

from __future__ import annotations

import errno
import json
import sys

import pytest

from reader.session import SaveState
from reader.sidecar.disk import files
from tests.faults.disks import FailingDisk

ERRORS = (errno.EIO, errno.ENOSPC, errno.EROFS)
FIRST_CALLS = 8  # in each run; with `-m slow` all of them


def kept(window, folders) -> int:
    """How many annotations are on disk, beside the article or in the data folder."""
    places = [window.sidecar, *(folders.data / "sidecars").glob("*/annotations.json")]
    found = [json.loads(p.read_text(encoding="utf-8"))["first"]["items"] for p in places if p.exists()]
    return len({item["id"] for items in found for item in items})


@pytest.mark.skipif(sys.platform == "win32", reason="there it is renamed in another way")
@pytest.mark.parametrize("for_good", [True, False], ids=["for good", "once"])
@pytest.mark.parametrize(
    ("most", "number"),
    [(FIRST_CALLS, errno.EIO), *(pytest.param(1_000, n, marks=pytest.mark.slow) for n in ERRORS)],
)
def test_saved_is_said_of_what_is_on_disk_and_of_nothing_else(open_text, folders, monkeypatch, number, for_good, most):
    window = open_text("word " * 2_000)
    window.press("p")
    window.saved()
    lies: list[str] = []
    made = 1

    def check(_: object) -> None:
        if window.window.status.word == str(SaveState.SAVED) and kept(window, folders) < len(
            window.bench.session.annotations
        ):
            lies.append("Saved")

    window.bench.session.subscribe_status(check)
    told = 0
    for fail_at in range(1, most):
        disk = FailingDisk(fail_at, number, for_good=for_good)
        monkeypatch.setattr(files, "disk", disk)
        made += 1
        window.press("Right p")
        assert len(window.bench.session.annotations) == made
        window.until(lambda: window.window.status.word != str(SaveState.SAVING))
        window.qtbot.wait(30)
        where = f"call {fail_at} ({disk.failed[:1]})"
        word = window.window.status.word
        if word == str(SaveState.SAVED):
            assert kept(window, folders) == made, f"said to be saved, and is not: {where}"
        else:
            told += 1
            assert word in (str(SaveState.SAFE), str(SaveState.NOT_SAVED)), (where, word)
            bar = window.window.bar.text
            assert bar.endswith(".") and "\n" not in bar and "Errno" not in bar, (where, bar)
        disk.well = True
        window.press("Ctrl+S") if word != str(SaveState.SAVED) else None
        window.until(lambda: window.window.status.word == str(SaveState.SAVED))
        assert kept(window, folders) == made, where
        assert not lies, where
        if not disk.failed:
            break
    else:
        assert most == FIRST_CALLS
    assert told or not for_good
