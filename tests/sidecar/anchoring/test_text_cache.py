"""Old texts are kept by hash, checked when read, and never more of them than agreed."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import zlib
from itertools import pairwise

import pytest

from reader.annotations import acts
from reader.annotations.ids import Stamp
from reader.folders import Folders
from reader.session import Session, read_article
from reader.sidecar.anchoring.text_cache import MOST_EARLIER, TextCache
from reader.text.quotes import find_quote


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@pytest.mark.parametrize("text", ["", "Kim met Ann.\n" * 1000, "😀 e\u0301 \udc80 \u0000"])
def test_a_kept_text_comes_back(tmp_path, text):
    cache = TextCache(tmp_path)
    assert cache.text(sha(text)) is None
    cache.keep(sha(text), text)
    assert TextCache(tmp_path).text(sha(text)) == text


def test_what_is_not_the_text_is_not_given(tmp_path):
    cache, key = TextCache(tmp_path), sha("Kim")
    cache.keep(key, "Kim")
    (path,) = (tmp_path / "texts").iterdir()
    for data in (b"", b"rubbish", zlib.compress(b"Ann"), zlib.compress(b"Kim")[:-1]):
        path.write_bytes(data)
        assert cache.text(key) is None
    path.write_bytes(zlib.compress(b"Kim"))
    assert cache.text(key) == "Kim"


def test_a_hash_that_is_none_reaches_no_file(tmp_path):
    cache = TextCache(tmp_path / "cache")
    (tmp_path / "cache").mkdir()
    (tmp_path / "x.z").write_bytes(zlib.compress(b"secret"))
    for key in ("", "../../x", "a" * 63, "A" * 64):
        cache.keep(key, "text")
        assert cache.text(key) is None
        assert cache.earlier(key) == []
    assert list((tmp_path / "cache").rglob("*")) == []


def test_the_oldest_makes_room(tmp_path):
    texts = [os.urandom(500).hex() for _ in range(20)]
    cache = TextCache(tmp_path, most_bytes=6000)
    for number, text in enumerate(texts):
        cache.keep(sha(text), text)
        os.utime(tmp_path / "texts" / f"{sha(text)}.z", (number, number))
        if number == 5:
            cache.text(sha(texts[0]))  # used lately
    assert sum(path.stat().st_size for path in (tmp_path / "texts").iterdir()) <= 6000
    kept = [cache.text(sha(text)) is not None for text in texts]
    assert kept[-1] and kept[0] and not any(kept[1:6])


def test_which_text_came_before_which(tmp_path):
    cache = TextCache(tmp_path)
    names = [sha(str(n)) for n in range(8)]
    for before, after in pairwise(names):
        cache.keep(after, after, before)
    assert cache.earlier(names[3]) == [names[2], names[1], names[0]]
    assert cache.earlier(names[7]) == names[6:2:-1][:MOST_EARLIER]
    cache.keep(names[2], names[2], names[3])  # an edit taken back
    assert cache.earlier(names[3])[0] == names[2]
    assert names[2] not in cache.earlier(names[2])


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "texts").write_text("in the way")
    cache = TextCache(tmp_path)
    cache.keep(sha("Kim"), "Kim", sha("Ann"))
    assert cache.text(sha("Kim")) is None
    assert cache.earlier(sha("Kim")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_only_the_user_can_read_it(tmp_path):
    TextCache(tmp_path).keep(sha("Kim"), "Kim")
    (path,) = (tmp_path / "texts").iterdir()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_saving_a_sidecar_keeps_the_text_and_which_one_it_followed(tmp_path):
    folders, path = Folders.under(tmp_path / "user"), tmp_path / "article.txt"
    texts = ["Kim met Ann.", "On Monday Kim met Ann."]
    for number, text in enumerate(texts):
        path.write_text(text)
        session = Session(read_article(path, folders))
        change = acts.tag(session.annotations, text, find_quote(text, ["Kim", "Ann"][number]), "PER", Stamp())
        session.apply(change)
        session.close()
    cache = TextCache(folders.cache)
    assert [cache.text(sha(text)) for text in texts] == texts
    assert cache.earlier(sha(texts[1])) == [sha(texts[0])]
