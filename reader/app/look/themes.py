"""The user's own themes: `themes/*.toml` in the configuration folder, in the form of the shipped ones. Knows no Qt.

One that is broken, or whose colours could not be read, is named with file, line and reason and is not offered.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from reader.app.look.theme import THEMES, Theme, load_theme, theme_from
from reader.app.wording.tr import tr
from reader.errors import UserError
from reader.toml_text import line_of, read_toml

FOLDER = "themes"
SYSTEM = "system"


class OwnThemes(NamedTuple):
    """The themes that can be used, by name, which is their file's; and a sentence for each that can't."""

    themes: Mapping[str, Theme] = MappingProxyType({})
    warnings: tuple[UserError, ...] = ()

    def labels(self) -> dict[str, str]:
        """What every theme is called, ours and the user's, by name; "system" first."""
        ours = {name: load_theme(name).label for name in THEMES}
        return {SYSTEM: tr("As the system"), **ours, **{name: theme.label for name, theme in self.themes.items()}}

    def use(self, wanted: str, system_theme: str) -> Theme:
        """The theme of this name; the system's, where it asks for that or there is none."""
        return self.themes.get(wanted) or load_theme(wanted if wanted in THEMES else system_theme)


def read_themes(config: Path) -> OwnThemes:
    """All themes in the folder `config`."""
    themes: dict[str, Theme] = {}
    warnings = []
    try:
        paths = sorted((config / FOLDER).glob("*.toml"))
    except OSError:
        return OwnThemes()
    for path in paths:
        try:
            themes[path.stem] = read_theme(path)
        except FileNotFoundError:
            continue
        except UserError as problem:
            warnings.append(problem)
    return OwnThemes(themes, tuple(warnings))


def read_theme(path: Path) -> Theme:
    """The theme in a file. Raises UserError that names file, line and reason."""
    from reader.app.look.theme_check import first_problem

    what, remedy = tr("The theme {path} is not used", path=path), tr("The shipped themes are there")
    text, data = read_toml(path, what, remedy)
    if path.stem in (*THEMES, SYSTEM):
        raise UserError(
            what, tr('"{stem}" is the name of a shipped theme', stem=path.stem), tr("Give the file another name")
        )
    problem = first_problem(data)
    if problem is not None:
        where, reason = problem
        raise UserError(what, tr("line {number}: {reason}", number=line_of(text, where), reason=reason), remedy)
    return theme_from({**data, "name": path.stem})
