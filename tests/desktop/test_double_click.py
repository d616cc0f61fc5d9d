"""A file's icon in a real file manager, double-clicked: the window that comes up shows that very file."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from tests.desktop_session import DesktopSession, desktop_session, missing, until

MANAGERS = {"pcmanfm": ("pcmanfm", "--no-desktop"), "thunar": ("thunar",)}
STATUS_LINE = 40  # px below a file manager's icons, where it tells what is selected
_missing = missing()
pytestmark = pytest.mark.skipif(bool(_missing), reason=f"needs {', '.join(_missing)}")

POSTIL = Path(sys.executable).parent / "postil"
REAL, DECOY = "tide  table  %f (2).txt", "tide table %f (2).txt"  # in the order in which they are listed
each_manager = pytest.mark.parametrize("manager", MANAGERS)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DesktopSession]:
    with desktop_session(tmp_path) as session:
        session.run(str(POSTIL), "desktop", "install", "--default")
        yield session


def work(session: DesktopSession) -> Path:
    """The folder that the file manager shows."""
    folder = session.home / "work"
    folder.mkdir()
    return folder


def show(session: DesktopSession, manager: str, folder: Path) -> None:
    """Open the folder in the file manager."""
    if missing(manager):
        pytest.skip(f"needs {manager}")
    session.start(*MANAGERS[manager], str(folder))
    until(
        lambda: session.active().partition(" - ")[0] == folder.name, f"the file manager; there are {session.titles()}"
    )


def icon(session: DesktopSession, nth: int) -> tuple[int, int]:
    """Where the n-th icon (from 0) is on the screen: where the picture changes when it is selected by key."""
    session.run("xdotool", "mousemove", "5", "5")
    found = QRect()

    def responds() -> bool:
        """A window is there before what it shows, and takes no keys before."""
        nonlocal found
        session.keys("Right", "Home", *["Right"] * nth)  # the first key only takes the cursor there
        chosen = session.picture()
        session.keys("ctrl+space")
        time.sleep(0.3)
        found = changed(chosen, session.picture(), session.place(session.active_id()).adjusted(0, 0, 0, -STATUS_LINE))
        return 20 < found.width() < 160 and 20 < found.height() < 160

    until(responds, "one icon that loses its selection")
    return found.center().x(), found.center().y()


def changed(one: QImage, other: QImage, within: QRect) -> QRect:
    """The smallest rectangle that holds every pixel in which they differ."""
    box = QRect()
    for y in range(within.top(), within.bottom()):
        for x in range(within.left(), within.right()):
            if one.pixel(x, y) != other.pixel(x, y):
                box |= QRect(x, y, 1, 1)
    return box


def open_by_icon(session: DesktopSession, nth: int, title: str) -> None:
    """Double-click it, and wait for its window."""
    session.double_click(*icon(session, nth))
    await_window(session, title)


def await_window(session: DesktopSession, title: str) -> None:
    """Until the window of an article has the keyboard and shows it."""
    until(lambda: session.active() == f"{title} — Postil", f"the window of {title}; there are {session.titles()}")


def tag_first_word(session: DesktopSession, article: Path) -> str:
    """The word that a bare `p` tags in the window in front, as the sidecar beside `article` tells it."""
    sidecar = article.with_name(f"{article.name}.annotations.json")
    session.keys("ctrl+Home", "p")
    until(sidecar.exists, f"{sidecar}; there are {list(article.parent.iterdir())}")
    target = json.loads(sidecar.read_text(encoding="utf-8"))["first"]["items"][0]["target"][0]
    return next(each["exact"] for each in target["selector"] if each["type"] == "TextQuoteSelector")


def names(folder: Path) -> set[str]:
    """What lies in a folder."""
    return {each.name for each in folder.iterdir()}


@each_manager
def test_an_article_is_opened_by_double_click(desk: DesktopSession, manager: str) -> None:
    folder = work(desk)
    article = folder / "ferry.md"
    article.write_text("Ada left the harbour.\n", encoding="utf-8")
    show(desk, manager, folder)
    open_by_icon(desk, 0, "ferry.md")
    assert tag_first_word(desk, article) == "Ada"


@each_manager
def test_a_sidecar_is_opened_by_double_click_as_its_article(desk: DesktopSession, manager: str) -> None:
    folder = work(desk)
    article = folder / "ferry.md"
    article.write_text("Ada left the harbour.\n", encoding="utf-8")
    desk.run(str(POSTIL), "tag", str(article), "--type", "PER", "--quote", "Ada")
    before = (folder / "ferry.md.annotations.json").read_bytes()
    show(desk, manager, folder)
    open_by_icon(desk, 1, "ferry.md")
    assert names(folder) == {"ferry.md", "ferry.md.annotations.json"}
    assert (folder / "ferry.md.annotations.json").read_bytes() == before


@each_manager
def test_a_running_one_takes_over_what_is_double_clicked(desk: DesktopSession, manager: str) -> None:
    """Case 24: names that differ by one space, in a folder that nothing else gets into."""
    folder = work(desk)
    for name, text in ((REAL, "Real one.\n"), (DECOY, "Decoy one.\n")):
        (folder / name).write_text(text, encoding="utf-8")
    show(desk, manager, folder)
    manager = desk.active_id()
    open_by_icon(desk, 0, REAL)
    first = desk.processes()
    assert len(first) == 1
    assert tag_first_word(desk, folder / REAL) == "Real"
    assert names(folder) == {REAL, DECOY, f"{REAL}.annotations.json"}
    desk.run("xdotool", "windowactivate", "--sync", manager)
    open_by_icon(desk, 2, DECOY)  # the sidecar is listed between the two
    assert desk.processes() == first
    assert tag_first_word(desk, folder / DECOY) == "Decoy"
    assert names(folder) == {REAL, DECOY, f"{REAL}.annotations.json", f"{DECOY}.annotations.json"}


@each_manager
def test_a_program_in_a_folder_with_spaces_is_started(tmp_path: Path, manager: str) -> None:
    tools = tmp_path / 'my  tools 100%f "new"'
    tools.mkdir()
    shutil.copy(POSTIL, tools / "postil")
    with desktop_session(tmp_path) as session:
        del session.env["PYTHONPATH"]  # which would be found again instead of this file
        session.run(str(tools / "postil"), "desktop", "install", "--default")
        assert str(tools) in session.run(str(tools / "postil"), "desktop", "status")
        folder = work(session)
        for name, text in ((REAL, "Real one.\n"), (DECOY, "Decoy one.\n")):
            (folder / name).write_text(text, encoding="utf-8")
        show(session, manager, folder)
        open_by_icon(session, 0, REAL)
        assert tag_first_word(session, folder / REAL) == "Real"
        assert str(tools).encode() in Path(f"/proc/{session.processes()[0]}/cmdline").read_bytes()


@pytest.mark.parametrize("opener", ["xdg-open", "gio"])
def test_other_ways_to_open_it(desk: DesktopSession, opener: str) -> None:
    if missing(opener):
        pytest.skip(f"needs {opener}")
    folder = work(desk)
    for name, text in ((REAL, "Real one.\n"), (DECOY, "Decoy one.\n")):
        (folder / name).write_text(text, encoding="utf-8")
    for name in (REAL, DECOY):
        command = (
            ("xdg-open", str(folder / name)) if opener == "xdg-open" else ("gio", "open", (folder / name).as_uri())
        )
        desk.start(*command)
        await_window(desk, name)
        assert tag_first_word(desk, folder / name) == name_of_word(name)
    assert len(desk.processes()) == 1


def name_of_word(name: str) -> str:
    """The first word of what was written into it."""
    return "Real" if name == REAL else "Decoy"


@each_manager
def test_several_that_are_selected_become_tabs_of_one_window(desk: DesktopSession, manager: str) -> None:
    """Articles of two types and the sidecar of one of them: a file manager starts the program once for each type."""
    folder = work(desk)
    several = ("one.md", "two  words.md", "three%f.txt", "four.txt")
    for name in several:
        (folder / name).write_text("Words.\n", encoding="utf-8")
    desk.run(str(POSTIL), "tag", str(folder / "one.md"), "--type", "PER", "--quote", "Words")
    show(desk, manager, folder)
    icon(desk, 0)  # by then they are there
    desk.keys("ctrl+a")
    time.sleep(0.5)  # for all of them to look selected
    desk.keys("Return")
    left = desk.home / ".local/state/postil/open.json"

    def opened() -> list[list[str]]:
        frames = json.loads(left.read_text(encoding="utf-8"))["frames"] if left.exists() else []
        return [sorted(Path(path).name for path in frame["tabs"]) for frame in frames]

    until(lambda: sum(map(len, opened())) >= len(several), f"the tabs; there are {desk.titles()}")
    time.sleep(2)  # for one more of the same to be written down, if there were one
    assert opened() == [sorted(several)]
    assert len(desk.processes()) == 1
