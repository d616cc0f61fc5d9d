"""What a process tells Windows of itself and others: whose windows the taskbar groups, and who may come forward."""

from __future__ import annotations

from typing import Any

from reader.desktop.file_types import APP_ID

_ANY_PROCESS = 0xFFFFFFFF


def identify(shell32: Any = None) -> None:
    """Give the process Postil's AppUserModelID, before its first window: Python's own would group it with others.

    Jump list and recent documents go by it, too. Windows refuses it to nobody; what it answers is therefore not asked.
    """
    (shell32 or _library("shell32")).SetCurrentProcessExplicitAppUserModelID(wide(APP_ID))


def let_come_forward(process_id: int | None = None, user32: Any = None) -> None:
    """Let the process that is handed something raise its window; without a number, whichever process does it next.

    Windows lets only the program that the user is at come forward: a second start is, for a moment, and the running
    Postil is not. To be called by the one that hands over, before it hands over.
    """
    (user32 or _library("user32")).AllowSetForegroundWindow(_ANY_PROCESS if process_id is None else process_id)


def wide(text: str) -> Any:
    """A text as Windows' functions take it: UTF-16 with a zero at its end, in a buffer."""
    import ctypes

    data = text.encode("utf-16-le", "surrogatepass") + b"\0\0"
    return ctypes.create_string_buffer(data, len(data))


def _library(name: str) -> Any:
    import ctypes

    loaded: Any = ctypes
    return getattr(loaded.windll, name)
