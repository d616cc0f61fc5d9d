"""The file that came of an export, and what can be done with it."""

from __future__ import annotations

from pathlib import Path

from reader.app import made
from reader.app.surface.configuring import open_folder
from reader.app.surface.part import Part
from reader.app.window.message import Answer
from reader.app.wording.tr import tr


class ExportedPart(Part):
    """The file that came of an export, and what can be done with it."""

    def _exported(self) -> Path | None:
        bench = self._bench
        written = bench.exporter.written if made(bench, "exporter") else None
        return written[1] if written is not None and written[0] is bench.session else None

    def has_export(self) -> bool:
        """Of this article, as far as this window wrote it."""
        return self._exported() is not None

    def open_export(self) -> None:
        """By whatever the system opens such files with."""
        path = self._exported()
        if path is None:
            self._bench.say(tr("Nothing is exported yet."))
        elif not path.exists():
            self._bench.say(tr("{path} is gone.", path=path))
        elif not open_folder(path):
            self._bench.say(tr("The system has no program that opens {path}.", path=path))

    def show_export(self) -> None:
        """In the system's file manager."""
        path = self._exported()
        if path is None:
            self._bench.say(tr("Nothing is exported yet."))
        elif not open_folder(path.parent):
            self._bench.say(tr("The system has no file manager for {folder}.", folder=path.parent))

    def export_answers(self) -> tuple[Answer, ...]:
        """What the message offers that says where the file is."""
        offered = (("article.export.open", tr("open it")), ("article.export.folder", tr("show its folder")))
        return tuple(self._answer(command_id, words) for command_id, words in offered)

    def _answer(self, command_id: str, words: str) -> Answer:
        bench = self._bench
        return Answer(next(iter(bench.keymap.keys_of(command_id)), ""), words, lambda: bench.run(command_id))
