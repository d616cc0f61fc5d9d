"""Files become text in the right encoding, or one clear sentence."""

from __future__ import annotations

import codecs
import hashlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.errors import UserError
from reader.text.open import open_article
from reader.text.source import MAX_BYTES, decode_source, read_source
from tests.text.prose import PROSE

KEPT_IN = [
    *(("ru", name) for name in ("cp1251", "koi8-r", "cp866", "iso8859-5")),
    *(("uk", name) for name in ("cp1251", "koi8-u")),
    *((language, "cp1252") for language in ("fr", "fr-typographic", "de", "en")),
    *((language, "latin-1") for language in ("fr", "de")),
    *((language, name) for language in ("pl", "cs") for name in ("iso8859-2", "cp1250")),
    *(("el", name) for name in ("cp1253", "iso8859-7")),
    *(("he", name) for name in ("cp1255", "iso8859-8")),
    *(("ar", name) for name in ("cp1256", "iso8859-6")),
    *(("tr", name) for name in ("cp1254", "iso8859-9")),
    ("lv", "cp1257"),
    *(("ja", name) for name in ("shift_jis", "euc-jp", "iso-2022-jp")),
    *(("zh", name) for name in ("gb18030", "gbk")),
    ("zh-tw", "big5"),
    ("ko", "euc-kr"),
    ("th", "tis-620"),
]


@pytest.mark.parametrize(("language", "encoding"), KEPT_IN)
def test_guesses_right(language: str, encoding: str) -> None:
    source = decode_source(PROSE[language].encode(encoding), "a.txt")
    assert source.text == PROSE[language]
    assert source.guessed


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("It’s", "cp1252"),
        ("£5 – “yes”", "cp1252"),
        ("Müller", "cp1252"),
        ("Привет, мир!", "cp1251"),
        ("Ирина Велесова", "cp1251"),
        ("Łódź", "cp1250"),
        ("東京", "shift_jis"),
    ],
)
def test_a_few_words_are_enough(text: str, encoding: str) -> None:
    assert decode_source(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize("language", PROSE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_and_utf8_are_certain(language: str, encoding: str) -> None:
    source = decode_source(PROSE[language].encode(encoding), "a.txt")
    assert (source.text, source.encoding, source.guessed) == (PROSE[language], encoding.removesuffix("-sig"), False)


@pytest.mark.parametrize("language", PROSE)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(language: str, encoding: str) -> None:
    text = PROSE[language] + "\n"
    source = decode_source(text.encode(encoding), "a.txt")
    assert (source.text, source.encoding, source.guessed) == (text, encoding, True)


def test_big_endian_marks() -> None:
    assert decode_source(codecs.BOM_UTF16_BE + "né".encode("utf-16-be"), "a").text == "né"
    assert decode_source(codecs.BOM_UTF32_BE + "né".encode("utf-32-be"), "a").text == "né"


def test_short_russian_is_windows_1251_and_not_mac_cyrillic(shared: Path, tmp_path: Path) -> None:
    text = (shared / "cases/13-windows-1251/article.txt").read_text(encoding="utf-8")
    for part in (text, *text.splitlines(), *text.split(". ")):
        file = tmp_path / "a.txt"
        file.write_bytes(part.encode("cp1251"))
        source = read_source(file)
        assert (source.text, source.encoding) == (part, "cp1251")


def test_line_ends_and_nothing_else() -> None:
    kept = "a\x0cb\x85c\u2028d\u2029e\x0bf\x1cg  \t"
    data = codecs.BOM_UTF8 + f"1\r\n2\r3\n\r\n{kept}\n\n\r\r\n\ufeff".encode()
    assert decode_source(data, "a").text == f"1\n2\n3\n\n{kept}\n\n\n\n\ufeff"


def test_no_normalisation_and_the_sum_is_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("e\u0301é\r\n".encode())
    source = read_source(file)
    assert source.text == "e\u0301é\n"
    assert source.sha256 == hashlib.sha256("e\u0301é\r\n".encode()).hexdigest()


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert read_source(tmp_path / "a.txt").text == ""


def test_a_chosen_encoding_is_used_and_checked() -> None:
    data = "Мир".encode("cp1251")
    chosen = decode_source(data, "a", "mac_cyrillic")
    assert (chosen.text, chosen.encoding, chosen.guessed) == (data.decode("mac_cyrillic"), "mac_cyrillic", False)
    with pytest.raises(UserError, match="not valid utf-8 at byte 0"):
        decode_source(data, "a", "utf-8")
    for name in ("klingon", "rot13", "hex", "a\0b"):
        with pytest.raises(UserError, match="no encoding called"):
            decode_source(data, "a", name)
    assert decode_source(codecs.BOM_UTF8 + b"x", "a", "utf-8").text == "x"


def test_utf8_with_a_wound_stays_utf8() -> None:
    data = (PROSE["ru"] * 3).encode()
    source = decode_source(data[:101] + data[102:], "a")
    assert len(source.text) == len(PROSE["ru"]) * 3
    assert source.text.count("\ufffd") == 1
    assert (source.encoding, source.guessed) == ("utf-8", True)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"a\0b",
        b"some\0words\0and zeros\0",
        b"name\n\0other name\n\0",
        bytes(range(1, 32)) * 4,
        random.Random(1).randbytes(4096),
        b"PK\x03\x04\x14\0\x06\0" * 9,
        codecs.BOM_UTF8 + b"a\0b",
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="not a text file"):
        decode_source(data, "a.bin")


def sentence(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_source(path)
    said = str(caught.value)
    assert "\n" not in said
    assert path.name in said
    return said


def test_what_is_no_readable_file_is_one_sentence(tmp_path: Path) -> None:
    assert "there is no such file" in sentence(tmp_path / "missing.txt")
    assert "folder" in sentence(tmp_path)
    assert "name too long" in sentence(tmp_path / ("x" * 300))
    (tmp_path / "ring").symlink_to(tmp_path / "ring")
    assert "symbolic links" in sentence(tmp_path / "ring")
    with pytest.raises(UserError, match="null"):
        read_source(tmp_path / "a\0b")
    assert "device" in sentence(Path("/dev/zero"))


def test_a_pipe_does_not_hold_us(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "pipe" in sentence(tmp_path / "pipe.txt")


def test_too_large_is_refused_by_size_alone(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    with file.open("wb") as out:
        out.truncate(100 * 1024 * 1024)
    said = sentence(file)
    assert "100 MB" in said
    assert "64 MB" in said
    with file.open("wb") as out:
        out.truncate(MAX_BYTES + 1)
    assert "64.1 MB" in sentence(file)


def test_no_permission(tmp_path: Path) -> None:
    """In a process of its own, which gives up the rights of root first."""
    file = tmp_path / "secret.txt"
    file.write_text("x", encoding="utf-8")
    file.chmod(0)
    for folder in (tmp_path, *tmp_path.parents):
        if folder.owner() == file.owner() and str(folder).startswith("/tmp/"):
            folder.chmod(0o755)
    code = (
        "import os, sys; from pathlib import Path; from reader.errors import UserError\n"
        "from reader.text.source import read_source\n"
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "try: read_source(Path(sys.argv[1]))\n"
        "except UserError as error: print(error)\n"
    )
    project = Path(__file__).resolve().parents[2]
    said = subprocess.run(
        [sys.executable, "-c", code, str(file)], cwd=project, capture_output=True, text=True, check=True, timeout=60
    ).stdout
    assert said == "secret.txt cannot be opened: you have no permission to read it.\n"


def test_a_long_text_is_guessed_from_a_sample() -> None:
    """The time grows as the text does, not faster, and letters that come late still count."""
    line = PROSE["ru"].encode("cp1251") + b"\n"

    def seconds(times: int) -> float:
        began = time.process_time()
        assert decode_source(line * times, "a").encoding == "cp1251"
        return time.process_time() - began

    seconds(100)
    assert seconds(50_000) < 75 * max(seconds(2_000), seconds(2_000))
    late = b"plain words only\n" * 100_000 + line
    assert decode_source(late, "a").text.endswith(PROSE["ru"] + "\n")
    assert decode_source(line.replace(b"\n", b" ") * 20_000, "a").encoding == "cp1251"
    assert decode_source(PROSE["zh"].encode("gb18030") * 20_000, "a").text == PROSE["zh"] * 20_000


@pytest.mark.parametrize("data", [b"a\nb", b"a\r\nb", b"\xef\xbb\xbfa", "é\n".encode(), "é".encode("latin-1"), b""])
def test_the_hash_of_the_text_is_that_of_its_words(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    article = open_article(path)
    assert article.text_sha256 == hashlib.sha256(article.text.encode()).hexdigest()
