"""Loading and saving on a real disk, with other writers and words that come and go."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Lost
from reader.errors import UserError
from reader.sidecar.keeping import writing
from reader.sidecar.keeping.results import Loaded
from reader.sidecar.places.places import SUFFIX, beside
from tests.sidecar.desk import TEXT, Desk, names, on_disk, untouched


def test_nothing_is_written_before_there_is_something(desk: Callable[..., Desk], path: Path) -> None:
    assert desk().loaded == Loaded(AnnotationSet())
    assert names(path.parent) == ["article.txt"]
    assert desk().store.sidecar_bytes() is None
    assert desk().store.places.present() is None


def test_what_was_saved_is_loaded_and_the_article_is_not_touched(desk: Callable[..., Desk], path: Path) -> None:
    before = untouched(path)
    one = desk()
    one.tag("Kim Jong Un", "Ann")
    assert one.save().elsewhere == ""
    assert desk().state == one.state
    assert untouched(path) == before
    assert names(path.parent) == ["article.txt", "article.txt" + SUFFIX]
    assert one.store.sidecar_bytes() == beside(path).read_bytes()
    assert one.store.places.present() == beside(path)


WRITER = """
    import sys, time
    from pathlib import Path
    from reader.annotations import acts
    from reader.annotations.ids import Stamp
    from reader.folders import Folders
    from reader.session import Session, read_article
    from reader.text.quotes import find_quote
    path, root, start = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    session = Session(read_article(path, Folders.under(root)))
    time.sleep(max(0, start - time.time()))
    for quote in sys.argv[4:]:
        text = session.article.text
        session.apply(acts.tag(session.annotations, text, find_quote(text, quote)[:1], "PER", Stamp()))
        print(session.save().state)
"""


def test_six_programs_at_once_lose_nothing(desk: Callable[..., Desk], path: Path, tmp_path: Path) -> None:
    import time

    first = desk()
    first.tag("Kim Jong Un")
    first.save()
    quotes = [
        "Sergei Shoigu",
        "Pyongyang",
        "Ann",
        "Bob",
        "Moscow",
        "Ulan Bator",
        "Eve",
        "Dan",
        "met",
        "left",
        "for",
        "with",
    ]
    start = str(time.time() + 3)
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(path), str(tmp_path / "home"), start]
    running = [
        subprocess.Popen([*command, *quotes[n::6]], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for n in range(6)
    ]
    for process in running:
        out, err = process.communicate(timeout=60)
        assert out.split() == ["Saved", "Saved"], err
    assert sorted(on_disk(beside(path))) == sorted([*quotes, "Kim Jong Un"])
    assert sorted(desk().words) == sorted([*quotes, "Kim Jong Un"])
    assert names(path.parent) == ["article.txt", "article.txt" + SUFFIX], "no litter"


def test_a_program_without_our_lock_between_look_and_rename(
    desk: Callable[..., Desk], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = desk(), desk()
    one.tag("Ann")
    one.save()
    other = desk()
    other.tag("Bob")
    real, done = writing.write_durably, []

    def meanwhile(target: Path, data: bytes, **more: Any) -> Any:
        if not done:
            done.append(True)
            document = json.loads(beside(path).read_bytes())
            document["theirs"] = 1
            document["first"]["items"].append(
                {"id": "urn:theirs", "type": "Annotation", "target": "https://example.org"}
            )
            beside(path).write_text(json.dumps(document), encoding="utf-8")
        return real(target, data, **more)

    monkeypatch.setattr(writing, "write_durably", meanwhile)
    other.save()
    document = json.loads(beside(path).read_bytes())
    assert document["theirs"] == 1
    assert {i["id"] for i in document["first"]["items"]} >= {"urn:theirs", *one.state.annotations}
    assert "urn:theirs" in other.state.annotations


def test_somebody_who_writes_all_the_time_is_told_of(
    desk: Callable[..., Desk], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = desk()
    one.tag("Ann")
    real = writing.write_durably

    def meanwhile(target: Path, data: bytes, **more: Any) -> Any:
        beside(path).write_bytes(data)
        return real(target, data, **more)

    monkeypatch.setattr(writing, "write_durably", meanwhile)
    with pytest.raises(UserError, match="all the time"):
        one.save()


def test_a_sidecar_deleted_meanwhile_is_written_anew_with_everything(desk: Callable[..., Desk], path: Path) -> None:
    one = desk()
    one.tag("Ann", "Bob")
    one.save()
    beside(path).unlink()
    one.tag("Eve")
    one.save()
    assert on_disk(beside(path)) == ["Ann", "Bob", "Eve"]
    assert desk().state == one.state


def test_what_others_removed_is_removed_and_what_they_edited_is_edited(desk: Callable[..., Desk], path: Path) -> None:
    one = desk()
    one.tag("Ann", "Bob")
    one.save()
    other = desk()
    other.remove("Ann")
    other.save()
    one.tag("Eve")
    one.save()
    assert one.words == ["Bob", "Eve"]
    assert [key for key, a in one.saved.from_others.annotations if a is None]


def test_the_same_bytes_when_nothing_was_changed(desk: Callable[..., Desk], path: Path) -> None:
    one = desk()
    one.tag("Ann", "Bob")
    one.save()
    before = beside(path).read_bytes()
    desk().save()
    assert beside(path).read_bytes() == before


def test_records_of_others_on_our_words_are_never_rewritten(desk: Callable[..., Desk], path: Path) -> None:
    one = desk()
    one.tag("Ann")
    one.save()
    document = json.loads(beside(path).read_bytes())
    quote = {"type": "TextQuoteSelector", "exact": "Bob", "prefix": "Ann and ", "suffix": " left Moscow for Ulan Bator"}
    theirs = {
        "type": "Annotation", "id": "urn:theirs", "x": 1, "target": {
            "source": "https://example.org/articles/article.txt",
            "selector": [quote, {"type": "TextPositionSelector", "start": 52, "end": 55}],
        },
    }  # fmt: skip
    document["first"]["items"].insert(0, theirs)
    beside(path).write_text(json.dumps(document), encoding="utf-8")
    path.write_text("At last! " + TEXT, encoding="utf-8")
    two = desk()
    assert two.words == ["Ann", "Bob"]
    two.tag("Eve")
    two.save()
    after = json.loads(beside(path).read_bytes())
    assert after["first"]["items"][-1] == theirs
    ours = after["first"]["items"][0]["target"][0]["selector"]
    assert ours[1]["start"] == TEXT.index("Ann") + 9, "ours follow their words"


def test_words_that_are_gone_wait_and_come_back(desk: Callable[..., Desk], path: Path) -> None:
    one = desk()
    one.tag("Ann", "Eve")
    one.save()
    record = json.loads(beside(path).read_bytes())["first"]["items"][1]
    path.write_text(TEXT.replace(" with Eve and Dan", ""), encoding="utf-8")
    for _ in range(3):
        two = desk()
        assert [a.anchor for a in two.state.in_reading_order[1:-1]] in ([], [Anchor.EXACT])
        assert two.state.in_reading_order[-1].anchor is Anchor.ORPHAN
        lost = two.state.in_reading_order[-1].fragments[0]
        assert isinstance(lost, Lost)
        assert lost.quote.exact == "Eve"
        two.tag("Bob")
        two.save()
    assert record in json.loads(beside(path).read_bytes())["first"]["items"]
    path.write_text(TEXT, encoding="utf-8")
    assert desk().words == ["Ann", "Bob", "Eve"]
