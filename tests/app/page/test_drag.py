"""What a drag selects, in notation: `|` where it began, `^` where it ends, `[...]` what is selected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app.page.drag import dragged


def drag(drawn: str, *, exact: bool = False) -> str:
    text = drawn.replace("|", "").replace("^", "")
    anchor, caret = drawn.replace("^", "").index("|"), drawn.replace("|", "").index("^")
    found = dragged(text, anchor, caret, exact=exact)
    assert (found[0] <= found[1]) == (anchor <= caret)
    low, high = sorted(found)
    return f"{text[:low]}[{text[low:high]}]{text[high:]}"


@pytest.mark.parametrize(
    ("drawn", "selected"),
    [
        ("met Ser|gei Sho^igu in", "met [Sergei Shoigu] in"),
        ("met Ser^gei Sho|igu in", "met [Sergei Shoigu] in"),
        ("met |Sergei Shoigu^ in", "met [Sergei Shoigu] in"),
        ("met Ser|gei ^Shoigu in", "met [Sergei ]Shoigu in"),
        ("met |Sergei^ Shoigu", "met [Sergei] Shoigu"),
        ("anti|-war^ coalition", "anti[-war] coalition"),
        ("un|think^able things", "un[think]able things"),
        ("in |Russia's pow^er", "in [Russia's power]"),
        ("the U|.S. ar^my", "the [U.S. army]"),
        ("one. T|wo, th^ree", "one. [Two, three]"),
        ("Ser|gei, ^ he", "[Sergei, ] he"),
    ],
)
def test_a_drag_over_the_border_of_a_word_takes_words_whole(drawn, selected):
    assert drag(drawn) == selected


def test_an_exact_drag_takes_what_it_says_but_no_half_cluster():
    assert drag("met Ser|gei Sho^igu in", exact=True) == "met Ser[gei Sho]igu in"
    assert drag("Jos|e\N{COMBINING ACUTE ACCENT} she^d", exact=True) == "Jos[e\N{COMBINING ACUTE ACCENT} she]d"


@given(st.text("ab .'-\u00e9\u0301\N{FAMILY}\u200d", max_size=30), st.data())
def test_it_never_takes_less_than_was_dragged_and_keeps_the_direction(text, data):
    anchor, caret = (data.draw(st.integers(0, len(text))) for _ in range(2))
    exact = data.draw(st.booleans())
    found = dragged(text, anchor, caret, exact=exact)
    if anchor == caret:
        assert found[0] == found[1] <= anchor
    else:
        assert min(found) <= min(anchor, caret) and max(found) >= max(anchor, caret)
        assert (found[0] < found[1]) == (anchor < caret)
        assert dragged(text, *found, exact=exact) == found
