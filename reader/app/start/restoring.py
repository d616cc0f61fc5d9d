"""Opens again what was open, after a restart and after a crash, and has it kept for the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager

from reader.app.frame.state import OpenFrame
from reader.app.start.left_open import OpenKeeper
from reader.app.window.message import Answer
from reader.app.wording.tr import later, tr, trn

if TYPE_CHECKING:
    from reader.app.start.application import Postil
    from reader.app.window.message import Message
    from reader.app.workbench.workbench import Workbench
    from reader.folders import Folders

SAY_MS = 100  # how often it is looked whether all is there that is to be told about
SETTLED_MS = 3_000  # what has been open for so long does not end Postil by being opened
COMMAND = "article.again"
AGAIN = (
    later("Postil ended unexpectedly; {count} article is open again, with all that was done to it."),
    later("Postil ended unexpectedly; {count} articles are open again, with all that was done to them."),
)
OFFER = (
    later("Postil ended unexpectedly; {count} article was open then."),
    later("Postil ended unexpectedly; {count} articles were open then."),
)
WARY = (
    later("Postil ended twice while it opened {count} article again, so it waits for you now."),
    later("Postil ended twice while it opened {count} articles again, so it waits for you now."),
)


class Restoring(QObject):
    """What was left open by the last process, and what is open in this one. `with_articles`: it was told what to open.

    Another process that runs already has both; then nothing is done here.
    """

    def __init__(self, postil: Postil, folders: Folders, *, with_articles: bool) -> None:
        super().__init__(postil)
        self._postil = postil
        self._keeper = OpenKeeper(folders.state)
        self._holds = False  # what is kept: windows are being closed, all of them
        self._message: Message | None = None
        self._opens: tuple[OpenFrame, ...] = ()
        self.offered: tuple[OpenFrame, ...] = ()
        before = self._keeper.before
        self._crashed = before is not None and before.is_running
        if before is not None and before.frames:
            wanted = postil.settings.now.restore and not with_articles
            if wanted and not self._keeper.is_wary:
                self._opens = before.frames
            elif self._crashed or (wanted and self._keeper.is_wary):
                self.offered = before.frames
        self._keeper.begin(opens_again=bool(self._opens))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._keep)
        postil.open_changed.connect(self._soon.start)
        self._look = QTimer(self, interval=SAY_MS)
        self._look.timeout.connect(self._say)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self.commit)
            application.saveStateRequest.connect(self._say_how_to_start)
        self._look.start()
        self._soon.start()  # what was opened before this listened, and does not change any more

    def open_again(self) -> bool:
        """Open what was left; False when there is nothing to open unasked."""
        for frame in self._opens:
            self._postil.open_frame(frame)
        return bool(self._opens)

    def open_offered(self) -> None:
        """Open what a crash left and was only offered."""
        frames, self.offered = self.offered, ()
        self._unsay()
        for frame in frames:
            self._postil.open_frame(frame)

    # -- telling -----------------------------------------------------------------------------------

    def _say(self) -> None:
        """Once all is there that was to be opened: what a window opens takes its messages away."""
        benches = self._postil.benches
        if not benches or any(bench.is_waiting for bench in benches):
            return
        self._look.stop()
        QTimer.singleShot(SETTLED_MS, self, self._keeper.settled)
        bench = self._postil.front_bench or benches[0]
        if self._opens and self._crashed:
            count = sum(len(frame.tabs) for frame in self._opens)
            bench.messages.add(trn(*AGAIN, count), first=True)
        open_now = frozenset(tab.path for frame in self._postil.open_state() for tab in frame.tabs)
        self.offered = tuple(left for frame in self.offered if (left := frame.without(open_now)).tabs)
        if self.offered:
            self._offer(bench)

    def _offer(self, bench: Workbench) -> None:
        count = sum(len(frame.tabs) for frame in self.offered)
        key = next(iter(bench.keymap.keys_of(COMMAND)), "")
        answer = Answer(key, tr("open again"), lambda: bench.run(COMMAND))
        self._message = bench.messages.add(trn(*(WARY if self._keeper.is_wary else OFFER), count), answer, first=True)

    def _unsay(self) -> None:
        for bench in self._postil.benches:
            bench.messages.remove(self._message)
        self._message = None

    # -- keeping -----------------------------------------------------------------------------------

    def _keep(self) -> None:
        if not self._holds:
            self._keeper.keep(self._postil.open_state())

    def hold(self) -> None:
        """All windows are going to be closed: what is open now is what was open."""
        self._keep()
        self._holds = True

    def go_on(self) -> None:
        """Some stayed open after all."""
        self._holds = False
        self._keep()

    def end(self) -> None:
        """The process ends as it should."""
        self._keeper.end(forget=not self._postil.settings.now.restore)

    # -- the desktop's session ---------------------------------------------------------------------

    def commit(self, _manager: QSessionManager) -> None:
        """The user logs out: everything is saved before this returns, for there may be no time after it."""
        for bench in self._postil.benches:
            if bench.has_article:
                bench.session.save()
                bench.remembering.keep()
        self._keep()
        self._keeper.may_end()

    def _say_how_to_start(self, manager: QSessionManager) -> None:
        """A desktop that starts programs again is told how; which articles were open is known here."""
        from reader.desktop.executable import this_command

        manager.setRestartHint(QSessionManager.RestartHint.RestartIfRunning)
        manager.setRestartCommand(list(this_command()))
