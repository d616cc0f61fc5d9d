"""The window itself and what is open in it."""

from __future__ import annotations

from collections.abc import Sequence

from reader.app.surface.part import Part
from reader.app.wording.tr import tr

ZOOMS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)  # percent


class WindowingPart(Part):
    """The window itself and what is open in it."""

    def show_keys(self) -> None:
        """The key sheet over everything."""
        from reader.app.window.key_groups import groups
        from reader.app.window.legend import legend

        self._remember_focus()
        if not self._window.is_made("sheet"):
            self._window.sheet.scrolled.connect(self._bench.follow.hints)
        self._window.sheet.open((*groups(self._bench.commands, self._bench.keymap), legend()))
        self._bench.follow.hints()

    def about(self) -> Sequence[tuple[str, str]]:
        """Versions as `postil --version` has them, the licence, and the user's folders."""
        from reader.desktop.file_types import APP_NAME
        from reader.desktop.versions import system, versions

        folders = self._bench.folders
        (_, ours), *others = versions()
        return (
            (APP_NAME, ours),
            (tr("Runs on"), ", ".join(f"{name} {version}" for name, version in others)),
            (tr("System"), system()),
            (tr("Licence"), tr("Apache-2.0; its fonts OFL-1.1")),
            (tr("Settings, keymap, tag set"), str(folders.config)),
            (tr("Annotations not beside their article"), str(folders.data)),
            (tr("Journals and earlier versions"), str(folders.state)),
            (tr("Earlier texts of articles"), str(folders.cache)),
        )

    def open_sample(self) -> None:
        """A writable copy of the sample."""
        self._bench.hooks.open_sample()

    def close_article(self) -> None:
        """Close this window."""
        self._window.close()

    def quit(self) -> None:
        """Close all windows."""
        self._bench.hooks.quit()

    def set_aside(self) -> None:
        """In the background, then the article opens again."""
        self._bench.keeper.set_aside()

    def zoom(self, step: int) -> None:
        """The next size; 0 is 100 %."""
        now = self._window.look.zoom
        sizes = {0: [100], 1: [z for z in ZOOMS if z > now][:1], -1: [z for z in ZOOMS if z < now][-1:]}[step]
        for size in sizes:
            self._bench.set_zoom(size)
            self._bench.say(f"{size} %")

    def toggle_full_screen(self) -> None:
        """Into it and out of it."""
        frame = self._window.window()
        if frame.isFullScreen():
            frame.showNormal()
        else:
            frame.showFullScreen()

    def is_full_screen(self) -> bool:
        """As the window system has it."""
        return self._window.window().isFullScreen()

    def _out_of_sheet(self) -> bool:
        if not self._window.is_open("sheet"):
            return False
        self._window.sheet.hide()
        self._return_focus()
        return True
