"""Somebody else changes or removes an annotation while a person types into it: neither of them loses anything."""

from __future__ import annotations

import json

import pytest

from reader.session import Session, read_article
from tests.app.conftest import Driven


class Other:
    """Another program on the same article."""

    def __init__(self, window: Driven, folders) -> None:
        self._window, self._folders = window, folders

    def change(self, step) -> None:
        """`step(record)` changes the only record on disk, or takes it away with None; the window has seen it after."""
        session = Session(read_article(self._window.bench.session.article.path, self._folders))
        (item,) = session.annotations.annotations.values()
        session.apply(step(session, item))
        session.close()
        state = session.annotations.annotations
        seen = self._window.bench.session
        self._window.until(lambda: seen.annotations.annotations.keys() == state.keys() and (
            not state or _says(seen.annotations.annotations[item.id]) == _says(state[item.id])))  # fmt: skip


def _says(annotation) -> tuple:
    return annotation.note, getattr(annotation, "normalized", ""), getattr(annotation, "attribution", ())


def noted(note: str):
    from dataclasses import replace

    from reader.annotations.collection import Change

    def step(session, item):
        return Change("Note", ((item.id, replace(item, note=note, modified=session.stamp.now())),))

    return step


def removed(session, item):
    from reader.annotations import acts

    return acts.remove(session.annotations, [item.id])


def notes(item: dict) -> list[str]:
    return [body["value"] for body in item["body"] if body["purpose"] == "commenting"]


@pytest.fixture
def begun(open_text, folders):
    """A window in which a note is being written on a mention that says "first"."""
    window = open_text()
    window.press("p t")
    window.type("first")
    window.press("Enter")
    window.saved()
    window.press("t")
    return window, Other(window, folders)


def test_both_wrote_a_note(begun):
    window, other = begun
    window.type("mine")
    other.change(noted("theirs"))
    window.press("Enter")
    (item,) = window.saved()
    assert notes(item) == ["mine"] and "theirs" in json.dumps(item["conflict"])
    assert "conflict" in window.window.status.place
    window.press("Ctrl+Z")
    (item,) = window.saved()
    assert notes(item) == ["theirs"] and "conflict" not in item


def test_a_note_that_was_not_changed_takes_nothing_back(begun):
    window, other = begun
    other.change(noted("theirs"))
    window.press("Enter")
    assert [notes(item) for item in window.saved()] == [["theirs"]]


def test_both_wrote_the_same_note(begun):
    window, other = begun
    window.type("same")
    other.change(noted("same"))
    window.press("Enter")
    (item,) = window.saved()
    assert notes(item) == ["same"] and "conflict" not in item


def test_it_was_removed_while_a_note_was_written(begun):
    window, other = begun
    window.type("mine")
    other.change(removed)
    assert not window.bench.session.annotations.entities
    window.press("Enter")
    (item,) = window.saved()
    assert notes(item) == ["mine"]
    assert len(window.bench.session.annotations.entities) == 1
    assert "is back" in window.window.status.place


def test_it_was_removed_and_nothing_was_typed(begun):
    window, other = begun
    other.change(removed)
    window.press("Enter")
    assert window.saved() == []


@pytest.fixture
def begun_claim(open_text, folders):
    """A window on a claim, in whose note somebody types."""
    window = open_text()
    window.select("The engine was never built")
    window.press("c Enter")
    window.until(lambda: window.bench.context() == "claim-card")
    window.saved()
    window.press("n")
    return window, Other(window, folders)


def test_both_wrote_into_a_claim(begun_claim):
    window, other = begun_claim
    window.type("mine")
    other.change(noted("theirs"))
    window.press("Enter")
    (item,) = window.saved()
    assert "mine" in json.dumps(item["body"]) and "theirs" in json.dumps(item["conflict"])


def test_a_claim_was_removed_while_somebody_typed(begun_claim):
    window, other = begun_claim
    window.type("mine")
    other.change(removed)
    window.press("Enter")
    window.until(lambda: len(window.on_disk()) == 1)
    (item,) = window.saved()
    assert "mine" in json.dumps(item)


def test_a_row_of_a_claim_that_was_not_changed_takes_nothing_back(begun_claim):
    window, other = begun_claim
    other.change(noted("theirs"))
    window.press("Enter")
    (item,) = window.saved()
    assert "theirs" in json.dumps(item["body"])
