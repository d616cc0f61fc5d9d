"""`RowList` by itself: what is laid out when, and what is revealed."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from reader.app.look.look import Look
from reader.app.look.theme import load_theme
from reader.app.panels import drawing
from reader.app.panels.lists import RowList
from reader.app.panels.rows import Row


class Plain(NamedTuple):
    id: str
    spoken: str = "words"


@pytest.fixture
def listed(qtbot) -> RowList:
    made = RowList("Rows", Look(load_theme("light")), lambda _event: False)
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.set_rows([Plain(str(number)) for number in range(5_000)])
    return made


def test_a_hidden_list_is_not_laid_out_for_the_row_that_becomes_current(listed):
    listed.set_current("4000")
    assert listed.current_id == "4000"
    assert listed.verticalScrollBar().maximum() == 0, "laid out, though nobody sees it"


def test_what_became_current_while_it_was_hidden_shows_when_the_list_does(qtbot, listed):
    listed.set_current("4000")
    with qtbot.waitExposed(listed):
        listed.show()
    assert listed.viewport().rect().contains(listed.visualRect(listed.currentIndex()))


def test_a_change_measures_the_rows_that_it_brought_and_no_others(qtbot, listed, monkeypatch):
    measured: list[str] = []
    real = drawing.in_lines

    def noting(look, words, width):
        measured.append(words)
        return real(look, words, width)

    monkeypatch.setattr(drawing, "in_lines", noting)
    claims = [Row(str(n), f"Claim {n} says that the engine was never built, and says no more.") for n in range(100)]
    listed.set_rows(claims)
    with qtbot.waitExposed(listed):
        listed.show()
    qtbot.waitUntil(lambda: len(set(measured)) == 100)
    measured.clear()
    fresh = Row("new", "Another claim.")
    listed.set_rows([*claims[:50], fresh, *claims[50:]])
    qtbot.waitUntil(lambda: bool(measured))
    listed.grab()
    assert measured == ["Another claim."]
    measured.clear()
    listed.set_look(Look(load_theme("light"), 150))
    listed.grab()
    assert len(set(measured)) == 101, "another size needs other lines"
