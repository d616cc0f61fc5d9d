"""What is no plain file, and sidecars that lie, in a real window: a sentence, no waiting, and nothing touched."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from pathlib import Path

import pytest

from reader.app.article.opening import Reading
from tests.app.conftest import STORY, drive

unix = pytest.mark.skipif(os.name != "posix", reason="files of this kind are known on Unix only")
linux = pytest.mark.skipif(sys.platform != "linux", reason="these files are Linux's")
MOST_SECONDS = 2


def listing(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))  # noqa: PTH208  bytes that are no UTF-8 stay as they are


def make(kind: str, path: Path) -> list[socket.socket]:
    """Something of this kind at `path`; what has to stay open."""
    links = {"dangling link": "nothing.md", "device": "/dev/zero", "memory": "/proc/self/mem", "terminal": "/dev/tty"}
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "ring of links":
        path.symlink_to("y.md")
        path.with_name("y.md").symlink_to(path.name)
    elif kind == "socket":
        server = socket.socket(socket.AF_UNIX)
        before = Path.cwd()
        os.chdir(path.parent)  # such a name may be a hundred bytes long
        try:
            server.bind(path.name)
        finally:
            os.chdir(before)
        return [server]
    else:
        path.symlink_to(links[kind])
    return []


KINDS = ["pipe", "folder", "dangling link", "ring of links", "socket", "device", "memory", "terminal"]


@unix
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_said_in_a_sentence_at_once(qtbot, postil, folders, tmp_path, kind):
    place = tmp_path / "place"
    place.mkdir()
    path = place / "x.md"
    opened = make(kind, path)
    before, begun = listing(place), time.monotonic()
    bench = postil.show(Reading.of(path, folders))
    qtbot.waitUntil(lambda: bench.window.bar.text != "", timeout=MOST_SECONDS * 1000)
    assert time.monotonic() - begun < MOST_SECONDS
    bar = bench.window.bar.message
    assert not bench.has_article and bar.error and bar.text.endswith(".") and "\n" not in bar.text
    assert "x.md" in bar.text and "Errno" not in bar.text
    assert listing(place) == before
    assert not (folders.state / "crashes").exists()
    for one in opened:
        one.close()


@unix
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("dangling link", "ring of links")])
def test_a_sidecar_that_is_no_file_leaves_the_article_to_be_read(qtbot, postil, folders, tmp_path, kind):
    place = tmp_path / "place"
    place.mkdir()
    path = place / "a.txt"
    path.write_text(STORY, encoding="utf-8")
    sidecar = Path(f"{path}.annotations.json")
    opened = make(kind, sidecar)
    before = listing(place), os.lstat(sidecar).st_mode
    driven = drive(qtbot, postil, Reading.of(path, folders), may_load=True)
    driven.until(lambda: driven.window.bar.text != "")
    assert driven.bench.has_article and "\n" not in driven.window.bar.text
    driven.press("Esc")
    driven.go_to("Lovelace")
    driven.press("p o Delete Ctrl+S")
    driven.window.close()
    assert (listing(place), os.lstat(sidecar).st_mode) == before
    assert not (folders.state / "crashes").exists()
    for one in opened:
        one.close()


@linux
@pytest.mark.parametrize("path", ["/proc/self/status", "/proc/self/environ", "/proc/self/pagemap", "/dev/null"])
def test_files_of_the_system_are_read_or_refused(qtbot, postil, folders, path):
    bench = postil.show(Reading.of(Path(path), folders))
    qtbot.waitUntil(lambda: bench.has_article or bench.window.bar.text != "", timeout=MOST_SECONDS * 1000)
    assert "\n" not in bench.window.bar.text
    assert not (folders.state / "crashes").exists()


def quoted(words: str, **place: object) -> dict:
    start = STORY.index(words)
    selectors = [{"type": "TextQuoteSelector", "exact": words, "prefix": STORY[max(start - 32, 0) : start]}]
    selectors += [{"type": "TextPositionSelector", "start": start, "end": start + len(words)} | place]
    return {"type": "SpecificResource", "source": "story.txt", "selector": selectors}


def sidecar_of(items: list[dict], entities: list[dict] = [], **head: object) -> str:  # noqa: B006
    page = {"type": "AnnotationPage", "items": items}
    kept = {"@context": ["http://www.w3.org/ns/anno.jsonld"], "type": "AnnotationCollection", "formatVersion": "1.0"}
    return json.dumps(kept | {"article": {"name": "story.txt"}} | head | {"entities": entities, "first": page})


def highlight(key: str, target: dict, **more: object) -> dict:
    return {"id": key, "type": ["Annotation", "Highlight"], "motivation": "highlighting", "target": [target]} | more


NUMBERS = [-1, -(10**30), 10**9, 10**30, 1.5, 7.0, None, "6", True, [], {}]


@pytest.mark.parametrize("key", ["start", "end"])
@pytest.mark.parametrize("number", NUMBERS, ids=repr)
def test_offsets_that_lie_hide_nothing_and_lose_nothing(open_text, number, key):
    bare = quoted("Turin", **{key: number})
    del bare["selector"][0]
    window = open_text(
        sidecar=sidecar_of([highlight("one", quoted("Babbage", **{key: number})), highlight("two", bare)])
    )
    assert len(window.bench.session.annotations) == 2
    (found,) = (a for a in window.bench.session.annotations if a.id == "one")
    assert [span.of(window.text) for span in found.spans] == ["Babbage"]
    window.select("Ada Lovelace")
    window.press("p Ctrl+End Ctrl+Home")
    window.press("n n Shift+N")
    records = window.saved()
    assert [r["id"] for r in records if r["id"] in ("one", "two")].count("two") == 1 and len(records) == 3


def test_ids_that_stand_twice_are_each_shown_and_kept(open_text):
    first, second = highlight("same", quoted("Babbage")), highlight("same", quoted("Turin"), note="other")
    entities = [{"id": "e", "type": "Entity", "tag": tag, "name": tag} for tag in ("PER", "ORG")]
    window = open_text(sidecar=sidecar_of([first, second], entities))
    assert len(window.bench.session.annotations) == 2
    window.select("Ada Lovelace")
    window.press("p")
    records = window.saved()
    assert len(records) == 3 and [r["id"] for r in records].count("same") == 2
    document = json.loads(window.sidecar.read_text(encoding="utf-8"))
    assert [e["name"] for e in document["entities"] if e["id"] == "e"] == ["PER", "ORG"]


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "file:///etc/passwd", "..%2Fsecret.txt", "a\0b"])
def test_the_name_in_a_sidecar_is_never_followed(open_text, tmp_path, name):
    outside = tmp_path.parent / "secret.txt"
    outside.write_text("secret words", encoding="utf-8")
    target = quoted("Babbage") | {"source": name}
    article = {"name": name, "sha256": "0" * 64, "path": name, "source": name}
    window = open_text(sidecar=sidecar_of([highlight("one", target)], article=article))
    assert window.bench.session.article.path.name == "story.txt" and window.text == STORY
    window.select("Ada Lovelace")
    window.press("p")
    assert len(window.saved()) == 2
    assert outside.read_text(encoding="utf-8") == "secret words"
    assert listing(tmp_path) == ["story.txt", "story.txt.annotations.json", "user"]
