"""Sums up a stream: numbers, each with what the board may call it; printed, and kept beside recordings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np
from msgspec import UNSET, structs, to_builtins
from numpy.typing import NDArray

from tripod.balance.balance import FootMatrix, foot_matrices
from tripod.balance.foot_states import cop_earned
from tripod.balance.judgement_words import judgement_file
from tripod.balance.means import Means
from tripod.balance.pose import stance_file, to_foot
from tripod.balance.setup import Setup
from tripod.balance.stream_totals import StreamTotals
from tripod.boards import FEET, POINTS
from tripod.device.protocol import SUPPLY_DIPPED, SUPPLY_OUT_OF_RANGE, Status
from tripod.device.status_words import status_name
from tripod.force.bracket import Bracket
from tripod.force.calibration import placed
from tripod.live.mean_stance import judge_mean
from tripod.live.pipeline import Pipeline
from tripod.live.sampling_said import sampling_file
from tripod.live.stated_summary import stated_feet
from tripod.sentences import sentence, shipped_text
from tripod.sources.source import Source
from tripod.storage.json_value import JsonObject
from tripod.storage.schemas.summary import (
    ByPoint,
    CannotBeFile,
    CorrectedFile,
    DelayFile,
    LineFile,
    PlaceMm,
    SelfTestFile,
    SummaryFile,
    WordsFile,
    ZeroSaidFile,
)


class Supply(StrEnum):
    """What the board's own test says of its supply; each has its words in the catalogue, in the table `supply`."""

    OK = "ok"
    OUT_OF_RANGE = "out of range"
    DIPPED = "dipped"
    """The board began anew because of it."""
    NOT_TESTED = "not tested"


def stream_summary(pipeline: Pipeline, source: Source, part: StreamTotals | None = None) -> LineFile:
    """The whole stream so far, or the part of it that was recorded; a `SummaryFile` where the board is known."""
    setup, what = pipeline.setup, part or pipeline.whole
    line = _line(pipeline, source, part)
    if setup is None:
        return line
    # A cell that stands still did so before anybody noticed: what it read till then is no more true.
    feet = {f.foot for f in what.found} | _stood_still(setup)
    wrong = setup.board.feet if "" in feet else tuple(feet)
    # Of feet that have left by now, too, it is known where they stood.
    setup = replace(setup, stance=what.stance)
    board, claims, means = setup.board, setup.board.claims, what.means
    matrices = foot_matrices(placed(board, setup.calibration.places_mm), setup.feet, setup.stance)
    shares = means.shares(matrices, setup.stance)
    total = None if wrong else _number(means.total_n, 4)
    cop_mm, cop_in_foot_mm = _cops(setup, matrices, means, wrong)
    stated, told = stated_feet(setup, means, wrong)
    return SummaryFile(
        **structs.asdict(line),
        board=board.name,
        board_id=setup.banner.board_id,
        firmware=".".join(map(str, setup.banner.firmware)),
        calibration=setup.calibration.kind,
        zeroed=setup.tare_counts is not None,
        self_test=self_test(setup),
        quality=_words(setup),
        stance=stance_file(setup.poses),
        total_n=total if claims.newtons else None,
        total_index=None if claims.newtons else total,
        load={f: None if f in wrong else _number(means.load_n[FEET.index(f)], 4) for f in FEET},
        share={f: None if f in wrong else _shares(shares[FEET.index(f)]) for f in FEET},
        cop_mm=cop_mm,
        cop_in_foot_mm=cop_in_foot_mm,
        stated=stated,
        thresholds=told,
        delay=DelayFile(
            sensor_s=round(setup.sensor_delay_s, 6),
            sensor_pm_s=round(setup.sensor_delay_pm_s, 6),
            of_which_to_one_instant_s=round(setup.behind_s, 6),
        ),
        judgement=judgement_file(judge_mean(pipeline.measuring, what), board),
        implausible=[
            CannotBeFile(cause=f.cause.value, cells=[board.cells[c].name for c in f.cells(board)], said=f.said(board))
            for f in what.found
        ],
        zero=_zero(setup, matrices, what.zero.bracket(), means, wrong) if what.zero else UNSET,
    )


def summary(pipeline: Pipeline, source: Source, part: StreamTotals | None = None) -> JsonObject:
    """`stream_summary` as plain values, fit for JSON."""
    return to_builtins(stream_summary(pipeline, source, part))


def _line(pipeline: Pipeline, source: Source, part: StreamTotals | None) -> LineFile:
    line, what = source.line(), part or pipeline.whole
    return LineFile(
        source=source.label,
        simulated=source.simulated,
        frames=what.frames,
        lost_frames=what.lost_frames if part else line.lost_frames,
        repeated_frames=line.repeated_frames,
        doubted_frames=line.doubted_frames,
        skipped_bytes=line.skipped_bytes,
        unknown_packets=line.unknown_packets,
        gaps=what.gaps,
        duration_s=_number(what.duration_s, 4),
        rate_hz=_number(what.rate_hz, 4),
        notices=list(pipeline.notices),
    )


def self_test(setup: Setup) -> SelfTestFile:
    """What the board's own test says, in plain words, and what it cannot say."""
    banner, group = setup.banner, setup.banner.groups[0]
    wires = setup.calibration.mapping or range(len(group.status))
    cells = {
        cell.name: _state(s) for cell, s in zip(setup.board.cells, (group.status[wire] for wire in wires), strict=True)
    }
    tested = any(group.can_find(status) for status in Status if status)
    supply = Supply.OK if banner.supply_mv else Supply.NOT_TESTED
    if banner.self_test & SUPPLY_OUT_OF_RANGE:
        supply = Supply.OUT_OF_RANGE
    elif banner.self_test & SUPPLY_DIPPED:
        supply = Supply.DIPPED
    return SelfTestFile(
        ok=supply in (Supply.OK, Supply.NOT_TESTED) and not any(group.status) and tested,
        cells=cells,
        supply_mv=banner.supply_mv or None,
        supply=supply.value,
        not_tested=[s.name.lower() for s in Status if s and not group.can_find(s)],
        sampling=sampling_file(group),
        overruns=banner.overruns,
        dropped=banner.dropped,
        torn=banner.torn,
    )


def _state(status: int) -> str:
    """A cell's status as the board sends it, by its name."""
    return status_name(status) or sentence("stream_page.unknown_status", status=status)


def status_said(name: str) -> str:
    """A cell's status by its name, in a word."""
    return sentence(f"status_word.{name}") if name.upper() in Status.__members__ else name


def _as_drawn(cop: str) -> str:
    return sentence("stream_page.feet_as_drawn", cop=shipped_text(cop))


def _words(setup: Setup) -> WordsFile:
    claims = setup.board.claims
    cop = claims.cop if cop_earned(setup) else sentence("stream_page.cop_not_shown")
    cop_both = _as_drawn(cop) if setup.board.scales_with_foot else cop
    return WordsFile(total=claims.total, share=claims.share, cop=cop, cop_both=cop_both)


def _stood_still(setup: Setup) -> set[str]:
    """Feet with a cell of which the board itself says that it always reads the same."""
    cells = self_test(setup).cells
    return {cell.foot for cell in setup.board.cells if cells[cell.name] == _state(Status.STUCK)}


def _cops(
    setup: Setup, matrices: Mapping[str, FootMatrix], means: Means, wrong: Sequence[str]
) -> tuple[dict[str, PlaceMm | None], dict[str, PlaceMm | None]]:
    """Mean CoP on the board and in each foot; none of a foot of `wrong`, of whose cells something could not be true:
    what they read before it was found is in these means, too."""
    cops: dict[str, PlaceMm | None] = {"left": None, "right": None, "both": None}
    own: dict[str, PlaceMm | None] = {"left": None, "right": None}
    if cop_earned(setup):
        for foot in (f for f in setup.board.feet if f not in wrong):
            k = FEET.index(foot)
            cops[foot] = _list(means.cop_mm[k])
            own[foot] = _list(to_foot(matrices[foot].pose, foot, means.cop_mm[k]))
        cops["both"] = None if wrong else _list(means.both_cop_mm)
    return cops, own


def _zero(
    setup: Setup, matrices: Mapping[str, FootMatrix], bracket: Bracket, means: Means, wrong: Sequence[str]
) -> ZeroSaidFile:
    """What the empty board before and after says, and the means without the drift that it found.

    A zero that was off by z changes the share of a point by (z - s sum z) / W (balance/uncertainty.py).
    """
    names = [cell.name for cell in setup.board.cells]
    corrected = None
    if any(bracket.mean_n) and not wrong:
        off = np.array(bracket.mean_n)
        load: dict[str, float | None] = {}
        share: dict[str, ByPoint | None] = {}
        shares = means.shares(matrices, setup.stance)
        for foot, matrix in matrices.items():
            k, own = FEET.index(foot), off[list(matrix.cells)]
            load[foot] = _number(means.load_n[k] - own.sum(), 4)
            moved = (matrix.to_points @ own - shares[k] * own.sum()) / means.standing_n[k]
            share[foot] = _shares(shares[k] - moved)
        corrected = CorrectedFile(total_n=_number(means.total_n - off.sum(), 4), load=load, share=share)
    drift_n = dict(zip(names, (_number(d, 4) for d in bracket.drift_n), strict=True)) if bracket.drift_n else None
    return ZeroSaidFile(mark=bracket.mark, reason=bracket.reason, drift_n=drift_n, corrected=corrected)


def _shares(share: NDArray[np.float64]) -> ByPoint | None:
    if not np.isfinite(share).all():
        return None
    return {point: float(s) for point, s in zip(POINTS, share, strict=True)}


def _list(values: NDArray[np.float64]) -> PlaceMm | None:
    return [float(v) for v in values] if np.isfinite(values).all() else None


def _number(value: float, digits: int) -> float | None:
    return round(float(value), digits) if np.isfinite(value) else None
