"""`Theme`: the colours of window and page, read from one TOML file. Which one is in use is the application's affair."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from reader.annotations.tagset import EntityType
from reader.resources import resource

THEMES = ("light", "sepia", "dark", "contrast")
_TOKENS = "page chrome panel field ink soft rule edge accent onaccent select thumb bar barink err errink"
TOKENS = tuple(_TOKENS.split(" "))

FILL_SHARE = 0.25  # of a type's colour in its fill, the rest is page
FILL_SHARE_DARK = 0.28
LINE_CONTRAST = 4.5  # WCAG AA; a line tells types apart, so it must be seen


class TypeColours(NamedTuple):
    """How a type is drawn: `#rrggbb`, an empty string means not drawn."""

    line: str
    fill: str


class Theme(NamedTuple):
    """Colours as `#rrggbb` by token. `outlines`: boxes and type codes stand in for fills (high contrast).

    `types` holds what the file says about types; `of_type` answers for all others too.
    """

    name: str
    label: str
    dark: bool
    outlines: bool
    page: str
    chrome: str
    panel: str
    field: str
    ink: str
    soft: str
    rule: str
    edge: str
    accent: str
    onaccent: str
    select: str
    thumb: str
    bar: str
    barink: str
    err: str
    errink: str
    types: Mapping[str, TypeColours]

    @property
    def claim(self) -> TypeColours:
        """A claim's bar and underline, and the tint of the current one."""
        return self.types["CLAIM"]

    @property
    def highlight(self) -> TypeColours:
        """A highlight without a type."""
        return self.types["HIGHLIGHT"]

    def of_type(self, entity_type: EntityType) -> TypeColours:
        """The colours of a type: the theme's own, else the tag set's, made to be read on this page."""
        known = self.types.get(entity_type.id)
        if known is not None and entity_type.underline != "wave":
            return known
        if entity_type.underline == "wave" and not entity_type.key:
            return self.types["UNKNOWN"]
        line = readable(entity_type.line_dark if self.dark else entity_type.line, (self.page, self.panel), self.dark)
        share = FILL_SHARE_DARK if self.dark else FILL_SHARE
        return TypeColours(line, "" if self.outlines else mixed(entity_type.fill, self.page, share))


@lru_cache(maxsize=8)
def load_theme(name: str) -> Theme:
    """The theme of this name, one of THEMES. A shipped file that is damaged is a bug: KeyError or ValueError."""
    if name not in THEMES:
        raise ValueError(f"no theme is called {name}")
    return theme_from(tomllib.loads(resource(f"themes/{name}.toml").read_text(encoding="utf-8")))


def theme_from(data: Mapping[str, Any]) -> Theme:
    """The theme in parsed TOML. Raises KeyError for a token that is missing."""
    return Theme(
        name=data["name"],
        label=data["label"],
        dark=data["dark"],
        outlines=data["outlines"],
        types={key: TypeColours(entry["line"], entry["fill"]) for key, entry in data["types"].items()},
        **{token: data["colours"][token] for token in TOKENS},
    )


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(over: str, under: str, share: float) -> str:
    """`over` laid on `under` at an opacity of `share` (0 to 1)."""
    pairs = zip(_channels(over), _channels(under), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.1 defines it."""
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2.1 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=256)
def readable(colour: str, grounds: tuple[str, ...], dark: bool) -> str:
    """`colour`, darkened (on dark grounds lightened) step by step until it can be seen on all `grounds`."""
    towards = "#FFFFFF" if dark else "#000000"
    for step in range(51):
        candidate = mixed(towards, colour, step / 50)
        if all(contrast(candidate, ground) >= LINE_CONTRAST for ground in grounds):
            return candidate
    return towards
