"""The articles that were opened last, for all windows: noted, looked up, forgotten. Knows no Qt.

Files are read and written on threads, one after the other; what was found last can be asked for at once.
"""

from __future__ import annotations

import threading
import time
from _queue import SimpleQueue  # from where `queue` has it, which imports more
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import UserError
from reader.folders import Folders
from reader.settings import RECENT_BOTH, RECENT_NONE

if TYPE_CHECKING:
    from reader.app.preferences.settings_keeper import SettingsKeeper


class RecentRow(NamedTuple):
    """An article that was opened: when, in seconds since 1970, and whether it is gone from its place by now."""

    path: Path
    opened_s: float
    is_gone: bool = False


class RecentArticles:
    """The list, as the settings want it kept. `post` brings work to the GUI thread; `tell` says a sentence there."""

    def __init__(
        self,
        folders: Folders,
        settings: SettingsKeeper,
        post: Callable[[Callable[[], None]], None],
        tell: Callable[[str], None],
    ) -> None:
        self._folders, self._settings, self._post, self._tell = folders, settings, post, tell
        self._work: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._lock = threading.Lock()
        self._waiting = 0
        self._said: UserError | None = None
        self._listeners: list[Callable[[], None]] = []
        self.rows: tuple[RecentRow, ...] = ()
        self.chosen_in: Path | None = None  # the folder where articles were chosen in the system's dialog last

    def listen(self, listener: Callable[[], None]) -> None:
        """Call it on the GUI thread whenever `rows` are others."""
        self._listeners.append(listener)

    def _set(self, rows: tuple[RecentRow, ...]) -> None:
        if rows != self.rows:
            self.rows = rows
            self._post(self._told)

    def _told(self) -> None:
        for listener in self._listeners:
            listener()

    @property
    def are_kept(self) -> bool:
        """Whether the user wants a list at all."""
        return self._settings.now.recent != RECENT_NONE

    def first(self) -> tuple[RecentRow, ...]:
        """The list as it stands in its file, at once: for the first frame of an empty window, 0.3 ms."""
        self._read(look=False)
        return self.rows

    def look(self, then: Callable[[tuple[RecentRow, ...]], None]) -> None:
        """Read it again, see which of them are gone, and give it to `then` on the GUI thread."""

        def work() -> None:
            self._read(look=True)
            rows = self.rows
            self._post(lambda: then(rows))

        self._do(work)

    def opened(self, path: Path, mime: str) -> None:
        """An article is shown: note it, if that is wanted; if no list is wanted, forget the one there is."""
        if path.is_relative_to(self._folders.data):
            return  # the sample, which has a row of its own
        wanted, now_s = self._settings.now.recent, time.time()
        if wanted == RECENT_NONE:
            self.forget()
            return

        def work() -> None:
            from reader.desktop.recent.articles import note_opened

            note_opened(self._folders.state, path, now_s)
            self._read(look=True)
            if wanted == RECENT_BOTH:
                from reader.desktop.executable import this_command
                from reader.desktop.recent.system import note_file, tell_program

                note_file(path, mime, this_command(), self._folders)
                self._post(lambda: tell_program(path))

        self._do(work)

    def moved(self, old: Path, new: Path) -> None:
        """An article that is open is somewhere else now."""

        def work() -> None:
            from reader.desktop.recent.articles import replace_path
            from reader.desktop.recent.system import forget_file

            replace_path(self._folders.state, old, new)
            forget_file(old, self._folders)
            self._read(look=True)

        self._do(work)

    def take_off(self, path: Path) -> None:
        """Forget one of them, in the desktop's list too."""

        def work() -> None:
            from reader.desktop.recent.articles import take_off
            from reader.desktop.recent.system import forget_file

            take_off(self._folders.state, path)
            forget_file(path, self._folders)
            self._read(look=True)

        self.rows = tuple(each for each in self.rows if each.path != path)
        self._told()
        self._do(work)

    def forget(self) -> None:
        """Forget all of them, in the desktop's list too."""

        def work() -> None:
            from reader.desktop.recent.articles import forget_all
            from reader.desktop.recent.system import empty_program, forget_files

            forget_all(self._folders.state)
            forget_files(self._folders)
            self._post(empty_program)

        self.rows = ()
        self._told()
        self._do(work)

    def wait(self, seconds: float = 10.0) -> None:
        """Until what was asked for is done: for tests."""
        end = threading.Event()
        self._do(end.set)
        end.wait(seconds)

    def _read(self, *, look: bool) -> None:
        from reader.desktop.recent.articles import read_recent

        if not self.are_kept:
            self._set(())
            return
        found = read_recent(self._folders.state)
        self._set(
            tuple(RecentRow(each.path, each.opened_s, look and not _is_there(each.path)) for each in found.articles)
        )
        problem = found.problem
        if problem is not None and problem != self._said:
            self._said = problem
            self._post(lambda: self._tell(str(problem)))

    def _do(self, work: Callable[[], None]) -> None:
        """On a thread that lives as long as there is something to do; the process waits for it."""
        with self._lock:
            self._work.put(work)
            self._waiting += 1
            if self._waiting == 1:
                threading.Thread(target=self._run, name="postil-recent").start()

    def _run(self) -> None:
        while True:
            try:
                self._work.get()()
            finally:
                with self._lock:
                    self._waiting -= 1
                    is_done = self._waiting == 0
            if is_done:
                return


def _is_there(path: Path) -> bool:
    """Whether it may be there: of what nobody may look at nothing is said."""
    from reader.sidecar.places.places import is_gone

    return not is_gone(str(path))
