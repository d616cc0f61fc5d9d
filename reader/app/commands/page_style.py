"""How the article is set: text size, line width, line height and face, step by step. They are settings."""

from __future__ import annotations

from functools import partial

from reader.app.asking.choice import Question
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.wording.setting_words import said
from reader.app.wording.tr import later, tr
from reader.settings import option, stepped

STYLE = ("text_size", "line_width", "line_height")


MENU = "View/" + later("Text and lines")
_STEPS = (
    ("view.text.larger", later("Larger text"), ("Alt++", "Alt+="), "text_size", 1),
    ("view.text.smaller", later("Smaller text"), ("Alt+-",), "text_size", -1),
    ("view.lines.longer", later("Longer lines"), ("Alt+.",), "line_width", 1),
    ("view.lines.shorter", later("Shorter lines"), ("Alt+,",), "line_width", -1),
    ("view.lines.apart", later("Lines further apart"), ("Alt+Down",), "line_height", 1),
    ("view.lines.together", later("Lines nearer together"), ("Alt+Up",), "line_height", -1),
)


def _step(desk: Desk, *, name: str, by: int) -> None:
    known = option(name)
    value = stepped(known, getattr(desk.settings, name), by)
    desk.ui.change_setting(name, value)
    desk.ui.tell(f"{tr(known.title)} {said(known, value)}")


for _id, _title, _keys, _name, _by in _STEPS:
    command(_id, _title, *_keys, context="global", menu=MENU)(partial(_step, name=_name, by=_by))


@command("view.style.reset", "Text and lines as designed", "Alt+0", context="global", menu=MENU)
def _as_designed(desk: Desk) -> None:
    for name in STYLE:
        desk.ui.change_setting(name, option(name).default)
    desk.ui.tell(tr("Text and lines are as designed."))


def choose_name(desk: Desk, name: str) -> None:
    """Let the user choose a theme or a face from the list of all."""
    known = option(name)
    now = getattr(desk.settings, name)
    choices = [c._replace(detail=tr("now")) if c.id == now else c for c in desk.ui.names_for(name)]
    desk.ui.pick(Question(tr(known.title), choices, lambda chosen, _typed: desk.ui.change_setting(name, chosen)))


@command("view.face", "Face of the article ...", context="global", menu=MENU)
def _face(desk: Desk) -> None:
    choose_name(desk, "face")


@command("settings.folder", "Show the folder of settings, keymap and themes", context="global", menu="Article")
def _folder(desk: Desk) -> None:
    desk.ui.open_settings_folder()
