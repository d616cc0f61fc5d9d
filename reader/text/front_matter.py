"""The metadata at the very start of a Markdown file: `key: value` lines between `---` lines. No YAML beyond that."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.frozen import dataclass, field

_KEY = re.compile(r"([A-Za-z_][\w.-]*):(?:[ \t]+(.*))?$")
_ITEM = re.compile(r"[ \t]*-(?:[ \t]+(.*))?$")
_BLOCK_SCALARS = frozenset({"|", ">", "|-", ">-", "|+", ">+"})


@dataclass(frozen=True)
class FrontMatter:
    """What stood there: `values` by key as written, `lines` how many lines of the source it takes (0: none there)."""

    values: Mapping[str, str] = field(default_factory=dict)
    lines: int = 0


def read_front_matter(source: str) -> FrontMatter:
    """Front matter of `source`, if it has one.

    It has one when its first line is `---`, the next a key with a colon, and up to the closing `---` or
    `...` there are only keys, list items, indented lines, comments and blank lines. Anything else between
    two such lines is text between two rules. Lists and folded values become one line.
    """
    if not source.startswith("---"):
        return FrontMatter()
    values: dict[str, str] = {}
    key = ""
    for number, line in enumerate(source.split("\n")):
        line = line.rstrip()
        if number == 0:
            if line != "---":
                break
        elif line in ("---", "..."):
            return FrontMatter(values, number + 1) if key else FrontMatter()
        elif found := _KEY.match(line):
            key = found[1]
            values[key] = _plain(found[2] or "")
        elif not key and not line.startswith("#"):
            break
        elif item := _ITEM.match(line):
            values[key] = ", ".join(filter(None, (values[key], _plain(item[1] or ""))))
        elif line.startswith((" ", "\t")):
            values[key] = f"{values[key]} {line.strip()}".strip()
        elif line and not line.startswith("#"):
            break
    return FrontMatter()


def _plain(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return "" if value in _BLOCK_SCALARS else value.split(" #")[0].rstrip()
