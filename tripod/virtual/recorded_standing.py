"""A force-plate recording that stands on the virtual board."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from math import radians

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import Feet, cell_positions, convex_hull, mirror, place_mm, turned
from tripod.balance.pose import lined_pose, stance_to_file
from tripod.balance.turn_limits import LEAST_TURN_DEG, MOST_TURN_DEG
from tripod.boards import FEET, Board
from tripod.plate_files.plate_file import FootStood
from tripod.sentences import sentence
from tripod.storage.schemas.stance import StanceFile
from tripod.virtual.scenario import Scenario
from tripod.virtual.stance_file import STANDS_N, StanceFileError, read_stance
from tripod.virtual.standing import LEAD_S, Stance, quiet_cop_mm, scenario_stance
from tripod.virtual.sway import GRID_HZ

Array = NDArray[np.float64]


ABOUT_HALF_WIDE = 0.3
"""Of a foot's length: no sole is wider on either side of its axis."""


class Recorded:
    """A force-plate recording on the board, moved as a whole and never foot by foot."""

    def __init__(self, scenario: Scenario) -> None:
        assert scenario.path is not None
        board, feet = scenario.board, Feet(scenario.foot_mm)
        rows = read_stance(scenario.path, board.feet, mapping=scenario.mapping, rate_hz=scenario.file_rate_hz)
        self._t: Array = rows.t_s
        self._load: Array = rows.load_n
        # A foot without a CoP has no weight in the mean of both.
        file_cop: Array = rows.cop_mm @ turned("right", radians(scenario.rotate_deg)).T
        cop: Array = np.nan_to_num(file_cop)
        stood = [f for f in board.feet if (self._load[:, FEET.index(f)] > STANDS_N / 2).any()]
        if scenario.centred:
            net = (cop * self._load[..., None]).sum(1) / np.maximum(self._load.sum(1), 1e-9)[:, None]
            self.translation_mm: Array = _middle(board, feet, stood) - net[self._load.sum(1) > STANDS_N].mean(0)
        else:
            self.translation_mm = np.array(scenario.at_mm or (0.0, 0.0))
            mean = (cop * self._load[..., None]).sum(0) / np.maximum(self._load.sum(0), 1e-9)[:, None]
            _check_on_cells(scenario, stood, mean + self.translation_mm)
        self.said = " ".join(filter(None, [rows.said, _how_placed(scenario, self.translation_mm)]))
        """How the file was read and placed, "" where nothing was taken for granted."""
        who = _standing_as_measured(scenario, rows.stood, self.translation_mm)
        self.stands = scenario_stance(who)
        """Where the feet stand: as the file has it, else as the scenario."""
        _check_under_feet(scenario, self.stands.in_feet(file_cop + self.translation_mm), [*rows.stood])
        self.stance = _told(who, rows.stood) if board.rigid else {}
        """The poses of the feet that the file says it of; those on cells under their own points need none."""
        quiet = self.stands.on_board(self.stands.quiet_mm[None])[0]
        never = np.isnan(rows.cop_mm)
        self._cop: Array = np.where(never, np.nan_to_num(quiet), file_cop + self.translation_mm)
        self._step = -round(LEAD_S * GRID_HZ)
        self.end_s = float(self._t[-1])

    def rows(self) -> Stance:
        """The recording's own rows on the board."""
        return Stance(self._t, self._load, self._cop, np.ones_like(self._load))

    def advance(self, n: int) -> Stance:
        """The next n steps, between rows linearly."""
        t = (self._step + np.arange(n)) / GRID_HZ
        self._step += n
        load = np.stack([np.interp(t, self._t, self._load[:, k]) for k in range(2)], 1)
        cop = np.stack(
            [np.stack([np.interp(t, self._t, self._cop[:, k, a]) for a in range(2)], 1) for k in range(2)], 1
        )
        return Stance(t, load, cop, np.ones_like(load))


def _check_on_cells(scenario: Scenario, stood: Sequence[str], mean_mm: Array) -> None:
    """
    Raises:
        StanceFileError: the mean CoP (2, 2) of a foot lies beside the cells under it.
    """
    assert scenario.path is not None
    cells = cell_positions(scenario.board, Feet(scenario.foot_mm))
    for foot in stood:
        at = mean_mm[FEET.index(foot)]
        corners = convex_hull(cells[list(scenario.board.cells_of(foot))])
        edge, away = np.roll(corners, -1, axis=0) - corners, at - corners
        if (edge[:, 0] * away[:, 1] < edge[:, 1] * away[:, 0]).any():
            said = sentence("stance_file.beside", file=scenario.path.name, foot=foot, right=at[0], forward=at[1])
            raise StanceFileError(said)


def _check_under_feet(scenario: Scenario, in_feet_mm: Array, feet: Sequence[str]) -> None:
    """
    Raises:
        StanceFileError: the CoP (n, 2, 2), in the feet's own frames, lies beside the sole of a foot of which the file
            says where it stood.
    """
    assert scenario.path is not None
    half_wide, length = ABOUT_HALF_WIDE * scenario.foot_mm, scenario.foot_mm
    for foot in feet:
        own = in_feet_mm[:, FEET.index(foot)]
        own = own[np.isfinite(own).all(1)]
        if not len(own):
            continue
        right, forward = np.median(own, axis=0).tolist()
        if abs(right) > half_wide or not 0 <= forward <= length:
            said = {"file": scenario.path.name, "foot": foot, "right": right, "forward": forward}
            raise StanceFileError(sentence("stance_file.not_under_foot", **said))


def _standing_as_measured(scenario: Scenario, stood: Mapping[str, FootStood], moved_mm: Array) -> Scenario:
    """The scenario with the feet that the file tells of where they stood.

    Raises:
        StanceFileError: one is turned as nobody stands.
    """
    drawn = scenario.board.places
    turn = list(scenario.turned_deg or (drawn[f].turn_deg if f in drawn else 0.0 for f in FEET))
    off = list(scenario.off_mm)
    for foot, at in stood.items():
        k = FEET.index(foot)
        heel = turned("right", radians(scenario.rotate_deg)) @ (at.heel_ml_mm, at.heel_ap_mm) + moved_mm
        right, forward = (heel - place_mm(scenario.board, foot)).tolist()
        off[k] = right, forward
        turn[k] = (at.turn_deg + mirror(foot) * scenario.rotate_deg + 180) % 360 - 180
        if not LEAST_TURN_DEG <= turn[k] <= MOST_TURN_DEG:
            limits = {"least": LEAST_TURN_DEG, "most": MOST_TURN_DEG}
            assert scenario.path is not None
            raise StanceFileError(sentence("stance_file.no_such_turn", file=scenario.path.name, foot=foot, **limits))
    return replace(scenario, turned_deg=(turn[0], turn[1]), off_mm=(off[0], off[1]))


def _told(who: Scenario, feet: Collection[str]) -> StanceFile:
    assert who.turned_deg is not None
    pose = {
        f: lined_pose(who.board, Feet(who.foot_mm), f, who.turned_deg[k], who.off_mm[k])
        for k, f in enumerate(FEET)
        if f in feet
    }
    return stance_to_file(pose)


def _how_placed(scenario: Scenario, moved_mm: Array) -> str:
    if scenario.centred:
        return sentence("stance_file.centred", right=moved_mm[0], forward=moved_mm[1])
    return "" if scenario.at_mm is not None else sentence("stance_file.origin_taken")


def _middle(board: Board, feet: Feet, stood: Sequence[str]) -> Array:
    """Where the mean CoP of the feet that are ever stood on belongs: one leg is not moved between both plates."""
    if not board.scales_with_foot:
        return cell_positions(board, feet)[[k for foot in stood for k in board.cells_of(foot)]].mean(0)
    return np.mean([quiet_cop_mm(board, feet, foot) for foot in stood], axis=0)
