"""In a new interpreter: no source of ours is read when the window is imported; names of Qt are what they always are."""

from __future__ import annotations

import builtins
import subprocess
import sys

from reader.app.start.unread import spare_sources

COUNT = """
import inspect
read, real = [], inspect.getsource
def getsource(module):
    read.append(getattr(module, "__name__", ""))
    return real(module)
inspect.getsource = getsource
import reader.app.start.application
print(sum(name.startswith("reader.app.page") for name in read))
from PySide6.QtCore import QTimer
timer = QTimer()
timer.setInterval(7)
assert timer.interval() == 7 and not hasattr(timer, "set_interval")
"""


def test_no_source_is_read():
    done = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=True)
    assert int(done.stdout) == 0


def test_where_pyside_is_made_otherwise_all_goes_on(monkeypatch):
    before = builtins.__import__
    monkeypatch.delattr(builtins, "__feature_import__", raising=False)
    assert not spare_sources() and builtins.__import__ is before
    monkeypatch.setattr(builtins, "__feature_import__", lambda *_: None, raising=False)
    assert not spare_sources() and builtins.__import__ is before


def test_python_imports_again(monkeypatch):
    other, python = (lambda *_: None), builtins.__import__
    monkeypatch.setattr(builtins, "__feature_import__", other, raising=False)
    monkeypatch.setattr(builtins, "__orig_import__", python, raising=False)
    monkeypatch.setattr(builtins, "__import__", other)
    assert spare_sources() and builtins.__import__ is python
