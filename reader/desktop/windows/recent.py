"""Tells Windows of articles that were opened: its recent documents, and from them the taskbar's jump list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reader.desktop.windows.process import wide

_SHARD_PATHW = 3


def note_recent(path: Path, shell32: Any = None) -> None:
    """Put an article that was opened at the head of the recent documents. May take some milliseconds."""
    if shell32 is not None:
        shell32.SHAddToRecentDocs(_SHARD_PATHW, wide(str(path.absolute())))
        return
    import ctypes

    from reader.desktop.windows.com import Com

    loaded: Any = ctypes
    com = Com()  # the shell works by its objects, on whichever thread this is
    note_recent(path, loaded.windll.shell32)
    com.close()
