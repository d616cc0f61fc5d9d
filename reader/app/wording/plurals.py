"""Which form of a word goes with a number, by the names and rules that CLDR has for whole numbers. Knows no Qt.

Source: Unicode CLDR 44, supplemental/plurals.xml, cardinal numbers without fractions. Read only with a catalogue.
"""

from __future__ import annotations

from collections.abc import Callable


def _two_forms(count: int) -> str:
    return "one" if count == 1 else "other"


def _none_is_one(count: int) -> str:
    return "one" if count in (0, 1) else "other"


def _east_slavic(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else "many"


def _south_slavic(count: int) -> str:
    found = _east_slavic(count)
    return "other" if found == "many" else found


def _polish(count: int) -> str:
    found = _east_slavic(count)
    return "one" if count == 1 else "many" if found == "one" else found


def _czech(count: int) -> str:
    return "one" if count == 1 else "few" if count in (2, 3, 4) else "other"


def _arabic(count: int) -> str:
    if count in (0, 1, 2):
        return ("zero", "one", "two")[count]
    rest = count % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


_RULES: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("fr", "hy", "hi", "fa", "bn", "pt"), _none_is_one),
    **dict.fromkeys(("ru", "uk", "be"), _east_slavic),
    **dict.fromkeys(("sr", "hr", "bs"), _south_slavic),
    **dict.fromkeys(("cs", "sk"), _czech),
    **dict.fromkeys(("ja", "ko", "zh", "vi", "th", "id", "ms"), lambda _count: "other"),
    "pl": _polish,
    "ar": _arabic,
}


def form(language: str, count: int) -> str:
    """The name of the form: "one" and "other" where no rule of the language is known here."""
    return _RULES.get(language.replace("-", "_").partition("_")[0], _two_forms)(count)
