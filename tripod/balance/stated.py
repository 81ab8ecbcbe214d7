"""What is stated of a quantity wherever it leaves the program: value, uncertainty, and the word that it has earned."""

from dataclasses import dataclass
from math import cos, isfinite, sin

from tripod.balance.uncertainty import K_95_2D, Ellipse
from tripod.storage.schemas.summary import StatedFile, StatedPlaceFile

Matrix = tuple[tuple[float, float], tuple[float, float]]
_DIGITS = 5


@dataclass(frozen=True)
class Stated:
    """A number."""

    value: float
    pm: float
    """Half width of its 95 % interval, in the same unit; nan where nobody knows it."""
    unit: str
    """`N`, `index`, `mm`, or `1` for a part of a whole."""
    word: str
    """What the board may call it."""


@dataclass(frozen=True)
class StatedPlace:
    """A place on the board."""

    mm: tuple[float, float]
    covariance_mm2: Matrix | None
    """None where the board has earned none."""
    word: str


def covariance_mm2(ellipse: Ellipse) -> Matrix:
    """The covariance (2, 2) whose 95 % ellipse this is."""
    a, b = (ellipse.major_mm / K_95_2D) ** 2, (ellipse.minor_mm / K_95_2D) ** 2
    c, s = cos(ellipse.angle_rad), sin(ellipse.angle_rad)
    across = (a - b) * c * s
    return (a * c * c + b * s * s, across), (across, a * s * s + b * c * c)


def stated_file(stated: Stated) -> StatedFile | None:
    """None where there is no value; what is not known of one is None, too."""
    if not isfinite(stated.value):
        return None
    return StatedFile(value=_there(stated.value), pm=_there(stated.pm), unit=stated.unit, word=stated.word)


def stated_place_file(stated: StatedPlace) -> StatedPlaceFile | None:
    """The same of a place."""
    if not all(map(isfinite, stated.mm)):
        return None
    known = stated.covariance_mm2
    return StatedPlaceFile(
        mm=[_there(v) for v in stated.mm],
        covariance_mm2=[[_there(v) for v in row] for row in known] if known else None,
        word=stated.word,
    )


def _there(value: float) -> float | None:
    return round(float(value), _DIGITS) if isfinite(value) else None
