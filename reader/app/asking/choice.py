"""`Choice`: something to choose from a list, and `Shortlist`: which ones fit what was typed. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.app.asking.fuzzy import Fit, Folded, fit, fold

IN_DETAIL, IN_ALSO = 12, 16  # what a word hit beside the name costs against one in it


class Choice(NamedTuple):
    """A row to choose: its words, a soft `detail` behind them, and key caps. `also` are unseen words it is found by.

    One that is `soft` as a whole stands for something that is gone.
    """

    id: str
    words: str
    detail: str = ""
    keys: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    soft: bool = False


class Question(NamedTuple):
    """Which of `choices`? `then` gets the id of the one that is chosen, and what was typed.

    With `other` ("New entity") a last row stands for what was typed; its id is "". With `keyed` the keys shown beside
    the choices choose them while nothing is typed. Where there is a `take_off`, Delete hands the current one to it.
    """

    title: str
    choices: Sequence[Choice]
    then: Callable[[str, str], None]
    other: str = ""
    keyed: bool = False
    take_off: Callable[[str], None] | None = None

    def of_key(self, key: str) -> Choice | None:
        """What a key chooses while nothing is typed: a digit by its place, with `keyed` a choice's own key."""
        if key.isdecimal():
            return self.choices[int(key) - 1] if 1 <= int(key) <= len(self.choices) else None
        return next((choice for choice in self.choices if key in choice.keys), None) if self.keyed else None


class Shown(NamedTuple):
    """A choice as it is shown, and which code points of its words and of its detail were hit."""

    choice: Choice
    hits: tuple[int, ...] = ()
    detail_hits: tuple[int, ...] = ()


class Shortlist:
    """Chooses from `choices` what fits; the best first, those that fit equally well in the order they came in.

    Scattered letters fit only where nothing else does.
    """

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
        scored = [(fits.score, fits.is_loose, shown, n) for n in among for fits, shown in self._fit(words, n)]
        self._before = typed, [number for _, _, _, number in scored]
        only_loose = all(is_loose for _, is_loose, _, _ in scored)
        kept = [each for each in scored if only_loose or not each[1]]
        kept.sort(key=lambda each: -each[0])
        return [shown for _, _, shown, _ in kept]

    def _fit(self, words: Sequence[str], number: int) -> list[tuple[Fit, Shown]]:
        """Each word is looked for in the name first, then in the detail, then in what else it is found by."""
        choice = self.choices[number]
        name = self._names.get(number) or self._names.setdefault(number, fold(choice.words))
        whole = fit(" ".join(words), name)
        if whole is not None:
            return [(whole, Shown(choice, whole.places))]
        if number not in self._others:
            self._others[number] = tuple(map(fold, (choice.detail, *choice.also)))
        detail, *also = self._others[number]
        score, is_loose, hits, detail_hits = 0.0, False, set[int](), set[int]()
        for word in words:
            if (found := fit(word, name)) is not None:
                score += found.score
                is_loose |= found.is_loose
                hits.update(found.places)
            elif (found := fit(word, detail)) is not None:
                score += found.score - IN_DETAIL
                is_loose |= found.is_loose
                detail_hits.update(found.places)
            elif others := [each for each in (fit(word, one) for one in also) if each is not None]:
                score += max(each.score for each in others) - IN_ALSO
                is_loose |= all(each.is_loose for each in others)
            else:
                return []
        return [(Fit(score, (), is_loose), Shown(choice, tuple(sorted(hits)), tuple(sorted(detail_hits))))]
