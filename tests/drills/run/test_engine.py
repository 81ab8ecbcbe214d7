"""A drill from stepping on to its number, and everything that keeps a try from being scored."""

from collections.abc import Callable
from math import nan
from typing import Any, get_args

import numpy as np
import pytest
from msgspec import to_builtins

from tripod.boards import STANCE_FAULTS, load_board
from tripod.device.items import DrillCommand
from tripod.drills.format.drill import Drill, Step
from tripod.drills.format.loader import library
from tripod.drills.format.part import Options
from tripod.drills.run.engine import Engine
from tripod.drills.run.event_types import TryScored
from tripod.drills.run.given import Given
from tripod.drills.run.state import State
from tripod.drills.run.step_kinds import NOT_SCORED, SCORED
from tripod.drills.score.bands import reference
from tripod.drills.score.cost import AFTER_S
from tripod.drills.score.hold import HoldMeter, HoldResult, hold_file
from tripod.drills.score.result_file import result_file
from tripod.drills.seen.fault_watch import FaultWatch
from tripod.drills.seen.look import Look
from tripod.storage.schemas import drill as drill_schema

DRILLS, _ = library()
PERIOD_S = 0.0125


def engine(name: str = "tripod-hold", board: str = "pads", **options: Any) -> Engine:
    return Engine(Given(DRILLS[name], load_board(board), Options(asks=False, **options), period_s=PERIOD_S))


def stand(of: Engine, look: Callable[..., Look], seconds: float, start_s: float, **what: Any) -> list[Any]:
    rng = np.random.default_rng(1)
    out = []
    for t in np.arange(start_s, start_s + seconds, PERIOD_S).tolist():
        cop = what.get("cop", (0.0 + rng.normal(0, 0.5), 100 + rng.normal(0, 0.5)))
        out += of.take(look(t, **{**what, "cop": cop}))
    return out


def test_a_good_hold_is_scored_whole(look: Callable[..., Look]) -> None:
    of = engine()
    events = stand(of, look, 40, 0.0)
    tries = [e for e in events if e.kind == "try"]
    assert tries[0].score == 100
    assert of.tries[0].hold
    assert of.tries[0].hold.duration_s == pytest.approx(30, abs=0.05)


def test_a_fault_costs_the_time_that_it_is_told_and_some_after_it(look: Callable[..., Look]) -> None:
    of = engine()
    events = stand(of, look, 12, 0.0)
    begun = next(e.t_s for e in events if e.kind == "begin")
    stand(of, look, 6, 12.0, right=(0.66, 0.09, 0.25))
    stand(of, look, begun + 30.5 - 18, 18.0)
    hold = of.tries[0].hold
    assert hold
    # Six seconds, less until it was told and more until it was over, and eight more.
    assert hold.score == pytest.approx(100 * (30 - 6 + 0.4 - AFTER_S) / 30, abs=1)
    (fault, *small) = hold.costs
    assert (fault.key.fault, fault.key.foot, fault.key.point, fault.times) == ("mt1_light", "right", "mt1", 1)
    assert sum(of.points for of in hold.costs) == pytest.approx(100 - hold.score, abs=0.5)
    assert sum(of.points for of in small) < 1
    assert hold.worst == ("right", "heel", pytest.approx(0.8, abs=0.01)) or hold.worst[:2] == ("right", "mt1")
    assert f"100 − {fault.points:.1f} (right foot rolling outward: seen once, " in hold.why()
    assert [f.fault for f in of.faults] == ["mt1_light"]


def test_nothing_is_scored_while_a_foot_is_off_its_place(look: Callable[..., Look]) -> None:
    of = engine()
    stand(of, look, 10, 0.0)
    events = stand(of, look, 2, 10.0, right=None)
    assert [str(e.reason) for e in events if e.kind == "try"] == ["a foot left its place"]
    assert of.tries == []
    assert of.state is State.WAITING
    events = stand(of, look, 34, 12.0)
    assert [isinstance(e, TryScored) for e in events if e.kind == "try"] == [True]
    assert of.tries[0].score == 100


def test_a_hop_shorter_than_a_quarter_second_is_forgiven(look: Callable[..., Look]) -> None:
    of = engine()
    stand(of, look, 10, 0.0)
    assert stand(of, look, 0.2, 10.0, right=None) == []
    assert of.state is State.WORKING


def test_an_unquiet_stance_is_not_scored_and_says_why(look: Callable[..., Look]) -> None:
    of, events = engine(), []
    for t in np.arange(0, 70, PERIOD_S).tolist():
        events += of.take(look(t, cop=(40 * np.sin(5 * t), 100.0)))
    assert {str(e.reason) for e in events if e.kind == "try"} == {"no quiet stance was found"}
    assert str(of.tries[0].reason) == "no quiet stance was found"
    assert to_builtins(result_file(of.result()))["scored"] is False


def test_the_other_foot_on_the_board_is_off_its_place(look: Callable[..., Look]) -> None:
    of = engine("one-leg-hold", foot="left")
    stand(of, look, 5, 0.0)
    assert of.state is State.WAITING
    stand(of, look, 24, 5.0, right=None)
    assert of.tries[0].feet == ("left",)
    assert of.tries[0].scored


def test_lost_readings_are_not_scored(look: Callable[..., Look]) -> None:
    of = engine()
    stand(of, look, 5, 0.0)
    events = stand(of, look, 40, 20.0)
    assert next(str(getattr(e, "reason", "")) for e in events if e.kind == "try") == "readings were lost on the line"


def test_pause_and_a_foot_tap_go_on(look: Callable[..., Look]) -> None:
    of = engine()
    stand(of, look, 10, 0.0)
    assert [e.kind for e in of.command(DrillCommand.PAUSE)] == ["paused"]
    assert stand(of, look, 5, 10.0) == []
    stand(of, look, 1, 15.0, left=None, right=None)
    events = stand(of, look, 4, 16.0)
    assert [e.kind for e in events][:2] == ["resumed", "part"]
    assert of.state is State.WORKING
    assert str(of.tries[0].reason) == "paused"


def test_skip_stop_and_done(look: Callable[..., Look]) -> None:
    of = engine()
    stand(of, look, 10, 0.0)
    of.command(DrillCommand.SKIP)
    assert of.at == 1
    assert str(of.tries[0].reason) == "skipped"
    of.command(DrillCommand.STOP)
    assert of.state is State.DONE
    assert to_builtins(result_file(of.result()))["reason"] == "skipped"
    assert of.command(DrillCommand.STOP) == []


def shifted(look: Callable[..., Look], share_of: Callable[[float], float]) -> HoldResult:
    """A shift of 30 s on the left foot, whose MT1 carries what `share_of` says."""
    watch = FaultWatch(STANCE_FAULTS, ("left",), reference(("left",), {}, None, None), moving=False, patience_s=4.0)
    meter = HoldMeter(("left",), watch, recovery=True, toes=False, body_n=nan, period_s=PERIOD_S)
    for k in range(int(30 / PERIOD_S)):
        mt1 = share_of(k * PERIOD_S)
        seen = look(k * PERIOD_S, left=(0.55, mt1, 0.45 - mt1), cop=(300 * (mt1 - 0.27), 100.0))
        watch(seen)
        meter(seen)
    return meter.result()


def test_who_shifts_inside_the_tripod_is_scored_whole(look: Callable[..., Look]) -> None:
    result = shifted(look, lambda t: 0.27 + 0.045 * np.sin(t))
    assert result.shifted
    assert (result.score, result.recoveries) == (100, ())
    assert "no point left its band" in result.why()


def test_who_shifts_nothing_is_not_scored(look: Callable[..., Look]) -> None:
    assert not shifted(look, lambda t: 0.27 + 0.02 * np.sin(t)).shifted
    of = engine("to-and-fro")
    events = stand(of, look, 45, 0.0)
    told = next(e for e in events if e.kind == "try")
    assert not isinstance(told, TryScored)
    assert str(told.reason) == "nothing was shifted: shift further"


def test_coming_back_straight_scores_better_than_to_and_fro(look: Callable[..., Look]) -> None:
    def way(t: float, wobble: float) -> float:
        phase = t % 10
        return 0.27 - 0.15 * np.sin(np.pi * np.clip(phase / 3, 0, 1)) + wobble * np.sin(9 * phase) * (phase < 3)

    straight, wobbly = (shifted(look, lambda t, w=w: way(t, w)) for w in (0.0, 0.05))
    assert all(r.smooth > 0.9 for r in straight.recoveries)
    assert straight.score >= wobbly.score + 1
    assert "% straight" in straight.why()


def test_a_light_point_in_a_shift_is_a_fault_only_if_it_does_not_come_back(look: Callable[..., Look]) -> None:
    def rolled(t: float, *, stays: bool) -> tuple[float, float, float]:
        return (0.55, 0.08, 0.37) if t > 4 and (stays or t % 6 < 3) else (0.55, 0.27, 0.18)

    for stays in (False, True):
        of = engine("to-and-fro")
        for k in range(int(30 / PERIOD_S)):
            of.take(look(k * PERIOD_S, right=rolled(k * PERIOD_S, stays=stays)))
        of.command(DrillCommand.STOP)
        assert [f.fault for f in of.faults] == (["mt1_light"] if stays else [])


@pytest.mark.slow
def test_toes_take_what_is_missing_of_body_weight(do_drill: Callable[..., Any]) -> None:
    done = do_drill("busy-toes", "pupil,board=pads,seed=2")
    holds = [t.hold for t in done.engine.tries]
    assert all(h.toes.most_n > 1.5 * h.toes.mean_n > 0 for h in holds), holds
    assert all(h.toes.times >= 3 for h in holds)
    assert "toes worked" in holds[0].why()
    held = 1 - sum(of.points for of in holds[0].costs) / 100
    assert holds[0].score == round(100 * (0.8 * held + 0.2))
    unseen = do_drill("busy-toes", "pupil,board=insole,seed=2", most_s=50).engine.tries[0].hold
    assert unseen.toes is None
    assert unseen.why().endswith("toes not seen")
    assert to_builtins(hold_file(unseen))["toes"] == {"seen": False}


def test_feedback_is_only_within_a_part_that_has_it_and_while_it_is_wanted(look: Callable[..., Look]) -> None:
    def wanted(name: str, **options: Any) -> tuple[bool, bool]:
        of = engine(name, **options)
        stand(of, look, 0.5, 0.0)
        waiting = of.now().feedback
        stand(of, look, 12, 0.5)
        assert of.now().working
        return waiting, of.now().feedback

    assert wanted("tripod-hold") == (False, True)
    assert wanted("tripod-hold", feedback=False) == (False, False)


@pytest.mark.slow
def test_a_cue_that_is_heard_changes_what_happens(do_drill: Callable[..., Any]) -> None:
    scenario = "pupil,board=pads,seed=3,habit=mt1_light:right"
    # Its first hold is enough.
    alone, coached = (do_drill("tripod-hold", scenario, cues=cues, most_s=50).engine for cues in (False, True))
    assert coached.tries[0].score > alone.tries[0].score
    assert coached.tries[0].fault_s < alone.tries[0].fault_s / 4


def test_what_was_not_seen_of_a_set_is_not_scored(look: Callable[..., Look]) -> None:
    of = engine("paced-hinge")
    events = stand(of, look, 12, 0.0)
    while not any(e.kind == "begin" for e in events):
        events += stand(of, look, 2, of._log.now_s + PERIOD_S)
    # Twelve seconds of which nothing ever came.
    events = stand(of, look, 120, of._log.now_s + 12)
    assert "readings were lost on the line" in [str(getattr(e, "reason", "")) for e in events if e.kind == "try"]


def test_after_unplugging_the_part_begins_again(look: Callable[..., Look]) -> None:
    of = engine("paced-hinge")
    stand(of, look, 30, 0.0)
    assert of.state is State.WORKING
    of.interrupt()
    events = stand(of, look, 1, 60.0)
    assert [e.kind for e in events][:1] == ["part"]
    assert not [e for e in events if e.kind == "pace"]


def test_a_board_that_earns_no_cop_shows_no_millimetres(look: Callable[..., Look]) -> None:
    of = Engine(
        Given(DRILLS["quiet-stance"], load_board("insole"), Options(asks=False), period_s=PERIOD_S, cop_earned=False)
    )
    stand(of, look, 60, 0.0)
    held = [t.hold for t in of.tries if t.hold is not None]
    assert held
    assert all(np.isnan(h.sway_mm_s) and np.isnan(h.drift_ap_mm) for h in held)


def test_a_stopped_set_leaves_its_trace(look: Callable[..., Look]) -> None:
    of = engine("paced-hinge")
    stand(of, look, 30, 0.0)
    of.command(DrillCommand.SKIP)
    assert [str(t.reason) for t in of.tries] == ["skipped"]


def test_a_drills_own_bands_are_called_its_own() -> None:
    own = {"heel": (0.5, 0.7), "mt1": (0.1, 0.3), "mt5": (0.1, 0.3)}
    assert reference(("left",), own, None, None).source == "drill"
    assert reference(("left",), {"heel": (0.5, 0.7)}, None, None).source == "convention"


def test_a_pause_between_two_tries_scores_none_twice(look: Callable[..., Look]) -> None:
    of = engine()
    t, events = 0.0, []
    while not of.tries:
        events += stand(of, look, 1.0, t)
        t += 1.0
    assert of.state is State.RESTING
    of.command(DrillCommand.PAUSE)
    of.command(DrillCommand.RESUME)
    assert of.at == 1
    assert of.interrupt() == []
    stand(of, look, 0.1, t)
    assert of.at == 1, "nothing was scored in between"


def test_one_leg_comes_within_a_drill_on_both(look: Callable[..., Look]) -> None:
    feet = [part.feet for part in engine().parts if part.step.kind == "hold"]
    assert feet == [("left", "right")] * 3 + [("left",), ("right",)]
    assert [part.feet for part in engine(foot="right").parts][-1] == ("right",)
    one_foot = Engine(Given(DRILLS["tripod-hold"], load_board("insole-left"), Options(asks=False), period_s=PERIOD_S))
    assert {part.feet for part in one_foot.parts} == {("left",)}


def test_a_reading_that_fails_is_no_step_off(look: Callable[..., Look]) -> None:
    of = engine()
    stand(of, look, 10, 0.0)
    nothing = (nan, nan, nan)
    events = stand(of, look, 1.0, 10.0, left=nothing, load=(nan, 370.0))
    assert events == []
    stand(of, look, 26, 11.0)
    assert [t.reason for t in of.tries] == [None]
    assert of.tries[0].hold
    assert of.tries[0].hold.duration_s == pytest.approx(29, abs=0.1)


def test_too_many_failed_readings_are_not_scored(look: Callable[..., Look]) -> None:
    of = engine()
    stand(of, look, 10, 0.0)
    stand(of, look, 6.0, 10.0, left=(nan, nan, nan), load=(nan, 370.0))
    stand(of, look, 20, 16.0)
    assert [str(t.reason) for t in of.tries] == ["a sensor gave no true reading"]


def test_a_question_is_asked_once_for_both_legs(look: Callable[..., Look]) -> None:
    drill = Drill(
        "own", "Own", "x", "one",
        (Step("check", "Look.", questions=("Was it so?",)), Step("say", "Go.", duration_s=1.0)),
    )  # fmt: skip
    of = Engine(Given(drill, load_board("pads"), Options(), period_s=PERIOD_S))
    stand(of, look, 0.5, 0.0)
    assert of.question == "Was it so?"
    of.command(DrillCommand.ANSWER, True)
    stand(of, look, 3.0, 0.5)
    assert of.state is State.DONE


def test_who_stops_early_does_not_wait_for_the_reps_that_do_not_come(look: Callable[..., Look]) -> None:
    of = engine("hinge-reps")
    rng, events, t = np.random.default_rng(1), list[Any](), 0.0
    while not any(e.kind == "try" for e in events) and t < 150:
        at = t - 8.0
        back = 30 * np.sin(np.pi * (at % 6) / 6) ** 2 if 0 <= at < 18 else 0.0
        events += of.take(look(t, cop=(rng.normal(0, 0.3), 100 - back + rng.normal(0, 0.3))))
        t += PERIOD_S
    told = next(e for e in events if e.kind == "try")
    assert isinstance(told, TryScored)
    assert len(of.tries[-1].reps) == 3
    assert 8 + 15 + 20 < told.t_s < 8 + 18 + 22


def test_a_set_that_is_ended_at_the_bottom_has_no_rep_and_says_so(look: Callable[..., Look]) -> None:
    of, t, back = engine("hinge-reps"), 0.0, 0.0
    rng = np.random.default_rng(2)
    while t < 20:
        back = 40 * np.clip((t - 8) / 3, 0, 1)
        of.take(look(t, cop=(rng.normal(0, 0.3), 100 - back + rng.normal(0, 0.3))))
        t += PERIOD_S
    events = of.command(DrillCommand.FINISH)
    told = next(e for e in events if e.kind == "try")
    assert not isinstance(told, TryScored)
    assert "no rep was found" in str(told.reason)


@pytest.mark.parametrize(("bounce", "quiet"), [(0.01, True), (0.05, False)])
def test_who_bounces_does_not_stand_quietly(look: Callable[..., Look], bounce: float, quiet: bool) -> None:
    of, events = engine(), []
    for t in np.arange(0, 15, PERIOD_S).tolist():
        n = 370 * (1 + bounce * np.sin(12 * t))
        events += of.take(look(t, load=(n, n)))
    assert ("begin" in [e.kind for e in events]) is quiet


def test_each_kind_of_step_that_a_drill_file_may_name_has_its_class() -> None:
    kinds = get_args(drill_schema.StepTable.__annotations__["kind"])
    assert set(kinds) == SCORED.keys() | NOT_SCORED.keys()
    assert not SCORED.keys() & NOT_SCORED.keys()
