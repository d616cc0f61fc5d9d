"""Writes /usr/share/doc/postil/copyright in Debian's machine-readable form, of all that the package holds.

    python make_copyright.py FOLDER FILE

FOLDER is what becomes /usr/lib/postil. Licences are those of packaging/make_notices.py; texts and names of holders
come from the packages themselves, so that they are those of the versions that ship.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "packaging"), str(HERE.parent)]

import assemble  # noqa: E402
import make_notices  # noqa: E402

# Texts that Debian has on every system, by their names in SPDX.
COMMON = {
    "Apache-2.0": "Apache-2.0",
    "CC0-1.0": "CC0-1.0",
    "GPL-2.0-only": "GPL-2",
    "GPL-3.0-only": "GPL-3",
    "LGPL-3.0-only": "LGPL-3",
    "MPL-2.0": "MPL-2.0",
}
# Of the texts in wheels those that are about other systems, or another form, than this package.
ELSEWHERE = re.compile(r"android|musl|microsoft|v8_xfa|veraPDF|AUTHORS|pbin_and_sbuild")
HOLDERS = {  # of what has no line of its own that says so
    "PySide6_Essentials": "The Qt Company Ltd. and other contributors",
    "shiboken6": "The Qt Company Ltd. and other contributors",
    "typst": "Messense Lv and the Typst authors",
    "pikepdf": "James R. Barlow",
    "sentencex": "Wikimedia Foundation",
    "regex": "Matthew Barnett; Secret Labs AB; Corporation for National Research Initiatives",
}
WHOLE = [  # the texts themselves, from their heads to their ends
    (re.compile(rf"^[ ]*{head}.*?{end}", re.DOTALL | re.MULTILINE), name)
    for head, end, name in (
        (r"Apache License\s+Version 2\.0, January 2004", r"END OF TERMS AND CONDITIONS", "Apache-2.0"),
        (r"GNU GENERAL PUBLIC LICENSE\s+Version 3", r"why-not-lgpl\.html>?\.", "GPL-3"),
        (r"Mozilla Public License Version 2\.0", r"defined by the Mozilla Public License, v\. 2\.0\.", "MPL-2.0"),
    )
]
MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""
QT = """Qt is under the LGPL, version 3, as its makers built it; its sources are at https://download.qt.io/archive/qt/
and https://code.qt.io. These files can be exchanged for others of the same version.
The libraries of Qt hold other software, among it FreeType (portions of this software are copyright The FreeType
Project, www.freetype.org; all rights reserved), HarfBuzz, libpng, libjpeg-turbo, libtiff, libwebp, PCRE2, zlib, MD4C,
double-conversion and the Unicode Character Database, under the licences at
https://doc.qt.io/qt-6/licenses-used-in-qt.html; libicu* is ICU, copyright Unicode, Inc. and others, under the
Unicode-3.0 licence (its text is below, among those of pypdfium2)."""


def main(folder: Path, file: Path) -> None:
    site = next(folder.glob("lib/*/site-packages"))
    file.write_text("\n".join(stanzas(site)), "utf-8")


def stanzas(site: Path) -> Iterator[str]:
    root = assemble.ROOT
    yield field("Format", "https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/") + (
        field("Upstream-Name", "Postil") + field("Source", "https://github.com/postil/postil")
        + field("Comment", "Postil comes with the packages of Python and with the Qt that it needs, in /usr/lib/postil."
                " Paths that begin with lib/ are those below it.")
    )  # fmt: skip
    licences = {"Apache-2.0", "CC0-1.0"}
    yield files(["*"], "The Postil developers", "Apache-2.0")
    font = (root / "resources/fonts/source-serif-4/LICENSE.md").read_text("utf-8")
    yield files(["resources/fonts/source-serif-4/*"], first_holders(font), "OFL-1.1-RFN", font)
    w3c = (root / "resources/schema/LICENSE-W3C.md").read_text("utf-8")
    yield files(["resources/schema/anno.jsonld"], "2017 W3C (MIT, ERCIM, Keio, Beihang)", "W3C-20150513", w3c)
    yield files(["usr/share/metainfo/*"], "The Postil developers", "CC0-1.0")
    installed = {package.name: package for package in assemble.shipped()}
    for part in make_notices.parts():
        if part.name in installed:
            stanza, named = stanza_of(part, installed[part.name], site)
            licences |= named
            yield stanza
    for name in sorted(licences):
        said = f"The text is in /usr/share/common-licenses/{COMMON[name]} on Debian systems."
        yield field("License", f"{name}\n{said}")


def stanza_of(part: make_notices.Part, package: Distribution, site: Path) -> tuple[str, set[str]]:
    """What there is to say of one package, and the common licences that it names."""
    texts = list(texts_of(package))
    names = set(re.split(r" (?:AND|OR|WITH) ", part.licence))
    comment = f"{part.name} {part.version}, {part.home}"
    inside = make_notices.INSIDE.get(make_notices.plain(part.name), "")
    comment += f"\nIn it: {inside}." if inside else ""
    if part.name == "PySide6_Essentials":
        comment += f"\n{QT}"
    if not texts and names == {"MIT"}:
        texts = [("", MIT)]
    if names <= COMMON.keys() and len(texts) < 2:
        texts = []
    who = HOLDERS.get(part.name) or first_holders("\n".join(text for _, text in texts))
    body = "\n\n".join(f"--- {name} ---\n{text}" if len(texts) > 1 else text for name, text in texts)
    expression = part.licence.replace(" AND ", " and ").replace(" OR ", " or ")
    return files(places(package, site), who, expression, body, comment), names & COMMON.keys()


def places(package: Distribution, site: Path) -> list[str]:
    """The top folders and files of a package, as patterns."""
    tops = sorted({inside.partition("/")[0] for inside, _ in assemble.files_of(package)})
    return [f"lib/*/{top}/*" if (site / top).is_dir() else f"lib/*/{top}" for top in tops]


def texts_of(package: Distribution) -> Iterator[tuple[str, str]]:
    """The licences' texts in a wheel: name and text."""
    for file in sorted(package.files or (), key=str):
        folder, _, inside = str(file).partition(".dist-info/")
        name = inside.removeprefix("licenses/") or folder
        is_text = inside.startswith("licenses/") or re.match(r"(LICEN[CS]E|COPYING|NOTICE)\b", file.name, re.IGNORECASE)
        if is_text and file.suffix != ".py" and not ELSEWHERE.search(name):
            yield name, without_common(package.locate_file(file).read_text("utf-8", errors="replace"))


def without_common(text: str) -> str:
    """A text with what every Debian has as a file replaced by the name of that file."""
    for whole, name in WHOLE:
        text = whole.sub(f"[the text is in /usr/share/common-licenses/{name} on Debian systems]\n", text)
    return text


def first_holders(text: str) -> str:
    """Who holds the rights, as the first lines of their kind say."""
    found = re.findall(
        r"^[\s#*]*(?:Copyright|\(c\)|©)[\s:]*(?:\(c\)|©)?\s*(\S.*?)\s*$", text, re.MULTILINE | re.IGNORECASE
    )
    real = [
        line
        for line in dict.fromkeys(found)
        if re.match(r"\d{4}|[A-Z]", line) and not re.match(r"(notice|holder|owner|and|license)", line, re.I)
    ]
    return "\n".join(real[:12]) or "its authors"


def files(patterns: list[str], who: str, licence: str, text: str = "", comment: str = "") -> str:
    stanza = field("Files", "\n".join(patterns), bare=True) + field("Copyright", who, bare=True)
    stanza += field("License", f"{licence}\n{text}" if text else licence)
    return stanza + (field("Comment", comment) if comment else "")


def field(name: str, value: str, bare: bool = False) -> str:
    """A field: lines behind the first are indented, empty ones marked by a point."""
    first, *rest = value.replace("\t", "    ").replace("\f", "").splitlines()
    lines = [f" {line}" if line.strip() else (" ." if not bare else "") for line in map(str.rstrip, rest)]
    return "\n".join([f"{name}: {first}".rstrip(), *(line for line in lines if line)]) + "\n"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
