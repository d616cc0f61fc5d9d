"""Sentences that look alike, in another order: each is found where its very words stand, and none on another's."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations.model import Anchor, Fragment, Lost, Placed
from reader.annotations.quoting import quote_at
from reader.sidecar.anchoring.earlier import EarlierTexts
from reader.sidecar.anchoring.reanchoring import Reanchorer
from reader.text.spans import Span

WAYS = ("old text", "quotes")
ASH = "Team Ash reported that twelve percent of the bees died."
BIRCH = "Team Birch reported that twelve percent of the ants died."
ELM = "Team Elm reported that thirty percent of the wasps died."
FRAME = ("The county opened its swing bridge on Thursday.", "Nobody of the council wanted to say more about it.")


def taken_over(old: str, new: str, quotes: list[str], way: str) -> list[Fragment]:
    spans = [Span(old.index(words), old.index(words) + len(words)) for words in quotes]
    asked = [(quote_at(old, span), span) for span in spans]
    finder = Reanchorer(new, EarlierTexts(new, [lambda: old] if way == "old text" else []), old_length=len(old))
    finder.know(asked)
    found = [finder.place(*one) for one in asked]
    return [fragment for fragment in found if fragment is not None]


def assert_found(old: str, new: str, quotes: list[str], way: str) -> None:
    for words, fragment in zip(quotes, taken_over(old, new, quotes, way), strict=True):
        assert isinstance(fragment, Placed), words
        assert (fragment.span.of(new), fragment.anchor is Anchor.FUZZY) == (words, False)
        assert fragment.span.start == new.index(words)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("framed", [True, False])
@pytest.mark.parametrize("joint", ["\n\n", " ", "\n", "\n- "])
@pytest.mark.parametrize(
    "pair",
    [
        (ASH, BIRCH),
        (ASH, ASH.replace("bees", "ants")),
        (ASH, ASH.replace("Ash", "Birch")),
        (ASH, ASH.replace("twelve", "13")),
    ],
    ids=["two words", "one word", "one name", "one number"],
)
def test_two_that_look_alike_exchanged(pair: tuple[str, str], joint: str, framed: bool, way: str) -> None:
    before, after = FRAME if framed else ("", "")
    old = joint.join(filter(None, (before, *pair, after)))
    new = joint.join(filter(None, (before, *reversed(pair), after)))
    for quotes in ([pair[0]], [pair[1]], list(pair), [pair[1][:-1]], [pair[0][:-1], pair[1][:-1]]):
        assert_found(old, new, quotes, way)


@pytest.mark.parametrize("way", WAYS)
def test_what_is_inside_goes_along(way: str) -> None:
    old, new = f"{ASH}\n\n{BIRCH}\n", f"{BIRCH}\n\n{ASH}\n"
    assert_found(old, new, [BIRCH[:-1], "Team Birch"], way)
    assert_found(old, new, ["Team Birch", BIRCH[:-1]], way)
    assert_found(old, new, [BIRCH[:-1], "Team Birch", "Team Ash", ASH[:-1], "bees", "ants"], way)


@pytest.mark.parametrize("way", WAYS)
def test_three_rotated(way: str) -> None:
    old, new = "\n\n".join((ASH, BIRCH, ELM)), "\n\n".join((ELM, ASH, BIRCH))
    assert_found(old, new, [ASH, BIRCH, ELM], way)
    assert_found(old, new, [ASH, "Team Birch", BIRCH, "wasps", ELM], way)
    for alone in (ASH, BIRCH, ELM):
        assert_found(old, new, [alone], way)


@pytest.mark.parametrize("way", WAYS)
def test_rows_of_a_table_exchanged(way: str) -> None:
    rows = [
        ("Team Ash", "12 percent", "bees"),
        ("Team Birch", "12 percent", "ants"),
        ("Team Elm", "30 percent", "owls"),
    ]
    old, new = ("\n".join("\n".join(row) for row in (("Team", "Share", "Of"), *some)) for some in (rows, rows[::-1]))
    whole, cells = ["\n".join(row) for row in rows], ["Team Ash", "Team Birch", "Team Elm", "30 percent", "bees"]
    assert_found(old, new, whole, way)
    assert_found(old, new, [*whole, *cells], way)
    for words, found in zip(cells, taken_over(old, new, cells, way), strict=True):
        if isinstance(found, Placed) or way == "old text":  # by a cell alone, nobody knows
            assert isinstance(found, Placed)
            assert found.span.start == new.index(words)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("framed", [True, False])
def test_one_of_them_edited_too_never_lands_on_the_other(framed: bool, way: str) -> None:
    before, after = FRAME if framed else ("", "")
    edited = BIRCH.replace("that twelve", "that nearly twelve")
    old, new = ("\n\n".join(filter(None, (before, *pair, after))) for pair in ((ASH, BIRCH), (edited, ASH)))
    for quotes in ([ASH, BIRCH], [BIRCH], [ASH]):
        for words, fragment in zip(quotes, taken_over(old, new, quotes, way), strict=True):
            if words == ASH:
                assert isinstance(fragment, Placed) and fragment.span.of(new) == ASH
            else:
                assert isinstance(fragment, Lost) or fragment.span.of(new) == edited


@pytest.mark.parametrize("way", WAYS)
def test_deleted_beside_its_twin_it_is_lost(way: str) -> None:
    for gone, stays in ((ASH, BIRCH), (BIRCH, ASH)):
        lost, kept = taken_over(f"{ASH}\n\n{BIRCH}\n", f"{stays}\n", [gone, stays], way)
        assert isinstance(lost, Lost)
        assert isinstance(kept, Placed) and kept.span.of(stays) == stays


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), count=st.integers(2, 7), joint=st.sampled_from(["\n\n", " ", "\n- "]))
def test_in_any_order_each_is_found_where_it_stands(way: str, seed: int, count: int, joint: str) -> None:
    random = Random(seed)
    names = random.sample(["Ash", "Birch", "Elm", "Oak", "Pine", "Yew", "Alder"], count)
    said = [
        f"Team {name} reported that {random.choice(('ten', 'twelve'))} percent of the "
        f"{random.choice(('bees', 'ants'))} died in {random.choice(('May', 'June'))}."
        for name in names
    ]
    other = random.sample(said, count)
    some = random.sample(said, random.randint(1, count))
    assert_found(joint.join(said), joint.join(other), some, way)
