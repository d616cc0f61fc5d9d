"""A process in which something was copied ends in peace."""

from __future__ import annotations

import os
import subprocess
import sys

SCRIPT = """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reader.annotations.tagset_file import default_tagset
from reader.app.page import ReadingView
from reader.app.look.theme import load_theme
from reader.text.open import article_from_text

application = QApplication([])
page = ReadingView(load_theme("light"), default_tagset())
page.show_article(article_from_text("Ada met Bob."))
page.select(0, 3)
QTest.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
assert application.clipboard().text() == "Ada"
"""


def test_after_a_copy_by_key():
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    ran = subprocess.run([sys.executable, "-c", SCRIPT], env=env, capture_output=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
