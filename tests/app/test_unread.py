"""In a new interpreter: no source of ours is read when the window is imported; names of Qt are what they always are."""

from __future__ import annotations

import subprocess
import sys

COUNT = """
import inspect
read, real = [], inspect.getsource
def getsource(module):
    read.append(getattr(module, "__name__", ""))
    return real(module)
inspect.getsource = getsource
{first}
import reader.app.application
print(sum(name.startswith("reader.app.page") for name in read))
from PySide6.QtCore import QTimer
timer = QTimer()
timer.setInterval(7)
assert timer.interval() == 7 and not hasattr(timer, "set_interval")
"""


def counted(first: str) -> int:
    done = subprocess.run([sys.executable, "-c", COUNT.format(first=first)], capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_no_source_is_read():
    assert counted("") == 0


def test_where_pyside_is_made_otherwise_all_goes_on():
    hide = "import PySide6.QtCore, shibokensupport.feature as feature; feature.pyside_feature_dict = None; "
    keep = "import reader.app.unread; assert not reader.app.unread.spare_sources(); feature.pyside_feature_dict = {}"
    assert counted(hide + keep) > 10
