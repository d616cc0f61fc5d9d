"""Ctrl+C that is never lost. Python raises KeyboardInterrupt wherever it stands, also where nobody can hear it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interrupts() -> Iterator[Callable[[], bool]]:
    """A function that says whether Ctrl+C was pressed since; KeyboardInterrupt is raised as always.

    In a finalizer, or a function that a library calls back, Python prints the exception and goes on: who asks now and
    then stops all the same. Does nothing where another handler is in place, as in a program that calls this one.
    """
    heard = False

    def hear(_number: int, _frame: FrameType | None) -> None:
        nonlocal heard
        heard = True
        raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield lambda: False
        return
    signal.signal(signal.SIGINT, hear)
    try:
        yield lambda: heard
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
