"""The list of recent articles: the latest first, shared by processes, and never worth a fault."""

from __future__ import annotations

import json
import multiprocessing
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.desktop.recent.articles import (
    FILE_NAME,
    MOST,
    Recent,
    forget_all,
    note_opened,
    read_recent,
    replace_path,
    take_off,
)


def names(state) -> list[str]:
    return [each.path.name for each in read_recent(state).articles]


def test_the_latest_is_first_and_each_stands_once(tmp_path):
    for at, name in enumerate(["a", "b", "a", "c"]):
        note_opened(tmp_path, Path("/x") / name, at)
    assert read_recent(tmp_path).articles == (
        Recent(Path("/x/c"), 3.0), Recent(Path("/x/a"), 2.0), Recent(Path("/x/b"), 1.0),
    )  # fmt: skip
    take_off(tmp_path, Path("/x/a"))
    replace_path(tmp_path, Path("/x/b"), Path("/y/d"))
    assert names(tmp_path) == ["c", "d"]
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
    forget_all(tmp_path)
    assert not (tmp_path / FILE_NAME).exists() and read_recent(tmp_path) == ((), None)


def test_a_moved_one_takes_the_place_of_what_was_opened_there_before(tmp_path):
    for at, name in enumerate(["old", "new"]):
        note_opened(tmp_path, Path("/x") / name, at)
    replace_path(tmp_path, Path("/x/old"), Path("/x/new"))
    assert read_recent(tmp_path).articles == (Recent(Path("/x/new"), 0.0),)


def test_no_more_than_the_most_are_kept(tmp_path):
    for n in range(MOST + 5):
        note_opened(tmp_path, Path(f"/{n}"), n)
    assert names(tmp_path) == [str(n) for n in reversed(range(5, MOST + 5))]


def test_a_name_of_any_bytes_comes_back(tmp_path):
    for path in (Path(os.fsdecode(b"/a\xff\n b")), Path("/повесть"), Path("/" + "x" * 255)):
        note_opened(tmp_path, path, 1)
        assert path in [each.path for each in read_recent(tmp_path).articles]


def _note_some(state: Path, own: int) -> None:
    for n in range(8):
        note_opened(state, Path(f"/{own}-{n}"), own * 100 + n)


def test_processes_merge(tmp_path):
    workers = [multiprocessing.get_context("spawn").Process(target=_note_some, args=(tmp_path, n)) for n in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(60)
    assert sorted(names(tmp_path)) == sorted(f"{own}-{n}" for own in range(4) for n in range(8))


BROKEN = [
    b"", b"{", b"[]", b"null", b'{"articles": 1}', b'{"articles": [{}]}', b"\xff\xfe", b"[" * 100_000,
    b'{"articles": [{"path": "relative", "opened": 1}]}', b'{"articles": [{"path": "/a\\u0000", "opened": 1}]}',
    b'{"articles": [{"path": "/a", "opened": NaN}]}', b'{"articles": [{"path": "/a\\ud800", "opened": 1}]}',
    b'{"articles": [{"path": "/a", "opened": 1e400}]}',
]  # fmt: skip


@pytest.mark.parametrize("data", BROKEN)
def test_a_bad_file_is_empty_is_said_and_begins_anew(tmp_path, data):
    (tmp_path / FILE_NAME).write_bytes(data)
    found = read_recent(tmp_path)
    assert found.articles == () and str(found.problem).startswith("The list of recent articles cannot be read: ")
    note_opened(tmp_path, Path("/a"), 1)
    assert names(tmp_path) == ["a"] and read_recent(tmp_path).problem is None


VALUES = st.recursive(
    st.none() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["articles", "path", "opened"]), inner),
)


@given(st.binary(max_size=200) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_no_file_is_a_fault(tmp_path_factory, data):
    state = tmp_path_factory.mktemp("state")
    (state / FILE_NAME).write_bytes(data)
    read_recent(state)


def test_where_nothing_can_be_written_nothing_happens(tmp_path):
    (tmp_path / "file").write_text("")
    note_opened(tmp_path / "file", Path("/a"), 1)
    forget_all(tmp_path / "file")
    assert read_recent(tmp_path / "file").articles == ()
