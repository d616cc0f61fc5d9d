"""The runner between format versions, with steps made for the test: there is only one version of the format yet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.annotations import acts
from reader.annotations.ids import Stamp
from reader.annotations.tagset_file import default_tagset
from reader.folders import Folders
from reader.sidecar.backups.backups import Backups
from reader.sidecar.backups.thinning import Why
from reader.sidecar.format import migrate as migrate_module
from reader.sidecar.format.document import FORMAT_VERSION
from reader.sidecar.format.migrate import STEPS, Step, is_older, migrate
from reader.sidecar.keeping.store import SidecarStore
from reader.sidecar.places.places import beside
from reader.text.open import open_article
from reader.text.quotes import find_quote

TEXT = "Ann met Bob in Moscow.\n"


def items_to_page(document):
    """An imagined version that had its annotations at the top."""
    items = document.pop("notes")
    return document | {"first": {"type": "AnnotationPage", "items": items}, "total": len(items)}


IMAGINED = (Step("0.8", "0.9", lambda d: d | {"seen": True}), Step("0.9", FORMAT_VERSION, items_to_page))


def test_each_step_leads_on_to_the_version_of_today():
    for step in STEPS:
        assert migrate({"formatVersion": step.version})["formatVersion"] == FORMAT_VERSION
    assert len({step.version for step in STEPS}) == len(STEPS)


def test_steps_are_taken_one_after_the_other():
    document = {"formatVersion": "0.8", "notes": [1], "mine": 1}
    assert is_older(document, IMAGINED)
    became = migrate(document, IMAGINED)
    assert became["formatVersion"] == FORMAT_VERSION and became["first"]["items"] == [1]
    assert became["seen"] and became["mine"] == 1 and "notes" not in became
    for version in (FORMAT_VERSION, "1.7", "0.1", None, 3):
        same = {"formatVersion": version}
        assert migrate(same, IMAGINED) is same and not is_older(same, IMAGINED)


def test_a_ring_and_a_document_that_is_none_are_faults_and_no_loops():
    with pytest.raises(ValueError, match="ring"):
        migrate({"formatVersion": "a"}, (Step("a", "b", dict), Step("b", "a", dict)))
    with pytest.raises(ValueError, match="not made like one"):
        migrate({"formatVersion": "0.9"}, IMAGINED)


@pytest.fixture
def old(tmp_path, monkeypatch) -> Path:
    """An article with a sidecar of an older version, for which there is a step."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    store, article = opened(path)
    state = store.load().annotations
    change = acts.tag(state, article.text, find_quote(article.text, "Ann"), "PER", Stamp("Ada"))
    store.save(state.apply(change).after)
    document = json.loads(beside(path).read_bytes())
    document["notes"] = document.pop("first")["items"]
    document |= {"formatVersion": "0.9", "mine": 1}
    beside(path).write_text(json.dumps(document))
    monkeypatch.setattr(migrate_module, "STEPS", IMAGINED)
    return path


def opened(path: Path):
    article = open_article(path)
    return SidecarStore(article, Folders.under(path.parent / "home"), default_tagset()), article


def test_reading_changes_nothing_and_the_first_save_keeps_what_was_there(old):
    before = beside(old).read_bytes()
    store, article = opened(old)
    loaded = store.load()
    assert [a.spans[0].of(TEXT) for a in loaded.annotations] == ["Ann"] and loaded.read_only is None
    assert beside(old).read_bytes() == before
    change = acts.tag(loaded.annotations, TEXT, find_quote(TEXT, "Bob"), "PER", Stamp("Ada"))
    store.save(loaded.annotations.apply(change).after)
    document = json.loads(beside(old).read_bytes())
    assert document["formatVersion"] == FORMAT_VERSION and document["mine"] == 1 and document["total"] == 2
    [kept] = [b for b in Backups.of(article, old.parent / "home" / "state").all() if b.why is Why.MIGRATION]
    assert kept.read() == before and kept.annotations == 1
    again, _ = opened(old)
    assert len(again.load().annotations) == 2


def test_one_that_is_not_made_like_its_version_is_broken_and_stays(old):
    document = json.loads(beside(old).read_bytes())
    del document["notes"]
    beside(old).write_text(json.dumps(document))
    before = beside(old).read_bytes()
    store, _ = opened(old)
    loaded = store.load()
    assert loaded.broken and "format version is 0.9" in str(loaded.read_only)
    assert beside(old).read_bytes() == before
