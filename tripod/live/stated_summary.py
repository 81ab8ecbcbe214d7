"""What a summary states of the mean stance: each quantity with its ± and word, and thresholds in force."""

from collections.abc import Sequence
from math import isfinite, nan

from tripod.balance.foot_states import FootState, cop_earned
from tripod.balance.means import Means
from tripod.balance.pose import to_foot
from tripod.balance.setup import Setup
from tripod.balance.stated import Stated, StatedPlace, covariance_mm2, stated_file, stated_place_file
from tripod.balance.thresholds import thresholds, thresholds_file
from tripod.boards import FEET, POINTS
from tripod.live.mean_feet import MeanFeet, mean_feet
from tripod.sentences import sentence
from tripod.storage.schemas.summary import StatedFeetFile, StatedFile, StatedFootFile, StatedPlaceFile, ThresholdFile


def stated_feet(
    setup: Setup, means: Means, wrong: Sequence[str]
) -> tuple[StatedFeetFile, dict[str, dict[str, ThresholdFile]]]:
    """What is stated, and foot -> fault -> its threshold; nothing of a foot of `wrong`.

    The ± are those of one reading in the mean stance, the same that the live page shows there: most of it does not
    become less in a mean.
    """
    mean = mean_feet(setup, means)
    claims = setup.board.claims
    total = Stated(means.total_n, mean.total_pm_n, "N" if claims.newtons else "index", claims.total)
    sound = {foot: state for foot, state in mean.feet.items() if foot not in wrong}
    told = [one for foot, of in sound.items() if of.loaded for one in thresholds(foot, of.share_pm, claims.faults)]
    stated = StatedFeetFile(
        total=None if wrong else stated_file(total),
        feet={foot: _foot(setup, foot, state, means) if state.loaded else None for foot, state in sound.items()},
        cop_both=None if wrong else _both(mean, means, claims.cop),
        left_part=None if wrong else _left(mean, means, claims.total),
        margin=None if wrong else _edge(mean, claims.cop),
    )
    return stated, thresholds_file(told)


def _both(mean: MeanFeet, means: Means, word: str) -> StatedPlaceFile | None:
    if mean.both_mm2 is None:
        return None
    x, y = means.both_cop_mm.tolist()
    (a, b), (c, d) = mean.both_mm2.tolist()
    return stated_place_file(StatedPlace((x, y), ((a, b), (c, d)), word))


def _left(mean: MeanFeet, means: Means, word: str) -> StatedFile | None:
    left, right = (float(load) for load in means.standing_n)
    if not isfinite(mean.left_pm) or not left + right > 0:
        return None
    return stated_file(Stated(left / (left + right), mean.left_pm, "1", word))


def _edge(mean: MeanFeet, word: str) -> StatedFile | None:
    if mean.margin is None or not mean.margin.measured:
        return None
    return stated_file(Stated(mean.margin.mm, mean.margin.pm_mm, "mm", word))


def _foot(setup: Setup, foot: str, state: FootState, means: Means) -> StatedFootFile:
    claims = setup.board.claims
    at = to_foot(setup.poses[foot], foot, means.cop_mm[FEET.index(foot)])
    x, y = at.tolist() if cop_earned(setup) else (nan, nan)
    word = claims.cop if cop_earned(setup) else sentence("stream_page.cop_not_shown")
    place = StatedPlace((x, y), covariance_mm2(state.ellipse) if state.ellipse else None, word)
    return StatedFootFile(
        share={
            point: stated_file(Stated(share, pm, "1", claims.share))
            for point, share, pm in zip(POINTS, state.share, state.share_pm, strict=True)
        },
        cop_in_foot=stated_place_file(place),
    )
