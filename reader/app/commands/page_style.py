"""How the article is set: text size, line width, line height and face, step by step. They are settings."""

from __future__ import annotations

from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.wording.setting_words import said
from reader.app.wording.tr import tr
from reader.settings import option, stepped

STYLE = ("text_size", "line_width", "line_height")


def _step(desk: Desk, name: str, by: int) -> None:
    known = option(name)
    value = stepped(known, getattr(desk.settings, name), by)
    desk.ui.change_setting(name, value)
    desk.ui.tell(f"{tr(known.title)} {said(known, value)}")


@command("view.text.larger", "Larger text", "Alt++", "Alt+=", context="global", menu="View/Text and lines")
def _larger(desk: Desk) -> None:
    _step(desk, "text_size", 1)


@command("view.text.smaller", "Smaller text", "Alt+-", context="global", menu="View/Text and lines")
def _smaller(desk: Desk) -> None:
    _step(desk, "text_size", -1)


@command("view.lines.longer", "Longer lines", "Alt+.", context="global", menu="View/Text and lines")
def _longer(desk: Desk) -> None:
    _step(desk, "line_width", 1)


@command("view.lines.shorter", "Shorter lines", "Alt+,", context="global", menu="View/Text and lines")
def _shorter(desk: Desk) -> None:
    _step(desk, "line_width", -1)


@command("view.lines.apart", "Lines further apart", "Alt+Down", context="global", menu="View/Text and lines")
def _apart(desk: Desk) -> None:
    _step(desk, "line_height", 1)


@command("view.lines.together", "Lines nearer together", "Alt+Up", context="global", menu="View/Text and lines")
def _together(desk: Desk) -> None:
    _step(desk, "line_height", -1)


@command("view.style.reset", "Text and lines as designed", "Alt+0", context="global", menu="View/Text and lines")
def _as_designed(desk: Desk) -> None:
    for name in STYLE:
        desk.ui.change_setting(name, option(name).default)
    desk.ui.tell(tr("Text and lines are as designed."))


def choose_name(desk: Desk, name: str) -> None:
    """Let the user choose a theme or a face from the list of all."""
    known = option(name)
    now = getattr(desk.settings, name)
    choices = [c._replace(detail=tr("now")) if c.id == now else c for c in desk.ui.names_for(name)]
    desk.ui.pick(tr(known.title), choices, lambda chosen, _typed: desk.ui.change_setting(name, chosen))


@command("view.face", "Face of the article ...", context="global", menu="View/Text and lines")
def _face(desk: Desk) -> None:
    choose_name(desk, "face")


@command("settings.folder", "Show the folder of settings, keymap and themes", context="global", menu="Article")
def _folder(desk: Desk) -> None:
    desk.ui.open_settings_folder()
