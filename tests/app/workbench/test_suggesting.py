"""Suggestions in a real window: by keys alone, live, and never in the way of a key."""

from __future__ import annotations

import time

from tests.app.conftest import STORY


def test_tab_enter_enter_in_the_window_is_in_the_sidecar(open_text):
    on = open_text()
    on.go_to("Babbage")
    on.press("p Tab")
    on.until(lambda: on.window.status.place == "Suggested: Person, from memory · 1 of 1")
    assert [hint.words for hint in on.window.status.caps.hints] == [
        "accept", "reject", "accept as", "all in paragraph", "next", "keys",
    ]  # fmt: skip
    on.press("Enter")
    assert on.mentions() == [("PER", "Babbage"), ("PER", "Babbage")]


def test_they_show_without_a_further_key_and_go_with_the_last_mention(open_text):
    on = open_text()
    on.go_to("Lovelace")
    on.press("p")
    page = on.window.page
    on.until(lambda: [each.span.of(on.text) for each in page._suggested._seen] == ["Lovelace"])
    on.press("Ctrl+Z")
    on.until(lambda: page._suggested._seen == ())


def test_the_first_frame_does_not_look_for_any(open_text):
    on = open_text()
    on.go_to("Lovelace")
    on.press("p")
    on.saved()
    again = open_text(STORY, "story.txt", on.sidecar.read_text())
    again.until(lambda: len(again.window.page._suggested._seen) == 1)


def test_a_long_article_full_of_names_keeps_its_keys(open_text):
    names = [f"Name{n} Surname{n % 700}" for n in range(1500)]
    on = open_text("\n".join(f"{name} met somebody in the town. Later {name} left." for name in names))
    from reader.annotations import acts
    from reader.text.quotes import find_quote

    session = on.bench.session
    for name in names[:40]:
        spans = find_quote(on.text, name)[:1]
        session.apply(acts.tag(session.annotations, on.text, spans, "PER", session.stamp))
    assert on.bench.desk.suggestions.memory.works
    memory, longest = on.bench.desk.suggestions.memory, 0.0
    while memory.works:
        before = time.perf_counter()
        memory.work(0.0)  # one bit
        longest = max(longest, time.perf_counter() - before)
    assert memory.count == 40
    assert longest < 0.25, "a bit takes about a millisecond; this only tells a bit from the whole"


def test_a_menu_entry_shows_and_hides_them(open_text):
    on = open_text()
    on.press("p")
    on.bench.run("view.suggestions")
    assert on.window.status.place == "Suggestions are hidden." and not on.bench.desk.suggestions.shown
    assert on.window.page._suggested._seen == ()
