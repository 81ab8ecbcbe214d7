"""OpenSim's motion file of ground reactions: x forward, y up, z to the right, metres and newtons."""

from pathlib import Path

import numpy as np

from tripod.exports.cannot_export import CannotExport
from tripod.exports.session_table import SessionTable
from tripod.sentences import sentence


def write_mot(table: SessionTable, path: Path, lost: list[str]) -> None:
    """Into a new file: for each foot force, its point and the torque about it. A foot that does not stand has zeros.

    Raises:
        OSError: it cannot be written, or is there already.
        CannotExport: the board measures no newtons, or no CoP of the whole foot.
    """
    session = table.session
    if not session.plates:
        raise CannotExport(sentence("export.no_ground_reaction", board=session.board, cop=session.cop))
    names, columns = ["time"], [table.column("time_s")]
    for plate in session.plates:
        side, nothing = plate.foot[0], np.zeros(len(table))
        load, ml, ap = (table.column(f"{plate.foot}_{of}") for of in ("n", "cop_ml_mm", "cop_ap_mm"))
        stands = np.isfinite(ml)
        names += [f"ground_force_{side}_{of}" for of in ("vx", "vy", "vz", "px", "py", "pz")]
        columns += [nothing, np.where(stands, load, 0.0), nothing]
        columns += [np.where(stands, ap, 0.0) / 1000, nothing, np.where(stands, ml, 0.0) / 1000]
        names += [f"ground_torque_{side}_{axis}" for axis in "xyz"]
        columns += [nothing, nothing, nothing]
    head = [session.name.replace("\n", " "), "version=1", f"nRows={len(table)}", f"nColumns={len(names)}"]
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(
            "\n".join([*head, "inDegrees=no", *(f"# {said}" for said in lost), "endheader", "\t".join(names), ""])
        )
        for row in np.column_stack(columns).tolist():
            file.write("\t".join(f"{v:.8g}" for v in row) + "\n")
