"""What a PDF is unless somebody chooses: the paper is the one that is sold where the user lives. Knows no Qt.

Only who asks in the user's name, the command line and the window, takes these; an export itself looks at no system.
"""

from __future__ import annotations

from functools import lru_cache

from reader.desktop.territory import territory
from reader.export.pdf.options import PdfOptions

# Unicode CLDR 46, supplemental/measurementData: paperSize "US-Letter"
LETTER_IN = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})


def usual_in(place: str) -> PdfOptions:
    """The options for a territory."""
    return PdfOptions(paper="letter") if place in LETTER_IN else PdfOptions()


@lru_cache(maxsize=1)
def usual() -> PdfOptions:
    """The options where the user lives."""
    return usual_in(territory())
