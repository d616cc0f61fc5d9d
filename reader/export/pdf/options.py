"""What can be chosen for a PDF: one immutable value, and one list that describes each choice. Knows no layout.

Dialog, command line and settings read that list (`CHOICES`) and write a choice as plain words ("paper" -> "letter").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple

from reader.errors import UsageError, worded
from reader.frozen import dataclass
from reader.resources import resource
from reader.text.languages import LANGUAGES


class Paper(NamedTuple):
    """A size of paper: the typesetter's name for it, points (1/72 inch) and what people call it."""

    typst: str
    width: float
    height: float
    title: str


PAPERS: Mapping[str, Paper] = {
    "a4": Paper("a4", 595.28, 841.89, "A4"),
    "a5": Paper("a5", 419.53, 595.28, "A5"),
    "b5": Paper("iso-b5", 498.90, 708.66, "B5"),
    "letter": Paper("us-letter", 612, 792, "US Letter"),
    "legal": Paper("us-legal", 612, 1008, "US Legal"),
}
DEFAULT_PAPER = "a4"
USERS, ARTICLES = "user", "article"  # whose language labels are in
ARCHIVE, ACCESSIBLE = "a-3a", "ua-1"  # standards, as the typesetter names them


@dataclass(frozen=True)
class PdfOptions:
    """Every choice with its default; `CHOICES` says what each means, in the same order.

    What is left out is left out everywhere: on the page, as an annotation, in legend and appendix. The attached
    sidecar is whole, or not there at all (`files`).
    """

    paper: str = DEFAULT_PAPER
    tone: str = "paper"
    types: tuple[str, ...] | None = None  # None: all, also those that the tag set does not know
    mentions: bool = True
    claims: bool = True
    highlights: bool = True
    notes: bool = True
    verdicts: bool = True
    numbers: bool = True
    codes: str = "auto"
    appendix: bool = True
    files: bool = True
    labels: str = USERS
    standard: str = "none"

    @property
    def sheet(self) -> Paper:
        """The size of the paper."""
        return PAPERS[self.paper]

    @property
    def tagged(self) -> bool:
        """Whether the standard asks for a structure tree."""
        return self.standard in (ARCHIVE, ACCESSIBLE)


AS_DESIGNED = PdfOptions()


class Choice(NamedTuple):
    """What there is to know about one option. `kind`: one of `values` (value, words), a switch, or a set of types.

    What a switch `says` is what is there while it is on.
    """

    name: str
    kind: Literal["one", "switch", "types"]
    title: str
    says: str
    values: tuple[tuple[str, str], ...] = ()


def catalogues() -> tuple[str, ...]:
    """The languages other than English that words have been put into."""
    folder = resource("i18n")
    if not folder.is_dir():
        return ()
    return tuple(sorted(each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml")))


def _languages() -> tuple[tuple[str, str], ...]:
    native = {each.tag.partition("-")[0]: each.native for each in LANGUAGES}
    return tuple((tag, native.get(tag.partition("_")[0].lower(), tag)) for tag in catalogues())


CHOICES = (
    Choice("paper", "one", "Paper", "The size of the paper.", tuple((k, p.title) for k, p in PAPERS.items())),
    Choice("tone", "one", "Tone", "White paper or cream.", (("paper", "Paper"), ("sepia", "Sepia"))),
    Choice("types", "types", "Types", "Which types of entities are shown, all unless told."),
    Choice("mentions", "switch", "Mentions", "Names and other mentions of entities."),
    Choice("claims", "switch", "Claims", "Claims, on the page and in the appendix."),
    Choice("highlights", "switch", "Highlights", "Plain highlights."),
    Choice("notes", "switch", "Notes", "The notes on annotations."),
    Choice("verdicts", "switch", "Verdicts", "Verdicts and grades of claims."),
    Choice("numbers", "switch", "Numbers in the margin", "The numbers of claims in the margin."),
    Choice(
        "codes", "one", "Letters of types", "A small letter under each mention, to tell types apart in grey.",
        (("auto", "Where lines are alike"), ("yes", "Always"), ("no", "Never")),
    ),
    Choice("appendix", "switch", "Appendix", "Legend, claims, entities and notes after the article."),
    Choice("files", "switch", "Files inside", "The article and all its annotations, attached to be imported again."),
    Choice(
        "labels", "one", "Language of labels",
        "The language of legend, appendix, and what a viewer shows for a highlight.",
        ((USERS, "Yours"), (ARTICLES, "The article's"), ("en", "English"), *_languages()),
    ),
    Choice(
        "standard", "one", "Standard", "What the file conforms to: for archives, for people who have it read aloud.",
        (("none", "None"), (ARCHIVE, "PDF/A-3a"), (ACCESSIBLE, "PDF/UA-1")),
    ),
)  # fmt: skip
ALL = "all"
_SWITCH = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "off": False, "0": False}


def options_of(words: Mapping[str, str], type_ids: tuple[str, ...] = (), usual: PdfOptions = AS_DESIGNED) -> PdfOptions:
    """The options that these words mean ("paper": "letter", "types": "PER,ORG", "notes": "no"), others as `usual`.

    `type_ids` are the types there are; with none given any is taken. Raises UsageError for what is no option or no
    value of one, and names those that are.
    """
    found: dict[str, Any] = {}
    for name, value in words.items():
        choice = next((each for each in CHOICES if each.name == name), None)
        if choice is None:
            raise _unknown(worded("There is no option {name!r} of a PDF", name=name), name, [c.name for c in CHOICES])
        found[name] = _value_of(choice, value.strip(), type_ids)
    return replace(usual, **found)


def words_of(options: PdfOptions, usual: PdfOptions = AS_DESIGNED) -> dict[str, str]:
    """The words for what is not as `usual`: `options_of` gives the same options back."""
    found = {}
    for each in fields(PdfOptions):
        value = getattr(options, each.name)
        if value != getattr(usual, each.name):
            switch = "yes" if value else "no"
            listed = ",".join(value) if isinstance(value, tuple) else value
            found[each.name] = ALL if value is None else switch if isinstance(value, bool) else listed
    return found


def _value_of(choice: Choice, value: str, type_ids: tuple[str, ...]) -> Any:
    if choice.kind == "types":
        if value.casefold() == ALL:
            return None
        names = [part.strip() for part in value.split(",") if part.strip()]
        known = {key.casefold(): key for key in type_ids}
        for name in names:
            if known and name.casefold() not in known:
                raise _unknown(worded("There is no type {name!r}", name=name), name.upper(), list(type_ids))
        return tuple(dict.fromkeys(known.get(name.casefold(), name) for name in names))
    allowed = {key.casefold(): key for key in (("yes", "no") if choice.kind == "switch" else dict(choice.values))}
    plain = value.casefold()
    if choice.kind == "switch" and plain in _SWITCH:
        return _SWITCH[plain]
    if plain in allowed:
        return allowed[plain]
    for key, title in choice.values:  # as people call it: "US Letter", "PDF/A-3a"
        if plain == title.casefold():
            return key
    raise _unknown(worded("{name} of a PDF is not {value!r}", name=choice.name, value=value), plain, list(allowed))


def _unknown(what: str, word: str, known: list[str]) -> UsageError:
    near = get_close_matches(word, known, 3) or known
    return UsageError(what, remedy=worded("Known: {known}", known=", ".join(near)))
