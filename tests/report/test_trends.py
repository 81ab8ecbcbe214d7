"""The picture of a number over days: which of them could not be told."""

import pytest

from tests.views.history.made import entry
from tripod.balance.judgement import Answer
from tripod.drills.score.judged import Judged, Untold
from tripod.report.page import Trend
from tripod.report.trends import all_series, trend
from tripod.training.score_axis import score_axis
from tripod.views.history.trend_plot import _ticks

DOUBT = Judged(Answer.CANNOT_TELL, Untold.IN_PART)


def picture(*judged: Judged | None) -> Trend:
    """Of a hold on several days."""
    done = [entry(f"2026-11-{n:02}", (70 + n,) * 3, judged=of) for n, of in enumerate(judged, 1)]
    return trend(all_series(done, "tripod-hold", lambda name: name)[0])


def test_a_try_that_could_not_be_told_is_crossed_and_the_cross_is_explained() -> None:
    seen = picture(Judged(Answer.GOOD), DOUBT, None, Judged(Answer.OFF))
    assert [point.in_doubt for point in seen.points] == [False, True, False, False]
    assert seen.note.endswith("Crossed: whether it was good could not be told.")
    assert "Crossed" not in picture(Judged(Answer.GOOD), Judged(Answer.OFF)).note


def test_sway_alone_is_no_doubt() -> None:
    assert not Judged(Answer.CANNOT_TELL, Untold.ONLY_SWAY).in_doubt


@pytest.mark.parametrize("scores", [(70, 72, 80, 81), (22, 29, 90), (3, 44, 60)])
def test_paper_and_history_have_the_same_axis_of_scores(scores: tuple[int, ...]) -> None:
    done = [entry(f"2026-11-{n:02}", (of,)) for n, of in enumerate(scores, 1)]
    paper = trend(all_series(done, "tripod-hold", lambda name: name)[0])
    assert [mark.text for mark in paper.values] == [f"{at:.0f}" for at in score_axis(scores)]
    assert _ticks(scores, speed=False) == score_axis(scores)
