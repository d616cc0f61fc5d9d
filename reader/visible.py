"""Characters that nobody sees, made visible: what steers a terminal, turns the direction of words or has no width.

For whatever is said about words (lists, cards, messages, the command line), never for the article itself.
"""

from __future__ import annotations

import re
from functools import cache

_JOINED = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\ua87f\ufb50-\ufdff\ufe70-\ufefc"
_PICTURE = "\u00a9\u00ae\u2190-\u2bff\u3030-\u3299\U0001f000-\U0001faff"
_VARIANT = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Where they belong to how words or pictures are written, they can be seen: the letters beside them change.
_SEEN = (
    f"(?<=[{_JOINED}])[\u200c\u200d](?=[{_JOINED}])",
    f"(?<=[{_PICTURE}\ufe0f])\u200d(?=[{_PICTURE}])",
    f"(?<=[^\\s{_VARIANT}])[{_VARIANT}]",
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f",  # the flags of Scotland, Wales ...
)
_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    f"\u2800\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff{_VARIANT}"
)


@cache
def _found() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(_SEEN)})|[{_UNSEEN}]")  # takes 2 ms, which most starts spare


def shown(words: str) -> str:
    """The words with each unseen character as its number: "Ann‹U+202E›". Line breaks and tabs are unseen too."""
    if words.isascii() and words.isprintable():
        return words
    return _found().sub(lambda found: found[1] or f"‹U+{ord(found[0]):04X}›", words)


def in_a_line(words: str) -> str:
    """The words on one line, white space folded, and nothing in them unseen."""
    return shown(" ".join(words.split()))


def for_terminal(text: str) -> str:
    """A text of several lines that cannot steer a terminal; its line breaks and tabs stay."""
    return "\n".join("\t".join(map(shown, line.split("\t"))) for line in text.split("\n"))


def escaped_json(text: str) -> str:
    """JSON that says the same, with what cannot be seen in its strings as escapes."""
    return _found().sub(lambda found: found[1] or _escape(found[0]), text)


def _escape(character: str) -> str:
    if character == "\n":  # between values; in a string it is an escape already
        return character
    code = ord(character)
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + ((code - 0x10000) >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
