"""Turns key presses into the names that the keymap knows, and sequences of them into commands."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from reader.app.keyboard.keymap import Keymap, Result
from reader.frozen import dataclass

# Qt's codes as numbers: `Qt.Key` has 500 members, and making them costs a fifth of the time to the first frame.
_NAMES = {
    0x01000000: "Esc", 0x01000001: "Tab", 0x01000002: "Tab", 0x01000003: "Backspace", 0x01000004: "Enter",
    0x01000005: "Enter", 0x01000006: "Insert", 0x01000007: "Delete", 0x01000010: "Home", 0x01000011: "End",
    0x01000012: "Left", 0x01000013: "Up", 0x01000014: "Right", 0x01000015: "Down", 0x01000016: "PgUp",
    0x01000017: "PgDn", 0x01000055: "Menu", 0x20: "Space",
}  # fmt: skip
_BACKTAB = 0x01000002
_DEAD = range(0x01001250, 0x010012A0)
_F1, _F24 = 0x01000030, 0x01000047

# Rows of a US keyboard by where the keys lie: XKB counts from evdev's codes + 8, Windows from set 1.
_ROWS = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
_XKB_STARTS = (10, 24, 38, 52)
_WINDOWS_STARTS = (2, 16, 30, 44)


def by_place(starts: Sequence[int]) -> dict[int, str]:
    """US characters by scan code, for rows that begin at `starts`."""
    return {start + n: char for start, row in zip(starts, _ROWS, strict=True) for n, char in enumerate(row)}


_PLACES = {"linux": by_place(_XKB_STARTS), "win32": by_place(_WINDOWS_STARTS)}


@dataclass(frozen=True, slots=True)
class Press:
    """A key press as far as names go. `key` is Qt's code, `text` what it would type, `scan` the system's code."""

    key: int
    text: str = ""
    ctrl: bool = False
    alt: bool = False
    shift: bool = False
    meta: bool = False
    scan: int = 0

    @classmethod
    def of(cls, event: QKeyEvent) -> Press:
        """What a Qt event says."""
        held = event.modifiers()
        return cls(
            event.key(),
            event.text(),
            bool(held & Qt.KeyboardModifier.ControlModifier),
            bool(held & Qt.KeyboardModifier.AltModifier),
            bool(held & Qt.KeyboardModifier.ShiftModifier),
            bool(held & Qt.KeyboardModifier.MetaModifier),
            event.nativeScanCode(),
        )

    @property
    def types(self) -> bool:
        """Whether it writes a character; AltGr does, though Windows calls it Ctrl+Alt."""
        printable = len(self.text) >= 1 and self.text.isprintable()
        return printable and not self.meta and self.ctrl == self.alt


def names_of(press: Press, platform: str = sys.platform, *, foreign: bool = False) -> tuple[str, ...]:
    """Names to look up, the likeliest first; none for a modifier alone.

    Letters ignore Caps Lock: only Shift makes them large. For other characters Shift is part of the
    character. A letter of another script is followed by the name of the key's place on a US keyboard, and so is a
    symbol while the layout is a `foreign` one; a digit of another script by the one that we write; on a Mac what
    Option writes is one more name. A symbol of a foreign layout where others have a letter (Greek ";" on q, Arabic
    "[" on F) is that letter first: no other key writes it, while the symbol's own place is there for the symbol.
    """
    named = _NAMES.get(press.key)
    if named is None and _F1 <= press.key <= _F24:
        named = f"F{press.key - _F1 + 1}"
    if named is not None:
        return (_with(press, named, shift=press.shift or press.key == _BACKTAB),)
    if press.types:
        char = press.text
    elif 0x20 < press.key < 0x110000:
        char = chr(press.key)
    elif foreign and press.key in _DEAD:  # an accent that waits for its letter: Greek has one on ;
        char = "´"
    else:
        return ()
    found = [_character(press, char)]
    if len(char) == 1 and char.isdigit() and not char.isascii():
        found.append(_character(press, str(unicodedata.digit(char))))
    if platform == "darwin" and press.alt and not (press.ctrl or press.meta or press.text.isalnum()):
        found += [press.text] if press.text.isprintable() and press.text else []
    place = _PLACES.get("linux" if platform.startswith(("linux", "freebsd")) else platform, {}).get(press.scan, "")
    if place and (is_foreign_letter(char) or (foreign and not char.isalnum())):
        by_its_place = _character(press, place)
        found.insert(0 if place.isalpha() and not char.isalpha() else len(found), by_its_place)
    return tuple(dict.fromkeys(found))


def code_of(name: str) -> int:
    """Qt's code of a key with a name, such as "Esc"; 0 for one that writes a character."""
    if name[:1] == "F" and name[1:].isdigit():
        return _F1 + int(name[1:]) - 1
    return next((code for code, known in _NAMES.items() if known == name), 0)


def is_foreign_letter(text: str) -> bool:
    """Whether a key that writes this writes letters of another script than ours; one key may write two (Arabic)."""
    return text.isalpha() and not unicodedata.name(text[0], "").startswith("LATIN")


class Layout:
    """Whether the keyboard is laid out for another script: known from the letter that was pressed last."""

    def __init__(self) -> None:
        self.foreign = False

    def names(self, press: Press) -> tuple[str, ...]:
        """The names of a press, which may tell more of the layout."""
        if press.types and press.text.isalpha():
            self.foreign = is_foreign_letter(press.text)
        return names_of(press, foreign=self.foreign)


def _character(press: Press, char: str) -> str:
    if not char.isalpha():
        return _with(press, char, shift=False)
    held = press.shift or (not press.types and (press.ctrl or press.alt or press.meta))
    return _with(press, char.upper() if held else char.lower(), shift=press.shift)


def _with(press: Press, key: str, *, shift: bool) -> str:
    ctrl, alt = (False, False) if press.types else (press.ctrl, press.alt)
    held = [n for n, down in (("Ctrl", ctrl), ("Alt", alt), ("Shift", shift), ("Meta", press.meta)) if down]
    return "+".join([*held, key])


@dataclass(frozen=True, slots=True)
class Pending:
    """Keys pressed so far of a sequence, and what can follow: (key, command id)."""

    keys: tuple[str, ...] = ()
    follows: tuple[tuple[str, str], ...] = ()


class Dispatcher:
    """Runs the command that the keys pressed one after the other mean."""

    def __init__(
        self,
        keymap: Keymap,
        run: Callable[[str], None],
        pending_changed: Callable[[Pending], None],
        missed: Callable[[tuple[str, ...]], None],
    ) -> None:
        self.keymap = keymap
        self._run = run
        self._pending_changed = pending_changed
        self._missed = missed
        self.pending = Pending()

    def press(self, names: Sequence[str], context: str) -> bool:
        """Take one key press by its names. False when it means nothing here.

        A key that cannot follow the pending ones ends the sequence, is told as missed and does nothing else; Esc
        ends it as well.
        """
        if not names:
            return False
        before = self.pending.keys
        if before and names[0] == "Esc":
            self.cancel()
            return True
        for name in names:
            found = self.keymap.look_up((*before, name), context)
            if found.result is Result.MATCHED:
                self.cancel()
                self._run(found.command_id)
                return True
            if found.result is Result.PENDING:
                self._set(Pending((*before, name), found.follows))
                return True
        self.cancel()
        if before:
            self._missed((*before, names[0]))
        return bool(before)

    def begin(self, keys: Sequence[str], context: str) -> None:
        """As if `keys` had been pressed: a field that asks for its value's key."""
        self._set(Pending())
        found = self.keymap.look_up(keys, context)
        if found.result is Result.PENDING:
            self._set(Pending(tuple(keys), found.follows))

    def cancel(self) -> None:
        """Forget what was pressed of a sequence."""
        self._set(Pending())

    def _set(self, pending: Pending) -> None:
        if pending != self.pending:
            self.pending = pending
            self._pending_changed(pending)
