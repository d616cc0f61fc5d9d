"""Holds keys that are pressed while an answer is awaited, and gives them in their order when it has come."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


class HeldKeys:
    """Keys of one window. What they mean may depend on the answer: `Enter` behind `a` takes what the list will hold."""

    def __init__(self) -> None:
        self._holders: set[str] = set()  # why they are held
        self._events: list[QKeyEvent] | None = None

    @property
    def holds(self) -> bool:
        """Whether keys are held."""
        return self._events is not None

    def hold(self, why: str) -> None:
        """From now on; there may be several reasons at once."""
        self._holders.add(why)
        if self._events is None:
            self._events = []

    def take(self, event: QKeyEvent) -> bool:
        """Keep a key press, if keys are held."""
        if self._events is None:
            return False
        self._events.append(event.clone())
        return True

    def let_go(self, window: QWidget, why: str) -> None:
        """Give them to what has the focus, one after the other, unless there is another reason to hold them.

        What is held anew by one of them stays held.
        """
        self._holders.discard(why)
        if self._holders:
            return
        events, self._events = self._events or [], None
        for at, event in enumerate(events):
            if self._events is not None:  # the key before it asks again
                self._events += events[at:]
                return
            QApplication.sendEvent(QApplication.focusWidget() or window, event)

    def forget(self, why: str) -> None:
        """Nobody wants them any more, and that is no reason any more."""
        self._holders.discard(why)
        self._events = [] if self._holders else None
