"""One open article: history, saving by itself, and other programs that write the same sidecar meanwhile."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations import acts, bulk
from reader.annotations.acts import AmbiguousEntityError
from reader.annotations.collection import AnnotationSet, Applied, Change
from reader.annotations.fields import set_fields
from reader.annotations.ids import Stamp
from reader.annotations.model import Anchor, Claim, Mention, Relation, kind_of
from reader.annotations.tagset_file import default_tagset
from reader.errors import UserError
from reader.folders import Folders
from reader.session import Opened, SaveState, SaveStatus, Session, read_article
from reader.sidecar.keeping.common_ground import CommonGround
from reader.sidecar.keeping.results import Loaded
from reader.sidecar.keeping.store import SidecarStore
from reader.sidecar.places.places import beside
from reader.text.article import Article
from reader.text.open import article_from_text
from reader.text.quotes import find_quote
from reader.text.spans import Span

TEXT = "Kim Jong Un met Sergei Shoigu in Pyongyang. Kim praised Moscow. Moscow thanked Pyongyang and Kim. Kim smiled.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "article.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


class Queue:
    """Stands for a window's event loop: work waits until it is run."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(self, work: Callable[[], None]) -> None:
        self.waiting.append(work)

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


Opener = Callable[..., Session]


@pytest.fixture
def opened(article: Path, tmp_path: Path) -> Iterator[Opener]:
    sessions: list[Session] = []

    def make(**options: object) -> Session:
        session = Session(read_article(article, Folders.under(tmp_path)), **options)  # type: ignore[arg-type]
        sessions.append(session)
        return session

    yield make
    for session in sessions:
        session.close()


def tag(session: Session, quote: str, type_id: str = "PER", nth: int = 0) -> Applied:
    span = find_quote(session.article.text, quote)[nth]
    change = acts.tag(session.annotations, session.article.text, [span], type_id, session.stamp)
    applied = session.apply(change)
    assert applied is not None
    return applied


def words(session: Session) -> list[str]:
    return [span.of(session.article.text) for a in session.annotations.in_reading_order for span in a.spans]


def on_disk(article: Path) -> list[str]:
    document = json.loads(beside(article).read_bytes())
    return [
        s["exact"] for item in document["first"]["items"] for t in item["target"] for s in t["selector"] if "exact" in s
    ]


def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.005)


# -- undo and redo ---------------------------------------------------------------------------------


def random_act(session: Session, random: Random) -> Change:
    """Some act a person might do next, empty when it does not apply."""
    state, text, stamp = session.annotations, session.article.text, session.stamp
    start = random.randrange(len(text) - 1)
    span = Span(start, min(len(text), start + random.randint(1, 20)))
    mentions = [a for a in state if isinstance(a, Mention)]
    claims = state.claims
    types = [t.id for t in session.tagset.types]
    kind = random.choice(["tag", "tag", "all", "retag", "link", "remove", "clear", "highlight", "claim", "fragment",
                          "edit", "note", "relate", "tag all", "remove all", "retag all"])  # fmt: skip
    if kind == "tag":
        return acts.tag(state, text, [span], random.choice(types), stamp)
    if kind == "all":
        return acts.tag(state, text, find_quote(text, random.choice(["Kim", "Moscow"])), random.choice(types), stamp)
    if kind == "highlight":
        return acts.highlight(state, [span], stamp, note=random.choice(["", "n"]))
    if kind == "claim":
        return acts.claim(state, [span], stamp, source=random.choice(["", "Kim"]), verdict="false")
    if kind == "remove" and len(state):
        return acts.remove(state, random.sample(sorted(state.annotations), 1))
    if kind == "clear" and len(state):
        return acts.remove(state, random.sample(sorted(state.annotations), len(state) // 2))
    if kind == "retag" and mentions:
        return acts.retag(state, text, random.choice(mentions), random.choice(types), stamp)
    if kind == "link" and mentions and state.entities:
        return acts.link(state, random.choice(mentions), random.choice(list(state.entities.values())), stamp)
    if kind == "tag all" and state.entities:
        hits = find_quote(text, random.choice(["Kim", "Moscow"]))
        chosen = random.sample(hits, random.randint(0, len(hits)))
        return bulk.tag_all(state, text, chosen, random.choice(list(state.entities.values())), stamp)
    if kind == "remove all" and state.entities:
        return bulk.remove_mentions(state, random.choice(list(state.entities.values())))
    if kind == "retag all" and state.entities:
        return bulk.retag_mentions(state, random.choice(list(state.entities.values())), random.choice(types), stamp)
    if kind == "fragment" and claims:
        return acts.add_fragment(random.choice(claims), span, stamp)
    if kind == "edit" and claims:
        values = random.choice([{"verdict": "true"}, {"source": "Shoigu"}, {"source": "", "note": "x"}])
        return set_fields(state, text, random.choice(claims), values, session.tagset, stamp)
    if kind == "note" and mentions:
        values = {"note": str(random.random()), "mentionKind": random.choice(["NAM", "NOM", "PRO"])}
        return set_fields(state, text, random.choice(mentions), values, session.tagset, stamp)
    if kind == "relate" and len(claims) > 1:
        one, other = random.sample(claims, 2)
        return Change(
            "Relate", ((key := stamp.new_id(), Relation(id=key, type="supports", from_id=one.id, to_id=other.id)),)
        )
    return Change("nothing")


def answers(state: AnnotationSet) -> list[tuple[Span, str]]:
    return [(span, a.id) for span, a in state.overlapping(Span(0, len(TEXT)))]


class Unsaved(SidecarStore):
    """A store that keeps nothing: what is tried here is history."""

    def __init__(self, article: Article) -> None:
        super().__init__(article, Folders.under(Path("nowhere")), default_tagset())

    def save(self, annotations: AnnotationSet, adopted: AnnotationSet | None = None) -> object:  # type: ignore[override]
        raise UserError("This one keeps nothing")


@given(st.integers())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_undo_and_redo_of_200_random_acts_give_equal_sets(seed: int) -> None:
    random = Random(seed)
    numbers = count()
    stamp = Stamp("Ada", lambda: f"t{next(numbers)}", lambda: f"id{next(numbers)}")
    article = article_from_text(TEXT)
    opened = Opened(article, default_tagset(), Unsaved(article), Loaded(AnnotationSet()))
    session = Session(opened, stamp=stamp, rest_s=3600)
    states, labels = [session.annotations], []
    tries = 0
    while len(states) <= 200:
        tries += 1
        assert tries < 5000
        try:
            change = random_act(session, random)
        except AmbiguousEntityError:
            continue
        if session.apply(change) is not None:
            states.append(session.annotations)
            labels.append(change.label)
    for steps in (200, random.randint(1, 200)):
        for state, label in zip(reversed(states[-steps - 1 : -1]), reversed(labels[-steps:]), strict=True):
            assert session.history.undo_label == label
            session.undo()
            assert session.annotations == state
            assert answers(session.annotations) == answers(state)
        for state, label in zip(states[-steps:], labels[-steps:], strict=True):
            assert session.history.redo_label == label
            session.redo()
            assert session.annotations == state
            assert answers(session.annotations) == answers(state)
    assert session.redo() is None


def test_a_new_act_after_undo_ends_what_could_be_redone(opened: Opener) -> None:
    session = opened()
    assert (session.undo(), session.redo()) == (None, None)
    assert (session.history.undo_label, session.history.redo_label) == ("", "")
    tag(session, "Moscow", "LOC")
    session.undo()
    assert session.history.redo_label == "Tag"
    tag(session, "Sergei Shoigu")
    assert session.redo() is None
    assert words(session) == ["Sergei Shoigu"]


def test_a_bulk_act_is_one_step(opened: Opener) -> None:
    session = opened()
    session.apply(acts.tag(session.annotations, TEXT, find_quote(TEXT, "Kim"), "PER", session.stamp))
    assert len(session.annotations) == 4
    session.undo()
    assert not session.annotations.annotations
    assert not session.annotations.entities


def test_listeners_hear_of_every_change_with_its_spans(opened: Opener) -> None:
    session, heard = opened(), []
    session.subscribe(heard.append)
    tag(session, "Moscow", "LOC")
    session.undo()
    session.redo()
    assert session.apply(Change("nothing")) is None
    span = find_quote(TEXT, "Moscow")[0]
    assert [a.touched for a in heard] == [(span,)] * 3
    assert heard[-1].after is session.annotations


# -- saving ----------------------------------------------------------------------------------------


def test_a_change_is_beside_the_article_within_a_second_and_nobody_asked(
    opened: Opener, article: Path, rests: list[float]
) -> None:
    session, heard = opened(), []
    session.subscribe_status(heard.append)
    assert session.status == SaveStatus(SaveState.SAVED)
    assert not beside(article).exists(), "opening writes nothing"
    tag(session, "Moscow", "LOC")
    assert session.status.state is SaveState.SAVING
    until(beside(article).exists)
    assert 0 < max(rests) < 1.0, "what it waits for on purpose; how fast the machine is, is none of its affair"
    until(lambda: session.status.state is SaveState.SAVED)
    assert [s.state for s in heard] == [SaveState.SAVING, SaveState.SAVED]
    assert on_disk(article) == ["Moscow"]


def test_close_saves_and_opening_again_shows_the_same(opened: Opener, article: Path) -> None:
    session = opened(rest_s=3600)
    tag(session, "Moscow", "LOC")
    session.apply(acts.claim(session.annotations, [Span(0, 15), Span(44, 50)], session.stamp, source="Kim", note="n"))
    assert session.close() == SaveStatus(SaveState.SAVED)
    assert opened().annotations == session.annotations
    assert article.read_text(encoding="utf-8") == TEXT


def test_saving_when_nothing_was_changed_writes_nothing(opened: Opener, article: Path) -> None:
    session = opened()
    assert session.save() == SaveStatus(SaveState.SAVED)
    assert session.close() == SaveStatus(SaveState.SAVED)
    assert not beside(article).exists()


def test_a_window_is_told_through_its_queue_and_save_does_not_need_it(opened: Opener) -> None:
    queue, heard = Queue(), []
    session = opened(post=queue, rest_s=3600)
    session.subscribe_status(heard.append)
    tag(session, "Moscow", "LOC")
    assert session.save() == SaveStatus(SaveState.SAVED)
    assert [s.state for s in heard] == [SaveState.SAVING, SaveState.SAVED]
    assert queue.waiting, "the message is still in the queue"
    queue.run()
    assert len(heard) == 2, "it is told once"


def test_a_save_that_fails_is_told_and_tried_again(opened: Opener, article: Path) -> None:
    session = opened(rest_s=3600)
    tag(session, "Moscow", "LOC")
    beside(article).mkdir()
    status = session.save()
    assert status.state is SaveState.SAFE, "the journal has it"
    assert "article.txt.annotations.json" in status.message
    beside(article).rmdir()
    assert session.save() == SaveStatus(SaveState.SAVED)
    assert on_disk(article) == ["Moscow"]


def test_a_listener_may_save(opened: Opener, article: Path) -> None:
    session = opened(rest_s=3600)
    session.subscribe(lambda applied: session.save() and None)
    done = threading.Thread(target=tag, args=(session, "Moscow", "LOC"), daemon=True)
    done.start()
    done.join(5)
    assert not done.is_alive(), "it hangs"
    assert on_disk(article) == ["Moscow"]


def test_a_broken_sidecar_is_read_only_and_left_as_it_is(opened: Opener, article: Path) -> None:
    beside(article).write_bytes(b'{"a": ')
    before = written(beside(article))
    session = opened()
    assert session.status.state is SaveState.READ_ONLY
    assert "not valid JSON" in session.status.message
    with pytest.raises(UserError, match="not valid JSON"):
        tag(session, "Moscow", "LOC")
    assert session.undo() is None
    assert not session.annotations.annotations
    session.close()
    assert beside(article).read_bytes() == b'{"a": '
    assert written(beside(article)) == before


# -- other programs --------------------------------------------------------------------------------


def test_what_another_program_wrote_comes_in_with_the_next_save(opened: Opener, article: Path) -> None:
    one, other, heard = opened(rest_s=3600), opened(rest_s=3600), []
    tag(other, "Moscow", "LOC")
    other.save()
    one.subscribe(heard.append)
    tag(one, "Sergei Shoigu")
    one.save()
    assert words(one) == ["Sergei Shoigu", "Moscow"] == on_disk(article)
    assert heard[-1].change.label == "Changes from another program"
    assert one.history.undo_label == "Tag", "what others did is not for us to undo"
    one.undo()
    one.save()
    assert words(one) == ["Moscow"] == on_disk(article)


def test_what_others_wrote_is_not_lost_by_a_change_made_before_it_was_seen(opened: Opener, article: Path) -> None:
    queue = Queue()
    window, other = opened(post=queue, rest_s=0), opened(rest_s=3600)
    tag(other, "Moscow", "LOC")
    other.save()
    tag(window, "Sergei Shoigu")
    until(lambda: bool(queue.waiting))  # saved, and Moscow brought in; the window has not heard of it yet
    tag(window, "Pyongyang", "LOC")
    until(lambda: len(queue.waiting) == 2)
    assert on_disk(article) == ["Sergei Shoigu", "Pyongyang", "Moscow"]
    queue.run()
    assert words(window) == ["Sergei Shoigu", "Pyongyang", "Moscow"]
    window.apply(acts.remove(window.annotations, [a.id for a in window.annotations if a.spans[0].of(TEXT) == "Moscow"]))
    window.save()
    assert on_disk(article) == ["Sergei Shoigu", "Pyongyang"], "once seen, it can be removed"


def test_what_was_undone_before_the_save_was_heard_of_stays_undone(opened: Opener, article: Path) -> None:
    queue = Queue()
    window, other = opened(post=queue, rest_s=0), opened(rest_s=3600)
    tag(other, "Moscow", "LOC")
    other.save()
    tag(window, "Sergei Shoigu")
    until(lambda: bool(queue.waiting))
    window.undo()
    until(lambda: len(queue.waiting) == 2)
    queue.run()
    assert words(window) == ["Moscow"] == on_disk(article)


def test_an_edit_here_and_an_edit_there_of_one_record_both_hold(opened: Opener, article: Path) -> None:
    queue = Queue()
    window = opened(post=queue, rest_s=0)
    window.apply(acts.claim(window.annotations, [Span(0, 15)], window.stamp))
    window.save()
    queue.run()
    other = opened(rest_s=3600)

    def edit(session: Session, **values: str) -> None:
        (claim,) = session.annotations.claims
        session.apply(set_fields(session.annotations, TEXT, claim, values, session.tagset, session.stamp))

    edit(other, verdict="false", voice="reported")
    other.save()
    edit(window, note="mine")
    until(lambda: bool(queue.waiting))
    edit(window, note="mine, newer", check="high")
    until(lambda: len(queue.waiting) == 2)
    queue.run()
    (claim,) = window.annotations.claims
    assert (claim.verdict, claim.voice, claim.note, claim.check) == ("false", "reported", "mine, newer", "high")
    (again,) = opened().annotations.claims
    assert again == claim


def test_two_programs_that_take_turns_end_with_the_same(opened: Opener, article: Path) -> None:
    one, other = opened(rest_s=0), opened(rest_s=0)
    for n, quote in enumerate(["Kim", "Moscow", "Pyongyang", "Sergei Shoigu", "Kim Jong Un", "Kim smiled"]):
        tag((one, other)[n % 2], quote, "PER" if n % 3 else "ORG")
        (one, other)[n % 2].save()
    one.apply(acts.highlight(one.annotations, [Span(0, 3)], one.stamp))
    one.save()
    other.apply(acts.highlight(other.annotations, [Span(4, 8)], other.stamp))
    other.save()
    one.apply(acts.highlight(one.annotations, [Span(9, 11)], one.stamp))
    one.save()
    assert one.annotations == opened().annotations
    assert len(one.annotations) == 9


def test_two_busy_threads_lose_nothing(opened: Opener) -> None:
    """Results arrive on the saving thread while the owner goes on changing."""
    one, other = opened(rest_s=0), opened(rest_s=0)

    def work(session: Session, start: int) -> None:
        for n in range(start, start + 40, 2):
            session.apply(acts.highlight(session.annotations, [Span(n, n + 1)], session.stamp))
            time.sleep(0.005)

    threads = [threading.Thread(target=work, args=pair) for pair in ((one, 0), (other, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one.close()
    other.close()
    assert len(opened().annotations) == 40


# -- opening ---------------------------------------------------------------------------------------


def test_a_part_of_a_claim_whose_words_are_gone_waits_and_the_rest_stays(opened: Opener, article: Path) -> None:
    session = opened()
    first, second = find_quote(TEXT, "Kim praised Moscow")[0], find_quote(TEXT, "Kim smiled")[0]
    session.apply(acts.claim(session.annotations, [first, second], session.stamp))
    session.close()
    article.write_text(TEXT.replace(" Kim smiled.", ""), encoding="utf-8")
    again = opened()
    (claim,) = again.annotations.claims
    assert [s.of(again.article.text) for s in claim.spans] == ["Kim praised Moscow"]
    assert [q.exact for q in claim.lost] == ["Kim smiled"]
    assert claim.anchor is Anchor.FUZZY
    again.apply(set_fields(again.annotations, TEXT, claim, {"verdict": "false"}, again.tagset, again.stamp))
    again.close()
    assert on_disk(article) == ["Kim praised Moscow", "Kim smiled"], "the lost words are kept"
    article.write_text(TEXT, encoding="utf-8")
    (back,) = opened().annotations.claims
    assert isinstance(back, Claim)
    assert back.spans == (first, second)
    assert back.verdict == "false"


def test_a_tag_set_that_is_broken_is_a_notice(article: Path, opened: Opener) -> None:
    (article.parent / "tagset.toml").write_text("schema = 3\n", encoding="utf-8")
    session = opened()
    assert [str(n) for n in session.notices if "tagset.toml" in str(n) and "line 1" in str(n)]
    assert session.tagset == default_tagset()
    assert kind_of(next(iter(tag(session, "Moscow", "LOC").after))) == "mention"


def written(path: Path) -> tuple[int, int]:
    """Which file it is and when it was written; reading it changes the time of access alone."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


# -- without a save of its own -----------------------------------------------------------------------


def test_a_refresh_takes_in_what_others_wrote_and_writes_nothing(opened: Opener, article: Path) -> None:
    one, two = opened(rest_s=0.01), opened(rest_s=0.01)
    tag(one, "Moscow", "LOC")
    one.save()
    tag(two, "Pyongyang", "LOC")
    two.save()
    before = written(beside(article))
    told: list[Applied] = []
    one.subscribe(told.append)
    one.refresh()
    until(lambda: len(one.annotations) == 2)
    assert [len(applied.after) for applied in told] == [2]
    assert written(beside(article)) == before and one.status == SaveStatus(SaveState.SAVED)
    one.undo()
    one.save()
    two.refresh()
    until(lambda: len(two.annotations) == 1)
    assert words(two) == ["Pyongyang"]


def test_a_refresh_without_news_tells_nothing(opened: Opener) -> None:
    one = opened(rest_s=0.01)
    tag(one, "Moscow", "LOC")
    one.save()
    told: list[object] = []
    one.subscribe(told.append)
    one.subscribe_status(told.append)
    one.refresh()
    one.save()
    assert told == []


def test_a_refresh_of_what_broke_says_so_and_goes_on_when_it_is_mended(opened: Opener, article: Path) -> None:
    one = opened(rest_s=0.01)
    tag(one, "Moscow", "LOC")
    one.save()
    whole = beside(article).read_bytes()
    beside(article).write_bytes(b"{bro")
    one.refresh()
    until(lambda: one.broken)
    assert one.status.state is SaveState.SAFE
    beside(article).write_bytes(whole)
    assert one.save().state is SaveState.SAVED and not one.broken


def test_what_others_wrote_is_brought_together_on_the_saving_thread(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue, where, merge = Queue(), list[str](), CommonGround.merge
    window, other = opened(post=queue, rest_s=0), opened(rest_s=3600)

    def noting(self: CommonGround, *sides: AnnotationSet) -> AnnotationSet:
        if self is window.store.common:
            where.append(threading.current_thread().name)
        return merge(self, *sides)

    tag(other, "Moscow", "LOC")
    other.save()
    monkeypatch.setattr(CommonGround, "merge", noting)
    tag(window, "Sergei Shoigu")
    until(lambda: bool(queue.waiting))
    assert words(window) == ["Sergei Shoigu"], "the window has not heard of it yet"
    queue.run()
    assert words(window) == ["Sergei Shoigu", "Moscow"]
    assert set(where) == {"postil-autosave"}


def test_what_is_changed_while_that_is_worked_out_stays(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    queue, merge = Queue(), CommonGround.merge
    window, other = opened(post=queue, rest_s=0), opened(rest_s=3600)
    begun, go_on = threading.Event(), threading.Event()

    def waiting(self: CommonGround, *sides: AnnotationSet) -> AnnotationSet:
        if self is window.store.common and threading.current_thread().name == "postil-autosave":
            begun.set()
            assert go_on.wait(10)
        return merge(self, *sides)

    tag(other, "Moscow", "LOC")
    other.save()
    monkeypatch.setattr(CommonGround, "merge", waiting)
    tag(window, "Sergei Shoigu")
    assert begun.wait(10)
    tag(window, "Pyongyang", "LOC")
    go_on.set()
    until(lambda: len(queue.waiting) == 2)
    queue.run()
    assert words(window) == ["Sergei Shoigu", "Pyongyang", "Moscow"]
