"""What is known of the article as a file, and what the user may say of it: its language and its encoding."""

from __future__ import annotations

import os
from collections.abc import Sequence

from reader.annotations.collection import AnnotationSet
from reader.app.asking.choice import Choice, Question
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.wording.anchors import anchor_words
from reader.app.wording.tr import tr, trn
from reader.text.encoding_choice import Candidate
from reader.text.encoding_names import encoding_title, same_encoding
from reader.text.languages import LANGUAGES, is_right_to_left, is_tag, language_of_tag

AUTOMATIC = "auto"


@command("article.about", "About this article", "Ctrl+I", context="global", menu="Article", needs_article=True)
def _about(desk: Desk) -> None:
    """Its facts, one a row: taking the language or the encoding changes it, taking another one copies it."""
    rows = facts(desk)

    def take(row: str, _typed: str) -> None:
        if row == "language":
            _language(desk)
        elif row == "encoding":
            _encoding(desk)
        elif row:
            desk.ui.copy(rows[row][1])
            desk.ui.tell(tr("Copied: {words}", words=rows[row][1]))

    desk.ui.pick(
        Question(tr("About this article"), [Choice(key, label, value) for key, (label, value) in rows.items()], take)
    )


def facts(desk: Desk) -> dict[str, tuple[str, str]]:
    """By a key for each: what it is called, and what it is."""
    session, article = desk.session, desk.session.article
    meta = {key.casefold(): value for key, value in article.meta.items()}
    counted = desk.ui.count_words()
    length = trn("{count:,} character", "{count:,} characters", len(article.text))
    if counted is not None:
        words = trn("{count:,} word", "{count:,} words", counted[1])
        paragraphs = trn("{count:,} paragraph", "{count:,} paragraphs", counted[0])
        length = tr("{characters}, {words} in {paragraphs}", characters=length, words=words, paragraphs=paragraphs)
    sure = _how_sure(desk)
    found = {
        "title": (tr("Title"), article.title if article.title != article.name else ""),
        "author": (tr("Author"), meta.get("author", "")),
        "url": (tr("Address"), meta.get("url") or meta.get("source", "")),
        "date": (tr("Date"), meta.get("date", "")),
        "path": (tr("File"), _printable(article.path)),
        "format": (tr("Format"), "Markdown" if article.format == "markdown" else tr("Text")),
        "encoding": (tr("Encoding"), f"{encoding_title(article.encoding)}, {sure}"),
        "language": (tr("Language"), _language_words(desk)),
        "length": (tr("Length"), length),
        "annotations": (tr("Annotations"), anchor_words(session.annotations) or tr("none yet")),
        "sidecar": (tr("Kept in"), _printable(session.store.path)),
        "creator": (tr("Your name"), session.stamp.creator or tr("left out of new annotations")),
        "by": (tr("Annotated by"), ", ".join(creators(session.annotations))),
    }
    return {key: (label, value) for key, (label, value) in found.items() if value}


def _how_sure(desk: Desk) -> str:
    """How the encoding is known."""
    if desk.session.choices.encoding:
        return tr("chosen")
    return tr("guessed") if desk.session.article.guessed else tr("sure")


def creators(annotations: AnnotationSet) -> list[str]:
    """The names that annotations carry, in alphabetical order."""
    return sorted({a.creator for a in annotations if a.creator})


def _language_words(desk: Desk) -> str:
    session, article = desk.session, desk.session.article
    if not article.likely_language:
        return tr("not known; sentences are cut as in English")
    language = language_of_tag(article.likely_language)
    how = tr("chosen") if session.choices.language else tr("said by the article") if article.language else tr("guessed")
    return f"{language.name} ({language.tag}), {how}"


def _printable(path: os.PathLike[str]) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


# -- the language ----------------------------------------------------------------------------------


@command("article.language", "Language of the article ...", context="global", menu="Article", needs_article=True)
def _language(desk: Desk) -> None:
    """By name, in English or in the language itself, or by any tag."""
    now = desk.session.article.likely_language
    rows = [
        Choice(
            AUTOMATIC, tr("As the article says, or by its words"), "" if desk.session.choices.language else tr("now")
        )
    ]
    ordered = sorted(LANGUAGES, key=lambda each: each.tag != now)
    for each in ordered:
        names = each.native if each.native != each.name else ""
        rows.append(Choice(each.tag, each.name, " · ".join(filter(None, (names, tr("now") if each.tag == now else ""))),
                           also=(each.tag,)))  # fmt: skip
    desk.ui.pick(
        Question(
            tr("Language of the article"),
            rows,
            lambda tag, typed: set_language(desk, tag or typed),
            other=tr("Another tag"),
        )
    )


def set_language(desk: Desk, tag: str) -> None:
    """Take `tag` for the article's language from now on; AUTOMATIC: as the article says, else a guess."""
    tag = tag.strip().replace("_", "-")
    if tag != AUTOMATIC and not is_tag(tag):
        desk.ui.tell(tr("“{tag}” is no language tag such as de or pt-BR.", tag=tag))
        return
    was = is_right_to_left(desk.session.article.language)
    desk.session.set_language("" if tag == AUTOMATIC else tag)
    article = desk.session.article
    if is_right_to_left(article.language) != was:
        desk.ui.reread()
    name = language_of_tag(article.likely_language).name if article.likely_language else tr("not known")
    desk.ui.tell(tr("The article's language is {name}.", name=name))


# -- the encoding ----------------------------------------------------------------------------------


@command("article.encoding", "Encoding of the article ...", context="global", menu="Article", needs_article=True)
def _encoding(desk: Desk) -> None:
    """What the file can be read as, each with the first line that would look different."""
    desk.ui.encodings(lambda found: _choose_encoding(desk, found))


def _choose_encoding(desk: Desk, found: Sequence[Candidate]) -> None:
    article, chosen = desk.session.article, desk.session.choices.encoding
    sure = _how_sure(desk)
    rows = [
        Choice(
            each.encoding,
            f"{each.title}, {sure}" if same_encoding(each.encoding, article.encoding) else each.title,
            each.preview,
            also=(each.encoding,),
        )
        for each in found
    ]
    if chosen:
        rows.append(Choice(AUTOMATIC, tr("Guess it again")))
    desk.ui.pick(Question(tr("Read the article as"), rows, lambda encoding, _typed: set_encoding(desk, encoding)))


def set_encoding(desk: Desk, encoding: str) -> None:
    """Read the article in `encoding` from now on; AUTOMATIC: as it is guessed."""
    article, chosen = desk.session.article, desk.session.choices.encoding
    if encoding != AUTOMATIC and same_encoding(encoding, article.encoding) and (chosen or not article.guessed):
        desk.ui.tell(tr("The article is read so already."))
    else:
        desk.ui.reread("" if encoding == AUTOMATIC else encoding)
