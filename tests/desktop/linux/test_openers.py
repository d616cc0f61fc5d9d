"""What we say opens a type is what GLib and xdg-mime say."""

from __future__ import annotations

import itertools
import subprocess
from pathlib import Path

import pytest

from reader.desktop.linux.openers import is_there, opener_of
from reader.desktop.linux.xdg import Xdg
from tests.desktop.linux.home import Home, need

MIME = "text/markdown"


def xdg_of(home: Home) -> Xdg:
    return Xdg.of(home.environ, home.folder)


def gio_says(home: Home, mime: str) -> str:
    said = subprocess.run(["gio", "mime", mime], env=home.environ, capture_output=True, text=True).stdout
    first = said.splitlines()[0]
    return first.rpartition(": ")[2] if first.startswith("Default") else ""


def written(path: Path, **groups: str) -> None:
    names = {"default": "[Default Applications]", "added": "[Added Associations]", "removed": "[Removed Associations]"}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{names[key]}\n{MIME}={value}\n" for key, value in groups.items() if value))


CHOICES = ("", "a.desktop;", "gone.desktop;b.desktop;")


@pytest.mark.parametrize(
    ("default", "added", "removed", "system"),
    list(itertools.product(CHOICES, CHOICES[:2], ("", "a.desktop;"), CHOICES[:2])),
)
def test_lists_are_read_as_glib_reads_them(home: Home, default: str, added: str, removed: str, system: str) -> None:
    need("gio", "update-desktop-database")
    home.other_program("a.desktop", MIME)
    home.other_program("b.desktop", MIME)
    subprocess.run(["update-desktop-database", home.data / "applications"])
    written(home.mimeapps, default=default, added=added, removed=removed)
    home.environ["XDG_CONFIG_DIRS"] = str(home.folder / "etc")
    written(home.folder / "etc" / "mimeapps.list", default=system)
    assert opener_of(MIME, xdg_of(home)) == gio_says(home, MIME)


def test_a_list_of_the_desktop_in_use_comes_first(home: Home) -> None:
    need("gio", "xdg-mime")
    home.other_program("a.desktop", MIME)
    home.other_program("b.desktop", MIME)
    written(home.mimeapps, default="a.desktop;")
    written(home.mimeapps.with_name("gnome-mimeapps.list"), default="b.desktop;")
    assert opener_of(MIME, xdg_of(home)) == "a.desktop"
    home.environ["XDG_CURRENT_DESKTOP"] = "ubuntu:GNOME"
    assert opener_of(MIME, xdg_of(home)) == gio_says(home, MIME) == "b.desktop"


def test_what_nobody_opens_is_opened_as_what_it_is_a_kind_of(home: Home) -> None:
    need("gio")
    if not Path("/usr/share/mime/subclasses").exists():
        pytest.skip("there is no MIME database (package shared-mime-info)")
    (home.folder / "share").mkdir()
    (home.folder / "share" / "mime").symlink_to("/usr/share/mime")
    home.environ["XDG_DATA_DIRS"] = str(home.folder / "share")
    home.other_program("a.desktop", "text/plain")
    home.mimeapps.parent.mkdir()
    home.mimeapps.write_text("[Default Applications]\ntext/plain=a.desktop\n")
    assert opener_of(MIME, xdg_of(home)) == gio_says(home, MIME) == "a.desktop"


def test_nothing_opens_in_a_bare_system(home: Home) -> None:
    assert opener_of(MIME, xdg_of(home)) == ""


def test_an_entry_below_a_folder_is_found_by_its_dashes(home: Home) -> None:
    home.other_program("a.desktop", MIME)
    (home.data / "applications" / "kde").mkdir()
    (home.data / "applications" / "a.desktop").rename(home.data / "applications" / "kde" / "a.desktop")
    assert is_there("kde-a.desktop", xdg_of(home))
    assert not is_there("../kde/a.desktop", xdg_of(home))
