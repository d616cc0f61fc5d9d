"""Loading and saving on a real disk: other writers, odd files, folders that cannot be written, odd names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import acts
from reader.annotations.collection import AnnotationSet
from reader.annotations.ids import Stamp
from reader.annotations.model import Anchor, Lost
from reader.annotations.tagset_file import default_tagset
from reader.errors import UserError
from reader.folders import Folders
from reader.sidecar.keeping import reading, writing
from reader.sidecar.keeping.going_on import set_aside
from reader.sidecar.keeping.reading import BrokenSidecarError
from reader.sidecar.keeping.results import Loaded
from reader.sidecar.keeping.store import SidecarStore
from reader.sidecar.places.places import SUFFIX, beside
from reader.text.open import open_article
from reader.text.quotes import find_quote

TEXT = "Kim Jong Un met Sergei Shoigu in Pyongyang. Ann and Bob left Moscow for Ulan Bator with Eve and Dan.\n"
STAMP = Stamp("Ada")
POSIX = pytest.mark.skipif(os.name != "posix", reason="rights and links of another kind")


class Desk:
    """One program with one article open."""

    def __init__(self, path: Path, root: Path) -> None:
        self.article = open_article(path)
        self.store = SidecarStore(self.article, Folders.under(root), default_tagset())
        self.loaded: Loaded = self.store.load()
        self.state: AnnotationSet = self.loaded.annotations

    def tag(self, *quotes: str, type_id: str = "PER") -> None:
        for quote in quotes:
            spans = find_quote(self.article.text, quote)[:1]
            self.state = self.state.apply(acts.tag(self.state, self.article.text, spans, type_id, STAMP)).after

    def remove(self, quote: str) -> None:
        gone = [a.id for a in self.state if a.spans and a.spans[0].of(self.article.text) == quote]
        assert gone
        self.state = self.state.apply(acts.remove(self.state, gone)).after

    def save(self) -> str:
        saved = self.store.save(self.state)
        self.state = saved.annotations
        self.saved = saved
        return saved.elsewhere

    @property
    def words(self) -> list[str]:
        return [span.of(self.article.text) for a in self.state.in_reading_order for span in a.spans]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    path = folder / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def desk(path: Path, tmp_path: Path) -> Callable[..., Desk]:
    return lambda of=path: Desk(of, tmp_path)


def on_disk(path: Path) -> list[str]:
    items = json.loads(path.read_bytes())["first"]["items"]
    return [s["exact"] for item in items for t in item["target"] for s in t["selector"] if "exact" in s]


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def untouched(path: Path) -> tuple[bytes, int, int]:
    return path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino


# -- what is there ---------------------------------------------------------------------------------


def test_nothing_is_written_before_there_is_something(desk: Callable[..., Desk], path: Path) -> None:
    assert desk().loaded == Loaded(AnnotationSet())
    assert names(path.parent) == ["article.txt"]
    assert desk().store.sidecar_bytes() is None
    assert desk().store.places.present() is None


def test_what_was_saved_is_loaded_and_the_article_is_not_touched(desk: Callable[..., Desk], path: Path) -> None:
    before = untouched(path)
    one = desk()
    one.tag("Kim Jong Un", "Ann")
    assert one.save() == ""
    assert desk().state == one.state
    assert untouched(path) == before
    assert names(path.parent) == ["article.txt", "article.txt" + SUFFIX]
    assert one.store.sidecar_bytes() == beside(path).read_bytes()
    assert one.store.places.present() == beside(path)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"a": 1, "a": 2}', b"\xff", b'{"formatVersion": "1.0", "first": {"items": [}}', b'{"x": NaN}'],
)
def test_a_broken_sidecar_is_never_touched(desk: Callable[..., Desk], path: Path, data: bytes) -> None:
    one = desk()
    one.tag("Ann")
    beside(path).write_bytes(data)
    before = untouched(beside(path))
    two = desk()
    assert two.loaded.broken
    assert "not valid JSON" in str(two.loaded.read_only)
    assert "article.txt" + SUFFIX in str(two.loaded.read_only)
    for each in (one, two):
        with pytest.raises(UserError, match="not valid JSON"):
            each.save()
    assert untouched(beside(path)) == before
    assert names(path.parent) == ["article.txt", "article.txt" + SUFFIX]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"formatVersion": "2.0"}, "newer"),
        ({"formatVersion": None}, "another program"),
        ({"formatVersion": 3}, "formatVersion"),
        ({"entities": {}}, "entities"),
    ],
)
def test_what_is_not_ours_to_write_is_shown_and_left_alone(
    desk: Callable[..., Desk], path: Path, change: dict[str, Any], says: str
) -> None:
    one = desk()
    one.tag("Ann")
    one.save()
    document = json.loads(beside(path).read_bytes()) | change
    beside(path).write_text(json.dumps({k: v for k, v in document.items() if v is not None}), encoding="utf-8")
    before = untouched(beside(path))
    two = desk()
    assert two.words == ["Ann"]
    assert says in str(two.loaded.read_only)
    assert not two.loaded.broken
    for each in (one, two):
        each.tag("Bob")
        with pytest.raises(UserError, match=says):
            each.save()
    assert untouched(beside(path)) == before


def test_a_bad_record_does_not_hide_the_good_ones(desk: Callable[..., Desk], path: Path) -> None:
    one = desk()
    one.tag("Ann", "Bob")
    one.save()
    document = json.loads(beside(path).read_bytes())
    document["first"]["items"][0]["body"] = "nothing of ours"
    beside(path).write_text(json.dumps(document), encoding="utf-8")
    two = desk()
    assert sorted(two.words) == ["Ann", "Bob"]
    assert [p.place for p in two.loaded.problems] == ["first.items[0]"]
    two.tag("Eve")
    two.save()
    assert document["first"]["items"][0] in json.loads(beside(path).read_bytes())["first"]["items"]


@pytest.mark.parametrize("odd", ["folder", "pipe", "ring"])
@POSIX
def test_what_is_no_file_is_one_sentence(desk: Callable[..., Desk], path: Path, odd: str) -> None:
    if odd == "folder":
        beside(path).mkdir()
    elif odd == "pipe":
        os.mkfifo(beside(path))
    else:
        beside(path).symlink_to(beside(path).name)
    one = desk()
    assert one.loaded.broken
    assert "cannot be read" in str(one.loaded.read_only)
    one.tag("Ann")
    with pytest.raises(UserError, match="cannot be read"):
        one.save()


def test_set_aside_keeps_the_broken_file_under_a_dated_name(desk: Callable[..., Desk], path: Path) -> None:
    from datetime import datetime

    beside(path).write_bytes(b"{")
    one = desk()
    [aside] = set_aside(one.store, datetime(2025, 7, 1, 9, 14, 3))
    assert aside.read_bytes() == b"{"
    assert "20250701-091403" in aside.name
    assert not beside(path).exists()
    two = desk()
    two.tag("Ann")
    two.save()
    beside(path).write_bytes(b"{")
    with pytest.raises(UserError, match="exists already"):
        set_aside(two.store, datetime(2025, 7, 1, 9, 14, 3))
    assert aside.read_bytes() == b"{"
    beside(path).unlink()
    assert set_aside(two.store, datetime(2025, 7, 1, 9, 14, 3)) == ()


def test_what_breaks_while_it_is_open_is_set_aside_and_nothing_is_lost(desk: Callable[..., Desk], path: Path) -> None:
    from datetime import datetime

    one = desk()
    one.tag("Ann")
    one.save()
    document = json.loads(beside(path).read_text())
    beside(path).write_text(json.dumps(document | {"x-own": {"kept": 1.50}}))
    one.tag("Bob")
    one.save()
    beside(path).write_text("{bro")
    one.tag("Eve")
    with pytest.raises(BrokenSidecarError):
        one.save()
    [aside] = set_aside(one.store, datetime(2025, 7, 1, 9, 14, 3))
    one.save()
    assert aside.read_text() == "{bro"
    assert desk().words == ["Ann", "Bob", "Eve"]
    assert json.loads(beside(path).read_text())["x-own"] == {"kept": 1.50}


# -- other writers ---------------------------------------------------------------------------------

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
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(path), str(tmp_path), start]
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


# -- names and links -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        b"notes #3? (100%): a&b.txt", "שלום 😀 “quotes”.txt".encode(), b"odd \xff\xfe bytes.txt", b"-dash.txt",
        b"a\nb.txt", b" space .txt", b"%2F..%2f.txt",
    ],
)  # fmt: skip
@POSIX
def test_any_name_is_a_name(desk: Callable[..., Desk], path: Path, name: bytes) -> None:
    from urllib.parse import unquote_to_bytes

    odd = path.parent / os.fsdecode(name)
    try:
        odd.write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    one = desk(odd)
    one.tag("Ann")
    assert one.save() == ""
    assert os.fsencode(beside(odd)) == os.fsencode(odd) + SUFFIX.encode()
    document = json.loads(beside(odd).read_bytes())
    source = document["first"]["items"][0]["target"][0]["source"]
    assert unquote_to_bytes(source) == name
    assert not set(source) & set("#?:/& \n")
    source.encode("ascii")
    document["first"]["items"][0]["type"] = "Annotation"  # a stranger's, on this article by that source
    beside(odd).write_text(json.dumps(document), encoding="utf-8")
    assert desk(odd).words == ["Ann"]


@POSIX
def test_the_sidecar_stands_beside_the_file_that_a_link_leads_to(desk: Callable[..., Desk], path: Path) -> None:
    link = path.parent.parent / "link.txt"
    link.symlink_to(path)
    one = desk(link)
    one.tag("Ann")
    one.save()
    assert beside(path).exists()
    assert not beside(link).exists()


@POSIX
def test_a_linked_sidecar_stays_a_link(desk: Callable[..., Desk], path: Path) -> None:
    elsewhere = path.parent.parent / "kept.json"
    one = desk()
    one.tag("Ann")
    one.save()
    beside(path).rename(elsewhere)
    beside(path).symlink_to(elsewhere)
    two = desk()
    two.tag("Bob")
    two.save()
    assert beside(path).is_symlink()
    assert on_disk(elsewhere) == ["Ann", "Bob"]


def test_a_name_too_long_for_a_sidecar_is_kept_in_the_data_folder(desk: Callable[..., Desk], path: Path) -> None:
    long = path.with_name("n" * 250 + ".txt")
    path.rename(long)
    one = desk(long)
    one.tag("Ann")
    assert "too long" in one.save()
    assert desk(long).words == ["Ann"]


# -- the data folder -------------------------------------------------------------------------------


@pytest.fixture
def rights(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """A folder that can be made unwritable, for root too: what the system would refuse is refused here."""
    allowed = {"beside": True}
    real = writing.write_durably

    def write(target: Path, data: bytes, **more: Any) -> Any:
        if not allowed["beside"] and target.name.endswith(SUFFIX):
            raise PermissionError(13, "Permission denied")
        return real(target, data, **more)

    monkeypatch.setattr(writing, "write_durably", write)
    return allowed


def test_kept_elsewhere_shown_as_one_and_joined_again(
    desk: Callable[..., Desk], path: Path, tmp_path: Path, rights: dict[str, bool]
) -> None:
    one = desk()
    one.tag("Ann", "Bob")
    one.save()
    before = untouched(beside(path))
    rights["beside"] = False
    one.tag("Eve")
    assert "read-only" in one.save()
    assert untouched(beside(path)) == before
    two = desk()
    assert two.words == ["Ann", "Bob", "Eve"]
    assert "data folder" in two.loaded.elsewhere
    two.remove("Ann")
    two.save()
    assert desk().words == ["Bob", "Eve"], "what was removed there is not brought back from here"
    rights["beside"] = True
    three = desk()
    three.tag("Dan")
    assert three.save() == ""
    assert on_disk(beside(path)) == ["Bob", "Eve", "Dan"]
    assert not list((tmp_path / "data").rglob("*.json")), "the other place is cleared"
    assert desk().loaded.elsewhere == ""
    three.tag("Moscow")
    three.save()
    assert desk().words == three.words


def test_a_colleague_who_writes_beside_meanwhile_loses_nothing(
    desk: Callable[..., Desk], path: Path, rights: dict[str, bool]
) -> None:
    one = desk()
    one.tag("Ann")
    one.save()
    rights["beside"] = False
    one.tag("Eve")
    one.save()
    rights["beside"] = True
    document = json.loads(beside(path).read_bytes())
    document["theirs"] = 1
    document["first"]["items"].append({"id": "urn:theirs", "type": "Annotation", "target": "https://example.org"})
    beside(path).write_text(json.dumps(document), encoding="utf-8")
    two = desk()
    assert two.words == ["Ann", "Eve"]
    assert "urn:theirs" in two.state.annotations
    two.tag("Bob")
    two.save()
    assert json.loads(beside(path).read_bytes())["theirs"] == 1
    assert desk().words == ["Ann", "Bob", "Eve"]


def test_what_was_removed_there_stays_removed_though_a_colleague_writes_beside(
    desk: Callable[..., Desk], path: Path, rights: dict[str, bool], tmp_path: Path
) -> None:
    """What stood beside when it was gone on from is kept along: by it both sides' removals are told."""
    one = desk()
    one.tag("Ann", "Bob", "Eve")
    one.save()
    rights["beside"] = False
    one.remove("Ann")
    one.tag("Moscow")
    one.save()
    rights["beside"] = True
    document = json.loads(beside(path).read_bytes())
    document["first"]["items"] = [
        item for item in document["first"]["items"] if "Bob" not in json.dumps(item["target"])
    ]
    beside(path).write_text(json.dumps(document), encoding="utf-8")
    two = desk()
    assert two.words == ["Moscow", "Eve"]
    two.tag("Dan")
    two.save()
    assert desk().words == ["Moscow", "Eve", "Dan"]
    assert not list((tmp_path / "data").rglob("*.json"))


def moved_with_its_sidecar(path: Path, folder: str = "articles") -> Path:
    new = path.parents[1] / folder / "new.txt"
    new.parent.mkdir(exist_ok=True)
    path.rename(new)
    beside(path).rename(beside(new))
    return new


@pytest.mark.parametrize("folder", ["articles", "elsewhere"])
def test_what_is_removed_after_the_article_was_moved_stays_removed_there(
    desk: Callable[..., Desk], path: Path, tmp_path: Path, folder: str
) -> None:
    one = desk()
    one.tag("Ann", "Bob", "Eve")
    one.save()
    new = moved_with_its_sidecar(path, folder)
    one.remove("Ann")
    assert "gone from there" in one.save()
    other = desk(new)
    assert other.words == ["Bob", "Eve"], "opened there"
    other.tag("Moscow")
    other.remove("Bob")
    other.save()
    one.tag("Dan")
    one.remove("Eve")  # in the window that still shows the old name, and has not heard of it
    one.save()
    last = desk(new)
    assert last.words == ["Moscow", "Dan"]
    last.tag("Ulan Bator")
    last.save()
    assert desk(new).words == on_disk(beside(new)) == ["Moscow", "Ulan Bator", "Dan"]
    assert not list((tmp_path / "data").rglob("*.json"))


def test_what_was_taken_back_after_the_move_is_there(desk: Callable[..., Desk], path: Path) -> None:
    """Removed, taken in at the new place, and put there again by undo."""
    one = desk()
    one.tag("Ann", "Bob")
    one.save()
    new = moved_with_its_sidecar(path)
    before = one.state
    one.remove("Ann")
    one.save()
    other = desk(new)
    other.tag("Eve")
    other.save()
    assert on_disk(beside(new)) == ["Bob", "Eve"]
    one.state = before
    one.save()
    assert desk(new).words == ["Ann", "Bob", "Eve"]


def test_a_data_folder_that_cannot_be_cleared_is_no_failure(
    desk: Callable[..., Desk], path: Path, rights: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    rights["beside"] = False
    one = desk()
    one.tag("Ann")
    one.save()
    rights["beside"] = True

    def never(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", never)
    one.tag("Bob")
    assert one.save() == ""
    assert on_disk(beside(path)) == ["Ann", "Bob"]
    assert one.saved.path == beside(path)


def test_neither_place_can_be_written(
    desk: Callable[..., Desk], path: Path, tmp_path: Path, rights: dict[str, bool]
) -> None:
    rights["beside"] = False
    (tmp_path / "data").write_text("a file in the way")
    one = desk()
    one.tag("Ann")
    with pytest.raises(UserError, match="is not saved"):
        one.save()
    assert names(path.parent) == ["article.txt"]


def test_a_full_disk_is_told_and_not_taken_for_a_read_only_folder(
    desk: Callable[..., Desk], path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(target: Path, data: bytes, **more: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_durably", full)
    one = desk()
    one.tag("Ann")
    with pytest.raises(UserError, match="no space left"):
        one.save()
    assert not (tmp_path / "data").exists()


def test_a_moved_article_takes_its_annotations_along_and_goes_on(
    desk: Callable[..., Desk], path: Path, rights: dict[str, bool]
) -> None:
    rights["beside"] = False
    one = desk()
    one.tag("Ann")
    one.save()
    moved = path.parent.parent / "moved.txt"
    copy = path.parent.parent / "copy.txt"
    copy.write_bytes(path.read_bytes())
    assert desk(copy).words == [], "the recorded path is there: it is a copy"
    path.rename(moved)
    two = desk(moved)
    assert two.words == ["Ann"]
    two.tag("Bob")
    two.save()
    three = desk(moved)
    assert three.words == ["Ann", "Bob"]
    three.tag("Eve")
    three.save()
    assert desk(moved).words == ["Ann", "Bob", "Eve"]
    assert desk(copy).words == []
    moved.write_text(TEXT + "And more.\n", encoding="utf-8")
    assert desk(moved).words == ["Ann", "Bob", "Eve"], "by its path, once that is known"


def test_what_a_window_adds_while_its_article_is_moved_with_its_sidecar_comes_to_the_new_place(
    desk: Callable[..., Desk], path: Path
) -> None:
    one = desk()
    one.tag("Ann")
    one.save()
    moved = path.parent / "moved.txt"
    path.rename(moved)
    beside(path).rename(beside(moved))
    one.tag("Bob")
    assert "the article is gone from there" in one.save()
    one.tag("Eve")
    one.save()
    assert not beside(path).exists(), "nobody would ever find it there: the article has a sidecar of its own"
    two = desk(moved)
    assert two.words == ["Ann", "Bob", "Eve"]
    two.tag("Dan")
    assert two.save() == "" and desk(moved).words == ["Ann", "Bob", "Eve", "Dan"]


@POSIX
def test_an_article_with_an_odd_name_is_not_taken_for_gone(
    desk: Callable[..., Desk], path: Path, rights: dict[str, bool]
) -> None:
    odd = path.parent / os.fsdecode(b"odd \xff.txt")
    path.rename(odd)
    rights["beside"] = False
    one = desk(odd)
    one.tag("Ann")
    one.save()
    path.write_text(TEXT, encoding="utf-8")
    assert desk(path).words == []
    assert desk(odd).words == ["Ann"]


LOCKED = """
    import os, sys
    from pathlib import Path
    import rapidfuzz.fuzz
    import reader.sidecar.anchoring.text_cache
    from reader.annotations import acts
    from reader.annotations.ids import Stamp
    from reader.folders import Folders
    from reader.session import Session, read_article
    from reader.text.quotes import find_quote
    session = Session(read_article(Path(sys.argv[1]), Folders.under(Path(sys.argv[2]))))
    text = session.article.text
    change = acts.tag(session.annotations, text, find_quote(text, sys.argv[3])[:1], "PER", Stamp())
    os.setgid(65534); os.setuid(65534)  # not before: what runs Python may be root's alone
    session.apply(change)
    status = session.close()
    print(status.state, "|", status.message)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may enter: each run of pytest shuts the folder of all runs to them."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="drops root's rights first")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_rights_are_respected(open_folder: Path, what: str) -> None:
    path = open_folder / "articles" / "article.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    one = Desk(path, open_folder / "root")
    one.tag("Ann")
    one.save()
    root = open_folder / "user"
    root.mkdir()
    os.chown(root, 65534, 65534)
    if what == "file":
        os.chown(path.parent, 65534, 65534)
        os.chown(beside(path), 65534, 65534)
        beside(path).chmod(0o444)
    before = untouched(beside(path))
    command = [sys.executable, "-c", textwrap.dedent(LOCKED), str(path), str(root)]
    for name in ("Bob", "Eve"):
        done = subprocess.run([*command, name], capture_output=True, text=True, timeout=60, check=False)
        assert done.stdout.startswith("Saved | Not saved beside the article"), done.stdout + done.stderr
    assert untouched(beside(path)) == before
    assert names(path.parent) == ["article.txt", "article.txt" + SUFFIX]
    assert Desk(path, root).words == ["Ann", "Bob", "Eve"]


def test_a_save_reads_only_what_somebody_else_wrote(
    desk: Callable[..., Desk], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = reading.part

    def counted(data: bytes) -> Any:
        read.append("read")
        return real(data)

    monkeypatch.setattr(reading, "part", counted)
    one = desk()
    for quote in ("Ann", "Bob", "Eve"):
        one.tag(quote)
        one.save()
    assert read == []
    other = desk()
    assert len(read) == 1
    other.tag("Dan")
    other.save()
    assert len(read) == 1
    one.tag("Moscow")
    one.save()
    assert len(read) == 2
    assert on_disk(beside(path)) == ["Ann", "Bob", "Moscow", "Eve", "Dan"]


def test_a_read_only_file_in_a_writable_folder_is_named_as_such(
    desk: Callable[..., Desk], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = desk()
    one.tag("Ann")
    one.save()
    real = os.access  # root may write everything: what the system would refuse others is refused here
    monkeypatch.setattr(os, "access", lambda p, mode: Path(p) != beside(path) and real(p, mode))
    one.tag("Bob")
    told = one.save()
    assert "its annotations file is read-only" in told
    assert "folder is read-only" not in told
