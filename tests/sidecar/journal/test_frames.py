"""Frames that know whether they are whole, and files that know who holds them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.sidecar.journal.frames import JournalFile, framed, scan

META = st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=20), max_size=4)
FRAMES = st.lists(st.tuples(META, st.binary(max_size=60)), max_size=6)


def contents(data: bytes) -> list[tuple[dict, bytes]]:
    return [(frame.meta, frame.data) for frame in scan(data).frames]


@given(FRAMES)
def test_what_was_written_is_read(frames: list[tuple[dict, bytes]]) -> None:
    data = b"".join(framed(meta, body) for meta, body in frames)
    assert contents(data) == frames
    assert scan(data).length == len(data) and not scan(data).gap


@given(FRAMES.filter(bool), st.data())
@settings(max_examples=200)
def test_torn_at_any_byte_all_whole_frames_before_it_are_there(frames: list, data: st.DataObject) -> None:
    pieces = [framed(meta, body) for meta, body in frames]
    whole = b"".join(pieces)
    cut = data.draw(st.integers(0, len(whole)))
    tail = data.draw(st.sampled_from([b"", b"\0" * 40, b"J 00000000 2 0\n{}\n\n", os.urandom(30)]))
    ends = [sum(map(len, pieces[: n + 1])) for n in range(len(pieces))]
    number = sum(end <= cut for end in ends)
    torn = whole[:cut] + tail
    if number == len(frames):
        torn = whole + tail
    found = scan(torn)
    assert [(f.meta, f.data) for f in found.frames] == frames[:number]
    assert found.length == (ends[number - 1] if number else 0)
    assert not found.gap


@given(FRAMES.filter(lambda frames: len(frames) > 1), st.data())
def test_a_byte_that_rots_costs_its_frame_alone(frames: list, data: st.DataObject) -> None:
    pieces = [framed(meta, body) for meta, body in frames]
    hurt = data.draw(st.integers(0, len(pieces) - 1))
    at = data.draw(st.integers(0, len(pieces[hurt]) - 1))
    broken = bytearray(pieces[hurt])
    broken[at] ^= 0xFF
    found = scan(b"".join([*pieces[:hurt], bytes(broken), *pieces[hurt + 1 :]]))
    assert [(f.meta, f.data) for f in found.frames] == frames[:hurt] + frames[hurt + 1 :]
    assert found.gap == (hurt < len(frames) - 1)


def test_only_the_user_may_read_it(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        file = JournalFile.create(tmp_path / "state" / "journals" / "a.journal")
    finally:
        os.umask(old)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


def test_one_that_is_held_is_nobody_elses_and_a_dead_owner_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.journal"
    file = JournalFile.create(path)
    assert JournalFile.hold(path) is None
    file.append([b"x"])
    file.close()
    again = JournalFile.hold(path)
    assert again is not None and again.read() == b"x"
    again.close()
    code = (
        "import sys, os, signal; from pathlib import Path; from reader.sidecar.journal.frames import JournalFile\n"
        "held = JournalFile.hold(Path(sys.argv[1])); print(held is not None, flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and child.stdout.readline() == "True\n"
    assert JournalFile.hold(path) is None
    child.kill()
    child.wait()
    assert JournalFile.hold(path) is not None


def test_one_that_was_removed_meanwhile_is_not_taken_for_durable(tmp_path: Path) -> None:
    file = JournalFile.create(tmp_path / "a.journal")
    file.path.unlink()
    with pytest.raises(FileNotFoundError):
        file.append([b"x"])


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names there")
def test_what_is_no_file_is_no_journal(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "real").write_bytes(b"")
    assert [JournalFile.hold(tmp_path / name) for name in ("pipe", "folder", "link", "gone")] == [None] * 4
