"""In another language no English is left: a window is used in a language that puts all its words in brackets."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QTabBar,
    QWidget,
)  # fmt: skip

from reader.annotations.tagset_file import default_tagset
from reader.app.commands import commands_for
from reader.app.commands.registry import fixed_commands
from reader.app.look.caps import KeyCaps
from reader.app.window.menus import MENUS
from reader.app.wording.chip import chip_for
from reader.app.wording.tr import ENGLISH, Catalogue, use
from reader.resources import resource
from tests.app.said import KEYS

# Greek, so that every Latin word in the window is the window's own.
STORY = (
    "# Η μηχανή\n\nΗ Άννα έγραψε στον Κάρολο από το Λονδίνο. Είπε ότι η μηχανή υφαίνει, και εκείνος συμφώνησε.\n\n"
    "## Το τέλος\n\nΟ Κάρολος απάντησε από το Τορίνο. Η Άννα πέθανε το 1852.\n"
)
# What no catalogue changes: keys, the tag set's own words (a file of the user's), names and places on disk.
NAMES = KEYS | {
    "Postil",
    "Markdown",
    "Unicode",
    "UTF",
    "Modern",
    "Greek",
    "URL",
    "Source",
    "Serif",
    "SmText",
    "px",
    "el",
}


class Words(dict[str, str]):
    """All words, in brackets."""

    def get(self, key: str, default: object = None) -> str:
        return ": ".join(
            f"⟦{part}⟧" for part in key.split(": ")
        )  # what stands before a colon is shown without the rest


class Counted(dict[str, Mapping[str, str]]):
    """All words that are counted, in brackets."""

    def get(self, key: str, default: object = None) -> Mapping[str, str]:
        return {"other": f"⟦{key}⟧"}


@pytest.fixture
def brackets() -> Iterator[None]:
    use(Catalogue("xx", Words(), Counted({"": {}})))
    yield
    use(ENGLISH)


def texts(widget: QWidget) -> Iterator[str]:
    """All that a window shows or has a screen reader say."""
    for each in (widget, *widget.findChildren(QWidget)):
        if isinstance(each.parent(), QTabBar):
            continue  # Qt's own arrows, in Qt's own language
        yield from (each.accessibleName(), each.accessibleDescription(), each.toolTip())
        if isinstance(each, (QLabel, QAbstractButton)):
            yield each.text()
        elif isinstance(each, QLineEdit):
            yield each.placeholderText()
        elif isinstance(each, QTabBar):
            yield from (each.tabText(n) for n in range(each.count()))
        elif isinstance(each, KeyCaps):
            yield from (hint.words for hint in each._hints)
        elif isinstance(each, QAbstractItemView) and each.model() is not None:
            model = each.model()
            for n in range(min(model.rowCount(), 300)):
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                    yield str(model.data(model.index(n, 0), role) or "")
        elif isinstance(each, (QMenu, QMenuBar)):
            yield from (action.text().partition("\t")[0] for action in each.actions())


def strings(value: object) -> Iterator[str]:
    """All texts in what a TOML file holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def own_words() -> set[str]:
    """Latin words that come from the tag set or from themes."""
    files = [resource("tagsets/default.toml"), *(f for f in resource("themes").iterdir() if f.name.endswith(".toml"))]
    values = [value for file in files for value in strings(tomllib.loads(file.read_text(encoding="utf-8")))]
    found = {word for value in values for word in re.findall("[A-Za-z]+", value)}
    return {form for word in found for form in (word, word.lower(), word.capitalize())}


OWN = own_words() | NAMES


def english(text: str) -> list[str]:
    """Latin words outside the brackets that are nobody's own."""
    text = re.sub(r"(?<!\S)/[^\s⟧]+|\S+\.(txt|md|json|toml)\b", " ", text)
    before = ""
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*(⟧|…|$)", " ", text)
    return [word for word in re.findall("[A-Za-z]{2,}", text) if word not in OWN]


def test_what_is_left_of_english_is_found() -> None:
    assert english("⟦Saved⟧ · ⟦Done⟧: ⟦⟦Remove Άννα⟧.⟧ Ctrl+Z") == []
    assert english("⟦Saved⟧ and further") == ["and", "further"]


class Watched:
    """A window whose words are looked at step by step."""

    def __init__(self, driven) -> None:
        self.driven, self.found = driven, {}

    def look(self, where: str) -> None:
        """Take note of English in the window as it is now."""
        window, bench = self.driven.window, self.driven.bench
        for _ in range(3):
            QApplication.processEvents()
        if window.is_made("panel"):
            window.panel.refresh()
        shown = [*texts(window), bench.follow._told, window.windowTitle()]
        chip = chip_for(bench.desk, bench.keymap) if bench.has_article else None
        if chip is not None:
            shown += [chip.told.spoken, chip.told.in_a_line, *(hint.words for hint in chip.hints)]
        if bench.desk.mode is not None:
            shown += [bench.desk.mode.words, *(hint.words for hint in bench.desk.mode.hints())]
        for text in shown:
            for word in english(text):
                self.found.setdefault((word, text[:90]), where)

    def press(self, keys: str) -> None:
        """Press keys one by one and look after each."""
        for key in keys.split():
            self.driven.press(key)
            self.look(f"{keys} at {key}")

    def write(self, text: str) -> None:
        self.driven.type(text)
        self.look(f"typing {text}")


def test_a_window_that_is_used_shows_no_english(open_text, brackets) -> None:
    driven = open_text(STORY, "story.md")
    watched = Watched(driven)
    watched.look("first")
    driven.go_to("Άννα")
    watched.press("p u Ctrl+Z Ctrl+Y Ctrl+Z Ctrl+Z Ctrl+Z Ctrl+Y j k ;")
    watched.press("t")
    watched.write("Ποια;")
    watched.press("Enter Tab x Ctrl+Z Enter a Esc")
    driven.go_to("Κάρολο")
    watched.press("p a Enter l Esc [ Left Esc h Esc c c Shift+V t Ctrl+Z , s Escape".replace("Escape", "Esc"))
    watched.press("Enter Down Down Down Down Esc F6 F6 Down s f p Shift+F m Esc Esc")
    watched.press("? Esc Ctrl+K Esc Shift+O Down Esc Ctrl+F")
    watched.write("μηχανή")
    watched.press("Enter F3 Esc Ctrl+Shift+F Esc Ctrl+I Esc Shift+F10 Esc")
    watched.press("Ctrl+, Down Right Left Enter Esc Esc F8 F8 Alt+= Alt+0 Ctrl+Shift+C Ctrl+Shift+Z Alt+PgDn")
    watched.press("Shift+T p Shift+T Shift+T F9 F9 F5")
    watched.look("end")
    assert watched.found == {}


def test_cards_and_lists_show_no_english(open_text, brackets) -> None:
    driven = open_text(STORY, "story.md")
    watched = Watched(driven)
    for words, key in (("Άννα", "p"), ("Λονδίνο", "g"), ("Κάρολος", "p")):
        driven.go_to(words)
        driven.press(key)
    driven.go_to("Άννα")
    watched.press("Enter Down Down Down Down Down Down n Esc a Esc w Esc m Esc d Space s Esc Esc")
    driven.go_to("Είπε")
    watched.press("c Enter s")
    watched.write("Άννα")
    watched.press("Enter e")
    watched.write("Πότε;")
    watched.press("Enter Down Down Down Down Esc Esc")
    watched.press("F6 F6 F6 Right Left Right Right Right Down Delete Esc")
    watched.look("end")
    assert watched.found == {}


def test_menus_show_no_english(open_text, brackets) -> None:
    driven = open_text(STORY, "story.md")
    bar = driven.window.menuBar()
    assert [action.text() for action in bar.actions()] == [f"&⟦{name}⟧" for name in MENUS]
    titles = {c.id: c.title for c in commands_for(default_tagset())}
    assert all(titles[c.id] == Words().get(c.title) for c in fixed_commands())
    menus = [action.menu() for action in bar.actions()]
    while menus:
        menu = menus.pop()
        for action in menu.actions():
            assert english(action.text().partition("\t")[0]) == [], action.text()
            menus += [action.menu()] if action.menu() is not None else []


def test_a_window_without_an_article_and_a_broken_sidecar_show_no_english(open_text, postil, attend, brackets) -> None:
    watched = Watched(attend(postil.show_empty()))
    watched.look("empty")
    watched.press("? Esc j")
    assert watched.found == {}


def test_what_goes_wrong_below_the_window_shows_no_english(open_text, folders, brackets) -> None:
    window = open_text(STORY, "story.md")
    target = window.sidecar.with_name("story.md.pdf")
    target.write_text("somebody's own file")
    window.press("Ctrl+E Enter")
    window.until(lambda: window.window.bar.message is not None and window.window.bar.message.error)
    assert window.window.bar.text.startswith(f"⟦{target} is not written⟧")
    assert english(window.window.bar.text.replace(str(target), "")) == []
