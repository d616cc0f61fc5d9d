"""What is kept of what is open: by one process, for the next one, and never in the way of a start."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app.frame.state import OpenFrame, OpenTab
from reader.app.start import left_open
from reader.app.start.left_open import FILE_NAME, TRIES, LeftOpen, OpenKeeper, read_left, write_left
from reader.app.window.window_place import LastPlace


def frame(*names: str, current: int = 0) -> OpenFrame:
    return OpenFrame(tuple(OpenTab(Path("/x") / name) for name in names), current, LastPlace(1, 2, 800, 600, True))


def test_it_comes_back_as_it_was(tmp_path):
    odd = os.fsdecode(b"caf\xe9 \n.txt")
    left = LeftOpen((frame("a", "b", odd, current=2), frame("c")._replace(place=None)), True, 1)
    write_left(tmp_path / "state", left)
    assert read_left(tmp_path / "state") == left
    assert stat.S_IMODE((tmp_path / "state" / FILE_NAME).stat().st_mode) == 0o600


PLACE = {"x": 1, "y": 2, "width": 800, "height": 600, "maximised": False}


@pytest.mark.parametrize(
    "frames",
    [
        [{}], 1, [1], [{"tabs": 1, "current": 0}], [{"tabs": ["relative"], "current": 0}],
        [{"tabs": ["/a\0"], "current": 0}], [{"tabs": ["/a\ud800"], "current": 0}], [{"tabs": [[]], "current": 0}],
        [{"tabs": ["/a"], "current": "x"}], [{"tabs": ["/a"], "current": 0, "place": {}}],
        [{"tabs": ["/a"], "current": 0, "place": PLACE | {"x": "y"}}],
    ],
)  # fmt: skip
def test_what_is_damaged_is_nothing(tmp_path, frames):
    (tmp_path / FILE_NAME).write_text(json.dumps({"frames": frames, "tries": 0}))
    assert read_left(tmp_path) == LeftOpen()


def test_what_is_odd_is_put_right(tmp_path):
    frames = [
        {"tabs": ["/a"], "current": 9, "place": PLACE | {"width": 5}},
        {"tabs": [], "current": 0},
        {"tabs": ["/b"], "current": -3, "place": PLACE | {"x": 10**9}},
    ]
    (tmp_path / FILE_NAME).write_text(json.dumps({"frames": frames, "tries": -4, "running": "yes"}))
    a, b = OpenTab(Path("/a")), OpenTab(Path("/b"))
    assert read_left(tmp_path) == LeftOpen((OpenFrame((a,), 0), OpenFrame((b,), 0)), False, 0)


@given(st.binary(max_size=200))
def test_no_file_is_a_fault(tmp_path_factory, data):
    state = tmp_path_factory.mktemp("state")
    (state / FILE_NAME).write_bytes(data)
    assert read_left(state) == LeftOpen()


def test_an_end_as_it_should_be_and_one_that_is_not(tmp_path):
    keeper = OpenKeeper(tmp_path)
    assert keeper.before == LeftOpen()
    keeper.begin(opens_again=False)
    keeper.keep((frame("a"), OpenFrame(())))
    keeper.keep(())
    keeper._flush()
    assert read_left(tmp_path) == LeftOpen((frame("a"),), True, 0)
    keeper.end(forget=False)
    assert read_left(tmp_path) == LeftOpen((frame("a"),), False, 0), "closing the last window is an end"


def test_with_forget_nothing_stays(tmp_path):
    keeper = OpenKeeper(tmp_path)
    keeper.begin(opens_again=False)
    keeper.keep((frame("a"),))
    keeper.end(forget=True)
    assert not (tmp_path / FILE_NAME).exists()


def test_a_second_process_keeps_nothing(tmp_path):
    one, two = OpenKeeper(tmp_path), OpenKeeper(tmp_path)
    assert one.keeps and not two.keeps and two.before is None
    one.begin(opens_again=False)
    one.keep((frame("a"),))
    two.begin(opens_again=False)
    two.keep((frame("b"),))
    two.end(forget=True)
    one.end(forget=False)
    assert read_left(tmp_path).frames == (frame("a"),)
    assert OpenKeeper(tmp_path).keeps, "the lock goes with the process"


def test_many_changes_are_few_writes(tmp_path, monkeypatch):
    written = []
    monkeypatch.setattr(left_open, "write_left", lambda _state, left: written.append(left))
    keeper = OpenKeeper(tmp_path)
    keeper.begin(opens_again=False)
    for n in range(200):
        keeper.keep((frame(str(n)),))
    keeper.end(forget=False)
    assert len(written) <= 4 and written[-1] == LeftOpen((frame("199"),), False, 0)


def starts_and_dies(state: Path) -> bool:
    """Whether a start dared to open again what was left; it ends before that was done."""
    keeper = OpenKeeper(state)
    dares = not keeper.is_wary
    keeper.begin(opens_again=dares)
    keeper._flush()
    os.close(keeper._lock)
    return dares


def test_what_ended_two_starts_is_not_opened_unasked_again(tmp_path):
    write_left(tmp_path, LeftOpen((frame("a"),), False, 0))
    assert [starts_and_dies(tmp_path) for _ in range(5)] == [True] * TRIES + [False] * 3
    wary = OpenKeeper(tmp_path)
    wary.begin(opens_again=False)
    wary.end(forget=False)
    assert read_left(tmp_path) == LeftOpen((frame("a"),), False, TRIES), "still what it was"
    other = OpenKeeper(tmp_path)
    other.begin(opens_again=False)
    other.keep((frame("b"),))
    other.end(forget=False)
    assert starts_and_dies(tmp_path), "something else is open by now"


def test_what_was_open_for_a_while_counts_no_try(tmp_path):
    write_left(tmp_path, LeftOpen((frame("a"),), True, 1))
    keeper = OpenKeeper(tmp_path)
    keeper.begin(opens_again=True)
    keeper._flush()
    assert read_left(tmp_path).tries == 2
    keeper.settled()
    keeper._flush()
    assert read_left(tmp_path) == LeftOpen((frame("a"),), True, 0)
    keeper.end(forget=False)


def test_where_nothing_can_be_written_it_starts_all_the_same(tmp_path):
    (tmp_path / "file").write_text("")
    keeper = OpenKeeper(tmp_path / "file")
    keeper.begin(opens_again=False)
    keeper.keep((frame("a"),))
    keeper.end(forget=False)
    assert not keeper.keeps
