"""Lines and bars as PDF operators."""

from __future__ import annotations

from reader.annotations.tagset_file import default_tagset
from reader.export.pdf.colours import DASHES, Look, look_of
from reader.export.pdf.drawing import claim_bars, claim_line, fill, mention_line, number, unsure_edge
from reader.export.pdf.geometry import Box
from reader.export.pdf.measure import BAR_GAP, BAR_LANE, Column
from reader.export.pdf.words import subject

LINE = Box(100, 98, 150, 109, 100)
LEFT = 126.0  # of the column
COLUMN = Column(595.28, 841.89, LEFT, 113.28, 78, 80)
CLAIM = Look("#F0E442", "#7F7822", 0.3, "solid", (), 0.5)


def look(pattern: str) -> Look:
    return Look("#0072B2", "#0072B2", 0.25, pattern, DASHES.get(pattern, ()))


def test_numbers_are_short() -> None:
    assert [number(x) for x in (1.0, 0.126, -0.001, 100.5)] == ["1", "0.13", "0", "100.5"]


def test_patterns_differ() -> None:
    drawn = {p: mention_line([LINE], look(p), 0) for p in ("solid", "dash", "dot", "dashdot", "double", "wave")}
    assert len(set(drawn.values())) == 6
    assert "[] 0 d" in drawn["solid"] and "[3.4 1.7] 0 d" in drawn["dash"]
    assert drawn["double"].count(" m ") == 2
    assert mention_line([LINE], look("none"), 0) == ""


def test_nested_and_claim_lines_lie_lower() -> None:
    def y(drawn: str) -> float:
        return float(drawn.split(" d ")[1].split()[1])

    inner, outer = mention_line([LINE], look("solid"), 0), mention_line([LINE], look("solid"), 1)
    assert LINE.base > y(inner) > y(outer) > y(claim_line([LINE], CLAIM))


def test_a_discontinuous_claim_is_one_bar_with_dots_between() -> None:
    far = Box(100, 38, 150, 49, 40)
    drawn = claim_bars([[LINE, far]], CLAIM, COLUMN)
    assert drawn.count("2.2 w") == 1 and "[0.8 2] 0 d" in drawn
    assert "[0.8 2]" not in claim_bars([[LINE, Box(100, 82.5, 150, 93.5, 84.5)]], CLAIM, COLUMN)


def test_overlapping_claims_take_lanes() -> None:
    below = Box(100, 38, 150, 49, 40)
    first, second = number(LEFT - BAR_GAP), number(LEFT - BAR_GAP - BAR_LANE)
    assert f" {second} " in claim_bars([[LINE], [LINE]], CLAIM, COLUMN)
    apart = claim_bars([[LINE], [below]], CLAIM, COLUMN)
    assert f" {first} " in apart and f" {second} " not in apart
    assert claim_bars([], CLAIM, COLUMN) == ""


def test_bars_stand_where_lines_begin() -> None:
    first, second = number(482 + BAR_GAP), number(482 + BAR_GAP + BAR_LANE)
    drawn = claim_bars([[LINE], [LINE]], CLAIM, COLUMN._replace(rtl=True))
    assert f" {first} " in drawn and f" {second} " in drawn


def test_what_is_uncertain_has_a_broken_edge_bar_and_line() -> None:
    edge = unsure_edge([LINE], look("solid"))
    assert "100 98 50 11 re" in edge and "[2 1.4] 0 d" in edge and edge.endswith(" S\n")
    assert "[4 2.4] 0 d" in claim_line([LINE], CLAIM, unsure=True) and "[] 0 d" in claim_line([LINE], CLAIM)
    drawn = claim_bars([[LINE], [Box(100, 38, 150, 49, 40)]], CLAIM, COLUMN, unsure={1})
    assert drawn.count("[4 2.4] 0 d") == 1 and drawn.index("[] 0 d") < drawn.index("[4 2.4] 0 d")


def test_fill_is_one_path() -> None:
    assert fill([LINE, LINE], "#FF0000") == "1 0 0 rg 100 98 50 11 re 100 98 50 11 re f"


def test_an_unknown_type_is_grey_with_a_wave() -> None:
    from reader.annotations.model import Mention

    stranger = Mention(id="a", type="ALIEN")
    assert look_of(stranger, default_tagset()).pattern == "wave"
    assert subject(stranger, default_tagset()) == "ALIEN"
