"""A link of the article opens only when it was chosen from a list that shows where it goes, and only on the web."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QDesktopServices

from reader.app.article.addresses import addresses_in, opened_as
from reader.text.open import article_from_text
from reader.text.spans import Span

PAGE = """# Ferries

Read [the report](https://example.org/report?id=1) and [write](mailto:ann@example.org?attach=/etc/passwd).

Bad: [a](javascript:alert(1)) [b](file:///etc/passwd) [c](smb://host/x) [d](ms-msdt:/id) [e](//host/x) [f](\\\\host\\x).

Pictures: ![remote](https://example.org/x.png) and ![data](data:image/png;base64,AAAA).

Bare: see https://example.org/a_(b), or http://example.net.

Fake: [https://bank.example](https://b\u0430nk.example/login) and [**two** words](https://example.org/two).
"""


@pytest.fixture
def opened(monkeypatch):
    """What the system was asked to open."""
    found = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toString()) or True)
    return found


def shown(driven):
    return [(row.choice.words, row.choice.detail) for row in driven.window.picker.rows()]


def found(text: str, name: str = "a.md"):
    article = article_from_text(text, "markdown" if name.endswith(".md") else "text", name)
    everything = Span(0, len(article.text))
    return [each for block in article.blocks for each in addresses_in(article.text, block, everything)]


def test_what_may_be_opened_is_found_with_what_one_should_see():
    assert [(each.address, each.detail) for each in found(PAGE)] == [
        ("https://example.org/report?id=1", "“the report”"),
        ("mailto:ann@example.org", "“write”"),
        ("https://example.org/a_(b)", ""),
        ("http://example.net", ""),
        ("https://b\u0430nk.example/login", "xn--bnk-6cd.example · “https://bank.example”"),
        ("https://example.org/two", "“two words”"),
    ]
    assert [each.address for each in found("See <https://example.org/a>, “http://b.example/c”.", "a.txt")] == [
        "https://example.org/a",
        "http://b.example/c",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "FILE:///x",
        "data:text/html,x",
        "smb://h/x",
        "//h/x",
        "\\\\h\\x",
        "http://",
        "https:///x",
        "mailto:",
        "mailto:x",
        "mailto:a@b@c",
        "https://exa\u202emple.org/",
        "https://a b.org",
        "http:example.org",
        "vbscript:x",
        "ftp://x.org/",
        "mailto:/etc/passwd@x",
    ],
)
def test_what_may_not_is_not(address):
    assert opened_as(address) == ""


def test_a_link_opens_after_its_address_was_seen_and_chosen(open_text, opened):
    window = open_text(PAGE, name="a.md")
    window.go_to("the report")
    window.press("Ctrl+Enter")
    assert window.window.is_open("picker") and opened == []
    window.press("Esc")
    assert opened == [] and window.window.page_has_focus
    window.press("Ctrl+Enter Enter")
    assert opened == ["https://example.org/report?id=1"]


def test_of_a_mail_only_the_address_is_opened(open_text, opened):
    window = open_text(PAGE, name="a.md")
    window.go_to("write")
    window.press("Ctrl+Enter Enter")
    assert opened == ["mailto:ann@example.org"]


@pytest.mark.parametrize("words", ["Bad", "Pictures", "Ferries"])
def test_where_nothing_may_be_opened_nothing_is(open_text, opened, words):
    window = open_text(PAGE, name="a.md")
    window.go_to(words)
    window.press("Ctrl+Enter")
    assert not window.window.is_open("picker") and opened == []


def test_neither_a_click_nor_the_caret_opens_anything(open_text, opened, qtbot):
    from tests.app.mouse import Mouse

    window = open_text(PAGE, name="a.md")
    mouse = Mouse(window.window.page)
    at = window.text.index("the report")
    mouse.click(mouse.over(at + 2))
    mouse.double(mouse.over(at + 2))
    window.press("Enter Esc Esc")
    qtbot.wait(20)
    assert opened == []


def test_the_menu_of_what_is_here_offers_it(open_text):
    window = open_text(PAGE, name="a.md")
    bench = window.bench

    def titles():
        from reader.app.wording.here import here_on

        here = here_on(bench.desk, bench.commands, bench.can_run)
        return [command.title for group in here.groups for command in group.commands]

    window.go_to("the report")
    assert "Open a link that stands here ..." in titles()
    window.go_to("Ferries")
    assert "Open a link that stands here ..." not in titles()
