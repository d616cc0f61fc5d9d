"""Which language a document speaks, and that it is what the catalogue holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reader.annotations.collection import AnnotationSet
from reader.annotations.tagset_file import default_tagset
from reader.app.wording.speaking import all_speeches, in_words
from reader.app.wording.tr import ENGLISH, Catalogue, use
from reader.errors import UsageError
from reader.export.job import ExportJob
from reader.export.pdf.options import PdfOptions
from reader.text.open import article_from_text


@pytest.fixture(autouse=True)
def catalogues(tmp_path, monkeypatch) -> Iterator[None]:
    """A Greek and a German catalogue; the user speaks French."""
    from reader.resources import resource

    def found(name: str):
        return tmp_path / name if name.startswith("i18n") else resource(name)

    monkeypatch.setattr("reader.resources.resource", found)
    monkeypatch.setattr("reader.export.pdf.options.resource", found)
    (tmp_path / "i18n").mkdir()
    for tag, word in (("el", "Ισχυρισμός"), ("de", "Behauptung")):
        (tmp_path / "i18n" / f"{tag}.toml").write_text(f'[words]\n"Claim" = "{word}"\n', encoding="utf-8")
    use(Catalogue("fr", {"Claim": "Affirmation"}))
    yield
    use(ENGLISH)


def job(text: str, labels: str = "user") -> ExportJob:
    return ExportJob(article_from_text(text), AnnotationSet(), default_tagset(), options=PdfOptions(labels=labels))


def test_the_language_is_the_users_the_articles_or_the_one_that_is_named():
    greek = "Η Άννα έγραψε στον Κάρολο από το Λονδίνο."
    assert in_words(job(greek)).speech.say("Claim") == "Affirmation"
    assert in_words(job(greek, "article")).speech.say("Claim") == "Ισχυρισμός"
    assert in_words(job(greek, "de")).speech.say("Claim") == "Behauptung"
    assert in_words(job(greek, "en")).speech.say("Claim") == "Claim"


def test_an_article_whose_language_has_no_catalogue_has_english_labels():
    speech = in_words(job("Россия и КНДР договорились о сотрудничестве.", "article")).speech
    assert (speech.language, speech.say("Claim")) == ("en", "Claim")
    told = job("Some words.", "article")
    told = replace(told, article=replace(told.article, language="de-AT"))
    assert in_words(told).speech.language == "de"


def test_every_language_that_may_have_been_spoken_is_known_the_users_first():
    assert [speech.say("Claim") for speech in all_speeches()] == ["Affirmation", "Claim", "Behauptung", "Ισχυρισμός"]


def test_a_language_without_a_catalogue_is_no_choice():
    from reader.export.pdf.options import options_of

    with pytest.raises(UsageError):
        options_of({"labels": "xx"})
    assert options_of({"labels": "The article's"}).labels == "article"
