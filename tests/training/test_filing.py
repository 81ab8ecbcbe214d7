"""What was done today is filed under the drills that it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from tripod.balance.judgement import Answer
from tripod.balance.sway_speed import NO_SWAY
from tripod.boards import load_board
from tripod.boards.stance_faults import Fault
from tripod.coach.cue import Cue
from tripod.device.items import DrillCommand
from tripod.drills.format.drill import Drill, Step
from tripod.drills.format.loader import library
from tripod.drills.format.part import Options
from tripod.drills.format.section import Section
from tripod.drills.not_scored import Cause, NotScored
from tripod.drills.run.engine import Engine
from tripod.drills.run.event_types import Event, PartBegan
from tripod.drills.run.given import Given
from tripod.drills.run.state import State
from tripod.drills.score.hold import HoldResult
from tripod.drills.score.judged import Judged, Untold
from tripod.drills.score.rep import RepResult
from tripod.drills.score.result import DrillResult
from tripod.drills.score.tries import Try
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.drills.seen.look import Look
from tripod.drills.seen.reps import Rep
from tripod.training.answers import named_answers
from tripod.training.diary import Entry
from tripod.training.filing import entries_of, entry_of

PERIOD_S = 0.0125
STEPS = (
    Step("hold", "Stand.", duration_s=5.0, feedback=False, test=True),
    Step("rest", "Next.", duration_s=1.0),
    Step("hold", "Stand.", duration_s=5.0),
    Step("rest", "Next.", duration_s=1.0),
    Step("away", "Kneel.", duration_s=2.0, times=2),
    Step("rest", "Next.", duration_s=1.0),
    Step("check", "Look.", questions=("Is it so?", "knees_turned"), wants="yes", otherwise="no"),
    Step("away", "Split.", duration_s=2.0),
    Step("hold", "Stand.", duration_s=5.0, feedback=False, test=True),
)
SECTIONS = (
    Section(0, "today"),
    Section(1, "tripod-hold", 2, "", 1),
    Section(3, "hero-pose", against="mt1_light"),
    Section(5, "half-split", against="back_rounded"),
    Section(8, "today"),
)
STILL = Step("hold", "Still.", duration_s=5.0, feedback=False, eyes="open", measures="sway")
HOLDS = (Section(1, "today"), Section(3, "tripod-hold", title="Tripod hold"))
GoesOn = Callable[["Run"], Callable[..., None]]
EVEN, LIGHT = (0.55, 0.27, 0.18), (0.70, 0.05, 0.25)


@dataclass
class Run:
    """As much of a drill run as its filing looks at."""

    engine: Engine
    drill: Drill
    began: list[tuple[float, int]] = field(default_factory=list)
    skipped: set[int] = field(default_factory=set)
    fading_at_start: int = 0
    cues: list[Cue] = field(default_factory=list)
    t_s: float = 0.0

    @property
    def coach(self) -> "Run":
        return self

    def result(self) -> dict[str, Any]:
        raise AssertionError("of a drill put together from others its parts are filed")

    def note(self, events: Sequence[Event]) -> None:
        self.began += [(e.t_s, e.index) for e in events if isinstance(e, PartBegan)]

    def tell(self, command: DrillCommand, answer: bool | None = None) -> None:
        if command is DrillCommand.SKIP:
            self.skipped.add(self.engine.at)
        self.note(self.engine.command(command, answer))

    def filed(self) -> list[Entry]:
        return entries_of(self, "2026-04-01T10:00:00", "ab" * 8, simulated=True, level=0, day=3)  # type: ignore[arg-type]


def a_run(steps: tuple[Step, ...] = STEPS, sections: tuple[Section, ...] = SECTIONS) -> Run:
    drill = Drill("today", "Today", "x", "both", steps, sections=sections)
    return Run(Engine(Given(drill, load_board("pads"), Options(), period_s=PERIOD_S)), drill)


@pytest.fixture
def run() -> Run:
    return a_run()


@pytest.fixture
def goes_on(run: Run) -> Callable[..., None]:
    """Let it go on until this part begins, or to its end."""
    return until_part(run)


@pytest.fixture
def goes_on_of() -> GoesOn:
    """The same of another drill."""
    return until_part


def until_part(run: Run) -> Callable[..., None]:
    def until(part: int, right: tuple[float, float, float] = EVEN) -> None:
        while run.engine.at < part and run.t_s < 120:
            on = run.engine.part is None or run.engine.part.step.kind in ("hold", "rest")
            load = (370.0, 370.0) if on else (0.0, 0.0)
            shares = (EVEN, right) if on else ((float("nan"),) * 3,) * 2
            now = Look(run.t_s, sum(load), load, shares, (0.0, 100.0))
            run.note(run.engine.take(now))
            run.t_s += PERIOD_S
            if run.engine.question:
                return

    return until


def test_each_try_goes_to_its_drill(run: Run, goes_on: Callable[..., None]) -> None:
    goes_on(2)
    goes_on(3, LIGHT)
    told_s = run.began[-1][0]
    run.cues.append(Cue(told_s - 2, "mt1_light", "right", "mt1_light_1", "Push.", recovered=False))
    run.cues.append(Cue(told_s - 4, "mt1_light", "right", "none", "", recovered=False))
    goes_on(7)
    assert run.engine.question
    run.tell(DrillCommand.ANSWER, False)
    run.tell(DrillCommand.ANSWER, None)
    goes_on(20)
    hold, hero, split, itself = run.filed()
    assert (hold.drill, hold.level, hold.fading, hold.day) == ("tripod-hold", 2, 1, 3)
    assert hold.faults == {"mt1_light": 1}
    assert hold.sides == {"right": 1}
    assert hold.unmended == {"mt1_light": 1}, "what was kept silent about was not spoken to"
    assert (hero.drill, hero.score, hero.against) == ("hero-pose", None, "mt1_light")
    assert (split.drill, split.answers, split.against) == ("half-split", {"knees_turned": None}, "back_rounded")
    assert (itself.drill, len(itself.scores), itself.faults) == ("today", 2, {})
    assert hold.score is not None
    assert hold.score < min(itself.scores)


def test_a_days_quiet_stance_has_no_score_and_the_day_has_none_of_its_own(goes_on_of: GoesOn) -> None:
    run = a_run((STILL, *STEPS[:4]), (Section(0, "quiet-stance", title="Quiet stance"), *HOLDS))
    goes_on_of(run)(4, LIGHT)
    quiet, hold, itself = run.filed()
    assert (quiet.drill, quiet.score, quiet.scores, quiet.faults, quiet.reason) == ("quiet-stance", None, (), {}, "")
    assert quiet.sway is not None
    assert hold.sway is None
    assert hold.score is not None
    result = run.engine.result()
    assert (result.score, result.answer) == (None, Answer.OFF)
    assert [(s.drill, s.done, s.score) for s in result.sections] == [
        ("quiet-stance", True, None),
        ("tripod-hold", True, hold.score),
    ]
    assert "2 of 2 parts done. Out of its band most: right heel, in band for 0 %" in result.why()
    assert f"Tripod hold: {hold.score}" in result.why()
    assert itself.score is not None


def test_what_was_left_out_of_a_day_was_not_done(goes_on_of: GoesOn) -> None:
    sections = (Section(0, "hero-pose", title="Hero pose"), Section(1, "tripod-hold", title="Tripod hold"))
    run = a_run((STEPS[4], STEPS[2]), sections)
    goes_on_of(run)(0)
    run.tell(DrillCommand.SKIP)
    run.tell(DrillCommand.SKIP)
    goes_on_of(run)(3)
    assert [s.done for s in run.engine.result().sections] == [False, True]
    assert "1 of 2 parts done" in run.engine.result().why()
    assert "Out of" not in run.engine.result().why(), "nothing was out"


def with_a_bar() -> Run:
    """A day that ends in a lift, or in a hinge instead of it."""
    check = Step("check", "Look.", questions=("back_keeps_shape",), wants="yes", otherwise="no lift")
    lift = Step("hold", "Lift.", duration_s=5.0, bar=True)
    steps = (check, lift, Step("rest", "Next.", duration_s=1.0), STEPS[2], Step("rest", "Over.", duration_s=1.0))
    sections = (
        Section(0, "deadlift-reps", title="Lift"),
        Section(2, "hinge-reps", title="Hinge", instead=True),
        Section(4, "today", title="Today"),
    )
    return a_run(steps, sections)


@pytest.mark.parametrize("answer", [True, False, None])
def test_a_section_that_comes_instead_is_done_only_where_an_answer_ended_the_one_before(
    goes_on_of: GoesOn, answer: bool | None
) -> None:
    run = with_a_bar()
    goes_on_of(run)(1)
    run.tell(DrillCommand.ANSWER, answer)
    goes_on_of(run)(5)
    assert run.engine.state is State.DONE
    done = [k for _, k in run.began]
    assert done == ([0, 1, 4] if answer else [0, 2, 3, 4])
    titles = [s.title for s in run.engine.result().sections]
    assert ("Hinge" in titles) is not bool(answer), "what came in place of nothing is not missed"
    assert {e.drill for e in run.filed()} == {"deadlift-reps", "today"} | (set() if answer else {"hinge-reps"})


def test_who_pauses_after_the_lift_does_no_hinge_instead_of_it(goes_on_of: GoesOn) -> None:
    run = with_a_bar()
    goes_on_of(run)(1)
    run.tell(DrillCommand.ANSWER, True)
    goes_on_of(run)(1)
    while run.engine.state is not State.RESTING:
        look = Look(run.t_s, 740.0, (370.0, 370.0), (EVEN, EVEN), (0.0, 100.0))
        run.note(run.engine.take(look))
        run.t_s += PERIOD_S
    run.tell(DrillCommand.PAUSE)
    run.tell(DrillCommand.RESUME)
    goes_on_of(run)(5)
    assert [k for _, k in run.began] == [0, 1, 4]


def test_what_was_left_out_or_never_begun_is_not_filed(run: Run, goes_on: Callable[..., None]) -> None:
    goes_on(4)
    run.tell(DrillCommand.SKIP)
    goes_on(7)
    run.tell(DrillCommand.STOP)
    assert [e.drill for e in run.filed()] == ["tripod-hold", "today"], "hero pose was skipped, the split broken off"


def test_a_drill_that_is_broken_off_before_anything_is_scored_files_nothing(run: Run) -> None:
    run.note(run.engine.take(Look(0.0, 740.0, (370.0, 370.0), (EVEN, EVEN), (0.0, 100.0))))
    run.tell(DrillCommand.STOP)
    assert [(e.drill, e.score, e.day) for e in run.filed()] == [("today", None, 0)], "the day is still to come"


def hold_of(score: int | None, worst: tuple[str, str, float] = ("left", "heel", 1.0)) -> HoldResult:
    return HoldResult(5.0, 5.0, score, worst, 0.0, 0.0, NO_SWAY, 5.0, {}, ())


def rep_of(score: int) -> RepResult:
    return RepResult(Rep(0, 3, 4, 6, 8, 20.0), {}, score, "", {}, {})


def test_an_entry_counts_what_was_scored_holds_before_reps() -> None:
    tries = (
        Try(hold=hold_of(60, ("right", "mt1", 0.4))),
        Try(hold=hold_of(None, ("left", "mt5", 0.0))),
        Try(hold=hold_of(10, ("left", "mt5", 0.1)), reason=NotScored(Cause.STOPPED)),
        Try(reps=(rep_of(90), rep_of(80))),
        Try(reps=(rep_of(20),), reason=NotScored(Cause.STOPPED)),
    )
    faults = tuple(
        FaultEvent(fault, foot, 1.0, 2.0, 0.1, "")
        for fault, foot in ((Fault.SWAY, ""), (Fault.MT1_LIGHT, "left"), (Fault.SWAY, ""))
    )
    result = DrillResult("x", "pads", "", tries, faults, {"knees_turned": None, "Is it so?": True}, (), None)
    entry = entry_of(result, "2026-11-01T10:00:00+01:00", "ab", simulated=False, feedback=True)
    assert (entry.scores, entry.reps, entry.worst) == ((60, 90, 80), 2, "right mt1")
    assert (entry.faults, entry.sides) == ({"sway": 2, "mt1_light": 1}, {"left": 1})
    assert (entry.answers, entry.sway, entry.reason) == ({"knees_turned": None}, None, "")
    assert entry.judged == Judged(Answer.OFF)


@pytest.mark.parametrize(
    ("more", "judged"),
    [
        ({}, Judged(Answer.GOOD)),
        ({"answers": {"back_rounded": True}}, Judged(Answer.OFF)),
        ({"answers": {"back_rounded": None}}, Judged(Answer.GOOD)),
        ({"answers": {"back_rounded": None}, "unanswered": ("back_rounded",)},
         Judged(Answer.CANNOT_TELL, Untold.UNANSWERED)),
        ({"unsure": {"mt5": 0.06}}, Judged(Answer.CANNOT_TELL, Untold.UNSURE, ("mt5",), 0.06)),
        ({"unsure": {"mt1": 0.11, "mt5": 0.16}}, Judged(Answer.CANNOT_TELL, Untold.TOO_VAGUE, ("mt5",), 0.16)),
        ({"not_claimed": (Fault.MT1_LIGHT,)}, Judged(Answer.CANNOT_TELL, Untold.NOT_SEEN, ("mt1",))),
    ],
    ids=["good", "somebody saw", "did not see", "nobody answered", "told later", "too vague", "not seen"],
)  # fmt: skip
def test_an_entry_keeps_the_drills_own_answer_and_why(more: dict[str, Any], judged: Judged) -> None:
    result = replace(DrillResult("x", "pads", "", (Try(hold=hold_of(100)),), (), {}, (), None), **more)
    entry = entry_of(result, "2026-11-01T10:00:00+01:00", "ab", simulated=False, feedback=True)
    assert entry.judged == judged


def test_an_entry_without_anything_scored_says_why() -> None:
    stopped = NotScored(Cause.STOPPED)
    result = DrillResult("x", "pads", "", (Try(hold=hold_of(10), reason=stopped),), (), {}, (), stopped)
    entry = entry_of(result, "2026-11-01T10:00:00+01:00", "ab", simulated=True, feedback=False, foot="left", level=2)
    assert (entry.score, entry.scores, entry.reps, entry.worst) == (None, (), 0, "")
    assert entry.reason == str(stopped)
    assert (entry.foot, entry.level, entry.simulated, entry.feedback) == ("left", 2, True, False)


@pytest.mark.parametrize("name", [d.name for d in library()[0].values() if any(s.questions for s in d.steps)])
def test_every_answer_of_a_drill_of_the_library_is_kept(name: str) -> None:
    asked = {q for step in library()[0][name].steps for q in step.questions}
    assert named_answers(dict.fromkeys(asked, False)) == dict.fromkeys(asked, False)
    assert named_answers({"Did it hurt?": True}) == {}, "a drill's own words are not"
