"""The judgement of a whole stream, by its means: for summaries."""

from dataclasses import replace
from math import isfinite, nan

import numpy as np
from numpy.typing import NDArray

from tripod.balance.balance import foot_matrices
from tripod.balance.foot_states import FootState
from tripod.balance.judgement import Judgement, Seen, Why, judge
from tripod.balance.stream_totals import StreamTotals
from tripod.boards import FEET
from tripod.force.calibration import placed
from tripod.live.mean_feet import mean_feet
from tripod.live.measuring import Measuring

CHECKED_S = 1.0
"""A stream must be so long for its readings to have been looked at."""
FAILED_PART = 0.1
"""A cell that gave no reading in a larger part of the samplings was not measured."""
STOOD_PART = 0.9
"""A foot that stood for a smaller part of the other's time stepped on or off."""
MOVES_SD = 0.06
"""A share whose standard deviation over the whole stream is larger than this is of somebody who moved."""


def judge_mean(measuring: Measuring, what: StreamTotals) -> Judgement:
    """The judgement of the mean stance of a stream, or of the part of it that was recorded."""
    setup, means = replace(measuring.setup, stance=what.stance), what.means
    stood_so = mean_feet(setup, means).feet
    matrices = foot_matrices(placed(setup.board, setup.calibration.places_mm), setup.feet, setup.stance)
    shares = means.shares(matrices, setup.stance)
    feet: dict[str, FootState] = {}
    for foot, state in stood_so.items():
        share, load = shares[FEET.index(foot)], float(means.load_n[FEET.index(foot)])
        cells = setup.board.cells_of(foot)
        failed = [len(what.failed) > 0 and bool(what.failed[c] > FAILED_PART * what.frames) for c in cells]
        status = tuple(int(what.failed_as[c]) if bad else 0 for c, bad in zip(cells, failed, strict=True))
        feet[foot] = replace(
            state,
            load_n=load,
            point_n=_three(share * load),
            share=_three(share),
            status=status,
        )
    left, right = (float(load) for load in means.standing_n)
    both = isfinite(left) and isfinite(right)
    stood = [n for n in means.standing_rows if n]
    stepped = bool(stood) and min(stood) < STOOD_PART * max(stood)
    moved = stepped or bool((means.share_sd > MOVES_SD).any())
    seen = Seen(
        feet,
        setup.board.claims.faults,
        what.found,
        left / (left + right) if both else nan,
        moving=moved,
        checked=what.duration_s >= CHECKED_S,
        warming_up=not measuring.warm,
        zero_known=setup.zero_known,
        lies=measuring.watch.lies,
        gains_checked=setup.calibration.calibrated,
    )
    return over(judge(seen), what.duration_s)


def over(judged: Judgement, seen_s: float) -> Judgement:
    """The judgement of a stream that is over after so many seconds: nobody need wait for more of it, nor of the foot
    beside one that cannot be judged."""
    other = over(judged.other, seen_s) if judged.other is not None else None
    if judged.why is Why.JUST_BEGUN:
        return replace(judged, why=Why.TOO_SHORT, seen_s=seen_s)
    return replace(judged, other=other) if other != judged.other else judged


def _three(values: NDArray[np.float64]) -> tuple[float, float, float]:
    a, b, c = values.tolist()
    return a, b, c
