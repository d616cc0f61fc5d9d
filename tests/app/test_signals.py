"""A process that is asked to end closes its window and saves what is unsaved."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHILD = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from reader.app import application
from reader.folders import Folders

def act(postil):
    postil.benches[0].run("tag.PER")
    os.kill(os.getpid(), getattr(signal, sys.argv[2]))

init = application.Postil.__init__
def watched(self, folders):
    init(self, folders)
    QTimer.singleShot(500, lambda: act(self))
application.Postil.__init__ = watched
sys.exit(application.open_window([Path(sys.argv[1])], Folders.under(Path(sys.argv[1]).parent / "user")))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a signal")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_closes_and_saves(tmp_path, name):
    article = tmp_path / "story.txt"
    article.write_text("Ada wrote.\n")
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(article), name],
        check=False,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    items = json.loads(Path(f"{article}.annotations.json").read_text())["first"]["items"]
    assert len(items) == 1
