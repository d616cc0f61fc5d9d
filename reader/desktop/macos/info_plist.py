"""What a bundle's Info.plist says of Postil: who it is and which files it opens. Touches nothing."""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from reader.desktop.file_types import APP_ID, APP_NAME, FILE_TYPES, FileType

MINIMUM = "13.0"  # of PySide6 6.11: its wheel is tagged macosx_13_0
BUNDLE_NAME = f"{APP_NAME}.app"
CATEGORY = "public.app-category.productivity"
COPYRIGHT = "Apache License 2.0"


class Bundle(NamedTuple):
    """What differs from bundle to bundle: the file in Contents/MacOS, icons in Contents/Resources, and languages."""

    executable: str
    version: str
    icon: str = "postil.icns"
    document_icon: str = "postil-document.icns"
    languages: tuple[str, ...] = ("en",)
    minimum: str = MINIMUM


def info(bundle: Bundle, types: Sequence[FileType] = FILE_TYPES) -> dict[str, Any]:
    """The whole of it, as plistlib takes it.

    Articles are shown, never written, so Postil is a viewer of theirs and an alternative to whatever opens them;
    annotations are its own.
    """
    return {
        "CFBundleIdentifier": APP_ID,
        "CFBundleName": APP_NAME,
        "CFBundleDisplayName": APP_NAME,
        "CFBundleExecutable": bundle.executable,
        "CFBundleIconFile": bundle.icon,
        "CFBundlePackageType": "APPL",
        "CFBundleInfoDictionaryVersion": "6.0",
        "CFBundleShortVersionString": bundle.version,
        "CFBundleVersion": numbers(bundle.version),
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": list(bundle.languages),
        "LSMinimumSystemVersion": bundle.minimum,
        "LSApplicationCategoryType": CATEGORY,
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,  # dark windows where the user wants them
        "NSSupportsAutomaticGraphicsSwitching": True,
        "NSPrincipalClass": "NSApplication",
        "NSHumanReadableCopyright": COPYRIGHT,
        **file_types(bundle.document_icon, types),
    }


def file_types(document_icon: str, types: Sequence[FileType] = FILE_TYPES) -> dict[str, Any]:
    """The part that says which files are opened: what every bundle of Postil has in common."""
    return {
        "CFBundleDocumentTypes": [_document_type(each, document_icon) for each in types],
        "UTExportedTypeDeclarations": [_declaration(each, document_icon) for each in types if each.is_ours],
        "UTImportedTypeDeclarations": [
            _declaration(each) for each in types if not each.is_ours and not each.uti.startswith("public.")
        ],
    }


def numbers(version: str) -> str:
    """The leading numbers of a version, three at most, as CFBundleVersion wants them: of "1.2.0rc1" it is "1.2.0"."""
    found = []
    for part in version.split(".")[:3]:
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits:
            break
        found.append(digits)
        if digits != part:
            break
    return ".".join(found) or "0"


def plist(data: dict[str, Any]) -> bytes:
    """As the file has it; the same content, the same bytes."""
    return plistlib.dumps(data, sort_keys=True)


def _document_type(file_type: FileType, icon: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "CFBundleTypeName": file_type.name[:1].upper() + file_type.name[1:],
        "CFBundleTypeRole": "Editor" if file_type.is_ours else "Viewer",
        "LSHandlerRank": "Owner" if file_type.is_ours else "Alternate",
        "LSItemContentTypes": [file_type.uti],
    }
    if file_type.is_ours:
        made["CFBundleTypeIconFile"] = icon
    return made


def _declaration(file_type: FileType, icon: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {
        "UTTypeIdentifier": file_type.uti,
        "UTTypeDescription": file_type.name[:1].upper() + file_type.name[1:],
        "UTTypeConformsTo": list(file_type.conforms_to),
        "UTTypeTagSpecification": {
            "public.filename-extension": [suffix.removeprefix(".") for suffix in file_type.suffixes],
            "public.mime-type": [file_type.mime, *file_type.other_mimes],
        },
    }
    if icon:
        made["UTTypeIconFile"] = icon
    return made
