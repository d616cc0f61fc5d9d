"""How one window looks and behaves: follows the user's settings and the desktop's colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.app.page_style import PageStyle
from reader.app.theme import THEMES, load_theme
from reader.settings import Settings

if TYPE_CHECKING:
    from reader.app.workbench import Workbench


def theme_name(wanted: str, system_theme: Callable[[], str]) -> str:
    """The theme to use where the settings want this one."""
    return wanted if wanted in THEMES else system_theme()


def style_of(settings: Settings) -> PageStyle:
    """How the settings want the article to be set."""
    return PageStyle(settings.text_size, settings.line_width, settings.line_height, settings.face)


class Appearance:
    """Gives the settings to one workbench and its window."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def settings_changed(self, before: Settings, after: Settings) -> None:
        """Take up what is another now."""
        bench = self._bench
        if after.creator != before.creator:
            bench.session.set_creator(after.creator)
        if "tools" in bench.__dict__:
            bench.desk.settings = after
            if after.suggestions != before.suggestions:
                bench.current_changed()
        if after.theme != before.theme:
            self.follow()
        style = style_of(after)
        if style != bench.window.look.style:
            bench.window.set_look(bench.window.look._replace(style=style))

    def follow(self) -> None:
        """Use the theme of the settings; "system" is the desktop's."""
        window = self._bench.window
        wanted = theme_name(self._bench.hooks.settings.now.theme, self._bench.hooks.system_theme)
        if wanted != window.look.theme.name:
            window.set_look(window.look._replace(theme=load_theme(wanted)))

    def set_zoom(self, percent: int) -> None:
        """Scale the whole window."""
        window = self._bench.window
        window.set_look(window.look._replace(zoom=percent))
