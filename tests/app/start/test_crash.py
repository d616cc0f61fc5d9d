"""A fault that nobody foresaw: a report on disk, one sentence in the window, which goes on; no traceback on stderr."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest

from reader.app.article.opening import Reading
from reader.app.start.crash import CrashHooks, keep_report, why_failed

NOON = datetime(2025, 7, 1, 12)


def raised(message: str = "a stone") -> Exception:
    try:
        raise KeyError(message)
    except KeyError as fault:
        return fault


def test_a_report_has_the_traceback_and_a_dated_name(tmp_path):
    path = keep_report(tmp_path / "state", raised(), NOON)
    assert path is not None and path.parent == tmp_path / "state" / "crashes"
    assert path.name.startswith("2025-07-01-")
    words = path.read_text(encoding="utf-8")
    assert "Traceback" in words and "KeyError: 'a stone'" in words and "2025-07-01 12:00:00" in words


def test_one_fault_is_one_report_and_another_is_another(tmp_path):
    same = raised()
    assert keep_report(tmp_path, same, NOON) == keep_report(tmp_path, same, NOON)
    keep_report(tmp_path, raised("a tree"), NOON)
    assert len(list((tmp_path / "crashes").iterdir())) == 2


def test_where_nothing_can_be_written_the_fault_is_named_all_the_same(tmp_path):
    (tmp_path / "state").write_text("a file where the folder should be")
    assert why_failed(tmp_path / "state", raised(), NOON) == "Postil failed (KeyError: 'a stone')"


@pytest.fixture
def hooks(tmp_path):
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    made = CrashHooks(tmp_path / "state")
    yield made
    made.stop()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_faults_of_slots_threads_and_logs_are_told_once_and_leave_stderr_alone(hooks, capsys, tmp_path):
    said: list[str] = []
    early = raised("early")
    sys.excepthook(KeyError, early, early.__traceback__)
    hooks.tell_by(said.append)

    def fail() -> None:
        raise ValueError("on a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    for _ in range(3):
        logging.getLogger("reader.sidecar.keeping.saver").error("a save failed", exc_info=early)
    logging.getLogger("reader.sidecar.keeping.saver").error("a save failed", exc_info=raised("logged"))
    assert [("early" in s, "on a thread" in s, "logged" in s) for s in said] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert all(str(tmp_path / "state" / "crashes") in sentence for sentence in said)
    assert capsys.readouterr().err == ""


def test_an_export_that_fails_in_an_unforeseen_way_clears_the_bar(open_text, folders, monkeypatch):
    class Panic(BaseException):
        """What a library in another language may raise."""

    def fail(*_: object, **_named: object) -> Path:
        raise Panic("not foreseen")

    monkeypatch.setattr("reader.export.place.export_to", fail)
    window = open_text()
    window.press("Ctrl+E Enter")
    window.until(lambda: not window.window.bar.text.startswith("Exporting"))
    [report] = (folders.state / "crashes").iterdir()
    assert window.window.bar.text.startswith("The annotated PDF is not written: Postil failed (Panic: not foreseen)")
    assert str(report) in window.window.bar.text and window.window.bar.message.error
    monkeypatch.undo()
    window.press("Esc Ctrl+E Enter")
    window.until(lambda: window.sidecar.with_name("story.txt.pdf").exists())


def test_an_article_that_cannot_be_read_for_a_fault_is_a_sentence(
    qtbot, postil, folders, tmp_path, monkeypatch, capsys
):
    def fail(*_: object, **_named: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("reader.app.article.opening.make_ready", fail)
    bench = postil.show(Reading.of(tmp_path / "story.txt", folders))
    qtbot.waitUntil(lambda: bool(bench.window.bar.text), timeout=10_000)
    assert bench.window.bar.text.startswith("story.txt cannot be opened: Postil failed (RecursionError: too deep)")
    assert "Traceback" not in capsys.readouterr().err
    assert len(list((folders.state / "crashes").iterdir())) == 1


def test_a_fault_in_the_window_process_is_said_in_the_bar_and_the_window_goes_on(tmp_path):
    """In a process of its own: here pytest-qt has the hooks."""
    (tmp_path / "story.txt").write_text("Ada wrote.\n")
    program = f"""
from pathlib import Path
from PySide6.QtCore import QTimer
from reader.app.start import application
from reader.folders import Folders

class Watched(application.Postil):
    def __init__(self, *given):
        super().__init__(*given)
        QTimer.singleShot(600, self.fail)
        QTimer.singleShot(1200, self.look)
    def fail(self):
        raise KeyError("in a slot")
    def look(self):
        print(self.benches[0].window.bar.text, flush=True)
        self.quit()

application.Postil = Watched
folder = Path({str(tmp_path)!r})
raise SystemExit(application.open_window([folder / "story.txt"], Folders.under(folder / "user")))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr and "KeyError" not in done.stderr
    [report] = (tmp_path / "user" / "state" / "crashes").iterdir()
    assert "KeyError: 'in a slot'" in done.stdout and str(report) in done.stdout
