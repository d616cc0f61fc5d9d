"""What the first frame does without: modules that would cost more than the frame itself."""

from __future__ import annotations

import json
import subprocess
import sys

TOO_HEAVY = {
    "typst",
    "pikepdf",
    "markdown_it",
    "mdit_py_plugins",
    "sentencex",
    "charset_normalizer",
    "rapidfuzz",
    "rich",
    "click",
    "decimal",
    "statistics",
    "numpy",
    "msgspec",
    "regex",
    "secrets",
    "difflib",
    "PySide6.QtSvg",
    "PySide6.QtNetwork",
    "reader.app.start.handing",
    "reader.app.commands",
    "reader.app.desk.desk",
    "reader.app.keyboard.keymap",
    "reader.app.workbench.follow",
    "reader.app.surface",
    "reader.app.window.menus",
    "reader.app.panels.panel",
    "reader.app.workbench.export",
    "reader.export.job",
    "reader.text.markdown",
}

SCRIPT = """
import json, os, sys
from pathlib import Path
from reader.app.start.application import open_window
from reader.app.page.view import ReadingView
from reader.folders import Folders

paint = ReadingView.paintEvent
def paint_and_tell(page, event):
    paint(page, event)
    print(json.dumps([page.visible_span().end, sorted(sys.modules)]), flush=True)
    os._exit(0)
ReadingView.paintEvent = paint_and_tell
open_window([Path(sys.argv[1])], Folders.under(Path(sys.argv[2])))
"""


def modules_of_the_first_frame(tmp_path, words: str) -> tuple[int, set[str]]:
    article = tmp_path / "article.txt"
    article.write_text(words, encoding="utf-8")
    command = [sys.executable, "-c", SCRIPT, str(article), str(tmp_path / "home")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    shown, modules = json.loads(done.stdout)
    return shown, set(modules)


def test_the_first_frame_brings_nothing_heavy_along(tmp_path):
    shown, modules = modules_of_the_first_frame(tmp_path, "A ferry left the harbour.\n")
    assert shown > 0
    assert "reader.app.page.view" in modules
    assert sorted(modules & TOO_HEAVY) == []


def test_the_first_frame_of_a_long_article_shows_its_first_words(tmp_path):
    words = "\n".join(f"{n} A ferry left the harbour of Marrowby. " * 12 for n in range(2_000))
    shown, _ = modules_of_the_first_frame(tmp_path, words)
    assert 0 < shown < 20_000
