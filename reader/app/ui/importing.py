"""Annotations from other files. Knows no Qt."""

from __future__ import annotations

from typing import Protocol


class Importing(Protocol):
    """Annotations from other files."""

    def import_pdf(self) -> None:
        """Ask for a PDF, and bring in what it has."""
