"""Keyboards of other scripts and input methods: real keys under an X server, and the events that they make."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from reader.app.keyboard.keys import Layout, Press, names_of
from tests.x_server import x_server

CASE = "Ида Мосс продала лодку в среду.\nЛодка стоила сорок тысяч, говорит сторож.\n"
# Scan codes as X counts them: what lies there on a US keyboard.
P, C, Z, Y, SEMICOLON, BRACKET, COMMA, Q, W = 33, 54, 52, 29, 47, 34, 59, 24, 25
NO, SHIFT, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def strike(window, text: str, scan: int, held=NO, key: int = 0) -> None:
    """Press a key that writes `text` on a layout of another script."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        code = key or (ord(text[0].upper()) if text else 0)
        QApplication.sendEvent(window.focused(), QKeyEvent(kind, code, held, scan, 0, 0, text))


def compose(window, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(window.focused(), event)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="scan codes of X")
def test_letters_on_a_russian_keyboard_mean_what_lies_there(open_text):
    window = open_text(CASE)
    strike(window, "з", P)
    assert window.mentions() == [("PER", "Ида")]
    window.press("Down")
    strike(window, "с", C)
    assert len(window.claims()) == 1
    strike(window, "\x1a", Z, CTRL, key=0x42F)  # a Qt that knows only the letter я
    assert window.claims() == []
    strike(window, "\x19", Y, CTRL, key=0x41D)
    assert len(window.claims()) == 1
    strike(window, "/", 51, SHIFT)
    window.type("лодк")
    assert window.window.find_bar.field.text() == "лодк"
    assert len(window.claims()) == 1 and len(window.mentions()) == 1  # letters in a field are text
    window.press("Enter")
    assert window.selected().casefold() == "лодк"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="scan codes of X")
@pytest.mark.parametrize(
    ("text", "scan", "names"),
    [
        ("ж", SEMICOLON, ("ж", ";")), ("х", BRACKET, ("х", "[")), ("б", COMMA, ("б", ",")),  # Cyrillic
        ("π", P, ("π", "p")), ("ς", W, ("ς", "w")), (";", Q, (";",)),  # Greek
        ("פ", P, ("פ", "p")), ("ת", COMMA, ("ת", ",")),  # Hebrew
        ("ح", P, ("ح", "p")), ("لا", 56, ("لا", "b")), ("٣", 12, ("٣", "3")), ("۳", 12, ("۳", "3")),  # Arabic, Persian
        ("ö", SEMICOLON, ("ö",)), ("é", 11, ("é",)), ("m", SEMICOLON, ("m",)),  # Latin ones mean themselves
    ],
)  # fmt: skip
def test_names_by_character_then_by_place(text, scan, names):
    assert names_of(Press(ord(text[0]), text, scan=scan), "linux") == names


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="scan codes of X")
def test_a_symbol_that_means_nothing_counts_by_its_place_once_letters_were_foreign():
    layout = Layout()
    apostrophe = Press(0x27, "'", scan=W)  # Hebrew has it where others have w
    assert layout.names(apostrophe) == ("'",)  # as Dvorak has it, too: nothing is known yet
    layout.names(Press(0x5E9, "ש", scan=38))
    assert layout.names(apostrophe) == ("w", "'")
    layout.names(Press(0x41, "a", scan=38))
    assert layout.names(apostrophe) == ("'",)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="scan codes of X")
def test_a_symbol_on_a_letters_place_is_that_letter_once_letters_were_foreign():
    layout = Layout()
    semicolon, accent = Press(0x3B, ";", scan=Q), Press(0x01001251, "", scan=SEMICOLON)
    assert (layout.names(semicolon), layout.names(accent)) == ((";",), ())
    layout.names(Press(0x3C0, "π", scan=P))
    assert layout.names(semicolon) == ("q", ";")
    assert ";" in layout.names(accent)
    assert layout.names(Press(0x5B, "[", shift=True, scan=41)) == ("Shift+F", "[")  # Arabic
    assert layout.names(Press(0x2E, ".", scan=61)) == (".", "/")  # Russian: symbols stay what they are
    layout.names(Press(0x41, "a", scan=38))
    assert layout.names(semicolon) == (";",)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="scan codes of X")
def test_a_type_is_held_on_a_greek_keyboard(open_text):
    window = open_text("Ada met Bob.\n")

    def hit(code: int, char: str, scan: int) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, scan, 0, 0, char)
            QApplication.sendEvent(window.focused(), event)

    hit(0x3C0, "π", P)
    assert window.mentions() == [("PER", "Ada")]
    hit(0x3B, ";", Q)
    hit(0x39F, "ο", 32)
    assert window.bench.desk.mode is not None
    hit(Qt.Key.Key_Escape.value, "", 9)
    hit(0x01001251, "", SEMICOLON)  # the accent on ;: nothing is stacked here, and nothing is changed
    assert window.bench.desk.mode is None and window.mentions() == [("PER", "Ada")]


@pytest.mark.parametrize(
    ("press", "platform", "name"),
    [
        (Press(0x5B, "[", scan=17), "linux", "["),  # AltGr+8, German
        (Press(0x5B, "[", ctrl=True, alt=True, scan=9), "win32", "["),  # Windows calls AltGr Ctrl+Alt
        (Press(0x5B, "[", alt=True), "darwin", "["),  # Option+5
        (Press(0x2F, "/", shift=True), "linux", "/"),  # Shift+7
        (Press(0x3B, ";", shift=True), "linux", ";"),  # Shift+comma
        (Press(0x3D, "=", shift=True), "linux", "="),  # Shift+0
        (Press(0x2E, ".", shift=True), "linux", "."),  # French
    ],
)
def test_symbols_that_other_latin_keyboards_write_with_more_keys(press, platform, name):
    assert name in names_of(press, platform)


# -- input methods -----------------------------------------------------------------------------------


SAME_PRESS = "reader.app.asking.fields.SAME_PRESS_S"  # set, so that a machine with much to do is not too slow for it


def test_letters_that_are_being_composed_are_no_commands_and_enter_ends_only_that(open_text, monkeypatch):
    monkeypatch.setattr(SAME_PRESS, 60)
    window = open_text("北京 is the capital.\nParis too.\n")
    window.press("/")
    field = window.window.find_bar.field
    for preedit in ("b", "be", "bei", "bei j"):
        compose(window, preedit)
        window.press("Down")  # moves in the list of candidates, not to the next match
    assert window.bench.context() == "find" and field.text() == ""
    compose(window, "", "北京")
    window.press("Enter")  # the one that took the candidate, handed on
    assert window.bench.context() == "find"
    assert field.text() == "北京"
    monkeypatch.setattr(SAME_PRESS, 0)
    window.press("Enter")
    assert window.bench.context() == "page"
    assert window.selected() == "北京"
    assert window.on_disk() == []


def test_a_note_is_composed_and_kept_by_the_next_enter(open_text, monkeypatch):
    monkeypatch.setattr(SAME_PRESS, 60)
    window = open_text("Seoul is the capital.\n")
    window.press("g t")
    compose(window, "한")
    window.press("Enter")
    assert window.window.is_open("note")
    compose(window, "", "한국")
    window.press("Enter")
    assert window.window.is_open("note")
    monkeypatch.setattr(SAME_PRESS, 0)
    window.press("Enter")
    assert not window.window.is_open("note")
    assert "한국" in [body.get("value") for item in window.saved() for body in item["body"]]


def test_esc_while_composing_leaves_the_bar_open(open_text):
    window = open_text("東京 is large.\n")
    window.press("/")
    compose(window, "と")
    window.press("Esc")  # takes back what is composed
    assert window.bench.context() == "find"
    compose(window, "")
    window.press("Esc")
    assert window.bench.context() == "page"


def test_who_said_it_is_composed_in_the_claims_card(open_text, monkeypatch):
    monkeypatch.setattr(SAME_PRESS, 60)
    window = open_text("The engine was never built.\n")
    window.press("c")
    window.bench.run("claim.speaker")
    compose(window, "ki")
    window.press("Enter")
    assert window.claims()[0].get("claim", {}).get("attribution") in (None, [])
    compose(window, "", "김정은")
    monkeypatch.setattr(SAME_PRESS, 0)
    window.press("Enter")
    assert "김정은" in json.dumps(window.claims(), ensure_ascii=False)


def test_the_page_itself_composes_nothing(open_text):
    window = open_text("Seoul.\n")
    assert not window.window.page.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not window.window.page.viewport().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


# -- a real keyboard -----------------------------------------------------------------------------------

_REAL = Path(__file__).with_name("real_keys.py")
_NEEDS = [tool for tool in ("Xvfb", "setxkbmap") if shutil.which(tool) is None]
_NEEDS += [name for name in ("X11", "Xtst") if find_library(name) is None]


@pytest.mark.skipif(bool(_NEEDS), reason=f"needs {', '.join(_NEEDS)}")
def test_case_23_with_real_keys_under_an_x_server(tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(CASE, encoding="utf-8")
    with x_server() as env:
        command = [sys.executable, str(_REAL), str(article)]
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=180, check=False)
        if "could not connect to display" in done.stderr or "no Qt platform plugin" in done.stderr:
            pytest.skip("Qt cannot talk to an X server here")
        assert done.returncode == 0, done.stderr
        heard = json.loads(done.stdout.splitlines()[-1])
    assert heard["after з"] == ["PER Ида"]
    assert heard["after с"] == ["PER Ида", "claim Лодка стоила сорок тысяч, говорит сторож"]
    assert heard["after Ctrl+Z"] == ["PER Ида"]
    assert heard["after Ctrl+Y"] == heard["after с"] == heard["at last"]
    assert heard["in the field"] == "лодк"
    assert heard["selected"].casefold() == "лодк"
