"""Shows of letters that are joined stand where they stood."""

from __future__ import annotations

from collections.abc import Mapping

from reader.export.pdf.shows import joined_shows

SHOW = b"q 1 0 0 -1 %s cm/c0 cs 0.1 0.2 0.3 scn\nBT 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm[(\0%s)]TJ\nET\nQ\n"
BEGUN = SHOW.replace(b")]TJ\nET\nQ\n", b"")


def widths(name: str) -> Mapping[int, float] | None:
    return {0x61: 500, 0x62: 1000, 0x28: 700} if name == "f0" else None


def test_one_line_is_one_show() -> None:
    one, two, three = SHOW % (b"126 750.28", b"a"), SHOW % (b"131 750.28", b"b"), SHOW % (b"144.5 750.28", b"a")
    assert joined_shows(one + two + three, widths) == BEGUN % (b"126 750.28", b"a") + b"\0b)-350(\0a)]TJ\nET\nQ\n"
    single = two.replace(b"[", b"").replace(b"]TJ", b"Tj")
    assert joined_shows(one + single + three, widths) == joined_shows(one + two + three, widths)


def test_rounding_does_not_add_up() -> None:
    """Each show is a fifth of a thousandth less far on than its letters say: at last one space says so."""
    drawing = b"".join(SHOW % (b"%.3f 7" % (100 + 4.998 * n), b"a") for n in range(200))
    made = joined_shows(drawing, widths)
    moved = sum(float(part) for part in made.replace(b"(", b")").split(b")")[2:-1:2])
    assert abs(moved * 10 / 1000 - 0.002 * 199) < 0.05


def test_a_show_may_begin_and_end_with_a_space() -> None:
    one, two = (SHOW % (place, b"a") for place in (b"10 7", b"14 7"))
    one, two = one.replace(b")]", b")40]"), two.replace(b"[(", b"[195.58(")
    assert joined_shows(one + two, widths) == BEGUN % (b"10 7", b"a") + b")40 60 195.58(\0a)]TJ\nET\nQ\n"
    assert joined_shows(one + two.replace(b"14 7", b"14.6 7"), widths).count(b")40  195.58(") == 1


def test_escaped_letters_count_once() -> None:
    one, two = SHOW % (b"10 7", b"\\("), SHOW % (b"17 7", b"a")
    assert joined_shows(one + two, widths) == BEGUN % (b"10 7", b"\\(") + b"\0a)]TJ\nET\nQ\n"


def test_the_space_of_the_line_is_taken_again() -> None:
    spaced = SHOW.replace(b"[(", b"[(\0a)-120(") % (b"10 7", b"a")
    assert b"\0a)-120(\0b" in joined_shows(spaced + SHOW % (b"22.42 7", b"b"), widths)


def test_other_lines_and_far_places_say_how_far_on_they_are() -> None:
    drawing = SHOW % (b"126 750.28", b"a") + SHOW % (b"131 750.28", b"b") + SHOW % (b"120 735.1", b"a")
    assert joined_shows(drawing, widths).endswith(b"(\0a\0b)]TJ -6 -15.18 Td[(\0a)]TJ\nET\nQ\n")
    drawing = SHOW % (b"126 750.28", b"a") + SHOW % (b"169.5 750.28", b"b") + SHOW % (b"169.5 740.28", b"b")
    assert joined_shows(drawing, widths).endswith(b"(\0a)]TJ 43.5 0 Td[(\0b)]TJ 0 -10 Td[(\0b)]TJ\nET\nQ\n")


def test_letters_of_unknown_width_say_how_far_on_they_are() -> None:
    one, two = (SHOW.replace(b"/f0", b"/f1") % (place, b"a") for place in (b"126 750.28", b"131 750.28"))
    assert joined_shows(one + two, widths).endswith(b"(\0a)]TJ 5 0 Td[(\0a)]TJ\nET\nQ\n")


def test_another_look_and_what_moved_by_itself_stay_alone() -> None:
    one, two = SHOW % (b"126 750.28", b"a"), SHOW % (b"131 750.28", b"b")
    moved = (
        b"]TJ/Span<</ActualText<FEFF00A0>>>BDC 0 Tr/f0 10 Tf 1 0 0 -1 121.62 0 Tm(\0a)Tj\nEMC 1 0 0 -1 9 0 Tm[(\0a)]TJ"
    )
    for drawing in (
        one.replace(b"0.3 scn", b"0.4 scn") + two,
        one.replace(b"10 Tf", b"12 Tf") + two,
        one + b"q 1 0 0 1 0 0 cm 0 0 m 5 5 l S\nQ\n" + two,
        one.replace(b"]TJ", moved) + two,
        one + two.replace(b"]TJ", moved),
    ):
        assert joined_shows(drawing, widths) == drawing
