"""`postil restore`: what is listed, what comes back, and that nothing is lost by it."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.cli.restore import time_of
from reader.errors import UsageError

TEXT = "Ann and Bob met Eve in Moscow.\n"


def side(path: Path) -> Path:
    return path.with_name(path.name + ".annotations.json")


@pytest.fixture
def worked_on(postil, article):
    """An article, and the bytes of its sidecar with one annotation, with two, and with the second removed."""
    path = article("a.txt", TEXT)
    states = []
    postil("tag", path, "--type", "PER", "--quote", "Ann")
    states.append(side(path).read_bytes())
    bob = postil("tag", path, "--type", "PER", "--quote", "Bob").out.strip()
    states.append(side(path).read_bytes())
    assert postil("remove", path, bob).status == 0
    states.append(side(path).read_bytes())
    return path, states


def listed(postil, path):
    return postil("restore", path, "--list", "--json").json


def test_the_last_version_comes_back_and_so_does_what_it_replaced(postil, worked_on):
    path, (_, two, removed) = worked_on
    ran = postil("restore", path)
    assert (ran.status, ran.out.strip()) == (0, str(side(path)))
    assert "2 annotations" in ran.err and side(path).read_bytes() == two
    postil("restore", path)
    assert side(path).read_bytes() == removed
    assert postil("validate", path).status == 0


def test_each_listed_version_comes_back_byte_for_byte(postil, worked_on):
    path, (one, two, _) = worked_on
    rows = listed(postil, path)
    assert [(row["annotations"], row["why"], row["bytes"]) for row in rows] == [
        (2, "removal", len(two)), (1, "change", len(one)),
    ]  # fmt: skip
    for row, expected in ((rows[1], one), (rows[0], two), (rows[1], one)):
        assert postil("restore", path, "--at", row["at"]).status == 0
        assert side(path).read_bytes() == expected  # the first stands there already
    lines = postil("restore", path, "--list").out.splitlines()
    assert len(lines) == 4 and all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", line) for line in lines)
    assert lines[-1].split("  ")[-1] == "before later changes" and "1 annotation " in lines[-1]


def test_a_moment_means_what_stood_then(postil, worked_on):
    path, (one, two, _) = worked_on
    rows = listed(postil, path)
    for row, expected in ((rows[0], two), (rows[1], one)):
        begin, end = (datetime.fromisoformat(row[key]) for key in ("since", "until"))
        assert postil("restore", path, "--at", (begin + (end - begin) / 2).isoformat()).status == 0
        assert side(path).read_bytes() == expected


def test_what_stands_there_already_is_left_alone(postil, worked_on):
    path, (_, _, removed) = worked_on
    before = side(path).stat()
    ran = postil("restore", path, "--at", datetime.now(UTC).isoformat())
    assert (ran.status, ran.out) == (0, "") and "nothing was changed" in ran.err
    assert side(path).read_bytes() == removed and side(path).stat().st_ino == before.st_ino


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--at", "2001-01-01"], 1, "from before 2001-01-01 23:59:59: the oldest"),
        (["--at", "soon"], 2, "'soon' is no time"),
        (["--at", "14:05", "--list"], 2, "exclude each other"),
        (["--json"], 2, "--json goes with --list"),
    ],
)
def test_what_cannot_be_done_is_said(postil, worked_on, arguments, status, said):
    path, states = worked_on
    ran = postil("restore", path, *arguments)
    assert ran.status == status and said in ran.err and ran.out == ""
    assert side(path).read_bytes() == states[2]


def test_where_nothing_is_kept_there_is_nothing_to_restore(postil, article):
    path = article("a.txt", TEXT)
    assert postil("restore", path).status == 1 and postil("restore", path.with_name("no.txt")).status == 1
    ran = postil("restore", path, "--list")
    assert (ran.status, ran.out) == (0, "") and "No earlier version" in ran.err
    assert listed(postil, path) == [] and not side(path).exists()


def test_a_sidecar_that_is_gone_comes_back(postil, worked_on):
    path, (_, two, last) = worked_on
    side(path).unlink()
    assert postil("restore", path).status == 0 and side(path).read_bytes() == last
    assert postil("restore", path).status == 0 and side(path).read_bytes() == two


def test_a_broken_sidecar_gets_a_dated_name_and_is_not_written_over(postil, worked_on):
    path, (_, _, last) = worked_on
    side(path).write_bytes(b'{"bro')
    ran = postil("restore", path)
    assert ran.status == 0 and side(path).read_bytes() == last
    [aside] = path.parent.glob("*.broken-*")
    assert aside.read_bytes() == b'{"bro' and aside.name in ran.err


def test_a_newer_or_foreign_file_is_left_alone(postil, worked_on):
    path, _ = worked_on
    for data in (b'{"formatVersion": "2.0"}', b'{"type": "Annotation"}'):
        side(path).write_bytes(data)
        assert postil("restore", path).status == 1 and side(path).read_bytes() == data


def test_a_damaged_backup_changes_nothing(postil, worked_on, home):
    path, states = worked_on
    for backup in (home / "state" / "postil" / "backups").glob("*/*.gz"):
        backup.write_bytes(b"")
    ran = postil("restore", path)
    assert ran.status == 1 and "damaged" in ran.err and side(path).read_bytes() == states[2]


def test_foreign_keys_and_other_peoples_records_come_back_too(postil, worked_on):
    path, states = worked_on
    document = json.loads(states[2])
    document["mine"] = {"kept": 1.50}
    document["first"]["items"].append({"id": "urn:x", "type": "Annotation", "body": "b", "target": "t"})
    document["total"] = 2
    text = json.dumps(document)
    side(path).write_text(text)
    postil("tag", path, "--type", "PER", "--quote", "Eve")
    postil("restore", path, "--list")
    postil("remove", path, "urn:x")
    assert "mine" in json.loads(side(path).read_text())
    assert postil("restore", path).status == 0
    assert any(item["id"] == "urn:x" for item in json.loads(side(path).read_text())["first"]["items"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_in_a_folder_that_cannot_be_written_it_comes_back_in_the_data_folder(postil, worked_on):
    path, (_, _, removed) = worked_on
    path.parent.chmod(0o500)
    try:
        ran = postil("restore", path)
        assert ran.status == 0 and "data" in ran.out and side(path).read_bytes() == removed
        assert len(postil("show", path, "--json").json["annotations"]) == 2
    finally:
        path.parent.chmod(0o700)


def test_a_linked_article_and_sidecar_stay_links(postil, worked_on, tmp_path):
    path, (_, two, _) = worked_on
    link = path.with_name("link.txt")
    link.symlink_to(path)
    real = tmp_path / "elsewhere.json"
    side(path).rename(real)
    side(path).symlink_to(real)
    real.chmod(0o640)
    assert postil("restore", link).status == 0
    assert side(path).is_symlink() and real.read_bytes() == two and real.stat().st_mode & 0o777 == 0o640


def test_times_as_people_write_them():
    now = datetime(2026, 5, 31, 14, 5).astimezone()
    assert time_of("13:00", now) == now - timedelta(hours=1, minutes=5)
    assert time_of("9:00", now) == now - timedelta(hours=5, minutes=5)
    assert time_of("14:06", now) == now - timedelta(days=1) + timedelta(minutes=1)
    assert time_of("2026-05-31", now).date() == now.date() and time_of("2026-05-31", now) > now
    assert time_of("2026-05-31T12:00:00Z", now) == datetime(2026, 5, 31, 12, tzinfo=UTC)
    for written in ("", "25:00", "tomorrow", "2026-13-01", "0001-01-01T00:00+23:59", "9" * 50):
        with pytest.raises(UsageError):
            time_of(written, now)


def test_show_tells_of_earlier_versions_when_the_file_is_gone(postil, article):
    path = article("gone.txt", "Ann met Bob.\n")
    ran = postil("show", path)
    assert (ran.status, ran.out, ran.err) == (0, "", "gone.txt has no annotations.\n")
    for quote in ("Ann", "Bob"):
        assert postil("tag", path, "--type", "PER", "--quote", quote).status == 0
    path.with_name("gone.txt.annotations.json").unlink()
    ran = postil("show", path)
    assert ran.out == "" and ran.err.endswith("postil restore --list shows them.\n") and ran.err.count("\n") == 1


def test_what_was_written_last_comes_back_when_its_file_is_gone(postil, article):
    path = article("a.txt", TEXT)
    postil("tag", path, "--type", "PER", "--quote", "Ann")
    once = side(path).read_bytes()
    assert listed(postil, path) == []  # what stands there is no earlier version
    side(path).unlink()
    assert [row["why"] for row in listed(postil, path)] == ["left"]
    assert postil("restore", path).status == 0 and side(path).read_bytes() == once


def test_what_was_written_last_comes_back_when_its_file_is_broken(postil, article):
    path = article("a.txt", TEXT)
    for name in ("Ann", "Bob", "Eve"):
        postil("tag", path, "--type", "PER", "--quote", name)
    last = side(path).read_bytes()
    side(path).write_text("{bro")
    assert [(row["why"], row["annotations"]) for row in listed(postil, path)] == [("left", 3), ("change", 1)]
    assert postil("restore", path).status == 0 and side(path).read_bytes() == last


def test_many_commands_in_a_row_leave_one_version_of_their_end(postil, article, home):
    path = article("a.txt", "Ann. " * 12)
    for number in range(1, 13):
        postil("tag", path, "--type", "PER", "--quote", "Ann", "--nth", number)
    assert len(list(home.rglob("*.json.gz"))) == 2


def test_a_state_folder_that_cannot_be_written_is_told(postil, article, home):
    path = article("a.txt", TEXT)
    ann = postil("tag", path, "--type", "PER", "--quote", "Ann").out.strip()
    shelf = home / "state" / "postil" / "backups"
    for kept in sorted(shelf.rglob("*"), reverse=True):
        kept.rmdir() if kept.is_dir() else kept.unlink()
    shelf.rmdir()
    shelf.write_text("in the way of the folder")
    ran = postil("remove", path, ann)
    assert (ran.status, ran.err.count("\n")) == (0, 1)
    assert ran.err.startswith("No earlier version of the annotations of a.txt could be kept: ")
    assert json.loads(side(path).read_bytes())["first"]["items"] == []


def test_a_broken_file_says_how_its_last_version_comes_back(postil, article):
    path, bare = article("it is.txt", TEXT), article("b.txt", TEXT)
    postil("tag", path, "--type", "PER", "--quote", "Ann")
    side(path).write_text("{bro")
    side(bare).write_text("{bro")
    for verb in (("show",), ("tag", "--type", "PER", "--quote", "Bob"), ("status",)):
        told = postil(verb[0], path, *verb[1:])
        assert told.status == 1 and f"postil restore '{path}' brings back" in told.err
        assert "restore" not in postil(verb[0], bare, *verb[1:]).err  # nothing is kept of it
    assert postil("restore", path).status == 0 and "Ann" in postil("show", path).out


def test_a_folder_in_the_place_of_a_sidecar_is_told_with_what_is_safe(postil, article):
    path = article("a.txt", TEXT)
    side(path).mkdir()
    ran = postil("tag", path, "--type", "PER", "--quote", "Ann")
    assert ran.status == 1 and "is a directory. It was not changed; move that folder away to go on." in ran.err
    postil("status", path)
    side(path).rmdir()
    assert postil("tag", path, "--type", "PER", "--quote", "Ann").status == 0


def test_that_no_earlier_version_can_be_kept_is_said_once(postil, article, home, monkeypatch):
    path = article("a.txt", TEXT)
    (home / "state" / "postil").mkdir(parents=True)
    (home / "state" / "postil" / "backups").write_text("in the way")
    ran = postil("tag", path, "--type", "PER", "--quote", "Ann")
    assert ran.status == 0 and ran.err.count("No earlier version of the annotations of a.txt could be kept") == 1
    assert len(ran.err.splitlines()) == 1 and "The annotations themselves are saved." in ran.err
