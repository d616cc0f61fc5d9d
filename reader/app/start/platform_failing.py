"""What is said when Qt finds no way to show a window. Left alone, it would print ten lines and abort the process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext


@contextmanager
def platform_failing_in_words() -> Iterator[None]:
    """While the QApplication is made: should Qt give up, one sentence is said and the process ends with status 1."""
    said: list[str] = []

    def hear(kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        said.append(words)
        if kind == QtMsgType.QtFatalMsg:
            _give_up("\n".join(said))

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        for words in said:  # all went well, and they are what Qt says anyway
            sys.stderr.write(f"{words}\n")


def _give_up(said: str) -> None:
    """Qt aborts as soon as it is told that its last words were heard: so it never is."""
    from pathlib import Path

    import PySide6

    from reader.app.wording.tr import told
    from reader.desktop.qt_libraries import why_no_platform

    folder = Path(PySide6.__file__).parent
    plugins = next((each for each in (folder / "Qt" / "plugins", folder / "plugins") if each.is_dir()), folder)
    sys.stderr.write(f"{told(why_no_platform(said, os.environ, plugins / 'platforms'))}\n")
    sys.stderr.flush()
    os._exit(1)
