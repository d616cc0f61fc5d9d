"""How the page and what is around it are shown, and the way back to the page."""

from __future__ import annotations

from functools import partial

from reader.app.commands.registry import Command, command
from reader.app.desk.desk import Desk
from reader.app.look.theme import THEMES
from reader.app.wording.tr import later, tr

_THEME_TITLES = {"system": later("as the system"), "contrast": later("high contrast")}


@command("view.zoom.in", "Zoom in", "Ctrl++", "Ctrl+=", context="global", menu="View")
def _larger(desk: Desk) -> None:
    desk.ui.zoom(1)


@command("view.zoom.out", "Zoom out", "Ctrl+-", context="global", menu="View")
def _smaller(desk: Desk) -> None:
    desk.ui.zoom(-1)


@command("view.zoom.reset", "Zoom to 100 %", "Ctrl+0", context="global", menu="View")
def _as_designed(desk: Desk) -> None:
    desk.ui.zoom(0)


@command(
    "view.full-screen", "Full screen", "F11", context="global", menu="View", is_on=lambda desk: desk.ui.is_full_screen()
)
def _full_screen(desk: Desk) -> None:
    desk.ui.toggle_full_screen()


@command("view.pane.next", "Next pane", "F6", context="global", menu="View")
def _next_pane(desk: Desk) -> None:
    desk.ui.next_pane()


@command(
    "view.panel", "Show or hide the panel", "F9", context="global", menu="View",
    is_on=lambda desk: desk.ui.is_panel_shown(), state=later("Panel"),
)  # fmt: skip
def _panel(desk: Desk) -> None:
    desk.ui.toggle_panel()


def _set_theme(desk: Desk, *, name: str) -> None:
    desk.ui.change_setting("theme", name)


def _is_theme(desk: Desk, *, name: str) -> bool:
    return desk.settings.theme == name


for _name in ("system", *THEMES):
    _title = f"Theme: {_THEME_TITLES.get(_name, _name)}"
    command(f"view.theme.{_name}", _title, context="global", menu="View/Theme", is_on=partial(_is_theme, name=_name))(
        partial(_set_theme, name=_name)
    )


def theme_command(name: str, label: str) -> Command:
    """The command that chooses a theme of the user's."""
    title = tr("Theme: {label}", label=label)
    return Command(
        f"view.theme.{name}", title, partial(_set_theme, name=name), (), "global", menu="View/Theme",
        is_on=partial(_is_theme, name=name),
    )  # fmt: skip


@command("keys", "All keys", "?", menu="Help")
def _keys(desk: Desk) -> None:
    desk.ui.show_keys()


@command("back", "Back", "Esc", context="global")
def _back(desk: Desk) -> None:
    """To the page; on the page, what is selected is let go."""
    desk.ui.back()
