"""What an article may be read as: every encoding that can be, with the first line that would look different."""

from __future__ import annotations

from typing import NamedTuple

from reader.text import encodings
from reader.text.encoding_names import ENCODINGS, encoding_title, same_encoding

PREVIEW_CP = 60
_CHECKED_BYTES = 256 * 1024  # of the lines that are not plain; the rest is checked when it is chosen


class Candidate(NamedTuple):
    """An encoding that the bytes can be read in: Python's name, a title, and how the first odd line looks in it."""

    encoding: str
    title: str
    preview: str


def candidates(data: bytes, current: str) -> tuple[Candidate, ...]:
    """Encodings that can read `data`: the current one, then what would be guessed, then all others there are.

    What gives characters that no text has is left out, unless it is the current one. It looks at the lines beyond
    ASCII only; not for a GUI thread.
    """
    sample, first = _odd_lines(data)
    guessed = [] if data.isascii() or encodings.declared(data) else encodings.guesses(data)
    found: list[Candidate] = []
    for name in (current, *guessed, *ENCODINGS):
        if any(same_encoding(name, other.encoding) for other in found):
            continue
        checked, shown = (data, data) if name.startswith(("utf-16", "utf-32")) else (sample, first)
        if same_encoding(name, current) or encodings.reads_well(checked, name):
            found.append(Candidate(name, encoding_title(name), _line(shown.decode(name, "replace"))))
    return tuple(found)


def _odd_lines(data: bytes) -> tuple[bytes, bytes]:
    """The lines that are not plain ASCII, up to a length, and the first of them (of a plain text: its first line)."""
    odd, length = [], 0
    for line in data.split(b"\n"):
        if not line.isascii():
            odd.append(line)
            length += len(line)
            if length > _CHECKED_BYTES:
                break
    first = odd[0] if odd else next((line for line in data.split(b"\n") if line.strip()), b"")
    return b"\n".join(odd), _around_the_odd(first)


def _around_the_odd(line: bytes) -> bytes:
    """A long line from a space before its first odd byte on."""
    at = next((n for n, byte in enumerate(line) if byte > 0x7F or byte == 0x1B), 0)
    start = max(line.rfind(b" ", 0, max(0, at - 12)) + 1, 0) if at > PREVIEW_CP // 2 else 0
    cut = line[start : start + 8 * PREVIEW_CP]
    if start + len(cut) < len(line):  # not within a character
        cut = cut[: max(cut.rfind(b" "), 1)] if b" " in cut else cut
    return cut


def _line(text: str) -> str:
    words = " ".join(text.removeprefix("\ufeff").strip().split("\n")[0].split())
    return words if len(words) <= PREVIEW_CP else words[:PREVIEW_CP] + "…"
