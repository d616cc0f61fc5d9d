"""The command as a whole: version, help, keys, suggestions, several writers, and no display."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys

import pytest

from reader import __version__
from reader.cli.arguments import SUBCOMMANDS, is_odd, wants_window
from reader.cli.usage import meant


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reader", *map(str, arguments)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)} | environment
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, check=False)


def test_version(postil):
    for option in ("--version", "-V"):
        assert postil(option).out.splitlines()[0] == f"postil {__version__}"


def test_every_subcommand_is_known_to_the_fast_path(postil):
    from reader.cli.app import postil as group

    assert sorted(group.commands) == sorted(SUBCOMMANDS)
    for name in SUBCOMMANDS:
        assert postil(name, "--help").status == 0


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["a.txt"], True),
        (["--", "-a.txt"], True),
        (["show", "a"], False),
        (["--help"], False),
        (["-x"], False),
    ],
)
def test_what_opens_a_window(arguments, window):
    assert wants_window(arguments) is window


def test_wrong_usage_is_status_2(postil):
    for arguments in (("show",), ("tag", "a.txt"), ("--nonsense",), ("show", "a", "--json", "--text"), ("keys", "x")):
        assert postil(*arguments).status == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.txt", "--nonsense"], "there is no option --nonsense."),
        (["a.txt", "--hlep"], "there is no option --hlep; the nearest is --help."),
        (["a.txt", "-x", "b.txt"], "there is no option -x"),
        (["a.txt", "--new-window"], "--new-window goes before the names of articles"),
        (["shwo", "a.txt"], "no command shwo; the nearest is show."),
        (["exprot", "a.txt", "--to", "pdf"], "no command exprot; the nearest is export."),
        (["shwo", "--help"], "no command shwo; the nearest is show."),
    ],
)
def test_what_is_no_article_is_named_with_what_is_near(postil, arguments, said):
    ran = postil(*arguments)
    assert ran.status == 2 and ran.out == "" and said in ran.err and len(ran.err.splitlines()) == 1


def test_help_is_help_wherever_it_stands(postil):
    for arguments in (["--help"], ["a.txt", "--help"], ["some words", "-h"]):
        ran = postil(*arguments)
        assert ran.status == 0 and "Usage: postil" in ran.out and "--version" in ran.out
    assert postil("a.txt", "-V").out.startswith("postil ")


@pytest.mark.parametrize(
    ("arguments", "odd"),
    [
        (["a.txt"], False),
        (["-"], False),
        (["a.txt", "-"], False),
        (["--", "--help"], False),
        (["a.txt", "--", "-b.txt"], False),
        (["--new-window", "a.txt"], False),
        (["show me"], False),
        (["shwo"], True),
        (["a.txt", "-h"], True),
    ],
)
def test_only_what_may_be_misread_is_looked_at(arguments, odd):
    assert is_odd(arguments) is odd


def test_a_file_with_the_name_of_nearly_a_command_is_an_article(postil, article):
    path = article("shwo", "Ann.")
    with contextlib.chdir(path.parent):
        assert not is_odd(["shwo"])
        assert meant(["shwo"]) == ["shwo"]


def test_without_a_display_one_sentence_and_status_1(article):
    path = article("a.txt", "Ann.")
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    env["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
    command = [sys.executable, "-m", "reader", str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, check=False)
    assert ran.returncode == 1
    assert len(ran.stderr.strip().splitlines()) == 1 and "display" in ran.stderr


def test_keys_prints_the_registry(postil):
    rows = postil("keys", "--json").json
    by_id = {row["id"]: row for row in rows}
    assert by_id["tag.PER"]["keys"] == ["p"] and by_id["tag.PER"]["context"] == "page"
    assert by_id["claim.verdict.false"]["keys"] == ["Shift+V f"]
    assert by_id["undo"]["keys"] == ["Ctrl+Z"]
    assert all(row.keys() == {"id", "title", "keys", "context"} for row in rows)
    assert "Ctrl+E" in postil("keys").out


def test_the_command_line_loads_no_widgets():
    code = (
        "import sys; from reader.cli.main import main; main(['keys', '--json']); "
        "sys.exit(any(m.startswith('PySide6') for m in sys.modules))"
    )
    assert run_code(code).returncode == 0


def run_code(code: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, timeout=60, check=False
    )


def test_suggestions_remember_names_and_see_dates(postil, article):
    path = article("a.txt", "Ann Lee came on 2025-03-01. Ann Lee left in May 2025; see ann@example.org.")
    postil("tag", path, "--type", "PER", "--quote", "Ann Lee", "--nth", 1)
    rows = postil("suggest", path, "--json").json
    assert [(r["type"], r["text"], r["layer"]) for r in rows] == [
        ("DATE", "2025-03-01", "identifier"), ("PER", "Ann Lee", "memory"), ("DATE", "May 2025", "identifier"),
        ("ID", "ann@example.org", "identifier"),
    ]  # fmt: skip
    assert postil("suggest", path, "--accept").status == 0
    assert postil("suggest", path, "--json").json == []
    assert len(postil("show", path, "--json").json["annotations"]) == 5


def test_names_of_articles_beside_are_remembered_too(postil, article):
    first, second = article("a.txt", "Ann Lee came."), article("b.txt", "Ann Lee left.")
    postil("tag", first, "--type", "PER", "--quote", "Ann Lee")
    rows = postil("suggest", second, "--json").json
    assert [(r["type"], r["text"], r["layer"]) for r in rows] == [("PER", "Ann Lee", "memory of this folder")]


def test_six_writers_at_once_lose_nothing(home, article):
    names = [f"Name{n} Family" for n in range(6)]
    path = article("a.txt", ". ".join(names) + ".")
    command = [sys.executable, "-m", "reader", "tag", str(path), "--type", "PER", "--quote"]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    writers = [subprocess.Popen([*command, name], env=env, stdout=subprocess.DEVNULL) for name in names]
    assert [writer.wait(60) for writer in writers] == [0] * 6
    shown = json.loads(run("show", path, "--json").stdout)
    assert sorted(a["spans"][0]["text"] for a in shown["annotations"]) == names


def test_words_that_moved_are_followed_and_words_that_are_gone_are_orphans(postil, article):
    path = article("a.txt", "The clerk read it. Later, Ann Lee wept in Nord. The audit ended the day.")
    postil("tag", path, "--type", "PER", "--quote", "Ann Lee")
    postil("tag", path, "--type", "EVENT", "--quote", "audit")
    path.write_text("In a cold room the clerk read it. Later, Ann Lee wept in Nord. The day ended.", encoding="utf-8")
    rows = {r["type"]: r for r in postil("show", path, "--json").json["annotations"]}
    assert rows["PER"]["anchor"] == "moved" and rows["PER"]["spans"][0]["text"] == "Ann Lee"
    assert rows["EVENT"]["anchor"] == "orphan" and rows["EVENT"]["spans"] == [] and rows["EVENT"]["quote"] == "audit"
