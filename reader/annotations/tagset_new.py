"""A new entity type: what is free for it - id, key, look - and the text of a tag set file with it at the end."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from reader.annotations.tagset import EntityType, TagSet

MOST_ID = 8  # characters: an id stands on the chips of the panel
TAKEN_IDS = ("CLAIM", "HIGHLIGHT")  # what claims and highlights are called beside the types
_HUES = {
    "#0072B2": "blue",
    "#D55E00": "orange",
    "#009E73": "green",
    "#CC79A7": "pink",
    "#56B4E9": "light blue",
    "#E69F00": "amber",
    "#5A5A5A": "grey",
}
_PATTERNS = {"solid": "line", "dash": "dashes", "dot": "dots", "dashdot": "dashes and dots", "double": "double line"}


class FreeLook(NamedTuple):
    """A colour with a pattern that no type has yet; `used` is how many have the colour."""

    fill: str
    line: str
    line_dark: str
    underline: str
    used: int

    @property
    def words(self) -> str:
        """How people call it."""
        return f"{_HUES.get(self.fill.upper(), self.fill)}, {_PATTERNS.get(self.underline, self.underline)}"


def free_looks(tagset: TagSet, palette: TagSet) -> tuple[FreeLook, ...]:
    """The colours of `palette` in each pattern that is not taken in `tagset`; those that are used least come first."""
    hues = dict.fromkeys((t.fill.upper(), t.line, t.line_dark) for t in palette.types)
    taken = {(t.fill.upper(), t.underline) for t in tagset.types}
    found = []
    for order, (fill, line, line_dark) in enumerate(hues):
        used = sum(t.fill.upper() == fill for t in tagset.types)
        for pattern in _PATTERNS:
            if (fill, pattern) not in taken:
                found.append((used, order, FreeLook(fill, line, line_dark, pattern, used)))
    return tuple(look for _, _, look in sorted(found, key=lambda each: each[:2]))


def free_id(tagset: TagSet, label: str) -> str:
    """An id made of the label's letters that is not taken: "Vessel" is VESSEL."""
    plain = unicodedata.normalize("NFKD", label)
    letters = "".join(c for c in plain if c.isalnum()).upper()[:MOST_ID] or "TYPE"
    number = 1
    wanted = letters
    while id_problem(tagset, wanted):
        number += 1
        wanted = f"{letters[: MOST_ID - len(str(number))]}{number}"
    return wanted


def id_problem(tagset: TagSet, type_id: str) -> str:
    """Why this cannot be the id of a new type; empty when it can."""
    if not type_id:
        return "A type needs an id."
    if type_id.split() != [type_id] or not type_id.isprintable():
        return "An id has no white space in it."
    if type_id in TAKEN_IDS:
        return f"{type_id} is what Postil calls its own marks."
    if type_id in tagset.by_id:
        return f"{type_id} is the id of {tagset.by_id[type_id].label} already."
    return ""


def free_key(tagset: TagSet, label: str, reserved: Mapping[str, str]) -> str:
    """The first letter of the label that no key needs, else of the alphabet, else a digit; empty when none is left."""
    plain = unicodedata.normalize("NFKD", label).casefold()
    letters = [c for c in plain if c.isalpha() and c.isascii()]
    for key in letters + list("abcdefghijklmnopqrstuvwxyz0123456789"):
        if not key_problem(tagset, key, reserved):
            return key
    return ""


def key_problem(tagset: TagSet, key: str, reserved: Mapping[str, str]) -> str:
    """Why this cannot be the key of a new type; empty when it can. A type may have none."""
    if not key:
        return ""
    if len(key) > 1 or key.isspace() or not key.isprintable() or key != key.lower():
        return "A key is one character, as typed without Shift."
    if key == tagset.claim_key:
        return f"“{key}” makes claims already."
    for each in tagset.types:
        if each.key == key:
            return f"“{key}” tags {each.label} already."
    for other, title in reserved.items():
        if other.split()[0] == key:
            return f"“{key}” means “{title}” already."
    return ""


def with_type(toml: str, new: EntityType) -> str:
    """The text of a tag set file with this type at its end; all that stands in it stays as it is."""
    end = "\r\n" if "\r\n" in toml else "\n"
    fields = zip(EntityType._fields, new, strict=True)
    lines = ["[[entity]]", *(f"{name}={_text(value)}" for name, value in fields if value)]
    gap = "" if not toml or toml.endswith("\n") else end
    return f"{toml}{gap}{end}{end.join(lines)}{end}"


def _text(value: str) -> str:
    """As a string of TOML; JSON's are, but for DEL."""
    written: str = json.dumps(value, ensure_ascii=False)
    return written.replace("\x7f", "\\u007f")
