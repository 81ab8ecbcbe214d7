"""What a certificate shows of a calibration's file. Each field may be missing: a page with gaps beats none."""

from math import nan

from msgspec import Struct

Wires = tuple[dict[str, object], ...]


class FindingShown(Struct, frozen=True):
    """The verdict on one claim, in the words in which it was first written."""

    state: str = ""
    said: str | None = None


class FindingsShown(Struct, frozen=True):
    """Of each claim."""

    load: FindingShown = FindingShown()
    share: FindingShown = FindingShown()
    cop: FindingShown = FindingShown()


class AnswersShown(Struct, frozen=True):
    """What the person told the wizard."""

    route: str | None = None
    tolerance: float = nan
    """Relative."""


class LoadShown(Struct, frozen=True):
    """One reading under a load."""

    load_n: float = nan


class ResidualShown(Struct, frozen=True):
    """Of one load, in newtons."""

    load_n: float = nan
    residual_n: float = nan
    held_out_n: float = nan


class ProofShown(Struct, frozen=True):
    """How the calibration came about."""

    verdict: str | None = None
    reason: str = ""
    verdicts: FindingsShown = FindingsShown()
    simulated: bool = False
    warmed_up: bool | None = None
    operator: str = ""
    temperature_c: float | None = None
    answers: AnswersShown = AnswersShown()
    notes: tuple[str, ...] = ()
    captures: tuple[LoadShown, ...] = ()
    verified_with: tuple[LoadShown, ...] = ()
    residuals: tuple[ResidualShown, ...] = ()


class LawShown(Struct, frozen=True):
    """One cell."""

    law: str = ""
    gain: float = nan
    exponent: float = nan
    zero_counts: float = nan
    gain_sigma: float = nan


class CalibrationShown(Struct, frozen=True):
    """The whole file."""

    board: str = ""
    board_id: str = ""
    made: str = ""
    build_mm: float | None = None
    mapping: Wires = ()
    turned: tuple[bool, ...] = ()
    places_mm: tuple[tuple[float, float] | None, ...] = ()
    cells: tuple[LawShown, ...] = ()
    proof: ProofShown = ProofShown()
