"""Direction, language and faces follow from letters."""

from __future__ import annotations

import pytest

from reader.export.pdf.scripts import READING_FACE, Face, faces, foreign, language_of, right_to_left


@pytest.mark.parametrize(
    ("words", "answer"),
    [("Kim", False), ("123 נמל", True), ("«قال Kim»", True), ("Kim نمل", False), ("...", False), ("", False)],
)
def test_the_first_strong_letter_gives_the_direction(words: str, answer: bool) -> None:
    assert right_to_left(words) is answer


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The treaty", "en"),
        ("Секретарь Kim", "ru"),
        ("朝鲜领导人金正恩", "zh"),
        ("日本語の文章もここにあります", "ja"),
        ("한국어 문장", "ko"),
        ("قال الرئيس", "ar"),
        ("נמל הצפון", "he"),
        ("12, 14!", "en"),
        ("जून से पहले", "hi"),
        ("கப்பல்", "ta"),
        ("การท่าเรือ", "th"),
    ],
)
def test_language_of_a_script(text: str, language: str) -> None:
    assert language_of(text) == language


def names(language: str) -> list[str]:
    return [face.name for face in faces(language)]


def test_chinese_characters_are_drawn_as_their_language_does() -> None:
    assert names("ja").index("Noto Serif CJK JP") < names("ja").index("Noto Serif CJK SC")
    for tag in ("zh-TW", "zh-Hant", "zh-hk"):
        assert names(tag).index("Noto Serif CJK TC") < names(tag).index("Noto Serif CJK SC")
    assert names("zh-Hans").index("Noto Serif CJK SC") < names("zh").index("Noto Serif CJK JP")
    assert names("en")[0] == READING_FACE


def test_marks_and_spaces_come_from_the_face_of_the_letters() -> None:
    ours, hindi, *rest = faces("hi")
    assert ours.name == READING_FACE and ours.covers and " " not in ours.covers
    assert hindi == Face("Noto Serif Devanagari") and Face(READING_FACE) in rest
    assert faces("zh")[0].covers == "latin-in-cjk"


def test_every_language_knows_the_same_families() -> None:
    assert (
        len(
            {frozenset(names(language)) for language in ("en", "ru", "ar", "hi", "ja", "zh-Hant")}
            - {frozenset(names("zh"))}
        )
        <= 2
    )
    assert set(names("hi")) == set(names("en")) == set(names("ar"))


@pytest.mark.parametrize(
    ("words", "language", "answer"),
    [
        ("The treaty — “signed”", "en", ""),
        ("Секретарь", "en", ""),
        ("जून से पहले", "en", "hi"),
        ("जून से पहले", "hi", ""),
        ("English words", "hi", ""),
        ("朝鲜领导人", "en", "zh"),
        ("朝鲜领导人", "zh-Hans", ""),
        ("नेपाल", "ne", ""),
        ("The word नमस्ते is a greeting", "en", ""),
    ],
)
def test_a_block_in_other_letters_has_faces_of_its_own(words: str, language: str, answer: str) -> None:
    assert foreign(words, language) == answer
