"""Where recent articles are, and when they were opened."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reader.app.wording.recent import folder_words, when_words

NOW = datetime(2026, 3, 1, 0, 30)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(minutes=20), "00:10"),
        (timedelta(minutes=40), "yesterday"),
        (timedelta(days=1, hours=1), "2 days ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "2026-02-22"),
        (timedelta(days=400), "2025-01-25"),
        (timedelta(days=-2), "2026-03-03"),
    ],
)
def test_when(ago, words):
    assert when_words((NOW - ago).timestamp(), NOW) == words


def test_a_time_out_of_all_reason_is_left_out():
    assert when_words(9e10, NOW) == "" or when_words(9e10, NOW).startswith("4")
    assert when_words(-9e10, NOW) in ("",) or "-" in when_words(-9e10, NOW)


@pytest.mark.parametrize(
    ("path", "words"),
    [("/home/ada/a.txt", "~"), ("/home/ada/b c/a.txt", "~/b c"), ("/home/adam/a.txt", "/home/adam"), ("/a.txt", "/")],
)
def test_where(path, words):
    assert folder_words(Path(path), Path("/home/ada")) == words


def test_the_folder_of_a_portal_is_where_the_file_is_outside(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    article = tmp_path / "run/doc/1a2b3c4d/ferry.md"
    article.parent.mkdir(parents=True)
    article.touch()
    assert folder_words(article, tmp_path) == "outside of the sandbox"
    try:
        os.setxattr(article, "user.document-portal.host-path", bytes(tmp_path / "work/ferry.md"))
    except OSError:
        pytest.skip("this file system has no attributes of users")
    assert folder_words(article, tmp_path) == "~/work"
