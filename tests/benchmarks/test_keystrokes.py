"""How many keys the names of the sample article take, replayed through the real window on a copy without annotations.

Counted is every press on the keyboard, a chord (Shift+Right) as one, from the moment the article is open with the caret
at its start until every name above "Five things to try" is in the sidecar: moving, labels, selecting, type letters,
suggestions, all of it. The player reads the page as a person does: which letters stand on a word, whether a word shows,
whether it is suggested. A word `NEAR` steps ahead is walked to, any other is jumped to by its label; what one
`s` takes is not taken word by word; names that came before are left to the suggestions, a paragraph at a time.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.resources import resource
from reader.text.quotes import find_quote
from reader.text.spans import Span
from reader.text.words import words_in
from tests.app.conftest import Driven, folders, open_text, postil  # noqa: F401 - fixtures

NEAR = 1
# Every name in the order in which it is read; a name that comes again stands here again.
NAMES = """
OBJ Lantern of Tarrow|DATE 30 March 2026|ORG Averil Harbour Authority|NUM 41 centimetres|GPE Port Averil|GPE Tarrow
GPE Port Averil|GPE Tarrow|ORG Marine Safety Bureau|DATE 4 March|ROLE chief inspector|PER Ilse Marrowby|PER Marrowby
ORG Brackwater Lines|DATE November 2024|ORG Brackwater Lines|ROLE director|PER Tobin Ashgrove|GPE Port Averil
DATE October 2025|NUM €380,000|ORG Deck and Engine|NUM €1.2 million|GPE Tarrow|NUM 2,340 inhabitants|ROLE Mayor
PER Henrike Solvan|GPE Great Ennerby|ORG Coast Watch|PER Solvan|ORG Ministry of Transport|GPE Caldersund
OBJ Northern Wren|ROLE Transport Minister|PER Pavel Dorrin|GPE Ennermark|DATE 10 March|GRP Tarrowers|PER Dorrin
DATE November 2024|ORG Marine Safety Bureau|DATE October 2025|ORG Brackwater Lines|DATE 4 March 2026
ORG Averil Harbour Authority|DATE 10 March 2026|ORG Ministry of Transport|DATE November 2024
DOC Coastal Vessels Act of 2009|EVENT Regatta of Lights|DATE 2 May|ROLE Professor|PER Amadi Trellow
ORG University of Caldersund|DOC Hulls and Harbours|ID ferry@example.org
"""
MOST_KEYS_A_NAME = 3.8  # 3.73 measured: 197 keys for the 44 names that are new, 12 for the 12 that come again


class Name(NamedTuple):
    type: str
    words: str
    span: Span


def names_of(text: str) -> list[Name]:
    """The names with their places, each behind the one before it."""
    found, position = [], 0
    for written in NAMES.replace("\n", "|").strip("|").split("|"):
        type_id, _, words = written.partition(" ")
        span = next(span for span in find_quote(text, words) if span.start >= position)
        found.append(Name(type_id, words, span))
        position = span.end
    assert position < text.index("Five things to try")
    return found


class Player:
    """Presses keys and counts them."""

    def __init__(self, on: Driven) -> None:
        self.on, self.pressed = on, 0
        self.letters = {t.id: t.key for t in on.bench.session.tagset.types}

    @property
    def desk(self):
        return self.on.bench.desk

    def press(self, keys: str) -> None:
        self.pressed += len(keys.split())
        self.on.press(keys)

    def tag(self, name: Name) -> None:
        """From wherever the caret is: go there, select all of it, and press its letter."""
        words = words_in(self.on.text, name.span)
        self.go_to(words[0])
        self.grow(name.span, words)
        self.press(self.letters[name.type])
        made = self.desk.current_annotation()
        if made is not None and made.spans[0].start == name.span.start + 1:  # a € is no part of its word
            self.press("[ Alt+Left Enter")

    def go_to(self, word: Span) -> None:
        between = words_in(self.on.text, Span(self.desk.caret, word.end)) if self.desk.caret <= word.start else ()
        if between and len(between) - 1 <= NEAR:
            self.press("Right " * (len(between) - 1))
            assert self.desk.caret == word.start
            return
        while not self.on.window.page.visible_span().covers(word):
            seen = self.on.window.page.visible_span()
            self.press("PgDn" if word.start > seen.start else "PgUp")
            assert self.pressed < 1000, (word.of(self.on.text), seen, word, self.desk.caret)
        self.press("h")
        label = next(code for span, code in self.on.window.page._labels._labels if span == word)
        self.press(" ".join(label))
        assert self.desk.selected() == word

    def grow(self, span: Span, words: tuple[Span, ...]) -> None:
        """By one or two steps of `s` where that takes just the name, else word by word."""
        if len(words) == 1 and (self.desk.selected() or self.desk.word()) == span:
            return
        spent = self.pressed
        for _ in range(1 if self.desk.selected() is not None else 2):
            self.press("s")
            if self.desk.selected() == span:
                return
        while self.desk.growth:  # a person sees beforehand what `s` would take: the try is not counted
            self.on.press("Shift+S")
        self.pressed = spent
        self.press("Shift+Right " * (len(words) - 1))


def test_keys_for_the_names_of_the_sample(open_text):  # noqa: F811 - the fixture
    on = open_text(resource("samples/harbour-ferry.md").read_text("utf-8"), "harbour-ferry.md")
    text = on.text
    wanted = names_of(text)
    end = text.index("Five things to try")
    player = Player(on)
    known: set[str] = set()
    for name in wanted:
        if (name.type + name.words) not in known:
            player.tag(name)
            known.add(name.type + name.words)
    first = player.pressed
    on.until(lambda: not on.bench.desk.suggestions.memory.works)
    player.press("Ctrl+Home Tab")
    while (suggestion := player.desk.suggestion) is not None and suggestion.span.start < end:
        player.press("Shift+A")
        if player.pressed > 1000:
            break
    got = [(t, w) for t, w in on.mentions()]
    assert got == [(name.type, name.words) for name in wanted]
    a_name = player.pressed / len(wanted)
    print(
        f"\n{player.pressed} keys for {len(wanted)} names: {a_name:.2f} keys a name ({first} for {len(known)} that are"
        f" new, {player.pressed - first} for {len(wanted) - len(known)} that came again)"
    )
    assert a_name <= MOST_KEYS_A_NAME
