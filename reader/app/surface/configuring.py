"""The user's settings, changed from one window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.app.asking.choice import Choice
from reader.app.surface.part import Part
from reader.app.wording.tr import tr
from reader.errors import UserError
from reader.settings import Option, Value, option, stepped


class ConfiguringPart(Part):
    """The user's settings."""

    def change_setting(self, name: str, value: Value) -> None:
        """In all windows, and in the file."""
        self._bench.hooks.settings.change(name, value)

    def names_for(self, name: str) -> Sequence[Choice]:
        """Themes by their labels; faces with ours and the system's two first."""
        if name == "theme":
            return [Choice(each, label) for each, label in self._bench.hooks.settings.themes.labels().items()]
        from reader.app.look.fonts import all_faces

        return [Choice(face, face) for face in all_faces()]

    def toggle_settings(self) -> None:
        """In the panel's column, so that the page shows what they do."""
        window, is_new = self._window, not self._window.is_made("settings")
        page = window.settings
        if is_new:
            page.wanted.connect(lambda name, act: self._bench.quietly(lambda: self._want(name, act)))
            page.folder_wanted.connect(lambda: self._bench.quietly(self.open_settings_folder))
            page.chosen.connect(window.status.announce)
        if page.isVisible():
            self._out_of_settings()
            return
        self._remember_focus()
        keeper = self._bench.hooks.settings
        window.open_settings(keeper.now, keeper.themes.labels(), keeper.path)
        self._bench.follow.hints()

    def _out_of_settings(self) -> bool:
        if not self._window.is_open("settings"):
            return False
        self._window.close_settings()
        self._return_focus()
        return True

    def _want(self, name: str, act: str) -> None:
        known, now = option(name), getattr(self._bench.hooks.settings.now, name)
        if act == "reset":
            self.change_setting(name, known.default)
        elif act in ("less", "more"):
            self.change_setting(name, self._beside(known, now, 1 if act == "more" else -1))
        elif known.kind == "name":
            from reader.app.commands.page_style import choose_name

            choose_name(self._bench.desk, name)
        elif known.kind in ("switch", "choice"):
            self.change_setting(name, stepped(known, now, 1))
        else:
            written = now if isinstance(now, str) else f"{now:g}"
            self._bench.surface.ask_note(_question(known), written, lambda typed: self._put(known, typed))

    def _beside(self, known: Option, now: Value, by: int) -> Value:
        if known.kind != "name":
            return stepped(known, now, by)
        names = [choice.id for choice in self.names_for(known.name)]
        return names[(names.index(str(now)) + by) % len(names)] if now in names else known.default

    def _put(self, known: Option, typed: str) -> None:
        value: Value = typed
        if known.kind in ("whole", "number"):
            try:
                value = float(typed.replace(",", "."))
            except ValueError:
                self._bench.say(
                    tr("{title} stays as it was: “{typed}” is no number.", title=tr(known.title), typed=typed.strip())
                )
                return
            value = int(value) if known.kind == "whole" and value.is_integer() else value
        if reason := known.wrong_with(value):
            self._bench.say(tr("{title} stays as it was: {reason}.", title=tr(known.title), reason=reason))
        else:
            self.change_setting(known.name, value)

    def open_settings_folder(self) -> None:
        """It is made first if it is not there yet."""
        from reader.sidecar.disk.durable import make_folder

        folder = self._bench.folders.config
        try:
            make_folder(folder / "themes")
        except OSError as error:
            raise UserError(
                tr("The folder {folder} cannot be made", folder=folder), (error.strerror or str(error)).lower()
            ) from None
        open_folder(folder)
        self._bench.say(tr("Settings, keymap, tag set and themes are in {folder}", folder=folder))


def _question(known: Option) -> str:
    if known.kind == "text":
        return tr(known.says).rstrip(".")
    return tr("{title}, from {least:g} to {most:g}", title=tr(known.title), least=known.least, most=known.most)


def open_folder(folder: Path) -> bool:
    """In the system's file manager, a file in its program; False when the system has none."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
