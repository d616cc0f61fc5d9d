"""Paths as shells, file managers and people write them: opened is what they meant, or one sentence says why not."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.cli.paths import path_of
from reader.errors import UserError

WORDS = "Ada wrote to Babbage.\n"
NAMES = {
    "plain": "story.txt",
    "spaces": "two  spaces .txt",
    "percent": "100%25.txt",
    "field code": "%f %u.txt",
    "plus": "a+b.txt",
    "hash": "a#b.txt",
    "question": "who?.txt",
    "line break": "one\ntwo.txt",
    "tab": "a\tb.txt",
    "dash": "-rf.txt",
    "option": "--new-window",
    "tilde": "~",
    "variable": "$HOME.txt",
    "quotes": '"it\'s".txt',
    "Cyrillic": "повесть.txt",
    "decomposed": "Jose\u0301.txt",
    "right to left": "\u05d0\u202egnp.txt",
    "not UTF-8": os.fsdecode(b"caf\xe9.txt"),
    "colon": "file:odd.txt",
    "subcommand": "show",
    "long": "x" * 239,
}


def url_of(path: Path) -> str:
    return "file://" + quote(os.fsencode(path))


@pytest.fixture(params=NAMES.values(), ids=NAMES.keys())
def odd(request, tmp_path):
    path = tmp_path / request.param
    path.write_text(WORDS)
    return path


def test_any_name_is_shown_by_path_by_url_and_from_its_folder(postil, odd, monkeypatch):
    monkeypatch.chdir(odd.parent)
    url = url_of(odd)
    for written in (odd, url, url.replace("file://", "file://localhost"), url.replace("//", "")):
        assert postil("show", "--text", "--", written).out == WORDS, written
    assert postil("show", "--text", "--", odd.name).out == WORDS
    assert postil("show", "--text", "--", Path("..") / odd.parent.name / "." / odd.name).out == WORDS


@given(st.binary(min_size=1, max_size=80).filter(lambda name: b"\0" not in name))
@example(b"a?b#c%41+d")
@example(b"\xff\xfe")
def test_a_url_is_the_path_it_was_made_of(name):
    path = b"/tmp/" + name
    assert os.fsencode(path_of("file://" + quote(path))) == os.fsencode(Path(os.fsdecode(path)))


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("file:///tmp/a+b.txt", "/tmp/a+b.txt"),
        ("FILE:///tmp/a%20b.txt", "/tmp/a b.txt"),
        ("file://LOCALHOST/tmp/a", "/tmp/a"),
        ("file:/tmp/a%23b%3Fc", "/tmp/a#b?c"),
        ("file:///tmp/a#top", "/tmp/a"),
        ("file:///tmp/a?page=2", "/tmp/a"),
        ("file:///tmp/%E2%82%AC", "/tmp/€"),
        ("file:///tmp/%zz%", "/tmp/%zz%"),
        ("file:///tmp/повесть", "/tmp/повесть"),
        ("file:a%20b", "a b"),
        ("$HOME/a", "$HOME/a"),
        ("a%20b", "a%20b"),
        ("c:/a", "c:/a"),
    ],
)
def test_what_is_meant(written, path):
    assert path_of(written) == Path(path)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "The name of a file is empty"),
        ("a\0b", "NUL"),
        ("file:///a%00b", "NUL"),
        ("file://elsewhere/share/a.txt", "on another machine"),
        ("file://", "names no file"),
        ("https://example.org/a.md", "Save it here first"),
        ("smb://server/a.md", "not a file on this machine"),
        ("trash:///a.md", "not a file on this machine"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(written, why):
    with pytest.raises(UserError) as raised:
        path_of(written)
    assert why in str(raised.value) and "\n" not in str(raised.value)


@pytest.mark.skipif(sys.platform == "win32", reason="homes are found otherwise there")
def test_homes(home, tmp_path, monkeypatch):
    import pwd

    monkeypatch.chdir(tmp_path)
    me = pwd.getpwuid(os.getuid())
    assert path_of("~/a b") == home / "a b"
    assert path_of("~") == home
    assert path_of(f"~{me.pw_name}/a") == Path(me.pw_dir) / "a"
    assert path_of("~nobody-of-this-name/a") == Path("~nobody-of-this-name/a")
    (tmp_path / "~").mkdir()
    assert path_of("~") == Path("~"), "what is there is meant"


def test_a_file_that_is_called_like_a_url_is_opened(postil, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "https:").mkdir()
    (tmp_path / "https:" / "a.txt").write_text(WORDS)
    assert postil("show", "--text", "https://a.txt").out == WORDS


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("~nobody-of-this-name/a.txt", "there is no such file"),
        ("x" * 256, "too long"),
        ("y/" * 2100 + "a.txt", "too long"),
        ("https://example.org/a.md", "not a file on this machine"),
        ("file:///nowhere/%41.txt", "A.txt cannot be opened: there is no such file in /nowhere"),
    ],
)
def test_what_is_not_there_is_one_sentence(postil, tmp_path, monkeypatch, name, why):
    monkeypatch.chdir(tmp_path)
    ran = postil("show", name)
    assert ran.status == 1 and why in ran.err


def test_a_link_is_followed_and_a_folder_with_a_slash_is_still_one(postil, tmp_path):
    (tmp_path / "story.txt").write_text(WORDS)
    (tmp_path / "link.txt").symlink_to("story.txt")
    assert postil("show", "--text", tmp_path / "link.txt").out == WORDS
    ran = postil("show", f"{tmp_path}/")
    assert ran.status == 1 and "it is a folder" in ran.err


def test_the_sidecar_by_url_opens_its_article(postil, tmp_path):
    article = tmp_path / "a story.md"
    article.write_text(WORDS)
    postil("tag", article, "--type", "PER", "--quote", "Ada")
    ran = postil("show", "--json", url_of(tmp_path / "a story.md.annotations.json"))
    assert ran.json["article"]["path"] == str(article) and len(ran.json["annotations"]) == 1
