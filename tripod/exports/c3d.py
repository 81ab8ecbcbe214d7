"""C3D with ezc3d: CoPs as points, all columns as analogs, events; force platforms where the board earns them.

A rigid plate becomes a platform of type 2 (forces and moments about its origin; c3d.org, FORCE_PLATFORM). Its z points
down into the plate and its forces are those on the person, so that a person's load is a negative Fz, which readers draw
upward; CoP_x = -My / Fz, CoP_y = Mx / Fz about the middle of its corners. What a plate of ours does not measure, the
forces along it and the moment about its normal, is 0.
"""

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tripod.exports.cannot_export import CannotExport
from tripod.exports.session_table import PlateUnderFoot, SessionTable
from tripod.sentences import sentence

if TYPE_CHECKING:
    from ezc3d import Parameters, c3d

Array = NDArray[np.float64]

MOST_EVENTS, MOST_BYTES = 255, 120
"""A dimension of a parameter is one byte, and all of it less than 32 kB for readers that count with a sign."""


def write_c3d(table: SessionTable, path: Path, lost: list[str]) -> None:
    """Into a new file.

    Raises:
        OSError: it cannot be written, or is there already.
        CannotExport: ezc3d is not installed.
    """
    try:
        import ezc3d  # noqa: PLC0415
    except ImportError:
        raise CannotExport(sentence("export.extra_missing", library="ezc3d", extra="formats")) from None
    even = table.even()
    path.open("xb").close()
    file = ezc3d.c3d()
    parameters = file["parameters"]
    rate = even.session.rate_hz
    names, points = _points(even)
    parameters["POINT"]["RATE"]["value"] = [rate]
    parameters["POINT"]["UNITS"]["value"] = ["mm"]
    parameters["POINT"]["LABELS"]["value"] = names
    file["data"]["points"] = points
    labels, units, analog = _analogs(even)
    parameters["ANALOG"]["RATE"]["value"] = [rate]
    parameters["ANALOG"]["LABELS"]["value"] = labels
    parameters["ANALOG"]["UNITS"]["value"] = units
    file["data"]["analogs"] = analog[None]
    if even.session.plates:
        _platforms(parameters, even.session.plates, labels)
    _events(file, even)
    session = even.session
    for name, value in (("NAMES", session.person or "unknown"), ("BOARD", session.board), ("CREATED", session.created)):
        file.add_parameter("SUBJECTS", name, [value])
    file.add_parameter("MANUFACTURER", "SOFTWARE", [session.program])
    file.add_parameter("TRIPOD", "NOT_IN_FILE", lost)
    file.write(str(path))
    _check_whole(path, n=len(even), values=4 * len(names) + len(labels))


def _check_whole(path: Path, n: int, values: int) -> None:
    """ezc3d says nothing of a disk that takes no more. `n`: samples; `values`: numbers of each, of 4 bytes.

    Raises:
        OSError: the file is shorter than what it says is in it.
    """
    with open(path, "rb") as file:
        head = file.read(18)
    first_block = int.from_bytes(head[16:18], "little")
    if len(head) < 18 or path.stat().st_size < 512 * (first_block - 1) + 4 * n * values:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))


def _points(table: SessionTable) -> tuple[list[str], Array]:
    """Names and (4, points, n) of the CoPs; nan where there is none."""
    found = table.by_name()
    names = [n for n in ("cop", "left_cop", "right_cop") if f"{n}_ml_mm" in found]
    out = np.ones((4, len(names), len(table)))
    for k, name in enumerate(names):
        out[0, k], out[1, k] = table.column(f"{name}_ml_mm"), table.column(f"{name}_ap_mm")
        out[2, k] = np.where(np.isfinite(out[0, k]), 0.0, np.nan)
    return names, out


def _analogs(table: SessionTable) -> tuple[list[str], list[str], Array]:
    """Labels, units and (channels, n): each plate's six channels first, then all columns but the times."""
    labels: list[str] = []
    units: list[str] = []
    rows: list[Array] = []
    for plate in table.session.plates:
        middle = np.array(plate.corners_mm).mean(0)
        load = table.column(f"{plate.foot}_n")
        force = -np.where(np.isfinite(load), load, 0.0)
        x, y = (
            np.nan_to_num(table.column(f"{plate.foot}_cop_{axis}_mm") - middle[k])
            for k, axis in enumerate(("ml", "ap"))
        )
        # About z that points down, with x to the right, y points back.
        nothing = np.zeros(len(table))
        for name, unit, values in (
            ("Fx", "N", nothing), ("Fy", "N", nothing), ("Fz", "N", force),
            ("Mx", "Nmm", force * -y), ("My", "Nmm", -force * x), ("Mz", "Nmm", nothing),
        ):  # fmt: skip
            labels.append(f"{plate.foot}_{name}")
            units.append(unit)
            rows.append(values)
    for column in table.columns:
        if column.name not in ("time_s", "seq"):
            labels.append(column.name)
            units.append(column.unit)
            rows.append(column.values)
    return labels, units, np.array(rows)


def _platforms(parameters: "Parameters", plates: tuple[PlateUnderFoot, ...], labels: list[str]) -> None:
    platform = parameters["FORCE_PLATFORM"]
    count = len(plates)
    corners = np.zeros((3, 4, count))
    for k, plate in enumerate(plates):
        corners[:2, :, k] = _in_order(plate).T
    channel = [[labels.index(f"{p.foot}_{name}") + 1 for name in ("Fx", "Fy", "Fz", "Mx", "My", "Mz")] for p in plates]
    platform["USED"]["value"] = [count]
    platform["TYPE"]["value"] = [2] * count
    platform["ZERO"]["value"] = [0, 0]
    platform["CORNERS"]["value"] = corners
    platform["ORIGIN"]["value"] = np.zeros((3, count))
    platform["CHANNEL"]["value"] = np.array(channel).T


def _in_order(plate: PlateUnderFoot) -> Array:
    """(4, 2) corners 1 to 4 in the quadrants +x +y, -x +y, -x -y, +x -y of the plate's own axes: its y points back."""
    right_front, left_front, left_back, right_back = plate.corners_mm
    return np.array([right_back, left_back, left_front, right_front])


def _events(file: "c3d", table: SessionTable) -> None:
    events = table.events[:MOST_EVENTS]
    if not events:
        return
    times = np.array([[0.0, e.time_s] for e in events]).T
    file.add_parameter("EVENT", "USED", [len(events)])
    file.add_parameter("EVENT", "TIMES", times)
    file.add_parameter("EVENT", "LABELS", [e.kind for e in events])
    file.add_parameter("EVENT", "DESCRIPTIONS", [_short(e.text) for e in events])


def events_are_cut(table: SessionTable) -> bool:
    """Whether the format holds less of what happened than there is."""
    return len(table.events) > MOST_EVENTS or any(_short(e.text) != e.text for e in table.events)


def _short(text: str) -> str:
    return text.encode()[:MOST_BYTES].decode(errors="ignore")
