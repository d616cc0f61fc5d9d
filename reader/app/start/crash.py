"""Keeps faults that nobody foresaw: a report on disk and one sentence for the user. Nothing is ever sent anywhere."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from reader.app.wording.tr import tr

FOLDER = "crashes"


def keep_report(state: Path, fault: BaseException, now: datetime | None = None) -> Path | None:
    """Write what is known of `fault` into `state`/crashes; the report's path, None where it cannot be written.

    The same fault is kept once a day, so that one that comes with every paint does not fill the disk.
    """
    import hashlib
    import platform
    import traceback

    from reader import __version__
    from reader.sidecar.disk.durable import make_folder, write_durably

    now = now or datetime.now()
    trace = "".join(traceback.format_exception(fault))
    digest = hashlib.sha256(trace.encode("utf-8", "replace")).hexdigest()[:8]
    path = state / FOLDER / f"{now:%Y-%m-%d}-{digest}.txt"
    head = (
        f"Postil {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{now:%Y-%m-%d %H:%M:%S}, thread {threading.current_thread().name}",
    )
    try:
        make_folder(path.parent, 0o700)
        if not path.exists():
            write_durably(path, "\n".join((*head, "", trace)).encode("utf-8", "backslashreplace"))
    except OSError:
        return None
    return path


def why_failed(state: Path, fault: BaseException, now: datetime | None = None) -> str:
    """Keep a report, and say what failed and where the report is, without a full stop at the end."""
    path = keep_report(state, fault, now)
    message = " ".join(str(fault).split())
    name = f"{type(fault).__name__}: {message}" if message else type(fault).__name__
    if path is None:
        return tr("Postil failed ({fault})", fault=name[:200])
    return tr("Postil failed ({fault}); a report is kept in {path}", fault=name[:200], path=path)


class CrashHooks:
    """While it is on, a fault on any thread becomes a report and a sentence, and never a traceback on stderr.

    `tell` gets each sentence once, on the thread of the fault; until it is set, the sentences wait.
    """

    def __init__(self, state: Path) -> None:
        self._state = state
        self._tell: Callable[[str], None] | None = None
        self._said: list[str] = []
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._raised
        threading.excepthook = self._raised_on_thread
        sys.unraisablehook = self._not_raisable
        self._log = _Log(self.take)
        logging.getLogger("reader").addHandler(self._log)

    def tell_by(self, tell: Callable[[str], None]) -> None:
        """Hand sentences to `tell` from now on, those that wait first."""
        self._tell = tell
        for sentence in tuple(self._said):
            tell(sentence)

    def stop(self) -> None:
        """As it was before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        logging.getLogger("reader").removeHandler(self._log)

    def take(self, fault: BaseException) -> None:
        """Keep a fault and tell of it, unless it was told already: telling may be what brings it about."""
        sentence = tr("Something went wrong: {why}.", why=why_failed(self._state, fault))
        if sentence not in self._said:
            self._said.append(sentence)
            if self._tell is not None:
                self._tell(sentence)

    def _raised(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, fault, trace)
        else:
            self.take(fault)

    def _raised_on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.take(args.exc_value)

    def _not_raisable(self, args: Any) -> None:  # sys.UnraisableHookArgs, which has no name at run time
        if args.exc_value is not None:
            self.take(args.exc_value)


class _Log(logging.Handler):
    """Faults that rooms below `app` have caught and logged. Other records are for whoever listens to the log."""

    def __init__(self, take: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._take = take

    def emit(self, record: logging.LogRecord) -> None:
        fault = record.exc_info[1] if record.exc_info else None
        if fault is not None:
            self._take(fault)
