"""Keeps the structure tree of a tagged PDF true while the typesetter's links are exchanged for annotations.

A run that the typesetter made a `Link` becomes `Annot` when annotations begin on it (each further one is an `Annot`
inside it), stays `Link` when the article has a link there, and is a plain `Span` otherwise. Every annotation stands in
the tree once, where its words begin, and the parent tree leads back. Knows nothing of what annotations say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reader.export.pdf.written import put

if TYPE_CHECKING:
    import pikepdf

Element = Any  # a structure element: pikepdf gives every object the same type


class StructureTree:
    """The tree of one document. `finish` writes what was changed of the parent tree."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root: Any = pdf.Root.StructTreeRoot
        self.parents: dict[int, Any] = dict(leaves(self.root.ParentTree))
        self.next = max([int(self.root.get("/ParentTreeNextKey", 0)), *(n + 1 for n in self.parents)])
        self.homes: dict[tuple[int, int], Element] = {}  # run that is part of a link -> the link's element

    def element_of(self, link: Any) -> Element:
        """The element that the typesetter put this link into."""
        return self.parents[int(link.StructParent)]

    def replace(self, element: Element, links: Sequence[Any], annotations: Sequence[Any], page: pikepdf.Page) -> None:
        """Let `annotations` stand where these links of a page stood in `element`; the links are not used any more."""
        import pikepdf

        gone = {link.objgen for link in links}
        waiting = list(annotations)
        kept = []
        for kid in kids_of(element):
            if _refers_to(kid, gone):
                if not waiting or self._is_home(element):
                    continue
                kid.Obj = self._numbered(waiting.pop(0), element)
            kept.append(kid)
        for link in links:
            del self.parents[int(link.StructParent)]
        if element.S in ("/Link", "/Span") and not self._is_home(element):
            element.S = pikepdf.Name.Annot if len(waiting) < len(annotations) else pikepdf.Name.Span
        kept += [self._element("Annot", element, [annotation], page) for annotation in waiting]
        element.K = pikepdf.Array(kept)

    def release(self, element: Element, link: Any, kind: str = "") -> None:
        """Make `element` a plain part of the document: its link was nothing but a sign for where it lies.

        `kind` is what it is; by default a paragraph, or a division when there are elements in it.
        """
        import pikepdf

        kids = [kid for kid in kids_of(element) if not _refers_to(kid, {link.objgen})]
        element.K = pikepdf.Array(kids)
        parts = any(isinstance(kid, pikepdf.Dictionary) and "/S" in kid for kid in kids)
        element.S = pikepdf.Name("/" + (kind or ("Div" if parts else "P")))
        del self.parents[int(link.StructParent)]

    def link(self, elements: Sequence[Element], links: Iterable[Any], page: pikepdf.Page) -> None:
        """Let the runs `elements`, neighbours in their order, be the words of the article's link(s) `links`.

        To be called before `replace` of the runs, which leaves a link's own element a `Link`.
        """
        first = elements[0]
        home = self.homes.get(first.objgen)
        if home is None:
            home = first if len(elements) == 1 else self._wrapped(first)
        for element in elements:
            if element.objgen not in self.homes:
                self.homes[element.objgen] = home
                if element.objgen not in (first.objgen, home.objgen):
                    self._move(element, home)
        home.K.extend([self._reference(self._numbered(link, home), page) for link in links])

    def add_link_before(self, element: Element, link: Any, words: str, page: pikepdf.Page) -> None:
        """A link whose `words` are no part of the tree (they are an artifact), read just before `element`."""
        import pikepdf

        element = self.homes.get(element.objgen, element)
        parent = element.P
        kids = list(kids_of(parent))
        at = next(n for n, kid in enumerate(kids) if _is(kid, element))
        made = self._element("Link", parent, [link], page)
        made.Alt = pikepdf.String(words)
        kids.insert(at, made)
        parent.K = pikepdf.Array(kids)

    def finish(self) -> None:
        """Write the parent tree."""
        import pikepdf

        flat = [part for number in sorted(self.parents) for part in (number, self.parents[number])]
        self.root.ParentTree = self.pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(flat)))
        self.root.ParentTreeNextKey = self.next

    def _is_home(self, element: Element) -> bool:
        home = self.homes.get(element.objgen)
        return home is not None and home.objgen == element.objgen

    def _wrapped(self, first: Element) -> Element:
        """A new element around `first`, in its place."""
        import pikepdf

        parent = first.P
        home = self.pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Link, P=parent, K=pikepdf.Array([first]))
        )
        parent.K = pikepdf.Array([home if _is(kid, first) else kid for kid in kids_of(parent)])
        first.P = home
        return home

    def _move(self, element: Element, home: Element) -> None:
        import pikepdf

        parent = element.P
        parent.K = pikepdf.Array([kid for kid in kids_of(parent) if not _is(kid, element)])
        element.P = home
        home.K.append(element)

    def _element(self, kind: str, parent: Element, annotations: Sequence[Any], page: pikepdf.Page) -> Element:
        import pikepdf

        made = self.pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name("/" + kind), P=parent)
        )
        made.K = pikepdf.Array([self._reference(self._numbered(each, made), page) for each in annotations])
        return made

    def _reference(self, annotation: Any, page: pikepdf.Page) -> Any:
        import pikepdf

        return pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=annotation, Pg=page.obj)

    def _numbered(self, annotation: Any, element: Element) -> Any:
        put(annotation, f"/StructParent {self.next}")
        self.parents[self.next] = element
        self.next += 1
        return annotation


def leaves(node: Any, kind: str = "/Nums") -> Iterator[tuple[Any, Any]]:
    """What a number tree (or with "/Names" a name tree) holds: keys and values."""
    flat = list(node.get(kind, []))
    keys = flat[::2] if kind == "/Names" else [int(n) for n in flat[::2]]
    yield from zip(keys, flat[1::2], strict=True)
    for kid in node.get("/Kids", []):
        yield from leaves(kid, kind)


def kids_of(element: Element) -> Sequence[Any]:
    """What stands in an element, in its order: numbers of marked content, references, elements."""
    import pikepdf

    kids = element.get("/K")
    if isinstance(kids, pikepdf.Array):
        return list(kids)
    return [] if kids is None else [kids]


def _refers_to(kid: Any, objects: set[tuple[int, int]]) -> bool:
    import pikepdf

    return isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid and kid.Obj.objgen in objects


def _is(kid: Any, element: Element) -> bool:
    return bool(getattr(kid, "objgen", None) == element.objgen)
