"""How the page and what is around it are shown, and the way back to the page."""

from __future__ import annotations

from reader.app.commands.registry import command
from reader.app.desk import Desk


@command("view.zoom.in", "Larger", "Ctrl++", "Ctrl+=", context="global", menu="View")
def _larger(desk: Desk) -> None:
    desk.ui.zoom(1)


@command("view.zoom.out", "Smaller", "Ctrl+-", context="global", menu="View")
def _smaller(desk: Desk) -> None:
    desk.ui.zoom(-1)


@command("view.zoom.reset", "Size as designed", "Ctrl+0", context="global", menu="View")
def _as_designed(desk: Desk) -> None:
    desk.ui.zoom(0)


@command("view.full-screen", "Full screen", "F11", context="global", menu="View")
def _full_screen(desk: Desk) -> None:
    desk.ui.toggle_full_screen()


@command("view.pane.next", "Next pane", "F6", context="global", menu="View")
def _next_pane(desk: Desk) -> None:
    desk.ui.next_pane()


@command("view.panel", "Show or hide the panel", "F9", context="global", menu="View")
def _panel(desk: Desk) -> None:
    desk.ui.toggle_panel()


@command("view.theme.system", "Theme: as the system", context="global", menu="View")
def _theme_system(desk: Desk) -> None:
    desk.ui.set_theme("system")


@command("view.theme.light", "Theme: light", context="global", menu="View")
def _theme_light(desk: Desk) -> None:
    desk.ui.set_theme("light")


@command("view.theme.sepia", "Theme: sepia", context="global", menu="View")
def _theme_sepia(desk: Desk) -> None:
    desk.ui.set_theme("sepia")


@command("view.theme.dark", "Theme: dark", context="global", menu="View")
def _theme_dark(desk: Desk) -> None:
    desk.ui.set_theme("dark")


@command("view.theme.contrast", "Theme: high contrast", context="global", menu="View")
def _theme_contrast(desk: Desk) -> None:
    desk.ui.set_theme("contrast")


@command("keys", "All keys", "?", menu="Help")
def _keys(desk: Desk) -> None:
    desk.ui.show_keys()


@command("back", "Back", "Esc", context="global")
def _back(desk: Desk) -> None:
    """To the page; on the page, what is selected is let go."""
    desk.ui.back()
