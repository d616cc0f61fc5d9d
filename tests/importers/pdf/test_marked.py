"""What others marked in a viewer, as each viewer writes it, becomes highlights on the right words of the article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Annotation, Claim, Highlight, Lost, Mention, Placed
from reader.errors import UserError
from reader.export.pdf.options import PdfOptions
from reader.export.speech import ENGLISH, Speech
from reader.importers.told import parts_of
from reader.text.article import Article
from reader.text.open import article_from_text
from reader.text.spans import Span
from tests.importers.conftest import TAGSET
from tests.importers.pdf.viewers import ORDERS, Viewer, boxes

Make = Callable[..., Any]
COUNT = 200
WHEN = "2025-07-01T09:14:03Z"
SOURCE = (
    "---\ntitle: The dam book\nsource: The Tide\n---\n\n# The dam\n\n"
    + "\n\n".join(
        f"Sentence {n} says that the harbour is closed, and nobody in town number {n} knows why the office of "
        f"internationalization stays open."
        for n in range(1, COUNT + 1)
    )
    + "\n"
)


@pytest.fixture(scope="module")
def article() -> Article:
    return article_from_text(SOURCE, "markdown", "book.md")


@pytest.fixture(scope="module")
def bare(article: Article, pdf_with: Make) -> bytes:
    return pdf_with(article, sidecar=False)


@pytest.fixture(scope="module")
def claimed(article: Article) -> Claim:
    at = article.text.index("nobody in town number 7 knows")
    return Claim(
        id="urn:uuid:01980000-0000-7000-8000-00000000000c", fragments=(Placed(Span(at, at + 29)),), created=WHEN,
        modified=WHEN, note="look", verdict="false",
    )  # fmt: skip


@pytest.fixture(scope="module")
def ours(article: Article, claimed: Claim, pdf_with: Make) -> bytes:
    return pdf_with(article, [claimed])


def made_by(imported: Any) -> list[Highlight]:
    found = [a for _, a in imported.change.annotations]
    assert all(isinstance(a, Highlight) for a in found)
    return found


def only(imported: Any) -> Highlight:
    (found,) = made_by(imported)
    return found


def nth(text: str, words: str, number: int) -> int:
    at = -1
    for _ in range(number):
        at = text.index(words, at + 1)
    return at


def on(article: Article, annotation: Highlight) -> list[str]:
    return [span.of(article.text) for span in annotation.spans]


@pytest.mark.parametrize("viewer", ["acrobat", "okular", "preview", "pdfjs", "zotero"])
def test_each_viewers_highlight_is_on_its_words(viewer: str, article: Article, bare: bytes, take_in: Make) -> None:
    paper = Viewer(bare)
    words = "Sentence 33 says that the harbour is closed, and nobody in town number 33 knows why the office"
    getattr(paper, viewer)(boxes(bare, words), "is it so?")
    found = only(take_in(article, paper.saved()))
    start = article.text.index(words)
    assert found.fragments == (Placed(Span(start, start + len(words))),)
    assert (found.note, found.anchor) == ("is it so?", Anchor.EXACT)
    facts = {
        "acrobat": ("Ann Acrobat", "2025-08-01T08:11:12Z", "2025-08-02T08:11:12Z"),
        "okular": ("Olga Okular", "2025-08-03T11:59:00Z", "2025-08-03T12:00:00Z"),
        "preview": ("Paul Preview", "2025-08-04T08:00:00Z", "2025-08-04T08:00:00Z"),
        "pdfjs": ("", "2025-08-05T07:00:00Z", "2025-08-05T07:00:00Z"),
        "zotero": ("Zoe Zotero", "2025-08-06T06:00:00Z", "2025-08-06T06:00:00Z"),
    }
    assert (found.creator, found.created, found.modified) == facts[viewer]


def test_the_right_one_of_two_hundred_is_taken(article: Article, bare: bytes, take_in: Make) -> None:
    paper = Viewer(bare)
    kinds, orders = ("Highlight", "Underline", "Squiggly", "StrikeOut"), list(ORDERS)
    for number in range(1, COUNT + 1):
        lines = boxes(bare, "harbour", number)
        paper.mark(lines, kinds[number % 4], orders[number % 3], Contents=f"number {number}", NM=f"n{number}")
    found = made_by(take_in(article, paper.saved()))
    assert len(found) == COUNT
    for annotation in found:
        number = int(annotation.note.split()[-1])
        start = nth(article.text, "harbour", number)
        assert annotation.spans == (Span(start, start + 7),), number
        assert annotation.note.startswith("Struck out: ") == (number % 4 == 3)


def test_hyphens_at_line_ends_and_ligatures(article: Article, bare: bytes, take_in: Make) -> None:
    """Of the long word some are broken; "office" has a ligature."""
    paper = Viewer(bare)
    count = 0
    for number in range(1, 40):
        lines = boxes(bare, f"town number {number} knows why the office of")
        paper.mark(lines, Contents=str(number), NM=f"n{number}")
        count += len(lines) > 1
    assert count > 5
    for annotation in made_by(take_in(article, paper.saved())):
        assert on(article, annotation) == [f"town number {annotation.note} knows why the office of"]


def test_a_highlight_that_goes_on_on_the_next_page(article: Article, bare: bytes, take_in: Make) -> None:
    last = next(n for n in range(1, COUNT) if boxes(bare, f"Sentence {n + 1} says")[0][0] == 1)
    paper = Viewer(bare)
    first = paper.acrobat(boxes(bare, f"nobody in town number {last} knows"), "both")
    lines = boxes(bare, f"Sentence {last + 1} says")
    assert lines[0][0] == 1
    second = paper.mark(lines, NM="second")
    second.IRT, second.RT = first, pikepdf.Name.Group
    found = only(take_in(article, paper.saved()))
    assert on(article, found)[0].startswith(f"nobody in town number {last} knows")
    assert on(article, found)[-1].endswith(f"Sentence {last + 1} says")


def test_words_left_out_between_stay_left_out(article: Article, bare: bytes, take_in: Make) -> None:
    paper = Viewer(bare)
    paper.mark([*boxes(bare, "Sentence 50 says"), *boxes(bare, "nobody in town number 50")])
    found = only(take_in(article, paper.saved()))
    assert on(article, found) == ["Sentence 50 says", "nobody in town number 50"]


def test_a_note_beside_words_and_text_on_the_page(article: Article, bare: bytes, take_in: Make) -> None:
    page, box = boxes(bare, "number 60 knows")[0]
    paper = Viewer(bare)
    rect = [box[0] - 2, box[1], box[0] + 16, box[1] + 18]
    paper.add(page, {"/Subtype": pikepdf.Name.Text, "/Rect": rect, "/Contents": "a note", "/T": "Ann"})
    paper.add(page, {"/Subtype": pikepdf.Name.Ink, "/Rect": rect, "/InkList": [[1, 1, 2, 2]]})
    imported = take_in(article, paper.saved())
    found = only(imported)
    assert (found.note, found.creator) == ("a note", "Ann")
    start = article.text.index("town number 60 knows")
    assert Span(start, start + 20).covers(found.spans[0])
    assert imported.left_out == 1
    assert "1 without words or a note left out" in parts_of(imported, "a.pdf")


def test_answers_stand_on_the_same_words(article: Article, ours: bytes, claimed: Claim, take_in: Make) -> None:
    paper = Viewer(ours)
    mark = next(
        entry for page in paper.pdf.pages for entry in page.obj.get("/Annots", []) if entry.get("/NM") == claimed.id
    )
    answer = paper.add(0, {"/Subtype": pikepdf.Name.Text, "/Contents": "I doubt it", "/T": "Bob", "/NM": "a1"})
    answer.IRT, answer.Rect = mark, pikepdf.Array([0, 0, 20, 20])
    more = paper.add(0, {"/Subtype": pikepdf.Name.Text, "/Contents": "So do I", "/T": "Eve", "/NM": "a2"})
    more.IRT, more.Rect = answer, pikepdf.Array([0, 0, 20, 20])
    state = {"/Subtype": pikepdf.Name.Text, "/Contents": "Accepted set by Bob", "/StateModel": "Review", "/IRT": mark}
    paper.add(0, {**state, "/State": "Accepted", "/Rect": [0, 0, 1, 1]})
    found = made_by(take_in(article, paper.saved(), AnnotationSet.of([claimed])))
    assert [(a.note, a.creator, a.spans) for a in found] == [
        ("I doubt it", "Bob", claimed.spans),
        ("So do I", "Eve", claimed.spans),
    ]


def test_what_was_written_over_one_of_ours_becomes_a_note_beside_it(
    article: Article, ours: bytes, claimed: Claim, take_in: Make
) -> None:
    paper = Viewer(ours)
    mark = next(e for page in paper.pdf.pages for e in page.obj.get("/Annots", []) if e.get("/NM") == claimed.id)
    mark.C = pikepdf.Array([1, 0, 0])  # another colour alone says nothing
    mark.M = "D:20260101000000Z"
    held = AnnotationSet.of([claimed])
    assert not take_in(article, paper.saved(), held).change
    mark.Contents = str(mark.Contents) + "\nbut see the later report"
    found = only(take_in(article, paper.saved(), held))
    assert (found.note, found.spans) == ("but see the later report", claimed.spans)
    both = held.apply(take_in(article, paper.saved(), held).change).after
    assert not take_in(article, paper.saved(), both).change
    del paper.pdf.pages[0].obj.Annots  # deleted in the viewer: here it stays
    assert not take_in(article, paper.saved(), both).change


@pytest.fixture(scope="module")
def several(article: Article, claimed: Claim) -> list[Annotation]:
    """The claim, and five persons."""
    places = [nth(article.text, "harbour", number) for number in range(1, 6)]
    return [claimed, *(
        Mention(id=f"urn:uuid:01980000-0000-7000-8000-00000000010{n}", type="PER", created=WHEN, modified=WHEN,
                fragments=(Placed(Span(at, at + 7)),))
        for n, at in enumerate(places)
    )]  # fmt: skip


def written_over(data: bytes, key: str, words: str) -> bytes:
    """Another note on one of ours, by a viewer that leaves the date as it was."""
    paper = Viewer(data)
    mark = next(e for page in paper.pdf.pages for e in page.obj.get("/Annots", []) if e.get("/NM") == key)
    mark.Contents = words
    return paper.saved()


def test_what_a_viewer_wrote_over_ours_without_a_date_is_taken_too(
    article: Article, several: list[Annotation], pdf_with: Make, take_in: Make
) -> None:
    held, ours = AnnotationSet.of(several), pdf_with(article, several)
    assert not take_in(article, ours, held).change
    changed = take_in(article, written_over(ours, several[1].id, "Not a person at all"), held)
    assert (only(changed).note, only(changed).spans) == ("Not a person at all", several[1].spans)
    changed = take_in(article, written_over(ours, several[0].id, "Claim, verdict: False\nlook\nOnce more"), held)
    assert only(changed).note == "Once more"


def test_it_is_taken_as_well_when_the_viewer_lost_what_was_attached(
    article: Article, several: list[Annotation], pdf_with: Make, take_in: Make
) -> None:
    ours = written_over(pdf_with(article, several, sidecar=False), several[1].id, "Not a person at all")
    assert only(take_in(article, ours, AnnotationSet.of(several))).note == "Not a person at all"
    later = [replace(each, modified="2026-09-01T10:00:00Z", note="mine") for each in several]  # changed here since
    assert not take_in(article, ours, AnnotationSet.of(later)).change


@pytest.mark.parametrize(
    "options", [PdfOptions(notes=False), PdfOptions(verdicts=False), PdfOptions(notes=False, verdicts=False)]
)
def test_what_was_left_out_by_choice_is_no_change(
    article: Article, several: list[Annotation], pdf_with: Make, take_in: Make, options: PdfOptions
) -> None:
    assert not take_in(article, pdf_with(article, several, options=options), AnnotationSet.of(several)).change


def test_labels_of_another_tag_set_or_language_are_no_change(
    article: Article, several: list[Annotation], pdf_with: Make, take_in: Make
) -> None:
    held = AnnotationSet.of(several)
    german = Speech("de", lambda words, /, **values: f"<{words.format(**values)}>", lambda *_words, **_values: "")
    ours = pdf_with(article, several, speech=german)
    assert not take_in(article, ours, held).change  # of a language that is not known here
    assert not take_in(article, ours, held, speeches=(ENGLISH, german)).change
    changed = written_over(ours, several[1].id, "<Person>: harbour\nIs it?")
    assert only(take_in(article, changed, held, speeches=(ENGLISH, german))).note == "Is it?"
    others = replace(TAGSET, types=tuple(t._replace(label=f"A {t.label.lower()}") for t in TAGSET.types))
    assert not take_in(article, pdf_with(article, several), held, tagset=others).change


def test_outside_the_articles_words_it_is_kept_and_told(
    article: Article, ours: bytes, claimed: Claim, take_in: Make
) -> None:
    paper = Viewer(ours)
    paper.mark(boxes(ours, "The Tide"), Contents="who is that?", NM="title")
    last = len(paper.pdf.pages) - 1
    appendix = [(n, box) for n, box in boxes(ours, "nobody in town number 7 knows", 2)]
    assert appendix[0][0] == last
    paper.mark(appendix, Contents="in the table", NM="appendix")
    imported = take_in(article, paper.saved(), AnnotationSet.of([claimed]))
    assert sorted(imported.elsewhere) == ["The Tide", "nobody in town number 7 knows"]
    assert {a.note for a in made_by(imported)} == {"who is that?", "in the table"}
    assert all(isinstance(f, Lost) and f.rejected for a in made_by(imported) for f in a.fragments)
    said = parts_of(imported, "a.pdf")
    assert "2 on words outside the article, kept as orphans (“The Tide”, “nobody in town number 7 knows”)" in said


def test_a_pdf_that_somebody_else_made_of_the_same_words(pdf_with: Make, take_in: Make, article: Article) -> None:
    """Other paper, other order of what stands around it, one paragraph more: no attachment, no named places."""
    text = article.text.replace("Sentence 90 says", "Advertisement: buy a boat.\nSentence 90 says")
    text = "Page header of some site\n" + text
    data = pdf_with(article_from_text(text, "text", "site.txt"), sidecar=False)
    paper = Viewer(data)
    del paper.pdf.Root.AF
    for name in list(paper.pdf.attachments):
        del paper.pdf.attachments[name]
    if "/Names" in paper.pdf.Root:
        del paper.pdf.Root.Names
    for number in (1, 20, 89, 90, 91, 150):
        paper.mark(boxes(data, "harbour", number), Contents=str(number), NM=f"n{number}")
    paper.mark(boxes(data, "Advertisement: buy a boat"), Contents="lost", NM="lost")
    imported = take_in(article, paper.saved())
    assert imported.orphans == ("Advertisement: buy a boat",)
    for annotation in made_by(imported):
        if annotation.note != "lost":
            start = nth(article.text, "harbour", int(annotation.note))
            assert annotation.spans == (Span(start, start + 7),)
    held = AnnotationSet().apply(imported.change).after
    assert not take_in(article, paper.saved(), held).change


def test_nothing_of_it_on_words_of_the_article(bare: bytes, take_in: Make) -> None:
    paper = Viewer(bare)
    paper.okular(boxes(bare, "harbour", 3), "note")
    paper.pdf.Root.AF = pikepdf.Array()
    other = article_from_text("Of quite other matters is said here what there is to say.", "text", "other.txt")
    with pytest.raises(UserError, match="Nothing that is marked"):
        take_in(other, paper.saved())


def test_in_two_columns_with_running_titles_and_other_quotation_marks(take_in: Make, tmp_path: Path) -> None:
    import typst

    paragraphs = [
        f"Sentence {n} says that the harbour is closed, and nobody in town number {n} knows why the office of "
        f"internationalization stays open; it was 'never' said who did."
        for n in range(1, 80)
    ]
    head = "#set page(columns: 2, header: [The Tide -- harbour news])\n#set text(9pt)\n#set par(justify: true)\n"
    (tmp_path / "a.typ").write_text(head + "= The harbour\n" + "\n\n".join(paragraphs), "utf-8")
    data = typst.compile(str(tmp_path / "a.typ"))
    article = article_from_text("\n\n".join(paragraphs) + "\n", "text", "a.txt")
    paper = Viewer(data)
    for n in range(1, 80, 3):
        for words in (f"town number {n} knows why", f"Sentence {n} says"):
            paper.mark(boxes(data, words), Contents=words, NM=words)
    for n in range(2, 80, 3):
        words = f"in town number {n} knows why the office of"
        paper.mark(boxes(data, words), Contents=words, NM=words)
    paper.mark(boxes(data, "The Tide"), Contents="head", NM="head")
    imported = take_in(article, paper.saved())
    assert imported.orphans == ("The Tide",)
    for annotation in made_by(imported):
        if annotation.note != "head":
            assert on(article, annotation) == [annotation.note]


def test_in_an_article_that_was_changed_since(article: Article, bare: bytes, take_in: Make) -> None:
    paper = Viewer(bare)
    for words in ("town number 7 knows", "Sentence 30 says that the harbour is closed", "town number 40 knows why"):
        paper.mark(boxes(bare, words), Contents=words, NM=words)
    text = article.text.replace("Sentence 30 says that the harbour is closed", "Sentence 30 says the harbours are shut")
    start = text.index("Sentence 40 says")
    text = "A new first line.\n" + text[:start] + text[text.index("Sentence 41 says") :]
    now = article_from_text(text, "text", "book.txt")
    imported = take_in(now, paper.saved())
    found = {a.note: (on(now, a), a.anchor) for a in made_by(imported)}
    assert found["town number 7 knows"] == (["town number 7 knows"], Anchor.EXACT)
    assert found["Sentence 30 says that the harbour is closed"][1] in (Anchor.FUZZY, Anchor.ORPHAN)
    assert found["town number 40 knows why"] == ([], Anchor.ORPHAN)
    assert "town number 40 knows why" in imported.orphans
    assert imported.uncertain + len(imported.orphans) == 2


SCRIPTS = {
    "arabic": "قالت هيئة الميناء يوم الأربعاء إن العبارة لن تبحر قبل يونيو، وإن الشركة المصنعة للمحرك سترسل القطع.",
    "hebrew": "רשות הנמל מסרה ביום רביעי כי המעבורת לא תפליג לפני יוני, ויצרן המנוע ישלח את החלקים.",
    "chinese": "港务局周三表示，渡轮在六月之前不会启航（Morning Star），发动机制造商将寄来零件。“一个星期，”港长说。",
    "japanese": "港湾局は水曜日、フェリーは六月まで出航しないと発表した。「一週間かかる」と港長は語った。",
    "korean": "항만 당국은 수요일에 여객선이 유월 이전에는 출항하지 않을 것이며 엔진 제조사가 부품을 보낸다.",
    "devanagari": "बंदरगाह प्राधिकरण ने बुधवार को कहा कि मॉर्निंग स्टार जून से पहले रवाना नहीं होगी। कंपनी ने स्पष्ट किया।",
    "cyrillic": "Секретарь порта сообщил в среду, что паром не выйдет раньше июня, а изготовитель пришлёт детали.",
    "emoji": "Fine 👩\u200d👩\u200d👧 family 🇩🇪 flag ❤️ heart ✅ check 😀 smile and so on it goes.",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_other_scripts(script: str, pdf_with: Make, take_in: Make) -> None:
    """Highlights where our own export has them, as if somebody else had made them, come to the same words."""
    line = SCRIPTS[script]
    text = "\n".join(f"{line} {n}" for n in range(1, 7)) + "\n"
    article = article_from_text(text, "text", "a.txt")
    unspaced = script in ("chinese", "japanese")
    words = [Span(n, n + 4) for n in range(0, len(line) - 8, 7)] if unspaced else []
    at = 0
    for word in [] if unspaced else line.split():
        start = text.index(word, at)
        at = start + len(word)
        words.append(Span(start, at))
    third = text.index("3\n") - len(line) - 1
    spans = [Span(s.start + third, s.end + third) for s in words if s.of(text).strip("，。（）“”、「」 ")]
    marks = [
        Mention(id=f"urn:uuid:{n:032x}", type="PER", fragments=(Placed(span),), created=WHEN, note=str(n))
        for n, span in enumerate(spans)
    ]
    paper = Viewer(pdf_with(article, marks, sidecar=False))
    for page in paper.pdf.pages:
        for entry in page.obj.get("/Annots", []):
            if "/NM" in entry:
                entry.NM, entry.Contents = "theirs " + str(entry.NM), str(entry.Contents).split("\n")[-1]
    found = made_by(take_in(article, paper.saved()))
    assert len(found) == len(spans)
    wrong = {}
    for annotation in found:
        span = spans[int(annotation.note)]
        letters = [s.of(text).strip("，。（）“”、「」,.।() ") for s in annotation.spans]
        if letters != [span.of(text).strip("，。（）“”、「」,.।() ")] or abs(annotation.start - span.start) > 2:
            wrong[span.of(text)] = (letters, annotation.start - span.start, annotation.lost)
    assert wrong == {}
