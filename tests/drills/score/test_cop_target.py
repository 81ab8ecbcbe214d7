"""Reps that a person accepted say where the CoP goes in each phase of later ones."""

from collections.abc import Callable
from dataclasses import replace
from math import nan
from typing import Any

import msgspec
import pytest

from tripod.drills.score.cop_target import PhaseTarget, TargetError, make_target, target_from_file, target_to_file
from tripod.drills.score.cost import Charge
from tripod.drills.score.rep import Charged, Limits, score_rep
from tripod.drills.seen.look import Look
from tripod.drills.seen.reps import Rep
from tripod.storage.schemas.diary import TargetFile
from tripod.storage.versioned import WrongValue, convert

TARGET = PhaseTarget("ab" * 8, "user", "paced-hinge", "2026-11-25", 25.0, 1.0, 8.0, 6)
REP = Rep(0.0, 3.0, 4.0, 6.0, 8.0, 25.0)


def moved(look: Callable[..., Look], depth: float, early_s: float = 0.0) -> list[Look]:
    """Looks of a rep that goes so far back, with the tripod kept."""
    like = replace(TARGET, depth_mm=depth, tall_mm=0.0)

    def back(t: float) -> float:
        t = min(max(t + early_s, 0.0), 7.99)
        phase, (begin, end) = next((p, span) for p, span in REP.spans().items() if span[0] <= t < span[1])
        return like.back_mm(phase, (t - begin) / (end - begin))

    return [look(t / 80, cop=(0.0, 100.0 - back(t / 80))) for t in range(640)]


def scored(look: Callable[..., Look], target: PhaseTarget | None, depth: float, early_s: float = 0.0) -> Any:
    rep, nothing = replace(REP, depth_mm=depth), Charge(0.0, 0.0, (), ())
    charged = [Charged(of, nothing) for of in moved(look, depth, early_s)]
    return score_rep(rep, charged, Limits(25.0, 100.0, target), 1 / 80)


def test_the_way_goes_softly_from_standing_to_the_bottom_and_back() -> None:
    assert TARGET.back_mm("descent", 0) == TARGET.back_mm("lockout", 0.5) == TARGET.back_mm("ascent", 1) == 1.0
    assert TARGET.back_mm("descent", 1) == TARGET.back_mm("bottom", 0.3) == TARGET.back_mm("ascent", 0) == 25.0
    assert TARGET.back_mm("descent", 0.5) == pytest.approx(13.0)


def test_a_rep_like_those_accepted_is_whole(look: Callable[..., Look]) -> None:
    assert scored(look, TARGET, 24.0).score == 100
    assert scored(look, TARGET, 24.0, early_s=0.3).score == 100


def test_one_that_goes_elsewhere_loses_the_phases_in_which_it_does(look: Callable[..., Look]) -> None:
    shallow = scored(look, TARGET, 12.0)
    assert shallow.scores["bottom"] == 94
    assert shallow.scores["lockout"] == 100
    assert 94 < shallow.scores["descent"] < 100
    assert shallow.worst == "bottom"
    assert shallow.back_mm["bottom"] == pytest.approx(12, abs=0.1)
    assert [of.key.point for of in shallow.costs] == ["way"]
    far = scored(look, TARGET, 45.0)
    assert far.scores["bottom"] == 91
    assert far.score >= 91, "nobody speaks to it"


def test_without_a_target_only_a_least_depth_counts(look: Callable[..., Look]) -> None:
    assert scored(look, None, 12.0).score == 100
    assert scored(look, None, 45.0).score == 100
    assert [scored(look, None, depth).score for depth in (10.0, 7.5, 5.0, 2.5, 0.0)] == [100, 98, 95, 93, 91]


def test_it_is_made_of_the_reps_and_as_wide_as_they_differ() -> None:
    calm = make_target([24, 25, 26], [0, 1, 2], "ab", "user", "paced-hinge", "2026-11-25")
    assert (calm.depth_mm, calm.tall_mm, calm.band_mm, calm.reps) == (25.0, 1.0, 8.0, 3)
    wild = make_target([15, 25, 35], [0, 1, 2], "ab", "user", "paced-hinge", "2026-11-25")
    assert wild.band_mm == 20.0


@pytest.mark.parametrize(
    ("bottoms", "tall", "says"),
    [([24, 25], [0, 0], "at least 3"), ([24, 25, nan], [0, 0, 0], "at least 3"), ([3, 4, 5], [0, 0, 0], "standing")],
)
def test_too_few_or_too_shallow_make_none(bottoms: list[float], tall: list[float], says: str) -> None:
    with pytest.raises(TargetError, match=says):
        make_target(bottoms, tall, "ab", "user", "paced-hinge", "2026-11-25")


def test_it_survives_its_file_and_nonsense_does_not() -> None:
    file = target_to_file(TARGET)
    plain = msgspec.to_builtins(file)
    assert target_from_file(file) == TARGET
    for damage in ({"band_mm": 0}, {"depth_mm": float("nan")}, {"depth_mm": "deep"}, {"made": None, "reps": "x"}):
        with pytest.raises(WrongValue):
            convert(plain | damage, TargetFile)
    with pytest.raises(WrongValue, match="missing required field"):
        convert({}, TargetFile)
