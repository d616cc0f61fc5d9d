"""Languages by their BCP 47 tag, with the names that people know them by. Guesses nothing."""

from __future__ import annotations

from typing import NamedTuple


class Language(NamedTuple):
    """A language: its tag, its name in English and its name in itself."""

    tag: str
    name: str
    native: str


LANGUAGES = tuple(
    Language(*line.split("|"))
    for line in (
        "ar|Arabic|العربية",
        "hy|Armenian|Հայերեն",
        "be|Belarusian|Беларуская",
        "bn|Bengali|বাংলা",
        "bg|Bulgarian|Български",
        "ca|Catalan|Català",
        "zh-Hans|Chinese, simplified|简体中文",
        "zh-Hant|Chinese, traditional|繁體中文",
        "hr|Croatian|Hrvatski",
        "cs|Czech|Čeština",
        "da|Danish|Dansk",
        "nl|Dutch|Nederlands",
        "en|English|English",
        "et|Estonian|Eesti",
        "fi|Finnish|Suomi",
        "fr|French|Français",
        "ka|Georgian|ქართული",
        "de|German|Deutsch",
        "el|Greek|Ελληνικά",
        "he|Hebrew|עברית",
        "hi|Hindi|हिन्दी",
        "hu|Hungarian|Magyar",
        "id|Indonesian|Bahasa Indonesia",
        "it|Italian|Italiano",
        "ja|Japanese|日本語",
        "ko|Korean|한국어",
        "lv|Latvian|Latviešu",
        "lt|Lithuanian|Lietuvių",
        "mk|Macedonian|Македонски",
        "nb|Norwegian|Norsk",
        "fa|Persian|فارسی",
        "pl|Polish|Polski",
        "pt|Portuguese|Português",
        "ro|Romanian|Română",
        "ru|Russian|Русский",
        "sr|Serbian|Српски",
        "sk|Slovak|Slovenčina",
        "sl|Slovenian|Slovenščina",
        "es|Spanish|Español",
        "sv|Swedish|Svenska",
        "ta|Tamil|தமிழ்",
        "th|Thai|ไทย",
        "tr|Turkish|Türkçe",
        "uk|Ukrainian|Українська",
        "ur|Urdu|اردو",
        "vi|Vietnamese|Tiếng Việt",
    )
)
_BY_TAG = {language.tag.casefold(): language for language in LANGUAGES}
_RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "yi", "ps", "ckb", "dv", "ug", "sd", "arc", "syr"})


def base_of(tag: str) -> str:
    """The language of a tag without region and script: "zh" of "zh_Hans-CN"; empty for an empty one."""
    return tag.replace("_", "-").split("-")[0].casefold()


def is_tag(words: str) -> bool:
    """Whether `words` have the form of a BCP 47 tag: two or three letters, then letters and digits in short groups."""
    first, *rest = words.replace("_", "-").split("-")
    well_formed = all(1 <= len(part) <= 8 and part.isascii() and part.isalnum() for part in rest)
    return 2 <= len(first) <= 3 and first.isascii() and first.isalpha() and well_formed


def language_of_tag(tag: str) -> Language:
    """What is known of a tag: of its language where region and script are not; else the tag is its own name."""
    known = _BY_TAG.get(tag.replace("_", "-").casefold())
    base = base_of(tag)
    known = known or _BY_TAG.get({"zh": "zh-hans", "no": "nb", "nn": "nb", "iw": "he"}.get(base, base))
    return known._replace(tag=tag) if known is not None else Language(tag, tag, tag)


def is_right_to_left(tag: str) -> bool:
    """Whether the language is written from right to left; a script in the tag goes first ("az-Arab")."""
    parts = tag.replace("_", "-").casefold().split("-")
    if "latn" in parts or "cyrl" in parts:
        return False
    return parts[0] in _RIGHT_TO_LEFT or "arab" in parts or "hebr" in parts
