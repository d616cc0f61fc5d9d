"""How counts are written: with the mark that parts thousands where the user lives. Knows no Qt."""

from __future__ import annotations

ENGLISH = ","
PLAIN = ("line", "column")  # by these names stand numbers that one looks for somewhere else as they are
_mark = ENGLISH


class Counted(int):
    """A whole number that is written so by itself, and for `{:,}`."""

    def __format__(self, spec: str) -> str:
        """Any other way of writing it is left to Python."""
        return number_words(self) if spec in ("", ",") else int.__format__(self, spec)

    def __str__(self) -> str:
        return number_words(self)


def number_words(number: int) -> str:
    """ "1,234" """
    return f"{int(number):,}".replace(",", _mark)


def use_mark(mark: str) -> None:
    """What parts thousands from now on; where a system has nothing for it, as English does."""
    global _mark
    _mark = mark or ENGLISH
