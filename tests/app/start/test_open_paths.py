"""What is wanted from outside opens once, in the right window, and comes to the front."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from reader.app.article.opening import resolved


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / f"{name}.txt" for name in ("one", "two", "three")]
    for path in paths:
        path.write_text(f"{path.stem} words.\n")
    return paths


def shown(postil) -> list[str]:
    return sorted(bench.window.windowTitle().split(" ")[0] for bench in postil.benches if bench.has_article)


def settled(qtbot, postil, names: list[str]) -> None:
    qtbot.waitUntil(lambda: shown(postil) == sorted(names), timeout=10_000)
    qtbot.wait(50)
    assert shown(postil) == sorted(names)


def test_each_article_has_one_window_and_the_empty_one_is_used(qtbot, postil, files):
    postil.settings.change("open_in", "windows")
    empty = postil.show_empty()
    postil.open_paths([*files, files[1]])
    settled(qtbot, postil, ["one.txt", "two.txt", "three.txt"])
    assert empty in postil.benches and len(postil.benches) == 3
    assert empty.session.article.path == files[0]


def test_what_is_open_comes_to_the_front_also_from_minimised(qtbot, postil, open_text, files):
    one, two = open_text(name="one.txt"), open_text(name="two.txt")
    one.window.window().showMinimized()
    qtbot.waitUntil(one.window.window().isMinimized)
    postil.open_paths([files[0].parent / "sub" / ".." / "one.txt"])
    qtbot.waitUntil(lambda: QApplication.activeWindow() is one.window.window())
    assert not one.window.window().isMinimized() and len(postil.benches) == 2
    postil.open_paths([two.bench.session.article.path], new_window=True)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is two.window.window())
    assert len(postil.benches) == 2


def test_without_paths_the_last_used_window_comes_or_a_new_one(qtbot, postil, open_text):
    one, two = open_text(name="one.txt"), open_text(name="two.txt")
    one.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is one.window.window())
    one.window.window().showMinimized()
    postil.open_paths([])
    qtbot.waitUntil(lambda: QApplication.activeWindow() is one.window.window())
    one.window.close()
    postil.open_paths([])
    qtbot.waitUntil(lambda: QApplication.activeWindow() is two.window.window())
    postil.open_paths([], new_window=True)
    assert [bench.has_article for bench in postil.benches] == [True, False]
    two.window.close()
    postil.benches[-1].window.close()
    postil.open_paths([])
    assert [bench.is_free for bench in postil.benches] == [True]


def test_a_new_window_leaves_the_empty_one_alone(qtbot, postil, files):
    empty = postil.show_empty()
    postil.open_paths(files[:1], new_window=True)
    settled(qtbot, postil, ["one.txt"])
    assert empty.is_free and len(postil.benches) == 2


def test_links_that_lead_nowhere_are_paths_still(tmp_path):
    ring = tmp_path / "ring"
    ring.symlink_to(ring)
    assert resolved(ring / "a.txt") == ring / "a.txt" or not resolved(ring / "a.txt").exists()
    assert str(resolved(tmp_path / "a\0b")).endswith("a\0b")
