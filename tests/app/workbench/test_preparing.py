"""What is imported on a thread has PySide make no class there: two threads that make the same one end the process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CHILD = """
import json, os, sys
from pathlib import Path
from reader.app.start.first import prepare
prepare()
from reader.app.start import application
from reader.app.workbench import preparing
from reader.app.workbench.finishing import Finishing
from reader.folders import Folders

def made():
    qt = [(name, vars(module)) for name, module in sys.modules.items() if name.startswith("PySide6.Qt")]
    return {f"{name}.{each}" for name, names in qt for each in names if each.startswith("Q")}

def look(self):
    first = made()
    for _ in preparing.make_classes():
        pass
    before = made()
    preparing.import_what_keys_need()
    preparing.import_what_follows()
    print(json.dumps([len(before - first), sorted(made() - before)]), flush=True)
    os._exit(0)

Finishing._once = look
application.open_window([Path(sys.argv[1])], Folders.under(Path(sys.argv[1]).parent / "user"))
"""


def test_no_class_is_made_while_modules_are_imported(tmp_path):
    article = tmp_path / "story.txt"
    article.write_text("Ada wrote.\n")
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(article)],
        check=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        capture_output=True,
        text=True,
    )
    count, late = json.loads(done.stdout)
    assert count > 50  # they are made when they are asked for, and not before
    assert late == []
