"""What is remembered of an article: kept small, found again when it was renamed or edited, never a reason for alarm."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app.article import remembered
from reader.app.article.remembered import FOLDER, Remembered, found_again, recall, remember, words_at
from reader.text.open import open_article

STORY = "Ada wrote to Charles. " * 20 + "The engine was never built. " + "Babbage sat in Turin. " * 20


def article(folder, name="a.txt", text=STORY):
    (folder / name).write_text(text, encoding="utf-8")
    return open_article(folder / name)


def left_at(text: str, words: str, **others) -> Remembered:
    return Remembered(**others).with_places(text, text.index(words), 0)


def test_it_is_found_by_path_and_by_content(tmp_path):
    one = article(tmp_path)
    value = left_at(STORY, "engine", zoom=150, panel=False, hidden=("PER",))
    remember(tmp_path / "state", one, value)
    assert recall(tmp_path / "state", one) == value
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    assert recall(tmp_path / "state", open_article(tmp_path / "b.txt")) == value
    assert recall(tmp_path / "state", article(tmp_path, "c.txt", "Another one.")) is None


def test_a_text_that_changed_is_left_where_the_words_are(tmp_path):
    remember(tmp_path / "state", article(tmp_path), left_at(STORY, "engine"))
    changed = "A new first paragraph.\n" + STORY.replace("Charles", "Charles Babbage", 3)
    found = recall(tmp_path / "state", article(tmp_path, text=changed))
    assert found is not None and found.caret == changed.index("engine")
    remember(tmp_path / "state", article(tmp_path, text=changed), found)
    assert len(list((tmp_path / "state" / FOLDER).iterdir())) == 1
    gone = recall(tmp_path / "state", article(tmp_path, text="Nothing of it is left, alas."))
    assert gone is not None and (gone.caret, gone.top) == (0, 0)


@given(st.text("ab \n", min_size=30), st.data())
def test_a_place_is_itself_in_the_same_text_and_always_inside(text, data):
    at = data.draw(st.integers(0, len(text)))
    assert found_again(text, at, words_at(text, at)) == at
    other = data.draw(st.text("ab \n"))
    assert 0 <= found_again(other, at, words_at(text, at)) <= len(other)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"caret": "x"}', b"\xff", b"[" * 100_000, b'{"caret": 1e400}']
)
def test_a_broken_file_is_as_none(tmp_path, content):
    one = article(tmp_path)
    remember(tmp_path / "state", one, Remembered(zoom=150))
    (path,) = (tmp_path / "state" / FOLDER).iterdir()
    path.write_bytes(content)
    assert recall(tmp_path / "state", one) is None


def test_values_that_cannot_be_are_brought_into_their_range(tmp_path):
    one = article(tmp_path)
    remember(tmp_path / "state", one, Remembered())
    (path,) = (tmp_path / "state" / FOLDER).iterdir()
    data = json.loads(path.read_bytes())
    path.write_text(json.dumps({**data, "zoom": 10**9, "caret": 10**9, "top": -5}))
    found = recall(tmp_path / "state", one)
    assert found is not None and found.zoom == 300 and 0 <= found.caret <= len(STORY) and found.top == 0


def test_only_the_last_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 5)
    articles = [article(tmp_path, f"{n}.txt", f"Article {n}.") for n in range(9)]
    for n, each in enumerate(articles):
        remember(tmp_path / "state", each, Remembered(zoom=100 + n))
        for path in (tmp_path / "state" / FOLDER).iterdir():
            if json.loads(path.read_bytes())["zoom"] == 100 + n:
                os.utime(path, (n, n))
    assert len(list((tmp_path / "state" / FOLDER).iterdir())) == 5
    assert [recall(tmp_path / "state", each) is not None for each in articles] == [False] * 4 + [True] * 5


def test_a_folder_that_cannot_be_written_is_no_reason_for_alarm(tmp_path):
    (tmp_path / "state").write_text("a file")
    remember(tmp_path / "state", article(tmp_path), Remembered())
    assert recall(tmp_path / "state", article(tmp_path)) is None
