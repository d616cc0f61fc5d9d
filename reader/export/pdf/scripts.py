"""What a text's letters say about how to set it: direction, language, faces. Looks at characters only."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

READING_FACE = "Source Serif 4 SmText"
_LOOK_AT_CP = 20_000  # enough of an article to know its script
_LETTERS_OF = (
    *(("hi", 0x900, 0x97F), ("bn", 0x980, 0x9FF), ("pa", 0xA00, 0xA7F), ("gu", 0xA80, 0xAFF), ("ta", 0xB80, 0xBFF)),
    *(("te", 0xC00, 0xC7F), ("kn", 0xC80, 0xCFF), ("ml", 0xD00, 0xD7F), ("si", 0xD80, 0xDFF), ("th", 0xE00, 0xE7F)),
    *(("lo", 0xE80, 0xEFF), ("bo", 0xF00, 0xFFF), ("my", 0x1000, 0x109F), ("ka", 0x10A0, 0x10FF)),
    *(("am", 0x1200, 0x137F), ("km", 0x1780, 0x17FF), ("hy", 0x530, 0x58F)),
)
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    *((name, re.compile(f"[{chr(first)}-{chr(last)}]")) for name, first, last in _LETTERS_OF),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("en", re.compile(r"[A-Za-z]")),
)
_CJK = {"ja": "JP", "ko": "KR", "zh": "SC"}
_OWN = {  # the face of languages whose letters the reading face lacks: their spaces and marks come from it too
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "ug", "sd"), "Noto Naskh Arabic"),
    **dict.fromkeys(("he", "yi"), "Noto Serif Hebrew"),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), "Noto Serif Devanagari"),
    **dict.fromkeys(("bn", "as"), "Noto Serif Bengali"),
    **dict.fromkeys(("am", "ti"), "Noto Serif Ethiopic"),
    "ta": "Noto Serif Tamil",
    "th": "Noto Serif Thai",
    "ka": "Noto Serif Georgian",
    "hy": "Noto Serif Armenian",
    "gu": "Noto Serif Gujarati",
    "pa": "Noto Serif Gurmukhi",
    "kn": "Noto Serif Kannada",
    "te": "Noto Serif Telugu",
    "ml": "Noto Serif Malayalam",
    "si": "Noto Serif Sinhala",
    "km": "Noto Serif Khmer",
    "my": "Noto Serif Myanmar",
    "lo": "Noto Serif Lao",
    "bo": "Noto Serif Tibetan",
}
_OTHERS = ("Noto Serif", *dict.fromkeys(_OWN.values()))
_SIGNS = (
    *("Noto Sans Symbols", "Noto Sans Symbols2", "Noto Sans Symbols 2", "Noto Sans Math"),
    *("Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", "Noto Emoji", "DejaVu Sans"),
)
_PLAIN = dict.fromkeys((*range(128, 1328), *range(7680, 8304), *range(8352, 8704)))  # ours has them
_LETTERS = r"[\p{Latin}\p{Greek}\p{Cyrillic}0-9]"


class Face(NamedTuple):
    """A family of fonts, and which characters are taken from it, as the typesetter says it; empty: all it has."""

    name: str
    covers: str = ""


def right_to_left(words: str) -> bool:
    """Whether the first strong character of `words` belongs to a right-to-left script (UAX #9, rules P2 and P3)."""
    for character in words:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def language_of(text: str) -> str:
    """A language that most of the letters fit, good for hyphens and the choice of faces, not for more.

    One script, one language; where Chinese characters stand with Japanese or Korean ones it is those.
    """
    part = text[:_LOOK_AT_CP]
    counts = {language: len(pattern.findall(part)) for language, pattern in _SCRIPTS}
    best = max(counts, key=lambda language: counts[language])
    if best == "zh":
        return next((other for other in ("ja", "ko") if counts[other] * 10 > counts["zh"]), "zh")
    return best if counts[best] else "en"


def foreign(words: str, language: str) -> str:
    """The language of `words` if it needs faces other than an article in `language` has, else empty."""
    if words.isascii() or words[:_LOOK_AT_CP].translate(_PLAIN).isascii():
        return ""
    found = language_of(words)
    return found if (found in _OWN or found in _CJK) and faces(found) != faces(language) else ""


def faces(language: str) -> list[Face]:
    """Faces by preference: ours, then what is often installed for other scripts; CJK by language.

    In a language with letters of its own, ours has only its letters and digits: marks and spaces follow the
    neighbours.
    """
    tag = language.lower()
    base = tag.split("-")[0]
    first = "TC" if tag.startswith(("zh-tw", "zh-hant", "zh-hk", "zh-mo")) else _CJK.get(base, "SC")
    cjk = [
        Face(f"Noto {kind} CJK {place}")
        for place in dict.fromkeys((first, "SC", "JP", "KR"))
        for kind in ("Serif", "Sans")
    ]
    others = [Face(name) for name in _OTHERS]
    rest = [*map(Face, _SIGNS)]
    if base in _CJK:
        return [Face(READING_FACE, "latin-in-cjk"), *cjk, Face(READING_FACE), *others, *rest]
    if base in _OWN:
        return [Face(READING_FACE, _LETTERS), Face(_OWN[base]), Face(READING_FACE), *others, *cjk, *rest]
    return [Face(READING_FACE), *others, *cjk, *rest]
