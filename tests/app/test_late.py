"""A large sidecar is read when the page is there already: first what shows, then all. Nothing can be lost meanwhile."""

from __future__ import annotations

import json
import threading

import pytest

from reader.app.article.opening import Reading
from reader.folders import Folders
from reader.session import SaveState
from reader.sidecar.keeping import first_page
from reader.sidecar.keeping.store import SidecarStore
from reader.sidecar.places.places import beside
from tests.app.conftest import drive

WORDS = "Ada Lovelace wrote to Charles Babbage in London.\n" * 400


@pytest.fixture
def tagged(open_text):
    """An article with annotations far and near, as it was left."""
    window = open_text(WORDS)
    window.press("Ctrl+Home p Ctrl+End Left Left g")
    assert window.bench.session.save().state is SaveState.SAVED
    return window.bench.session.article.path


@pytest.fixture(params=[10, 10**9], ids=["large", "not so large"])
def held(monkeypatch, request):
    """The loading of all annotations waits until this is set."""
    monkeypatch.setattr(first_page, "NOT_SMALL_BYTES", 10)
    monkeypatch.setattr(first_page, "LARGE_BYTES", request.param)
    go, load = threading.Event(), SidecarStore.load

    def wait_and_load(store):
        go.wait(10)
        return load(store)

    monkeypatch.setattr(SidecarStore, "load", wait_and_load)
    yield go
    go.set()


@pytest.fixture
def open_path(qtbot, postil, folders):
    def open_path(path):
        return drive(qtbot, postil, Reading.of(path, folders), may_load=True)

    return open_path


def test_the_page_and_its_marks_come_first_and_nothing_can_be_changed_before_all(open_path, tagged, held, qtbot):
    before = beside(tagged).read_bytes()
    window = open_path(tagged)
    session = window.bench.session
    qtbot.waitUntil(lambda: len(session.annotations) == 1)
    assert session.loading and session.status.state is SaveState.LOADING
    assert window.window.status.word == "Reading annotations ..."
    window.press("Right o")
    assert window.window.status.place.startswith("The annotations are still being read")
    assert session.close().state is SaveState.LOADING and beside(tagged).read_bytes() == before
    held.set()
    qtbot.waitUntil(lambda: not session.loading)
    assert len(session.annotations) == 2 and session.read_only is None
    assert window.window.status.word == "Saved" and "still" not in window.window.status.place
    qtbot.waitUntil(lambda: any(words.endswith("All 2") for words in window.window.panel.lists.tab_words))
    memory = window.bench.desk.suggestions.memory
    qtbot.waitUntil(lambda: memory.count is not None)
    assert memory.count == 798  # "Ada" 399 times more, and "London" as often
    window.press("o")
    assert session.save().state is SaveState.SAVED
    kinds = [record["body"][0]["value"] for record in json.loads(beside(tagged).read_bytes())["first"]["items"]]
    assert kinds == ["PER", "ORG", "GPE"]


def test_what_is_broken_behind_its_head_is_said_and_left_alone(open_path, tagged, held, qtbot):
    broken = beside(tagged).read_bytes().replace(b'"Mention"]', b'"Mention"')
    beside(tagged).write_bytes(broken)
    window = open_path(tagged)
    held.set()
    qtbot.waitUntil(lambda: not window.bench.session.loading)
    assert window.bench.session.broken and window.window.status.word == "Read-only"
    assert "is not valid JSON" in str(window.bench.session.read_only)
    window.press("p")
    assert beside(tagged).read_bytes() == broken


def test_an_article_closed_meanwhile_is_let_go(open_path, open_text, tagged, held, qtbot):
    window = open_path(tagged)
    first = window.bench.session
    window.bench.read(lambda: tagged)
    qtbot.waitUntil(lambda: window.bench.session is not first)
    held.set()
    qtbot.waitUntil(lambda: not window.bench.session.loading)
    assert first.loading and len(window.bench.session.annotations) == 2


def test_a_small_one_is_there_at_once(open_text, tmp_path):
    reading = Reading.of(open_text(WORDS).bench.session.article.path, Folders.under(tmp_path))
    reading.wait(10)
    assert reading.ready is not None and not reading.ready.opened.loaded.late


def test_the_first_frame_has_the_marks_of_its_page(open_path, tagged, held):
    reading = Reading.of(tagged, Folders.under(tagged.parent / "user"))
    reading.wait(10)
    is_large = first_page.LARGE_BYTES == 10
    assert reading.ready.opened.loaded.late and len(reading.ready.opened.loaded.annotations) == (not is_large)
