"""Whatever the path of the program, what reads desktop entries starts it with the very file that was meant.

The program is a script that writes down its arguments; file manager, GLib and xdg-open's own parser are real.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.linux.home import Home, need, wait_for
from tests.x_server import NEEDS, x_server

# two spaces in a row, and what looks like a field code
ARTICLE = "tide  table  %f (2).txt"
PATHS = {
    "plain": "plain",
    "space": "two  spaces",
    "percent": "100%f",
    "apostrophe": "it's",
    "quotes": 'a "b"',
    "dollar": "a$HOME",
    "backtick": "a`id`b",
    "backslash": "a\\nb",
    "accents": "josé и 文",
    "signs": "a=b;c&d(e)*~#",
}


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    need(NEEDS)
    with x_server() as env:
        yield env["DISPLAY"]


def launched(home: Home, folder: str, display: str, *by: str) -> list[str]:
    """The arguments that the program got, when it stands in this folder and an article is opened so."""
    told = home.folder / "told"
    script = f'{{ for each in "$@"; do printf "%s\\0" "$each"; done; printf "\\0"; }} > {str(told)!r}\n'
    if "'" in str(told):
        script = script.replace(repr(str(told)), '"$HOME/told"')
    program = home.executable(home.folder / folder / "postil", script)
    article = home.folder / ARTICLE
    article.write_text("A text of several words.\nAnother line of it is here.\n")
    home.registration(program).install(True)
    environ = {**home.environ, "DISPLAY": display, "BROWSER": "/bin/false", "XDG_DATA_DIRS": "/usr/share"}
    words = [word.format(entry=home.entry, article=article) if "{" in word else word for word in by]
    started = subprocess.Popen(
        words,
        env=environ,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        found = wait_for(told)
    finally:
        os.killpg(started.pid, signal.SIGKILL) if started.poll() is None else None
        started.wait()
    assert found.removesuffix(b"\0").decode().split("\0")[:-1] == [str(article)]
    return found.removesuffix(b"\0").decode().split("\0")[:-1]


@pytest.mark.parametrize("folder", PATHS.values(), ids=PATHS)
def test_glib_starts_it(home: Home, folder: str) -> None:
    need("gio")
    launched(home, folder, "", "gio", "launch", "{entry}", "{article}")


@pytest.mark.parametrize("folder", PATHS.values(), ids=PATHS)
def test_the_parser_of_xdg_open_starts_it(home: Home, folder: str) -> None:
    need("xdg-open", "file", "update-desktop-database")
    launched(home, folder, ":0", "xdg-open", "{article}")


@pytest.mark.parametrize("folder", PATHS.values(), ids=PATHS)
def test_a_file_manager_starts_it(home: Home, folder: str, display: str) -> None:
    need("pcmanfm", "update-desktop-database")
    launched(home, folder, display, "pcmanfm", "{article}")


def test_glib_starts_it_in_an_odd_home(odd_home: Home) -> None:
    need("gio")
    launched(odd_home, "bin", "", "gio", "launch", "{entry}", "{article}")


def test_a_file_manager_starts_it_in_an_odd_home(odd_home: Home, display: str) -> None:
    need("pcmanfm", "update-desktop-database")
    launched(odd_home, "bin", display, "pcmanfm", "{article}")


@pytest.mark.parametrize("folder", PATHS.values(), ids=PATHS)
def test_the_default_is_seen(home: Home, folder: str) -> None:
    """xdg-mime passes over an entry whose program it does not find."""
    need("xdg-mime", "gio", "update-desktop-database")
    program = home.executable(home.folder / folder / "postil")
    home.registration(program).install(True)
    for mime in ("text/markdown", "text/plain", "application/vnd.postil.annotations+json"):
        asked = subprocess.run(["xdg-mime", "query", "default", mime], env=home.environ, capture_output=True, text=True)
        assert asked.stdout.strip() == home.entry.name
        said = subprocess.run(["gio", "mime", mime], env=home.environ, capture_output=True, text=True).stdout
        assert said.splitlines()[0].endswith(home.entry.name)


def test_a_program_that_is_gone_hides_the_entry(home: Home) -> None:
    need("gio")
    home.registration().install(False)
    home.program.unlink()
    done = subprocess.run(
        ["gio", "launch", home.entry, home.folder / "x.txt"], env=home.environ, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert not Path(home.folder / "told").exists()
