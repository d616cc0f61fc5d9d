"""A window with a few annotations, made by keys."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

TEXT = (
    "Ada Lovelace wrote to Charles Babbage in London.\n"
    "Babbage answered from Turin. The engine was never built, said Babbage.\n"
    "Lovelace died in 1852 in London.\n"
)


@pytest.fixture
def tagged(open_text) -> Callable:
    """Six mentions of four entities and a claim; the caret is at the start."""

    def make(text: str = TEXT):
        window = open_text(text)
        for words, nth, key in (
            ("Ada Lovelace", 1, "p"), ("Babbage", 1, "p"), ("Babbage", 2, "p"), ("Babbage", 3, "p"),
            ("London", 1, "g"), ("Lovelace", 2, "p"),
        ):  # fmt: skip
            window.press("Ctrl+Home /")
            window.type(words)
            window.press("Enter " + "F3 " * (nth - 1) + key)
        window.select("The engine was never built")
        window.press("c Ctrl+Home")
        window.window.panel.refresh()
        return window

    return make


def entities(window) -> list[dict]:
    """The records of entities in the sidecar."""
    window.saved()
    return json.loads(window.sidecar.read_text(encoding="utf-8"))["entities"]


def rows(listed) -> list:
    """What a list shows."""
    return list(listed.rows.rows)
