"""What a user may set in `settings.toml`: one immutable value, and one list that describes each setting.

Settings page, README and checks read that list (`OPTIONS`). A value that cannot be used is named with file, line and
reason, and only its own default takes its place. Writes nothing: `reader.toml_text.with_value` changes single lines.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from reader.errors import UserError, worded
from reader.resources import SHIPPED_FACE
from reader.toml_text import line_of, read_toml

FILE_NAME = "settings.toml"

RECENT_BOTH, RECENT_OURS, RECENT_NONE = "postil and the desktop", "postil", "none"

Value = str | int | float | bool


class Settings(NamedTuple):
    """Every setting with its default. `OPTIONS` says what each means; both have the same names in the same order."""

    creator: str = ""
    theme: str = "system"
    face: str = SHIPPED_FACE
    text_size: int = 18
    line_width: int = 66
    line_height: float = 1.55
    zoom: int = 100
    panel: bool = True
    open_in: str = "tabs"
    reopen_place: bool = True
    arrows: str = "words"
    suggestions: bool = True
    exact_only: bool = False
    recent: str = RECENT_BOTH
    restore: bool = True
    pdf: str = ""

    def changed(self, name: str, value: Value) -> Settings:
        """The same with one of another value, which can be used."""
        values: dict[str, Any] = {name: value}
        return self._replace(**values)


class Option(NamedTuple):
    """What there is to know about one setting.

    `kind`: a text; a name out of a list that is made at run time (themes, faces); a whole number or any number from
    `least` to `most`, changed by `step`; a switch; or one of `choices` (value, words). A text that is `kept` stands on
    another page than that of the settings, which knows what it means. `says` is one sentence.
    """

    name: str
    kind: Literal["text", "name", "whole", "number", "switch", "choice", "kept"]
    title: str
    says: str
    least: float = 0
    most: float = 0
    step: float = 0
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def default(self) -> Value:
        """The value it has when the file says nothing."""
        found: Value = Settings._field_defaults[self.name]
        return found

    def wrong_with(self, value: object) -> str:
        """Why this value cannot be used; empty when it can."""
        if self.kind in ("text", "name", "choice", "kept"):
            if not isinstance(value, str):
                return f"{self.name} must be a text in quotes"
            if self.kind == "choice" and value not in dict(self.choices):
                return f"{self.name} must be " + " or ".join(f'"{known}"' for known, _ in self.choices)
            return f"{self.name} must not be empty" if self.kind == "name" and not value.strip() else ""
        if self.kind == "switch":
            return "" if isinstance(value, bool) else f"{self.name} must be true or false"
        numbers = int if self.kind == "whole" else (int, float)
        if isinstance(value, bool) or not isinstance(value, numbers):
            return f"{self.name} must be a {'whole ' if self.kind == 'whole' else ''}number"
        if not self.least <= value <= self.most:
            return f"{self.name} must be from {self.least:g} to {self.most:g}"
        return ""


OPTIONS = (
    Option("creator", "text", "Your name", "The name that new annotations and their PDF carry; empty: none."),
    Option("theme", "name", "Theme", "The colours of window and page; “system” follows the desktop."),
    Option(
        "face", "name", "Face", "The face of the article: shipped, “system serif”, “system sans” or any family."
    ),
    Option("text_size", "whole", "Text size", "The size of the article's text.", 12, 40, 1, "px"),
    Option("line_width", "whole", "Line width", "How many characters a line holds, about.", 40, 110, 2, "characters"),
    Option("line_height", "number", "Line height", "The height of a line, in sizes of the text.", 1.35, 2.2, 0.05),
    Option("zoom", "whole", "Zoom", "The size of a window whose article was never zoomed.", 50, 300, 10, "%"),
    Option("panel", "switch", "Panel", "Whether the panel stands beside an article that is opened for the first time."),
    Option(
        "open_in", "choice", "Several articles", "Where an article opens while another one is open.",
        choices=(("tabs", "tabs of one window"), ("windows", "windows of their own")),
    ),
    Option("reopen_place", "switch", "Reopen at the place", "Whether an article opens where reading stopped."),
    Option(
        "arrows", "choice", "Arrow keys", "What left and right step by; with Alt they step by the other.",
        choices=(("words", "words"), ("characters", "characters")),
    ),
    Option("suggestions", "switch", "Suggestions", "Whether names that could be tagged are outlined."),
    Option(
        "exact_only", "switch", "Exact only",
        "In a changed article, whether annotations whose words changed become orphans, without a guess where they are.",
    ),
    Option(
        "recent", "choice", "Recent articles", "Where opened articles are listed; “nowhere” forgets those that are.",
        choices=((RECENT_BOTH, "here and by the desktop"), (RECENT_OURS, "here only"), (RECENT_NONE, "nowhere")),
    ),
    Option("restore", "switch", "Open again", "Whether a start without an article opens what was open last."),
    Option("pdf", "kept", "PDF", "What was chosen for the annotated PDF last, on the page that Ctrl+E shows."),
)  # fmt: skip


class FoundSettings(NamedTuple):
    """The settings that hold, and a sentence for each thing in the file that could not be used or is not known.

    `usable`: the file can be read, so that a line of it can be changed; `lines`: where each setting stands in it.
    """

    settings: Settings = Settings()
    warnings: tuple[UserError, ...] = ()
    usable: bool = True
    lines: Mapping[str, int] = MappingProxyType({})


def option(name: str) -> Option:
    """The option of this name. Raises KeyError."""
    return {each.name: each for each in OPTIONS}[name]


def read_settings(config: Path) -> FoundSettings:
    """The settings in the folder `config`. A broken file leaves all defaults, a bad value its own."""
    path = config / FILE_NAME
    try:
        text, data = read_toml(path, f"The settings {path} are not used", "The defaults hold")
    except FileNotFoundError:
        return FoundSettings()
    except UserError as problem:
        return FoundSettings(warnings=(problem,), usable=False)
    known, warnings = {each.name: each for each in OPTIONS}, []
    good: dict[str, Any] = {}
    for name, value in data.items():
        line = line_of(text, (name,))
        if name not in known:
            warnings.append(
                UserError(
                    worded("The settings {path} hold more than is known", path=path),
                    worded("line {line}: {name}", line=line, name=name),
                    _KEPT,
                )
            )
        elif reason := known[name].wrong_with(value):
            warnings.append(bad_value(path, line, name, reason))
        else:
            good[name] = cleaned(known[name], value)
    lines = {name: line_of(text, (name,)) for name in good}
    return FoundSettings(Settings(**good), tuple(warnings), lines=lines)


_KEPT = "It is kept and not used"


def bad_value(path: Path, line: int, name: str, reason: str) -> UserError:
    """The sentence about a value that cannot be used."""
    return UserError(
        worded("A value in {path} is not used", path=path),
        worded("line {line}: {reason}", line=line, reason=reason),
        worded("The default of {name} holds", name=name),
    )


def cleaned(known: Option, value: Value) -> Value:
    """A value that can be used, as it is kept: texts on one line, numbers of the right kind."""
    if isinstance(value, str):
        return " ".join(value.split())
    return round(float(value), 4) if known.kind == "number" else value


def stepped(known: Option, value: Value, by: int) -> Value:
    """The value `by` steps further: numbers on their grid and within their range, a switch turned, the next choice."""
    if known.kind == "switch":
        return not value
    if known.kind == "choice":
        names = [name for name, _ in known.choices]
        return names[(names.index(str(value)) + by) % len(names)]
    if isinstance(value, str) or known.kind not in ("whole", "number"):
        return value
    grid = value / known.step
    place = math.floor(grid + 1e-6) + by if by > 0 else math.ceil(grid - 1e-6) + by
    number = min(max(place * known.step, known.least), known.most)
    return round(number) if known.kind == "whole" else round(number, 4)


def shown(known: Option, value: Value) -> str:
    """A value as users read it: "18 px", "on", "words"."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, str):
        return dict(known.choices).get(value, value)
    return f"{value:g}{'' if known.unit in ('', '%') else ' '}{known.unit}"
