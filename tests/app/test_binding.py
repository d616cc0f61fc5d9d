"""The Qt binding does not lose references to None: 6.12.0 below Python 3.12 does, and the process dies of it.

Measured for the design: with 6.12.0 nearly every call that returns nothing loses one, and some 5,600 of them end
the process (`none_dealloc`). From Python 3.12 on None is immortal, and there is nothing to measure.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

CALLS = 2000
DRIFT = f"""
import sys
from PySide6.QtCore import QObject
thing = QObject()
before = sys.getrefcount(None)
for _ in range({CALLS}):
    thing.setObjectName("x")
    thing.blockSignals(True)
print(sys.getrefcount(None) - before)
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_none_keeps_its_references():
    ran = subprocess.run([sys.executable, "-c", DRIFT], capture_output=True, text=True, timeout=60, check=True)
    assert abs(int(ran.stdout)) < CALLS / 10
