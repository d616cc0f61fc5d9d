from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from reader.app.frame.tab_names import tab_names


def names(*paths: str) -> list[str]:
    return tab_names([PurePosixPath(path) for path in paths])


def test_a_name_that_stands_alone_is_enough():
    assert names("/x/a.md", "/y/b.md") == ["a.md", "b.md"]


def test_namesakes_are_told_apart_by_their_folders():
    assert names("/x/a/report.md", "/x/b/report.md", "/x/c.md") == ["a/report.md", "b/report.md", "c.md"]


def test_a_folder_farther_up_is_named_when_the_nearest_are_the_same():
    assert names("/x/a/y/report.md", "/x/b/y/report.md") == ["a/…/report.md", "b/…/report.md"]
    assert names("/report.md", "/y/report.md") == ["/report.md", "y/report.md"]
    assert names("/a/r.md", "/a/a/r.md", "/a/a/a/r.md")[:2] == ["/a/r.md", "/a/a/r.md"]


def test_the_same_article_twice_is_called_the_same():
    assert names("/x/a.md", "/x/a.md") == ["a.md", "a.md"]


PATHS = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(lambda parts: PurePosixPath("/", *parts, "r.md"))


@given(st.lists(PATHS, unique=True, max_size=6))
def test_no_two_articles_have_the_same_name(paths):
    found = tab_names(paths)
    assert len(set(found)) == len(paths)
    assert all(name.endswith("r.md") for name in found)
