"""Who said a claim: what the words around it tell, and where they do not."""

from __future__ import annotations

import re

import pytest

from reader.annotations.model import Mention, Placed
from reader.suggest.attribution import WhoSaid, who_said
from reader.text.spans import Span


def guess(marked: str) -> tuple[str, str] | None:
    """(source, cue) for a sentence in which {PER:names} are tagged and [the claim] stands in brackets."""
    text, mentions, claim, at = "", [], Span(0, 0), 0
    for found in re.finditer(r"\{([A-Z]+):([^}]*)\}|([\[\]])|[^{\[\]]+", marked):
        if found[1]:
            span = Span(len(text), len(text) + len(found[2]))
            mentions.append(Mention(id=f"m{len(mentions)}", fragments=(Placed(span),), type=found[1]))
            text += found[2]
        elif found[3] == "[":
            at = len(text)
        elif found[3] == "]":
            claim = Span(at, len(text))
        else:
            text += found.group()
    said: WhoSaid | None = who_said(text, Span(0, len(text)), claim, mentions)
    return None if said is None else (said.source.spans[0].of(text), said.cue.of(text))


@pytest.mark.parametrize(
    ("marked", "source", "cue"),
    [
        ("{GPE:Moscow} clarified that [the troops were invited].", "Moscow", "clarified"),
        ("In April, the {ORG:Russian government} officially acknowledged that [{GRP:North Korean} troops had fought].",
         "Russian government", "acknowledged"),
        ("{GPE:Moscow} clarified that the {ORG:army} was invited and further stated that [it would reciprocate].",
         "Moscow", "stated"),
        ("Yet, {ROLE:analysts} note that given its alliance, [{GPE:Pyongyang} may see little incentive].", "analysts",
         "note"),
        ("Yet, {ROLE:analysts} note that [{GPE:Pyongyang} may see little incentive].", "analysts", "note"),
        ("The {ORG:agency} quoted {PER:Kim} as saying that [the pact holds].", "Kim", "saying"),
        ("[The {ORG:agency} quoted {PER:Kim} as affirming 'full support' for {GPE:Russia}].", "Kim", "affirming"),
        ("According to the {ORG:Times}, [the bridge is closed].", "Times", "According to"),
        ("[The treaty holds], according to a statement from the {ORG:Security Council}.", "Security Council",
         "according to"),
        ("“[The bridge is closed],” said {ROLE:mayor} {PER:Ada Byron}.", "mayor", "said"),
        ("[The bridge is closed], {PER:Ada} told reporters.", "Ada", "told"),
        ("{PER:Ada} said on Monday that [the bridge is closed].", "Ada", "said"),
        ("{PER:Ada}, who met {PER:Bob}, said that [the bridge is closed].", "Ada", "said"),
    ],
)  # fmt: skip
def test_what_the_words_tell(marked, source, cue):
    assert guess(marked) == (source, cue)


@pytest.mark.parametrize(
    "marked",
    [
        "[The engine was never built].",
        "{PER:Ada} came to {GPE:Turin}, and [the engine was never built].",
        "The mayor said that [{PER:Ada} left {GPE:Turin}].",  # who said it is not tagged
        "{PER:Ada} saw the {GPE:United States} leave; [the bridge is closed].",
        "{PER:Ada} watches state media, and [the bridge is closed].",
        "On {DATE:Monday} said that [the bridge is closed].",
        "{PER:Ada} left. He said that [the bridge is closed].",
        "{PER:Ada} said that it rains, but the clerk of the small town by the sea denied that [it snows].",
        "",
    ],
)
def test_where_they_do_not_nobody_is_named(marked):
    assert guess(marked) is None
