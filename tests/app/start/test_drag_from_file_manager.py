"""A file that is dragged out of a real file manager, by a real pointer, onto the window of a real process."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect

from tests.desktop_session import DesktopSession, desktop_session, missing, until

_missing = missing("pcmanfm")
pytestmark = pytest.mark.skipif(bool(_missing), reason=f"needs {', '.join(_missing)}")
WATCHED = Path(__file__).with_name("watched.py")
ICON = (208, 125)  # of the only file, in a window of pcmanfm that stands in the corner
POSTIL = (900, 450)  # in the middle of Postil's window
SIGN = (880, 756)  # in what it shows while a file is dragged over it
STEPS = 20


@pytest.fixture
def session(tmp_path: Path) -> Iterator[DesktopSession]:
    with desktop_session(tmp_path) as session:
        yield session


def put(session: DesktopSession, title: str, place: QRect) -> None:
    window = session.window(title)
    session.run("xdotool", "windowsize", "--sync", window, str(place.width()), str(place.height()))
    session.run("xdotool", "windowmove", "--sync", window, str(place.x()), str(place.y()))


def test_a_file_is_opened_and_stays_where_it_was(session, tmp_path):
    article = tmp_path / "files" / "a story #1%.txt"
    article.parent.mkdir()
    article.write_text("Ada wrote to Babbage.\n")
    seen = tmp_path / "seen.json"

    def opened() -> str:
        return json.loads(seen.read_text())[0]["path"]

    def is_drawn(at: tuple[int, int]) -> bool:
        return session.picture().pixelColor(*at).lightness() < 250  # on paper

    def point(x: int, y: int) -> None:
        session.run("xdotool", "mousemove", str(x), str(y))

    session.start("pcmanfm", "--no-desktop", str(article.parent))
    session.start(sys.executable, str(WATCHED), str(seen))
    put(session, "files", QRect(0, 0, 500, 500))
    put(session, "Postil", QRect(600, 100, 700, 700))
    until(seen.exists, "the empty window")
    until(lambda: is_drawn(ICON), "the icon")
    time.sleep(1.5)  # it is drawn again when its type is known

    assert opened() == ""
    (x, y), (to_x, to_y) = ICON, POSTIL
    point(x, y)
    session.run("xdotool", "mousedown", "1")
    for step in range(1, STEPS + 1):
        point(x + (to_x - x) * step // STEPS, y + (to_y - y) * step // STEPS)
    until(lambda: is_drawn(SIGN), "what Postil says of it")
    session.run("xdotool", "mouseup", "1")
    until(lambda: opened() == str(article), "the article")
    assert [each.name for each in article.parent.iterdir()] == [article.name]
    assert article.read_text() == "Ada wrote to Babbage.\n"
