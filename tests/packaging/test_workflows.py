"""What the public CI is told: all that it calls is here, its actions are few and pinned, and it may do little."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".github/workflows"
if not FOLDER.is_dir():
    pytest.skip("this needs a checkout", allow_module_level=True)
NAMES = sorted(path.name for path in FOLDER.iterdir())
each = pytest.mark.parametrize("name", NAMES)


def text_of(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def commands_of(text: str) -> str:
    """The lines that a shell runs."""
    found, within = [], None
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        if within is not None and line.strip() and indent <= within:
            within = None
        if within is not None:
            found.append(line)
        elif run := re.match(r"(\s*(?:- )?)run: (.*)", line):
            within = len(run[1]) if run[2] == "|" else None
            found += [] if run[2] == "|" else [run[2]]
    return "\n".join(found)


def test_there_are_two() -> None:
    assert NAMES == ["release.yml", "test.yml"]
    assert ".ci/run" in commands_of(text_of("test.yml")).splitlines()


@each
def test_every_file_of_ours_that_is_named_is_here(name: str) -> None:
    named = re.findall(r"(?:packaging|\.ci|\.github)/[\w./-]*\w", text_of(name))
    assert named
    assert [path for path in named if not (ROOT / path).is_file()] == []


@each
def test_actions_are_githubs_own_at_a_major_version(name: str) -> None:
    used = re.findall(r"uses: (\S+)", text_of(name))
    assert used
    assert [use for use in used if not re.fullmatch(r"actions/[a-z-]+@v\d+|\./\.github/workflows/test\.yml", use)] == []
    checkouts, kept = text_of(name).count("uses: actions/checkout"), text_of(name).count("persist-credentials: false")
    assert checkouts == kept, "a token stays in the checkout"


@each
def test_they_may_read_and_only_the_release_may_write(name: str) -> None:
    text = text_of(name)
    assert "\npermissions:\n  contents: read\n" in text
    writes = re.findall(r"^.*: write\b", text, re.MULTILINE)
    assert writes == (["      contents: write"] if name == "release.yml" else [])
    assert text.rfind("contents: write") > text.rfind("\n  release:\n") or not writes
    assert "secrets." not in text and "pull_request_target" not in text


@each
def test_no_shell_is_given_what_others_may_have_written(name: str) -> None:
    """Values reach it as variables, which it does not read as commands."""
    commands = commands_of(text_of(name))
    assert commands and "${{" not in commands


@each
def test_they_follow_the_schema(name: str) -> None:
    checker = shutil.which("check-jsonschema")
    if checker is None:
        pytest.skip("check-jsonschema is not installed")
    command = [checker, "--builtin-schema", "vendor.github-workflows", str(FOLDER / name)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout
