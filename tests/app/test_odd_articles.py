"""Empty, huge, binary, a folder: what the window says, and that it goes on."""

from __future__ import annotations

import pytest

from reader.app.article.opening import Reading
from reader.text.source import MAX_BYTES


@pytest.fixture
def refused(qtbot, postil, folders):
    """`refused(path)`: what a window says about a path that cannot be opened."""

    def refused(path) -> str:
        reading = Reading.of(path, folders)
        reading.thread.join(10)
        bench = postil.show(reading)
        qtbot.waitUntil(lambda: bench.window.bar.text != "", timeout=5_000)
        assert not bench.has_article and bench.window.bar.message.error
        return bench.window.bar.text

    return refused


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf"])
def test_an_empty_article_opens_and_says_so(open_text, name, content):
    window = open_text(content, name=name)
    window.press("Right Left s c p Ctrl+End F5")
    window.qtbot.wait(300)
    if not window.text.strip():
        window.press("Ctrl+I")
        assert "0 words in 0 paragraphs" in {c.words: c.detail for c in window.window.picker.rows}["Length"]
        window.press("Esc Esc")
    assert window.window.page_has_focus and not window.sidecar.exists()


def test_a_folder_a_binary_and_a_missing_file_are_one_sentence(refused, tmp_path):
    assert "it is a folder" in refused(tmp_path)
    (tmp_path / "b.md").write_bytes(bytes(range(256)) * 9)
    assert "it is not a text file" in refused(tmp_path / "b.md")
    assert "there is no such file" in refused(tmp_path / "none.txt")


def test_one_byte_too_many_names_the_size(refused, tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert refused(path) == "large.txt is too large to open: it has 64.1 MB, and 64 MB is the most Postil reads."
