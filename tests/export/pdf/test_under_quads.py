"""The letters under the quads of each annotation are its words: a generated corpus of scripts, blocks and cuts."""

from __future__ import annotations

import random
import zlib
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import regex

from reader.annotations.model import Claim, Mention, Placed
from reader.export.pdf.options import PdfOptions
from reader.text.open import article_from_text
from reader.text.spans import Span

Make = Callable[..., Any]
TEXTS = {
    "latin": "Officer Griffith Afflick found the coffee insufficient; a fjord raft, an effluent pump and the fluffier "
    "carpets were affected. Deinstitutionalization notwithstanding, internationalization was unsatisfactory — “naïve”.",
    "hyphens": "The well-known state-of-the-art long-range counter-offensive, a so-called twenty-first-century "
    "co-operation of 12\u00a0000 people, was 5\u00a0km from No.\u00a05; semi-automatic re-examination went on.",
    "cyrillic": "Секретарь Совета безопасности Сергей Шойгу посетил Северную Корею в среду в рамках углубления "
    "стратегического партнерства между Москвой и Пхеньяном.",
    "greek": "Ο Υπουργός επισκέφθηκε την Αθήνα για συνομιλίες με τους εκπροσώπους των κομμάτων και των συνδικάτων.",
    "hebrew": "נמל הצפון הודיע ביום רביעי כי הספינה Morning Star לא תפליג לפני יוני. מנהלת הנמל רות כרמלי אמרה כך.",
    "arabic": "قال الرئيس كيم جونغ أون إن بلاده Russia ستقدم الدعم غير المشروط لروسيا في حربها، وأضاف أن العلاقات "
    "بين البلدين ستتطور في 2024.",
    "chinese": "朝鲜领导人金正恩周三在平壤会见了俄罗斯联邦安全会议秘书绍伊古（Sergey Shoigu）。"
    "双方讨论了《全面战略伙伴关系条约》。",
    "japanese": "ロシア連邦のショイグ安全保障会議書記は水曜日に平壌を訪問し、金正恩総書記と会談した。",
    "korean": "러시아 연방 안전보장회의 서기 세르게이 쇼이구가 수요일 평양을 방문해 김정은 위원장과 회담했다.",
    "devanagari": "रूस की सुरक्षा परिषद के सचिव सर्गेई शोइगु ने बुधवार को प्योंगयांग में किम जोंग उन से मुलाकात की।",
    "emoji": "The ferry 🚢 left at dawn 🌅 with 👩‍👩‍👧 on board and a flag 🇫🇷 up; all were happy 😀👍🏽 indeed.",
}
COUNT = 50
STANDARDS = ("none", "a-3a", "ua-1")
SHORT = [(name, "none", 1) for name in TEXTS] + [(name, "ua-1", 1) for name in ("latin", "greek", "arabic", "emoji")]
LONG = [
    pytest.param(name, standard, seed, marks=pytest.mark.slow)
    for name in TEXTS
    for standard in STANDARDS
    for seed in range(2, 9)
]


def article_of(name: str) -> Any:
    """The text as a paragraph, and in pieces as heading, list, quote, table, code, link and footnote."""
    text = TEXTS[name]
    space = " " if " " in text else ""
    parts = text.split(" ") if space else [text[i : i + 6] for i in range(0, len(text), 6)]
    third = len(parts) // 3
    a, b, c = (space.join(p).strip(".。,;") for p in (parts[:third], parts[third : 2 * third], parts[2 * third :]))
    return article_from_text(
        f"{text}\n\n# {a}\n\n- {b}\n- *{a}* and **{c}**\n  1. {b}\n\n> {c}\n\n"
        f"| {a} | {b} |\n| - | -: |\n| {c} | {a} |\n\n"
        f"```\n{b}\n{a}\n```\n\nNote.[^1] [{a}](https://a.org) {text}\n\n[^1]: {text}\n",
        "markdown",
        "a.md",
    )


@pytest.mark.parametrize("name", ["hyphens", "latin"])
def test_words_that_need_no_mending_are_whole(name: str, make_paper: Make) -> None:
    text = TEXTS[name] * 8  # to lines that end at hyphens
    article = article_from_text(text)
    found = make_paper(article, [Mention(id="m", type="PER", fragments=(Placed(Span(9, 14)),))]).body()
    assert " ".join(found).replace("-", "") == " ".join(text.split()).replace("-", "")


def crossing(text: str, dice: random.Random) -> list[tuple[Span, ...]]:
    """Random spans on whole clusters, most of them crossing others; every fifth has a second part after a gap."""
    edges = [*(found.start() for found in regex.finditer(r"\X", text)), len(text)]
    found: list[tuple[Span, ...]] = []
    while len(found) < COUNT:
        start = dice.randrange(len(edges) - 1)
        end = min(len(edges) - 1, start + dice.choice((1, 2, 3, 5, 9, 25, 70)))
        spans = [Span(edges[start], edges[end])]
        if len(found) % 5 == 4 and end + 8 < len(edges):
            spans.append(Span(edges[end + 3], edges[end + 8]))
        if all(span.of(text).strip() for span in spans):
            found.append(tuple(spans))
    return found


@pytest.mark.parametrize(("name", "standard", "seed"), [*SHORT, *LONG])
def test_the_letters_under_the_quads_are_the_spans(
    name: str, standard: str, seed: int, make_paper: Make, letters: Make
) -> None:
    article = article_of(name)
    text = article.text
    dice = random.Random(zlib.crc32(f"{name} {standard} {seed}".encode()))
    annotations: list[Any] = []
    for n, spans in enumerate(crossing(text, dice)):
        placed = tuple(Placed(span) for span in spans)
        claim = n % 3 == 0 or len(spans) > 1
        one = Claim(id=f"a{n}", fragments=placed) if claim else Mention(id=f"a{n}", type="PER", fragments=placed)
        annotations.append(one)
    paper = make_paper(article, annotations, options=PdfOptions(standard=standard))
    for annotation in annotations:
        want = letters("".join(span.of(text) for span in annotation.spans))
        got = paper.words_of(annotation.id)
        if name in ("hebrew", "arabic"):  # PDF readers hand these out in the order of the eye
            assert Counter(got) == Counter(want)
        else:
            assert got == want
