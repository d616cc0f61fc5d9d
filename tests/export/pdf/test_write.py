"""The whole export, read back with other programs' eyes: pypdfium2, pikepdf, Poppler, qpdf."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import regex

from reader.annotations.model import Attribution, Entity, Highlight, Lost, Mention, Placed, Quote
from reader.errors import UserError
from reader.export.job import Cancelled
from reader.export.pdf.measure import column_on
from reader.export.pdf.options import PAPERS, PdfOptions
from reader.export.registry import format_by_id
from reader.text.open import article_from_text, open_article
from reader.text.spans import Span

Make = Callable[..., Any]
PARAGRAPHS = {
    "ligatures": "Officer Griffith Afflick found the coffee insufficient; a fjord raft, an effluent pump and the "
    "fluffier carpets were affected by the draft. The Tiffin & Offley firm first classified the gift as a theft, then "
    "lifted the fine. Deinstitutionalization notwithstanding, internationalization was unsatisfactory: "
    "na\u0131\u0308ve re\u0301sume\u0301.",
    "cyrillic": "Секретарь Совета безопасности Сергей Шойгу посетил Северную Корею в среду в рамках углубления "
    "стратегического партнерства между Москвой и Пхеньяном. Ο Υπουργός επισκέφθηκε την Αθήνα.",
    "hebrew": "נמל הצפון הודיע ביום רביעי כי הספינה Morning Star לא תפליג לפני יוני. מנהלת הנמל רות כרמלי אמרה כי חברת "
    "Atlas Marine תתקן את המנוע ועוד מילים רבות כדי לשבור שורה.",
    "arabic": "قال الرئيس كيم جونغ أون إن بلاده Russia ستقدم الدعم غير المشروط لروسيا في حربها ضد أوكرانيا، وأضاف أن "
    "العلاقات بين البلدين ستتطور في المستقبل القريب.",
    "chinese": "朝鲜领导人金正恩周三在平壤会见了俄罗斯联邦安全会议秘书绍伊古（Sergey Shoigu）。"
    "双方讨论了《全面战略伙伴关系条约》的执行情况，以及半岛局势。日本語の文章もここにあります。한국어 문장도 있습니다.",
}
PARAGRAPHS |= {
    "devanagari": "बंदरगाह प्राधिकरण ने बुधवार को कहा कि मॉर्निंग स्टार जून से पहले रवाना नहीं होगी। इंजन निर्माता कंपनी ने "
    "स्पष्ट किया कि पुर्ज़े अगले हफ़्ते तक पहुँच जाएँगे, और द्वितीय विश्वविद्यालय के विद्यार्थियों ने श्रृंखला में क्षत्रिय ज्ञान की प्रस्तुति दी।",
    "bengali": "বন্দর কর্তৃপক্ষ বুধবার জানিয়েছে যে জাহাজটি জুনের আগে ছাড়বে না এবং ইঞ্জিন প্রস্তুতকারক প্রতিষ্ঠান যন্ত্রাংশ পাঠাবে।",
    "tamil": "துறைமுக ஆணையம் புதன்கிழமை கூறியதாவது கப்பல் ஜூன் மாதத்திற்கு முன் புறப்படாது என்றும் கொள்வோம்.",
    "thai": "การท่าเรือแถลงเมื่อวันพุธว่าเรือมอร์นิงสตาร์จะไม่ออกเดินทางก่อนเดือนมิถุนายน และผู้ผลิตเครื่องยนต์จะส่งอะไหล่มาให้",
    "korean": "항만 당국은 수요일에 여객선이 유월 이전에는 출항하지 않을 것이며 "
    "엔진 제조사가 부품을 보낼 것이라고 밝혔다.",
    "emoji": "Fine 👩\u200d👩\u200d👧 family 🇩🇪 flag ❤️ heart ✅ check 😀 smile "
    "👍🏽 thumb and some more words to fill the line.",
}
HOSTILE = (
    '#read("/etc/passwd") $x^2$ *a* _b_ `c` \\ \\u{41} #import "@preview/x:1.0.0" <label> @ref = head // no /* no */'
)


def crossing_spans(text: str, seed: int, count: int) -> list[tuple[Span, ...]]:
    """Random spans on whole clusters, many of them crossing; every fifth has a second fragment after a gap."""
    dice = random.Random(seed)
    edges = [*(found.start() for found in regex.finditer(r"\X", text)), len(text)]
    found: list[tuple[Span, ...]] = []
    while len(found) < count:
        start = dice.randrange(len(edges) - 1)
        end = min(len(edges) - 1, start + dice.choice((1, 2, 3, 5, 9, 25, 70)))
        spans = [Span(edges[start], edges[end])]
        if len(found) % 5 == 4 and end + 8 < len(edges):
            spans.append(Span(edges[end + 3], edges[end + 8]))
        if all(span.of(text).strip() for span in spans):
            found.append(tuple(spans))
    return found


@pytest.mark.parametrize("name", [*PARAGRAPHS, "all"])
def test_the_letters_under_the_quads_are_the_spans(
    name: str, make_paper: Make, mention: Make, claim: Make, letters: Make
) -> None:
    text = "\n".join(PARAGRAPHS.values()) if name == "all" else PARAGRAPHS[name]
    spans = crossing_spans(text, seed=len(name), count=45)
    annotations = [
        claim(text, fragments, f"a{n}") if n % 3 == 0 or len(fragments) > 1 else mention(text, fragments[0], f"a{n}")
        for n, fragments in enumerate(spans)
    ]
    paper = make_paper(text, annotations)
    for n, fragments in enumerate(spans):
        want, got = letters("".join(span.of(text) for span in fragments)), paper.words_of(f"a{n}")
        if name in ("hebrew", "arabic", "all"):  # PDF readers hand these out in the order of the eye
            assert Counter(got) == Counter(want)
        else:
            assert got == want


@pytest.fixture(scope="module")
def shoigu(shared: Path, make_job: Make, mention: Make, claim: Make) -> Any:
    """The founding article with a dozen annotations: nested, crossing, discontinuous, lost."""
    article = open_article(shared / "articles" / "shoigu-in-pyongyang.txt")
    text = article.text
    kim = Entity("e1", "PER", "Kim Jong Un", ("Kim",), "Q56226")
    annotations = [
        mention(text, "Kim Jong Un", "m1", entity="e1", creator="R. Reader"),
        mention(text, "Kim", "m2", entity="e1", nth=3, note="the leader"),
        mention(text, "Sergey Shoigu", "m3"),
        mention(text, "Russia’s Security Council", "m4", "ORG"),
        mention(text, "Russia", "m5", "GPE"),
        mention(text, "Kursk region", "m6", "LOC"),
        mention(text, "July 2024", "m7", "DATE"),
        mention(text, "alliance", "m8", "ALIEN"),
        claim(
            text,
            ["Pyongyang's 'unconditional support' for Russia", 'against the "terrorists Kiev regime"'],
            "c1",
            attribution=(Attribution("Kim Jong Un"), Attribution("KCNA", "relay")),
            verdict="unverified",
            note="Only KCNA has it.",
        ),
        claim(text, ["Moscow clarified that North Korea’s military presence was authorized"], "c2"),
        Highlight(id="h1", fragments=(Placed(Span(text.index("liberating"), text.index("liberating") + 27)),)),
        Mention(id="o1", type="PER", fragments=(Lost(Quote("Kim Yo Jong")),), modified="2025-08-01T00:00:00Z"),
    ]
    return make_job(article, annotations, [kim], sidecar_bytes=b'{"formatVersion": "1.0"}\n\x00')


@pytest.fixture(scope="module")
def paper(shoigu: Any, make_paper: Make) -> Any:
    return make_paper(
        shoigu.article, shoigu.annotations, shoigu.annotations.entities.values(), sidecar_bytes=shoigu.sidecar_bytes
    )


def test_each_annotation_says_what_it_is(paper: Any) -> None:
    by_name = {mark.name: mark.dict for mark in paper.marks}
    assert set(by_name) == {*(f"m{n}" for n in range(1, 9)), "c1", "c2", "h1"}
    kim, claim = by_name["m1"], by_name["c1"]
    assert str(kim.Contents) == "Person: Kim Jong Un" and str(kim.Subj) == "Person" and str(kim.T) == "R. Reader"
    assert str(kim.CreationDate) == str(kim.M) == "D:20250701091403Z"
    assert [round(float(x) * 255) for x in kim.C] == [0x00, 0x72, 0xB2]
    assert str(claim.Contents).split("\n") == [
        "Claim by Kim Jong Un, through KCNA, verdict: Unproven / not enough evidence",
        "Only KCNA has it.",
    ]
    assert str(claim.Subj) == "Claim" and "/T" not in claim
    assert (str(kim.Subtype), str(claim.Subtype)) == ("/Highlight", "/Underline")
    for entry in by_name.values():
        assert int(entry.F) == 4 and "/N" in entry.AP and 0 < float(entry.CA) <= 1


def test_quads_are_upright_boxes_in_the_order_of_viewers_and_inside_the_rect(paper: Any) -> None:
    for mark in paper.marks:
        left, bottom, right, top = (float(x) for x in mark.dict.Rect)
        for x1, y1, x2, y2, x3, y3, x4, y4 in mark.quads:
            assert x1 == x3 < x2 == x4 and y1 == y2 > y3 == y4
            assert left <= x1 and x2 <= right and bottom <= y3 and y1 <= top


def test_a_segments_quads_are_one_a_line(paper: Any) -> None:
    by_name = {mark.name: mark.quads for mark in paper.marks}
    assert len(by_name["m4"]) == 1  # it holds m5: two segments, one quad
    lines = {round(quad[1]) for quad in by_name["c2"]}
    assert len(by_name["c2"]) == len(lines)


def test_the_appearance_multiplies_and_is_shared(paper: Any) -> None:
    forms = {str(mark.name): mark.dict.AP.N for mark in paper.marks}
    assert forms["m1"].objgen == forms["m3"].objgen != forms["m5"].objgen
    for form in forms.values():
        assert str(form.Resources.ExtGState.G.BM) == "/Multiply"


def test_the_body_is_the_article_word_for_word(paper: Any, shoigu: Any) -> None:
    def whole(words: list[str]) -> str:  # pdfium does not tell a hyphen of the word from one made at a line's end
        return " ".join(words).replace("-", "")

    assert whole(paper.body()) == whole(shoigu.article.text.split())


def test_poppler_reads_the_same_words(paper: Any, shoigu: Any, run_tool: Make) -> None:
    crop = ["-x", "120", "-y", "70", "-W", "375", "-H", "705", "-l", "1"]
    said = run_tool(paper.data, "pdftotext", "-raw", *crop, "{}", "-")
    for hyphen in ("\u00ad\n", "\u2010\n", "-\n"):
        said = said.replace(hyphen, "" if hyphen[0] != "-" else "-")
    assert said.split() == shoigu.article.text.split()


def test_the_sidecar_is_attached_byte_for_byte(paper: Any, shoigu: Any) -> None:
    name = shoigu.article.name + ".annotations.json"
    assert paper.pikepdf.attachments[name].get_file().read_bytes() == shoigu.sidecar_bytes


def test_another_reader_lists_the_same_annotations(paper: Any, shoigu: Any, letters: Make, tmp_path: Path) -> None:
    from pdfannots import process_file

    (tmp_path / "a.pdf").write_bytes(paper.data)
    with (tmp_path / "a.pdf").open("rb") as file:
        found = process_file(file)
    listed = {a.name: a for page in found.pages for a in page.annots if a.name}
    for annotation in shoigu.annotations:
        if annotation.spans:
            entry = listed.pop(annotation.id)
            want = "".join(span.of(shoigu.article.text) for span in annotation.spans).replace("’", "'")  # as it does
            assert letters(entry.gettext() or "") == letters(want)
            assert entry.author == (annotation.creator or None)
    assert not listed


def test_qpdf_finds_nothing_wrong(paper: Any, run_tool: Make) -> None:
    assert "No syntax or stream encoding errors" in run_tool(paper.data, "qpdf", "--check", "{}")


def test_numbers_lead_to_rows_and_back(paper: Any) -> None:
    pages = [page.obj.objgen for page in paper.pikepdf.pages]
    inner = [
        (n, pages.index(entry.A.D[0].objgen) if "/A" in entry else pages.index(entry.Dest[0].objgen))
        for n, page in enumerate(paper.pikepdf.pages)
        for entry in page.obj.get("/Annots", [])
        if str(entry.Subtype) == "/Link" and ("/Dest" in entry or str(entry.A.S) == "/GoTo")
    ]
    last = max(n for n, _ in inner)
    assert (0, last) in inner or (0, last - 1) in inner  # margin number -> row
    assert any(source > target == 0 for source, target in inner)  # row, entity -> words


def test_made_up_addresses_are_gone_and_bookmarks_are_there(paper: Any) -> None:
    assert b"(p:" not in b"".join(o.unparse() for o in paper.pikepdf.objects if isinstance(o, pikepdf.Dictionary))
    with paper.pikepdf.open_outline() as outline:
        (root,) = outline.root
        assert root.title == "Annotations"
        assert [child.title for child in root.children] == ["Legend", "Claims", "Entities", "Notes", "Orphans"]


def test_the_date_is_the_newest_change_and_the_title_is_the_articles(paper: Any) -> None:
    info = paper.pikepdf.docinfo
    assert str(info["/CreationDate"]).startswith("D:20250801000000")
    assert str(info["/Title"]) == "shoigu-in-pyongyang.txt"


def test_the_same_input_gives_the_same_bytes(paper: Any, shoigu: Any) -> None:
    assert format_by_id("pdf").write(shoigu) == paper.data


def test_hostile_text_is_just_text(make_paper: Make, mention: Make) -> None:
    text = f"{HOSTILE}\n{HOSTILE}"
    note = Entity("e", "PER", HOSTILE, (HOSTILE,))
    paper = make_paper(text, [mention(text, HOSTILE, "m", entity="e", note=HOSTILE)], [note])
    assert "".join(paper.body()) == "".join(text.split())  # a line may end after a slash
    assert HOSTILE in str(paper.marks[0].dict.Contents)
    assert "root:" not in "".join(page.get_textpage().get_text_range() for page in paper.pdfium)


def test_markdown_words_and_headings(make_paper: Make) -> None:
    source = (
        "# A title\n\nSome *words* and `code`.\n\n## Part\n\n> quoted\n\n"
        "| a | b |\n| - | - |\n| c | d |\n\n```\nx = 1\n```\n"
    )
    paper = make_paper(article_from_text(source, "markdown", "a.md"))
    assert " ".join(paper.body()) == "A title Some words and code. Part quoted a b c d x = 1"
    with paper.pikepdf.open_outline() as outline:
        assert [(e.title, [c.title for c in e.children]) for e in outline.root] == [("A title", ["Part"])]


def test_the_title_stands_once(make_paper: Make) -> None:
    def title_block(source: str) -> str:
        paper = make_paper(article_from_text(source, "markdown", "a.md"))
        return paper.pdfium[0].get_textpage().get_text_range()

    both = title_block("---\ntitle: The Dam\nsource: The Tide\n---\n# The Dam\n\nIt broke.")
    assert both.count("The Dam") == 1 and both.index("The Tide") < both.index("The Dam")
    front = title_block("---\ntitle: The Dam\nsource: The Tide\n---\nIt broke.")
    assert front.count("The Dam") == 1 and front.index("The Dam") < front.index("The Tide")


def test_links_of_the_article_are_real_and_safe(make_paper: Make, mention: Make) -> None:
    source = "Go [to the long place](https://example.org/a(b)) or [not](file:///etc/passwd)."
    article = article_from_text(source, "markdown", "a.md")
    paper = make_paper(article, [mention(article.text, "long", "m")])
    links = [a for a in paper.pikepdf.pages[0].Annots if str(a.Subtype) == "/Link" and str(a.A.S) == "/URI"]
    assert [str(a.A.URI) for a in links] == ["https://example.org/a(b)"]
    assert paper.words_of("m") == "long"


def test_a_broken_picture_is_left_out_and_named(make_paper: Make, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\nnot really")
    article = replace(article_from_text("![A map](a.png)\n\nText", "markdown"), path=tmp_path / "article.txt")
    said: list[str] = []
    assert make_paper(article, warn=said.append).body() == ["A", "map", "Text"]
    assert said == ["A picture that cannot be read is missing in the PDF: a.png"]


def test_missing_pictures_are_named_in_one_sentence(make_paper: Make, tmp_path: Path) -> None:
    words = "![A map](maps/a%20b.png)\n\nText ![](https://example.org/c.png) ![again](maps/a%20b.png)"
    said: list[str] = []
    paper = make_paper(replace(article_from_text(words, "markdown"), path=tmp_path / "a.md"), warn=said.append)
    assert " ".join(paper.body()) == "A map Text again"
    assert said == [
        "Pictures are missing in the PDF, as the article's folder has no usable file of these names: "
        "maps/a%20b.png, https://example.org/c.png"
    ]


def test_a_picture_is_in_the_file(make_paper: Make) -> None:
    from reader.resources import resource_path

    article = open_article(resource_path("samples/harbour-ferry.md"))
    said: list[str] = []
    paper = make_paper(article, warn=said.append)
    assert [str(o.Subtype) for o in paper.pikepdf.pages[0].Resources.XObject.values()].count("/Image") == 1
    assert said == []


def test_an_empty_article_is_a_page(make_paper: Make) -> None:
    paper = make_paper("")
    assert len(paper.pdfium) == 1 and paper.body() == []


def test_an_annotation_over_a_page_break_has_a_name_of_its_own_on_each_page(make_paper: Make, claim: Make) -> None:
    text = " ".join(f"word{n}" for n in range(1200))
    paper = make_paper(text, [claim(text, [Span(0, len(text))], "c")])
    assert [mark.name for mark in paper.marks][:2] == ["c", "c#2"]
    assert paper.words_of("c") == text.replace(" ", "")


def test_cancelling_while_it_works(make_job: Make) -> None:
    asked: list[int] = []
    job = make_job("word " * 20_000, cancelled=lambda: bool(asked.append(1)) or len(asked) > 3)
    with pytest.raises(Cancelled):
        format_by_id("pdf").write(job)


def test_a_failing_typesetter_is_a_sentence(make_job: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "p.py"
    program.write_text("import os; os._exit(3)", encoding="utf-8")
    monkeypatch.setattr("reader.export.pdf.child.typeset.__defaults__", ("none", program))
    with pytest.raises(UserError, match="The PDF could not be made"):
        format_by_id("pdf").write(make_job("x"))


def test_progress_only_grows(make_job: Make) -> None:
    heard: list[float] = []
    format_by_id("pdf").write(make_job("x", progress=lambda done, word: heard.append(done)))
    assert heard == sorted(heard) and heard[-1] > 0.9


def test_an_archive_has_a_date_and_no_characters_of_private_use(make_paper: Make) -> None:
    said: list[str] = []
    source = "---\ntitle: X\ndate: 2024-05-06\n---\nOne \ue123 and two \ue123."
    article = article_from_text(source, "markdown", "a.md")
    paper = make_paper(article, options=PdfOptions(standard="a-3a"), warn=said.append)
    assert " ".join(paper.body()) == "One \ufffd and two \ufffd."
    assert str(paper.pikepdf.docinfo["/CreationDate"]).startswith("D:20240506")
    assert said == ["PDF/A has no characters of private use, so a replacement is in their place: U+E123, 2 times"]


LONG = {
    "an address": "See https://tide.example/2025/07/the-harbour/and/the/ferry?utm_source=news&utm_medium=email now.",
    "letters": "On " + "and" * 60 + " it went.",
    "code": "Type `" + "x" * 120 + "` here.",
    "a block of code": "```\n" + "y" * 200 + "\n```",
    "a narrow cell": f"| a | b | c | d | e | f |\n|-|-|-|-|-|-|\n| 1 | 2 | 3 | 4 | 5 | {'internationalization_' * 3} |",
    "many columns": f"|{' a |' * 60}\n|{' - |' * 60}\n|{' word |' * 60}",
}


@pytest.mark.parametrize("name", LONG)
def test_what_is_longer_than_a_line_stays_in_the_column(name: str, make_paper: Make) -> None:
    article = article_from_text(LONG[name], "markdown", "a.md")
    paper = make_paper(article)
    column = column_on(PAPERS["a4"])
    for page in paper.pdfium:
        text = page.get_textpage()
        boxes = [text.get_charbox(i) for i in range(text.count_chars()) if text.get_text_range(i, 1).strip()]
        assert max(right for _, _, right, _ in boxes) < column.width - column.right + 8
    assert "".join(paper.body()).replace("-", "") == "".join(article.text.split()).replace("-", "")


def test_the_byline_runs_as_the_article_does_and_its_address_is_a_link(make_paper: Make, run_tool: Make) -> None:
    front = "---\ntitle: נמל\nauthor: רות כרמלי\ndate: 2025-07-01\nurl: https://tide.example/a/very/long/address\n---\n"
    paper = make_paper(article_from_text(front + "# נמל\n\nהנמל סגור היום.", "markdown", "a.md"))
    text = paper.pdfium[0].get_textpage()
    said = text.get_text_range()
    assert "2025-07-01" in said
    assert "https://tide.example/a/very/long/address" in run_tool(paper.data, "pdftotext", "{}", "-")
    at = next(text.get_charbox(i)[0] for i in range(text.count_chars()) if text.get_text_range(i, 1) == "ר")
    assert at > 400  # on the right
    links = [str(a.A.URI) for a in paper.pikepdf.pages[0].Annots if "/A" in a and "/URI" in a.A]
    assert links == ["https://tide.example/a/very/long/address"]
