"""What is opened when an annotations file is named: the article of its name in the same folder, and nothing else."""

from __future__ import annotations

import json

import pytest

from reader.errors import UserError
from reader.folders import Folders
from reader.sidecar.keeping.opened import read_article
from reader.sidecar.places.places import beside

NAMES = ["a.md.annotations.json", "a.md.annotations.sync-conflict-20260131-101112-ABCDEFG.json",
         "a.md.annotations (Ada's conflicted copy 2026-01-31).json"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_its_article(tmp_path, name):
    article = tmp_path / "a.md"
    article.write_text("Ann met Bob.\n")
    named = tmp_path / name
    named.write_text(json.dumps({"formatVersion": "1.0", "article": {"name": "../../etc/passwd"}}))
    opened = read_article(named, Folders.under(tmp_path / "home"))
    assert opened.article.path == article and opened.store.path == beside(article)


@pytest.mark.parametrize("name", NAMES)
def test_without_its_article_it_is_no_article_itself(tmp_path, name):
    named = tmp_path / name
    named.write_text("{}")
    with pytest.raises(UserError, match=r"annotations of a\.md, which is not there"):
        read_article(named, Folders.under(tmp_path / "home"))
    (tmp_path / "a.md").mkdir()
    with pytest.raises(UserError, match="not there"):
        read_article(named, Folders.under(tmp_path / "home"))
