"""A PDF reaches the system's print command as arguments, and every failure is one sentence."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from reader.desktop.printing import Printers, find_printers, print_pdf
from reader.errors import UserError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows prints by the shell's verb")


def fake(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport json, sys\nfrom pathlib import Path\n{body}\n")
    path.chmod(0o755)


@pytest.fixture
def bin_folder(tmp_path, monkeypatch) -> Path:
    """The only folder on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_lp_gets_title_printer_and_file_as_arguments(bin_folder, tmp_path):
    fake(bin_folder, "lp", f"Path({str(tmp_path / 'got')!r}).write_text(json.dumps(sys.argv[1:]))")
    print_pdf(tmp_path / "a b.pdf", "-x; rm\n$(y) 'ü", "Hall 1")
    got = json.loads((tmp_path / "got").read_text())
    assert got == ["-d", "Hall 1", "-t", "-x; rm $(y) 'ü", "--", str(tmp_path / "a b.pdf")]


def test_lpr_does_where_lp_is_missing(bin_folder, tmp_path):
    fake(bin_folder, "lpr", f"Path({str(tmp_path / 'got')!r}).write_text(json.dumps(sys.argv[1:]))")
    assert find_printers() == Printers()
    print_pdf(tmp_path / "a.pdf", "")
    assert json.loads((tmp_path / "got").read_text()) == ["-T", "a.pdf", "--", str(tmp_path / "a.pdf")]


def test_printers_and_the_usual_one(bin_folder):
    fake(bin_folder, "lp", "")
    fake(bin_folder, "lpstat", "print('Hall\\nDesk' if sys.argv[1] == '-e' else 'system default destination: Desk')")
    assert find_printers() == Printers(("Hall", "Desk"), "Desk")
    fake(bin_folder, "lpstat", "print('Hall' if sys.argv[1] == '-e' else 'no system default destination')")
    assert find_printers() == Printers(("Hall",), "")
    fake(bin_folder, "lpstat", "sys.exit(1)")
    assert find_printers() == Printers()


def test_what_stands_in_the_way_is_a_sentence(bin_folder, tmp_path):
    with pytest.raises(UserError, match="no print command, lp or lpr"):
        find_printers()
    with pytest.raises(UserError, match="no print command"):
        print_pdf(tmp_path / "a.pdf", "A")
    fake(bin_folder, "lp", "print('lp: no default destination', file=sys.stderr); sys.exit(1)")
    with pytest.raises(UserError, match="lp: no default destination"):
        print_pdf(tmp_path / "a.pdf", "A")
    fake(bin_folder, "lpstat", "")
    with pytest.raises(UserError, match="no printer is set up"):
        find_printers()
    (bin_folder / "lp").write_text("no program")
    os.chmod(bin_folder / "lp", 0o755)  # noqa: PTH101
    with pytest.raises(UserError, match="could not be started"):
        print_pdf(tmp_path / "a.pdf", "A")
