"""The Shoigu article, annotated by key names and exported: what people are shown is what they get."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from reader.app.replay.headless import Keyboard
from reader.export.place import export_to
from reader.folders import Folders
from reader.jobs import export_job
from reader.session import Session, read_article

KEYS = Path(__file__).resolve().parents[2] / "app" / "shoigu.keys"


@pytest.fixture
def exported(shared, tmp_path):
    """The session and the PDF that came of the keys."""
    copy = tmp_path / "shoigu-in-pyongyang.txt"
    shutil.copyfile(shared / "articles" / copy.name, copy)
    session = Session(read_article(copy, Folders.under(tmp_path / "home")))
    Keyboard(session).run(KEYS.read_text(encoding="utf-8"))
    session.close()
    return session, export_to(None, "pdf", export_job(session))


def test_the_words_of_the_body_are_the_articles_in_order(exported, paper_of):
    session, pdf = exported
    found, wanted = paper_of(pdf.read_bytes()).body(), session.article.text.split()
    # a hyphen of the text itself may stand at a line end, where nothing tells it from one of typesetting
    assert [word.replace("-", "") for word in found] == [word.replace("-", "") for word in wanted]


def test_every_annotation_has_its_highlight_on_its_words(exported, paper_of, letters):
    session, pdf = exported
    paper = paper_of(pdf.read_bytes())
    assert len(session.annotations) >= 45
    for annotation in session.annotations:
        words = "".join(span.of(session.article.text) for span in sorted(annotation.spans))
        assert paper.words_of(annotation.id) == letters(words)


def test_qpdf_finds_nothing_wrong(exported):
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    subprocess.run(["qpdf", "--check", str(exported[1])], check=True, capture_output=True)
