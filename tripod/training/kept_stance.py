"""Where a person's feet stood when that was last measured: whether they stand there again, and how sure that is."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from math import hypot, radians
from pathlib import Path

import numpy as np

from tripod.balance.pose import Pose, stance_from_file, stance_to_file
from tripod.storage.bounded_read import FileError
from tripod.storage.lock import BRIEFLY_S, locked
from tripod.storage.schemas.kept_stances import KEPT_STANCES, KeptStanceFile, KeptStancesFile
from tripod.storage.versioned import WrongValue, convert, read, write
from tripod.training.people import is_gone

SAME_MM = 12.0
"""Who steps off and on and stands where they stood has the CoP of each foot within this of where it was: slow sway
alone moves the mean of a second and a half by some 5 mm."""
SAME_LENGTH_MM = 25.0
"""A foot that is told to be longer or shorter than the kept one by more than this is another person's."""
AGAIN_MM, AGAIN_TURN_DEG = 5.0, 2.5
"""Standard deviations of where a foot that looks the same has come to stand, that the CoP does not show."""
MOST = 50
"""Boards of which a stance is kept, the newest."""

Cops = Mapping[str, tuple[float, float]]
"""Foot -> its CoP in quiet stance, in the board's frame, mm."""


@dataclass(frozen=True)
class KeptStance:
    """A stance that was measured, and where the CoP of each foot lay in quiet stance then."""

    made: str
    stance: Mapping[str, Pose]
    quiet_cop_mm: Cops

    def again(self, foot: str, cop_mm: tuple[float, float], length_mm: float) -> Pose | None:
        """The pose of a foot of this length whose CoP lies here now, less sure than it was; None where it stands
        elsewhere than then, or is another's."""
        if foot not in self.stance or foot not in self.quiet_cop_mm:
            return None
        pose, (x, y) = self.stance[foot], self.quiet_cop_mm[foot]
        elsewhere = hypot(cop_mm[0] - x, cop_mm[1] - y) > SAME_MM
        return None if elsewhere or abs(pose.length_mm - length_mm) > SAME_LENGTH_MM else _less_sure(pose)


def _less_sure(pose: Pose) -> Pose:
    covariance = np.array(pose.covariance)
    covariance[:3, :3] += np.diag([AGAIN_MM**2, AGAIN_MM**2, radians(AGAIN_TURN_DEG) ** 2])
    return replace(pose, covariance=tuple(tuple(row) for row in covariance.tolist()))


def read_kept(path: Path, board_id: str) -> KeptStance | None:
    """The stance that is kept of this board; None where there is none that can be read, for then it is asked for again,
    and no more."""
    with suppress(FileError, WrongValue, ValueError):
        file = read(KEPT_STANCES, path).stances.get(board_id)
        if file is not None:
            return KeptStance(file.made, stance_from_file(file.stance), {**file.quiet_cop_mm})
    return None


def keep(path: Path, board_id: str, kept: KeptStance) -> None:
    """Keep it for next time. One that cannot be kept is measured again; nothing else depends on it."""
    if is_gone(path):
        return
    with suppress(OSError), locked(path, BRIEFLY_S):
        try:
            before = dict(read(KEPT_STANCES, path).stances)
        except (FileError, WrongValue):
            before = {}
        before.pop(board_id, None)
        newest = dict(list(before.items())[1 - MOST :])
        plain = {"made": kept.made, "stance": stance_to_file(kept.stance), "quiet_cop_mm": {**kept.quiet_cop_mm}}
        of = convert(plain, KeptStanceFile)
        write(KeptStancesFile(stances={**newest, board_id: of}), path)
