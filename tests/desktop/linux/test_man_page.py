"""The man page says what the command line says, and roff has nothing to complain of."""

from __future__ import annotations

import subprocess

import pytest

from reader.cli.arguments import SUBCOMMANDS
from reader.desktop.linux.man_page import man_page
from reader.desktop.manual import Choice, Manual, Verb
from tests.desktop.linux.home import need


def shown(page: str) -> str:
    need("groff")
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-P-cbou", "-rLL=500n", "-Kutf8"], input=page, capture_output=True, text=True
    )
    assert done.stderr == ""
    return done.stdout


def test_roff_is_content_and_nothing_is_missing(manual: Manual) -> None:
    text = shown(man_page(manual))
    for name in SUBCOMMANDS:
        assert f"postil {name}" in text
    for verb in manual.program.verbs:
        for choice in verb.choices:
            assert choice.names[-1] in text
    for _heading, keys in manual.keys:
        for names, _title in keys:
            assert names in text


def test_lintian_would_take_it(manual: Manual, tmp_path) -> None:
    """It runs man so."""
    need("man")
    path = tmp_path / "postil.1"
    path.write_text(man_page(manual))
    environ = {"LC_ALL": "C.UTF-8", "MANROFFSEQ": "", "MANWIDTH": "80", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", path], env=environ, capture_output=True
    )
    assert done.stderr == b""


@pytest.mark.parametrize("text", [".so /etc/passwd", "'br", "a\\fBb", 'say "x"', "--it's ~ ^ `", "x\n.SH y", "é 文"])
def test_no_text_is_taken_for_roff(text: str) -> None:
    odd = Verb(text, text, text, text, (Choice((text,), text, text, (text,)),))
    page = man_page(Manual(Verb("postil", "", "", text, (), (odd,)), ((text, ((text, text),)),)))
    words = " ".join(text.replace("`", " ").split())
    assert " ".join(shown(page).replace("`", " ").split()).count(words) >= 5
