"""What a bundle says of itself: read back by plistlib and, where it is there, by libplist's own program."""

from __future__ import annotations

import plistlib
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.desktop.file_types import APP_ID, FILE_TYPES
from reader.desktop.macos.info_plist import Bundle, info, numbers, plist

INFO = info(Bundle("postil-gui", "1.2.0rc1", languages=("en", "de")))


def test_it_says_who_it_is():
    assert INFO["CFBundleIdentifier"] == APP_ID
    assert INFO["CFBundleExecutable"] == "postil-gui"
    assert INFO["CFBundleShortVersionString"] == "1.2.0rc1" and INFO["CFBundleVersion"] == "1.2.0"
    assert INFO["NSHighResolutionCapable"] is True and INFO["NSRequiresAquaSystemAppearance"] is False
    assert INFO["LSMinimumSystemVersion"] == "13.0"
    assert INFO["CFBundleLocalizations"] == ["en", "de"]


def test_articles_are_shown_as_one_of_several_and_annotations_are_its_own():
    by_type = {each["LSItemContentTypes"][0]: each for each in INFO["CFBundleDocumentTypes"]}
    assert len(by_type) == len(FILE_TYPES)
    for name in ("net.daringfireball.markdown", "public.plain-text"):
        assert (by_type[name]["CFBundleTypeRole"], by_type[name]["LSHandlerRank"]) == ("Viewer", "Alternate")
    own = by_type[f"{APP_ID.lower()}.annotations"]
    assert (own["CFBundleTypeRole"], own["LSHandlerRank"]) == ("Editor", "Owner")
    assert own["CFBundleTypeIconFile"] == "postil-document.icns"


def test_our_type_is_exported_and_others_are_imported():
    (own,) = INFO["UTExportedTypeDeclarations"]
    assert own["UTTypeIdentifier"] == f"{APP_ID.lower()}.annotations" and own["UTTypeConformsTo"] == ["public.json"]
    assert own["UTTypeTagSpecification"]["public.filename-extension"] == ["annotations.json"]
    (markdown,) = INFO["UTImportedTypeDeclarations"]
    assert markdown["UTTypeIdentifier"] == "net.daringfireball.markdown"
    assert markdown["UTTypeTagSpecification"]["public.filename-extension"] == ["md", "markdown", "mkd"]


def test_every_type_that_is_opened_is_declared_or_the_systems():
    declared = {each["UTTypeIdentifier"] for key in INFO if key.startswith("UT") for each in INFO[key]}
    for each in INFO["CFBundleDocumentTypes"]:
        for name in each["LSItemContentTypes"]:
            assert name in declared or name.startswith("public.")
    for each in INFO["UTExportedTypeDeclarations"]:
        assert all(character.isalnum() or character in ".-" for character in each["UTTypeIdentifier"])


def test_the_file_reads_back_and_is_always_the_same():
    data = plist(INFO)
    assert plistlib.loads(data) == INFO
    assert plist(dict(reversed(INFO.items()))) == data


@pytest.mark.skipif(shutil.which("plistutil") is None, reason="plistutil is not installed (libplist-utils)")
def test_another_reader_understands_it(tmp_path):
    (tmp_path / "Info.plist").write_bytes(plist(INFO))
    command = ["plistutil", "-i", str(tmp_path / "Info.plist"), "-f", "bin", "-o", str(tmp_path / "out")]
    subprocess.run(command, check=True)
    assert plistlib.loads((tmp_path / "out").read_bytes()) == INFO
    (tmp_path / "out").unlink()
    (tmp_path / "Info.plist").write_bytes(plist(INFO)[:-30])
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("version", "found"), [("0.1", "0.1"), ("1.2.3.4", "1.2.3"), ("2.0.dev1", "2.0"), ("x", "0"), ("1.0b2.3", "1.0")]
)
def test_versions_are_numbers(version, found):
    assert numbers(version) == found


@given(st.text("0123456789.abrcdev+", max_size=20))
def test_every_version_has_numbers(version):
    parts = numbers(version).split(".")
    assert 1 <= len(parts) <= 3 and all(part.isdigit() for part in parts)
