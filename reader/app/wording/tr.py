"""`tr`: words for the user in the user's language. English is the source; a catalogue is one TOML file. Knows no Qt.

A catalogue is `resources/i18n/LANGUAGE.toml`: a table `[words]` from the English words to the others, with the same
`{names}` in braces, and a table `[counted]` from the English plural to the forms of that language, by the names that
CLDR gives them (`one`, `few`, `many`, `other` ...). What it does not hold stays English. Adding a language is adding
that file. Two things stay as they are written: names of keys, and what a tag set or a theme calls its own things.
"""

from __future__ import annotations

import os
import string
from collections.abc import Mapping
from typing import NamedTuple

from reader.errors import UserError, Worded

Forms = Mapping[str, str]


class Catalogue(NamedTuple):
    """The words of one language: English to other, English plural to the forms of that language."""

    language: str = "en"
    words: Mapping[str, str] = {}
    counted: Mapping[str, Forms] = {}

    def tr(self, english: str, /, **values: object) -> str:
        """`english` in this language, its `{names}` filled in with `values`."""
        return _filled(self.words.get(english, english), english, values)

    def trn(self, one: str, other: str, count: int, /, **values: object) -> str:
        """`one` or `other` as `count` has it, in this language; `{count}` and other names are filled in."""
        english = one if count == 1 else other
        words = english
        if self.counted and (forms := self.counted.get(other)):
            from reader.app.wording.plurals import form

            words = forms.get(form(self.language, count)) or forms.get("other", english)
        return _filled(words, english, {"count": count, **values})


ENGLISH = Catalogue()
_spoken = ENGLISH


def spoken() -> Catalogue:
    """The user's language."""
    return _spoken


def tr(english: str, /, **values: object) -> str:
    """`english` in the user's language, its `{names}` filled in with `values`."""
    return _spoken.tr(english, **values)


def trn(one: str, other: str, count: int, /, **values: object) -> str:
    """`one` or `other` as `count` has it, in the user's language; `{count}` and other names are filled in."""
    return _spoken.trn(one, other, count, **values)


def told(said: UserError | str) -> str:
    """What a lower floor says, in the user's language as far as the catalogue holds it."""
    return said.in_words(_part) if isinstance(said, UserError) else _part(said)


def _part(english: str) -> str:
    if not isinstance(english, Worded):
        return tr(english)
    values = {
        name: told(value) if isinstance(value, str | UserError) else value for name, value in english.values.items()
    }
    return tr(english.template, **values)


def later(english: str, /) -> str:
    """The same: words that a module holds, and that are looked up where they are shown."""
    return english


def _filled(words: str, english: str, values: Mapping[str, object]) -> str:
    if not values:
        return words
    written = {name: _written(name, value) for name, value in values.items()}
    try:
        return words.format(**written)
    except (KeyError, IndexError, ValueError):  # a catalogue that names what is not there
        return english.format(**written)


def _written(name: str, value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool):
        return value
    from reader.app.wording.numbers import PLAIN, Counted  # the first frame counts nothing

    return value if name in PLAIN else Counted(value)


def use(spoken: Catalogue) -> None:
    """Speak these words from now on."""
    global _spoken
    _spoken = spoken


def system_languages(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The languages the system is set to, the best first, as gettext finds them: "de_AT", then "de"."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            tags = [each.partition(".")[0].partition("@")[0] for each in value.split(":")]
            return list(dict.fromkeys(part for tag in tags if tag for part in (tag, tag.partition("_")[0])))
    return []


def use_system_language() -> None:
    """Take the first catalogue there is of the system's languages; English needs none."""
    for tag in system_languages():
        if tag.startswith("en") or tag in ("C", "POSIX"):
            return
        found = catalogue(tag)
        if found.words or found.counted:
            use(found)
            return


def catalogue(tag: str) -> Catalogue:
    """The words of `resources/i18n/TAG.toml`; none when there is no such file, or it cannot be read."""
    if not tag.replace("_", "").replace("-", "").isalnum():
        return ENGLISH
    from reader.resources import resource

    file = resource(f"i18n/{tag}.toml")
    if not file.is_file():
        return ENGLISH
    import tomllib

    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ENGLISH
    words, counted = (part if isinstance(part := data.get(name), dict) else {} for name in ("words", "counted"))
    return Catalogue(
        tag,
        {key: value for key, value in words.items() if isinstance(value, str) and same_names(key, value)},
        {key: forms for key, forms in counted.items() if isinstance(forms, dict) and _are_forms(key, forms)},
    )


def _are_forms(english: str, forms: Mapping[str, object]) -> bool:
    """Every form may leave out the count ("one mention"), and nothing else."""
    return "other" in forms and all(
        isinstance(form, str) and (same_names(english, form) or same_names(english, form + "{count}"))
        for form in forms.values()
    )


def same_names(english: str, other: str) -> bool:
    """Whether both have the same `{names}`, so that one can stand for the other."""
    try:
        one, two = ({name for _, name, _, _ in string.Formatter().parse(each) if name} for each in (english, other))
    except ValueError:
        return False
    return one == two
