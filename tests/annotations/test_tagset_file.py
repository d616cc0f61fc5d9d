"""Which tag set holds for an article, and what happens with a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations.tagset_file import FILE_NAME, default_tagset, find_tagset, read_tagset
from reader.errors import UserError


def tagset(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    path.write_text(f'schema = "tagset/1"\nid = "{name}"\n[[entity]]\nid = "PER"\nkey = "p"\n', encoding="utf-8")
    return path


def found(home: Path, article: Path | None) -> str:
    result = find_tagset(article, home / "config", home)
    assert result.warning is None
    return result.tagset.id


def test_beside_the_article_then_above_then_the_users_then_ours(tmp_path: Path) -> None:
    home, article = tmp_path / "home", tmp_path / "home" / "a" / "b" / "article.txt"
    article.parent.mkdir(parents=True)
    assert found(home, article) == default_tagset().id
    tagset(tmp_path, "stranger")
    assert found(home, article) == default_tagset().id, "above the home folder nobody is asked"
    tagset(home / "config", "user")
    assert found(home, article) == "user"
    assert found(home, None) == "user"
    tagset(home, "home")
    assert found(home, article) == "home"
    tagset(home / "a", "above")
    assert found(home, article) == "above"
    mine = tagset(home / "a" / "b", "beside")
    assert found(home, article) == "beside"
    assert find_tagset(article, home / "config", home).path == mine


def test_outside_the_home_folder_only_the_articles_own_folder_counts(tmp_path: Path) -> None:
    home, article = tmp_path / "home", tmp_path / "elsewhere" / "deep" / "article.txt"
    home.mkdir()
    tagset(tmp_path / "elsewhere", "stranger")
    article.parent.mkdir()
    assert found(home, article) == default_tagset().id
    tagset(article.parent, "beside")
    assert found(home, article) == "beside"


def test_a_broken_one_is_named_with_file_and_line_and_the_default_is_used(tmp_path: Path) -> None:
    path = tagset(tmp_path, "x")
    path.write_text(path.read_text(encoding="utf-8") + '[[entity]]\nid = "LOC"\nkey = "p"\n', encoding="utf-8")
    result = find_tagset(tmp_path / "article.txt", tmp_path / "config", tmp_path)
    assert result.tagset == default_tagset()
    assert result.path is None
    message = str(result.warning)
    assert str(path) in message
    assert "line 8" in message
    assert 'key "p"' in message


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"schema = \n", "line 1"),
        (b"a = 1\na = 2\n", "line 2"),
        (b"\xff\xfe", "UTF-8"),
        (b"a = " + b"[" * 100_000, "nested"),
        (b"a = " + b"9" * 5000, "number"),
        (b"", "schema"),
    ],
)
def test_every_kind_of_broken_file_is_one_sentence(tmp_path: Path, data: bytes, word: str) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_tagset(path)
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)
    assert find_tagset(tmp_path / "a.txt", tmp_path / "config", tmp_path).tagset == default_tagset()


def test_a_byte_order_mark_is_let_pass(tmp_path: Path) -> None:
    path = tagset(tmp_path, "mine")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_tagset(path).id == "mine"


def test_a_folder_of_that_name_is_no_tag_set(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert find_tagset(tmp_path / "a.txt", tmp_path / "config", tmp_path).warning is None
