"""A structure tree is read as the typesetter writes it, two become one, and what is written leads where it should."""

from __future__ import annotations

import io

import pikepdf
import pytest

from reader.export.pdf.compact import compact
from reader.export.pdf.structure import StructureTree
from reader.export.pdf.tree import Element, Marked, Shown, Tree

LINKS = {7: b"<</Type/Annot/Subtype/Link/StructParent 0>>"}
PAGES = {8: 0, 9: 1}
TYPESET = b"""%PDF-1.7
1 0 obj
[4 0 R 5 0 R null]
endobj
2 0 obj
<</Type/StructTreeRoot/RoleMap<</Em/Span>>/K[3 0 R]/ParentTree<</Nums[0 5 0 R 1 1 0 R]>>/IDTree<</Names[(U1)6 0 R]>>>>
endobj
3 0 obj
<</Type/StructElem/S/Document/P 2 0 R/K[4 0 R 6 0 R]>>
endobj
4 0 obj
<</Type/StructElem/S/H1/P 3 0 R/T(A title with /K[7] in it)/K[0 5 0 R<</Type/MCR/MCID 1/Pg 9 0 R>>]/Pg 8 0 R>>
endobj
5 0 obj
<</Type/StructElem/S/Link/P 4 0 R/K[1<</Type/OBJR/Pg 8 0 R/Obj 7 0 R>>]/Pg 8 0 R>>
endobj
6 0 obj
<</Type/StructElem/S/TH/P 3 0 R/ID(U1)/A[<</O/Table/Headers[(U1)(U2)]>>]>>
endobj
"""


def shape(element: Element) -> object:
    return (element.kind, [shape(kid) if isinstance(kid, Element) else kid for kid in element.kids])


def test_all_that_stands_in_an_element_is_read_in_its_order() -> None:
    tree = Tree.read(TYPESET, PAGES, LINKS, above=10)
    link = ("Link", [1, Shown(10, 0)])
    assert shape(tree.document) == ("Document", [("H1", [0, link, Marked(1, 1)]), ("TH", [])])
    title, run, _ = list(tree.elements())[1:]
    assert (title.page, title.said) == (0, "/T(A title with /K[7] in it)")
    assert tree.parents == {10: run, 11: [title, run, None]}
    assert tree.next == 12


@pytest.mark.parametrize(
    ("there", "instead"),
    [(b"/Type/StructTreeRoot", b"/Type/Other"), (b"<</Type/MCR/MCID 1", b"<</MCID 1"), (b"/Nums[", b"/Kids[")],
)
def test_what_is_written_otherwise_is_refused_and_not_guessed(there: bytes, instead: bytes) -> None:
    with pytest.raises(ValueError, match=r"not known|another kind"):
        Tree.read(TYPESET.replace(there, instead), PAGES, LINKS)


def test_of_two_trees_the_second_stands_behind_the_first_with_names_of_its_own() -> None:
    first, second = Tree.read(TYPESET, PAGES, LINKS), Tree.read(TYPESET, {8: 2, 9: 3}, LINKS, above=2)
    theirs = list(second.document.kids)
    first.join(second)
    assert first.document.kids[2:] == theirs
    assert all(isinstance(kid, Element) and kid.parent is first.document for kid in theirs)
    assert list(first.parents) == [0, 1, 2, 3]
    assert first.next == 4
    assert {name: element.said for name, element in first.names.items()} == {
        "(U1)": "/ID(U1)/A[<</O/Table/Headers[(U1)(U2)]>>]",
        "(after-U1)": "/ID(after-U1)/A[<</O/Table/Headers[(after-U1)(U2)]>>]",
    }


def test_what_is_written_is_what_was_read() -> None:
    tree = Tree.read(TYPESET, PAGES, LINKS)
    written = dict(tree.objects(2, b"[ (postil:tree) 8 0 R 9 0 R 7 0 R ]", 20))
    plain = b"".join(b"\n%d 0 obj\n%b\nendobj" % each for each in written.items())
    again = Tree.read(plain.replace(b"/OBJR/Obj", b"/OBJR/Pg 8 0 R/Obj"), PAGES, LINKS)
    assert shape(again.document) == shape(tree.document)
    assert (again.roles, again.next, list(again.names)) == (tree.roles, tree.next, list(tree.names))
    assert [(each.said, each.page) for each in again.elements()] == [(each.said, each.page) for each in tree.elements()]


def test_the_tree_is_written_where_the_library_was_told_that_it_belongs() -> None:
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page()
    tree = Tree.read(TYPESET, PAGES, LINKS)
    link = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot))
    pdf.pages[0].obj.Annots = pikepdf.Array([link])
    tree.put(pdf, {0: link})
    with_tree = pikepdf.open(_packed(pdf, tree))
    document = with_tree.Root.StructTreeRoot.K[0]
    assert document.P.objgen == with_tree.Root.StructTreeRoot.objgen
    run = document.K[0].K[1]
    assert run.K[1].Obj.objgen == with_tree.pages[0].Annots[0].objgen
    assert run.Pg.objgen == with_tree.pages[0].obj.objgen
    assert document.K[0].K[2].Pg.objgen == with_tree.pages[1].obj.objgen
    assert pikepdf.NumberTree(with_tree.Root.StructTreeRoot.ParentTree)[0].objgen == run.objgen


def _packed(pdf: pikepdf.Pdf, tree: Tree) -> io.BytesIO:
    plain = io.BytesIO()
    pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return io.BytesIO(compact(plain.getvalue(), lambda: None, tree))


def test_an_annotation_takes_the_key_of_the_link_that_it_stands_for() -> None:
    pdf = pikepdf.new()
    structure = StructureTree(Tree.read(TYPESET, PAGES, LINKS))
    run = structure.element_of(0)
    one, two = (pdf.make_indirect(pikepdf.Dictionary()) for _ in range(2))
    structure.replace(run, [0], [one, two], 0)
    assert shape(run) == ("Annot", [1, Shown(0, 0), ("Annot", [Shown(2, 0)])])
    assert (int(one.StructParent), int(two.StructParent)) == (0, 2)
