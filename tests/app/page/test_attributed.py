"""The words that name a claim's source are seen while the claim is current, in every theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Attribution, Claim, Lost, Placed, Quote
from reader.app.look.theme import THEMES
from reader.app.page import ReadingView
from reader.text.spans import Span

TEXT = "Ada Lovelace said that the engine weaves patterns.\n"
SOURCE, CUE, WORDS = Span(0, 12), Span(13, 17), Span(23, 33)
CLAIM = Claim(
    id="c1", fragments=(Placed(WORDS),), attribution=(Attribution("Ada", words=Placed(SOURCE), cue=Placed(CUE)),)
)
Show = Callable[..., ReadingView]


def runs_under(view: ReadingView, span: Span, qapp: QApplication) -> int:
    """How many pieces of the claim's colour stand under these words, below where a mention's line would be."""
    for _ in range(3):
        qapp.processEvents()
    image = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    box = view.rects_of(span)[0]
    page, most = QColor(view._theme.page), 0
    for y in range(round(box.bottom()) + 2, round(box.bottom()) + 9):
        drawn = [image.pixelColor(x, y) != page for x in range(round(box.left()), round(box.right()))]
        most = max(most, sum(now and not before for before, now in zip([False, *drawn], drawn, strict=False)))
    return most


@pytest.mark.parametrize("theme", THEMES)
def test_source_and_cue_are_dotted_while_their_claim_is_current(show: Show, qapp: QApplication, theme: str) -> None:
    view = show(TEXT, theme=theme)
    view.set_annotations(AnnotationSet.of([CLAIM]))
    assert runs_under(view, SOURCE, qapp) == runs_under(view, CUE, qapp) == 0
    view.set_current("c1", WORDS)
    assert runs_under(view, SOURCE, qapp) > 10
    assert runs_under(view, CUE, qapp) > 3
    assert runs_under(view, WORDS, qapp) <= 2  # the claim's own line is whole
    view.set_current(None, None)
    assert runs_under(view, SOURCE, qapp) == 0


def test_words_that_are_gone_or_those_of_no_source_draw_nothing(show: Show, qapp: QApplication) -> None:
    view = show(TEXT)
    gone = Attribution("Ada", words=Lost(Quote("Ada")))
    view.set_annotations(AnnotationSet.of([Claim(id="c1", fragments=(Placed(WORDS),), attribution=(gone,))]))
    view.set_current("c1", WORDS)
    assert runs_under(view, SOURCE, qapp) == 0
