"""Texts and edits whose outcome is known by construction: where each code point of the old text stands in the new one.

Nothing here knows how places are found; `Edit` composes, so that an edit can be made to what another one left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise
from random import Random
from typing import NamedTuple

from reader.text.spans import Span

GONE = -1


Script = Callable[[str, Random], "Edit"]


class Edit(NamedTuple):
    """A new text, and for each code point of the old one where it begins and ends there (GONE: nowhere)."""

    text: str
    starts: list[int]
    ends: list[int]

    @classmethod
    def none(cls, text: str) -> Edit:
        return cls(text, list(range(len(text))), list(range(1, len(text) + 1)))

    def then(self, script: Script, random: Random) -> Edit:
        """This edit, and `script` made to what it left."""
        after = script(self.text, random)
        starts, ends = [*after.starts, GONE], [*after.ends, GONE]
        first = [starts[at] if at >= 0 else GONE for at in self.starts]
        return Edit(after.text, first, [ends[at - 1] if at > 0 else GONE for at in self.ends])

    def truth(self, span: Span) -> tuple[str, Span | None]:
        """What became of the words of `span`: "same" at a place, "changed" around one, or "gone"."""
        every = zip(self.starts[span.start : span.end], self.ends[span.start : span.end], strict=True)
        pairs = [(start, end) for start, end in every if start >= 0]
        if not pairs:
            return "gone", None
        around = Span(min(a for a, _ in pairs), max(b for _, b in pairs))
        whole = len(pairs) == len(span) and all(one[1] == two[0] for one, two in pairwise(pairs))
        return ("same" if whole else "changed"), around


def replaced(text: str, changes: Iterable[tuple[int, int, str]]) -> Edit:
    """Other words for stretches `(start, end, words)`, in order; none overlaps the next."""
    starts, ends, parts = list(range(len(text))), list(range(1, len(text) + 1)), []
    done = shift = 0
    result_starts: list[int] = []
    result_ends: list[int] = []
    for start, end, words in changes:
        if start < done:
            continue
        parts += [text[done:start], words]
        result_starts += [at + shift for at in starts[done:start]] + [GONE] * (end - start)
        result_ends += [at + shift for at in ends[done:start]] + [GONE] * (end - start)
        shift += len(words) - (end - start)
        done = end
    parts.append(text[done:])
    result_starts += [at + shift for at in starts[done:]]
    result_ends += [at + shift for at in ends[done:]]
    return Edit("".join(parts), result_starts, result_ends)


def respelt(text: str, pieces: Iterable[tuple[int, str]]) -> Edit:
    """The same words written otherwise: `(length, written)` for each stretch of the old text, none left out."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for length, written in pieces:
        starts += [at] * min(1, length) + [at + len(written)] * (length - 1)
        at += len(written)
        ends += [at] * length
        parts.append(written)
    assert len(starts) == len(text)
    return Edit("".join(parts), starts, ends)


def reordered(text: str, order: Iterable[tuple[int, int]]) -> Edit:
    """Stretches of the old text in another order, each once or more often (the first one counts)."""
    starts, ends = [GONE] * len(text), [GONE] * len(text)
    parts: list[str] = []
    at = 0
    for start, end in order:
        parts.append(text[start:end])
        if start < end and starts[start] == GONE:
            starts[start:end] = range(at, at + end - start)
            ends[start:end] = range(at + 1, at + end - start + 1)
        at += end - start
    return Edit("".join(parts), starts, ends)


# -- stretches of a text ---------------------------------------------------------------------------

_SENTENCE = re.compile(r"[^\s][^.!?。！？؟\n]*[.!?。！？؟]+[\"'”’」]*[ ]?|[^\s][^\n.!?。！？؟]*(?=\n|$)")
_WORD = re.compile(r"[^\W_]+")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*\n*")


def sentences(text: str) -> list[Span]:
    return [Span(*found.span()) for found in _SENTENCE.finditer(text)]


def words(text: str) -> list[Span]:
    return [Span(*found.span()) for found in _WORD.finditer(text)]


def paragraphs(text: str) -> list[Span]:
    return [Span(*found.span()) for found in _PARAGRAPH.finditer(text)]


# -- scripts ---------------------------------------------------------------------------------------


def typos(every: int) -> Script:
    """A letter exchanged, dropped or doubled, once in `every` code points."""

    def script(text: str, random: Random) -> Edit:
        changes = []
        for at in sorted(random.sample(range(len(text)), len(text) // every)):
            if text[at].isalpha():
                kind = random.randrange(3)
                other = random.choice(text)
                changes.append((at, at + 1, ["", text[at] * 2, other if other.isalpha() else "x"][kind]))
        return replaced(text, changes)

    return script


def deletions(every: int, whole_sentences: bool = False) -> Script:
    """One to four words, or a sentence, taken away once in `every` of them."""

    def script(text: str, random: Random) -> Edit:
        units = sentences(text) if whole_sentences else words(text)
        changes = []
        for number in sorted(random.sample(range(len(units)), len(units) // every)):
            last = units[min(len(units) - 1, number + (0 if whole_sentences else random.randrange(4)))]
            end = last.end + (not whole_sentences and text[last.end : last.end + 1] == " ")
            if "\n" not in text[units[number].start : end]:
                changes.append((units[number].start, end, ""))
        return replaced(text, changes)

    return script


def insertions(every: int, make: Callable[[Random], str], whole_sentences: bool = False) -> Script:
    """New words, or a new sentence, once in `every` words or sentences."""

    def script(text: str, random: Random) -> Edit:
        units = sentences(text) if whole_sentences else words(text)
        changes = []
        for number in sorted(random.sample(range(len(units)), len(units) // every)):
            new = make(random)
            changes.append((units[number].start, units[number].start, new))
        return replaced(text, changes)

    return script


def rewritten(every: int, make: Callable[[Random], str]) -> Script:
    """Another sentence in the place of one in `every`."""

    def script(text: str, random: Random) -> Edit:
        units = sentences(text)
        chosen = sorted(random.sample(range(len(units)), len(units) // every))
        return replaced(text, [(units[n].start, units[n].end, make(random)) for n in chosen])

    return script


def moved(times: int) -> Script:
    """Some paragraphs in a row put elsewhere, `times` times."""

    def script(text: str, random: Random) -> Edit:
        edit = Edit.none(text)
        for _ in range(times):
            edit = edit.then(_moved_once, random)
        return edit

    return script


def _moved_once(text: str, random: Random) -> Edit:
    units = paragraphs(text)
    first = random.randrange(len(units))
    last = min(len(units) - 1, first + random.randrange(6))
    block = (units[first].start, units[last].end)
    others = [unit for n, unit in enumerate(units) if not first <= n <= last]
    at = random.randrange(len(others) + 1)
    order = [(u.start, u.end) for u in others]
    return reordered(text, [*order[:at], block, *order[at:]])


def swapped(text: str, random: Random) -> Edit:
    """Each paragraph and the next one exchanged, in a third of the pairs."""
    order = [(u.start, u.end) for u in paragraphs(text)]
    for n in range(0, len(order) - 2, 2):
        if random.random() < 0.34:
            order[n], order[n + 1] = order[n + 1], order[n]
    return reordered(text, order)


def doubled(text: str, random: Random) -> Edit:
    """The whole article once more behind itself."""
    return reordered(text, [(0, len(text)), (0, len(text))])


def wrapped(width: int, hyphenate: bool = False) -> Script:
    """Lines of at most `width` code points; with `hyphenate` long words are parted at some line ends."""

    def script(text: str, random: Random) -> Edit:
        pieces: list[tuple[int, str]] = []
        column = 0
        for found in re.finditer(r"[^ \n]+|[ \n]+", text):
            part = found[0]
            if part.isspace():
                following = re.compile(r"[^ \n]*").match(text, found.end())
                length = len(following[0]) if following else 0
                if "\n" in part:
                    pieces.append((len(part), part))
                    column = 0
                elif column + 1 + length > width and not (hyphenate and column + 8 < width and length > 9):
                    pieces.append((len(part), "\n"))
                    column = 0
                else:
                    pieces.append((len(part), part))
                    column += len(part)
            elif hyphenate and len(part) > 9 and column + len(part) > width and part.isalpha():
                at = random.randrange(3, len(part) - 3)
                pieces += [(1, c) for c in part[: at - 1]] + [(1, part[at - 1] + "-\n")] + [(1, c) for c in part[at:]]
                column = len(part) - at
            else:
                pieces += [(1, c) for c in part]
                column += len(part)
        return respelt(text, pieces)

    return script


def unwrapped(text: str, random: Random) -> Edit:
    """One line a paragraph again: single line ends become spaces."""
    found = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
    return respelt(text, [(1, c) for c in found])


def curled(text: str, random: Random) -> Edit:
    """Curly quotation marks and apostrophes, an ellipsis for three points, dashes."""
    found = re.sub(r"(?<![^\s(])\"", "“", text)
    found = re.sub(r"(?<![^\s(“])'", "‘", found).replace('"', "”").replace("'", "’")
    dashed = (p[0] for p in re.finditer(r"\.\.\.|--|(?s:.)", found))
    return respelt(text, [(len(part), {"...": "…", "--": "—"}.get(part, part)) for part in dashed])


def straightened(text: str, random: Random) -> Edit:
    """The other way round."""
    table = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "—": "--"}
    return respelt(text, [(1, table.get(c, c)) for c in text])


def unbroken(text: str, random: Random) -> Edit:
    """No-break spaces for a fifth of the spaces, two spaces for some."""

    def space() -> str:
        return random.choice(["\u00a0", "\u00a0", "\u202f", "  "] if random.random() < 0.2 else [" "])

    return respelt(text, [(1, space() if c == " " else c) for c in text])


def decomposed(text: str, random: Random) -> Edit:
    """NFD."""
    return respelt(text, [(1, unicodedata.normalize("NFD", c)) for c in text])


def composed(text: str, random: Random) -> Edit:
    """NFC, of a text in NFD."""
    pieces = re.findall(r"(?s).[\u0300-\u036f\u0653-\u0655\u3099\u309a]*", text)
    return respelt(text, [(len(p), unicodedata.normalize("NFC", p)) for p in pieces])


def edges_cut(spans: list[Span]) -> Script:
    """The word before and the word behind each of these exchanged: two edits over one mention."""
    before, behind = re.compile(r"[^\W_]+(?=\W{1,2}$)"), re.compile(r"\W{1,2}([^\W_]+)")

    def script(text: str, random: Random) -> Edit:
        changes = []
        for span in spans:
            left = before.search(text, max(0, span.start - 24), span.start)
            right = behind.match(text, span.end)
            if left and right and left.start() > span.start - 24:
                changes += [(left.start(), left.end(), "novel"), (right.start(1), right.end(1), "recent")]
        free = [c for c in sorted(changes) if not any(s.start < c[1] and c[0] < s.end for s in spans)]
        return replaced(text, free)

    return script


# -- texts -----------------------------------------------------------------------------------------

LATIN = ["har", "mil", "ves", "tor", "quin", "bel", "fro", "sand", "lun", "gre", "pol", "win", "ca", "de", "ri", "so"]
LATIN_ENDS = [
    "bour",
    "ler",
    "sel",
    "rent",
    "ty",
    "fry",
    "st",
    "stone",
    "ar",
    "en",
    "ished",
    "ter",
    "ing",
    "s",
    "ed",
    "é",
]
RUSSIAN = [
    "пра",
    "мос",
    "вет",
    "гор",
    "лет",
    "дом",
    "сто",
    "рек",
    "вод",
    "нов",
    "бел",
    "зем",
    "сил",
    "ход",
    "вер",
    "чис",
]
RUSSIAN_ENDS = ["ка", "ный", "ить", "ство", "ом", "ами", "ение", "ого", "ая", "ет", "ы", "ью", "ой", "ли", "ск", "й"]
ARABIC = ["كت", "در", "سل", "عم", "حك", "قر", "شر", "بل", "مد", "جم", "رس", "صن", "فت", "نص", "وز", "طر"]
ARABIC_ENDS = ["اب", "وس", "ام", "ال", "ومة", "ار", "كة", "دان", "ينة", "هور", "الة", "اعة", "ح", "ر", "ير", "يق"]
SMALL = {
    "en": ["the", "of", "to", "in", "a", "and", "that", "for", "was", "on", "with", "as", "by", "at", "from"],
    "ru": ["и", "в", "на", "что", "с", "по", "не", "как", "из", "для", "к", "от", "о"],
    "ar": ["في", "من", "على", "إلى", "أن", "مع", "عن", "هذا", "التي", "و"],
}
NAMES = {
    "en": ["Moscow", "Kim", "Kim Jong Un", "Shoigu", "Pyongyang", "the ministry", "North Korea", "Ann O'Vale", "KCNA"],
    "ru": ["Москва", "Ким", "Шойгу", "Пхеньян", "Анна Вале", "министерство", "Северная Корея"],
    "ar": ["موسكو", "كيم", "شويغو", "بيونغ يانغ", "الوزارة", "كوريا الشمالية"],
    "zh": ["莫斯科", "金正恩", "绍伊古", "平壤", "外交部", "朝鲜"],
}
HAN = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
    "定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因"
    "由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解"
    "问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少"
)
_VOCABULARY: dict[str, tuple[list[str], list[float]]] = {}


def vocabulary(language: str) -> tuple[list[str], list[float]]:
    """Some thousands of words, the frequent ones short, with weights after Zipf; the small words weigh most."""
    if language not in _VOCABULARY:
        random = Random(language)
        one, two = {"en": (LATIN, LATIN_ENDS), "ru": (RUSSIAN, RUSSIAN_ENDS), "ar": (ARABIC, ARABIC_ENDS)}[language]
        found = [a + b for a in one for b in two] + [a + b + c for a in one for b in one for c in two]
        random.shuffle(found)
        every = [*SMALL[language], *found]
        _VOCABULARY[language] = every, list(accumulate(1 / (n + 2) for n in range(len(every))))
    return _VOCABULARY[language]


def sentence(random: Random, language: str = "en") -> str:
    """Some words with a name among them, sometimes what somebody said, with its full stop and a space behind it."""
    names = NAMES[language]
    if language == "zh":
        n, m = random.randint(4, 14), random.randint(3, 12)
        weights = list(accumulate(1 / (k + 3) for k in range(len(HAN))))
        letters = random.choices(HAN, cum_weights=weights, k=n + m)
        return "".join(letters[:n]) + random.choice(names) + "".join(letters[n:]) + "。"
    every, weights = vocabulary(language)
    picked = random.choices(every, cum_weights=weights, k=random.randint(6, 17))
    for _ in range(random.choice([1, 1, 2])):
        picked[random.randrange(len(picked))] = random.choice(names)
    if random.random() < 0.2:
        at = random.randrange(1, len(picked))
        picked[at] += ","
    said = " ".join(picked)
    said = said[0].upper() + said[1:]
    if random.random() < 0.15:
        return (
            f'"{said}," {random.choice(names)} said. ' if language == "en" else f"«{said}», - {random.choice(names)}. "
        )
    ends = [". ", ". ", ". ", "... ", "? ", " -- and so on. "] if language == "en" else [". ", ". ", "! "]
    return said + random.choice(ends)


def article(random: Random, length: int, language: str = "en") -> str:
    """A text of about `length` code points, in paragraphs with empty lines between."""
    parts: list[str] = []
    total = 0
    while total < length:
        paragraph = "".join(sentence(random, language) for _ in range(random.randint(2, 7))).strip()
        parts.append(paragraph)
        total += len(paragraph) + 2
    return "\n\n".join(parts) + "\n"


def new_sentence(language: str) -> Callable[[Random], str]:
    """Makes sentences."""
    return lambda random: sentence(random, language)


def new_words(language: str) -> Callable[[Random], str]:
    """Makes a few words, with a space behind where there are spaces."""
    if language == "zh":
        return lambda random: "".join(random.choices(HAN, k=random.randint(2, 6)))
    return lambda random: " ".join(random.choices(vocabulary(language)[0], k=random.randint(1, 4))) + " "


def made_of_names(random: Random, length: int) -> str:
    """Short sentences of a few patterns and a few names: nearly every run of words comes again somewhere."""
    verbs = ["met", "called", "did not believe", "wrote to", "was seen with", "spoke of"]
    places = ["in Moscow", "in Pyongyang", "on Monday", "last week", "again", "for an hour", "without a word"]
    parts, total = [], 0
    while total < length:
        said = []
        for _ in range(random.randint(3, 7)):
            one, other = random.sample(NAMES["en"], 2)
            said.append(f"{one} {random.choice(verbs)} {other} {random.choice(places)} {random.choice(places)}.")
        parts.append(" ".join(said))
        total += len(parts[-1]) + 2
    return "\n\n".join(parts) + "\n"


def annotated(random: Random, text: str, language: str, count: int) -> list[Span]:
    """Spans as people annotate: names above all, statements, and a few words here and there; each once."""
    pattern = re.compile("|".join(re.escape(n) for n in sorted(NAMES[language], key=len, reverse=True)))
    names = [Span(*found.span()) for found in pattern.finditer(text)]
    said = [Span(s.start, s.start + len(text[s.start : s.end].rstrip())) for s in sentences(text)]
    loose = []
    every = words(text)
    for _ in range(count // 5):
        first = random.randrange(len(every))
        last = min(len(every) - 1, first + random.randrange(4))
        loose.append(Span(every[first].start, min(every[last].end, every[first].start + 60)))
    if language == "zh":
        loose = [Span(at, at + random.randint(2, 9)) for at in random.sample(range(len(text) - 10), count // 5)]
        loose = [s for s in loose if "\n" not in s.of(text)]
    chosen = set(random.sample(names, min(len(names), count * 7 // 10)))
    chosen |= {*random.sample(said, min(len(said), count // 10)), *loose}
    return sorted(chosen)
