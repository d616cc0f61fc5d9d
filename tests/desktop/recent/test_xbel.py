"""The desktop's list: what others wrote stays byte for byte, and GLib reads what we write as we meant it."""

from __future__ import annotations

import ctypes
import ctypes.util
import itertools
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.desktop.recent.xbel import (
    MOST_BYTES,
    Application,
    NotUnderstoodError,
    files_of,
    href_of,
    with_file,
    without,
)

NOW = datetime(2026, 1, 31, 10, 11, 12, 345678, tzinfo=UTC)
US = Application("Postil", ("/usr/bin/postil",))
OTHERS = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- kept -->
<xbel version="1.0"
      xmlns:bookmark="http://www.freedesktop.org/standards/desktop-bookmarks"
      xmlns:mime="http://www.freedesktop.org/standards/shared-mime-info"
>
  <bookmark href="file:///home/ada/old.txt" added="2020-01-01T00:00:00Z" modified="2020-01-02T00:00:00Z" visited="1969-12-31T23:59:59Z">
    <title>An old one &#233; &gt;</title>
    <info>
      <metadata owner="http://freedesktop.org">
        <mime:mime-type type="text/plain"/>
        <bookmark:groups>
          <bookmark:group>Writing</bookmark:group>
        </bookmark:groups>
        <bookmark:applications>
          <bookmark:application name="gedit" exec="&apos;gedit %u&apos;" modified="2020-01-02T00:00:00Z" count="3"/>
        </bookmark:applications>
        <bookmark:private/>
      </metadata>
      <metadata owner="http://example.org/other"><x>1</x></metadata>
    </info>
  </bookmark>
  <folder><bookmark href='sftp://host/a.txt' added='2020-01-01T00:00:00Z'/></folder>
  <bookmark href="file:///home/ada/bare.txt" added="2020-01-01T00:00:00Z" visited='x' modified = "2020-01-01T00:00:00Z"></bookmark>
</xbel>
"""  # noqa: E501
OLD = Path("/home/ada/old.txt")


@pytest.fixture(scope="module")
def glib() -> ctypes.CDLL:
    """GLib's own reader of such lists, which GTK and with it most desktops use."""
    name = ctypes.util.find_library("glib-2.0")
    if name is None:
        pytest.skip("no GLib (libglib2.0-0)")
    library = ctypes.CDLL(name)
    for function, result in (
        ("g_bookmark_file_new", ctypes.c_void_p),
        ("g_bookmark_file_get_uris", ctypes.POINTER(ctypes.c_char_p)),
        ("g_bookmark_file_get_mime_type", ctypes.c_char_p),
        ("g_bookmark_file_get_applications", ctypes.POINTER(ctypes.c_char_p)),
        ("g_filename_to_uri", ctypes.c_char_p),
    ):
        getattr(library, function).restype = result
    return library


def by_glib(glib: ctypes.CDLL, data: bytes) -> dict[str, tuple[str, bool, dict[str, tuple[str, int]]]]:
    """What GLib reads: of each file its type, whether it is private, and how each application is started for it."""
    marks = ctypes.c_void_p(glib.g_bookmark_file_new())
    assert glib.g_bookmark_file_load_from_data(marks, data, ctypes.c_size_t(len(data)), None)
    found = {}
    for uri in itertools.takewhile(bool, glib.g_bookmark_file_get_uris(marks, None)):
        applications = {}
        for name in itertools.takewhile(bool, glib.g_bookmark_file_get_applications(marks, uri, None, None) or (b"",)):
            command, count = ctypes.c_char_p(), ctypes.c_uint()
            assert glib.g_bookmark_file_get_app_info(
                marks, uri, name, ctypes.byref(command), ctypes.byref(count), None, None
            )
            applications[name.decode()] = ((command.value or b"").decode(), count.value)
        mime = (glib.g_bookmark_file_get_mime_type(marks, uri, None) or b"").decode()
        found[uri.decode()] = (mime, bool(glib.g_bookmark_file_get_is_private(marks, uri, None)), applications)
    return found


def parts_kept(before: bytes, after: bytes) -> bool:
    """Whether `after` is `before` with something put in at one place."""
    at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    return len(after) > len(before) and after.endswith(before[at:])


def test_a_new_file_is_put_behind_all_others():
    after = with_file(OTHERS, Path("/home/ada/new é.md"), "text/markdown", US, NOW)
    assert parts_kept(OTHERS, after)
    assert [each.href for each in files_of(after, "Postil")] == ["file:///home/ada/new%20%C3%A9.md"]
    assert without(after, "Postil") == OTHERS


def test_a_file_that_others_opened_gets_one_more_application_and_loses_nothing():
    after = with_file(OTHERS, OLD, "text/plain", US, NOW)
    assert b"<!-- kept -->" in after and b"<title>An old one &#233; &gt;</title>" in after
    assert after.count(b"<bookmark ") == 3 and b"<bookmark:private/>" in after
    assert b'name="gedit" exec="&apos;gedit %u&apos;" modified="2020-01-02T00:00:00Z" count="3"/>' in after
    assert b'modified="2026-01-31T10:11:12.345678Z" visited="2026-01-31T10:11:12.345678Z">\n    <title>' in after
    rest = OTHERS[OTHERS.index(b'      <metadata owner="http://example.org') :]
    assert after.endswith(rest)
    gone = without(after, "Postil")
    assert b"Postil" not in gone and b"gedit" in gone
    assert len(gone) == len(OTHERS) + 14, "only the times are others: in microseconds"


def test_again_counts_on_and_later_is_first():
    after = with_file(OTHERS, OLD, "text/plain", US, NOW)
    after = with_file(after, Path("/b.txt"), "text/plain", US, NOW + timedelta(seconds=1))
    after = with_file(after, OLD, "text/plain", US, NOW + timedelta(seconds=2))
    assert after.count(b'name="Postil"') == 2 and b'count="2"/>' in after
    assert [each.href for each in files_of(after, "Postil")] == [href_of(OLD), "file:///b.txt"]
    assert [each.is_shared for each in files_of(after, "Postil")] == [True, False]
    assert [e.href for e in files_of(without(after, "Postil", ["file:///b.txt"]), "Postil")] == [href_of(OLD)]


def test_an_entry_without_metadata_gets_it():
    after = with_file(OTHERS, Path("/home/ada/bare.txt"), "text/plain", US, NOW)
    assert [each.href for each in files_of(after, "Postil")] == ["file:///home/ada/bare.txt"]
    assert after.count(b"<bookmark ") == 3 and b'visited="2026' in after


def test_other_prefixes_are_used_or_declared():
    other = OTHERS.replace(b"bookmark:", b"b:").replace(b"xmlns:bookmark", b"xmlns:b")
    assert b'<b:application name="Postil"' in with_file(other, OLD, "text/plain", US, NOW)
    none = b'<xbel version="1.0"><bookmark href="file:///a"/></xbel>'
    after = with_file(none, Path("/b"), "text/plain", US, NOW)
    assert [each.href for each in files_of(after, "Postil")] == ["file:///b"]


@pytest.mark.parametrize(
    "data",
    [
        b"nonsense",
        b"<xbel>",
        b"<html></html>",
        b"<xbel/>",
        b'<!DOCTYPE xbel [<!ENTITY a "b">]><xbel>&a;</xbel>',
        OTHERS.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        b"<?xml version='1.0' encoding='latin-1'?><xbel></xbel>",
        b"<xbel>" + b" " * MOST_BYTES + b"</xbel>",
        b'<xbel><bookmark href="file:///a.txt"><info/></bookmark></xbel>',
    ],
    ids=["text", "open", "HTML", "no place", "entity", "UTF-16", "Latin-1", "large", "odd entry"],
)
def test_what_is_not_understood_is_left_alone(data):
    with pytest.raises(NotUnderstoodError):
        with_file(data, Path("/a.txt"), "text/plain", US, NOW)


@given(st.binary(max_size=300) | st.lists(st.sampled_from(
    ["<xbel>", "</xbel>", "<bookmark href='file:///a.txt'>", "</bookmark>", "<info>", "</info>", "<info/>", " ", ">",
     "<bookmark href='x'/>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "'", '"'])).map(lambda p: "".join(p).encode())
)  # fmt: skip
@example(b"<xbel><bookmark href='file:///a.txt'/></xbel>")
def test_any_bytes_are_refused_or_grow_by_what_is_ours(data):
    try:
        after = with_file(data, Path("/a.txt"), "text/plain", US, NOW)
    except NotUnderstoodError:
        return
    assert [each.href for each in files_of(after, "Postil")] == ["file:///a.txt"]


NAMES = ["a.txt", "two  spaces", "100%25", "a+b#c?d", 'it\'s "x" & <y>', "повесть", "a\nb", os.fsdecode(b"\xff")]


def test_glib_reads_what_we_wrote(glib):
    # GLib knows no folders, no bare ones and nothing of others in metadata
    plain = re.sub(rb"  <folder>.*\n|  <bookmark .*bare.*\n|<x>1</x>", b"", OTHERS)
    data = plain
    for name in NAMES:
        data = with_file(data, Path("/home/ada") / name, "text/plain", US, NOW)
    odd = Application("Postil", ("/opt/a b/it's", "-m", "reader"))
    data = with_file(data, OLD, "text/plain", odd, NOW)
    found = by_glib(glib, data)
    assert len(found) == len(NAMES) + 1
    uri = "file:///home/ada/a.txt"
    assert found[uri] == ("text/plain", False, {"Postil": (f"/usr/bin/postil {uri}", 1)})
    mime, private, applications = found[href_of(OLD)]
    assert mime == "text/plain" and private
    assert applications["gedit"] == (f"gedit {href_of(OLD)}", 3)
    assert applications["Postil"] == (f"'/opt/a b/it'\"'\"'s' -m reader {href_of(OLD)}", 1)
    assert by_glib(glib, without(data, "Postil")).keys() == by_glib(glib, plain).keys()


@pytest.mark.parametrize("name", [*NAMES, "!\"#$%&'()*+,-.:;<=>?@[\\]^_`{|}~"])
def test_uris_are_spelled_as_glib_spells_them(glib, name):
    path = Path("/home") / name
    assert glib.g_filename_to_uri(os.fsencode(path), None, None).decode() == href_of(path)
