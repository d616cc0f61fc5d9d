"""Makes one PDF of two: the article, and what was set afterwards, when it was known where the article's words lie.

The second one's first pages hold nothing but claim numbers, which are laid over pages of the article; its other pages
go behind them. Fonts stay each document's own. Knows nothing of annotations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reader.export.pdf.structure import leaves

if TYPE_CHECKING:
    import pikepdf

_PAGES = re.compile(rb"(<xmpTPg:NPages>)\d+")
_NAME = re.compile(rb"/([A-Za-z]+[0-9]+)(?=[ \n\r/(\[<])")


def sew(pdf: pikepdf.Pdf, rest: pikepdf.Pdf, numbered: Sequence[int]) -> None:
    """Lay the first pages of `rest` over the pages `numbered` (from 0) of `pdf`, put the others behind it."""
    first = len(pdf.pages)
    for n, page in zip(numbered, rest.pages, strict=False):
        _lay_over(pdf, pdf.pages[n], page)
    pdf.pages.extend(rest.pages[len(numbered) :])
    if "/StructTreeRoot" in pdf.Root and len(pdf.pages) > first:  # the numbers are no part of a tree
        _join_trees(pdf, rest, first)
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


def _join_trees(pdf: pikepdf.Pdf, rest: pikepdf.Pdf, first: int) -> None:
    """One structure tree: the second document's parts behind the first one's, its keys above the first one's."""
    import pikepdf

    root, more = pdf.Root.StructTreeRoot, pdf.copy_foreign(rest.Root.StructTreeRoot)
    parents = dict(leaves(root.ParentTree))
    above = max([int(root.get("/ParentTreeNextKey", 0)), *(n + 1 for n in parents)])
    for page in pdf.pages[first:]:
        for each in (page.obj, *page.obj.get("/Annots", [])):
            for key in ("/StructParents", "/StructParent"):
                if key in each:
                    each[key] = int(each[key]) + above
    added = {n + above: value for n, value in leaves(more.ParentTree)}
    flat = [part for n, value in sorted((parents | added).items()) for part in (n, value)]
    root.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(flat)))
    root.ParentTreeNextKey = max([above, *(n + 1 for n in added)])
    _join_names(root, more)
    document, others = root.K[0], more.K[0].K
    for part in others:
        part.P = document
    document.K = pikepdf.Array([*document.K, *others])
    for name, value in more.get("/RoleMap", {}).items():
        if "/RoleMap" not in root:
            root.RoleMap = pikepdf.Dictionary()
        root.RoleMap[name] = value


def _join_names(root: Any, more: Any) -> None:
    """The names of table headers; both documents count them from the same one on."""
    import pikepdf

    if "/IDTree" not in more:
        return
    if "/IDTree" not in root:
        root.IDTree = more.IDTree
        return
    for _, element in leaves(more.IDTree, "/Names"):
        element.ID = _renamed(element.ID)
    for element in _elements(more.K):
        for attributes in _each(element.get("/A")):
            if isinstance(attributes, pikepdf.Dictionary) and "/Headers" in attributes:
                attributes.Headers = pikepdf.Array([_renamed(name) for name in attributes.Headers])
    pairs = [(bytes(e.ID), e) for tree in (root.IDTree, more.IDTree) for _, e in leaves(tree, "/Names")]
    flat = [part for name, e in sorted(pairs, key=lambda pair: pair[0]) for part in (pikepdf.String(name), e)]
    root.IDTree = pikepdf.Dictionary(Names=pikepdf.Array(flat))


def _renamed(name: Any) -> Any:
    import pikepdf

    return pikepdf.String(b"after-" + bytes(name))


def _elements(kids: Any) -> Any:
    import pikepdf

    waiting = list(_each(kids))
    while waiting:
        kid = waiting.pop()
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield kid
            waiting += _each(kid.get("/K"))


def _each(value: Any) -> list[Any]:
    import pikepdf

    return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]
