"""The desktop's own end of a session: all is saved before it goes on, and what was open is known."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QSessionManager

from reader.app.start.left_open import LeftOpen, read_left
from reader.desktop.executable import this_command


class Manager:
    """What is asked of Qt's session manager, which cannot be made without a desktop."""

    hint: QSessionManager.RestartHint | None = None
    command: tuple[str, ...] = ()

    def setRestartHint(self, hint: QSessionManager.RestartHint) -> None:  # noqa: N802
        self.hint = hint

    def setRestartCommand(self, command: list[str]) -> None:  # noqa: N802
        self.command = tuple(command)


@pytest.fixture
def keeping(postil):
    restoring = postil.keep_what_is_open()
    yield restoring
    restoring.end()


def test_all_is_saved_before_logging_out_goes_on(open_text, postil, folders, keeping):
    window = open_text()
    window.press("p")
    assert window.on_disk() == []
    keeping.commit(Manager())
    assert len(window.on_disk()) == 1
    left = read_left(folders.state)
    assert left.articles == 1 and not left.is_running, "a desktop that ends the process now ends it as it should"
    other = open_text("Two words.\n", name="two.txt")
    other.until(lambda: read_left(folders.state).articles == 2)
    assert read_left(folders.state).is_running, "the user did not log out after all"


def test_the_desktop_is_told_how_to_start_it_again(postil, keeping):
    manager = Manager()
    keeping._say_how_to_start(manager)
    assert manager.command == this_command() and manager.hint is QSessionManager.RestartHint.RestartIfRunning


def test_a_window_that_is_closed_with_all_its_tabs_comes_back_with_them(open_text, postil, folders, tmp_path, keeping):
    window = open_text(name="one.txt")
    for name in ("two.txt", "three.txt"):
        (tmp_path / name).write_text("Ada.\n")
    postil.open_paths([tmp_path / "two.txt", tmp_path / "three.txt"])
    window.until(lambda: read_left(folders.state).articles == 3)
    postil.frames.last_used.frame.close()
    window.until(lambda: postil.benches == [])
    window.qtbot.wait(50)
    keeping.end()
    left = read_left(folders.state)
    assert [tab.path.name for tab in left.frames[0].tabs] == ["one.txt", "two.txt", "three.txt"]
    assert left.frames[0].current == 1 and left.frames[0].place is not None
    again = postil.keep_what_is_open(with_articles=False)
    assert again.open_again()
    group = postil.frames.last_used
    window.until(lambda: group.bench is not None and group.bench.has_article)
    assert [tab.path.name for tab in group.tabs] == ["one.txt", "two.txt", "three.txt"]
    assert group.bench.session.article.path.name == "two.txt"
    assert [tab.bench is not None for tab in group.tabs] == [False, True, False], "read when they are first shown"
    again.end()


def test_windows_that_stay_open_after_all_are_kept(open_text, postil, folders, keeping):
    one, two = open_text(name="one.txt"), open_text(name="two.txt")
    two.bench.window.may_close = lambda: False
    postil.quit()
    one.until(lambda: [frame.tabs[0].path.name for frame in read_left(folders.state).frames] == ["two.txt"])
    two.bench.window.may_close = lambda: True
    postil.quit()
    keeping.end()
    assert read_left(folders.state) == LeftOpen(read_left(folders.state).frames, False, 0)
    assert read_left(folders.state).articles == 1


def test_what_was_opened_before_anybody_listened_is_kept(open_text, postil, folders):
    window = open_text()
    window.qtbot.wait(50)  # nothing changes from now on
    restoring = postil.keep_what_is_open()
    window.until(lambda: read_left(folders.state).articles == 1)
    restoring.end()
