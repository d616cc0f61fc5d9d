"""An article that was renamed or moved finds its sidecar; a copy of one, a stranger's file and a link do not count."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.sidecar.places import moved as moved_module
from reader.sidecar.places.moved import twins
from reader.sidecar.places.places import beside
from reader.text.open import open_article
from tests.sidecar.desk import TEXT, Desk


@pytest.fixture
def desk(saving_desk: Callable[..., Desk]) -> Callable[..., Desk]:
    return saving_desk


def moved(path: Path, *parts: str) -> Path:
    new = path.parent.joinpath(*parts)
    new.parent.mkdir(exist_ok=True)
    return path.rename(new)


def sidecars(path: Path) -> list[str]:
    return sorted(p.relative_to(path.parent).as_posix() for p in path.parent.rglob("*.json"))


def test_reading_finds_it_and_the_next_save_brings_it_along(desk, path):
    desk().tag("Ann")
    new = moved(path, "archive", "new name.txt")
    two = desk(new)
    assert two.words == ["Ann"] and two.store.places.present() == beside(path)
    assert sidecars(path) == ["article.txt.annotations.json"]  # nothing is written for reading
    two.tag("Bob")
    assert sidecars(path) == ["archive/new name.txt.annotations.json"]
    assert desk(new).words == ["Ann", "Bob"]
    document = json.loads(beside(new).read_bytes())
    assert document["article"]["name"] == "new name.txt" and document["label"] == "Annotations of new name.txt"


def test_in_the_same_folder_it_is_found_on_another_computer_too(desk, path, tmp_path):
    desk().tag("Ann")
    new = moved(path, "renamed.txt")
    shutil.rmtree(tmp_path / "home")
    assert desk(new).words == ["Ann"]


def test_a_copy_has_none_but_the_original_can_be_told(desk, path):
    desk().tag("Ann")
    copy = path.with_name("copy.txt")
    copy.write_bytes(path.read_bytes())
    two = desk(copy)
    assert two.words == []
    [twin] = twins(two.article, two.folders.state)
    assert twin == (beside(path), False)
    two.tag("Bob")
    assert desk().words == ["Ann"] and desk(copy).words == ["Bob"]


def test_words_that_differ_are_another_article(desk, path):
    desk().tag("Ann")
    new = moved(path, "renamed.txt")
    new.write_text(TEXT + "And more.\n", encoding="utf-8")
    assert desk(new).words == []


def test_what_was_edited_while_it_stood_there_is_found_by_what_it_was_seen_with(desk, path):
    desk().tag("Ann")
    path.write_text(TEXT + "And more.\n", encoding="utf-8")
    desk().store.places.note_seen()
    assert desk(moved(path, "archive", "article.txt")).words == ["Ann"]


@pytest.mark.parametrize("folder", ["", "archive/"])
def test_of_two_articles_that_it_may_belong_to_none_takes_it(desk, path, folder):
    """Which of them was renamed, and which copied before, nobody knows; so it stays for both."""
    desk().tag("Ann")
    (path.parent / "archive").mkdir()
    path.with_name("a copy.txt").write_bytes(path.read_bytes())
    new = moved(path, f"{folder}one.txt")
    other = path.with_name("a copy.txt")
    for one in (new,) if folder else (new, other):
        assert desk(one).words == []
        [twin] = twins(desk(one).article, desk(one).folders.state)
        assert twin == (beside(path), True)
    desk(new).tag("Bob")
    assert beside(path).exists()
    other.unlink()
    beside(new).unlink()
    assert desk(new).words == ["Ann"]


def test_a_backup_of_an_editor_or_words_of_the_same_length_are_no_second_article(desk, path):
    desk().tag("Ann")
    new = moved(path, "new.txt")
    for name in (".new.txt", "new.txt~", "new.txt.bak", "new.bak"):
        new.with_name(name).write_bytes(new.read_bytes())
    new.with_name("other.txt").write_bytes(new.read_bytes().upper())
    assert desk(new).words == ["Ann"]


def test_two_windows_on_it_both_have_all_of_it(desk, path):
    desk().tag("Ann")
    new = moved(path, "one.txt")
    one = desk(new)
    other = new.with_name("two.txt")
    other.write_bytes(new.read_bytes())
    one.tag("Bob")
    two = desk(other)
    two.tag("Eve")
    assert desk(new).words == ["Ann", "Bob"] and desk(other).words == ["Eve"]


def test_what_was_written_there_meanwhile_comes_along(desk, path):
    desk().tag("Ann")
    keeper = desk()  # a window that is still open on the old name
    new = moved(path, "new.txt")
    two = desk(new)
    keeper.tag("Dan")
    two.tag("Bob")
    assert desk(new).words == ["Ann", "Bob", "Dan"]


def test_one_that_got_a_sidecar_of_its_own_meanwhile_has_both(desk, path):
    desk().tag("Ann")
    new = moved(path, "new.txt")
    two = desk(new)
    hidden = beside(path).rename(path.with_name("away"))
    desk(new).tag("Bob")
    hidden.rename(beside(path))
    two.tag("Eve")
    assert desk(new).words == ["Ann", "Bob", "Eve"]


def test_a_link_a_pipe_and_a_broken_or_foreign_file_are_passed_over(desk, path, tmp_path):
    desk().tag("Ann")
    secret = tmp_path / "secret.json"
    beside(path).rename(secret)
    new = moved(path, "new.txt")
    beside(path).symlink_to(secret)
    os.mkfifo(beside(path.with_name("pipe.txt")))
    beside(path.with_name("broken.txt")).write_text("{bro")
    foreign = {"article": {"sha256": open_article(new).sha256}, "first": {"items": []}}
    beside(path.with_name("foreign.txt")).write_text(json.dumps(foreign))
    two = desk(new)
    assert two.words == []
    two.tag("Bob")
    assert beside(path).is_symlink() and secret.exists() and len(sidecars(path)) == 5


def test_a_huge_file_is_not_read_as_a_whole(desk, path, monkeypatch):
    desk().tag("Ann")
    document = json.loads(beside(path).read_bytes())
    beside(path).write_text(json.dumps(document))  # in another layout
    new = moved(path, "new.txt")
    assert desk(new).words == ["Ann"]
    monkeypatch.setattr(moved_module, "MOST_WHOLE_BYTES", 500)
    assert desk(new).words == []


def test_a_name_in_a_sidecar_leads_nowhere(desk, path, tmp_path):
    desk().tag("Ann")
    document = json.loads(beside(path).read_bytes())
    document["article"]["name"] = "../../secret.txt"
    beside(path).write_text(json.dumps(document))
    new = moved(path, "new.txt")
    desk(new).tag("Bob")
    assert desk(new).words == ["Ann", "Bob"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["articles", "home"]


def test_notes_that_are_nonsense_are_passed_over(desk, path, tmp_path):
    desk().tag("Ann")
    new = moved(path, "archive", "new.txt")
    [note] = (tmp_path / "home" / "state" / "seen").iterdir()
    good = note.read_bytes()
    for bad in (b"", b"{", b'[1, null, "a\\u0000b.annotations.json"]', b'["/dev/zero"]', b"[" * 100_000):
        note.write_bytes(bad)
        assert desk(new).words == []
    note.write_bytes(good)
    assert desk(new).words == ["Ann"]


def test_one_renamed_to_the_same_name_in_capitals_is_no_less_an_article(desk, path):
    """A copy elsewhere may not take its sidecar away."""
    desk().tag("Ann")
    renamed = moved(path, "ARTICLE.TXT")
    if path.exists():
        pytest.skip("names differ in more than case here")
    copy = path.parent / "elsewhere" / path.name
    copy.parent.mkdir()
    copy.write_bytes(renamed.read_bytes())
    two = desk(copy)
    assert two.words == []
    two.tag("Bob")
    assert desk(renamed).words == ["Ann"] and desk(copy).words == ["Bob"]


def test_a_sidecar_whose_keys_were_sorted_is_found_too(desk, path):
    desk().tag("Ann")
    document = json.loads(beside(path).read_bytes())
    beside(path).write_text(json.dumps(document, sort_keys=True, indent=1), encoding="utf-8")
    desk().tag("Bob")  # written in our layout, the keys in their order
    new = moved(path, "renamed.txt")
    assert desk(new).words == ["Ann", "Bob"]
