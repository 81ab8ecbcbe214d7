"""Units and directions that a header leaves open, or gets wrong: judged by what a standing person can be, and said."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tripod.plate_files.plate_file import MAY_LACK_COP_N, UNLOADED_N, Plate, Side, Take, Taken
from tripod.plate_files.refusal import PlateFileError, broken_contract
from tripod.plate_files.units import FORCE, LENGTH
from tripod.sentences import sentence

Array = NDArray[np.float64]

STANDS_N = 100.0
"""Who never weighs so much does not stand there."""
_LIGHT_N = 196.0
_HEAVIEST_N = 5000.0
_KG_ALONE, _N_ALONE = (15.0, 200.0), 250.0
"""A standing total that can only be kilograms (a board with corner forces), or only newtons."""
_STILLEST_M, _LIVELIEST_M = 2e-4, 0.03
"""Standard deviation of a standing person's CoP."""
_NEAR_ORIGIN_M = 5.0
_MM_ALONE = 100.0
"""A CoP so far from the origin that it can only be millimetres."""
_FEET_APART_MM = 60.0
_DROP_ROWS = 5


def upward(path: Path, forces: Sequence[Array], sign: int) -> tuple[list[Array], list[Taken]]:
    """Forces (n,) each, positive where somebody stands; `sign` is that of the file, 0 where it is to be judged.

    Raises:
        PlateFileError: the plates differ in sign, or one changes it.
    """
    file = path.name[-60:]
    greatest = max((float(np.abs(f).max()) for f in forces), default=0.0)
    if any(min((f > 0.2 * greatest).mean(), (f < -0.2 * greatest).mean()) > 0.01 for f in forces):
        raise PlateFileError(sentence("plate_file.force_changes_sign", file=file))
    signs = {np.sign(np.median(f[np.abs(f) > 0.2 * greatest])) for f in forces if (np.abs(f) > 0.2 * greatest).any()}
    if not sign and len(signs) > 1:
        raise PlateFileError(sentence("plate_file.signs_differ", file=file))
    negated = sign == -1 or (not sign and signs == {-1.0})
    return [-f if negated else f for f in forces], [Taken(Take.FORCE_NEGATED)] if negated else []


def in_newtons(
    path: Path, names: Sequence[str], forces: Sequence[Array], unit: str, corners: bool
) -> tuple[list[Array], list[Taken]]:
    """Upward forces in newtons; `unit` is what the header says, "" where it says nothing.

    Raises:
        PlateFileError: nobody stands there, or the unit cannot be told.
    """
    file = path.name[-60:]
    total = np.sum(forces, axis=0)
    greatest = float(total.max())
    if greatest <= 0:
        raise PlateFileError(sentence("plate_file.nobody_stands", file=file, least=STANDS_N))
    standing = float(np.median(total[total > 0.3 * greatest]))
    taken: list[Taken] = []
    if unit not in ("", "N"):
        taken.append(Taken(Take.FORCE_UNIT, sentence(f"plate_unit.{unit}")))
    elif not unit:
        unit = "N" if standing >= _N_ALONE else "kg" if corners and _KG_ALONE[0] <= standing <= _KG_ALONE[1] else ""
        if not unit:
            raise broken_contract(sentence("plate_file.which_force_unit", file=file, total=standing), names)
        taken.append(Taken(Take.FORCE_UNIT_JUDGED, sentence(f"plate_unit.{unit}"), standing))
    scale = FORCE[unit]
    if greatest * scale <= STANDS_N:
        said = sentence("plate_file.nobody_stands", file=file, least=STANDS_N)
        if unit == "N" and greatest >= _KG_ALONE[0]:
            raise broken_contract(f"{said} {sentence('plate_file.perhaps_kg', total=standing)}", names)
        raise PlateFileError(said)
    if standing * scale > _HEAVIEST_N:
        raise broken_contract(
            sentence("plate_file.too_heavy", file=file, total=standing, unit=sentence(f"plate_unit.{unit}")), names
        )
    if standing * scale < _LIGHT_N:
        taken.append(Taken(Take.LIGHT, number=standing * scale))
    return [f * scale for f in forces], taken


def in_millimetres(
    path: Path, names: Sequence[str], cops: Sequence[Array], unit: str, opensim: bool
) -> tuple[list[Array], list[Taken]]:
    """CoPs (n, 2) each, nan where unloaded, in millimetres; `unit` is what the header says, "" where it says nothing.

    Raises:
        PlateFileError: the unit cannot be told.
    """
    there = [cop[np.isfinite(cop).all(1)] for cop in cops]
    there = [cop for cop in there if len(cop)]
    greatest = max((float(np.abs(cop).max()) for cop in there), default=0.0)
    sways = max((float(cop.std(0).max()) for cop in there), default=0.0)
    as_metres = greatest < _NEAR_ORIGIN_M and _STILLEST_M < sways < _LIVELIEST_M
    taken: list[Taken] = []
    if unit in ("mm", "cm") and as_metres:
        taken.append(Taken(Take.LENGTH_UNIT_AGAINST_HEADER, sentence(f"plate_unit.{unit}"), greatest))
        unit = "m"
    elif unit not in ("", "mm"):
        taken.append(Taken(Take.LENGTH_UNIT, sentence(f"plate_unit.{unit}")))
    elif not unit:
        unit = "m" if (opensim and greatest < 20) or as_metres else "mm" if greatest > _MM_ALONE else ""
        if not unit:
            raise broken_contract(sentence("plate_file.which_length_unit", file=path.name[-60:]), names)
        taken.append(Taken(Take.LENGTH_UNIT_JUDGED, sentence(f"plate_unit.{unit}"), greatest))
    return [cop * LENGTH[unit] for cop in cops], taken


def feet_apart(plates: Sequence[Plate]) -> list[Taken]:
    """What to say of where the feet stand: the wrong way round, or on one another."""
    left, right = (next((p for p in plates if p.side is side), None) for side in (Side.LEFT, Side.RIGHT))
    if left is None or right is None:
        return []
    places = [_place(p) for p in (left, right)]
    apart = places[1] - places[0]
    if not np.isfinite(apart).all():
        return []
    if float(np.hypot(*apart)) < _FEET_APART_MM:
        return [Taken(Take.FEET_CLOSE, number=float(np.hypot(*apart)))]
    if abs(apart[1]) > 2 * abs(apart[0]):
        return [Taken(Take.FEET_BEHIND, number=abs(float(apart[1])))]
    return [Taken(Take.FEET_SWAPPED, number=-float(apart[0]))] if apart[0] < 0 else []


def force_drops(total_n: Array) -> list[Taken]:
    """What to say of a total (n,) that is gone for a few rows while somebody stands: lost samples, or a hop."""
    gone = total_n < UNLOADED_N
    edges = np.flatnonzero(np.diff(np.concatenate([[False], gone, [False]]).astype(int))).reshape(-1, 2)
    short = [
        stop - start
        for start, stop in edges
        if start > 0 and stop < len(gone) and stop - start <= _DROP_ROWS
        if min(total_n[start - 1], total_n[stop]) > STANDS_N
    ]
    return [Taken(Take.FORCE_DROPS, number=float(sum(short)))] if short else []


def sides_by_place(plates: Sequence[Plate]) -> list[Plate]:
    """Two plates whose sides the file does not tell, by where they lie; its ML axis must be the person's."""
    places = [float(_place(p)[0]) for p in plates]
    if len(plates) != 2 or not abs(places[1] - places[0]) >= _FEET_APART_MM:
        return list(plates)
    order = (Side.LEFT, Side.RIGHT) if places[0] < places[1] else (Side.RIGHT, Side.LEFT)
    return [Plate(side, p.force_n, p.cop_mm, p.columns) for side, p in zip(order, plates, strict=True)]


def _place(plate: Plate) -> Array:
    """(2,) the middle of the CoP while it is loaded, nan if it never is."""
    loaded = (plate.force_n > MAY_LACK_COP_N) & np.isfinite(plate.cop_mm).all(1)
    return np.median(plate.cop_mm[loaded], axis=0) if loaded.any() else np.full(2, np.nan)
