"""What a column is, by its name: `left_ml_mm`, `COPx[cm]`, `FzR`, `1_ground_force_vy`, `AMTI #2 - Force Fz (N)`."""

import re
from dataclasses import dataclass
from enum import StrEnum, auto
from itertools import pairwise

from tripod.plate_files.units import FORCE, LENGTH, TIME, UNUSABLE, is_unit, unit_of


class Quantity(StrEnum):
    """What the numbers of a column are."""

    TIME = auto()
    FRAME = auto()
    """Counts the rows of a known rate."""
    SUB_FRAME = auto()
    FORCE = auto()
    ML = auto()
    AP = auto()
    FRONT_LEFT = auto()
    FRONT_RIGHT = auto()
    BACK_LEFT = auto()
    BACK_RIGHT = auto()
    OTHER = auto()
    """Known, and not needed: moments, shear forces, velocities."""


CORNERS = (Quantity.FRONT_LEFT, Quantity.FRONT_RIGHT, Quantity.BACK_LEFT, Quantity.BACK_RIGHT)
_DIMENSIONS = {Quantity.TIME: TIME, Quantity.ML: LENGTH, Quantity.AP: LENGTH, Quantity.FORCE: FORCE} | dict.fromkeys(
    CORNERS, FORCE
)


@dataclass(frozen=True)
class Meaning:
    """What a column is."""

    quantity: Quantity
    plate: str = ""
    """`left`, `right`, or what tells this plate from others: a number, or nothing."""
    unit: str = ""
    """Its unit as `units` names it, "" where the name has none."""
    unusable: str = ""
    """A unit that is there and is of no use (volts, per cent of body weight)."""
    x_or_y: bool = False
    """A CoP that is named by the plate's axis, which need not be the person's."""
    opensim: bool = False
    """Named as OpenSim does, with y upwards."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LEFT = _words(
    "left l lt lf lft li links linker linke gauche izq izquierda izquierdo esq esquerdo esquerda sx sinistra sinistro"
)
_RIGHT = _words(
    "right r rt rgt re rechts rechter rechte droite droit der derecha derecho dir direita direito dx destra destro"
)
_TIME = _words(
    "time times t timestamp timestamps zeit temps tiempo tempo elapsed secs seconds sec ms msec millis s sampletime"
)
_FRAME = frozenset(("frame", "frames", "sample", "samples"))
_OTHER = _words(
    "mx my mz tz tx ty moment moments torque torques velocity vel speed acc acceleration sd std area path "
    "target temperature emg marker cog gravity com fx fy vx vz py cz az displacement angle ft friction heel turn"
)
_FORCE = _words(
    "force forces fz f vgrf grf grfz grfv load weight kraft fv fvert vertical gewicht last forcez fuerza forca "
    "força forza"
)
_COP = frozenset(("cop", "cofp", "pressure", "druckpunkt"))
_ML = frozenset(("ml", "mediolateral", "lateral", "medlat"))
_AP = frozenset(("ap", "anteroposterior", "anterior", "antpost", "posterior"))
_CORNERS = {
    ("top", "left"): Quantity.FRONT_LEFT, ("top", "right"): Quantity.FRONT_RIGHT,
    ("bottom", "left"): Quantity.BACK_LEFT, ("bottom", "right"): Quantity.BACK_RIGHT,
    ("front", "left"): Quantity.FRONT_LEFT, ("front", "right"): Quantity.FRONT_RIGHT,
    ("back", "left"): Quantity.BACK_LEFT, ("back", "right"): Quantity.BACK_RIGHT,
    ("rear", "left"): Quantity.BACK_LEFT, ("rear", "right"): Quantity.BACK_RIGHT,
}  # fmt: skip
_SHORT_CORNERS = {"tl": Quantity.FRONT_LEFT, "tr": Quantity.FRONT_RIGHT, "bl": Quantity.BACK_LEFT,
                  "br": Quantity.BACK_RIGHT, "fl": Quantity.FRONT_LEFT, "fr": Quantity.FRONT_RIGHT}  # fmt: skip


def meaning(name: str, unit: str = "") -> Meaning | None:
    """What a column of this name is, None where the name does not tell; `unit` is what a row of units says of it."""
    if len(name) > 120:
        return None
    bare, own = _apart(name)
    tokens = _tokens(bare)
    quantity, x_or_y, opensim = _quantity(tokens)
    if quantity is None:
        return None
    plate = "" if quantity in CORNERS else _plate(bare, tokens)
    unusable = next((u for u in (unit.strip().strip("[]()").lower(), own.lower()) if u in UNUSABLE), "")
    found = unit_of(unit) or unit_of(own)
    dimension = _DIMENSIONS.get(quantity, {})
    if not found and not unusable and len(tokens) > 1:
        # `force_n`, `ml_mm`: the last word, or any that can be nothing else.
        last = next((t for t in reversed(tokens) if t not in ("left", "right") and not t.isdigit()), "")
        words = [t for t in tokens if len(t) > 1 and t not in ("in", "re", "li")]
        found = next((unit_of(t) for t in (last, *words) if unit_of(t) in dimension and t != "t"), "")
        unusable = "" if found or opensim else next((t for t in tokens[1:] if t in UNUSABLE), "")
    elif not found and tokens[0] in ("ms", "msec", "millis"):
        found = "ms"
    if found and found not in dimension:
        unusable, found = (found if dimension else ""), ""
    return Meaning(quantity, plate, found, unusable if dimension else "", x_or_y, opensim)


def _apart(name: str) -> tuple[str, str]:
    """A name without the unit in brackets, and that unit."""
    for match in re.finditer(r"[\[({]([^\[\](){}]*)[\])}]", name):
        if is_unit(match[1]):
            return name[: match.start()] + " " + name[match.end() :], match[1].strip()
    slash = re.fullmatch(r"(.*\S)\s*[/,]\s*(\S+)", name)
    if slash and is_unit(slash[2]):
        return slash[1], slash[2]
    return name, ""


def _tokens(name: str) -> list[str]:
    """The words of a name, in lower case: `COPxL` is cop, x, l."""
    name = re.sub(r"(?i)cent(?:er|re)[ _]*of[ _]*pressure", " cop ", name)
    name = re.sub(r"(?i)cent(?:er|re)[ _]*of[ _]*(?:gravity|mass)", " cog ", name)
    name = re.sub(r"(?i)co(?:f)?p", " cop ", name)
    name = re.sub(r"(?<![A-Za-z])kN(?![a-z])", "kn", name)
    name = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=\b[LR])(?=F[xyz])", " ", name)
    name = re.sub(r"(?i)(left|right)(?=[a-z])|(?<=[a-z])(?=left|right)", r"\1 ", name)
    return re.findall(r"[^\W\d_]+|\d+", name.lower())


def _quantity(tokens: list[str]) -> tuple[Quantity | None, bool, bool]:
    """The quantity, whether a CoP is named by the plate's axes, and whether it is named as OpenSim does."""
    words = set(tokens)
    axis = next((t for t in reversed(tokens) if t in ("x", "y", "z")), "")
    side = bool(words & (_LEFT | _RIGHT))
    corner = [_CORNERS[pair] for pair in pairwise(tokens) if pair in _CORNERS]
    if corner and not words & (_COP | _OTHER):
        return corner[0], False, False
    if tokens and tokens[0] in _SHORT_CORNERS and not words & (_COP | _OTHER | _ML | _AP) and len(tokens) <= 2:
        return _SHORT_CORNERS[tokens[0]], False, False
    if "vy" in words or words & {"px", "pz"}:
        return (Quantity.FORCE if "vy" in words else Quantity.AP if "px" in words else Quantity.ML), False, True
    if words & _OTHER:
        return Quantity.OTHER, False, False
    if words & (_ML | _AP):
        if words & _FORCE and not words & _COP and "fp" not in words and "plate" not in words:
            return Quantity.OTHER, False, False
        return (Quantity.ML if words & _ML else Quantity.AP), False, False
    if words & {"cx", "cy", "ax", "ay"}:
        return (Quantity.ML if words & {"cx", "ax"} else Quantity.AP), True, False
    if words & _COP:
        by_axis = {"x": Quantity.ML, "y": Quantity.AP}
        return by_axis.get(axis, Quantity.OTHER), True, False
    if words & _FORCE:
        return (Quantity.OTHER if axis in ("x", "y") else Quantity.FORCE), False, False
    if ("sub" in words and words & _FRAME) or "subframe" in words:
        return Quantity.SUB_FRAME, False, False
    if words & _FRAME and not words & _TIME:
        return Quantity.FRAME, False, False
    if words & _TIME and not axis:
        return Quantity.TIME, False, False
    if axis in ("x", "y") and (len(tokens) == 1 or side or unit_of(tokens[-1]) in LENGTH):
        return (Quantity.ML if axis == "x" else Quantity.AP), True, False
    return None, False, False


def _plate(name: str, tokens: list[str]) -> str:
    """`left`, `right`, a number, or nothing."""
    left, right = (sum(t in side for t in tokens) for side in (_LEFT, _RIGHT))
    if left != right:
        return "left" if left else "right"
    numbered = re.search(r"#\s*(\d+)", name)
    numbers = [t for t in tokens if t.isdigit()]
    return numbered[1] if numbered else numbers[-1] if numbers else ""
