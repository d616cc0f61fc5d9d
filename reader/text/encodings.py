"""What encoding bytes are in when the file does not say. Guesses only; `source` reads and decodes.

The byte-order mark and UTF-8 are certain; then come UTF-16 without a mark (if sure) and charset-normalizer
on a list of encodings that articles are really kept in. Its choice between the Western, Central European, Turkish
and Baltic code pages is checked by letters: prose in one language has nearly all its letters in one alphabet.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

SAMPLE_BYTES = 65_536

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Left out on purpose: the Macintosh, EBCDIC and DOS code pages whose letters sit where others have theirs; of
# two encodings of which one holds the other, the larger.
_CANDIDATES = [
    *("cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5"),
    *("cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2", "cp1253", "iso8859_7"),
    *("cp1255", "cp1256", "iso8859_6"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949", "tis_620"),
]

# Not assigned, private, control; and U+2000, a rarity that a space becomes when its two bytes are exchanged.
_UNREADABLE = r"(?V1)[\p{Cn}\p{Co}\p{Cs}\u2000[\p{Cc}--[\t\n\f\r]]]"
_ASCII_TEXT = bytes([0, *b"\t\n\r", *range(0x20, 0x7F)])
_LETTERS = re.compile(rb"[A-Za-z\x80-\xff]+")
_MARKS = "£“”„‘’‚«»‹›–—…•€§°©®™\u00a0·×½¼¾²³"
_ALPHABETS = (
    ("cp1252", "àâæçéèêëîïôœùûüÿ"),  # French
    ("cp1252", "äöüß"),  # German
    ("cp1252", "áéíóúüñ¡¿ºª"),  # Spanish
    ("cp1252", "ãõáéíóúâêôàçüºª"),  # Portuguese
    ("cp1252", "àèéìíîòóù"),  # Italian
    ("cp1252", "åäöéü"),  # Swedish, Finnish
    ("cp1252", "æøåéóè"),  # Danish, Norwegian
    ("cp1252", "ëéïóöüáèê"),  # Dutch
    ("cp1252", "áðéíóúýþæö"),  # Icelandic
    ("cp1252", "àèéíïòóúüç·"),  # Catalan
    ("cp1250", "ąćęłńóśźż"),  # Polish
    ("cp1250", "áčďéěíňóřšťúůýž"),  # Czech
    ("cp1250", "áäčďéíĺľňóôŕšťúýž"),  # Slovak
    ("cp1250", "áéíóöőúüű"),  # Hungarian
    ("cp1250", "ăâîşţ"),  # Romanian
    ("cp1250", "čćđšž"),  # Croatian, Slovene
    ("iso8859_2", "ąćęłńóśźż"),
    ("iso8859_2", "áčďéěíňóřšťúůýž"),
    ("iso8859_2", "áäčďéíĺľňóôŕšťúýž"),
    ("iso8859_2", "áéíóöőúüű"),
    ("iso8859_2", "ăâîşţ"),
    ("iso8859_2", "čćđšž"),
    ("cp1254", "âçğıîöşüûİ"),  # Turkish
    ("cp1257", "ąčęėįšųūž"),  # Lithuanian
    ("cp1257", "āčēģīķļņšūž"),  # Latvian
    ("cp1257", "äöõüšž"),  # Estonian
)
_GREEK = tuple((encoding, "άέήίόύώϊϋΐΰαβγδεζηθικλμνξοπρσςτυφχψω") for encoding in ("cp1253", "iso8859_7"))
_FAMILIES = (_ALPHABETS, _GREEK)


def declared(data: bytes) -> str | None:
    """The encoding that the byte-order mark at the start of `data` names, or None."""
    return next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)


def guesses(data: bytes) -> Iterator[str]:
    """Encodings for bytes that are neither marked nor UTF-8, the likeliest first, as Python names."""
    marked_by_zeros = wide(data)
    if marked_by_zeros:
        yield marked_by_zeros
        return
    from charset_normalizer import from_bytes

    seen: list[str] = []
    sample = _sample(data)
    matches = [match.encoding for match in from_bytes(sample, cp_isolation=_CANDIDATES, preemptive_behaviour=False)]
    if _has_only_marks(sample):
        seen.append("cp1252")
        yield "cp1252"
    if not _mixes_letters(sample):
        matches.sort(key=lambda encoding: any(encoding == latin for latin, _ in _ALPHABETS))
    for guess in matches:
        for encoding in (*_by_letters(sample, guess), guess):
            name = codecs.lookup(encoding).name
            if name not in seen:
                seen.append(name)
                yield name


def is_damaged_utf8(data: bytes) -> bool:
    """Whether `data` is UTF-8 but for a few bytes (cut off, or joined from pieces): at most one letter in twenty."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    return broken * 20 < sound


def _sample(data: bytes) -> bytes:
    """The lines that say something about the encoding (ASCII alone says nothing), cut where no character is cut."""
    telling: list[bytes] = []
    length = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            telling.append(line[:SAMPLE_BYTES])
            length += len(line)
            if length >= SAMPLE_BYTES:
                break
    sample = b"\n".join(telling)
    if len(sample) <= SAMPLE_BYTES:
        return sample
    # No multi-byte encoding of the list has a second byte below 0x30.
    end = next((at for at in range(SAMPLE_BYTES, SAMPLE_BYTES - 1000, -1) if sample[at] < 0x30), SAMPLE_BYTES)
    return sample[:end]


def _has_only_marks(sample: bytes) -> bool:
    """Whether all that is beyond ASCII are quotation marks, dashes and signs of the Western code page."""
    text = sample.decode("cp1252", "replace")
    return all(character in _MARKS for character in text if character > "\x7f")


def _mixes_letters(sample: bytes) -> bool:
    """Whether words have letters from both halves of the code page, as those of all languages in Latin script do."""
    mixed = alone = 0
    for word in _LETTERS.findall(sample):
        if not word.isascii():
            short = len(word) < 3
            in_both = any(byte < 0x80 for byte in word)
            mixed, alone = mixed + in_both, alone + (not in_both and not short)
    return mixed >= alone


def _by_letters(sample: bytes, guess: str) -> list[str]:
    """The encodings of the guess's family, by how well the letters beyond ASCII fit the alphabet of one language.

    First the share of them that it holds; among equals how much of the alphabet is in use.
    """
    family = next((family for family in _FAMILIES if any(guess == encoding for encoding, _ in family)), ())
    scores: dict[str, tuple[float, float]] = {}
    for encoding, alphabet in family:
        try:
            beyond = [character for character in sample.decode(encoding) if character > "\x7f"]
        except UnicodeDecodeError:
            continue
        letters = set(alphabet + alphabet.upper())
        share = sum(character in letters or character in _MARKS for character in beyond) / max(len(beyond), 1)
        in_use = len({character.lower() for character in beyond if character in letters}) / len(alphabet)
        scores[encoding] = max((share, in_use), scores.get(encoding, (0.0, 0.0)))
    return sorted(scores, key=lambda encoding: scores[encoding], reverse=True)


def wide(data: bytes) -> str | None:
    """UTF-16 without a mark, if sure, else None.

    Sure is: zero bytes nearly all on one side, and one byte order gives a text while the other does not; or four
    characters in ten are Latin.
    """
    if len(data) < 4 or len(data) % 2 or b"\0" not in data:
        return None
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if min(even, odd) * 4 > max(even, odd):
        return None
    name, other = ("utf-16-le", "utf-16-be") if odd > even else ("utf-16-be", "utf-16-le")
    mostly_latin = (even + odd) * 10 >= len(data) // 2 * 4
    if not mostly_latin and not data.translate(None, _ASCII_TEXT):  # words with zeros between them
        return None
    return name if reads_well(data, name) and (mostly_latin or not reads_well(data, other)) else None


def reads_well(data: bytes, encoding: str) -> bool:
    """Whether it decodes into assigned characters without control characters but those of a text."""
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    import regex

    return not regex.search(_UNREADABLE, text)
