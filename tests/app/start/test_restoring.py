"""A real process is ended in every way there is; the next one opens again what was open, and says so where it must."""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path

import pytest

from reader.app.start.left_open import FILE_NAME, read_left

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are otherwise there")


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
    assert ["unexpectedly" in row["bar"] for row in again.rows] == [row["front"] for row in again.rows] == [False, True]
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


def test_a_new_window_is_beside_what_was_open(start, articles, kept):
    first = start(articles[0])
    first.until_open("one.txt")
    kept(1)
    first.end(signal.SIGTERM)
    again = start("--new-window")
    again.until(lambda: again.names == ["", "one.txt"])


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
