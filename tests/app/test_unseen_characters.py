"""Nothing that a stranger wrote hides in what the window says, turns its words round, or is taken for HTML."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

ODD = "\u202e\u200b\u2066"
MARKUP = "<b>x</b><img src='file:///nowhere.png'>"
TEXT = f"# Head{ODD} one\n\nAnn{ODD}a wept in Nord. Bo{ODD}b said {MARKUP} so.\n\nAnn{ODD}a slept.\n"
NAME = f"a{ODD}rticle<b>.md"


def target(words: str, start: int) -> list[dict[str, Any]]:
    selectors = [
        {"type": "TextQuoteSelector", "exact": words},
        {"type": "TextPositionSelector", "start": start, "end": start + len(words)},
    ]
    return [{"type": "SpecificResource", "source": "x", "selector": selectors}]


def hostile_sidecar(text: str) -> str:
    """Every text in it that a person may see holds what cannot be seen."""

    def at(words: str) -> list[dict[str, Any]]:
        return target(words, max(0, text.find(words)))

    said = f"said{ODD} {MARKUP}"
    note = {"type": "TextualBody", "purpose": "commenting", "value": f"note{ODD}\nline {MARKUP}"}
    tag = {"type": "TextualBody", "purpose": "tagging", "value": "PER"}
    odd_tag = tag | {"value": f"ODD{ODD}"}
    link = {"type": "SpecificResource", "purpose": "identifying", "source": "e1"}
    claim = {
        "verdict": f"v{ODD}", "voice": f"v{ODD}", "kind": f"k{ODD}", "check": f"c{ODD}", "normalized": said,
        "sourceReliability": f"s{ODD}", "credibility": f"c{ODD}", "likelihood": f"l{ODD}", "about": ["e1"],
        "attribution": [
            {"role": "speaker", "name": f"Bo{ODD}b", "entity": "e1", "words": at(f"Bo{ODD}b")[0]},
            {"role": "relay", "name": f"re{ODD}lay"},
        ],
        "evidence": [
            {"question": said, "answer": said, "url": f"https://example.org/{ODD}", "archived": said, "quote": said,
             "stance": f"st{ODD}"},
        ],
    }  # fmt: skip
    items = [
        {"id": "m1", "type": ["Annotation", "Mention"], "body": [tag, link, note], "target": at(f"Ann{ODD}a")},
        {"id": "m2", "type": ["Annotation", "Mention"], "body": [odd_tag, link], "target": at("Nord")},
        {"id": "m3", "type": ["Annotation", "Mention"], "body": [tag], "target": target(f"gone{ODD} away", 3)},
        {"id": "c1", "type": ["Annotation", "Claim"], "claim": claim, "body": [note], "target": at(f"Bo{ODD}b said")},
        {"id": "c2", "type": ["Annotation", "Claim"], "claim": {}, "target": at("slept")},
        {"id": "h1", "type": ["Annotation", "Highlight"], "body": [note], "target": at("wept")},
        {"id": "r1", "type": ["Annotation", "Relation"], "target": [{"id": "c1"}],
         "body": [tag | {"value": f"re{ODD}l"}, {"purpose": "linking", "source": "c2"}]},
        {"id": "o1", "type": "Annotation", "motivation": f"x{ODD}", "target": at("in Nord")},
        {"id": "o2", "type": ["Annotation", "Mention"], "mentionKind": f"q{ODD}", "body": [tag], "target": at("so")},
    ]  # fmt: skip
    entities = [
        {"id": "e1", "tag": "PER", "name": f"An{ODD}na {MARKUP}", "aliases": [f"A{ODD}"], "wikidata": f"Q{ODD}"},
        {"id": "e2", "tag": f"ODD{ODD}", "name": said},
    ]
    document = {"@context": ["http://www.w3.org/ns/anno.jsonld"], "formatVersion": "1.0", "entities": entities}
    return json.dumps(document | {"first": {"type": "AnnotationPage", "items": items}})


def texts(widget: QWidget) -> list[tuple[str, str]]:
    """What a widget says or has said by a screen reader, with where; fields that hold a text to be edited left out."""
    found = [("title", widget.windowTitle()), ("name", widget.accessibleName()),
             ("description", widget.accessibleDescription()), ("tip", widget.toolTip())]  # fmt: skip
    if isinstance(widget, QLabel):
        found.append(("label", widget.text()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        for row in range(model.rowCount(QModelIndex())):
            index = model.index(row, 0)
            found += [("row", str(index.data(role))) for role in roles if index.data(role)]
            found.append(("drawn", repr_of(index.data(Qt.ItemDataRole.UserRole))))
    found += [("action", action.text()) for action in widget.findChildren(QAction)]
    return [(f"{type(widget).__name__}.{where}", text) for where, text in found if text]


def repr_of(row: object) -> str:
    """The texts of a row's value that are drawn: not its id."""
    parts: list[str] = []

    def collect(value: object) -> None:
        if isinstance(value, str):
            parts.append(value)
        elif isinstance(value, tuple) and hasattr(value, "_fields"):
            for name in value._fields:
                if name not in ("id", "key", "sign", "also", "type", "chip"):
                    collect(getattr(value, name))
        elif isinstance(value, tuple | list):
            for one in value:
                collect(one)
        elif hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                if name not in ("id", "key", "sign", "type", "chip"):
                    collect(getattr(value, name))

    collect(row)
    return " | ".join(parts)


def unseen(window: QWidget) -> list[tuple[str, str]]:
    widgets = [window, *window.findChildren(QWidget)]
    fields = (QTextEdit, QPlainTextEdit, QLineEdit)
    return [
        (where, text)
        for widget in widgets
        if not isinstance(widget, fields)
        for where, text in texts(widget)
        if any(unicodedata.category(c) in ("Cf", "Cc") and c not in "\n\t" for c in text)
    ]


@pytest.fixture
def driven(open_text):
    from reader.text.open import article_from_text

    text = article_from_text(TEXT, "markdown", "a.md").text
    return open_text(TEXT, name=NAME, sidecar=hostile_sidecar(text))


def test_the_looking_can_fail(driven):
    driven.window.status._place.setText(f"x{ODD}")
    assert [where for where, _ in unseen(driven.window)] == ["Elided.label"], unseen(driven.window)


STATES = [
    "", "Ctrl+Shift+P", "F6", "F6 F6", "j", "j j", "j j j", "j Enter", "j j Enter", "j j j Enter", "Shift+O", "j t",
    "a", "j a", "Menu", "=", "Shift+F10", "Ctrl+K", "c", "j j =", "Ctrl+Shift+F", "j Delete", "j Shift+Delete",
    "h", "Ctrl+E", "j j j j", "j j j j Enter", "f s", "Shift+E",
]  # fmt: skip


@pytest.mark.parametrize("keys", STATES)
def test_nothing_hides_in_what_the_window_says(driven, qtbot, keys):
    assert "‹U+202E›" in driven.window.windowTitle()
    driven.press(keys)
    qtbot.wait(50)
    assert unseen(driven.window) == []
    driven.press("Esc Esc")


def test_each_list_says_it(driven, qtbot):
    said = set()
    driven.press("Shift+O")
    qtbot.wait(50)
    for _ in range(8):
        driven.press("F6")
        qtbot.wait(30)
        assert unseen(driven.window) == []
        for widget in driven.window.findChildren(QAbstractItemView):
            said |= {text for _, text in texts(widget)}
    assert any("‹U+202E›" in text for text in said)


def test_markup_is_no_markup(driven, qtbot):
    """A label or a tip that Qt could take for HTML is told that it is none."""
    for keys in ("j", "j Enter", "Esc a", "Esc Shift+O"):
        driven.press(keys)
        qtbot.wait(30)
        for label in driven.window.findChildren(QLabel):
            if "<b>x" in label.text():
                assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
        for widget in driven.window.findChildren(QWidget):
            assert "<img" not in widget.toolTip()


def test_the_sidecar_keeps_what_is_shown_otherwise(driven):
    """Seeing it does not change it: an edit of one record leaves the words of all as they were."""
    path: Path = driven.sidecar
    before = json.loads(path.read_text(encoding="utf-8"))
    driven.go_to("slept")
    driven.press("p")
    driven.saved()
    after = json.loads(path.read_text(encoding="utf-8"))
    kept = {i["id"]: i for i in after["first"]["items"]}
    for item in before["first"]["items"]:
        claim = item.get("claim")
        assert kept[item["id"]].get("body") == item.get("body")
        if claim:
            assert kept[item["id"]]["claim"]["evidence"] == claim["evidence"]
    assert after["entities"] == before["entities"] or after["entities"][:2] == before["entities"]
