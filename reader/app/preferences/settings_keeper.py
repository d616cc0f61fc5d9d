"""Keeps the settings of a running Postil: reads them, tells all windows what changes, writes on a thread of its own.

A file that is broken is never written over; what is changed then holds until Postil ends. Knows no Qt.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from reader.app.article.ahead import Ahead
from reader.app.look.themes import OwnThemes, read_themes
from reader.app.wording.tr import later, told, tr
from reader.errors import UserError
from reader.settings import FILE_NAME, FoundSettings, Settings, Value, bad_value, cleaned, option, read_settings

Changed = Callable[[Settings, Settings], None]


class SettingsKeeper:
    """The settings that hold. All but the reading and writing happens on the thread that owns it.

    `post` brings work there, `tell` says a sentence; both are given by whoever has an event loop.
    """

    def __init__(self, config: Path) -> None:
        self.path = config / FILE_NAME
        self.post: Callable[[Callable[[], None]], None] = lambda work: work()
        self.tell: Callable[[str], None] = lambda _sentence: None
        self._listeners: list[Changed] = []
        self.said = False  # whether what is asked for in vain was told
        self._later: FoundSettings | None = None
        self._own = Ahead(lambda: read_themes(config))
        self._lock = threading.Lock()
        self._waiting: dict[str, Value] = {}
        self._writer: threading.Thread | None = None
        self._looker: threading.Thread | None = None
        self._first = Ahead(lambda: read_settings(config))  # a window can begin to be made meanwhile

    @property
    def found(self) -> FoundSettings:
        """The settings with what there is to say about their file."""
        return self._first.value if self._later is None else self._later

    @property
    def now(self) -> Settings:
        """The settings that hold."""
        return self.found.settings

    @property
    def themes(self) -> OwnThemes:
        """The user's themes as they were when they were read last."""
        return self._own.value

    def listen(self, listener: Changed) -> None:
        """Call `listener(before, after)` after each change, from wherever it came."""
        self._listeners.append(listener)

    def change(self, name: str, value: Value) -> None:
        """Set one: at once in all windows, soon in its line of the file. A value that cannot be used is told."""
        known = option(name)
        if reason := known.wrong_with(value):
            self.tell(f"{reason[0].upper()}{reason[1:]}.")
            return
        value = cleaned(known, value)
        if getattr(self.now, name) == value:
            return
        self._take(self.now.changed(name, value))
        with self._lock:
            self._waiting[name] = value
            if self._writer is None:  # no daemon: the process waits for the last write
                self._writer = threading.Thread(target=self._write, name="postil-settings")
                self._writer.start()

    def _take(self, settings: Settings) -> None:
        before, self._later = self.now, self.found._replace(settings=settings)
        for listener in self._listeners if settings != before else ():
            listener(before, settings)

    def _write(self) -> None:
        while True:
            with self._lock:
                waiting, self._waiting = self._waiting, {}
                if not waiting:
                    self._writer = None
                    return
            try:
                write_settings(self.path, waiting)
            except UserError as problem:
                self.post(partial(self.tell, told(problem)))

    def unknown(self, name: str) -> UserError:
        """The sentence about a name (of a theme, of a face) that the settings ask for and nobody knows."""
        told = (
            later('no theme is called "{name}" here') if name == "theme" else later('no face is called "{name}" here')
        )
        return bad_value(
            self.path,
            self.found.lines.get(name, 1),
            name,
            tr(told, name=getattr(self.now, name)),
        )

    def wait(self) -> None:
        """Until all is written: for the end of a run, and for tests."""
        while (writer := self._writer) is not None:
            writer.join()

    def look(self) -> None:
        """Take in what was written into the file by others, an editor say. Returns at once."""
        if self._looker is None:
            self._looker = threading.Thread(target=self._look, name="postil-settings-look", daemon=True)
            self._looker.start()

    def _look(self) -> None:
        with self._lock:
            busy = self._writer is not None
        found = None if busy else read_settings(self.path.parent)
        themes = read_themes(self.path.parent)
        self.post(lambda: self._looked(found, themes))

    def _looked(self, found: FoundSettings | None, themes: OwnThemes) -> None:
        self._looker = None
        if themes != self.themes:
            new = [str(warning) for warning in themes.warnings if warning not in self.themes.warnings]
            self._own = Ahead(lambda: themes)
            for listener in self._listeners:
                listener(self.now, self.now)
            for sentence in new:
                self.tell(sentence)
        with self._lock:
            if self._writer is not None or found is None:
                return
        said, self._later = (
            self.found,
            self.found._replace(warnings=found.warnings, usable=found.usable, lines=found.lines),
        )
        if found.usable:
            self._take(found.settings)
        for warning in found.warnings:
            if warning not in said.warnings:
                self.tell(str(warning))


def write_settings(path: Path, values: dict[str, Value]) -> None:
    """Set these in the file at `path`, all else there as it was.

    Raises UserError when the file is broken, which is then left alone, or cannot be written.
    """
    from reader.sidecar.disk.durable import ChangedMeanwhileError, make_folder, read_with_signature, write_durably
    from reader.toml_text import parsed_toml, with_value

    names = ", ".join(values)
    what = tr("The change of {names} is not kept in {path}", names=names, path=path)
    held = tr("It holds until Postil ends")
    for _ in range(3):
        try:
            read = read_with_signature(path)
            data, signature = read if read is not None else (b"", None)
            parsed_toml(data, what, tr("It holds until Postil ends; mend the file first"))
            text = data.decode("utf-8")
            for name, value in values.items():
                text = with_value(text, name, value)
            make_folder(path.parent)
            write_durably(path, text.encode("utf-8"), expect=signature)
            return
        except ChangedMeanwhileError:
            continue
        except ValueError as problem:
            raise UserError(what, str(problem), held) from None
        except OSError as error:
            raise UserError(what, (error.strerror or str(error)).lower(), held) from None
    raise UserError(what, tr("the file is being changed by another program"), held)
