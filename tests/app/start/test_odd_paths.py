"""Names that shells, desktops and people come up with, given to the real command: each opens, or is refused at once."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="such names are not allowed there")
NAMES = [
    "two  spaces .txt", "100%25.txt", "%f %u.txt", "one\ntwo.md", "a+b#c?d.txt", "-rf.txt", "$HOME.txt",
    "\"it's\" `x`.txt", os.fsdecode(b"caf\xe9.txt"), "повесть.md", "\u202egnp.txt",
]  # fmt: skip
WORDS = "Ada wrote to Babbage.\n"


@pytest.fixture(autouse=True)
def in_windows(home, start):
    """Each has a window, so that all of them are read."""
    (home / "config" / "postil").mkdir(parents=True)
    (home / "config" / "postil" / "settings.toml").write_text('open_in = "windows"\n')


def test_odd_names_open_by_path_and_by_url(start, tmp_path, home):
    paths = [tmp_path / name for name in NAMES]
    for path in (*paths, home / "at home.txt"):
        path.write_text(WORDS)
    (tmp_path / "link.txt").symlink_to(NAMES[0])
    urls = ["file://" + quote(os.fsencode(path)) for path in paths[:5]]
    running = start("--", *urls, *paths[5:], paths[0], "~/at home.txt", tmp_path / "link.txt")
    wanted = sorted(map(str, (*paths, home / "at home.txt")))  # each once
    running.until(lambda: sorted(row["path"] for row in running.rows) == wanted)


def test_what_is_no_article_is_said_without_a_hang(start, tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        good = tmp_path / "good.txt"
        good.write_text(WORDS)
        running = start(
            tmp_path / "pipe.txt", f"{tmp_path}/folder/", tmp_path / "s", "/dev/zero", "/dev/null", "x" * 300,
            "y/" * 2100, good,
        )  # fmt: skip
        running.until(lambda: "good.txt" in running.names)
        running.until(lambda: sum("cannot be opened" in row["bar"] for row in running.rows) == 7)
        running.do("quit")
        said, _ = running.process.communicate(timeout=30)
    assert running.process.returncode == 1
    lines = said.decode().splitlines()
    assert (
        len(lines) == 7 and "Choose a text or Markdown file in it (.txt, .text, .md, .markdown, .mkd)." in said.decode()
    )
    assert not any("Traceback" in line for line in lines)


@pytest.mark.parametrize("written", ["https://example.org/a.md", "file://elsewhere/a.md", "file:///a%00b"])
def test_what_is_elsewhere_opens_no_window(start, written):
    running = start(written)
    said, _ = running.process.communicate(timeout=30)
    assert running.process.returncode == 1 and said.count(b"\n") == 1 and b"cannot be opened" in said


def test_the_sidecar_opens_its_article(start, tmp_path):
    article = tmp_path / "a story.md"
    article.write_text(WORDS)
    running = start(article)
    running.until(lambda: running.names == ["a story.md"])
    running.do("tag.PER")
    sidecar = Path(f"{article}.annotations.json")
    running.until(sidecar.exists)
    running.do("quit")
    running.process.communicate(timeout=30)
    again = start("file://" + quote(str(sidecar)))
    again.until(lambda: [row["path"] for row in again.rows] == [str(article)])
    again.until(lambda: again.rows[0]["annotations"] == 1)
