"""Whatever is wrong with a file: one sentence, the right status, and nothing changed."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def test_a_missing_file_a_folder_and_a_binary(postil, article, tmp_path):
    binary = article("a.txt", bytes(range(256)) * 20)
    for path in (tmp_path / "none.txt", tmp_path, binary):
        for verb in (("show",), ("tag", "--type", "PER", "--quote", "x"), ("export", "--to", "pdf")):
            ran = postil(verb[0], path, *verb[1:])
            assert ran.status == 1 and ran.out == ""
    assert binary.read_bytes() == bytes(range(256)) * 20


def test_a_file_of_100_mb_is_refused_with_its_size(postil, tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    ran = postil("show", path)
    assert ran.status == 1 and "MB" in ran.err


def test_an_empty_file_is_fine(postil, article):
    path = article("a.txt", "")
    assert postil("show", path, "--json").json["annotations"] == []
    assert postil("show", path).status == 0


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_byte_order_marks(postil, article, encoding):
    path = article("a.txt", "Ann wept in Nord.".encode(encoding))
    assert postil("tag", path, "--type", "PER", "--quote", "Ann").status == 0
    (row,) = postil("show", path, "--json").json["annotations"]
    assert (row["spans"][0]["start"], row["spans"][0]["text"]) == (0, "Ann")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 1, "a": 2}', b"\xff\xfe{}", b"nonsense"])
def test_a_broken_sidecar_is_named_and_never_touched(postil, article, content):
    path = article("a.txt", "Ann wept.")
    sidecar = Path(f"{path}.annotations.json")
    sidecar.write_bytes(content)
    before = sidecar.stat().st_mtime_ns
    for verb in (("show",), ("show", "--json"), ("tag", "--type", "PER", "--quote", "Ann"), ("export", "--to", "pdf")):
        assert postil(verb[0], path, *verb[1:]).status == 1
    assert sidecar.read_bytes() == content and sidecar.stat().st_mtime_ns == before


def test_a_newer_major_version_is_shown_and_not_changed(postil, article):
    path = article("a.txt", "Ann wept.")
    postil("tag", path, "--type", "PER", "--quote", "Ann")
    sidecar = Path(f"{path}.annotations.json")
    sidecar.write_text(sidecar.read_text(encoding="utf-8").replace('"1.0"', '"2.0"', 1), encoding="utf-8")
    before = sidecar.read_bytes()
    assert len(postil("show", path, "--json").json["annotations"]) == 1
    (row,) = postil("show", path, "--json").json["annotations"]
    for verb in (
        ("tag", path, "--type", "ORG", "--quote", "Ann"), ("remove", path, row["id"]),
        ("highlight", path, "--quote", "Ann"),
        ("edit", path, row["id"], "note=x"), ("claim", path, "--quote", "Ann wept"),
    ):  # fmt: skip
        assert postil(*verb).status == 1
    assert sidecar.read_bytes() == before


def test_a_file_without_format_version_is_another_programs(postil, article):
    path = article("a.txt", "Ann wept.")
    sidecar = Path(f"{path}.annotations.json")
    sidecar.write_text('{"mine": true}', encoding="utf-8")
    assert postil("tag", path, "--type", "PER", "--quote", "Ann").status == 1
    assert sidecar.read_text(encoding="utf-8") == '{"mine": true}'


def test_a_tag_set_with_two_equal_keys_is_named_with_file_and_line(postil, article):
    path = article("a.txt", "Ann wept.")
    own = path.parent / "tagset.toml"
    own.write_text(
        'schema = "tagset/1"\nid = "x"\n[[entity]]\nid = "A"\nkey = "9"\n[[entity]]\nid = "B"\nkey = "9"\n',
        encoding="utf-8",
    )
    ran = postil("tag", path, "--type", "PER", "--quote", "Ann")
    assert ran.status == 0
    assert str(own) in ran.err and "line 8" in ran.err


def test_one_bad_record_never_hides_the_good_ones(postil, article):
    path = article("a.txt", "Ann wept.")
    postil("tag", path, "--type", "PER", "--quote", "Ann")
    sidecar = Path(f"{path}.annotations.json")
    document = json.loads(sidecar.read_text(encoding="utf-8"))
    document["first"]["items"].insert(0, {"id": "urn:x:1", "type": ["Annotation", "Mention"], "target": 7})
    sidecar.write_text(json.dumps(document), encoding="utf-8")
    rows = postil("show", path, "--json").json["annotations"]
    assert sorted(r["kind"] for r in rows) == ["mention", "other"]
    ran = postil("validate", path)
    assert ran.status == 1 and "first.items[0]" in ran.out


def test_validate_finds_nothing_wrong_with_what_we_wrote(postil, article):
    path = article("a.txt", "Ann wept.")
    postil("tag", path, "--type", "PER", "--quote", "Ann")
    ran = postil("validate", path, f"{path}.annotations.json")
    assert ran.status == 0 and ran.out == ""


PR_CAPBSET_DROP = 24  # from linux/prctl.h
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2  # from linux/capability.h


def without_root_rights() -> None:
    """In a child, before it becomes the program: root keeps its name and has to obey file modes like anybody."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
                raise OSError(ctypes.get_errno(), "root's rights cannot be given up here")


def unprivileged(*arguments: object) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-m", "reader", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, env=env, timeout=60, check=False, preexec_fn=without_root_rights
    )


needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="root's rights are dropped with prctl, of Linux")


@needs_linux
def test_an_unreadable_file(home, article):
    path = article("a.txt", "Ann wept.")
    path.chmod(0o000)
    ran = unprivileged("show", path)
    assert ran.returncode == 1
    assert len(ran.stderr.strip().splitlines()) == 1 and "Traceback" not in ran.stderr


@needs_linux
def test_a_folder_that_cannot_be_written_has_its_annotations_in_the_data_folder(home, article):
    path = article("a.txt", "Ann wept in Nord.")
    path.parent.chmod(0o555)
    try:
        ran = unprivileged("tag", path, "--type", "PER", "--quote", "Ann")
        assert ran.returncode == 0, ran.stderr
        assert str(home) in ran.stderr
        assert [p.name for p in path.parent.iterdir()] == ["a.txt"]
        shown = json.loads(unprivileged("show", path, "--json").stdout)
        assert [s["text"] for a in shown["annotations"] for s in a["spans"]] == ["Ann"]
    finally:
        path.parent.chmod(0o755)
    assert unprivileged("tag", path, "--type", "GPE", "--quote", "Nord").returncode == 0
    assert Path(f"{path}.annotations.json").exists()
    shown = json.loads(unprivileged("show", path, "--json").stdout)
    assert [s["text"] for a in shown["annotations"] for s in a["spans"]] == ["Ann", "Nord"]
    assert not list(home.rglob("annotations.json"))


def test_what_nobody_foresaw_is_one_sentence_and_a_report(postil, article, home, monkeypatch):
    from reader.cli import show

    def fail(_article: str) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(show, "open_session", fail)
    ran = postil("show", article("a.txt", "Ann wept."))
    assert ran.status == 1 and "RuntimeError: two lines" in ran.err
    (report,) = (home / "state" / "postil" / "crashes").iterdir()
    assert "Traceback" in report.read_text(encoding="utf-8") and str(report) in ran.err
