"""The application: opens a window for each article, follows the system's colours, and ends when the last is closed."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader import __version__
from reader.app.article.opening import Reading, Ready, nothing_open, resolved
from reader.app.article.recents import RecentArticles
from reader.app.article.sample import sample_article
from reader.app.preferences.settings_keeper import SettingsKeeper
from reader.app.start.crash import CrashHooks
from reader.app.wording.tr import use_system_language
from reader.folders import Folders
from reader.resources import resource_path
from reader.settings import Settings

if TYPE_CHECKING:
    from reader.app.frame.state import OpenFrame
    from reader.app.start.handing import Handing
    from reader.app.start.restoring import Restoring
    from reader.app.start.signals import EndSignals
    from reader.desktop.instance.joining import Claim

# The first import of PySide is `signatures`' affair. Once it is there, it reads the source of every module that is
# imported, which `unread` spares us.
# isort: split
import reader.app.start.signatures

# isort: split
import reader.app.start.unread  # noqa: F401

# isort: split
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from reader.app.frame.frames import Frames
from reader.app.look.look import Look
from reader.app.start.platform_failing import platform_failing_in_words
from reader.app.window.window import Window
from reader.app.workbench.appearance import style_of
from reader.app.workbench.post import Post
from reader.app.workbench.starting import show_start
from reader.app.workbench.workbench import Hooks, Workbench

PLATFORM = sys.platform
APP_ID = "io.github.postil.Postil"
ICON_MS = 300
COLLECT_MS = 1000
SIGNALS_MS = 100  # after the first frame; before it, a signal may end the process as any other
SYSTEM_MS = 150  # the same: what files macOS has us open, and menus of taskbar and Dock
RESTORING_MS = 150  # likewise, unless it says what to open
HANDING_MS = 200  # likewise; a start that finds nobody to hand over to yet waits for it
SWITCH_S = 0.001  # a key press must not wait 5 ms, as is usual, for each turn that a thread of ours has


def open_window(
    paths: Sequence[Path], folders: Folders, claim: Claim | None = None, *, new_window: bool = False
) -> int:
    """Open the articles, and return the exit status when all windows are closed.

    Without any, what was open last comes back; where nothing does, and with `new_window` beside it, there is an empty
    window. Several articles are in one window then, whatever the settings say. What cannot be opened is said in the
    window and on stderr; the status is then 1. With a `claim`, what other starts want is opened here.
    """
    gc.disable()  # reading a thousand annotations makes it run a hundred times: 25 ms of the 450 to the first frame
    sys.setswitchinterval(SWITCH_S)
    use_system_language()
    crash_hooks = CrashHooks(folders.state)
    settings = SettingsKeeper(folders.config)
    reading = Reading.of(paths[0], folders) if paths else None  # while it reads, Qt starts
    application = make_application()
    postil = Postil(folders, settings)
    crash_hooks.tell_by(postil.tell)
    if reading is not None:
        postil.named = tuple(paths)
        postil.frames.open_first(reading, paths[1:], together=new_window)
        QTimer.singleShot(RESTORING_MS, postil.keep_what_is_open)
    elif not postil.keep_what_is_open(with_articles=False).open_again() or new_window:
        postil.show_empty()
    if PLATFORM != "linux":
        QTimer.singleShot(SYSTEM_MS, lambda: _after_windows(application, postil))
    QTimer.singleShot(COLLECT_MS, lambda: _collect_garbage(postil))
    signals: list[EndSignals] = []
    QTimer.singleShot(SIGNALS_MS, lambda: signals.append(_end_signals(postil)))
    handing: list[Handing] = []
    QTimer.singleShot(HANDING_MS, lambda: handing.append(_handing(postil, claim)))
    application.exec()
    for listener in handing:
        listener.stop()
    if postil.restoring is not None:
        postil.restoring.end()
    from reader.app.start.clipboards import let_go

    let_go()
    for each in signals:
        each.stop()
    crash_hooks.stop()
    return 1 if postil.failed else 0


def _end_signals(postil: Postil) -> EndSignals:
    from reader.app.start.signals import EndSignals  # 6 ms with what it imports

    return EndSignals(postil.quit)


def _handing(postil: Postil, claim: Claim | None) -> Handing:
    from reader.app.start.handing import Handing  # 10 ms, for QtNetwork

    return Handing(postil, claim)


def _collect_garbage(postil: Postil) -> None:
    """From now on, beginning with the next second that nothing is loaded in."""
    from reader.app.start.garbage import Collector

    Collector(lambda: any(bench.session.loading for bench in postil.benches), postil)


def make_application() -> QApplication:
    """The one QApplication, with the names that desktops look for."""
    found = QApplication.instance()
    # the style as an argument: what `setStyle` gives back brings 600 names of QStyle along, 9 ms
    arguments = [*sys.argv[:1], "-style", "Fusion"]
    if isinstance(found, QApplication):
        application = found
    else:
        with platform_failing_in_words():
            application = _application_class()(arguments)
    application.setApplicationName("Postil")
    application.setApplicationVersion(__version__)
    application.setOrganizationDomain("postil.github.io")
    application.setDesktopFileName(APP_ID)
    return application


def _application_class() -> type[QApplication]:
    if PLATFORM == "linux":
        return QApplication
    from reader.app.start.system import prepared

    return prepared(PLATFORM)


def _after_windows(application: QApplication, postil: Postil) -> None:
    from reader.app.start.system import after_windows

    after_windows(application, postil, PLATFORM)


class Postil(QObject):
    """All windows. `open_changed`: other articles are open, or windows stand elsewhere."""

    open_changed = Signal()

    def __init__(self, folders: Folders, settings: SettingsKeeper | None = None) -> None:
        super().__init__()
        self._folders = folders
        self.settings = settings or SettingsKeeper(folders.config)
        self.benches: list[Workbench] = []
        self._post = Post(self)
        self.settings.post, self.settings.tell = self._post.post, self._tell
        self.failed = False  # something that was named at the start could not be opened
        self.named: tuple[Path, ...] = ()  # what Postil was started with
        self.restoring: Restoring | None = None
        self.recents = RecentArticles(folders, self.settings, self._post.post, self._tell)
        self.recents.listen(self._recents_changed)
        self.frames = Frames(self._new_bench, folders, self.settings, self)
        self.frames.changed.connect(self.open_changed)
        self.frames.refused, self.frames.open_empty = self._refused, self.show_empty
        self._hooks = Hooks(
            self.open_paths, self.open_sample, self._refused, self.quit, system_theme, self.settings, self.recents,
            self.open_changed.emit, lambda: self.restoring, self.frames,
        )  # fmt: skip
        self.settings.listen(self._settings_changed)
        QTimer.singleShot(ICON_MS, self._set_icon)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._colours_changed)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self._colours_changed)

    def _new_bench(self, ready: Ready | None) -> Workbench:
        settings = self.settings.now
        remembered = ready.remembered if ready is not None else None
        zoom = settings.zoom if remembered is None else remembered.zoom
        window = Window(Look(self.settings.themes.use(settings.theme, system_theme()), zoom, style_of(settings)))
        window.setWindowTitle("Postil")
        bench = Workbench(window, ready or nothing_open(self._folders), self._folders, self._hooks)
        window.closed.connect(lambda: self._forget(bench))
        self.benches.append(bench)
        return bench

    def _forget(self, bench: Workbench) -> None:
        if bench in self.benches:
            self.benches.remove(bench)
            self.open_changed.emit()

    def show_empty(self) -> Workbench:
        """A window without an article."""
        bench = self.frames.show_in_new(None)
        if self.recents.first():
            show_start(bench)
            self.recents.look(lambda _rows: None)  # which of them are gone
        for warning in self.settings.found.warnings:  # with an article, its session says it
            bench.messages.add(str(warning))
        return bench

    def show(self, reading: Reading) -> Workbench:
        """A window for what is being read. It is shown with its words in it, unless reading takes long."""
        return self.frames.show_in_new(reading)

    def _refused(self, reading: Reading) -> None:
        """Whoever named it at the start is told where they asked, once: a tab is read again when it is shown."""
        place = resolved(reading.path) if reading.path is not None else None
        if any(resolved(path) == place for path in self.named):
            self.failed = True
            self.named = tuple(path for path in self.named if resolved(path) != place)
            sys.stderr.write(f"{reading.problem}\n")

    def tell(self, sentence: str) -> None:
        """Say that something went wrong, in the window that is being used; from any thread."""
        self._post.post(lambda: self._tell(sentence))

    def _tell(self, sentence: str) -> None:
        if (bench := self.front_bench) is not None:
            bench.messages.add(sentence, error=True, first=True)

    def open_paths(self, paths: Sequence[Path], new_window: bool = False) -> None:
        """Open what is wanted from outside: the one way in for dialogs, other programs and a second start.

        What is open already is brought to the front; see `Frames.open_paths` for the rest. Without paths the window
        that was used last comes to the front, or a new one opens empty.
        """
        last = self.frames.last_used
        if paths:
            self.frames.open_paths(paths, new_window=new_window)
        elif new_window or last is None or last.shown is None:
            self.show_empty()
        else:
            self.frames.bring_forward(last, last.shown)

    @property
    def front(self) -> QWidget | None:
        """The window that was used last, or was brought to the front."""
        return self.frames.last_used.frame if self.frames.last_used is not None else None

    @property
    def front_bench(self) -> Workbench | None:
        """What is shown there: where something is said that concerns no article, it is seen."""
        return self.frames.last_used.bench if self.frames.last_used is not None else None

    def post(self, work: Callable[[], None]) -> None:
        """Have `work` done on the GUI thread; from any thread."""
        self._post.post(work)

    def open_sample(self) -> None:
        """A writable copy of the sample article."""
        self.frames.open_reading(Reading(lambda: sample_article(self._folders), self._folders))

    def keep_what_is_open(self, *, with_articles: bool = True) -> Restoring:
        """From now on it is known on disk what is open, and what the last process left open is known here."""
        from reader.app.start.restoring import Restoring

        self.restoring = Restoring(self, self._folders, with_articles=with_articles)
        return self.restoring

    def open_state(self) -> tuple[OpenFrame, ...]:
        """What is open."""
        return self.frames.state()

    def open_frame(self, frame: OpenFrame) -> None:
        """A window as it was; its other articles are read when they are first shown."""
        self.frames.acts.open_frame(frame)

    def quit(self) -> None:
        """Close all windows; one that cannot save keeps open."""
        if self.restoring is not None:
            self.restoring.hold()
        self.frames.close()
        if self.restoring is not None and self.benches:
            self.restoring.go_on()

    def _set_icon(self) -> None:
        from PySide6.QtGui import QIcon  # brings 150 names of icons along, which the first frame need not wait for

        QApplication.setWindowIcon(QIcon(str(resource_path("icons/postil.png"))))

    def _recents_changed(self) -> None:
        for bench in self.benches:
            show_start(bench)

    def _settings_changed(self, before: Settings, after: Settings) -> None:
        for bench in self.benches:
            bench.appearance.settings_changed(before, after)

    def _colours_changed(self) -> None:
        for bench in self.benches:
            bench.appearance.follow()


def system_theme() -> str:
    """The theme that goes with the desktop's colours."""
    hints = QGuiApplication.styleHints()
    wish = getattr(hints, "accessibility", None)  # since Qt 6.10
    if wish is not None and wish().contrastPreference().name == "HighContrast":
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
