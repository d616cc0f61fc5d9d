"""What a text's letters say about how to set it: direction, language, faces. Looks at characters only."""

from __future__ import annotations

import re
import unicodedata

READING_FACE = "Source Serif 4 SmText"
_LOOK_AT_CP = 20_000  # enough of an article to know its script
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("en", re.compile(r"[A-Za-z]")),
)
_CJK = {"ja": "JP", "ko": "KR", "zh": "SC"}
_OTHERS = (
    *("Noto Serif", "Noto Serif Hebrew", "Noto Naskh Arabic", "Noto Serif Devanagari", "Noto Serif Armenian"),
    *("Noto Serif Georgian", "Noto Serif Thai", "Noto Serif Bengali", "Noto Serif Tamil", "Noto Serif Ethiopic"),
    *("Noto Sans Symbols", "Noto Sans Symbols 2", "Noto Sans Math", "Noto Color Emoji", "DejaVu Sans"),
)


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


def families(language: str) -> list[str]:
    """Faces by preference: ours, then what is often installed for other scripts; CJK by language."""
    base = language.split("-")[0].lower()
    first = "TC" if language.lower() in ("zh-tw", "zh-hant", "zh-hk") else _CJK.get(base, "SC")
    cjk = [
        f"Noto {kind} CJK {place}" for place in dict.fromkeys((first, "SC", "JP", "KR")) for kind in ("Serif", "Sans")
    ]
    return [READING_FACE, *_OTHERS[:2], *cjk, *_OTHERS[2:]]
