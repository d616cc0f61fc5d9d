"""Each file of the corpora in one window after the other, as an article and as a sidecar. Some of them in each run
(`test_corpora.py`), all of them with `-m slow`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.app.article.opening import Reading
from tests.app.conftest import STORY, Driven, drive
from tests.app.test_corpora import stays, walk_about

pytestmark = pytest.mark.slow

CORPORA = ["json-test-suite", "naughty-strings", "commonmark", "web-annotation", "wnut17"]
MOST_SECONDS = 2  # of processor time, from opening to the window being at rest: a busy machine is no hang


@pytest.fixture
def corpus(shared: Path, request: pytest.FixtureRequest) -> list[Path]:
    found = [p for p in sorted((shared / "fixtures" / request.param).rglob("*")) if p.is_file()]
    assert found
    return found


@pytest.fixture
def opened(qtbot, postil, folders, tmp_path, shared) -> Iterator[object]:
    """`opened(path)`: a window on it, with a list of what was wrong; at the end nothing may be wrong."""
    faults: list[str] = []

    def begin(path: Path, what: Path) -> tuple[Driven, list[str]]:
        begun = time.process_time()
        driven = drive(qtbot, postil, Reading.of(path, folders), may_load=True)
        driven.until(lambda: not driven.bench.has_article or not driven.bench.session.loading)
        seconds = time.process_time() - begun
        here: list[str] = []
        if seconds > MOST_SECONDS:
            here.append(f"took {seconds:.1f} s")
        bar = driven.window.bar.message
        if bar is not None and ("\n" in bar.text or not bar.text.endswith((".", "?"))):
            here.append(f"says {bar.text!r}")
        if not driven.bench.has_article and bar is None:
            here.append("does not open and says nothing")
        faults.extend(f"{what.relative_to(shared)}: {one}" for one in here)
        return driven, faults

    yield begin
    assert faults == []
    assert not (folders.state / "crashes").exists()


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("corpus", CORPORA, indirect=True)
def test_every_file_as_an_article(opened, corpus, tmp_path, suffix):
    place = tmp_path / "place"
    place.mkdir()
    for number, what in enumerate(corpus):
        path = place / f"a{number}{suffix}"
        path.write_bytes(what.read_bytes())
        before = stays(path)
        driven, faults = opened(path, what)
        if driven.bench.has_article:
            walk_about(driven)
        driven.window.close()
        if stays(path) != before or [p.name for p in place.iterdir()] != [path.name]:
            faults.append(f"{what.name}: something changed on disk")
        path.unlink()


@pytest.mark.parametrize("corpus", ["json-test-suite", "naughty-strings", "web-annotation"], indirect=True)
def test_every_file_as_a_sidecar(opened, corpus, tmp_path):
    place = tmp_path / "place"
    place.mkdir()
    for number, what in enumerate(corpus):
        path = place / f"a{number}.txt"
        path.write_text(STORY, encoding="utf-8")
        sidecar = Path(f"{path}.annotations.json")
        sidecar.write_bytes(what.read_bytes())
        before = stays(sidecar)
        driven, faults = opened(path, what)
        if driven.bench.session.read_only is None or driven.window.bar.message is None:
            faults.append(f"{what.name}: it was taken for a sidecar of ours")
        driven.select("Ada Lovelace")
        driven.press("p")
        walk_about(driven)
        driven.window.close()
        if stays(sidecar) != before or sorted(p.name for p in place.iterdir()) != [path.name, sidecar.name]:
            faults.append(f"{what.name}: something changed on disk")
        path.unlink()
        sidecar.unlink()
