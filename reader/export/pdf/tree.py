"""The structure tree of a tagged PDF, beside the PDF library instead of in it.

Twenty thousand elements, taken apart by the library and copied from one document to another, take 240 MB and two
seconds; as they are here, a tenth of both. So the tree is read from what the typesetter wrote, two are joined, and
`compact` writes the one: until then the library's document holds in the tree's place a list of what it refers to,
pages and annotations, from which their numbers in the file are known. Knows nothing of what annotations say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pikepdf

_SIGN = "postil:tree"
STANDS_FOR = f"[ ({_SIGN})".encode()  # what stands in the tree's place, as the library writes it

# As the typesetter writes them, an object a line.
_ELEMENT = re.compile(
    rb"^(\d+) 0 obj\n<</Type/StructElem/S/(\w+)/P (\d+) 0 R([^\n]*?)"
    rb"(?:/K\[([^\[\]\n]*)\])?(?:/Pg (\d+) 0 R)?>>\nendobj",
    re.MULTILINE,
)
_KID = re.compile(
    rb"<</Type/OBJR/Pg (\d+) 0 R/Obj (\d+) 0 R>>|<</Type/MCR/MCID (\d+)/Pg (\d+) 0 R>>|(\d+) 0 R|(\d+)|(<<)"
)
_ROOT = re.compile(rb"\n<</Type/StructTreeRoot([^\n]*)>>\nendobj")
_ROLES = re.compile(rb"/RoleMap<<([^<>]*)>>")
_TOP = re.compile(rb"/K\[(\d+) 0 R\]")
_NUMS = re.compile(rb"/Nums\[([^\]]*)\]")
_NAMES = re.compile(rb"/Names\[([^\]]*)\]")
_PARENT = re.compile(rb"(\d+) (\d+) 0 R")
_NAMED = re.compile(rb"(\([^()]*\)) ?(\d+) 0 R")
_LIST = re.compile(rb"^(\d+) 0 obj\n\[((?:\d+ 0 R ?|null ?)*)\]\nendobj", re.MULTILINE)
_ITEM = re.compile(rb"(\d+) 0 R|null")
_KEY = re.compile(rb"/StructParent (\d+)")
_AFTER = "(after-"  # how names of table headers begin in the second document: both count them from the same one on


class Marked(NamedTuple):
    """Marked content of another page than its element's; pages are counted from 0, in the whole document."""

    page: int
    number: int


class Shown(NamedTuple):
    """An annotation, by its key in the parent tree, and the page it is on."""

    key: int
    page: int


@dataclass(eq=False, slots=True)
class Element:
    """An element; `page` is -1 where it says none, `said` its other keys as PDF writes them."""

    kind: str
    parent: Element | None
    kids: list[Kid]
    page: int = -1
    said: str = ""


Kid = int | Marked | Shown | Element  # a bare number is marked content of the element's own page


@dataclass
class Tree:
    """The one element at the top, and what leads into the tree: keys, and the names of table headers."""

    document: Element
    parents: dict[int, Element | list[Element | None]]
    names: dict[str, Element]
    roles: str
    next: int

    @classmethod
    def read(cls, pdf: bytes, pages: Mapping[int, int], links: Mapping[int, bytes], above: int = 0) -> Tree:
        """The tree of what the typesetter wrote. Raises ValueError when it is written otherwise than expected.

        `pages` are the numbers of pages by that of their object, `links` what `texts_of` found, keys count from
        `above`.
        """
        root = _ROOT.search(pdf)
        top = root and _TOP.search(root[1])
        nums = root and _NUMS.search(root[1])
        if not (root and top and nums):
            raise ValueError("no structure tree, or one of another kind")
        keys = {number: above + int(key[1]) for number, said in links.items() if (key := _KEY.search(said))}
        made: dict[int, Element] = {}
        parts: list[tuple[Element, int, bytes]] = []
        for found in _ELEMENT.finditer(pdf):
            page = pages[int(found[6])] if found[6] else -1
            made[int(found[1])] = element = Element(found[2].decode(), None, [], page, found[4].decode("latin-1"))
            parts.append((element, int(found[3]), found[5] or b""))
        for element, parent, kids in parts:
            element.parent = made.get(parent)  # none above the first
            element.kids = [_kid(kid, made, pages, keys) for kid in _KID.finditer(kids)]
        lists = {int(found[1]): found[2] for found in _LIST.finditer(pdf)}
        parents: dict[int, Element | list[Element | None]] = {}
        for found in _PARENT.finditer(nums[1]):
            number = int(found[2])
            parents[above + int(found[1])] = made.get(number) or [
                made[int(each[1])] if each[1] else None for each in _ITEM.finditer(lists[number])
            ]
        named, roles = _NAMES.search(root[1]), _ROLES.search(root[1])
        return cls(
            made[int(top[1])],
            parents,
            {each[1].decode("latin-1"): made[int(each[2])] for each in _NAMED.finditer(named[1])} if named else {},
            roles[1].decode("latin-1") if roles else "",
            max(parents, default=above - 1) + 1,
        )

    def join(self, more: Tree) -> None:
        """Put the parts of another document, whose keys are above this one's, behind this one's."""
        if self.names and more.names:
            names = re.compile("|".join(map(re.escape, more.names)))
            for element in more.elements():
                if element.kind in ("TH", "TD"):
                    element.said = names.sub(lambda found: _after(found[0]), element.said)
            more.names = {_after(name): element for name, element in more.names.items()}
        for kid in more.document.kids:
            if isinstance(kid, Element):
                kid.parent = self.document
        self.document.kids += more.document.kids
        self.parents |= more.parents
        self.names |= more.names
        self.roles = self.roles or more.roles  # all are the typesetter's
        self.next = max(self.next, more.next)

    def elements(self) -> Iterator[Element]:
        """All elements, in the order in which they are read."""
        waiting = [self.document]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]

    def put(self, pdf: pikepdf.Pdf, annotations: Mapping[int, Any]) -> None:
        """Let the library's document name what the tree refers to; `annotations` by their keys."""
        import pikepdf

        shown = (annotations[key] for key, parent in sorted(self.parents.items()) if isinstance(parent, Element))
        named = pikepdf.Array([pikepdf.String(_SIGN), *(page.obj for page in pdf.pages), *shown])
        pdf.Root.StructTreeRoot = pdf.make_indirect(named)

    def objects(self, root: int, stands: bytes, free: int) -> Iterator[tuple[int, bytes]]:
        """The tree's objects with their numbers: `root`, and from `free` on.

        `stands` is what the library wrote in its place.
        """
        shown = sorted(key for key, parent in self.parents.items() if isinstance(parent, Element))
        named = [int(each[1]) for each in _ITEM.finditer(stands)]
        first = len(named) - len(shown)
        pages, objects = named[:first], dict(zip(shown, named[first:], strict=True))
        elements = sorted(self.elements(), key=lambda element: element.kind)
        numbers = {element: n for n, element in enumerate(elements, start=free)}
        free += len(elements)
        for element, number in numbers.items():
            above = numbers[element.parent] if element.parent else root
            yield number, _written(element, above, numbers, pages, objects)
        nums = []
        for key, parent in sorted(self.parents.items()):
            if isinstance(parent, Element):
                nums.append(f"{key} {numbers[parent]} 0 R")
            else:
                nums.append(f"{key} {free} 0 R")
                listed = " ".join("null" if each is None else f"{numbers[each]} 0 R" for each in parent)
                yield free, f"[{listed}]".encode()
                free += 1
        names = "".join(f"{name}{numbers[element]} 0 R" for name, element in sorted(self.names.items()))
        yield (
            root,
            (
                f"<</Type/StructTreeRoot/K[{numbers[self.document]} 0 R]/ParentTree<</Nums[{' '.join(nums)}]>>"
                f"/ParentTreeNextKey {self.next}"
                + (f"/RoleMap<<{self.roles}>>" if self.roles else "")
                + (f"/IDTree<</Names[{names}]>>" if names else "")
                + ">>"
            ).encode("latin-1"),
        )


def _kid(found: re.Match[bytes], made: Mapping[int, Element], pages: Mapping[int, int], keys: Mapping[int, int]) -> Kid:
    on, annotation, other, there, element, number, odd = found.groups()
    if odd:
        raise ValueError("an element holds what is not known here")
    if number:
        return int(number)
    if element:
        return made[int(element)]
    return Marked(pages[int(there)], int(other)) if other else Shown(keys[int(annotation)], pages[int(on)])


def _after(name: str) -> str:
    return _AFTER + name.removeprefix("(")


def _written(
    element: Element, parent: int, numbers: Mapping[Element, int], pages: Sequence[int], shown: Mapping[int, int]
) -> bytes:
    kids = []
    for kid in element.kids:
        if isinstance(kid, int):
            kids.append(str(kid))
        elif isinstance(kid, Element):
            kids.append(f"{numbers[kid]} 0 R")
        elif isinstance(kid, Shown):
            page = "" if kid.page == element.page else f"/Pg {pages[kid.page]} 0 R"
            kids.append(f"<</Type/OBJR{page}/Obj {shown[kid.key]} 0 R>>")
        else:
            kids.append(f"<</Type/MCR/MCID {kid.number}/Pg {pages[kid.page]} 0 R>>")
    page = f"/Pg {pages[element.page]} 0 R" if element.page >= 0 else ""
    said = f"<</Type/StructElem/S/{element.kind}/P {parent} 0 R{element.said}/K[{' '.join(kids)}]{page}>>"
    return said.encode("latin-1")
