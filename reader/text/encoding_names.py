"""Names of encodings: Python's, and those that people know. Decodes nothing."""

from __future__ import annotations

import codecs

ENCODINGS = {  # Python's name: what people call it
    "utf-8": "Unicode (UTF-8)",
    "utf-16": "Unicode (UTF-16)",
    "utf-16-le": "Unicode (UTF-16, little-endian)",
    "utf-16-be": "Unicode (UTF-16, big-endian)",
    "utf-32": "Unicode (UTF-32)",
    "cp1252": "Western (Windows-1252)",
    "iso8859-15": "Western (ISO 8859-15)",
    "cp850": "Western (DOS 850)",
    "mac-roman": "Western (Macintosh)",
    "cp1250": "Central European (Windows-1250)",
    "iso8859-2": "Central European (ISO 8859-2)",
    "cp852": "Central European (DOS 852)",
    "cp1251": "Cyrillic (Windows-1251)",
    "koi8-r": "Russian (KOI8-R)",
    "koi8-u": "Ukrainian (KOI8-U)",
    "cp866": "Cyrillic (DOS 866)",
    "iso8859-5": "Cyrillic (ISO 8859-5)",
    "mac-cyrillic": "Cyrillic (Macintosh)",
    "cp1253": "Greek (Windows-1253)",
    "iso8859-7": "Greek (ISO 8859-7)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "iso8859-6": "Arabic (ISO 8859-6)",
    "cp1257": "Baltic (Windows-1257)",
    "cp1258": "Vietnamese (Windows-1258)",
    "gb18030": "Chinese, simplified (GB18030)",
    "big5": "Chinese, traditional (Big5)",
    "cp932": "Japanese (Shift JIS)",
    "euc_jp": "Japanese (EUC)",
    "iso2022_jp": "Japanese (ISO 2022)",
    "cp949": "Korean (Windows-949)",
    "tis-620": "Thai (TIS-620)",
}


def encoding_title(encoding: str) -> str:
    """What people call an encoding; its own name when nobody has another."""
    return next((title for name, title in ENCODINGS.items() if same_encoding(name, encoding)), encoding)


def same_encoding(one: str, other: str) -> bool:
    """Whether two names are of one encoding ("latin-1", "iso8859_1"). A name that nobody knows is only itself."""
    try:
        return codecs.lookup(one).name == codecs.lookup(other).name
    except (LookupError, ValueError):
        return one == other
