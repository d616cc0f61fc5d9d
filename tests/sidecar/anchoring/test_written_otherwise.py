"""Words across blocks and in every script: found again however they are written, whole clusters only, no neighbours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations.model import Anchor, Lost, Placed
from reader.annotations.quoting import quote_at
from reader.sidecar.anchoring.earlier import EarlierTexts
from reader.sidecar.anchoring.folded import Folded
from reader.sidecar.anchoring.reanchoring import Reanchorer
from reader.text.clusters import is_boundary
from reader.text.open import article_from_text, open_article
from reader.text.spans import Span
from tests.benchmarks.edited import Edit, composed, deletions, replaced, respelt, words

WAYS = pytest.mark.parametrize("way", ["old text", "quotes"])


def taken_over(old: str, new: str, spans: list[Span], way: str) -> list[Placed | Lost]:
    finder = Reanchorer(new, EarlierTexts(new, [lambda: old] if way == "old text" else []), old_length=len(old))
    asked = [(quote_at(old, span), span) for span in spans]
    finder.know(asked)
    found = [finder.place(*one) for one in asked]
    return [fragment for fragment in found if fragment is not None]


def span_of(text: str, quoted: str) -> Span:
    assert text.count(quoted) == 1, quoted
    return Span(text.index(quoted), text.index(quoted) + len(quoted))


def stands(old: str, new: str, quoted: dict[str, str], way: str) -> None:
    """What is quoted in the old text is found for certain in the new one, as it is written there."""
    found = taken_over(old, new, [span_of(old, one) for one in quoted], way)
    for fragment, (was, now) in zip(found, quoted.items(), strict=True):
        assert isinstance(fragment, Placed), was
        assert fragment.span == span_of(new, now), (was, fragment.span.of(new))
        assert fragment.anchor in (Anchor.EXACT, Anchor.MOVED)


# -- blocks ----------------------------------------------------------------------------------------

MARKDOWN = """# The mill and the river

The mill at Harbury stood idle for nine years.[^1] Nobody had asked why, and *nobody* would say.

| Year | Wheels | Grain |
| --- | --- | --- |
| 1840 | four large | 310 tons |
| 1841 | five small | 290 tons |

- the miller kept his own accounts
- his daughter kept the keys

> What the river gives, the river takes.

Then the water came back.

[^1]: The county's own survey says eleven, which nobody believes.
"""
EDITED_MARKDOWN = (
    MARKDOWN.replace("# The mill", "# Of the mill")
    .replace("| 1840 |", "| 1839 | three old | 280 tons |\n| 1840 |")
    .replace("Then the water", "So it went on.[^0] It was a dry year.\n\nThen the water")
    .replace("[^1]: The", "[^0]: As told by his daughter's son.\n[^1]: The")
)
ACROSS = [
    "four large\n310 tons",  # cells
    "310 tons\n1841\nfive small",  # rows
    "290 tons\nthe miller kept",  # out of a table into a list
    "his own accounts\nhis daughter",  # items
    "kept the keys\nWhat the river gives",  # out of a list into a quotation
    "the river takes.\n",  # with the border alone
    "would say.\nYear",
    "survey says eleven",  # in a footnote
]


@WAYS
def test_across_cells_items_and_other_blocks_and_in_footnotes(way: str) -> None:
    old, new = (article_from_text(text, "markdown").text for text in (MARKDOWN, EDITED_MARKDOWN))
    quoted = {one: one for one in ACROSS if one in new}
    assert len(quoted) == len(ACROSS)
    stands(old, new, quoted, way)


@WAYS
def test_words_across_a_border_that_is_none_any_more_or_a_new_one(way: str) -> None:
    old = "One line of the poem\nand the next, which ends it.\n\nA paragraph follows here, and it is longer than that."
    joined = (
        old.replace("poem\nand", "poem and").replace("ends it.\n\nA", "ends it. A").replace("here, and", "here,\nand")
    )
    stands(old, joined, {"the poem\nand the next": "the poem and the next", "here, and it": "here,\nand it"}, way)
    stands(joined, old, {"the poem and the next": "the poem\nand the next", "here,\nand it": "here, and it"}, way)


@WAYS
@pytest.mark.parametrize("ends", [("\n", "\r\n"), ("\r\n", "\n"), ("\r\n", "\r")])
def test_line_ends_of_other_machines_are_no_change(tmp_path: Path, ends: tuple[str, str], way: str) -> None:
    text = "The first line of it.\nThe second says more about Harbury.\n\nAnd the last one less.\n"
    texts = []
    for number, (end, said) in enumerate(zip(ends, (text, "New. " + text), strict=True)):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(said.replace("\n", end).encode())
        texts.append(open_article(path).text)
    quoted = ("line of it.\nThe second", "more about Harbury.\n\nAnd the last")
    stands(*texts, {one: one for one in quoted}, way)


# -- written otherwise -----------------------------------------------------------------------------

PROSE = (
    'The café owners of Señor Street said that "nobody had been asked" in the matter of the well-known oil... '
    "It's Łukasz Żółć's own story, told in Việt Nam and again in 1999 -- long after the long-distance coaches had gone."
)
QUOTED = ["café owners", 'said that "nobody had been asked" in', "well-known oil... It's", "Łukasz Żółć's", "Việt Nam"]


def wrapped_at(width: int) -> Callable[[str], str]:
    return lambda text: re.sub(rf"(.{{1,{width}}}) ", r"\1\n", text)


def curled(text: str) -> str:
    return re.sub(r'"([^"]*)"', "“\\1”", text).replace("'", "’").replace("...", "…").replace("--", "—")


def with_marks(text: str) -> str:
    """Soft hyphens, joiners, marks of direction: as editors and web pages leave them."""
    marks = ["\u00ad", "\u200b", "\u2060", "\u200e", "\ufeff"]
    return re.sub(r"(?<=[a-z]{3})(?=[a-z]{2})", lambda found: marks[found.start() % len(marks)], text)


FORMS: dict[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "hard-wrapped": wrapped_at(30),
    "curly": curled,
    "invisible marks": with_marks,
    "no-break": lambda text: text.replace(" ", "\u00a0"),
    "all of it": lambda text: unicodedata.normalize("NFD", wrapped_at(30)(curled(with_marks(text)))),
}


@WAYS
@pytest.mark.parametrize("name", FORMS)
def test_other_forms_and_back(name: str, way: str) -> None:
    form = FORMS[name]
    other = form("New words first. " + PROSE)
    for old, new in ((PROSE, other), (form(PROSE), "New words first. " + PROSE)):
        edit = [re.sub(r"\s+|[^\w]", "", unicodedata.normalize("NFC", text)) for text in (old, new)]
        assert edit[1].endswith(edit[0])
        spans = [span_of_folded(old, one) for one in QUOTED]
        found = taken_over(old, new, spans, way)
        for fragment, one in zip(found, QUOTED, strict=True):
            assert isinstance(fragment, Placed) and fragment.anchor is Anchor.MOVED, one
            assert fragment.span == span_of_folded(new, one), fragment.span.of(new)


MAIL = (
    "The mill stood idle for nine years, and nobody\nhad asked the miller why it did so.\n\n"
    "Then the water came back, as it does in every\nspring, and with it the wheels.\n"
)


@WAYS
@pytest.mark.parametrize("mark", ["> ", ">", ">> ", "> > "])
def test_quoted_in_a_mail_and_back(mark: str, way: str) -> None:
    answer = "".join(f"{mark}{line}".rstrip(" ") + "\n" for line in MAIL.splitlines())
    long = "for nine years, and nobody\nhad asked the miller why it did so.\n\nThen the water came back"
    quoted = {
        one: one.replace("\n", f"\n{mark}").replace("> \n", ">\n") for one in (long, "in every\nspring", "the wheels")
    }
    stands(MAIL, answer, quoted, way)
    stands(answer, MAIL, {now: was for was, now in quoted.items()}, way)


def test_marks_of_mails_fold_in_little_time_and_others_stay() -> None:
    assert Folded("a\n> b").text == Folded("a\nb").text == "a b"
    assert Folded("a\n>\n> b").text == Folded("a\n\nb").text == "a\nb"
    assert Folded("a > b\n").text == "a > b "
    many = "a\n> b" + "\n" * 50_000 + "c" + "\n>" * 50_000 + "\n \n" * 50_000
    assert Folded(many).text.startswith("a b\nc\n")


def span_of_folded(text: str, quoted: str) -> Span:
    """Where letters and digits of a quote stand, whatever else there is; with the signs at its ends."""
    invisible = "[\u00ad\u200b\u2060\u200e\ufeff\u0300-\u036f]*"
    alike = {"'": "['’]", '"': '["“”]', " ": r"\s+"}
    plain = unicodedata.normalize("NFD", quoted).replace("...", "…")
    parts = [alike.get(c, r"(?:…|\.\.\.)" if c == "…" else re.escape(c)) for c in plain if not unicodedata.combining(c)]
    found = list(re.finditer(invisible.join(parts) + "[\u0300-\u036f]*", text))
    if not found:  # composed: letters with marks are one
        parts = [alike.get(c, r"(?:…|\.\.\.)" if c == "…" else re.escape(c)) for c in quoted.replace("...", "…")]
        found = list(re.finditer("[\u00ad\u200b\u2060\u200e\ufeff]*".join(parts), text))
    assert len(found) == 1, quoted
    return Span(*found[0].span())


# -- scripts ---------------------------------------------------------------------------------------

SCRIPTS = {
    "chinese": (
        "外交部发言人昨天在北京表示，双方将继续就此事保持沟通。莫斯科方面没有回应，平壤也没有。",
        ["北京表示", "莫斯科方面", "平壤"],
    ),
    "japanese": (
        "首相は昨日、東京で記者団に対し、協議を続けると述べた。大阪市の担当者はコメントを避けた。",
        ["東京", "協議を続ける", "大阪市"],
    ),
    "thai": (
        "นายกรัฐมนตรีกล่าวที่กรุงเทพมหานครเมื่อวานนี้ว่าการเจรจาจะดำเนินต่อไป ส่วนเชียงใหม่ยังไม่มีความเห็น",
        ["กรุงเทพมหานคร", "เชียงใหม่"],
    ),
    "arabic": (
        "قال وزير الخارجية في القاهرة إن 250 شخصًا وصلوا يوم الأحد، ولم تعلّق بيونغ يانغ على الخبر.",
        ["القاهرة", "250 شخصًا", "بيونغ يانغ"],
    ),
    "hebrew": (
        "שר החוץ אמר אתמול בירושלים כי 250 אנשים הגיעו, ודובר צה״ל לא הגיב על הדיווח מתל אביב.",
        ["בירושלים", "250 אנשים", "תל אביב"],
    ),
    "devanagari": (
        "विदेश मंत्री ने कल नई दिल्ली में कहा कि बातचीत जारी रहेगी। मुंबई ने कोई टिप्पणी नहीं की।",
        ["नई दिल्ली", "मुंबई"],
    ),
    "korean": (
        "외교부 대변인은 어제 서울에서 협의를 계속하겠다고 밝혔다. 평양은 아무 말도 하지 않았다.",
        ["서울에서", "평양은"],
    ),
    "emoji": (
        "The family 👨‍👩‍👧‍👦 met at 🇫🇷 noon, and 👍🏽 was all she wrote, e\u0301tude and all.",
        ["👨‍👩‍👧‍👦 met", "🇫🇷", "👍🏽"],
    ),
}


@WAYS
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_found_behind_new_words_before_new_ones_and_decomposed(script: str, way: str) -> None:
    text, quoted = SCRIPTS[script]
    for new in ("1999 – 2001.\n\n" + text, text + "\n\n1999 – 2001.", "\u200f" + text + "\u200e"):
        stands(text, new, {one: one for one in quoted}, way)
    decomposed = "1999. " + unicodedata.normalize("NFD", text)
    stands(text, decomposed, {one: unicodedata.normalize("NFD", one) for one in quoted}, way)


@WAYS
@pytest.mark.parametrize("script", SCRIPTS)
def test_in_every_script_words_that_are_gone_are_lost(script: str, way: str) -> None:
    text, quoted = SCRIPTS[script]
    for one in quoted:
        (found,) = taken_over(text, text.replace(one, ""), [span_of(text, one)], way)
        assert isinstance(found, Lost), found


# -- never half a cluster, never a neighbour ---------------------------------------------------------

PIECES = [
    "ha", "mi", "lo", "tre", "quin", "é", "e\u0301", "ü", "o\u0308\u0323", "не", "ры", "й", "и\u0306", "دا", "بّ",
    "שָׁ", "ん", "か\u3099",
    "한", "\u1112\u1161\u11ab", "क्षि", "नी", "กำ", "ที่", "👍🏽", "👨‍👩‍👧", "🇫🇷", "中", "国",
]  # fmt: skip


UNSPACED = ("THAI", "CJK", "HIRAGANA")  # there a word is a letter, and comes again and again
SPACED = [
    piece
    for piece in (unicodedata.normalize("NFC", each) for each in PIECES)
    if piece.isalnum() and not unicodedata.name(piece[0]).startswith(UNSPACED)
]


@st.composite
def distinct_words(draw: st.DrawFn, pieces: list[str]) -> str:
    """A text in which no word comes twice, made of clusters of many kinds."""
    random = Random(draw(st.integers()))
    made = dict.fromkeys("".join(random.choices(pieces, k=random.randint(2, 5))) for _ in range(random.randint(12, 60)))
    parts = [word + random.choice([" ", " ", " ", ", ", ". ", "\n", "\n\n"]) for word in made]
    return "".join(parts)


def marks_added(text: str, random: Random) -> Edit:
    """Marks put onto letters and joiners between them: what was a cluster becomes part of a longer one."""
    changes = []
    for at in sorted(random.sample(range(1, len(text)), min(len(text) - 1, len(text) // 15))):
        changes.append((at, at, random.choice(["\u0301", "\u0323", "\u200d", "\ufe0f", "🏽", "\u093f", "\u0e33"])))
    return replaced(text, changes)


def cut_anywhere(text: str, random: Random) -> Edit:
    """Code points taken away, in the middle of clusters too."""
    return replaced(text, [(at, at + 1, "") for at in sorted(random.sample(range(len(text)), len(text) // 15))])


def decomposed(text: str, random: Random) -> Edit:
    return respelt(text, [(1, unicodedata.normalize("NFD", c)) for c in text])


def asked_in(text: str, random: Random) -> list[Span]:
    """Words, several in a row, and anything else from one cluster to another."""
    bounds = [at for at in range(len(text) + 1) if is_boundary(text, at)]
    spans = {Span(a.start, b.end) for a, b in zip(words(text), words(text)[random.randrange(4) :], strict=False)}
    spans |= {Span(a, b) for a, b in (sorted(random.sample(bounds, 2)) for _ in range(8)) if b - a < 40}
    return sorted(span for span in spans if span.start in bounds and span.end in bounds)


@WAYS
@given(distinct_words(PIECES), st.integers())
@settings(deadline=None, max_examples=150)
def test_a_place_is_whole_clusters(way: str, old: str, seed: int) -> None:
    random = Random(seed)
    edit = Edit.none(old)
    scripts = [deletions(6), deletions(3), marks_added, cut_anywhere, decomposed]
    for script in random.sample(scripts, random.randint(1, 3)):
        edit = edit.then(script, random)
    for found in taken_over(old, edit.text, asked_in(old, random), way):
        if isinstance(found, Placed):
            assert 0 <= found.span.start < found.span.end <= len(edit.text)
            assert is_boundary(edit.text, found.span.start) and is_boundary(edit.text, found.span.end)


@WAYS
@given(distinct_words(SPACED), st.integers())
@settings(deadline=None, max_examples=150)
def test_a_place_has_nothing_of_what_stood_beside_the_words(way: str, old: str, seed: int) -> None:
    random = Random(seed)
    edit = Edit.none(old)
    for script in (deletions(random.choice([3, 6, 12])), random.choice([decomposed, composed])):
        edit = edit.then(script, random)
    spans = [span for span in asked_in(old, random) if not _cuts_a_word(old, span)]
    for span, found in zip(spans, taken_over(old, edit.text, spans, way), strict=True):
        if isinstance(found, Placed):
            beside = [at for at in (*range(span.start), *range(span.end, len(old))) if old[at].isalnum()]
            inside = [at for at in beside if found.span.start <= edit.starts[at] < found.span.end]
            assert not inside, (span.of(old), found.span.of(edit.text))


def _cuts_a_word(text: str, span: Span) -> bool:
    def is_part(sign: str) -> bool:
        return not (sign.isspace() or sign in ",.-")

    return any(is_part(text[at - 1]) and is_part(text[at]) for at in (span.start, span.end) if 0 < at < len(text))


@WAYS
def test_every_word_that_is_deleted_is_lost_and_no_neighbour_has_its_mark(way: str) -> None:
    text = PROSE + "\n\n" + MARKDOWN
    every = words(text)
    for number, word in enumerate(every):
        new = text[: word.start] + text[word.end :]
        (found,) = taken_over(text, new, [word], way)
        near = [every[n].of(text) for n in (number - 1, number + 1) if 0 <= n < len(every)]
        if isinstance(found, Placed):  # the same word, said right beside it
            assert word.of(text) in near, (word.of(text), found.span.of(new))


def test_the_pieces_are_clusters_that_can_be_cut() -> None:
    text = "".join(PIECES)
    assert sum(is_boundary(text, at) for at in range(len(text))) < len(text)
    assert all(a < b for a, b in pairwise([at for at in range(len(text)) if is_boundary(text, at)]))
