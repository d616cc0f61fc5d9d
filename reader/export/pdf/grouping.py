"""Gives lists, footnotes and code of a tagged document the elements that they are for those who have it read aloud.

The template sets an item as a paragraph with a sign before it, a footnote likewise, and code as loose lines. The signs
are links in a tagged document (`p:item1`, `p:num2`, `p:note`; the number is the depth): from them the tree gets `L`,
`LI`, `Lbl` and `LBody`. `p:more1` stands before what goes on with an item. What is in no paragraph is code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.export.pdf.structure import kids_of

if TYPE_CHECKING:
    import pikepdf

Element = Any  # a structure element
NUMBERING = {"item": "Disc", "num": "Decimal", "note": "Decimal"}  # of a list with such signs
MORE = "more"
_HOLDERS = {"/Document", "/BlockQuote", "/L", "/LI", "/LBody"}  # of paragraphs
_INLINE = {"/Span", "/Annot", "/Link", "/Em", "/Strong"}


@dataclass(frozen=True)
class Label:
    """A sign before an item: its kind, how deep its list is in others, and the element that holds it."""

    kind: str
    depth: int
    element: Element


def group_items(pdf: pikepdf.Pdf, labels: Sequence[Label]) -> None:
    """Change the tree in place: lists first, then code."""
    by_element = {label.element.objgen: label for label in labels}
    parents = {label.element.P.objgen: label.element.P for label in labels}
    for parent in parents.values():
        _Lists(pdf, parent, by_element).make()
    for element in kids_of(pdf.Root.StructTreeRoot):
        _wrap_code(pdf, element)


class _Lists:
    """The lists among the kids of one element."""

    def __init__(self, pdf: pikepdf.Pdf, parent: Element, labels: dict[Any, Label]) -> None:
        self.pdf = pdf
        self.parent = parent
        self.labels = labels
        self.open: list[tuple[Label, Element, Element]] = []  # the first label, the list, the body of its last item
        self.kept: list[Any] = []

    def make(self) -> None:
        import pikepdf

        waiting = list(kids_of(self.parent))
        while waiting:
            kid = waiting.pop(0)
            label = self.labels.get(getattr(kid, "objgen", None))
            if label is None:
                self.open.clear()
                self.kept.append(kid)
                continue
            body = self._going_on(label) if label.kind == MORE else self._item(label)
            first = loose = True
            while body is not None and waiting and self._belongs(waiting[0], loose, first):
                first, loose = False, str(waiting[0].S) in _INLINE
                _give(waiting.pop(0), body)
        self.parent.K = pikepdf.Array(self.kept)

    def _belongs(self, kid: Any, loose: bool, first: bool) -> bool:
        """Whether `kid` is the body of the item before it, or one more line of a body that is `loose` lines."""
        import pikepdf

        if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid or kid.objgen in self.labels:
            return False
        return not str(kid.S).startswith("/H") if first else loose and str(kid.S) in _INLINE

    def _going_on(self, label: Label) -> Element | None:
        """The body of the item that goes on here."""
        while self.open and self.open[-1][0].depth > label.depth:
            self.open.pop()
        return self.open[-1][2] if self.open else None

    def _item(self, label: Label) -> Element:
        """A new item in the list that it belongs to; its body, still empty."""
        while self.open and (
            self.open[-1][0].depth > label.depth
            or (self.open[-1][0].depth == label.depth and self.open[-1][0].kind != label.kind)
        ):
            self.open.pop()
        if not self.open or self.open[-1][0].depth < label.depth:
            home = self.open[-1][2] if self.open else self.parent
            made = _element(self.pdf, "L", home)
            made.A = _numbering(label.kind)
            if self.open:
                home.K.append(made)
            else:
                self.kept.append(made)
        else:
            _, made, _ = self.open.pop()
        item = _element(self.pdf, "LI", made)
        body = _element(self.pdf, "LBody", item)
        made.K.append(item)
        _give(label.element, item)
        item.K.append(body)
        self.open.append((label, made, body))
        return body


def _wrap_code(pdf: pikepdf.Pdf, parent: Element) -> None:
    """Put what stands loose among the paragraphs of `parent` into paragraphs of code; likewise in quotes and items."""
    import pikepdf

    if not isinstance(parent, pikepdf.Dictionary) or str(parent.get("/S", "")) not in _HOLDERS:
        return
    kept: list[Any] = []
    code: Element | None = None
    changed = False
    for kid in kids_of(parent):
        kind = str(kid.get("/S", "")) if isinstance(kid, pikepdf.Dictionary) else ""
        if kind not in _INLINE:
            code = None
            kept.append(kid)
            if kind in _HOLDERS:
                _wrap_code(pdf, kid)
            continue
        if code is None:
            paragraph = _element(pdf, "P", parent)
            code = _element(pdf, "Code", paragraph)
            paragraph.K.append(code)
            kept.append(paragraph)
        _give(kid, code)
        changed = True
    if changed:
        parent.K = pikepdf.Array(kept)


def _element(pdf: pikepdf.Pdf, kind: str, parent: Element) -> Element:
    import pikepdf

    return pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name("/" + kind), P=parent, K=pikepdf.Array())
    )


def _numbering(kind: str) -> Any:
    import pikepdf

    return pikepdf.Dictionary(O=pikepdf.Name.List, ListNumbering=pikepdf.Name("/" + NUMBERING[kind]))


def _give(kid: Element, parent: Element) -> None:
    """Move an element under another one; it is taken out of its old parent by who calls."""
    kid.P = parent
    parent.K.append(kid)
