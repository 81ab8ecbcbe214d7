"""What a summary states of the mean stance: each quantity with its ± and word, thresholds in force, and delays."""

from collections.abc import Sequence
from math import nan
from typing import Any

from tripod.balance.foot_states import FootState, cop_earned
from tripod.balance.means import Means
from tripod.balance.pose import to_foot
from tripod.balance.setup import Setup
from tripod.balance.stated import Stated, StatedPlace, covariance_mm2, stated_dict
from tripod.balance.thresholds import thresholds, thresholds_dict
from tripod.boards import FEET, POINTS
from tripod.live.mean_feet import MeanFeet, mean_feet
from tripod.sentences import sentence


def stated_summary(setup: Setup, means: Means, wrong: Sequence[str]) -> dict[str, Any]:
    """`stated`, `thresholds` and `delay`; nothing of a foot of `wrong`.

    The ± are those of one reading in the mean stance, the same that the live page shows there: most of it does not
    become less in a mean.
    """
    mean = mean_feet(setup, means)
    claims = setup.board.claims
    total = Stated(means.total_n, mean.total_pm_n, "N" if claims.newtons else "index", claims.total)
    sound = {foot: state for foot, state in mean.feet.items() if foot not in wrong}
    told = [one for foot, of in sound.items() if of.loaded for one in thresholds(foot, of.share_pm, claims.faults)]
    return {
        "stated": {
            "total": None if wrong else stated_dict(total),
            "feet": {foot: _foot(setup, foot, state, means) if state.loaded else None for foot, state in sound.items()},
            "cop_both": None if wrong else _both(mean, means, claims.cop),
        },
        "thresholds": thresholds_dict(told),
        "delay": {
            "sensor_s": round(setup.sensor_delay_s, 6),
            "sensor_pm_s": round(setup.sensor_delay_pm_s, 6),
            "of_which_to_one_instant_s": round(setup.behind_s, 6),
        },
    }


def _both(mean: MeanFeet, means: Means, word: str) -> dict[str, Any] | None:
    if mean.both_mm2 is None:
        return None
    x, y = means.both_cop_mm.tolist()
    (a, b), (c, d) = mean.both_mm2.tolist()
    return stated_dict(StatedPlace((x, y), ((a, b), (c, d)), word))


def _foot(setup: Setup, foot: str, state: FootState, means: Means) -> dict[str, Any]:
    claims = setup.board.claims
    at = to_foot(setup.poses[foot], foot, means.cop_mm[FEET.index(foot)])
    x, y = at.tolist() if cop_earned(setup) else (nan, nan)
    word = claims.cop if cop_earned(setup) else sentence("stream_page.cop_not_shown")
    place = StatedPlace((x, y), covariance_mm2(state.ellipse) if state.ellipse else None, word)
    return {
        "share": {
            point: stated_dict(Stated(share, pm, "1", claims.share))
            for point, share, pm in zip(POINTS, state.share, state.share_pm, strict=True)
        },
        "cop_in_foot": stated_dict(place),
    }
