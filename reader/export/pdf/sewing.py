"""Makes one PDF of two: the article, and what was set afterwards, when it was known where the article's words lie.

The second one's first pages hold nothing but claim numbers, which are laid over pages of the article; its other pages
go behind them. Fonts stay each document's own. Knows nothing of annotations, nor
of structure trees, which are beside the documents (`tree.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

_PAGES = re.compile(rb"(<xmpTPg:NPages>)\d+")
_NAME = re.compile(rb"/([A-Za-z]+[0-9]+)(?=[ \n\r/(\[<])")


def sew(pdf: pikepdf.Pdf, rest: pikepdf.Pdf, numbered: Sequence[int], above: int = 0) -> None:
    """Lay the first pages of `rest` over the pages `numbered` (from 0) of `pdf`, put the others behind it.

    Their keys in the structure tree, which is joined by `Tree.join`, become as much larger as `above` says.
    """
    first = len(pdf.pages)
    for n, page in zip(numbered, rest.pages, strict=False):
        _lay_over(pdf, pdf.pages[n], page)
    pdf.pages.extend(rest.pages[len(numbered) :])
    for page in pdf.pages[first:]:
        if "/StructParents" in page.obj:
            page.obj.StructParents = int(page.obj.StructParents) + above
    if "/First" in rest.Root.get("/Outlines", {}):
        _join_outlines(pdf, pdf.copy_foreign(rest.Root.Outlines))
    if "/Metadata" in pdf.Root:
        pdf.Root.Metadata.write(_PAGES.sub(rb"\g<1>%d" % len(pdf.pages), pdf.Root.Metadata.read_bytes()))


def _lay_over(pdf: pikepdf.Pdf, page: pikepdf.Page, numbers: pikepdf.Page) -> None:
    """Draw `numbers` on `page`, its resources under names of their own."""
    import pikepdf

    source, target = numbers.obj.Resources, page.obj.Resources
    names: dict[bytes, bytes] = {}
    for kind in ("/Font", "/ColorSpace", "/ExtGState", "/XObject"):
        for name, value in source.get(kind, {}).items():
            if kind not in target:
                target[kind] = pikepdf.Dictionary()
            names[name[1:].encode()] = b"Numbers" + name[1:].encode()
            target[kind]["/Numbers" + name[1:]] = pdf.copy_foreign(value) if value.is_indirect else _copied(pdf, value)
    drawing = _NAME.sub(lambda m: b"/" + names.get(m[1], m[1]), numbers.obj.Contents.read_bytes())
    marked = drawing if drawing.startswith(b"/Artifact") else b"/Artifact BMC\n" + drawing + b"\nEMC"
    page.contents_add(b"q\n" + marked + b"\nQ\n")


def _copied(pdf: pikepdf.Pdf, value: Any) -> Any:
    """A direct array or dictionary of another document."""
    import pikepdf

    if isinstance(value, pikepdf.Array):
        return pikepdf.Array([pdf.copy_foreign(v) if v.is_indirect else v for v in value])
    return pdf.copy_foreign(value.with_same_owner_as(value))


def _join_outlines(pdf: pikepdf.Pdf, more: Any) -> None:
    outlines: Any = pdf.Root.get("/Outlines")
    if outlines is None or "/First" not in outlines:
        pdf.Root.Outlines = more
        return
    item = more.First
    outlines.Last.Next, item.Prev = item, outlines.Last
    outlines.Last = more.Last
    outlines.Count = int(outlines.get("/Count", 0)) + int(more.get("/Count", 0))
    while item is not None:
        item.Parent = outlines
        item = item.get("/Next")
