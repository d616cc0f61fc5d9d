"""A mouse that rests on words is told what stands on them, and nothing is covered by it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Attribution, Claim, Entity, Mention, Placed, Quote
from reader.app.page.tip import Tip
from reader.text.spans import Span
from tests.app.mouse import NONE, Mouse

TEXT = "Sergey Shoigu met Kim Jong Un in Pyongyang to discuss the treaty."
KIM = Mention(id="kim", fragments=(Placed(Span(18, 29)),), type="PER", entity="e", note="Third of his name.")
SURNAME = Mention(id="sur", fragments=(Placed(Span(18, 21), Anchor.FUZZY, Quote("Kin")),), type="GRP")
CLAIM = Claim(id="c", fragments=(Placed(Span(14, 42)),), verdict="true", attribution=(Attribution("KCNA"),))


@pytest.fixture
def page(show):
    view = show(TEXT)
    view.set_annotations(AnnotationSet.of([KIM, SURNAME, CLAIM], [Entity("e", "PER", "Kim Jong Un")]))
    QApplication.processEvents()
    return view


def tip_of(view) -> Tip:
    return view._pointing._hover._tip


def rest(view, position: int, qtbot) -> Tip:
    Mouse(view).rest(Mouse(view).over(position))
    qtbot.waitUntil(lambda: tip_of(view).isVisible(), timeout=3000)
    return tip_of(view)


def test_all_that_is_stacked_there_is_told_innermost_first(page, qtbot) -> None:
    tip = rest(page, 19, qtbot)
    assert [told.title for told in tip.told] == ["Kim", "Kim Jong Un", "Claim 1"]
    assert tip.told[0].lines[-1] == "unsure, once “Kin”"
    assert tip.told[1].note == "Third of his name."
    assert tip.told[2].lines == ("True · KCNA",)
    assert "Kim Jong Un, Person" in tip.accessibleName()


def test_it_never_covers_the_words_it_is_about(page, qtbot) -> None:
    tip = rest(page, 24, qtbot)
    words = page.rects_of(KIM.spans[0])[0]
    top_left = page.viewport().mapTo(page, words.topLeft().toPoint())
    assert not tip.geometry().intersects(QRectF(QPointF(top_left), words.size()).toRect())
    assert page.rect().contains(tip.geometry())


def test_it_goes_when_the_mouse_moves_on_and_comes_only_after_a_rest(page, qtbot) -> None:
    mouse = Mouse(page)
    mouse.rest(mouse.over(24))
    assert not tip_of(page).isVisible()
    rest(page, 25, qtbot)
    mouse.rest(mouse.over(26))  # the same words
    assert tip_of(page).isVisible()
    mouse.rest(mouse.over(3))  # bare words
    assert not tip_of(page).isVisible()
    rest(page, 24, qtbot)
    mouse.press(mouse.over(24))
    assert not tip_of(page).isVisible()
    mouse.release(mouse.over(24))


def test_bare_words_say_nothing(page, qtbot) -> None:
    mouse = Mouse(page)
    mouse.move(mouse.over(3), buttons=NONE)
    assert not page._pointing._hover._rest.isActive()


def test_at_the_foot_of_the_page_it_stands_above_the_words(show, qtbot) -> None:
    view = show("Line.\n" * 40 + TEXT, size=(940, 500))
    at = 6 * 40
    span = Span(at + 18, at + 29)
    view.set_annotations(AnnotationSet.of([Mention(id="m", fragments=(Placed(span),), type="PER")]))
    view.verticalScrollBar().setValue(0)
    line = view.baseline_of(span.start)
    view.verticalScrollBar().setValue(round(line - view.viewport().height() + 20))
    QApplication.processEvents()
    tip = rest(view, span.start + 2, qtbot)
    assert tip.geometry().bottom() < view.rects_of(span)[0].top() + 2
