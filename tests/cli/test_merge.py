"""`postil merge`: by hand, and in real git repositories with real branches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import git_driver

TEXT = "Ann met Bob in Rome. The boats are not insured, said Ann. Carl wept.\n" * 2


@pytest.fixture
def three(postil, article, tmp_path):
    """An article with one claim, and its sidecar as BASE, OURS and THEIRS for two lists of commands."""

    def make(ours, theirs):
        path = article("a.txt", TEXT)
        sidecar = Path(f"{path}.annotations.json")
        key = postil(
            "claim", path, "--quote", "The boats are not insured", "--nth", 1, "--verdict", "false"
        ).out.strip()
        base = sidecar.read_bytes()
        for name, commands in (("theirs", theirs), ("ours", ours)):
            sidecar.write_bytes(base)
            for verb, *rest in commands:
                assert postil(verb, path, *([key, *rest] if verb in ("edit", "remove") else rest)).status == 0
            (tmp_path / name).write_bytes(sidecar.read_bytes())
        (tmp_path / "base").write_bytes(base)
        return path, tmp_path / "base", sidecar, tmp_path / "theirs"

    return make


def test_different_facts_both_live_and_ours_is_written(three, postil):
    path, base, ours, theirs = three(
        [("edit", "verdict=true")], [("edit", "note=Ask her"), ("tag", "--type", "PER", "--quote", "Bob", "--all")]
    )
    kept = len(postil("restore", path, "--list").out.splitlines())
    ran = postil("merge", base, ours, theirs)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    claim, *mentions = sorted(postil("show", path, "--json").json["annotations"], key=lambda a: a["kind"])
    assert (claim["verdict"], claim["note"], len(mentions)) == ("true", "Ask her", 2)
    assert postil("validate", path).status == 0
    before = ours.stat().st_mtime_ns
    assert postil("merge", base, ours, theirs).status == 0
    assert ours.stat().st_mtime_ns == before, "what is right already is not written again"
    assert len(postil("restore", path, "--list").out.splitlines()) == kept + 1, "what was there before was kept"


def test_a_conflict_is_exit_1_and_both_values_are_there(three, postil):
    path, base, ours, theirs = three([("edit", "verdict=true")], [("edit", "verdict=unverified")])
    ran = postil("merge", base, ours, theirs)
    assert ran.status == 1
    assert "changed differently on both sides" in ran.err
    (record,) = json.loads(ours.read_bytes())["first"]["items"]
    assert (record["claim"]["verdict"], record["conflict"]) == ("true", {"verdict": "unverified"})
    assert postil("validate", path).status == 0


def test_the_result_goes_where_it_is_wanted(three, postil, tmp_path):
    _, base, ours, theirs = three([("edit", "verdict=true")], [("edit", "note=Ask her")])
    before = ours.read_bytes()
    printed = postil("merge", base, ours, theirs, "-o", "-")
    assert postil("merge", base, ours, theirs, "-o", tmp_path / "new.json").status == 0
    assert (tmp_path / "new.json").read_text(encoding="utf-8") == printed.out
    assert ours.read_bytes() == before
    assert postil("merge", base, ours, theirs, "-o", ours).status == 0
    assert ours.read_text(encoding="utf-8") == printed.out
    assert postil("merge", os.devnull, ours, ours, "-o", "-").out == printed.out


def test_what_cannot_be_merged_is_said_and_nothing_is_written(three, postil, tmp_path):
    path, base, ours, theirs = three([("edit", "verdict=true")], [("edit", "note=Ask her")])
    before = ours.read_bytes()
    broken = tmp_path / "broken"
    broken.write_bytes(before[:-9])
    for wrong in (broken, tmp_path / "none", tmp_path, path):
        for names in ((wrong, ours, theirs), (base, ours, wrong)):
            ran = postil("merge", *names)
            assert ran.status == 1, wrong
            assert wrong.name in ran.err
    assert ours.read_bytes() == before
    article = path.read_bytes()
    assert postil("merge", base, ours, theirs, "-o", path).status == 1
    assert postil("merge", base, ours, theirs, "-o", tmp_path).status == 1
    assert path.read_bytes() == article


def test_wrong_usage(postil):
    assert postil("merge", "a", "b").status == 2
    assert postil("merge").status == 2
    assert postil("merge", "--global").status == 2
    assert postil("merge", "--install-git", "--uninstall-git").status == 2
    assert postil("merge", "--install-git", "a", "b", "c").status == 2


# -- git -------------------------------------------------------------------------------------------


def git(folder, *words, ok=True):
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert not ok or done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture
def repository(home, tmp_path, monkeypatch, postil):
    """A repository with an article of one mention, in which git merges sidecars with this Postil."""
    for key in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setattr(sys, "argv", [str(Path(git_driver.__file__).parents[1] / "__main__.py")])
    folder = tmp_path / "a folder's 100% %O"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "user.name", "Ada")
    git(folder, "config", "user.email", "ada@example.org")
    monkeypatch.chdir(folder)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    git(folder, "add", "a.txt")
    git(folder, "commit", "-qm", "article")
    assert postil("merge", "--install-git").status == 0
    return folder


def commit(folder, message="work"):
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message)


def words(postil, folder, name="a.txt"):
    rows = postil("show", folder / name, "--json").json["annotations"]
    return sorted(span["text"] for row in rows for span in row["spans"])


def test_branches_are_merged_rebased_and_picked(repository, postil):
    tag = ("tag", "a.txt", "--type", "PER", "--nth", 1, "--quote")
    postil(*tag, "Ann")
    commit(repository, "base")
    for branch, name in (("one", "Bob"), ("two", "Carl"), ("three", "Ann.")):
        git(repository, "checkout", "-q", "-b", branch, "main")
        postil(*tag, name)
        commit(repository, branch)
    git(repository, "checkout", "-q", "one")
    git(repository, "merge", "-q", "--no-edit", "two")
    assert words(postil, repository) == ["Ann", "Bob", "Carl"]
    git(repository, "checkout", "-q", "three")
    git(repository, "rebase", "-q", "two")
    assert words(postil, repository) == ["Ann", "Ann.", "Carl"]
    git(repository, "cherry-pick", "one~1")
    assert words(postil, repository) == ["Ann", "Ann.", "Bob", "Carl"]
    assert postil("validate", "a.txt").status == 0
    assert git(repository, "status", "--porcelain").stdout == ""


def test_a_conflict_stops_git_and_is_a_valid_sidecar_to_settle_and_add(repository, postil):
    key = postil("claim", "a.txt", "--quote", "Carl wept", "--nth", 1).out.strip()
    commit(repository, "base")
    git(repository, "checkout", "-q", "-b", "other")
    postil("edit", "a.txt", key, "verdict=false")
    commit(repository)
    git(repository, "checkout", "-q", "main")
    postil("edit", "a.txt", key, "verdict=true")
    commit(repository)
    stopped = git(repository, "merge", "--no-edit", "other", ok=False)
    assert stopped.returncode == 1
    assert "a.txt.annotations.json: 1 thing was changed differently" in stopped.stdout + stopped.stderr
    assert git(repository, "status", "--porcelain").stdout.startswith("UU")
    assert postil("validate", "a.txt").status == 0
    (record,) = json.loads((repository / "a.txt.annotations.json").read_bytes())["first"]["items"]
    assert (record["claim"]["verdict"], record["conflict"]["verdict"]) == ("true", "false")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "--no-edit")


def test_both_branches_begin_to_annotate(repository, postil):
    git(repository, "branch", "other")
    postil("tag", "a.txt", "--type", "PER", "--quote", "Ann", "--all")
    commit(repository)
    git(repository, "checkout", "-q", "other")
    postil("tag", "a.txt", "--type", "PER", "--quote", "Ann", "--nth", 1)
    postil("tag", "a.txt", "--type", "PER", "--quote", "Bob", "--nth", 1)
    commit(repository)
    git(repository, "merge", "-q", "--no-edit", "main")
    assert words(postil, repository) == ["Ann"] * 4 + ["Bob"]
    names = [entity["name"] for entity in postil("show", "a.txt", "--json").json["entities"]]
    assert sorted(names) == ["Ann", "Bob"]


def test_the_article_is_edited_on_one_branch_and_annotated_on_the_other(repository, postil):
    once = TEXT[: len(TEXT) // 2]
    (repository / "a.txt").write_text(once, encoding="utf-8")
    postil("tag", "a.txt", "--type", "PER", "--quote", "Carl")
    commit(repository)
    git(repository, "checkout", "-q", "-b", "edited")
    (repository / "a.txt").write_text("A new first sentence.\n" + once, encoding="utf-8")
    postil("edit", "a.txt", postil("show", "a.txt", "--json").json["annotations"][0]["id"], "note=moved")
    commit(repository)
    git(repository, "checkout", "-q", "main")
    postil("tag", "a.txt", "--type", "PER", "--quote", "Bob")
    commit(repository)
    git(repository, "merge", "-q", "--no-edit", "edited")
    rows = postil("show", "a.txt", "--json").json["annotations"]
    at = len("A new first sentence.\n")
    assert [(row["spans"][0]["text"], row["spans"][0]["start"]) for row in rows] == [
        ("Bob", at + once.index("Bob")),
        ("Carl", at + once.index("Carl")),
    ]


def test_setting_up_twice_and_taking_back(repository, postil, home):
    assert "already" in postil("merge", "--install-git").out
    assert git(repository, "check-attr", "merge", "x/a.md.annotations.json").stdout.endswith("merge: postil\n")
    assert git(repository, "status", "--porcelain").stdout == "", "nothing in the folder is touched"
    git(repository, "config", "merge.postil.driver", "elsewhere/postil merge %O %A %B")
    assert "now merges" in postil("merge", "--install-git").out
    ran = postil("merge", "--uninstall-git")
    assert (ran.status, "no longer" in ran.out) == (0, True)
    assert git(repository, "check-attr", "merge", "a.md.annotations.json").stdout.endswith("unspecified\n")
    assert git(repository, "config", "--get-regexp", "merge.postil", ok=False).returncode == 1
    assert "nothing to take back" in postil("merge", "--uninstall-git").out


def test_set_up_for_all_repositories(repository, postil, home, tmp_path, monkeypatch):
    postil("merge", "--uninstall-git")
    monkeypatch.chdir(tmp_path)
    assert postil("merge", "--install-git").status == 1, "no repository"
    (home / "config" / "git").mkdir(parents=True)
    attributes = home / "config" / "git" / "attributes"
    attributes.write_text("*.bin -diff", encoding="utf-8")
    assert postil("merge", "--install-git", "--global").status == 0
    assert attributes.read_text(encoding="utf-8") == "*.bin -diff\n*.annotations.json merge=postil\n"
    assert git(repository, "check-attr", "merge", "a.md.annotations.json").stdout.endswith("merge: postil\n")
    assert postil("merge", "--uninstall-git", "--global").status == 0
    assert attributes.read_text(encoding="utf-8") == "*.bin -diff\n"


def test_without_git_it_says_so(home, tmp_path, postil, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = postil("merge", "--install-git")
    assert (ran.status, "there is no git" in ran.err) == (1, True)


def test_an_installed_postil_is_called_by_its_path(tmp_path, monkeypatch):
    program = tmp_path / "it's here" / "postil"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program)])
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert git_driver.driver_command() == f"'{tmp_path}/it'\"'\"'s here/postil' merge --name %P -- %O %A %B"


def test_a_conflict_is_shown_and_settled_by_name(three, postil):
    path, base, ours, theirs = three(
        [("edit", "verdict=true", "source=Ann")], [("edit", "verdict=unverified", "source=Bob")]
    )
    postil("merge", base, ours, theirs)
    (row,) = postil("show", path, "--json").json["annotations"]
    assert row["verdict"] == "true"
    assert row["conflict"] == {
        "attribution": [{"role": "speaker", "name": "Bob", "entity": None}],
        "verdict": "unverified",
    }
    assert "(in conflict)" in postil("show", path).out
    before = ours.read_bytes()
    assert postil("edit", path, row["id"], "conflict=theirs").status == 0
    (settled,) = postil("show", path, "--json").json["annotations"]
    assert (settled["verdict"], settled["source"], "conflict" in settled) == ("unverified", "Bob", False)
    ours.write_bytes(before)
    assert postil("edit", path, row["id"], "conflict=mine").status == 0
    (settled,) = postil("show", path, "--json").json["annotations"]
    assert (settled["verdict"], settled["source"], "conflict" in settled) == ("true", "Ann", False)
    ours.write_bytes(before)
    assert postil("edit", path, row["id"], "verdict=false").status == 0
    (decided,) = postil("show", path, "--json").json["annotations"]
    assert list(decided["conflict"]) == ["attribution"]
    assert postil("edit", path, row["id"], "conflict=x").status == 2
