"""Whether a mean share lies in its band, said with its ±: one rule wherever a share stands beside a band."""

from enum import StrEnum

from tripod.boards.stance_faults import Band

SHOWN = 0.005
"""Half a point: shares and bands are written in whole points, and what rounds to the band's edge is not beyond it."""


class InBand(StrEnum):
    """Where a share lies."""

    INSIDE = "inside"
    EDGE = "edge"
    """Outside, but by no more than its ±: it cannot be told."""
    OUTSIDE = "outside"


def beyond(share: float, band: Band) -> float:
    """How far a share lies outside of a band; 0 within."""
    return max(band.low - share, share - band.high, 0.0)


def in_band(share: float, pm: float, band: Band) -> InBand:
    """`pm`: half width of the share's 95 % interval; nan where nobody knows it: what is outside cannot be told."""
    off = beyond(share, band)
    if off <= 0:
        return InBand.INSIDE
    return InBand.OUTSIDE if off > pm and off > SHOWN else InBand.EDGE
