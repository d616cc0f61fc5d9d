"""What is wrong with a theme's data: what is missing, and pairs of colours that nobody could read. Knows no files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reader.app.look.theme import TOKENS, contrast
from reader.app.wording.tr import tr

GROUNDS = ("page", "chrome", "panel", "field")
INK_ON_PAGE, WORDS, INK_ON_FILL, LINE, LINE_IN_CONTRAST, EDGE = 7.0, 4.5, 5.4, 4.5, 3.0, 3.0
NEEDED_TYPES = ("CLAIM", "HIGHLIGHT", "UNKNOWN")

Where = tuple[str, ...]


def first_problem(data: Mapping[str, Any]) -> tuple[Where, str] | None:
    """Where in the file the first thing stands that is wrong, and what it is; None for a theme that can be used."""
    return next(_missing(data), None) or next(iter(shortfalls(data)), None)


def _missing(data: Mapping[str, Any]) -> Iterator[tuple[Where, str]]:
    if not isinstance(data.get("label"), str) or not data["label"].strip():
        yield ("label",), tr("label must be a text in quotes")
    for switch in ("dark", "outlines"):
        if not isinstance(data.get(switch), bool):
            yield (switch,), tr("{switch} must be true or false", switch=switch)
    for table in ("colours", "types"):
        if not isinstance(data.get(table), Mapping):
            yield (table,), tr("there is no table [{table}]", table=table)
            return
    for token in TOKENS:
        if not _is_colour(data["colours"].get(token)):
            yield ("colours", token), tr("{token} must be a colour like #1F1D1A", token=token)
    for name in dict.fromkeys((*NEEDED_TYPES, *data["types"])):
        look = data["types"].get(name)
        if not isinstance(look, Mapping):
            yield ("types", name), tr("there is no table [types.{name}]", name=name)
            continue
        for part in ("line", "fill"):
            if look.get(part) != "" and not _is_colour(look.get(part)):
                yield (
                    ("types", name, part),
                    tr("{part} of {name} must be a colour like #1F1D1A, or empty", part=part, name=name),
                )


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"#[0-9A-Fa-f]{6}", value))


def shortfalls(data: Mapping[str, Any]) -> list[tuple[Where, str]]:
    """Every pair of the theme that a reader could not read: where the first of the two stands, and a sentence."""
    colours, types = data["colours"], data["types"]
    line_needs = LINE_IN_CONTRAST if data["outlines"] else LINE
    pairs = [(word, ground, WORDS) for word in ("ink", "soft") for ground in GROUNDS]
    pairs += [("ink", "page", INK_ON_PAGE), ("ink", "select", WORDS), ("onaccent", "accent", WORDS)]
    pairs += [("barink", "bar", WORDS), ("errink", "err", WORDS), ("accent", "page", EDGE), ("edge", "panel", EDGE)]
    named: list[tuple[Where, str, str, str, float]] = [
        (("colours", a), tr("{a} on {b}", a=a, b=b), colours[a], colours[b], least) for a, b, least in pairs
    ]
    for tag, look in types.items():
        if look["fill"]:
            where = ("types", tag, "fill")
            named.append((where, tr("ink on the fill of {tag}", tag=tag), colours["ink"], look["fill"], INK_ON_FILL))
        if look["line"]:
            where = ("types", tag, "line")
            named += [
                (where, tr("the line of {tag} on {g}", tag=tag, g=g), look["line"], colours[g], line_needs)
                for g in GROUNDS[::2]
            ]
    return [
        (
            where,
            tr(
                "{what} has a contrast of {contrast:.2f}, which is below {least:g}",
                what=what,
                contrast=contrast(a, b),
                least=least,
            ),
        )
        for where, what, a, b, least in named
        if contrast(a, b) < least
    ]
