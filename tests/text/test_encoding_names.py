"""Names of encodings lead to titles, whichever of their names is used."""

from __future__ import annotations

import codecs

from reader.text.encoding_names import ENCODINGS, encoding_title, same_encoding


def test_titles() -> None:
    assert encoding_title("windows-1251") == "Cyrillic (Windows-1251)"
    assert encoding_title("UTF8") == "Unicode (UTF-8)"
    assert encoding_title("ibm-nothing") == "ibm-nothing"


def test_every_encoding_exists_and_stands_once() -> None:
    names = {codecs.lookup(name).name for name in ENCODINGS}
    assert len(names) == len(ENCODINGS)


def test_the_same() -> None:
    assert same_encoding("latin-1", "iso8859_1") and same_encoding("x-none", "x-none")
    assert not same_encoding("cp1251", "cp1252") and not same_encoding("x-none", "utf-8")
