"""A real process is ended in every way there is; the next one opens again what was open, and says so where it must."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.app.start.left_open import FILE_NAME, read_left

WATCHED = Path(__file__).with_name("watched.py")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are otherwise there")


class Running:
    """A process that runs, and what it has open."""

    def __init__(self, seen: Path, environment: dict[str, str], *arguments: object) -> None:
        self.seen = seen
        seen.unlink(missing_ok=True)
        command = [sys.executable, str(WATCHED), str(seen), *map(str, arguments)]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    @property
    def rows(self) -> list[dict]:
        return json.loads(self.seen.read_text()) if self.seen.exists() else []

    @property
    def names(self) -> list[str]:
        return sorted(Path(row["path"]).name for row in self.rows)

    def until(self, what) -> None:
        end = time.monotonic() + 30
        while not what():
            assert self.process.poll() is None, self.process.stdout.read().decode()
            assert time.monotonic() < end, self.rows
            time.sleep(0.02)

    def until_open(self, *names: str) -> None:
        self.until(lambda: self.names == sorted(names) and all(row["status"] != "" for row in self.rows))

    def do(self, command: str) -> None:
        self.seen.with_name(self.seen.name + ".do").write_text(command)

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        self.process.communicate(timeout=30)
        return self.process.returncode


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def start(tmp_path, home):
    home.mkdir()
    environment = {
        **os.environ,
        "HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join(sys.path),
        **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        "XDG_RUNTIME_DIR": str(home),
    }
    home.chmod(0o700)
    started: list[Running] = []

    def start(*arguments: object) -> Running:
        started.append(Running(tmp_path / "seen.json", environment, *arguments))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.process.kill()
            each.process.communicate()


@pytest.fixture
def articles(tmp_path) -> list[Path]:
    paths = [tmp_path / name for name in ("one.txt", "two words #%.md", "three.txt")]
    for path in paths:
        path.write_text("Ada wrote to Babbage.\n")
    return paths


@pytest.fixture
def kept(home):
    """Wait until it is known on disk that so many articles are open; the file of it."""

    def kept(count: int) -> Path:
        end = time.monotonic() + 30
        while read_left(home / "state" / "postil").articles != count:
            assert time.monotonic() < end
            time.sleep(0.02)
        return home / "state" / "postil" / FILE_NAME

    return kept


@pytest.fixture(autouse=True)
def in_windows(home, start):
    """Each article has a window, so that all of them are read."""
    (home / "config" / "postil").mkdir(parents=True)
    (home / "config" / "postil" / "settings.toml").write_text('open_in = "windows"\n')


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_after_a_signal_that_ends_it_all_of_it_is_open_again_without_a_word(start, articles, kept, how):
    first = start(*articles[:2])
    first.until_open("one.txt", "two words #%.md")
    kept(2)
    assert first.end(how) == 0
    again = start()
    again.until_open("one.txt", "two words #%.md")
    time.sleep(0.5)
    assert "unexpectedly" not in "".join(row["bar"] for row in again.rows)
    again.do("quit")
    again.process.communicate(timeout=30)
    third = start("-session", "10f3a_1")
    third.until_open("one.txt", "two words #%.md")


def test_after_a_kill_it_is_said_and_nothing_is_lost(start, articles, kept):
    first = start(*articles[:2])
    first.until_open("one.txt", "two words #%.md")
    kept(2)
    first.do("tag.PER")
    first.until(lambda: any(row["annotations"] for row in first.rows))
    time.sleep(0.3)  # the journal has it a quarter of a second after it was seen
    first.end(signal.SIGKILL)
    again = start()
    again.until_open("one.txt", "two words #%.md")
    again.until(lambda: any("unexpectedly; 2 articles are open again" in row["bar"] for row in again.rows))
    again.until(lambda: sum(row["annotations"] for row in again.rows) == 1)


def test_started_with_an_article_after_a_kill_it_opens_that_and_offers_the_others(start, articles, kept):
    first = start(*articles[:2])
    first.until_open("one.txt", "two words #%.md")
    kept(2)
    first.end(signal.SIGKILL)
    again = start(articles[2])
    again.until(lambda: any("2 articles were open then" in row["bar"] for row in again.rows))
    assert again.names == ["three.txt"]
    again.do("article.again")
    again.until_open("one.txt", "three.txt", "two words #%.md")
    again.until(lambda: not any("unexpectedly" in row["bar"] for row in again.rows))


def test_started_with_an_article_after_an_end_as_it_should_be_it_opens_that(start, articles, kept):
    first = start(articles[0])
    first.until_open("one.txt")
    kept(1)
    first.end(signal.SIGTERM)
    again = start(articles[2])
    again.until_open("three.txt")
    kept(1)
    again.end(signal.SIGTERM)
    assert "three.txt" in kept(1).read_text()


def test_what_ends_two_starts_is_left_alone_by_the_third(start, articles, kept):
    first = start(articles[0])
    first.until_open("one.txt")
    kept(1)
    first.end(signal.SIGTERM)
    for tries in (1, 2):
        broken = start()
        file = kept(1)
        broken.until(lambda tries=tries, file=file: json.loads(file.read_text())["tries"] == tries)
        broken.end(signal.SIGKILL)
    third = start()
    third.until(lambda: any("ended twice while it opened 1 article again" in row["bar"] for row in third.rows))
    assert third.names == [""]
    third.do("article.again")
    third.until_open("one.txt")


def test_who_does_not_want_it_gets_an_empty_window(start, articles, home, kept):
    settings = home / "config" / "postil" / "settings.toml"
    settings.write_text("restore = false\n")
    first = start(articles[0])
    first.until_open("one.txt")
    file = kept(1)
    first.end(signal.SIGTERM)
    assert not file.exists()
    again = start()
    again.until(lambda: again.names == [""])
