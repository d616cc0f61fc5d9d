"""`Choice`: something to choose from a list, and `Shortlist`: which ones fit what was typed. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.app.fuzzy import Folded, fit, fold

IN_DETAIL, IN_ALSO = 12, 16  # what a word hit beside the name costs against one in it


class Choice(NamedTuple):
    """A row to choose: its words, a soft `detail` behind them, and key caps. `also` are unseen words it is found by."""

    id: str
    words: str
    detail: str = ""
    keys: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class Shown(NamedTuple):
    """A choice as it is shown, and which code points of its words and of its detail were hit."""

    choice: Choice
    hits: tuple[int, ...] = ()
    detail_hits: tuple[int, ...] = ()


class Shortlist:
    """Chooses from `choices` what fits; the best first, those that fit equally well in the order they came in."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self.choices = tuple(choices)
        self._names: dict[int, Folded] = {}  # each made when first asked for: a list may be long
        self._others: dict[int, tuple[Folded, ...]] = {}
        self._before: tuple[str, list[int]] = ("", list(range(len(self.choices))))

    def fitting(self, typed: str) -> list[Shown]:
        """The choices that fit what was `typed`; all of them when it is nothing."""
        words = typed.split()
        if not words:
            return [Shown(choice) for choice in self.choices]
        earlier, among = self._before
        if not (earlier and typed.startswith(earlier)):  # more letters never fit more
            among = list(range(len(self.choices)))
        scored: list[tuple[float, int, Shown]] = []
        for number in among:
            score, shown = self._fit(words, number)
            if shown is not None:
                scored.append((-score, number, shown))
        self._before = typed, sorted(number for _, number, _ in scored)
        scored.sort(key=lambda each: each[:2])
        return [shown for _, _, shown in scored]

    def _fit(self, words: Sequence[str], number: int) -> tuple[float, Shown | None]:
        """Each word is looked for in the name first, then in the detail, then in what else it is found by."""
        choice = self.choices[number]
        name = self._names.get(number) or self._names.setdefault(number, fold(choice.words))
        whole = fit(" ".join(words), name)
        if whole is not None:
            return whole.score, Shown(choice, whole.places)
        if number not in self._others:
            self._others[number] = tuple(map(fold, (choice.detail, *choice.also)))
        detail, *also = self._others[number]
        score, hits, detail_hits = 0.0, set[int](), set[int]()
        for word in words:
            if (found := fit(word, name)) is not None:
                score += found.score
                hits.update(found.places)
            elif (found := fit(word, detail)) is not None:
                score += found.score - IN_DETAIL
                detail_hits.update(found.places)
            elif others := [each.score for each in (fit(word, one) for one in also) if each is not None]:
                score += max(others) - IN_ALSO
            else:
                return 0.0, None
        return score, Shown(choice, tuple(sorted(hits)), tuple(sorted(detail_hits)))
