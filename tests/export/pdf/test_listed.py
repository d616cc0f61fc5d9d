"""Programs that list annotations (pdfannots, Poppler) list those of the sidecar, with words, author and dates."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.model import Claim

Make = Callable[..., Any]
LIST = Path(__file__).with_name("poppler_list.py")
SAYS = {
    "m1": "Person: Kim Jong Un",
    "m4": "Person: code of Kim\nIn code",
    "m6": "Organisation: long link",
    "c1": "Claim by Kim Jong Un, verdict: False",
    "h1": "So it is",
}
NAMED = {"m1": "R. Reader", "m2": "Åse Ødegård", "c2": "R. Reader"}


@pytest.fixture(scope="module")
def paper(varied: dict[str, Any], make_paper: Make) -> Any:
    return make_paper(**varied)


def test_pdfannots_lists_them_all(paper: Any, varied: dict[str, Any], letters: Make, tmp_path: Path) -> None:
    from pdfannots import process_file

    (tmp_path / "a.pdf").write_bytes(paper.data)
    with (tmp_path / "a.pdf").open("rb") as file:
        pages = process_file(file).pages
    found: dict[str, list[Any]] = {}
    for page in pages:
        for entry in page.annots:
            found.setdefault((entry.name or "").split("#")[0], []).append(entry)
    assert set(found) == {a.id for a in varied["annotations"]}
    for annotation in varied["annotations"]:
        parts = found[annotation.id]
        text = varied["article"].text
        want = letters("".join(span.of(text) for span in annotation.spans))
        got = letters("".join("".join(part.text) for part in parts))  # its own order is that of the eye
        assert Counter(got) == Counter(want)
        assert {part.subtype.name for part in parts} == {"Underline" if isinstance(annotation, Claim) else "Highlight"}
        assert parts[0].author == NAMED.get(annotation.id)
        if annotation.created:
            assert parts[0].created == datetime(2025, 7, 1, 9, 14, 3, tzinfo=UTC)
        assert parts[0].contents == SAYS.get(annotation.id, parts[0].contents)


@pytest.fixture(scope="module")
def listed(paper: Any, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    path = tmp_path_factory.mktemp("poppler") / "paper.pdf"
    path.write_bytes(paper.data)
    try:
        done = subprocess.run(["/usr/bin/python3", str(LIST), str(path)], capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no system Python that could have Poppler's bindings")
    if "No module named 'gi'" in done.stderr or "Namespace Poppler not available" in done.stderr:
        pytest.skip("Poppler's bindings are not here: apt-get install gir1.2-poppler-0.18 python3-gi")
    assert done.returncode == 0, done.stderr
    entries: list[dict[str, Any]] = json.loads(done.stdout)
    return entries


def test_poppler_lists_them_all(listed: list[dict[str, Any]], varied: dict[str, Any]) -> None:
    found = {entry["name"]: entry for entry in listed if entry["kind"] in ("highlight", "underline")}
    assert {name.split("#")[0] for name in found} == {a.id for a in varied["annotations"]}
    for annotation in varied["annotations"]:
        entry = found[annotation.id]
        claim = isinstance(annotation, Claim)
        assert entry["kind"] == ("underline" if claim else "highlight")
        assert entry["author"] == NAMED.get(annotation.id)
        assert entry["contents"] == SAYS.get(annotation.id, entry["contents"])
        assert entry["popup"] == (claim or bool(annotation.note))
        if annotation.created:
            assert entry["modified"] == "D:20250701091403Z" and entry["created"] == [2025, 7, 1]


def test_what_a_page_break_cuts_is_one_group(paper: Any) -> None:
    parts = [mark for mark in paper.marks if mark.name.split("#")[0] == "c3"]
    assert [part.name for part in parts] == ["c3", *(f"c3#{n}" for n in range(2, len(parts) + 1))]
    assert len({part.page for part in parts}) == len(parts) > 1
    first, *rest = parts
    assert "/IRT" not in first.dict and "/Popup" in first.dict
    for part in rest:
        assert part.dict.IRT.objgen == first.dict.objgen and str(part.dict.RT) == "/Group"
        assert "/Popup" not in part.dict and part.dict.Contents == first.dict.Contents


def test_a_popup_is_closed_and_knows_whose_it_is(paper: Any) -> None:
    owners = {mark.dict.objgen: mark.dict for mark in paper.marks if "/Popup" in mark.dict}
    popups = [a for page in paper.pikepdf.pages for a in page.Annots if str(a.Subtype) == "/Popup"]
    assert len(popups) == len(owners) > 3
    for popup in popups:
        assert popup.Open is False and owners[popup.Parent.objgen].Popup.objgen == popup.objgen
        assert float(popup.Rect[0]) >= float(paper.pikepdf.pages[0].mediabox[2])  # beside the page, as Acrobat does
