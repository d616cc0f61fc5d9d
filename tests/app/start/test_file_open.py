"""Files that macOS sends as events: before the window, later and together, to a process that has its application."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
from reader.app.start import application
from reader.folders import Folders

folder, *names = sys.argv[1:]
opened, made = [], []
make = application.make_application

class Watched(application.Postil):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        made.append(self)

    def open_paths(self, paths, new_window=False):
        opened.append([Path(path).name for path in paths])
        super().open_paths(paths, new_window)

def send(url):
    QCoreApplication.sendEvent(QCoreApplication.instance(), QFileOpenEvent(url))

def send_files(names):
    for name in names:
        send(QUrl.fromLocalFile(str(Path(folder, name))))

def make_and_send():
    mine = make()
    print(type(mine).__name__)
    send_files(names[:1])
    send(QUrl("https://example.org/x.md"))
    timer = QTimer(mine)
    timer.timeout.connect(look)
    timer.start(20)
    return mine

def look():
    tabs = [tab for group in made[0].frames.groups for tab in group.tabs]
    articles = sorted(tab.path.name for tab in tabs if tab.path is not None)
    if articles == names[:1] and len(opened) == 1:
        opened.append("then")
        send_files(names[1:])
    elif articles == sorted(names):
        print(opened)
        made[0].quit()

application.PLATFORM, application.make_application, application.Postil = "darwin", make_and_send, Watched
sys.exit(application.open_window([], Folders.under(Path(folder, "state"))))
"""


@pytest.mark.parametrize("names", [["first.md", "Größe 2.md", "100% #3.txt"]])
def test_files_are_opened_whenever_they_come(tmp_path, names):
    for name in names:
        (tmp_path / name).write_text(f"Words of {name}.\n")
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path), *names]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    said = done.stdout.splitlines()
    assert said[:2] == ["OpeningApplication", str([names[:1], "then", names[1:]])], done.stderr
    assert done.returncode == 0
