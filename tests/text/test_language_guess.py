"""The language of a sentence or two is guessed right or left open, never wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.language_guess import LOOK_AT_CP, guess_language
from reader.text.open import article_from_text
from tests.text.prose import PROSE

ALL = PROSE | {
    "es": "El ministro declaró que la reunión se celebrará en Madrid la próxima semana, pero no dio más detalles.",
    "pt": "O ministro disse que a reunião será realizada em Lisboa na próxima semana, mas não deu mais detalhes.",
    "it": "Il ministro ha detto che la riunione si terrà a Roma la prossima settimana, ma non ha dato altri dettagli.",
    "nl": "De minister zei dat de vergadering volgende week in Den Haag zal worden gehouden, maar gaf geen details.",
    "sv": "Ministern sade att mötet ska hållas i Stockholm nästa vecka, men han gav inga fler detaljer om det.",
    "da": "Ministeren sagde, at mødet skal holdes i København i næste uge, men han gav ikke flere "
    "oplysninger, efter det blev aflyst.",
    "nb": "Statsråden sa at møtet skal holdes i Oslo i neste uke, men han ga ikke flere opplysninger "
    "etter at det ble avlyst.",
    "fi": "Ministeri sanoi, että kokous pidetään Helsingissä ensi viikolla, mutta hän ei kertonut enempää.",
    "hu": "A miniszter azt mondta, hogy a találkozót jövő héten tartják Budapesten, de nem adott több részletet.",
    "ro": "Ministrul a spus că reuniunea va avea loc la București săptămâna viitoare, dar nu a dat mai multe detalii.",
    "hr": "Ministar je rekao da će se sastanak održati u Zagrebu sljedeći tjedan, ali nije dao više pojedinosti.",
    "sk": "Minister povedal, že stretnutie sa bude konať v Bratislave budúci týždeň, ale nie je známe, kto tam bude.",
    "sl": "Minister je povedal, da bo sestanek v Ljubljani prihodnji teden, vendar še ni znano, kdo "
    "bo tam, ker so bili vsi zelo tiho.",
    "lt": "Ministras sakė, kad susitikimas įvyks Vilniuje kitą savaitę, bet daugiau apie tai nekalbėjo.",
    "et": "Minister ütles, et kohtumine toimub järgmisel nädalal Tallinnas, kuid ta ei rääkinud sellest enam.",
    "ca": "El ministre va dir que la reunió es farà a Barcelona la setmana que ve, però no va donar "
    "més detalls amb això.",
    "id": "Menteri mengatakan bahwa pertemuan itu akan diadakan di Jakarta pada minggu depan, tetapi "
    "tidak ada rincian.",
    "vi": "Bộ trưởng cho biết cuộc họp sẽ được tổ chức tại Hà Nội vào tuần tới, nhưng không có thêm chi tiết.",
    "bg": "Министърът каза, че срещата ще се проведе в София следващата седмица, но не даде повече подробности.",
    "sr": "Министар је рекао да ће се састанак одржати у Београду следеће недеље, али није дао више детаља.",
    "be": "Міністр сказаў, што сустрэча адбудзецца ў Мінску на наступным тыдні, але больш нічога не паведаміў.",
    "mk": "Министерот рече дека состанокот ќе се одржи во Скопје следната недела, но не даде повеќе детали.",
    "fa": "وزیر گفت که این نشست هفته آینده در تهران برگزار می‌شود اما جزئیات بیشتری نداد.",
    "ur": "وزیر نے کہا کہ اجلاس اگلے ہفتے اسلام آباد میں ہوگا لیکن انہوں نے مزید تفصیلات نہیں دیں۔",
    "hi": "मंत्री ने कहा कि बैठक अगले सप्ताह दिल्ली में होगी।",
    "ka": "მინისტრმა თქვა, რომ შეხვედრა თბილისში გაიმართება.",
}
LEFT_OPEN = {"ru"}  # "в", "и" and "на" are all there is, and five languages have them


@pytest.mark.parametrize("language", ALL)
def test_prose(language: str) -> None:
    guess = guess_language(ALL[language])
    if language in LEFT_OPEN:
        assert guess == ""
    else:
        assert guess.split("-")[0] == language.split("-")[0]


def test_the_two_ways_to_write_chinese_are_told_apart() -> None:
    assert (guess_language(ALL["zh"]), guess_language(ALL["zh-tw"])) == ("zh-Hans", "zh-Hant")
    assert guess_language("中文") == "zh"
    assert guess_language("東京") == "zh"  # nothing says more
    assert guess_language("東京タワー") == "ja"


@pytest.mark.parametrize("text", ["", "12, 13.", "Ann met Bob.", "Kim Jong Un, Moscow", "😀", "lorem ipsum dolor"])
def test_too_little_is_left_open(text: str) -> None:
    assert guess_language(text) == ""


def test_a_foreign_quotation_does_not_turn_an_article() -> None:
    assert guess_language(ALL["en"] * 4 + ALL["fr"]) == "en"
    assert guess_language(ALL["he"] * 3 + " Security Council Russia in the") == "he"


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(guess_language(text), str)


def test_only_the_beginning_is_looked_at() -> None:
    assert guess_language(ALL["de"] * (1 + LOOK_AT_CP // len(ALL["de"])) + ALL["fr"] * 10_000) == "de"


def test_what_the_article_says_goes_before_the_guess_unless_it_is_no_tag() -> None:
    def language(said: str) -> str:
        return article_from_text(f"---\nlang: {said}\n---\n{ALL['de']}", "markdown", "a.md").likely_language

    assert language("fr-CA") == "fr-CA" and language("en_GB") == "en-GB"
    assert language("deutsch, bitte") == "de"
    assert article_from_text(ALL["pl"]).likely_language == "pl"
