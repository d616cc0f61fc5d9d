"""Values as PDF writes them: numbers, arrays of numbers, strings. Pure text."""

from __future__ import annotations

from collections.abc import Sequence

from reader.export.pdf.drawing import place


def numbers(values: Sequence[float]) -> str:
    """An array of numbers, places on a page."""
    return f"[{' '.join(map(place, values))}]"


def string(text: str) -> str:
    """A PDF text string: plain where ASCII, else UTF-16 with its mark; lone surrogates become U+FFFD."""
    if text.isascii() and text.isprintable():
        return ascii_string(text)
    clean = text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
    return f"<FEFF{clean.encode('utf-16-be').hex()}>"


def ascii_string(text: str) -> str:
    """A string of bytes, for addresses and the like: what is not ASCII stands in UTF-8."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<{text.encode('utf-8', 'replace').hex()}>"
