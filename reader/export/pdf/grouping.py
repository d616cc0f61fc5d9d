"""Gives lists, footnotes and code of a tagged document the elements that they are for those who have it read aloud.

The template sets an item as a paragraph with a sign before it, a footnote likewise, and code as loose lines. The signs
are links in a tagged document (`p:item1`, `p:num2`, `p:note`; the number is the depth): from them the tree gets `L`,
`LI`, `Lbl` and `LBody`. `p:more1` stands before what goes on with an item. What is in no paragraph is code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.export.pdf.tree import Element, Kid, Tree

NUMBERING = {"item": "Disc", "num": "Decimal", "note": "Decimal"}  # of a list with such signs
MORE = "more"
_HOLDERS = {"Document", "BlockQuote", "L", "LI", "LBody"}  # of paragraphs
_INLINE = {"Span", "Annot", "Link", "Em", "Strong"}


@dataclass(frozen=True)
class Label:
    """A sign before an item: its kind, how deep its list is in others, and the element that holds it."""

    kind: str
    depth: int
    element: Element


def group_items(tree: Tree, labels: Sequence[Label]) -> None:
    """Change the tree in place: lists first, then code."""
    by_element = {label.element: label for label in labels}
    for parent in dict.fromkeys(label.element.parent for label in labels):
        if parent is not None:
            _Lists(parent, by_element).make()
    _wrap_code(tree.document)


class _Lists:
    """The lists among the kids of one element."""

    def __init__(self, parent: Element, labels: dict[Element, Label]) -> None:
        self.parent = parent
        self.labels = labels
        self.open: list[tuple[Label, Element, Element]] = []  # the first label, the list, the body of its last item
        self.kept: list[Kid] = []

    def make(self) -> None:
        waiting = list(self.parent.kids)
        while waiting:
            kid = waiting.pop(0)
            label = self.labels.get(kid) if isinstance(kid, Element) else None
            if label is None:
                self.open.clear()
                self.kept.append(kid)
                continue
            body = self._going_on(label) if label.kind == MORE else self._item(label)
            first = loose = True
            while body is not None and waiting and self._belongs(waiting[0], loose, first):
                kid = waiting.pop(0)
                assert isinstance(kid, Element)
                first, loose = False, kid.kind in _INLINE
                _give(kid, body)
        self.parent.kids = self.kept

    def _belongs(self, kid: Kid, loose: bool, first: bool) -> bool:
        """Whether `kid` is the body of the item before it, or one more line of a body that is `loose` lines."""
        if not isinstance(kid, Element) or kid in self.labels:
            return False
        return not kid.kind.startswith("H") if first else loose and kid.kind in _INLINE

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
            made = Element("L", home, [], said=f"/A<</O/List/ListNumbering/{NUMBERING[label.kind]}>>")
            if self.open:
                home.kids.append(made)
            else:
                self.kept.append(made)
        else:
            _, made, _ = self.open.pop()
        item = Element("LI", made, [])
        body = Element("LBody", item, [])
        made.kids.append(item)
        _give(label.element, item)
        item.kids.append(body)
        self.open.append((label, made, body))
        return body


def _wrap_code(parent: Element) -> None:
    """Put what stands loose among the paragraphs of `parent` into paragraphs of code; likewise in quotes and items."""
    if parent.kind not in _HOLDERS:
        return
    kept: list[Kid] = []
    code: Element | None = None
    for kid in parent.kids:
        if not isinstance(kid, Element) or kid.kind not in _INLINE:
            code = None
            kept.append(kid)
            if isinstance(kid, Element):
                _wrap_code(kid)
            continue
        if code is None:
            paragraph = Element("P", parent, [])
            code = Element("Code", paragraph, [])
            paragraph.kids.append(code)
            kept.append(paragraph)
        _give(kid, code)
    parent.kids = kept


def _give(kid: Element, parent: Element) -> None:
    """Move an element under another one; it is taken out of its old parent by who calls."""
    kid.parent = parent
    parent.kids.append(kid)
