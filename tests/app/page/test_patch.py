"""Changed blocks put into a document that holds the others: it is as one that was filled anew."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QApplication

from reader.app.look.theme import load_theme
from reader.app.page.differing import Hunk, differences
from reader.app.page.document import PageDocument
from reader.app.page.fill import fill
from reader.app.page.hunks import Hunks
from reader.app.page.measures import measure
from reader.app.page.offsets import OffsetMap
from reader.app.page.patch import patch
from reader.app.page.sheet import Sheet
from reader.text.article import Article
from reader.text.open import article_from_text
from tests.app.page.test_fill import assert_mapped

LINES = st.sampled_from(
    ["", "One.", "Two words.", "A 😀 smile.", "שלום", "A headline", "Long " * 1700, "Aé", "Three words here.", "End."]
)
PARTS = st.sampled_from(
    ["# Title", "One.", "Two *words*.", "A 😀 `code` **b**.", "- item\n- [x] done", "> quoted\n> on", "```\nx = 1\n```",
     "See[^1].", "---", "| a | b |\n|---|---|\n| c | d |", "Long " * 1700, "hard  \nbreak", "[^1]: A note."]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=7).map("\n".join)
MARKDOWNS = st.lists(PARTS, max_size=7).map("\n\n".join)


def sheet() -> Sheet:
    return Sheet(load_theme("light"), measure(900, 100))


def described(document: QTextDocument, article: Article) -> list[tuple[object, ...]]:
    """All that decides how it looks, block by block."""
    found: list[tuple[object, ...]] = []
    block = document.firstBlock()
    while block.isValid():
        kept = block.textFormats()
        runs = [(run.start, run.length, QTextCharFormat(run.format)) for run in kept]
        number = block.userState() if article.format == "markdown" else 0  # of a text nobody asks for it
        found.append((block.text(), block.blockFormat(), block.charFormat(), runs, number))
        block = block.next()
    return found


def patched(old: Article, new: Article) -> tuple[PageDocument, OffsetMap] | None:
    document, hunks = PageDocument(Path(), 1.0), Hunks(old, new)
    offsets = fill(document, old, sheet())
    return None if hunks.edits is None else (document, patch(document, offsets, hunks, sheet()))


def assert_as_new(old: Article, new: Article) -> bool:
    found = patched(old, new)
    if found is None:
        return False
    document, offsets = found
    fresh = PageDocument(Path(), 1.0)
    wanted = fill(fresh, new, sheet())
    assert described(document, new) == described(fresh, new)
    assert offsets.pieces == wanted.pieces
    assert_mapped(new, document, offsets)
    return True


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TEXTS, TEXTS)
def test_a_text(qapp: QApplication, old: str, new: str) -> None:
    assert_as_new(article_from_text(old, "text"), article_from_text(new, "text"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(MARKDOWNS, MARKDOWNS)
def test_markdown(qapp: QApplication, old: str, new: str) -> None:
    assert_as_new(article_from_text(old, "markdown"), article_from_text(new, "markdown"))


def test_blocks_put_in_taken_out_and_exchanged(qapp: QApplication) -> None:
    base = [f"Paragraph {n} is here." for n in range(12)]
    for form, glue in (("text", "\n"), ("markdown", "\n\n")):
        for change in (
            lambda lines: lines.insert(0, "First."),
            lambda lines: lines.append("Last."),
            lambda lines: lines.insert(5, "In *between*."),
            lambda lines: lines.pop(0),
            lambda lines: lines.pop(),
            lambda lines: (lines.pop(3), lines.pop(5), lines.insert(8, "New.\n\n- and\n- new"), lines.insert(1, "b")),
            lambda lines: lines.__setitem__(6, "Other."),
        ):
            lines = list(base)
            change(lines)
            old, new = (article_from_text(glue.join(each), form) for each in (base, lines))  # type: ignore[arg-type]
            assert assert_as_new(old, new)


def test_a_table_beside_the_change_has_it_filled_anew(qapp: QApplication) -> None:
    table = "| a | b |\n|---|---|\n| c | d |"
    old, new = (article_from_text(f"One.\n\n{table}\n\n{words}", "markdown") for words in ("Two.", "Three."))
    assert Hunks(old, new).edits is None
    old, new = (article_from_text(f"One.\n\n{table}\n\nTwo.\n\n{words}", "markdown") for words in ("Three.", "Four."))
    assert assert_as_new(old, new)


def test_much_that_changed_far_apart_is_filled_anew(qapp: QApplication) -> None:
    lines = [f"Paragraph {n}. " + "word " * 80 for n in range(2_000)]
    few = [line.replace("word", "some", 1) if n in (5, 900, 1900) else line for n, line in enumerate(lines)]
    many = [line.replace("word", "some", 1) if n % 3 else line for n, line in enumerate(lines)]
    old, one, all_ = (article_from_text("\n".join(each), "text") for each in (lines, few, many))
    made = Hunks(old, one).edits
    assert made is not None and [len(group) for group in made] == [1, 1, 1]
    assert Hunks(old, all_).edits is None


@given(st.lists(st.integers(0, 6), max_size=12), st.lists(st.integers(0, 6), max_size=12))
def test_differences_make_the_one_out_of_the_other(old: list[int], new: list[int]) -> None:
    made, at = [], 0
    for hunk in differences(old, new):
        assert hunk.old_from >= at and hunk.old_from - at == hunk.new_from - len(made)
        made += [*old[at : hunk.old_from], *new[hunk.new_from : hunk.new_to]]
        at = hunk.old_to
    assert [*made, *old[at:]] == new


def test_what_is_there_once_holds_them_together() -> None:
    assert differences("abcdef", "abXdef") == (Hunk(2, 3, 2, 3),)
    assert differences("aaba", "aaaba") == (Hunk(2, 2, 2, 3),)
    assert differences("abc", "abc") == ()
    assert differences("abcde", "cdeab") == (Hunk(0, 2, 0, 0), Hunk(5, 5, 3, 5))


@given(TEXTS, TEXTS)
def test_a_place_in_a_block_that_stayed_keeps_its_words(old: str, new: str) -> None:
    hunks = Hunks(article_from_text(old, "text"), article_from_text(new, "text"))
    for position in range(0, len(old) + 1, 7):
        now = hunks.moved(position)
        if now is not None:
            end = old.find("\n", position)
            rest = old[position : end if end >= 0 else len(old)]
            assert new[now : now + len(rest)] == rest
