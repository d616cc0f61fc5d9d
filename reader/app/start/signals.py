"""Closes the windows, and so saves, when the system asks the process to end (Ctrl+C in the terminal, logging out)."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class EndSignals(QObject):
    """While it lives, the signals that end a process call `end` on the GUI thread instead.

    Python runs a signal's handler only between two of its own instructions, and Qt's event loop has none: the
    signal writes a byte into a socket that wakes the loop.
    """

    def __init__(self, end: Callable[[], None]) -> None:
        super().__init__()
        self._ours, self._theirs = socket.socketpair()
        for each in (self._ours, self._theirs):
            each.setblocking(False)
        self._before_fd = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._before = {}
        for name in _NAMES:
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, lambda _number, _frame: end())
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: self._ours.recv(64))

    def stop(self) -> None:
        """The signals mean again what they meant before."""
        self._notifier.setEnabled(False)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._before_fd)
        self._ours.close()
        self._theirs.close()
