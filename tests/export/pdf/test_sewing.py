"""Article and what follows it are one document: pages, bookmarks, structure tree, names of table headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from reader.export.pdf.options import PdfOptions

Make = Callable[..., Any]


@pytest.fixture(scope="module")
def sewn(make_paper: Make, varied: dict[str, Any]) -> Any:
    """An article with a table, and the appendix's tables behind it, tagged."""
    return make_paper(**varied, options=PdfOptions(standard="a-3a")).pikepdf


def test_bookmarks_go_on(sewn: Any) -> None:
    with sewn.open_outline() as outline:
        assert [item.title for item in outline.root] == ["The dam", "Annotations"]
        assert [item.title for item in outline.root[1].children][:2] == ["Legend", "Claims"]


def test_the_metadata_count_all_pages(sewn: Any) -> None:
    assert f"NPages>{len(sewn.pages)}<" in sewn.Root.Metadata.read_bytes().decode()


def test_every_page_has_its_own_key_in_one_parent_tree(sewn: Any) -> None:
    parents = dict(pikepdf.NumberTree(sewn.Root.StructTreeRoot.ParentTree).items())
    keys = [int(page.obj.StructParents) for page in sewn.pages]
    assert len(set(keys)) == len(keys) > 1
    pages = {page.obj.objgen for page in sewn.pages}
    assert all(part.Pg.objgen in pages for key in keys for part in parents[key] if "/Pg" in part)
    for key, page in zip(keys, sewn.pages, strict=True):
        assert any(part.Pg.objgen == page.obj.objgen for part in parents[key] if "/Pg" in part)


def test_page_numbers_of_the_appendix_lead_to_where_words_begin(sewn: Any) -> None:
    every = [link for page in sewn.pages for link in page.get("/Annots", [])]
    links = [link for link in every if str(link.get("/Contents", "")).startswith("Page")]
    assert links
    for link in links:
        page = [p.obj.objgen for p in sewn.pages].index(link.Dest[0].objgen)
        assert str(link.Contents) == f"Page {page + 1}"
        assert "/A" not in link
        assert any(abs(float(a.Rect[3]) - float(link.Dest[3])) < 30 for a in sewn.pages[page].Annots)


def test_all_is_below_one_document(sewn: Any) -> None:
    (document,) = sewn.Root.StructTreeRoot.K
    assert document.S == "/Document"
    assert all(part.P.objgen == document.objgen for part in document.K)


def test_names_of_headers_of_both_are_told_apart(sewn: Any) -> None:
    flat = list(sewn.Root.StructTreeRoot.IDTree.Names)
    pairs = list(zip(flat[::2], flat[1::2], strict=True))
    names = [bytes(name) for name, _ in pairs]
    assert names == sorted(set(names))
    assert {name.startswith(b"after-") for name in names} == {True, False}
    assert all(bytes(element.ID) == bytes(name) for name, element in pairs)


def test_numbers_alone_leave_the_tree_as_it_is(make_paper: Make, varied: dict[str, Any]) -> None:
    alone = make_paper(**varied, options=PdfOptions(standard="ua-1", appendix=False)).pikepdf
    without = make_paper(**varied, options=PdfOptions(standard="ua-1", appendix=False, numbers=False)).pikepdf
    assert len(alone.pages) == len(without.pages)
    for paper, there in ((alone, True), (without, False)):
        paper.pages[0].contents_coalesce()
        assert (b"/Numbers" in paper.pages[0].Contents.read_bytes()) is there
    keys = [list(pikepdf.NumberTree(paper.Root.StructTreeRoot.ParentTree)) for paper in (alone, without)]
    assert keys[0] == keys[1]
