"""`tr`: words for the user in the user's language. English is the source; a catalogue is one TOML file. Knows no Qt.

A catalogue is `resources/i18n/LANGUAGE.toml`: a table `[words]` from the English words to the others, with the same
`{names}` in braces. What it does not hold stays English. Adding a language is adding that file.
"""

from __future__ import annotations

import os
import string
from collections.abc import Mapping

_words: Mapping[str, str] = {}


def tr(english: str, /, **values: object) -> str:
    """`english` in the user's language, its `{names}` filled in with `values`."""
    words = _words.get(english, english)
    if not values:
        return words
    try:
        return words.format(**values)
    except (KeyError, IndexError, ValueError):  # a catalogue that names what is not there
        return english.format(**values)


def use(words: Mapping[str, str]) -> None:
    """Speak these words from now on: English to other. An empty mapping is English."""
    global _words
    _words = words


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
        if words := catalogue(tag):
            use(words)
            return


def catalogue(tag: str) -> Mapping[str, str]:
    """The words of `resources/i18n/TAG.toml`; empty when there is no such file, or it cannot be read."""
    if not tag.replace("_", "").replace("-", "").isalnum():
        return {}
    from reader.resources import resource

    file = resource(f"i18n/{tag}.toml")
    if not file.is_file():
        return {}
    import tomllib

    try:
        words = tomllib.loads(file.read_text(encoding="utf-8")).get("words", {})
    except (OSError, ValueError):
        return {}
    return {key: value for key, value in words.items() if isinstance(value, str) and same_names(key, value)}


def same_names(english: str, other: str) -> bool:
    """Whether both have the same `{names}`, so that one can stand for the other."""
    try:
        one, two = ({name for _, name, _, _ in string.Formatter().parse(each) if name} for each in (english, other))
    except ValueError:
        return False
    return one == two
