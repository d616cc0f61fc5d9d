"""Writes what Postil is made of: the table of licences, the SBOM, and the texts of the licences.

    python packaging/make_notices.py table          packaging/THIRD-PARTY.md
    python packaging/make_notices.py sbom           packaging/sbom.cdx.json (CycloneDX 1.6)
    python packaging/make_notices.py texts FOLDER   the licences' texts as files, for the stand-alone folder

To be run by a Python that has the packages of packaging/requirements.txt installed (`packaging/make_locks.sh` does):
names, licences and what needs what are taken from the packages' own metadata, versions compared with the locked ones.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import sysconfig
import tomllib
import uuid
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "packaging"
VERSION = re.search(r'__version__ = "([^"]+)"', (ROOT / "reader/__init__.py").read_text("utf-8"))[1]

# What packages say of their licence where they don't use SPDX's words, and what their words mean.
SPDX = {
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "OSI Approved :: MIT License": "MIT",
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
}
INSIDE = {  # what wheels have in them besides their own code, of the size of a program
    "pyside6-essentials": "Qt (LGPL-3.0-only), with ICU, HarfBuzz, FreeType and others",
    "pikepdf": "qpdf (Apache-2.0), libjpeg-turbo, zlib",
    "pypdfium2": "PDFium (BSD-3-Clause), with FreeType, ICU, OpenJPEG and others",
    "typst": "Typst (Apache-2.0), its crates and the fonts it brings",
    "sentencex": "its Rust crates",
    "lxml": "libxml2, libxslt (MIT)",
    "pillow": "libjpeg-turbo, libtiff, FreeType and others; not in the stand-alone folder",
}


class Part(NamedTuple):
    """Something of others' that ships. `needs`: names of parts."""

    name: str
    version: str
    licence: str
    home: str
    kind: str = "library"
    needs: tuple[str, ...] = ()
    is_package: bool = True


# In the wheel itself.
OWN = (
    Part(
        "Source Serif 4",
        "4.005",
        "OFL-1.1-RFN",
        "https://github.com/adobe-fonts/source-serif",
        "data",
        is_package=False,
    ),
    Part("anno.jsonld", "2017-02-23", "W3C-20150513", "https://www.w3.org/ns/anno.jsonld", "data", is_package=False),
)
# In the stand-alone folder besides: what it is started by, and libraries of the system it was built on.
FOLDER = (
    ("Python", "PSF-2.0", "https://www.python.org"),
    ("PyInstaller's starter", "GPL-2.0-or-later WITH Bootloader-exception", "https://pyinstaller.org"),
    ("OpenSSL (libcrypto)", "Apache-2.0", "https://www.openssl.org"),
    ("MIT Kerberos", "MIT", "https://web.mit.edu/kerberos"),
    ("keyutils", "LGPL-2.1-or-later", "https://git.kernel.org/pub/scm/linux/kernel/git/dhowells/keyutils.git"),
    ("Brotli, Expat, libffi, xcb-util, libxkbcommon", "MIT", "https://www.freedesktop.org"),
    ("bzip2, liblzma, libuuid, zlib", "bzip2-1.0.6 AND 0BSD AND BSD-3-Clause AND Zlib", "https://www.zlib.net"),
)


def plain(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    """The packages of packaging/requirements.txt and their versions."""
    text = (HERE / "requirements.txt").read_text("utf-8")
    return {plain(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)}


def parts() -> list[Part]:
    """All packages that are locked, in the order of their names."""
    pins = locked()
    found = []
    for name, version in sorted(pins.items()):
        package = distribution(name)
        if package.version != version:
            raise SystemExit(f"{name} is locked as {version}, and {package.version} is installed")
        asked = {plain(re.match(r"[\w.-]+", line)[0]) for line in package.requires or () if "extra ==" not in line}
        needs = tuple(sorted(asked & pins.keys()))
        found.append(Part(package.name, version, licence_of(package), home_of(package), needs=needs))
    return found


def licence_of(package: Distribution) -> str:
    """The licence as an SPDX expression. Ends the program where a package says it in words that nobody looked at."""
    data = package.metadata
    said = data.get("License-Expression") or data.get("License") or ""
    if not said or "\n" in said:
        (said,) = (
            c.removeprefix("License :: ") for c in data.get_all("Classifier") or () if c.startswith("License :: ")
        )
    if said not in SPDX and not re.fullmatch(r"[\w.+-]+( (AND|OR|WITH) [\w.+-]+)*", said):
        raise SystemExit(f"{package.name} names its licence as {said!r}: look at it, and say in SPDX what that is")
    return SPDX.get(said, said)


def home_of(package: Distribution) -> str:
    """Where its source is to be had, as the package says."""
    urls = {}
    for line in package.metadata.get_all("Project-URL") or ():
        label, _, url = line.partition(",")
        urls[label.strip().lower()] = url.strip()
    for label in ("repository", "source", "source code", "code", "github", "homepage"):
        if label in urls:
            return urls[label]
    return package.metadata.get("Home-page") or ""


def table() -> str:
    """The notices, for people."""
    lines = [
        "# What Postil is made of",
        "",
        "Postil itself is under the Apache License 2.0. It stands on others' work: `packaging/make_notices.py` wrote",
        "this table from what they say of themselves. Their licences' texts are in each package, and together in the",
        "folder `licenses` of the stand-alone folder. Qt and PySide6 are under the LGPL, as their makers built them,",
        "and can be exchanged: they are files of their own in every form in which Postil is handed out.",
        "",
        "| in the wheel | version | licence | where it comes from |",
        "| --- | --- | --- | --- |",
        *(f"| {p.name} | {p.version} | {p.licence} | {p.home} |" for p in OWN),
        "",
        "| needed by it | version | licence | where it comes from | in it |",
        "| --- | --- | --- | --- | --- |",
        *(f"| {p.name} | {p.version} | {p.licence} | {p.home} | {INSIDE.get(plain(p.name), '')} |" for p in parts()),
        "",
        "| in the stand-alone folder besides | licence | where it comes from |",
        "| --- | --- | --- |",
        *(f"| {' | '.join(row)} |" for row in FOLDER),
    ]
    return "\n".join(lines) + "\n"


def sbom() -> str:
    """The software bill of materials. The same packages make the same bytes: it has no time and no random number."""
    packages = parts()
    main = f"pkg:pypi/postil@{VERSION}"
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    direct = sorted({plain(re.match(r"[\w.-]+", line)[0]) for line in asked})
    refs = {plain(p.name): ref_of(p) for p in (*packages, *OWN)}
    data = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": "",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": main, "name": "postil", "version": VERSION, "purl": main,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
            "properties": [{"name": "postil:hashes", "value": "packaging/requirements.txt"}],
        },
        "components": [component(part) for part in (*packages, *OWN)],
        "dependencies": [
            {"ref": main, "dependsOn": sorted([*(refs[name] for name in direct), *map(ref_of, OWN)])},
            *({"ref": ref_of(p), **({"dependsOn": [refs[n] for n in p.needs]} if p.needs else {})} for p in packages),
            *({"ref": ref_of(p)} for p in OWN),
        ],
        # what is compiled into wheels is told in them, as far as it is
        "compositions": [{"aggregate": "incomplete_first_party_only", "assemblies": [main]}],
    }  # fmt: skip
    data["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(data, sort_keys=True))}"
    return json.dumps(data, indent=1) + "\n"


def ref_of(part: Part) -> str:
    return f"pkg:pypi/{plain(part.name)}@{part.version}" if part.is_package else f"postil:{plain(part.name)}"


def component(part: Part) -> dict[str, object]:
    is_expression = " " in part.licence
    return {
        "type": part.kind,
        "bom-ref": ref_of(part),
        "name": part.name,
        "version": part.version,
        **({"purl": ref_of(part)} if part.is_package else {}),
        "licenses": [{"expression": part.licence} if is_expression else {"license": {"id": part.licence}}],
        **({"externalReferences": [{"type": "website", "url": part.home}]} if part.home else {}),
    }


def texts(folder: Path) -> None:
    """Copies every licence's text: ours, those of resources, those in packages, Python's, and the LGPL for Qt."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", folder / "Postil.txt")
    shutil.copy(HERE / "THIRD-PARTY.md", folder)
    shutil.copy(ROOT / "resources/fonts/source-serif-4/LICENSE.md", folder / "Source-Serif-4.md")
    shutil.copy(ROOT / "resources/schema/LICENSE-W3C.md", folder / "anno.jsonld.md")
    for text in sorted((HERE / "licenses").iterdir()):
        shutil.copy(text, folder)
    for name in locked():
        package = distribution(name)
        for file in package.files or ():
            inside = str(file).partition(".dist-info/")[2]
            if inside.startswith("licenses/") or re.match(r"(LICEN[CS]E|COPYING|NOTICE)", inside, re.IGNORECASE):
                place = folder / package.name / inside.removeprefix("licenses/")
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(package.locate_file(file), place)
    for name in ("LICENSE.txt", "LICENSE"):
        for place in (Path(sysconfig.get_path("stdlib")) / name, Path(sys.base_prefix) / name):
            if place.is_file():
                shutil.copy(place, folder / "Python.txt")


def main(words: list[str]) -> None:
    match words:
        case ["table"]:
            (HERE / "THIRD-PARTY.md").write_text(table(), "utf-8")
        case ["sbom"]:
            (HERE / "sbom.cdx.json").write_text(sbom(), "utf-8")
        case ["texts", folder]:
            texts(Path(folder))
        case _:
            raise SystemExit("usage: make_notices.py table | sbom | texts FOLDER")


if __name__ == "__main__":
    main(sys.argv[1:])
