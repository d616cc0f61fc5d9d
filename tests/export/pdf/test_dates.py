"""Dates of a document come from its annotations, never from a clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.export.pdf.dates import newest, pdf_date


@pytest.mark.parametrize(
    ("iso", "pdf"),
    [
        ("2025-07-01T09:14:03Z", "D:20250701091403Z"),
        ("2025-07-01T11:14:03+02:00", "D:20250701091403Z"),
        ("2025-07-01", "D:20250701000000Z"),
        ("yesterday", ""),
        ("", ""),
        ("0001-01-01T00:00:00+14:00", ""),
    ],
)
def test_pdf_dates(iso: str, pdf: str) -> None:
    assert pdf_date(iso) == pdf


def test_the_newest_counts_unless_an_epoch_is_given() -> None:
    dates = ["2025-07-01T09:14:03Z", "2025-07-02T00:00:00Z", "?"]
    assert newest(dates, "") == datetime(2025, 7, 2, tzinfo=UTC)
    assert newest(dates, "86400") == datetime(1970, 1, 2, tzinfo=UTC)
    assert newest(dates, "soon") == datetime(2025, 7, 2, tzinfo=UTC)
    assert newest([], "") is None
