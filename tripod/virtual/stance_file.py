"""Makes of a force-plate recording what stands on the virtual board: load and CoP of each foot, or a refusal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tripod.boards import FEET
from tripod.plate_files.judged_units import STANDS_N
from tripod.plate_files.page import PAGE
from tripod.plate_files.plate_file import MAY_LACK_COP_N, FootStood, Plate, PlateFile, Side, Take
from tripod.plate_files.reader import read_plate_file
from tripod.plate_files.refusal import COLUMNS, PlateFileError
from tripod.sentences import sentence
from tripod.virtual.scenario import ScenarioError

Array = NDArray[np.float64]

_HOLE_STEPS = 5
"""A CoP that is missing for longer than so many rows is not bridged."""


class StanceFileError(ScenarioError):
    """The file that a scenario names is no recording that can stand on this board: a few plain sentences."""


@dataclass(frozen=True)
class StanceRecording:
    """n rows; feet axis left, right."""

    t_s: Array
    """(n,) from the first row on."""
    load_n: Array
    """(n, 2), 0 for a foot that the board lacks."""
    cop_mm: Array
    """(n, 2, 2) in the file's origin; nan throughout for a foot that never has one."""
    stood: Mapping[str, FootStood]
    """Of the feet whose place the file says."""
    said: str
    """How the file was read, "" where it is as the contract has it."""


def read_stance(
    path: Path, feet: Sequence[str] = FEET, *, mapping: Path | None = None, rate_hz: float = 0.0
) -> StanceRecording:
    """The recording for a board with these feet; `mapping` and `rate_hz` as in `read_plate_file`.

    Raises:
        StanceFileError: it cannot be read, or does not tell what each of these feet carries.
    """
    try:
        recording = read_plate_file(path, mapping=mapping, rate_hz=rate_hz)
    except PlateFileError as error:
        raise StanceFileError(str(error)) from error
    gaps = next((of for of in recording.taken if of.what is Take.GAPS), None)
    if gaps is not None:
        raise StanceFileError(sentence("stance_file.gaps", file=path.name, row=gaps.word, missing=gaps.number))
    plates, said = _by_foot(recording, feet)
    load = np.stack([np.maximum(plates[f].force_n, 0) if f in plates else 0 * recording.time_s for f in FEET], 1)
    if not (load.sum(1) > STANDS_N).any():
        raise StanceFileError(sentence("stance_file.not_on_this_foot", file=path.name, foot=feet[0], least=STANDS_N))
    cops, bridged = list[Array](), 0
    for foot in FEET:
        cop, filled = (
            _bridged(recording, plates[foot], foot) if foot in plates else (np.full((len(load), 2), np.nan), 0)
        )
        cops.append(cop)
        bridged += filled
    if bridged:
        said.append(sentence("stance_file.bridged", rows=bridged))
    stood = {foot: recording.stood[Side(foot)] for foot in feet if Side(foot) in recording.stood}
    return StanceRecording(recording.time_s, load, np.stack(cops, 1), stood, " ".join(said))


def _by_foot(recording: PlateFile, feet: Sequence[str]) -> tuple[dict[str, Plate], list[str]]:
    """The plate of each foot of the board, and what to say of it."""
    file = recording.path.name
    said = [text for text in [recording.said()] if text]
    if any(np.isnan(p.force_n).all() for p in recording.plates):
        raise StanceFileError(sentence("stance_file.no_force", file=file, columns=",".join(COLUMNS), page=PAGE))
    plates = {foot: plate for foot in feet if (plate := recording.plate(Side(foot)))}
    if len(plates) == len(feet):
        return plates, said
    whole = recording.plate(Side.WHOLE)
    if whole and len(feet) == 1:
        said.append(sentence("stance_file.as_one_foot", file=file, foot=feet[0]))
        return {feet[0]: whole}, said
    columns = ",".join(COLUMNS)
    if any(p.side is Side.UNKNOWN for p in recording.plates):
        raise StanceFileError(sentence("stance_file.which_foot", file=file, plates=len(recording.plates), page=PAGE))
    if whole:
        raise StanceFileError(sentence("stance_file.one_plate", file=file, columns=columns, page=PAGE))
    has = ", ".join(sentence(f"plate_side.{p.side.value}") for p in recording.plates)
    raise StanceFileError(sentence("stance_file.other_foot", file=file, has=has, columns=columns, page=PAGE))


def _bridged(recording: PlateFile, plate: Plate, foot: str) -> tuple[Array, int]:
    """CoP (n, 2) without holes, and how many loaded rows had none; nan throughout where there is none at all."""
    t, cop = recording.time_s, plate.cop_mm
    there = np.isfinite(cop).all(1)
    hole = ~there & (plate.force_n > MAY_LACK_COP_N)
    if not there.any():
        return cop, 0
    edges = np.flatnonzero(np.diff(np.concatenate([[False], hole, [False]]).astype(int)))
    for start, stop in edges.reshape(-1, 2):
        if stop - start > _HOLE_STEPS:
            raise StanceFileError(
                sentence(
                    "stance_file.hole",
                    file=recording.path.name,
                    seconds=t[stop - 1] - t[start],
                    at=t[start],
                    foot=foot,
                    force=float(plate.force_n[start:stop].mean()),
                )
            )
    filled = np.stack([np.interp(t, t[there], cop[there, axis]) for axis in range(2)], 1)
    return filled, int(hole.sum())


__all__ = ["COLUMNS", "STANDS_N", "StanceFileError", "StanceRecording", "read_stance"]
