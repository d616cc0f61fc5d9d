"""Moving the caret and extending the selection: by word, line, sentence, paragraph, page and cluster."""

from __future__ import annotations

from collections.abc import Callable

from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.text.clauses import clause_at
from reader.text.clusters import next_boundary, previous_boundary
from reader.text.paragraphs import next_paragraph, paragraph_at, previous_paragraph
from reader.text.phrases import name_phrase_at
from reader.text.sentence_steps import next_sentence, previous_sentence
from reader.text.sentences import sentence_at
from reader.text.spans import Span
from reader.text.words import next_word, previous_word, word_at

Step = Callable[[Desk, int], int | None]


def _go(desk: Desk, position: int | None) -> None:
    desk.goal_x = None
    if position is not None:
        desk.place_caret(position)


# -- units: where the next one starts, for a bare caret -------------------------------------------


def _start(span: Span | None) -> int | None:
    return None if span is None else span.start


def _word_after(desk: Desk, at: int) -> int | None:
    return _start(next_word(desk.text, at))


def _word_before(desk: Desk, at: int) -> int | None:
    return _start(previous_word(desk.text, at))


def _sentence_after(desk: Desk, at: int) -> int | None:
    return _start(next_sentence(desk.session.article, at))


def _sentence_before(desk: Desk, at: int) -> int | None:
    return _start(previous_sentence(desk.session.article, at))


def _paragraph_after(desk: Desk, at: int) -> int | None:
    return _start(next_paragraph(desk.session.article, at))


def _paragraph_before(desk: Desk, at: int) -> int | None:
    return _start(previous_paragraph(desk.session.article, at))


# -- units: how far an extended selection reaches --------------------------------------------------


def _word_end(desk: Desk, at: int) -> int | None:
    """The end of the word that begins at or after `at`."""
    here = word_at(desk.text, at)
    if here is not None and here.start >= at:
        return here.end
    word = next_word(desk.text, at)
    return None if word is None else word.end


def _word_start(desk: Desk, at: int) -> int | None:
    return _start(previous_word(desk.text, at))


def _sentence_end(desk: Desk, at: int) -> int | None:
    here = sentence_at(desk.session.article, at)
    if at < here.end:
        return here.end
    following = next_sentence(desk.session.article, at)
    return None if following is None else following.end


def _paragraph_end(desk: Desk, at: int) -> int | None:
    here = paragraph_at(desk.session.article, at)
    if at < here.end:
        return here.end
    following = next_paragraph(desk.session.article, at)
    return None if following is None else following.end


def _extend(desk: Desk, forward: bool, reach: Step) -> None:
    """Move the free end of the selection by one unit.

    A bare caret stands for the word it is on: extending forward keeps that word's start, backward its end.
    """
    anchor, caret = desk.page.selection()
    if anchor == caret:
        word = word_at(desk.text, caret)
        if word is not None:
            anchor, caret = (word.start, word.end) if forward else (word.end, word.start)
    position = reach(desk, caret)
    desk.goal_x = None
    desk.growth.clear()
    if position is not None and position != anchor:
        desk.page.select(anchor, position)
        desk.set_current(None)
    elif position is not None:
        desk.place_caret(position)


def _right_is_forward(desk: Desk) -> bool:
    return not desk.page.is_rtl_at(desk.caret)


def _shrink_or_extend(desk: Desk, forward: bool) -> None:
    """By word; the selection's last word is given back when the step goes towards the anchor.

    Of a selection of one word there is nothing to give back: it grows to the other side.
    """
    anchor, caret = desk.page.selection()
    if anchor != caret and forward != (caret > anchor):
        step = _word_end_before if not forward else _word_start_after
        position = step(desk, caret)
        first = word_at(desk.text, anchor if anchor < caret else max(anchor - 1, 0))
        if first is not None and Span(min(anchor, caret), max(anchor, caret)) == first:
            desk.page.select(*(first.end, first.start) if not forward else (first.start, first.end))
            _extend(desk, forward, _word_end if forward else _word_start)
            return
        if first is not None and (
            position is None or (position <= first.end if not forward else position >= first.start)
        ):
            desk.place_caret(first.start)
            return
        if position is not None:
            desk.page.select(anchor, position)
            desk.set_current(None)
        return
    _extend(desk, forward, _word_end if forward else _word_start)


def _word_end_before(desk: Desk, at: int) -> int | None:
    last = previous_word(desk.text, at)
    before = previous_word(desk.text, last.start) if last is not None else None
    return None if before is None else before.end


def _word_start_after(desk: Desk, at: int) -> int | None:
    following = next_word(desk.text, at)
    return None if following is None else following.start


@command("move.right", "Next word", "Right", menu="")
def _right(desk: Desk) -> None:
    _go(desk, (_word_after if _right_is_forward(desk) else _word_before)(desk, desk.caret))


@command("move.left", "Previous word", "Left")
def _left(desk: Desk) -> None:
    _go(desk, (_word_before if _right_is_forward(desk) else _word_after)(desk, desk.caret))


@command("extend.right", "Extend by a word", "Shift+Right")
def _extend_right(desk: Desk) -> None:
    _shrink_or_extend(desk, _right_is_forward(desk))


@command("extend.left", "Extend back by a word", "Shift+Left")
def _extend_left(desk: Desk) -> None:
    _shrink_or_extend(desk, not _right_is_forward(desk))


def _line(desk: Desk, lines: int, extend: bool) -> None:
    anchor, caret = desk.page.selection()
    position, desk.goal_x = desk.page.line_step(caret, lines, desk.goal_x)
    desk.growth.clear()
    desk.page.select(anchor if extend else position, position)
    desk.set_current(None)


@command("move.down", "Next line", "Down")
def _down(desk: Desk) -> None:
    _line(desk, 1, extend=False)


@command("move.up", "Previous line", "Up")
def _up(desk: Desk) -> None:
    _line(desk, -1, extend=False)


@command("extend.down", "Extend by a line", "Shift+Down")
def _extend_down(desk: Desk) -> None:
    _line(desk, 1, extend=True)


@command("extend.up", "Extend back by a line", "Shift+Up")
def _extend_up(desk: Desk) -> None:
    _line(desk, -1, extend=True)


@command("move.page.down", "Next page", "PgDn", "Space")
def _page_down(desk: Desk) -> None:
    _line(desk, desk.page.page_lines(), extend=False)


@command("move.page.up", "Previous page", "PgUp", "Shift+Space")
def _page_up(desk: Desk) -> None:
    _line(desk, -desk.page.page_lines(), extend=False)


@command("extend.page.down", "Extend by a page", "Shift+PgDn")
def _extend_page_down(desk: Desk) -> None:
    _line(desk, desk.page.page_lines(), extend=True)


@command("extend.page.up", "Extend back by a page", "Shift+PgUp")
def _extend_page_up(desk: Desk) -> None:
    _line(desk, -desk.page.page_lines(), extend=True)


@command("move.sentence.next", "Next sentence", "Ctrl+Right")
def _sentence_next(desk: Desk) -> None:
    _go(desk, (_sentence_after if _right_is_forward(desk) else _sentence_before)(desk, desk.caret))


@command("move.sentence.previous", "Previous sentence", "Ctrl+Left")
def _sentence_previous(desk: Desk) -> None:
    _go(desk, (_sentence_before if _right_is_forward(desk) else _sentence_after)(desk, desk.caret))


@command("extend.sentence.next", "Extend to the end of the sentence", "Ctrl+Shift+Right")
def _extend_sentence(desk: Desk) -> None:
    forward = _right_is_forward(desk)
    _extend(desk, forward, _sentence_end if forward else _sentence_before)


@command("extend.sentence.previous", "Extend to the start of the sentence", "Ctrl+Shift+Left")
def _extend_sentence_back(desk: Desk) -> None:
    forward = not _right_is_forward(desk)
    _extend(desk, forward, _sentence_end if forward else _sentence_before)


@command("move.paragraph.next", "Next paragraph", "Ctrl+Down")
def _paragraph_next(desk: Desk) -> None:
    _go(desk, _paragraph_after(desk, desk.caret))


@command("move.paragraph.previous", "Previous paragraph", "Ctrl+Up")
def _paragraph_previous(desk: Desk) -> None:
    _go(desk, _paragraph_before(desk, desk.caret))


@command("extend.paragraph.next", "Extend to the end of the paragraph", "Ctrl+Shift+Down")
def _extend_paragraph(desk: Desk) -> None:
    _extend(desk, True, _paragraph_end)


@command("extend.paragraph.previous", "Extend to the start of the paragraph", "Ctrl+Shift+Up")
def _extend_paragraph_back(desk: Desk) -> None:
    _extend(desk, False, _paragraph_before)


def _to(desk: Desk, position: int, extend: bool) -> None:
    anchor, _ = desk.page.selection()
    desk.goal_x = None
    desk.growth.clear()
    desk.page.select(anchor if extend else position, position)
    desk.set_current(None)


@command("move.line.start", "Start of the line", "Home")
def _home(desk: Desk) -> None:
    _to(desk, desk.page.line_ends(desk.caret)[0], extend=False)


@command("move.line.end", "End of the line", "End")
def _end(desk: Desk) -> None:
    _to(desk, desk.page.line_ends(desk.caret)[1], extend=False)


@command("extend.line.start", "Extend to the start of the line", "Shift+Home")
def _extend_home(desk: Desk) -> None:
    _to(desk, desk.page.line_ends(desk.caret)[0], extend=True)


@command("extend.line.end", "Extend to the end of the line", "Shift+End")
def _extend_end(desk: Desk) -> None:
    _to(desk, desk.page.line_ends(desk.caret)[1], extend=True)


@command("move.article.start", "Start of the article", "Ctrl+Home")
def _article_start(desk: Desk) -> None:
    _to(desk, 0, extend=False)


@command("move.article.end", "End of the article", "Ctrl+End")
def _article_end(desk: Desk) -> None:
    _to(desk, len(desk.text), extend=False)


@command("extend.article.start", "Extend to the start of the article", "Ctrl+Shift+Home")
def _extend_article_start(desk: Desk) -> None:
    _to(desk, 0, extend=True)


@command("extend.article.end", "Extend to the end of the article", "Ctrl+Shift+End")
def _extend_article_end(desk: Desk) -> None:
    _to(desk, len(desk.text), extend=True)


@command("select.all", "Select the whole article", "Ctrl+A", menu="Edit")
def _select_all(desk: Desk) -> None:
    desk.growth.clear()
    desk.page.select(0, len(desk.text))
    desk.set_current(None)


def _by_cluster(desk: Desk, right: bool, extend: bool) -> None:
    forward = right == _right_is_forward(desk)
    position = (next_boundary if forward else previous_boundary)(desk.text, desk.caret)
    _to(desk, position, extend)


@command("move.cluster.right", "Next character", "Alt+Right")
def _cluster_right(desk: Desk) -> None:
    _by_cluster(desk, right=True, extend=False)


@command("move.cluster.left", "Previous character", "Alt+Left")
def _cluster_left(desk: Desk) -> None:
    _by_cluster(desk, right=False, extend=False)


@command("extend.cluster.right", "Extend by a character", "Alt+Shift+Right")
def _extend_cluster_right(desk: Desk) -> None:
    _by_cluster(desk, right=True, extend=True)


@command("extend.cluster.left", "Extend back by a character", "Alt+Shift+Left")
def _extend_cluster_left(desk: Desk) -> None:
    _by_cluster(desk, right=False, extend=True)


# -- growing and shrinking -------------------------------------------------------------------------


def _units(desk: Desk, at: int) -> list[Span]:
    """Word, name phrase, clause, sentence and paragraph at a position, those that are there."""
    article, text = desk.session.article, desk.text
    found = [word_at(text, at), name_phrase_at(text, at), clause_at(article, at), sentence_at(article, at)]
    return [span for span in [*found, paragraph_at(article, at)] if span is not None and len(span) > 0]


@command("select.grow", "Grow the selection", "s", menu="Edit")
def _grow(desk: Desk) -> None:
    """Word, name phrase, clause, sentence, paragraph: the next of them that is larger than what is selected."""
    selection = desk.page.selection()
    word = desk.word() if desk.selected() is None else None
    now = Span(min(selection), max(selection))
    for span in _units(desk, word.start if word is not None else now.start):
        if len(span) > len(now) and (span.covers(now) or span == word):
            desk.growth.append(selection)
            desk.page.select(span.start, span.end)
            desk.set_current(None)
            return


@command("select.shrink", "Shrink the selection", "Shift+S", menu="Edit")
def _shrink(desk: Desk) -> None:
    """Back exactly the way it grew; what did not grow shrinks to the next smaller unit at its start."""
    selected = desk.selected()
    if desk.growth:
        anchor, caret = desk.growth.pop()
    elif selected is not None:
        units = [unit for unit in _units(desk, selected.start) if selected.covers(unit) and unit != selected]
        anchor, caret = max(((u.start, u.end) for u in units), key=lambda u: u[1] - u[0], default=(selected.start,) * 2)
    else:
        return
    desk.page.select(anchor, caret)
    desk.set_current(None)
