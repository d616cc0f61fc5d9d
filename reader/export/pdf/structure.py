"""Keeps the structure tree of a tagged PDF true while the typesetter's links are exchanged for annotations.

A run that the typesetter made a `Link` becomes `Annot` when annotations begin on it (each further one is an `Annot`
inside it), stays `Link` when the article has a link there, and is a plain `Span` otherwise. Every annotation stands in
the tree once, where its words begin, and the parent tree leads back. Knows nothing of what annotations say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from reader.export.pdf.literals import string
from reader.export.pdf.tree import Element, Kid, Shown, Tree
from reader.export.pdf.written import put

if TYPE_CHECKING:
    import pikepdf


class StructureTree:
    """The tree of one document. `finish` names what it refers to. Links of the typesetter go by their keys."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.annotations: dict[int, Any] = {}  # by key
        self.homes: dict[Element, Element] = {}  # run that is part of a link -> the link's element

    def element_of(self, key: int) -> Element:
        """The element that the typesetter put this link into."""
        element = self.tree.parents[key]
        assert isinstance(element, Element)
        return element

    def keep(self, key: int, link: Any) -> None:
        """Let `link` stand where the link with this key stood."""
        import pikepdf

        if isinstance(link, pikepdf.Array):
            put(link, f"/StructParent {key}")
        else:  # one of the typesetter's that stays
            link.StructParent = key
        self.annotations[key] = link

    def replace(self, element: Element, keys: Iterable[int], annotations: Sequence[Any], page: int) -> None:
        """Let `annotations` stand where these links of a page stood in `element`; the links are not used any more."""
        gone = set(keys)
        waiting = list(annotations)
        kept: list[Kid] = []
        for kid in element.kids:
            if isinstance(kid, Shown) and kid.key in gone:
                if not waiting or self._is_home(element):
                    continue
                self.keep(kid.key, waiting.pop(0))
                gone.remove(kid.key)
            kept.append(kid)
        for key in gone:
            del self.tree.parents[key]
        if element.kind in ("Link", "Span") and not self._is_home(element):
            element.kind = "Annot" if len(waiting) < len(annotations) else "Span"
        element.kids = kept + [self._element("Annot", element, annotation, page) for annotation in waiting]

    def release(self, element: Element, key: int, kind: str = "") -> None:
        """Make `element` a plain part of the document: its link was nothing but a sign for where it lies.

        `kind` is what it is; by default a paragraph, or a division when there are elements in it.
        """
        element.kids = [kid for kid in element.kids if not (isinstance(kid, Shown) and kid.key == key)]
        parts = any(isinstance(kid, Element) for kid in element.kids)
        element.kind = kind or ("Div" if parts else "P")
        del self.tree.parents[key]

    def link(self, elements: Sequence[Element], links: Iterable[Any], page: int) -> None:
        """Let the runs `elements`, neighbours in their order, be the words of the article's link(s) `links`.

        To be called before `replace` of the runs, which leaves a link's own element a `Link`.
        """
        first = elements[0]
        home = self.homes.get(first)
        if home is None:
            home = first if len(elements) == 1 else self._wrapped(first)
        for element in elements:
            if element not in self.homes:
                self.homes[element] = home
                if element is not first and element is not home:
                    _parent(element).kids.remove(element)
                    element.parent = home
                    home.kids.append(element)
        home.kids.extend([Shown(self._numbered(link, home), page) for link in links])

    def add_link_before(self, element: Element, link: Any, words: str, page: int) -> None:
        """A link whose `words` are no part of the tree (they are an artifact), read just before `element`."""
        element = self.homes.get(element, element)
        parent = _parent(element)
        made = self._element("Link", parent, link, page)
        made.said = f"/Alt{string(words)}"
        parent.kids.insert(parent.kids.index(element), made)

    def finish(self, pdf: pikepdf.Pdf) -> None:
        """Name what the tree refers to."""
        self.tree.put(pdf, self.annotations)

    def _is_home(self, element: Element) -> bool:
        return self.homes.get(element) is element

    def _wrapped(self, first: Element) -> Element:
        """A new element around `first`, in its place."""
        parent = _parent(first)
        home = Element("Link", parent, [first])
        parent.kids[parent.kids.index(first)] = home
        first.parent = home
        return home

    def _element(self, kind: str, parent: Element, annotation: Any, page: int) -> Element:
        made = Element(kind, parent, [], page)
        made.kids.append(Shown(self._numbered(annotation, made), page))
        return made

    def _numbered(self, annotation: Any, element: Element) -> int:
        key = self.tree.next
        self.tree.next += 1
        self.tree.parents[key] = element
        self.keep(key, annotation)
        return key


def _parent(element: Element) -> Element:
    """What a run stands in: never nothing."""
    assert element.parent is not None
    return element.parent
