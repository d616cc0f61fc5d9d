"""Printing is the export, handed to the system in the background; nothing is left beside the article."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

STATUS = "print('Hall\\nDesk' if sys.argv[1] == '-e' else 'system default destination: Desk')"
ONE = "print('Hall' if sys.argv[1] == '-e' else '')"


@pytest.fixture
def system(tmp_path, monkeypatch):
    """`system(lp=..., lpstat=...)`: print commands with these bodies, the only ones on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def put(**bodies: str) -> Path:
        for name, body in bodies.items():
            path = folder / name
            path.write_text(f"#!{sys.executable}\nimport json, shutil, sys\nfrom pathlib import Path\n{body}\n")
            path.chmod(0o755)
        return folder

    return put


def taking(tmp_path) -> str:
    """An `lp` that keeps what it was given."""
    return (
        f"shutil.copy(sys.argv[-1], {str(tmp_path / 'printed.pdf')!r})\n"
        f"Path({str(tmp_path / 'got')!r}).write_text(json.dumps(sys.argv[1:]))"
    )


def test_the_annotated_pdf_is_printed_and_taken_away_again(open_text, system, tmp_path):
    system(lp=taking(tmp_path), lpstat=ONE)
    window = open_text()
    window.press("p Ctrl+P")
    window.until(lambda: "was handed to" in window.window.bar.text)
    assert window.window.bar.text == "story.txt was handed to the printer."
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF-")
    title, path = json.loads((tmp_path / "got").read_text())[1], Path(json.loads((tmp_path / "got").read_text())[-1])
    assert title == "story.txt" and not path.exists() and not path.parent.exists()
    assert sorted(p.name for p in tmp_path.glob("story*")) == ["story.txt", "story.txt.annotations.json"]


def test_it_is_printed_as_chosen_for_the_pdf_on_white(open_text, system, tmp_path, postil):
    system(lp=taking(tmp_path), lpstat=ONE)
    postil.settings.change("pdf", "paper=letter tone=sepia appendix=no")
    window = open_text()
    window.press("p Ctrl+P")
    window.until(lambda: "was handed to" in window.window.bar.text)
    with pikepdf.open(tmp_path / "printed.pdf") as pdf:
        assert [float(n) for n in pdf.pages[0].mediabox[2:]] == [612, 792] and len(pdf.pages) == 1
    picture = pypdfium2.PdfDocument(tmp_path / "printed.pdf")[0].render().to_pil()
    assert picture.getpixel((3, 3)) == (255, 255, 255)


def test_of_several_printers_one_is_chosen_the_usual_one_first(open_text, system, tmp_path):
    system(lp=taking(tmp_path), lpstat=STATUS)
    window = open_text()
    window.press("Ctrl+P")
    window.until(lambda: window.window.is_open("picker"))
    assert [choice.words for choice in window.window.picker.rows] == ["Desk", "Hall"]
    window.press("2")
    window.until(lambda: window.window.bar.text == "story.txt was handed to Hall.")
    assert json.loads((tmp_path / "got").read_text())[:2] == ["-d", "Hall"]


def test_without_a_printer_it_says_where_the_pdf_is_to_be_had(open_text, system):
    system(lp="", lpstat="")
    window = open_text()
    window.press("Ctrl+P")
    window.until(lambda: "no printer is set up" in window.window.bar.text)
    assert window.window.bar.text == (
        "The article is not printed: no printer is set up. The annotated PDF can be exported and printed by any "
        "program that shows PDFs (Ctrl+E)."
    )


def test_what_the_printer_says_is_told(open_text, system):
    system(lp="print('lp: out of paper', file=sys.stderr); sys.exit(1)", lpstat=ONE)
    window = open_text()
    window.press("Ctrl+P")
    window.until(lambda: "lp: out of paper" in window.window.bar.text)
    assert window.window.bar.message.error
