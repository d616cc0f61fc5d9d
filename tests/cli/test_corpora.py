"""Every file of corpora that nobody here wrote, opened as an article and as a sidecar: one sentence, and no change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

MOST_SECONDS = 2  # in processor time: a busy machine is no hang


@pytest.fixture
def corpus(shared: Path, tmp_path: Path) -> Callable[[str], Iterator[tuple[str, bytes]]]:
    def files(name: str) -> Iterator[tuple[str, bytes]]:
        found = [p for p in sorted((shared / "fixtures" / name).rglob("*")) if p.is_file()]
        assert found
        for path in found:
            yield str(path.relative_to(shared)), path.read_bytes()

    return files


class Watched:
    """Runs commands; notes which of them took too long, said too much, or ended otherwise than 0 or 1."""

    def __init__(self, postil) -> None:
        self._postil = postil
        self.faults: list[str] = []

    def run(self, what: str, *arguments: object) -> int:
        begun = time.process_time()
        try:
            ran = self._postil(*arguments)
        except BaseException as error:
            self.faults.append(f"{what}: {arguments[0]}: {type(error).__name__}: {error}"[:500])
            return 1
        seconds = time.process_time() - begun
        if seconds > MOST_SECONDS:
            self.faults.append(f"{what}: {arguments[0]} took {seconds:.1f} s")
        if ran.status not in (0, 1) or "nobody foresaw" in ran.err or "report" in ran.err:
            self.faults.append(f"{what}: {arguments[0]} ended with {ran.status}: {ran.err[:300]}")
        return ran.status


CORPORA = ["json-test-suite", "naughty-strings", "commonmark", "web-annotation", "wnut17"]


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("name", CORPORA)
def test_every_file_as_an_article(postil, corpus, tmp_path, home, name, suffix):
    watched, path = Watched(postil), tmp_path / f"article{suffix}"
    for what, data in corpus(name):
        path.write_bytes(data)
        opens = watched.run(what, "show", path) == 0
        watched.run(what, "validate", path)
        if opens:
            watched.run(what, "show", path, "--json")
        watched.run(what, "tag", path, "--type", "PER", "--quote", "the", "--nth", "1")
        if path.read_bytes() != data:
            watched.faults.append(f"{what}: the article was changed")
        for sidecar in tmp_path.glob("article*.annotations.json"):
            watched.run(what, "validate", sidecar)
            sidecar.unlink()
    assert watched.faults == []
    assert not (home / "state" / "postil" / "crashes").exists()


@pytest.mark.parametrize("name", ["json-test-suite", "naughty-strings", "web-annotation"])
def test_every_file_as_a_sidecar(postil, corpus, tmp_path, home, name):
    watched, path = Watched(postil), tmp_path / "a.txt"
    sidecar = Path(f"{path}.annotations.json")
    path.write_text("Ann wept in Nord.", encoding="utf-8")
    for what, data in corpus(name):
        sidecar.write_bytes(data)
        before = sidecar.stat()
        for arguments in (("show",), ("show", "--json"), ("validate",), ("remove", "x12345"), ("status",)):
            watched.run(what, arguments[0], path, *arguments[1:])
        tagged = watched.run(what, "tag", path, "--type", "PER", "--quote", "Ann")
        after = sidecar.stat()
        if tagged != 1:  # all of these are broken, or another program's
            watched.faults.append(f"{what}: it was taken for a sidecar of ours")
        if sidecar.read_bytes() != data or (after.st_mtime_ns, after.st_ino) != (before.st_mtime_ns, before.st_ino):
            watched.faults.append(f"{what}: the sidecar was changed")
        if {p.name for p in tmp_path.iterdir()} != {"a.txt", sidecar.name, "home"}:
            watched.faults.append(f"{what}: files were left over")
    assert watched.faults == []
    assert not (home / "state" / "postil" / "crashes").exists()
