"""The table of what Postil opens says the same as the code that opens it."""

from __future__ import annotations

from reader.app.start import application
from reader.desktop.file_types import ANNOTATIONS, APP_ID, FILE_TYPES, MARKDOWN, TEXT
from reader.sidecar.places.places import SUFFIX
from reader.text.open import MARKDOWN_SUFFIXES, format_of


def test_markdown_is_what_is_read_as_markdown() -> None:
    assert set(MARKDOWN.suffixes) == MARKDOWN_SUFFIXES


def test_text_is_read_as_text(tmp_path) -> None:
    assert all(format_of(tmp_path / f"a{suffix}") == "text" for suffix in TEXT.suffixes)


def test_the_annotations_are_the_sidecars() -> None:
    assert ANNOTATIONS.suffixes == (SUFFIX,)
    assert [kind for kind in FILE_TYPES if not kind.is_article] == [ANNOTATIONS]


def test_no_two_types_share_a_name() -> None:
    for names in (
        [kind.id for kind in FILE_TYPES],
        [kind.uti for kind in FILE_TYPES],
        [kind.prog_id for kind in FILE_TYPES],
        [mime for kind in FILE_TYPES for mime in (kind.mime, *kind.other_mimes)],
        [suffix for kind in FILE_TYPES for suffix in kind.suffixes],
    ):
        assert len(names) == len(set(names))


def test_the_window_and_the_entry_have_one_name() -> None:
    assert application.APP_ID == APP_ID
