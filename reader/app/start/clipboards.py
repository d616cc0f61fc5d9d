"""Hands what was selected over to the system before the process ends. Copying itself is the page's affair."""

from __future__ import annotations

from PySide6.QtGui import QClipboard, QGuiApplication


def let_go() -> None:
    """Put plain texts in the place of data that Python made: Qt frees those after Python has gone, and crashes."""
    board = QGuiApplication.clipboard()
    for mode, is_ours in (
        (QClipboard.Mode.Clipboard, board.ownsClipboard()),
        (QClipboard.Mode.Selection, board.ownsSelection()),
    ):
        if is_ours:
            board.setText(board.text(mode), mode)
