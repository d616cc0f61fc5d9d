"""Direction, language and faces follow from letters."""

from __future__ import annotations

import pytest

from reader.export.pdf.scripts import READING_FACE, families, language_of, right_to_left


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
    ],
)
def test_language_of_a_script(text: str, language: str) -> None:
    assert language_of(text) == language


def test_chinese_characters_are_drawn_as_their_language_does() -> None:
    assert families("ja").index("Noto Serif CJK JP") < families("ja").index("Noto Serif CJK SC")
    assert families("zh-TW").index("Noto Serif CJK TC") < families("zh-TW").index("Noto Serif CJK SC")
    assert families("en")[0] == READING_FACE
