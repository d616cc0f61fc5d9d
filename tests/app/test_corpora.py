"""Files that nobody here wrote, in a real window: it opens or says why in one sentence, and nothing on disk changes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from reader.app.article.opening import Reading
from tests.app.conftest import STORY, drive

PARSING = "fixtures/json-test-suite/test_parsing"
ARTICLES = [
    "fixtures/naughty-strings/blns.txt", "fixtures/naughty-strings/blns.json", "fixtures/commonmark/spec.txt",
    "fixtures/wnut17/emerging.dev.conll", f"{PARSING}/n_structure_100000_opening_arrays.json",
    f"{PARSING}/n_structure_open_array_object.json", f"{PARSING}/i_string_UTF-16LE_with_BOM.json",
    f"{PARSING}/n_string_invalid-utf-8-in-escape.json", f"{PARSING}/n_multidigit_number_then_00.json",
]  # fmt: skip
SIDECARS = [
    "fixtures/naughty-strings/blns.json", f"{PARSING}/n_structure_100000_opening_arrays.json",
    f"{PARSING}/n_structure_open_array_object.json", f"{PARSING}/i_structure_500_nested_arrays.json",
    f"{PARSING}/n_object_trailing_comma.json", f"{PARSING}/i_string_UTF-16LE_with_BOM.json",
    f"{PARSING}/y_object_duplicated_key.json", f"{PARSING}/n_number_NaN.json", f"{PARSING}/y_object_basic.json",
    f"{PARSING}/n_structure_no_data.json", f"{PARSING}/i_number_huge_exp.json",
    "fixtures/web-annotation/tools/samples/correct/anno1.json",
]  # fmt: skip


def stays(path: Path) -> tuple[bytes, int, int]:
    return path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino


def walk_about(driven) -> None:
    for keys in ("j", "Ctrl+End", "Ctrl+Home", "Shift+Right", "Tab", "Esc"):
        driven.press(keys)


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_of_a_corpus(qtbot, postil, folders, tmp_path, shared, name, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes((shared / name).read_bytes())
    before, begun = stays(path), time.process_time()
    driven = drive(qtbot, postil, Reading.of(path, folders), may_load=True)
    if driven.bench.has_article:
        walk_about(driven)
    else:
        assert driven.window.bar.message is not None
    assert time.process_time() - begun < 10
    assert stays(path) == before and os.listdir(tmp_path) in ([path.name], [path.name, "user"], ["user", path.name])  # noqa: PTH208


@pytest.mark.parametrize("name", SIDECARS)
def test_a_sidecar_of_a_corpus(qtbot, postil, folders, tmp_path, shared, name):
    found = shared / name
    if not found.exists():
        pytest.skip(f"there is no {name}")
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf-8")
    sidecar = Path(f"{path}.annotations.json")
    sidecar.write_bytes(found.read_bytes())
    before = stays(sidecar)
    driven = drive(qtbot, postil, Reading.of(path, folders))
    assert driven.bench.session.read_only is not None
    message = driven.window.bar.message
    assert message is not None and "\n" not in message.text and driven.window.bar.isVisible()
    driven.select("Ada Lovelace")
    driven.press("p")
    walk_about(driven)
    driven.window.close()
    assert stays(sidecar) == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "user") == ["a.txt", sidecar.name]


def test_a_newer_major_version_is_shown_and_says_so(open_text):
    """Each way to change something is tried; every one of them leaves the file alone."""
    window = open_text()
    window.select("Ada Lovelace")
    window.press("p")
    window.saved()
    sidecar = window.sidecar
    text = sidecar.read_text(encoding="utf-8").replace('"1.0"', '"2.0"', 1)
    window.window.close()
    newer = open_text(name="newer.txt", sidecar=text)
    before = stays(newer.sidecar)
    assert newer.window.status.word == "Read-only"
    bar = newer.window.bar.message
    assert bar is not None and "newer" in bar.text and "2.0" in bar.text
    newer.press("Esc")
    newer.go_to("Babbage")
    changing = [c for c in newer.bench.commands if c.menu in ("Tag", "Claim", "Edit") or c.context == "claim-card"]
    assert len(changing) > 60
    for command in changing:
        if command.id not in ("undo", "redo") and newer.bench.can_run(command):
            newer.bench.run(command.id)
            newer.press("Esc Esc Esc")
    newer.go_to("Ada")
    for keys in ("p", "o", "Delete", "t", "c", "u", "a", "x", ".", "Shift+V f", "Enter", "Ctrl+Z"):
        newer.press(keys)
        newer.press("Esc Esc")
    newer.window.close()
    assert stays(newer.sidecar) == before


NAMES = {
    "a line break": "a\nb.md",
    "right-to-left override": "invoice\u202etxt.md",
    "emoji": "👩\u200d👩\u200d👧 😀.md",
    "255 bytes": "n" * 251 + ".txt",
    "bytes that are no UTF-8": os.fsdecode(b"\xff\xfe.txt"),
    "a tag": "<b>x<\u2044b>.txt",
    "an ampersand": "a & b && c.txt",
}


@pytest.mark.skipif(os.name != "posix", reason="these names are known on Unix only")
@pytest.mark.parametrize("what", NAMES)
def test_an_article_of_any_name_is_shown_by_it_and_annotated(qtbot, postil, folders, tmp_path, what):
    path = tmp_path / NAMES[what]
    path.write_text(STORY, encoding="utf-8")
    driven = drive(qtbot, postil, Reading.of(path, folders))
    title = driven.window.windowTitle()
    assert title.endswith(" — Postil") and not [c for c in title if c in "\n\u202e\udcff"]
    driven.select("Ada Lovelace")
    driven.press("p")
    driven.until(lambda: driven.window.status.word.startswith("Saved"))
    sidecar = Path(os.fsdecode(os.fsencode(path) + b".annotations.json"))
    if len(os.fsencode(path.name)) > 200:  # the sidecar's name would be too long
        (sidecar,) = folders.data.rglob("annotations.json")
        assert driven.window.bar.message is not None and "too long" in driven.window.bar.message.text
    assert b"Ada Lovelace" in sidecar.read_bytes()
    assert path.read_text(encoding="utf-8") == STORY
