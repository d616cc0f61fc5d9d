"""A page on its own, without a window around it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from reader.annotations.tagset_file import default_tagset
from reader.app.look.theme import load_theme
from reader.app.page import ReadingView
from reader.text.open import article_from_text


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Callable[..., ReadingView]]:
    """Show a text on a page; the page has been painted when this returns."""
    shown: list[ReadingView] = []

    def make(text: str, form: str = "text", *, size: tuple[int, int] = (940, 700), theme: str = "light") -> ReadingView:
        view = ReadingView(load_theme(theme), default_tagset())
        view.resize(*size)
        view.show_article(article_from_text(text, form))  # type: ignore[arg-type]
        view.show()
        for _ in range(3):
            qapp.processEvents()
        shown.append(view)
        return view

    yield make
    for view in shown:
        view.close()
        view.deleteLater()
    qapp.processEvents()
