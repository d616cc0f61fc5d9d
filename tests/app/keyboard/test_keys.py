"""Names of key presses on keyboards of several kinds, and sequences."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from reader.app.commands import commands_for
from reader.app.commands.registry import Command
from reader.app.keyboard.keymap import Keymap
from reader.app.keyboard.keys import Dispatcher, Press, by_place, names_of

K = Qt.Key


def press(key, text="", **held):
    return Press(int(key.value) if hasattr(key, "value") else key, text, **held)


@pytest.mark.parametrize(
    ("pressed", "name"),
    [
        (press(K.Key_P, "p"), "p"),
        (press(K.Key_P, "P"), "p"),  # Caps Lock
        (press(K.Key_V, "V", shift=True), "Shift+V"),
        (press(K.Key_V, "v", shift=True), "Shift+V"),  # Caps Lock and Shift
        (press(K.Key_Question, "?", shift=True), "?"),
        (press(K.Key_Slash, "/", shift=True), "/"),  # Shift+7 on German keyboards
        (press(K.Key_Plus, "+", ctrl=True), "Ctrl++"),
        (press(K.Key_Plus, "", ctrl=True, shift=True), "Ctrl++"),
        (press(K.Key_Z, "\x1a", ctrl=True), "Ctrl+Z"),
        (press(K.Key_Z, "\x1a", ctrl=True, shift=True), "Ctrl+Shift+Z"),
        (press(K.Key_BracketLeft, "[", ctrl=True, alt=True), "["),  # AltGr on Windows
        (press(K.Key_Enter, "\r"), "Enter"),  # keypad
        (press(K.Key_Return, "\r", shift=True), "Shift+Enter"),
        (press(K.Key_Space, " "), "Space"),
        (press(K.Key_Space, " ", shift=True), "Shift+Space"),
        (press(K.Key_Backtab, "\t", shift=True), "Shift+Tab"),
        (press(K.Key_Left, ctrl=True, shift=True), "Ctrl+Shift+Left"),
        (press(K.Key_F3, shift=True), "Shift+F3"),
        (press(K.Key_4, "4"), "4"),
        (press(0xE9, "é"), "é"),
    ],
)
def test_name_of_a_press(pressed, name):
    assert names_of(pressed, "linux") == (name,)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (K.Key_Escape, "Esc"), (K.Key_Tab, "Tab"), (K.Key_Backspace, "Backspace"), (K.Key_Return, "Enter"),
        (K.Key_Enter, "Enter"), (K.Key_Insert, "Insert"), (K.Key_Delete, "Delete"), (K.Key_Home, "Home"),
        (K.Key_End, "End"), (K.Key_Left, "Left"), (K.Key_Up, "Up"), (K.Key_Right, "Right"), (K.Key_Down, "Down"),
        (K.Key_PageUp, "PgUp"), (K.Key_PageDown, "PgDn"), (K.Key_Space, "Space"), (K.Key_F1, "F1"),
        (K.Key_F11, "F11"), (K.Key_F24, "F24"), (K.Key_Menu, "Menu"),
    ],
)  # fmt: skip
def test_our_numbers_are_those_of_qt(key, name):
    assert names_of(press(key), "linux") == (name,)


@pytest.mark.parametrize("key", [K.Key_Shift, K.Key_Control, K.Key_Alt, K.Key_AltGr, K.Key_CapsLock, K.Key_unknown])
def test_a_modifier_alone_has_no_name(key):
    assert names_of(press(key), "linux") == ()


@pytest.mark.parametrize(
    ("text", "scan", "platform", "names"),
    [
        ("з", 33, "linux", ("з", "p")),  # Russian layout, the key marked P
        ("з", 25, "win32", ("з", "p")),
        ("π", 33, "linux", ("π", "p")),
        ("ح", 33, "linux", ("ح", "p")),
        ("б", 59, "linux", ("б", ",")),
        ("é", 11, "linux", ("é",)),  # French: é is a Latin letter of its own, not a 2
        ("з", 33, "darwin", ("з",)),
    ],
)
def test_letters_of_other_scripts_fall_back_to_their_place(text, scan, platform, names):
    assert names_of(press(ord(text), text, scan=scan), platform) == names


def test_shift_holds_for_the_place_too():
    assert names_of(press(ord("М"), "М", shift=True, scan=55), "linux") == ("Shift+М", "Shift+V")


def test_every_place_of_a_row_is_told_apart():
    assert len(by_place((10, 24, 38, 52))) == 12 + 12 + 11 + 10


def a_keymap():
    def nothing(desk):
        pass

    return Keymap.of([
        Command("one", "One", nothing, ("x",)),
        Command("true", "Verdict: True", nothing, ("Shift+V t",)),
        Command("false", "Verdict: False", nothing, ("Shift+V f",)),
        Command("everywhere", "Everywhere", nothing, ("Ctrl+O",), context="global"),
    ])  # fmt: skip


@pytest.fixture
def dispatcher():
    ran, pending, missed = [], [], []
    made = Dispatcher(a_keymap(), ran.append, pending.append, missed.append)
    made.ran, made.told, made.missed = ran, pending, missed
    return made


def test_a_sequence_runs_its_command(dispatcher):
    assert dispatcher.press(["Shift+V"], "page")
    assert dispatcher.ran == [] and dispatcher.told[-1].keys == ("Shift+V",)
    assert dispatcher.told[-1].follows == (("t", "true"), ("f", "false"))
    assert dispatcher.press(["f"], "page")
    assert dispatcher.ran == ["false"] and dispatcher.pending.keys == ()


def test_a_key_that_cannot_follow_ends_the_sequence_is_told_and_does_nothing_else(dispatcher):
    dispatcher.press(["Shift+V"], "page")
    assert dispatcher.press(["x"], "page")
    assert dispatcher.ran == [] and dispatcher.pending.keys == ()
    assert dispatcher.missed == [("Shift+V", "x")]
    dispatcher.press(["x"], "page")
    assert dispatcher.ran == ["one"] and len(dispatcher.missed) == 1


def test_escape_ends_a_sequence(dispatcher):
    dispatcher.press(["Shift+V"], "page")
    assert dispatcher.press(["Esc"], "page")
    assert dispatcher.pending.keys == () and dispatcher.missed == []
    assert not dispatcher.press(["Esc"], "page")


def test_a_modifier_alone_leaves_the_sequence_pending(dispatcher):
    dispatcher.press(["Shift+V"], "page")
    assert not dispatcher.press([], "page")
    assert dispatcher.pending.keys == ("Shift+V",)


def test_the_place_counts_only_when_the_character_means_nothing(dispatcher):
    assert dispatcher.press(["з", "x"], "page")
    assert dispatcher.ran == ["one"]


def test_contexts_hold_only_their_own_keys_and_the_global_ones(dispatcher):
    assert not dispatcher.press(["x"], "find")
    assert dispatcher.press(["Ctrl+O"], "find")
    assert dispatcher.ran == ["everywhere"]


def test_all_default_keys_have_names_that_presses_can_have():
    from reader.annotations.tagset_file import default_tagset

    keymap = Keymap.of(commands_for(default_tagset()))
    for bound in keymap.bindings.values():
        for sequence in bound:
            for name in sequence:
                last = name.rsplit("+", 1)[-1] or "+"
                assert len(last) == 1 or last in {
                    "Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDn", "Esc", "Delete", "Enter", "Space",
                    "F3", "F6", "F8", "F9", "F10", "F11", "Menu", "Tab", "F5",
                }, name  # fmt: skip
