"""Articles that a document portal lent alone: told by their paths, found again under another one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from reader.sidecar.places.lent import host_path, is_lent_alone, is_of_portal, is_same_document
from reader.sidecar.places.places import Fallback, fallback_for

HOST = "user.document-portal.host-path"


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that a portal shows its files in."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    folder = tmp_path / "run" / "doc"
    folder.mkdir(parents=True)
    return folder


def lend(portal: Path, number: str, words: str = "x", host: str = "") -> Path:
    """An article in a portal."""
    article = portal / number / "a.md"
    article.parent.mkdir(parents=True)
    article.write_text(words)
    if host:
        try:
            os.setxattr(article, HOST, os.fsencode(host))
        except (OSError, AttributeError):
            pytest.skip("this file system has no attributes of users")
    return article


def keep(article: Path, data: Path, sha256: str = "sha") -> Fallback:
    place = fallback_for(article, sha256, data)
    place.folder.mkdir(parents=True, exist_ok=True)
    place.sidecar.write_text("{}")
    place.note(article, sha256)
    return place


@pytest.mark.parametrize(
    ("path", "alone"),
    [
        ("/run/user/1000/doc/a1b2c3d4/notes.md", True),
        ("/run/flatpak/doc/a1b2c3d4/notes.md", True),
        ("/run/user/1000/doc/by-app/snap.postil/a1b2c3d4/notes.md", True),
        ("/run/user/1000/doc/a1b2c3d4/folder/notes.md", False),  # the folder was lent, with all that is in it
        ("/run/user/1000/doc/a1b2c3d4", False),
        ("/run/user/1000/notes.md", False),
        ("/home/ada/doc/one/notes.md", False),
        ("/home/ada/run/user/1000/doc/one/notes.md", False),
    ],
)
def test_the_path_tells(path: str, alone: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1000")
    assert is_of_portal(path) is alone
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert is_of_portal(path) is alone


def test_the_runtime_folder_may_be_anywhere_and_a_link(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = lend(portal, "1")
    assert is_lent_alone(article)
    link = portal.parent.parent / "link"
    link.symlink_to(portal.parent)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(link))
    assert is_lent_alone(article), "articles have their links resolved"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(portal))
    assert not is_lent_alone(article)


def test_a_file_that_is_in_no_sandbox_is_not_looked_for_among_mounts(tmp_path: Path) -> None:
    (tmp_path / "info").touch()
    mounts = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    mounted = next((mount for mount in mounts if Path(mount).is_file()), "")  # a container has some
    if not mounted:
        pytest.skip("no file is mounted here")
    assert is_lent_alone(Path(mounted), sandbox=tmp_path / "info")
    assert not is_lent_alone(Path(mounted), sandbox=tmp_path / "none")
    assert not is_lent_alone(tmp_path / "info", sandbox=tmp_path / "info")


def test_after_a_restart_the_same_words_are_found_under_another_number(portal: Path, tmp_path: Path) -> None:
    place = keep(lend(portal, "1"), tmp_path / "data")
    (portal / "1" / "a.md").unlink()
    assert fallback_for(lend(portal, "2"), "sha", tmp_path / "data").folder == place.folder


def test_two_numbers_of_one_file_that_are_both_there_have_one_place(portal: Path, tmp_path: Path) -> None:
    place = keep(lend(portal, "1"), tmp_path / "data")
    again = lend(portal, "2")
    assert fallback_for(again, "sha", tmp_path / "data").folder == place.folder
    assert fallback_for(again, "other words", tmp_path / "data").folder != place.folder
    other = again.rename(again.with_name("b.md"))
    assert fallback_for(other, "sha", tmp_path / "data").folder != place.folder, "a copy has another name"


def test_edited_outside_it_is_found_by_where_it_stands_there(portal: Path, tmp_path: Path) -> None:
    place = keep(lend(portal, "1", host="/home/ada/a.md"), tmp_path / "data")
    assert json.loads((place.folder / "place.json").read_text())["host"] == "/home/ada/a.md"
    edited = lend(portal, "2", "y", host="/home/ada/a.md")
    assert fallback_for(edited, "other words", tmp_path / "data").folder == place.folder
    copy = lend(portal, "3", host="/home/ada/copies/a.md")
    assert not is_same_document(str(portal / "1" / "a.md"), copy)
    assert fallback_for(copy, "sha", tmp_path / "data").folder != place.folder, "known to be another file"


def test_opened_without_a_sandbox_it_is_found_too(portal: Path, tmp_path: Path) -> None:
    outside = tmp_path / "home" / "a.md"
    outside.parent.mkdir()
    outside.write_text("x")
    place = keep(lend(portal, "1", host=str(outside)), tmp_path / "data")
    assert fallback_for(outside, "edited", tmp_path / "data").folder == place.folder
    assert host_path(outside) == str(outside)


def test_without_portals_a_copy_of_the_same_name_stays_a_copy(tmp_path: Path) -> None:
    one, other = tmp_path / "1" / "a.md", tmp_path / "2" / "a.md"
    for article in (one, other):
        article.parent.mkdir()
        article.write_text("x")
    assert not is_same_document(str(one), other)
    place = keep(one, tmp_path / "data")
    assert fallback_for(other, "sha", tmp_path / "data").folder != place.folder
