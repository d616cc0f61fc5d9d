"""The words of small texts in many scripts, read back by pdfium and Poppler from the PDF made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

Make = Callable[..., Any]


def nfd(words: str) -> str:
    return unicodedata.normalize("NFD", words)


TEXTS = {
    "ligatures": "Officer Griffith Afflick found the coffee insufficient; a fjord raft, an effluent "
    "pump and the fluffier "
    "carpets were affected by the draft, and so was the Tiffin firm.",
    "cyrillic": "Секретарь порта сообщил в среду, что паром не выйдет раньше июня, а изготовитель "
    "двигателя пришлёт детали.",
    "greek": "Ο λιμενάρχης είπε την Τετάρτη ότι το πλοίο δεν θα αποπλεύσει πριν από τον Ιούνιο. Ἐν ἀρχῇ ἦν ὁ Λόγος.",
    "vietnamese": "Cảng vụ cho biết hôm thứ Tư rằng tàu sẽ không rời bến trước tháng Sáu, và nhà sản "
    "xuất sẽ gửi phụ tùng.",
    "turkish": "Liman idaresi çarşamba günü geminin hazirandan önce yola çıkmayacağını, İstanbul'daki üreticinin ise "
    "fındık ağacından çeşitli parçalar göndereceğini bildirdi.",
    "decomposed": nfd(
        "Le résumé naïf de François à Zürich était très apprécié; Ångström, Dvořák, señor, façade, Cảng vụ."
    ),
    "devanagari": "बंदरगाह प्राधिकरण ने बुधवार को कहा कि मॉर्निंग स्टार जून से पहले रवाना नहीं होगी। "
    "इंजन निर्माता कंपनी ने स्पष्ट "
    "किया कि पुर्ज़े अगले हफ़्ते तक पहुँच जाएँगे, और द्वितीय विश्वविद्यालय के विद्यार्थियों ने "
    "श्रृंखला में क्षत्रिय ज्ञान दिया।",
    "bengali": "বন্দর কর্তৃপক্ষ বুধবার জানিয়েছে যে জাহাজটি জুনের আগে ছাড়বে না এবং কোম্পানি যন্ত্রাংশ পাঠাবে। বুবু বুবু মামা।",
    "tamil": "துறைமுக ஆணையம் புதன்கிழமை கூறியதாவது கப்பல் ஜூன் மாதத்திற்கு முன் புறப்படாது என்றும் கொள்வோம் போகும்.",
    "gujarati": "બંદર સત્તામંડળે બુધવારે જણાવ્યું કે જહાજ જૂન પહેલાં રવાના થશે નહીં.",
    "telugu": "నౌకాశ్రయ అధికారులు బుధవారం తెలిపిన ప్రకారం ఓడ జూన్ ముందు బయలుదేరదు.",
    "kannada": "ಬಂದರು ಪ್ರಾಧಿಕಾರವು ಬುಧವಾರ ಹಡಗು ಜೂನ್ ಮೊದಲು ಹೊರಡುವುದಿಲ್ಲ ಎಂದು ಹೇಳಿದೆ.",
    "malayalam": "തുറമുഖ അധികൃതർ ബുധനാഴ്ച പറഞ്ഞതനുസരിച്ച് കപ്പൽ ജൂണിന് മുമ്പ് പുറപ്പെടില്ല.",
    "sinhala": "වරාය අධිකාරිය බදාදා පැවසුවේ නෞකාව ජූනි මාසයට පෙර පිටත් නොවන බවයි. ශ්‍රී ලංකා",
    "thai": "การท่าเรือแถลง เมื่อวันพุธ ว่าเรือ มอร์นิงสตาร์ จะไม่ออก ก่อนเดือน มิถุนายน ผู้ผลิต จะส่งอะไหล่",
    "georgian": "ნავსადგურის ადმინისტრაციამ ოთხშაბათს განაცხადა, რომ გემი ივნისამდე არ გავა.",
    "armenian": "Նավահանգստի վարչությունը չորեքշաբթի օրը հայտարարեց, որ նավը մինչև հունիս չի մեկնի:",
    "ethiopic": "የወደብ ባለሥልጣን ረቡዕ ዕለት መርከቡ ከሰኔ በፊት እንደማይነሳ ተናግሯል።",
    "korean": "항만 당국은 수요일에 여객선이 유월 이전에는 출항하지 않을 것이며 "
    "엔진 제조사가 부품을 보낼 것이라고 조선중앙통신을 통해 밝혔다.",
    "chinese": "港务局周三表示，渡轮在六月之前不会启航（Morning Star），发动机制造商将寄来零件。“一个星期，”港长说。",
    "traditional": "港務局週三表示，渡輪在六月之前不會啟航，「一個星期，」港長說。",
    "japanese": "港湾局は水曜日、フェリーは六月まで出航しないと発表した。「一週間かかる」と港長は語った。",
    "soft hyphens": "Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft und "
    "Bundes\u00adverfassungs\u00adgericht "
    "sind lange Wörter, die Kraft\u00adfahrzeug\u00adhaft\u00adpflicht\u00adversicherung auch.",
    "spaces": "The price is 10\u00a0000\u00a0€ in No.\u00a05; a figure\u2007space, a zero\u200bwidth "
    "space, word\u2060joiner.",
    "emoji": "Fine 👩\u200d👩\u200d👧 family 🇩🇪 flag ❤️ heart ✅ check 😀 smile 👍🏽 thumb 🏴󠁧󠁢󠁳󠁣󠁴󠁿 Scotland.",
    "half forms": "क्\u200dष और क्\u200cष शब्द हैं",
    "without a glyph": "Private \ue123 and unassigned \u0378 and \U0002fa20 far away.",
}
RIGHT_TO_LEFT = {
    "arabic": "قال مدير الميناء يوم الأربعاء إن السفينة لن تبحر قبل يونيو، وأضاف أن الشركة المصنعة "
    "للمحرك سترسل قطع الغيار "
    "خلال أسبوع إلى Rotterdam حسب قوله.",
    "hebrew": "נמל הצפון הודיע ביום רביעי כי הספינה לא תפליג לפני יוני, ומנהלת הנמל אמרה כי החברה תתקן את המנוע "
    "עד סוף השבוע ב Rotterdam לדבריה.",
}
POINTED = {  # glyphs that stand for several letters: readers turn their order round
    "hebrew points": "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ וְהָאָרֶץ הָיְתָה תֹהוּ",
    "arabic points": "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ قَالَ",
    "persian joiners": "رئیس\u200cجمهور گفت که می\u200cخواهیم روابط دو کشور را گسترش دهیم "
    "و کتاب\u200cهای تازه\u200cای بنویسیم",
}
NO_SPACES = ("chinese", "traditional", "japanese", "thai")  # a line ends anywhere


def compared(words: list[str]) -> list[str]:
    """Hyphens may be the text's or a line's: nothing tells them apart, so they do not count."""
    found = [word.translate(dict.fromkeys(map(ord, "-\u00ad\u2010"))) for word in words]
    return [word for word in found if word]


def poppler(paper: Any, run_tool: Make, *more: str) -> list[str]:
    box = ("-x", "120", "-y", "70", "-W", "375", "-H", "705")
    said = run_tool(paper.data, "pdftotext", *more, *box, "{}", "-")
    for hyphen in ("\u00ad\n", "\u2010\n", "-\n"):
        said = said.replace(hyphen, "")
    return said.translate(dict.fromkeys(range(0x202A, 0x202F), " ")).split()


@pytest.mark.parametrize("name", TEXTS)
def test_both_readers_find_the_words_in_order(name: str, make_paper: Make, run_tool: Make) -> None:
    paper = make_paper(f"{TEXTS[name]}\n\n{TEXTS[name]}")
    want = compared(TEXTS[name].split() * 2)
    for got in (compared(paper.body()), compared(poppler(paper, run_tool, "-raw"))):
        if name in NO_SPACES:
            assert "".join(got) == "".join(want)
        else:
            assert got == want


@pytest.mark.parametrize("name", RIGHT_TO_LEFT)
def test_both_readers_find_the_words_that_run_from_right_to_left(name: str, make_paper: Make, run_tool: Make) -> None:
    """Poppler puts a comma of such a line behind the space that follows it, and a foreign
    word before its space, in every PDF: there only words count."""
    paper = make_paper(RIGHT_TO_LEFT[name])
    assert paper.body() == RIGHT_TO_LEFT[name].split()
    want = re.findall(r"\w+", RIGHT_TO_LEFT[name])
    assert re.findall(r"\w+", " ".join(poppler(paper, run_tool))) == want


def test_emoji_stand_in_their_line_for_poppler_too(make_paper: Make, run_tool: Make) -> None:
    """In colour they do only where there is a face for that; a box or a drawing in black always did."""
    paper = make_paper(TEXTS["emoji"])
    assert poppler(paper, run_tool) == TEXTS["emoji"].split()


@pytest.mark.parametrize("name", POINTED)
def test_pointed_letters_keep_their_order(name: str, make_paper: Make, run_tool: Make) -> None:
    paper = make_paper(POINTED[name])
    want = unicodedata.normalize("NFC", POINTED[name]).split()
    for got in (paper.body(), poppler(paper, run_tool)):
        assert [unicodedata.normalize("NFC", word) for word in got] == want


@pytest.mark.parametrize("name", ["devanagari", "bengali", "tamil", "korean", "emoji", "decomposed"])
def test_words_of_other_scripts_in_an_english_article(name: str, make_paper: Make, run_tool: Make) -> None:
    text = f"The port said what follows, in other words.\n\n{TEXTS[name]}\n\nThis was all that it said."
    paper = make_paper(text)
    assert compared(paper.body()) == compared(poppler(paper, run_tool, "-raw")) == compared(text.split())


def test_annotated_syllables_keep_their_words(make_paper: Make, mention: Make) -> None:
    text = TEXTS["devanagari"]
    annotations = [mention(text, word, f"m{n}") for n, word in enumerate(dict.fromkeys(text.split())) if len(word) > 3]
    paper = make_paper(text, annotations)
    assert paper.body() == text.split()
    for annotation in annotations:
        assert "".join(paper.words_of(annotation.id)) == unicodedata.normalize("NFKC", annotation.spans[0].of(text))


def test_characters_without_a_glyph_are_named_once(make_paper: Make) -> None:
    said: list[str] = []
    make_paper("One \ue123, two \ue123, and \u0378.", warn=said.append)
    assert len(said) == 1
    assert "U+E123, 2 times" in said[0] and "U+0378, 1 time" in said[0]
    said.clear()
    make_paper("All of these: é, Я, Ω, 中, א.", warn=said.append)
    assert said == []


def test_the_same_words_give_the_same_bytes_in_any_script(make_job: Make) -> None:
    from reader.export.registry import format_by_id

    job = make_job("\n\n".join(TEXTS[name] for name in ("devanagari", "korean", "emoji", "without a glyph", "tamil")))
    assert format_by_id("pdf").write(job) == format_by_id("pdf").write(job)
