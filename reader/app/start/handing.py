"""What other starts of Postil hand over is opened here, and its window comes to the front."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from reader.app.article.opening import what_opens
from reader.app.wording.tr import told
from reader.desktop.instance.activation import TOKEN, forget_leave, time_in
from reader.desktop.instance.server import Server

if TYPE_CHECKING:
    from reader.app.start.application import Postil
    from reader.desktop.instance.joining import Claim
    from reader.desktop.instance.messages import Request
    from reader.errors import UserError

FORGET_MS = 2_000  # by then a window has come up, or is not going to
MAPPED_MS = 120  # by then a window manager has a new window under its care


class Handing(QObject):
    """Listens while it lives, where the `claim` says; without one, other starts stay on their own."""

    def __init__(self, postil: Postil, claim: Claim | None) -> None:
        super().__init__(postil)
        self._postil = postil
        self._claim = claim
        self.server = Server(self._take, self)
        self.listens = claim is not None and self.server.listen(claim.place)
        forget_leave(os.environ)  # the first window is there: Qt has made use of it

    def stop(self) -> None:
        """From now on other starts wait until this process has ended."""
        self.server.close()

    def _take(self, request: Request) -> None:
        """Look at the paths on a thread: one may be on a disk that does not answer."""

        def look() -> None:
            paths, problems = what_opens([Path(path) for path in request.paths])
            self._postil.post(lambda: self._open(paths, problems, request))

        threading.Thread(target=look, name="postil-handed", daemon=True).start()

    def _open(self, paths: list[Path], problems: list[UserError], request: Request) -> None:
        """What cannot be opened gets no tab: the bar of the window that comes to the front says why."""
        if request.token:  # where Qt looks for it when a window wants to be active
            os.environ[TOKEN] = request.token
            QTimer.singleShot(FORGET_MS, lambda: forget_leave(os.environ))
        self._postil.open_paths(paths, request.new_window and not (problems and not paths))
        for problem in reversed(problems):  # the first is seen first
            self._postil.tell(told(problem))
        if QGuiApplication.platformName() == "xcb":
            QTimer.singleShot(MAPPED_MS, lambda: self._activate(request.startup_id))

    def _activate(self, startup_id: str) -> None:
        front = self._postil.front
        window = int(front.winId()) if front is not None else 0

        def ask() -> None:
            from reader.desktop.instance.x11 import activate, end_startup

            if window:
                activate(window, time_in(startup_id))
            if startup_id:
                end_startup(startup_id)

        threading.Thread(target=ask, name="postil-front", daemon=True).start()
