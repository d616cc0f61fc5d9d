"""Other endings of a word, as a pattern: for finding "Russians" by "Russian" and "Кима" by "Ким". No dictionary here.

English: plural and singular of the last word. Elsewhere every word of a name may be inflected: a final vowel is
exchanged, and up to three letters follow (two behind a stem of four letters or fewer), so that "Иран" finds "Ирана" and
never "Ирак", "Kim" finds "Kims" and never "Kimono". What it finds is looked over by the user: it is never the default.
"""

from __future__ import annotations

from unicodedata import normalize

SHORTEST = 3  # letters of a stem: shorter ones begin too many other words
SHORTEST_AMONG_OTHERS = 2  # where the other words of the name say that it is meant
SHORT_STEM, AFTER_SHORT, AFTER_LONG = 4, 2, 3
_VOWELS = frozenset("aeiouyаеёиоуыэюяьйіїєαεηιουω")
_HISSING = ("s", "x", "z", "ch", "sh")


def inflected(word: str, number: int, count: int, language: str) -> tuple[str, str]:
    """The part of `word`, the `number`th of `count` in a name, that stays, and a pattern of what may follow it.

    The pattern is empty for a word that stays as it is.
    """
    if not word.isalpha():
        return word, ""
    if language.casefold().partition("-")[0] == "en":
        return _english(word) if number == count else (word, "")
    last = normalize("NFD", word[-1])[0].casefold()
    stem = word[:-1] if last in _VOWELS else word
    if len(stem) < (SHORTEST if count == 1 else SHORTEST_AMONG_OTHERS):
        return word, ""
    return stem, rf"[\p{{L}}\p{{M}}]{{0,{AFTER_SHORT if len(stem) <= SHORT_STEM else AFTER_LONG}}}"


def _english(word: str) -> tuple[str, str]:
    small = word.casefold()
    if small.endswith("ies") and len(word) > 4:
        return word[:-3], "(?:y|ies)"
    if small.endswith("y") and len(word) > 2 and small[-2] not in "aeiou":
        return word[:-1], "(?:y|ies)"
    if small.endswith("s") and len(word) > 3 and not small.endswith(("ss", "us", "is")):
        return word[:-1], "s?"
    return word, "(?:es)?" if small.endswith(_HISSING) else "s?"
