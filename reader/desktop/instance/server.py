"""Listens in the Postil that runs for what other starts want. Whatever comes, it neither waits nor raises."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reader.desktop.instance.frames import HEAD_BYTES, MAX_BYTES, BadFrameError, Frames
from reader.desktop.instance.messages import Answer, Hearing, OtherVersionError, Request, answered
from reader.desktop.instance.peer import has_left, is_own_descriptor
from reader.desktop.instance.place import Place

MOST_AT_ONCE = 32  # conversations: each may hold a message, and time
LISTEN_MS = 2_000  # for all that one start has to say; it has been answered, or given up, by then
_SOCKET_MODE = 0o1600


class Server(QObject):
    """As long as it lives and is not closed, other starts hand over what they want to `take`, on the GUI thread."""

    def __init__(self, take: Callable[[Request], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take = take
        self._talks: set[_Talk] = set()
        self._server = QLocalServer(self)
        if sys.platform == "win32":
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._came)

    def listen(self, place: Place) -> bool:
        """Whether it listens there now. To be called by the holder of the lock: a socket that is there is stale."""
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                place.socket.unlink()
        if not self._server.listen(str(place.socket)):
            return False
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.chmod(place.socket, _SOCKET_MODE)  # noqa: PTH101  follows no link that anyone else could make
        return True

    def close(self) -> None:
        """Let nobody in any more, and break off with those who have not been answered: they look for another."""
        self._server.close()
        for talk in tuple(self._talks):
            talk.break_off()

    def _came(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            talk = _Talk(connection, self._take, self)
            self._talks.add(talk)
            talk.ended.connect(self._forget)
            talk.begin(is_busy=len(self._talks) > MOST_AT_ONCE)

    def _forget(self, talk: _Talk) -> None:
        self._talks.discard(talk)


class _Talk(QObject):
    """The conversation with one start: it is heard to its end, answered once, and that is all."""

    ended = Signal(object)

    def __init__(self, connection: QLocalSocket, take: Callable[[Request], None], parent: QObject) -> None:
        super().__init__(parent)
        self._connection, self._take = connection, take
        self._frames, self._hearing = Frames(), Hearing()
        self._is_over = self._has_ended = False
        connection.setReadBufferSize(HEAD_BYTES + MAX_BYTES)

    def begin(self, *, is_busy: bool) -> None:
        """Hear what it says, if it is this user's and there are not too many already."""
        self._connection.disconnected.connect(self._end)
        QTimer.singleShot(LISTEN_MS, self, self.break_off)
        if not is_own_descriptor(int(self._connection.socketDescriptor())):
            self._answer(Answer(False, "stranger"))
        elif is_busy:
            self._answer(Answer(False, "busy"))
        else:
            self._connection.readyRead.connect(self._read)
            self._read()

    def _read(self) -> None:
        if self._is_over:
            return
        try:
            for message in self._frames.feed(bytes(self._connection.readAll().data())):
                request = self._hearing.take(message)
                if request is not None:
                    if has_left(int(self._connection.socketDescriptor())):
                        self.break_off()  # this process hung, and the other one has opened a window of its own
                        return
                    self._answer(Answer(True))  # first: the other start need not wait for a window
                    QTimer.singleShot(0, partial(self._take, request))
                    return
        except OtherVersionError:
            self._answer(Answer(False, "version"))
        except BadFrameError:
            self._answer(Answer(False, "bad"))

    def _answer(self, answer: Answer) -> None:
        self._is_over = True
        self._connection.write(answered(answer))
        self._connection.flush()
        self._connection.disconnectFromServer()  # when that is written

    def break_off(self) -> None:
        """Hear no more."""
        self._connection.abort()
        self._end()

    def _end(self) -> None:
        if not self._has_ended:
            self._has_ended = self._is_over = True
            self._connection.deleteLater()
            self.ended.emit(self)
            self.deleteLater()
