"""What a tagged PDF of ours has to keep to, read from ISO 19005-3 and 14289-1: for where veraPDF cannot be run.

Numbers are the standards' clauses. It looks at what the second step touches (annotations, structure, attachments) and
at what the file claims as a whole; fonts' insides and colour profiles are the typesetter's and veraPDF's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"}
MODES = {"/Normal", "/Compatible", "/Multiply"}  # of those that are allowed, the ones we have reason to use
STANDARD_TYPES = frozenset(
    {
        "Document",
        "Part",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "NonStruct",
        "P",
        "L",
        "LI",
        "Lbl",
        "LBody",
    }
    | {"H1", "H2", "H3", "H4", "H5", "H6", "Table", "THead", "TBody", "TR", "TH", "TD", "Figure", "Note", "Reference"}
    | {"Span", "Quote", "Code", "Link", "Annot"}
)


def broken(pdf: pikepdf.Pdf, standard: str) -> list[str]:
    """One line a broken rule; empty when none is."""
    found = [*_document(pdf), *_tree(pdf), *_pages(pdf), *_annotations(pdf)]
    return [*found, *(_archive(pdf) if standard == "a-3a" else _accessible(pdf))]


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if "/MarkInfo" not in root or root.MarkInfo.get("/Marked") is not True:
        yield "A 6.7.2.2, UA 6.2: it is not marked"
    if not str(root.get("/Lang", "")):
        yield "A 6.7.4, UA 7.2: it has no language"
    if "/ID" not in pdf.trailer or "/Encrypt" in pdf.trailer:
        yield "A 6.1.3: no file identifier, or encrypted"
    if "/AcroForm" in root or "/AA" in root or "/JavaScript" in root.get("/Names", {}):
        yield "A 6.5: it does things by itself"
    meta = pdf.open_metadata()
    if not meta.get("dc:title"):
        yield "UA 7.1: no title in its metadata"
    for each in pdf.objects:
        keys = set(each.keys()) if isinstance(each, pikepdf.Dictionary) else set()
        if "/FontName" in keys and "/Flags" in keys and not {"/FontFile", "/FontFile2", "/FontFile3"} & keys:
            yield f"A 6.2.11.4, UA 7.21.4: a font is not embedded, {each.get('/FontName')}"
        if "/BM" in keys and str(each.BM) not in MODES:
            yield f"A 6.2.10: blend mode {each.BM}"
        if isinstance(each, pikepdf.Stream) and "LZW" in str(each.get("/Filter", "")):
            yield "A 6.1.7.2: LZW"


def _elements(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any, list[Any]]]:
    """Each structure element with its parent and its kids."""
    waiting = [(kid, pdf.Root.StructTreeRoot) for kid in _list(pdf.Root.StructTreeRoot.get("/K"))]
    while waiting:
        element, parent = waiting.pop()
        kids = _list(element.get("/K"))
        yield element, parent, kids
        waiting += [(kid, element) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _tree(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root.StructTreeRoot
    roles = {str(key): str(value) for key, value in root.get("/RoleMap", {}).items()}
    parents = dict(pikepdf.NumberTree(root.ParentTree).items())
    if parents and max(parents) >= int(root.ParentTreeNextKey):
        yield "ISO 32000-1 14.7.2: the next key of the parent tree is taken"
    reached: set[tuple[int, int]] = set()
    pages = {page.obj.objgen: page.obj for page in pdf.pages}
    marked = 0
    for element, parent, kids in _elements(pdf):
        kind = str(element.S)
        if element.objgen in reached:
            yield f"an element stands in the tree twice: {kind}"
        reached.add(element.objgen)
        if element.P.objgen != parent.objgen:
            yield f"an element does not know its parent: {kind}"
        if roles.get(kind, kind).lstrip("/") not in STANDARD_TYPES:
            yield f"A 6.7.3.4, UA 7.1: no standard type, {kind}"
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                continue
            if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
                if parents.get(int(kid.Obj.get("/StructParent", -1))) is None:
                    yield f"an annotation in {kind} is not in the parent tree"
                elif parents[int(kid.Obj.StructParent)].objgen != element.objgen:
                    yield f"the parent tree leads elsewhere from an annotation in {kind}"
                continue
            number = int(kid.MCID) if isinstance(kid, pikepdf.Dictionary) else int(kid)
            page = kid.get("/Pg", element.get("/Pg")) if isinstance(kid, pikepdf.Dictionary) else element.Pg
            owner = parents[int(pages[page.objgen].StructParents)][number]
            marked += 1
            if owner.objgen != element.objgen:
                yield f"the parent tree leads elsewhere from content in {kind}"
    if marked == 0:
        yield "UA 7.1: nothing is tagged"
    for number, value in parents.items():
        for owner in value if isinstance(value, pikepdf.Array) else [value]:
            if isinstance(owner, pikepdf.Dictionary) and owner.objgen not in reached:
                yield f"the parent tree leads out of the tree: {number}"


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for n, page in enumerate(pdf.pages):
        depth = 0
        for step in pikepdf.parse_content_stream(page):
            name = str(step.operator)
            if name in ("BDC", "BMC"):
                depth += 1
            elif name == "EMC":
                depth -= 1
            elif name in PAINTS and depth == 0:
                yield f"UA 7.1: page {n + 1} paints what is neither tagged nor an artifact ({name})"
                break
        if depth:
            yield f"page {n + 1} leaves a marked stretch open"
        if "/Annots" in page.obj and page.obj.get("/Tabs") != "/S":
            yield f"UA 7.18.3: the tabs of page {n + 1} do not follow the structure"


def _annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    parents = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
    numbers: list[int] = []
    for page in pdf.pages:
        for each in page.obj.get("/Annots", []):
            kind, flags = str(each.Subtype), int(each.get("/F", 0))
            where = f"{kind} {each.get('/NM', '')}"
            if flags & 4 == 0 or flags & 0b100100011:
                yield f"A 6.3.2: flags of {where}"
            if kind == "/Popup":
                if float(each.Rect[0]) < float(page.mediabox[2]):
                    yield f"UA 7.18.1: a popup lies on the page, {where}"
                continue
            if not str(each.get("/Contents", "")).strip() and "/StructParent" in each:
                yield f"UA 7.18.1, 7.18.5: nothing is said of {where}"
            if "/StructParent" not in each:
                yield f"UA 7.18.1: {where} is not in the structure tree"
                continue
            numbers.append(int(each.StructParent))
            owner = parents.get(numbers[-1])
            refers = owner is not None and [k for k in _list(owner.get("/K")) if _obj(k) == each.objgen]
            if not refers or owner is None or str(owner.S) != ("/Link" if kind == "/Link" else "/Annot"):
                yield f"UA 7.18.1, 7.18.5: {where} does not stand in its own kind of element"
            if kind != "/Link" and (set(each.get("/AP", {}).keys()) != {"/N"} or "/BBox" not in each.AP.N):
                yield f"A 6.3.3: the appearance of {where}"
            if "/C" in each and len(each.C) not in (0, 3):
                yield f"A 6.2.4: the colour of {where}"
    if len(numbers) != len(set(numbers)):
        yield "two annotations share a place in the parent tree"


def _archive(pdf: pikepdf.Pdf) -> Iterator[str]:
    meta = pdf.open_metadata()
    if (meta.get("pdfaid:part"), meta.get("pdfaid:conformance")) != ("3", "A"):
        yield "A 6.6.4: it does not say what it is"
    if [str(each.S) for each in pdf.Root.get("/OutputIntents", [])] != ["/GTS_PDFA1"]:
        yield "A 6.2.3: no output intent"
    associated = {each.objgen for each in pdf.Root.get("/AF", [])}
    for name, spec in pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles).items():
        if spec.objgen not in associated or "/AFRelationship" not in spec:
            yield f"A 6.8: {name} is not associated with anything"
        if "/Subtype" not in spec.EF.F or "/ModDate" not in spec.EF.F.Params or "/F" not in spec or "/UF" not in spec:
            yield f"A 6.8: {name} lacks its type, date or name"


def _accessible(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.open_metadata().get("pdfuaid:part") != "1":
        yield "UA 5: it does not say what it is"
    if pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield "UA 7.1: the title is not shown"


def _list(kids: Any) -> list[Any]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _obj(kid: Any) -> Any:
    return kid.Obj.objgen if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid else None
