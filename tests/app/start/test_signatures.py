"""In a new interpreter: PySide is imported without its signatures, and knows them all the same when it is asked."""

from __future__ import annotations

import subprocess
import sys

import pytest

LEFT_OUT = """
import sys
import reader.app.start.signatures as ours
left_out = {name.rpartition(".")[2] for name in sys.modules if name.startswith("shibokensupport.")}
assert left_out >= {"mapping", "parser", "layout"}, left_out
assert len(ours._sources) == 7, sorted(ours._sources)
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor
"""
ASKED = {
    "the words of a wrong call": """
try:
    QTimer().setInterval("soon")
except TypeError as wrong:
    assert "PySide6.QtCore.QTimer.setInterval(msec: int, /)" in str(wrong), wrong
else:
    raise SystemExit("nothing was wrong")
""",
    "a wrong call on many threads": """
import threading
said = []
def wrong():
    try:
        QColor(None, None, None, None, None, None, None)
    except TypeError as wrong:
        said.append(str(wrong))
threads = [threading.Thread(target=wrong) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert len(said) == 8 and all("QColor" in each for each in said), said
""",
    "a text of help": """
assert "setInterval(self, msec: int" in QTimer.setInterval.__doc__, QTimer.setInterval.__doc__
""",
    "a signature": """
from shibokensupport.signature import get_signature
assert "msec" in str(get_signature(QTimer.setInterval))
""",
    "a name that is not there": """
import shibokensupport.signature.layout as layout
assert not hasattr(layout, "nothing") and not hasattr(layout, "__nothing__")
assert layout.create_signature and "__getattr__" not in vars(layout) and "update_mapping" not in vars(layout)
""",
}


def run(script: str) -> None:
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_what_was_left_out_is_there_when_it_is_asked_for(asked):
    run(LEFT_OUT + asked)


def test_a_pyside_that_is_there_already_is_left_alone():
    run("import PySide6.QtCore, reader.app.start.signatures as ours; assert not ours._sources")
    run("import builtins; b = compile; import reader.app.start.signatures; assert compile is b is builtins.compile")
