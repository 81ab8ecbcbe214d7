"""A set under way: what the pacer says and when, reps as they are counted, and when it ends by itself."""

from collections.abc import Callable, Sequence
from math import nan, pi, sin

import pytest

from tripod.boards import GRAVITY
from tripod.drills.format.drill import Step, Tempo
from tripod.drills.score.cost import Charge
from tripod.drills.score.rep import Limits
from tripod.drills.score.rep_set import RepSet
from tripod.drills.seen.look import Look
from tripod.drills.seen.quiet_stance import Quiet

PERIOD_S = 0.0125
HOME_MM = 100.0
TEMPO = Tempo(3.0, 1.0, 2.0, 2.0)
NOTHING = Charge(0.0, 0.0, (), ())


def rep_set(step: Step, ap_sd_mm: float = 4.0, bar_kg: float = nan) -> RepSet:
    limits = Limits(step.depth_mm, HOME_MM)
    quiet = Quiet(0.0, {}, (0.0, HOME_MM), ap_sd_mm, 5.0, 740.0)
    return RepSet(step, limits, quiet, began_s=10.0, period_s=PERIOD_S, bar_kg=bar_kg, delay_s=0.0)


def test_the_pacer_begins_after_a_second_and_keeps_its_tempo() -> None:
    of = rep_set(Step("reps", "", reps=2, tempo=TEMPO, depth_mm=40))
    words = of.paced(Look(60.0, 740.0, (370.0, 370.0), ((0.5, 0.3, 0.2),) * 2, (0.0, HOME_MM)))
    assert [(p.due_s, p.word, p.rep) for p in words] == [
        (11, "down", 1), (14, "hold", 1), (15, "up", 1), (17, "tall", 1),
        (19, "down", 2), (22, "hold", 2), (23, "up", 2), (25, "tall", 2),
    ]  # fmt: skip
    assert of.until_s == 27.5


def test_a_paced_rep_is_looked_back_at_when_the_next_begins(look: Callable[..., Look]) -> None:
    of = rep_set(Step("reps", "", reps=2, tempo=TEMPO, depth_mm=40))
    for k in range(round(9.5 / PERIOD_S)):
        moment = look(10 + k * PERIOD_S, cop=(0.0, 70.0 if 14.35 <= 10 + k * PERIOD_S < 15.35 else HOME_MM))
        of.add(moment, NOTHING)
        of.paced(moment)
    (seen,) = of.live
    rep = seen.rep
    edges = (rep.descent_s, rep.bottom_s, rep.ascent_s, rep.lockout_s, rep.end_s)
    assert edges == pytest.approx((11.35, 14.35, 15.35, 17.35, 19.35))
    assert rep.depth_mm == pytest.approx(30)


@pytest.mark.parametrize(
    ("ap_sd_mm", "too_little", "enough"), [(4.0, 19.0, 21.0), (12.0, 29.0, 31.0)], ids=["still", "restless"]
)
def test_a_free_rep_is_half_the_depth_that_is_asked_for_and_more_than_sway(
    ap_sd_mm: float, too_little: float, enough: float, look: Callable[..., Look]
) -> None:
    of = rep_set(Step("reps", "", reps=2, depth_mm=40), ap_sd_mm)
    for t_s, back_mm, counted in (
        (11, too_little, False), (12, 0, False),
        (13, enough, False), (14, 0.42 * enough, False), (15, 0.35 * enough, True),
    ):  # fmt: skip
        assert of.counted(look(t_s, cop=(0.0, HOME_MM - back_mm))) == counted, t_s
    assert (of.seen, of.phase) == (1, "lockout")


def test_a_bar_is_counted_by_its_load(look: Callable[..., Look]) -> None:
    of = rep_set(Step("reps", "", reps=2, depth_mm=40, bar=True), bar_kg=60)
    bar_n = 60 * GRAVITY
    for t_s, part, counted in ((11, 0.45, False), (12, 0.0, False), (13, 0.55, False), (14, 0.15, True)):
        assert of.counted(look(t_s, load=(370.0, 370.0 + part * bar_n))) == counted, t_s


def go_on(of: RepSet, look: Callable[..., Look], to_s: float, reps: Sequence[tuple[float, float]]) -> list[float]:
    """Looks until `to_s`, with reps of four seconds that begin then and are so deep; when the set ended by itself."""
    ended: list[float] = []
    for k in range(round((to_s - 10) / PERIOD_S)):
        t = 10 + k * PERIOD_S
        back = sum(deep * sin(pi * min(max((t - at) / 4, 0), 1)) ** 2 for at, deep in reps) + 0.5 * sin(3 * t)
        moment = look(t, cop=(0.0, HOME_MM - back))
        of.counted(moment)
        of.add(moment, NOTHING)
        if t >= of.until_s:
            ended.append(t)
    return ended[:1]


def test_a_free_set_ends_two_seconds_after_its_last_rep(look: Callable[..., Look]) -> None:
    of = rep_set(Step("reps", "", reps=2, depth_mm=40), ap_sd_mm=1.0)
    assert of.until_s == 50
    assert go_on(of, look, 30, [(12, 35), (17, 35)]) == [pytest.approx(23, abs=1.1)]


def test_a_free_set_ends_after_standing_for_twenty_seconds(look: Callable[..., Look]) -> None:
    of = rep_set(Step("reps", "", reps=3, depth_mm=40), ap_sd_mm=1.0)
    assert of.until_s == 70
    assert go_on(of, look, 40, [(12, 35)]) == [pytest.approx(36, abs=1.2)]


def test_a_provisional_count_ends_nothing(look: Callable[..., Look]) -> None:
    """Aloud five are counted, of which the third went half way only."""
    of = rep_set(Step("reps", "", reps=5, depth_mm=20), ap_sd_mm=1.0)
    deep = [(12, 40.0), (17, 40.0), (22, 18.0), (27, 40.0), (32, 40.0)]
    assert go_on(of, look, 38, deep) == []
    assert of.seen == 5
    assert of.until_s == 110
    assert of.result(38, 0.9).halves == 1


def test_a_rep_that_may_have_been_a_half_one_keeps_nobody_waiting(look: Callable[..., Look]) -> None:
    of = rep_set(Step("reps", "", reps=6, depth_mm=25), ap_sd_mm=1.0)
    depths = (45.0, 60.0, 24.0, 50.0, 40.0, 48.0)
    assert go_on(of, look, 50, [(12 + 5 * k, mm) for k, mm in enumerate(depths)]) == [pytest.approx(43, abs=1.2)]
    found = of.result(44, 0.9)
    assert (len(found.reps), found.between, found.doubtful) == (6, (5, 6), 1)


def test_a_step_loses_no_rep(look: Callable[..., Look]) -> None:
    """Away for two seconds, and 25 mm further back afterwards."""
    of = rep_set(Step("reps", "", reps=4, depth_mm=40), ap_sd_mm=1.0)
    for k in range(round(32 / PERIOD_S)):
        t = 10 + k * PERIOD_S
        if 21 <= t < 23:
            of.foot_away()
            continue
        back = 25.0 * (t > 22) + sum(35 * sin(pi * min(max((t - at) / 4, 0), 1)) ** 2 for at in (12, 16.5, 24, 29))
        of.add(look(t, cop=(0.0, HOME_MM - back)), NOTHING)
    found = of.result(42, 0.9)
    assert found.between == (4, 4)
    assert [r.rep.depth_mm for r in found.reps] == pytest.approx([35] * 4, abs=2)
    assert [r.back_mm["bottom"] for r in found.reps] == pytest.approx([34] * 4, abs=3)


def test_a_rep_that_a_step_hides_a_phase_of_leaves_the_count_of_those_told_possible(look: Callable[..., Look]) -> None:
    of = rep_set(Step("reps", "", reps=3, depth_mm=40), ap_sd_mm=1.0)
    for k in range(round(25 / PERIOD_S)):
        t = 10 + k * PERIOD_S
        if 19.9 <= t < 21.9:
            of.foot_away()
            continue
        back = sum(35 * sin(pi * min(max((t - at) / 4, 0), 1)) ** 2 for at in (12, 16.2, 21.6, 28))
        of.add(look(t, cop=(0.0, HOME_MM - back)), NOTHING)
    found = of.result(35, 0.9)
    assert len(found.reps) == 3
    assert found.between == (3, 4)
