"""How many keys a claim takes with who said it and a verdict, counted by replay through the real window.

Names are tagged beforehand: what that takes is a figure of its own. Counted is every key from the last claim's verdict
to this one's: the way there, the words, the source and the verdict; Shift and the key it is held with are one. The
figures stand in the test's output (`pytest tests/benchmarks -s`).
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from reader.annotations import acts
from reader.app.article.opening import Reading
from reader.text.spans import Span
from tests.app.conftest import Driven, drive, folders, postil  # noqa: F401 - fixtures

ARTICLE = "articles/shoigu-in-pyongyang.txt"
MOST_KEYS = 9.0  # a claim, all in; measured: 8.6, of which 2.6 are the way to its words
NAMES = {
    "PER": ("Kim Jong Un", "Shoigu", "Donald Trump"),
    "GPE": ("Russia", "North Korea", "Moscow", "Pyongyang", "Washington", "Ukraine"),
    "ORG": ("Korean Central News Agency", "Russian government", "Security Council"),
    "LOC": ("Kursk region", "Korean Peninsula"),
    "ROLE": ("analysts",),
}


class Wanted(NamedTuple):
    """A claim as an annotator sees it: the keys from the last one to its words, its words, who said it, the verdict."""

    way: str
    words: str
    source: str
    verdict: str


CLAIMS = (
    Wanted("Ctrl+Down Ctrl+Down", "Following the meeting", "Kim Jong Un", "m"),
    Wanted("Ctrl+Down Ctrl+Down Ctrl+Right", "North Korean troops had fought", "Russian government", "t"),
    Wanted("Ctrl+Right", "North Korea’s military presence was authorized", "Moscow", "u"),
    Wanted("Down Down Down", "Russia would reciprocate", "Moscow", "t"),
    Wanted("Ctrl+Down Ctrl+Down Ctrl+Down Ctrl+Right", "given North Korea’s strengthened", "analysts", "u"),
)


class Counting(Driven):
    """Counts what it presses."""

    keys = 0

    def press(self, keys: str) -> None:
        self.keys += len(keys.split())
        super().press(keys)

    def type(self, text: str) -> None:
        self.keys += len(text)
        super().type(text)


@pytest.fixture
def window(shared: Path, qtbot, postil, folders, tmp_path):  # noqa: F811 - the fixtures above
    source = shared / ARTICLE
    if not source.is_file():
        pytest.skip(f"{source} is not there")
    path = tmp_path / source.name
    path.write_bytes(source.read_bytes())
    driven = drive(qtbot, postil, Reading.of(path, folders))
    return Counting(qtbot, driven.bench)


def tag_names(window: Counting) -> None:
    """All mentions of the names, as they stand after the first pass over an article."""
    session = window.bench.session
    for type_id, names in NAMES.items():
        for name in names:
            spans, at = [], window.text.find(name)
            while at >= 0:
                spans.append(Span(at, at + len(name)))
                at = window.text.find(name, at + 1)
            window.bench.desk.apply(acts.tag(session.annotations, window.text, spans, type_id, session.stamp))


def label_on(window: Counting, words: str) -> str:
    """The letters on these words; of several the ones nearest to the caret."""
    shown, caret = window.window.page._labels._labels, window.bench.desk.caret
    return " ".join(min((abs(s.start - caret), code) for s, code in shown if s.of(window.text) == words)[1])


def test_a_claim_with_source_and_verdict(window: Counting) -> None:
    tag_names(window)
    window.keys, way = 0, 0
    for wanted in CLAIMS:
        window.press(wanted.way)
        way += len(wanted.way.split())
        window.press("c f s")
        told = window.window.status.place.endswith(f"Enter: {wanted.source}.")  # by the words around the claim
        window.press("Enter" if told else label_on(window, wanted.source))
        window.press(f"Shift+V {wanted.verdict}")
    claims = window.claims()
    assert [
        item["target"][0]["selector"][0]["exact"][: len(w.words)] for item, w in zip(claims, CLAIMS, strict=True)
    ] == [wanted.words for wanted in CLAIMS]
    sources = [item["claim"]["attribution"][0] for item in claims]
    assert [source["name"] for source in sources] == [wanted.source for wanted in CLAIMS]
    assert all(source["entity"].startswith("urn:uuid:") and source["words"] for source in sources)
    assert all(item["claim"]["verdict"] for item in claims)
    keys, way_keys = window.keys / len(CLAIMS), way / len(CLAIMS)
    print(
        f"\nkeys a claim: {keys:.1f} ({way_keys:.1f} to its words, {keys - way_keys:.1f} for claim, source and verdict)"
    )
    assert keys <= MOST_KEYS
