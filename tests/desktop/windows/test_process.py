"""What Windows is told of the process, of those who may come forward and of recent documents: real UTF-16 texts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from reader.desktop.file_types import APP_ID
from reader.desktop.windows.process import identify, let_come_forward, wide
from reader.desktop.windows.recent import note_recent

ROOT = Path(__file__).resolve().parents[3]


class Library:
    def __init__(self):
        self.calls = []

    def __getattr__(self, name):
        return lambda *arguments: self.calls.append((name, *(getattr(each, "raw", each) for each in arguments)))


def test_a_process_has_postils_identity():
    library = Library()
    identify(library)
    assert library.calls == [("SetCurrentProcessExplicitAppUserModelID", APP_ID.encode("utf-16-le") + b"\0\0")]


def test_the_one_who_is_handed_something_may_come_forward():
    library = Library()
    let_come_forward(4711, library)
    let_come_forward(user32=library)
    assert library.calls == [("AllowSetForegroundWindow", 4711), ("AllowSetForegroundWindow", 0xFFFFFFFF)]


def test_recent_documents_are_told_the_whole_path(tmp_path, monkeypatch):
    library = Library()
    monkeypatch.chdir(tmp_path)
    note_recent(Path("Größe 🦉.md"), library)
    assert library.calls == [("SHAddToRecentDocs", 3, wide(str(tmp_path / "Größe 🦉.md")).raw)]


def test_all_of_the_room_can_be_imported_anywhere_and_brings_no_qt():
    code = """
import pkgutil, importlib, sys, reader.desktop.windows as room
for each in pkgutil.iter_modules(room.__path__):
    importlib.import_module(f"{room.__name__}.{each.name}")
sys.exit(any(name.startswith("PySide6") for name in sys.modules))
"""
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=str(ROOT)).returncode == 0
