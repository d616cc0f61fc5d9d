"""Under a real window manager a second start brings the window to the front, also from minimised and from behind."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop_session import DesktopSession, desktop_session, missing, until

_missing = missing("xev")
pytestmark = pytest.mark.skipif(bool(_missing), reason=f"needs {', '.join(_missing)}")
OTHER = """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
widget = QWidget()
widget.setWindowTitle("other")
widget.show()
application.exec()
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DesktopSession]:
    with desktop_session(tmp_path) as session:
        yield session


def hand_over(session: DesktopSession, article: Path, **more: str) -> None:
    assert session.start(sys.executable, "-m", "reader", str(article), **more).wait(30) == 0


def test_from_minimised_and_from_behind(session, tmp_path):
    one, two = session.home / "one.txt", session.home / "two.txt"
    one.write_text("One has words.\n")
    two.write_text("Two has words.\n")
    session.start(sys.executable, "-m", "reader", str(one))
    window = session.window("one.txt")
    until(lambda: session.active().startswith("one.txt"), "the first window")
    until(lambda: list(tmp_path.glob("run/postil/*.socket")), "its being ready to take over")

    session.run("xdotool", "windowminimize", window)
    until(lambda: "Iconic" in session.run("xprop", "-id", window, "WM_STATE"), "its being minimised")
    hand_over(session, one)
    until(lambda: "Normal" in session.run("xprop", "-id", window, "WM_STATE"), "its coming back")
    until(lambda: session.active().startswith("one.txt"), "its being in front again")

    session.start(sys.executable, "-c", OTHER)
    other = session.window("other")
    until(lambda: session.active() == "other", "the other window")
    session.run("xdotool", "key", "--window", other, "a")
    hand_over(session, one)
    until(lambda: session.active().startswith("one.txt"), "its coming in front of the other")

    session.run("xdotool", "windowactivate", other)
    until(lambda: session.active() == "other", "the other window again")
    heard = tmp_path / "heard"
    session.start("sh", "-c", f"exec xev -root -event property > {heard}")
    time.sleep(0.5)
    hand_over(session, two, DESKTOP_STARTUP_ID="files-1-here_TIME99999999")
    until(lambda: session.active().startswith("two.txt"), "the second article")
    ends = ("(_NET_STARTUP_INFO_BEGIN)", "(_NET_STARTUP_INFO)")
    until(lambda: all(each in heard.read_text() for each in ends), "the pointer's being busy no longer")
