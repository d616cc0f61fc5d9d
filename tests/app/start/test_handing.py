"""What is handed over opens in the windows that are there, and nothing of it stays behind."""

from __future__ import annotations

import os
import socket
import tempfile
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from reader.app.start import handing as module
from reader.app.start.handing import Handing
from reader.desktop.instance.activation import STARTUP_ID, TOKEN
from reader.desktop.instance.client import NOBODY, Outcome, hand_over
from reader.desktop.instance.joining import join
from reader.desktop.instance.messages import Answer, Request

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="Windows has pipes")


@pytest.fixture
def address(postil):
    with tempfile.TemporaryDirectory() as folder:
        claim = join(Request(), {"XDG_RUNTIME_DIR": folder}).claim
        handing = Handing(postil, claim)
        assert handing.listens
        yield claim.place.socket
        handing.stop()
        claim.lock.close()


@pytest.fixture
def hand(qtbot, address):
    def hand(*paths: Path, **more: object) -> Outcome:
        found = []
        request = Request(tuple(map(str, paths)), **more)
        threading.Thread(target=lambda: found.append(hand_over(address, request, 10))).start()
        qtbot.waitUntil(lambda: bool(found), timeout=10_000)
        return found[0]

    return hand


def test_paths_open_and_their_window_has_the_focus(qtbot, postil, open_text, tmp_path, hand):
    one = open_text(name="one.txt")
    two = tmp_path / "two.txt"
    two.write_text("Two words.\n")
    assert hand(two).answer == Answer(True)
    qtbot.waitUntil(lambda: len(postil.benches) == 2 and postil.benches[1].has_article)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is postil.benches[1].window.window())
    assert hand(one.bench.session.article.path).answer == Answer(True)
    qtbot.waitUntil(lambda: one.window.isVisible() and QApplication.activeWindow() is one.window.window())
    assert len(postil.benches) == 2
    one.press("p")
    assert one.mentions() == [("PER", "Ada")]


def test_a_path_is_data_whatever_it_is_called(qtbot, postil, open_text, tmp_path, hand):
    open_text(name="one.txt")
    names = ["$(touch owned)", "`touch owned`; ls", "--new-window", "%f %U", "file:x", "a\nb", "~"]
    paths = [tmp_path / f"{name}.txt" for name in names]
    for path in paths:
        path.write_text("words")
    hand(*paths)
    qtbot.waitUntil(lambda: {tab.path for group in postil.frames.groups for tab in group.tabs} >= set(paths))
    assert len(postil.frames.groups) == 1
    assert not list(tmp_path.rglob("owned")) and not Path("owned").exists()


def test_without_paths_the_window_comes_back_from_minimised(qtbot, postil, open_text, hand):
    one = open_text(name="one.txt")
    one.window.window().showMinimized()
    qtbot.waitUntil(one.window.window().isMinimized)
    assert hand().answer == Answer(True)
    qtbot.waitUntil(lambda: not one.window.window().isMinimized() and one.window.isActiveWindow())
    assert len(postil.benches) == 1


def test_the_compositors_token_is_there_while_the_window_comes_up_and_no_longer(
    qtbot, postil, open_text, hand, monkeypatch
):
    monkeypatch.setattr(module, "FORGET_MS", 300)
    one, seen = open_text(name="one.txt"), []
    monkeypatch.setattr("reader.app.frame.frames.bring_forward", lambda _: seen.append(os.environ.get(TOKEN)))
    hand(one.bench.session.article.path, token="of the compositor")
    qtbot.waitUntil(lambda: seen == ["of the compositor"])
    qtbot.waitUntil(lambda: TOKEN not in os.environ)
    assert STARTUP_ID not in os.environ


def test_a_path_on_a_disk_that_does_not_answer_holds_up_nobody(qtbot, postil, open_text, hand, monkeypatch, tmp_path):
    open_text(name="one.txt")
    gate = threading.Event()
    look = module.what_opens
    monkeypatch.setattr(
        module, "what_opens", lambda paths: (paths[0].name != "stuck.txt" or gate.wait(10), look(paths))[1]
    )
    (two := tmp_path / "two.txt").write_text("Two words.\n")
    (tmp_path / "stuck.txt").write_text("Stuck words.\n")
    assert hand(tmp_path / "stuck.txt").answer == Answer(True)
    assert hand(two).answer == Answer(True)
    qtbot.waitUntil(lambda: len(postil.benches) == 2)
    gate.set()
    qtbot.waitUntil(lambda: len(postil.benches) == 3)


def test_when_it_has_stopped_nobody_is_there(qtbot, postil, open_text):
    with tempfile.TemporaryDirectory() as folder:
        claim = join(Request(), {"XDG_RUNTIME_DIR": folder}).claim
        handing = Handing(postil, claim)
        handing.stop()
        assert hand_over(claim.place.socket, Request(), 1) == Outcome(None, NOBODY)
        claim.lock.close()


def test_without_a_claim_it_only_forgets_the_launchers_leave(postil, monkeypatch):
    monkeypatch.setenv(STARTUP_ID, "x_TIME1")
    assert not Handing(postil, None).listens
    assert STARTUP_ID not in os.environ
