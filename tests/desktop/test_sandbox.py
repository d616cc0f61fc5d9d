"""Postil in a sandbox that shows it one file: annotations are kept elsewhere, it says so, and they are found again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.sandbox import ROOT, Sandbox, why_no_sandbox
from tests.desktop_session import DesktopSession, desktop_session, missing, until

pytestmark = pytest.mark.skipif(bool(why_no_sandbox()), reason=why_no_sandbox())
SAYS = "Not saved beside the article (a sandbox shows Postil this file and not its folder). Kept in your data folder: "
WORDS = "Ada left the harbour.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    place = tmp_path / "articles" / "ferry.md"
    place.parent.mkdir()
    place.write_text(WORDS)
    return place


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "var app"
    place.mkdir()
    return place


def kept(home: Path) -> list[Path]:
    return list(home.glob("data/postil/sidecars/*/annotations.json"))


def quotes(shown: str) -> list[str]:
    return [span["text"] for each in json.loads(shown)["annotations"] for span in each["spans"]]


@pytest.mark.parametrize("writable", [True, False], ids=["a folder that forgets", "a folder that refuses"])
def test_commands_find_annotations_under_another_number(home: Path, article: Path, writable: bool) -> None:
    sandbox = Sandbox(home, writable)
    tagged = sandbox.postil("1a2b3c4d", article, "tag", "--type", "PER", "--quote", "Ada")
    (file,) = kept(home)
    where = f"/home/ada/{file.relative_to(home)}"
    assert (tagged.returncode, tagged.stderr) == (0, f"{SAYS}{where}\n")
    shown = sandbox.postil("5e6f7a8b", article, "show")
    assert (shown.returncode, shown.stderr) == (0, f"{SAYS}{where}\n")
    assert shown.stdout.split()[1:] == ["PER", "Ada"]
    sandbox.postil("5e6f7a8b", article, "tag", "--type", "LOC", "--quote", "harbour")
    told = sandbox.postil("1a2b3c4d", article, "show", "--json")
    assert quotes(told.stdout) == ["Ada", "harbour"]
    assert json.loads(told.stdout)["article"]["sidecar"] == where
    assert kept(home) == [file], "one place for one article"
    assert [each.name for each in article.parent.iterdir()] == [article.name]
    assert article.read_text() == WORDS


def test_a_file_that_was_granted_alone_is_no_better(home: Path, article: Path) -> None:
    """`flatpak run --filesystem=FILE`: a path like any other, in a folder that is forgotten."""
    sandbox = Sandbox(home, granted=(article,))
    words = (sys.executable, "-m", "reader", "tag", str(article), "--type", "PER", "--quote", "Ada")
    command = sandbox.command("1a2b3c4d", article, *words)
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    (file,) = kept(home)
    assert (done.returncode, done.stderr) == (0, f"{SAYS}/home/ada/{file.relative_to(home)}\n")


def test_an_export_is_not_put_where_it_would_be_lost(home: Path, article: Path) -> None:
    sandbox = Sandbox(home)
    refused = sandbox.postil("1a2b3c4d", article, "export", "--to", "pdf")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        "ferry.md.pdf cannot be put beside the article: a sandbox shows Postil this file and not its folder."
        " Say where it should go.\n"
    )
    made = sandbox.postil("1a2b3c4d", article, "export", "--to", "pdf", "-o", "/home/ada/mine.pdf")
    assert made.returncode == 0, made.stderr
    assert (home / "mine.pdf").read_bytes().startswith(b"%PDF-")


def test_outside_again_they_go_beside_the_article(home: Path, article: Path) -> None:
    """Whoever gives the sandbox the whole folder, or installs Postil otherwise, has everything where it belongs."""
    Sandbox(home).postil("1a2b3c4d", article, "tag", "--type", "PER", "--quote", "Ada")
    assert kept(home)
    env = os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "PYTHONPATH": str(ROOT)}
    for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        env.pop(name, None)
    command = [sys.executable, "-m", "reader", "tag", str(article), "--type", "LOC", "--quote", "harbour"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert kept(home) == []
    beside = json.loads((article.parent / "ferry.md.annotations.json").read_text())
    assert len(beside["first"]["items"]) == 2


@pytest.mark.skipif(bool(missing()), reason=f"needs {', '.join(missing())}")
class TestWindow:
    def test_it_keeps_annotations_and_has_them_the_next_time(self, tmp_path, home, article) -> None:
        with desktop_session(tmp_path) as desk:
            begun = self.open(desk, home, "1a2b3c4d", article)
            desk.keys("ctrl+Home", "p")
            until(lambda: kept(home), "the annotations in the sandbox's data folder")
            desk.keys("ctrl+q")
            until(lambda: begun.poll() is not None, "the end")
            again = self.open(desk, home, "5e6f7a8b", article)
            desk.keys("ctrl+End", "l")
            (file,) = kept(home)
            until(lambda: b"harbour" in file.read_bytes(), "the second annotation")
            desk.keys("ctrl+q")
            until(lambda: again.poll() is not None, "the end")
        shown = Sandbox(home).postil("9c0d1e2f", article, "show", "--json")
        assert quotes(shown.stdout)[0] == "Ada"
        assert [each.name for each in article.parent.iterdir()] == [article.name]

    def test_what_was_not_saved_comes_back_from_the_journal(self, tmp_path, home, article) -> None:
        with desktop_session(tmp_path) as desk:
            begun = self.open(desk, home, "1a2b3c4d", article)
            desk.keys("ctrl+Home", "p")
            journals = home / ".local/state/postil/journals"
            until(lambda: any(b"Ada" in each.read_bytes() for each in journals.glob("*.journal")), "the journal")
            begun.kill()  # before the second of rest is over in which nothing is saved, if the machine is quick
            begun.wait(10)
        shown = Sandbox(home).postil("5e6f7a8b", article, "show", "--json")
        assert quotes(shown.stdout) == ["Ada"], shown.stderr

    def test_a_second_start_in_another_sandbox_hands_its_file_over(self, tmp_path, home, article) -> None:
        shared, other = tmp_path / "shared", article.with_name("other.md")
        shared.mkdir()
        other.write_text("Boole stayed.\n")
        both = Sandbox(home, shared=shared, others=(("5e6f7a8b", other),))
        with desktop_session(tmp_path) as desk:
            self.open(desk, home, "1a2b3c4d", article, both)
            until(lambda: list(shared.rglob("*.socket")), "the socket")
            words = (sys.executable, "-m", "reader", str(both.lent("5e6f7a8b", other)))
            again = desk.start(*both.command("1a2b3c4d", article, *words, display=desk.env["DISPLAY"]))
            until(lambda: desk.active() == "other.md — Postil", f"the other one; there are {desk.titles()}")
            assert again.wait(20) == 0

    def open(
        self, desk: DesktopSession, home: Path, number: str, article: Path, sandbox: Sandbox | None = None
    ) -> subprocess.Popen[bytes]:
        """Postil's window in a sandbox, with the article lent under this number, when it has the keyboard."""
        sandbox = sandbox or Sandbox(home)
        words = (sys.executable, "-m", "reader", str(sandbox.lent(number, article)))
        started = desk.start(*sandbox.command(number, article, *words, display=desk.env["DISPLAY"]))
        until(lambda: desk.active() == "ferry.md — Postil", f"the window; there are {desk.titles()}")
        return started
