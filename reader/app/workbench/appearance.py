"""How one window looks and behaves: follows the user's settings and the desktop's colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app import made
from reader.app.look.page_style import PageStyle
from reader.app.look.theme import THEMES
from reader.app.look.themes import SYSTEM
from reader.app.wording.tr import told
from reader.settings import Settings

if TYPE_CHECKING:
    from reader.app.workbench.workbench import Workbench


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
        if bench.window.is_made("settings"):
            bench.window.settings.show_values(after, bench.hooks.settings.themes.labels())
        if after.pdf != before.pdf and made(bench, "surface"):
            bench.surface.export_choices_changed()
        if after.creator != before.creator:
            bench.session.set_creator(after.creator)
        if made(bench, "tools"):
            bench.desk.settings = after
            if after.suggestions != before.suggestions:
                bench.current_changed()
        if after.arrows != before.arrows:
            bench.keys_changed()
        self.follow()
        if after.zoom != before.zoom and bench.window.look.zoom == before.zoom:  # it was not zoomed on its own
            bench.set_zoom(after.zoom)
        if after.panel != before.panel:
            bench.window.want_panel(after.panel)
        style = style_of(after)
        if style != bench.window.look.style:
            bench.window.set_look(bench.window.look._replace(style=style))

    def say_what_is_not_there(self) -> None:
        """Once: themes and faces that the settings ask for in vain, and themes that cannot be used."""
        settings = self._bench.hooks.settings
        if settings.said:
            return
        settings.said = True
        from reader.app.look.fonts import has_face

        missing = [] if has_face(settings.now.face) else [settings.unknown("face")]
        if settings.now.theme not in (*settings.themes.themes, *THEMES, SYSTEM):
            missing.append(settings.unknown("theme"))
        for problem in (*settings.themes.warnings, *missing):
            settings.tell(told(problem))

    def follow(self) -> None:
        """Use the theme of the settings; "system" is the desktop's."""
        window = self._bench.window
        hooks = self._bench.hooks
        theme = hooks.settings.themes.use(hooks.settings.now.theme, hooks.system_theme())
        if theme != window.look.theme:
            window.set_look(window.look._replace(theme=theme))

    def set_zoom(self, percent: int) -> None:
        """Scale the whole window."""
        window = self._bench.window
        window.set_look(window.look._replace(zoom=percent))
