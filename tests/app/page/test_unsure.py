"""Marks whose place is uncertain look otherwise than sure ones, by shape and not by colour alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Annotation, Claim, Highlight, Mention, Placed
from reader.app.page import ReadingView
from reader.app.page.unsure import pieces
from reader.text.spans import Span

TEXT = "Ada Lovelace wrote that the engine was never built, and Babbage agreed."
AT = Placed(Span(0, 12))
KINDS = [
    Mention(id="m", fragments=(AT,), type="PER"),
    Highlight(id="h", fragments=(AT,)),
    Claim(id="c", fragments=(AT,), verdict="false"),
]


def greys(view: ReadingView, annotation: Annotation, anchor: Anchor) -> QImage:
    placed = replace(annotation, fragments=(replace(AT, anchor=anchor),))
    view.set_annotations(AnnotationSet.of((placed,), ()))
    QApplication.processEvents()
    return view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def ink_of(image: QImage, ground: int) -> list[bool]:
    """Which pixels of its left top are drawn at all, whatever their grey."""
    return [abs(image.pixelColor(x, y).red() - ground) > 4 for y in range(110) for x in range(260)]


@pytest.mark.parametrize("theme", ["light", "dark", "sepia", "contrast"])
@pytest.mark.parametrize("annotation", KINDS, ids=["mention", "highlight", "claim"])
def test_it_is_drawn_broken_in_every_theme(
    show: Callable[..., ReadingView], theme: str, annotation: Annotation
) -> None:
    view = show(TEXT, theme=theme)
    sure, moved, unsure = (greys(view, annotation, anchor) for anchor in (Anchor.EXACT, Anchor.MOVED, Anchor.FUZZY))
    assert sure == moved
    ground = sure.pixelColor(2, 200).red()
    differing = sum(a != b for a, b in zip(ink_of(sure, ground), ink_of(unsure, ground), strict=True))
    assert differing > 40  # pixels that are drawn in the one and bare in the other


def test_a_line_in_pieces_ends_where_it_ends() -> None:
    assert pieces(0, 10, 4, 2) == [(0, 4), (6, 10)]
    assert pieces(0, 13, 4, 2) == [(0, 4), (6, 10), (12, 13)]
    assert pieces(5, 5, 4, 2) == []
