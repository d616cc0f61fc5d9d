"""What the first frame brings along: the modules that are listed, and no others."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

LISTED = Path(__file__).with_name("start_modules.txt")
# Packages whose modules are their own affair once they are there.
WHOLE = ("PySide6", "shiboken6", "shibokensupport", "signature_bootstrap", "__feature__")

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


def modules_of_python() -> set[str]:
    """What is there before anything is asked for, `site` and what it runs among it."""
    done = subprocess.run([sys.executable, "-c", "import sys; print(*sys.modules)"], capture_output=True, text=True)
    return set(done.stdout.split())


def modules_of_the_first_frame(tmp_path, words: str) -> tuple[int, set[str]]:
    article = tmp_path / "article.txt"
    article.write_text(words, encoding="utf-8")
    command = [sys.executable, "-c", SCRIPT, str(article), str(tmp_path / "home")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    shown, modules = json.loads(done.stdout)
    return shown, set(modules)


def test_the_first_frame_brings_nothing_along_that_is_not_listed(tmp_path):
    """Imports are most of the start. Each module on the list was put there by somebody who saw it."""
    shown, modules = modules_of_the_first_frame(tmp_path, "A ferry left the harbour.\n")
    modules -= modules_of_python()
    listed = {line for line in LISTED.read_text("utf-8").splitlines() if line and not line.startswith("#")}
    assert shown > 0
    ours = {name for name in modules if name.partition(".")[0] == "reader"}
    qt = {name for name in modules if re.fullmatch(r"PySide6\.Qt\w+", name)}
    others = {name for name in modules - ours if name.partition(".")[0] not in (*WHOLE, *sys.stdlib_module_names)}
    new = sorted((ours | qt | others) - listed)
    assert new == [], f"import later, or list in {LISTED.name}: {', '.join(new)}"
    # Python's own: the parts of its packages are its affair, and versions differ in them
    own = {name.partition(".")[0] for name in modules} & sys.stdlib_module_names
    own = {name for name in own if not name.startswith("_")}
    assert sys.version_info[:2] != (3, 11) or sorted(own - listed) == []
    gone = {name for name in listed if name.startswith(("reader", "PySide6"))} - modules
    assert gone == set(), f"no longer imported before the first frame: take it off {LISTED.name}"


def test_a_module_that_is_not_listed_is_seen(tmp_path, monkeypatch):
    """The guard fires."""
    monkeypatch.setattr(sys.modules[__name__], "SCRIPT", "import reader.text.markdown\n" + SCRIPT)
    with pytest.raises(AssertionError, match=r"list in .*reader\.text\.markdown,"):
        test_the_first_frame_brings_nothing_along_that_is_not_listed(tmp_path)


def test_the_first_frame_of_a_long_article_shows_its_first_words(tmp_path):
    words = "\n".join(f"{n} A ferry left the harbour of Marrowby. " * 12 for n in range(2_000))
    shown, _ = modules_of_the_first_frame(tmp_path, words)
    assert 0 < shown < 20_000
