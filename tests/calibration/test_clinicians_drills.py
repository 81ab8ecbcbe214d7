"""Clinicians' drills, done wrongly by films of feet through the whole program: what is said is true, and no more than
the board may claim."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.calibration.films_of_feet import At, Does, FilmedFeet, both, one, stands, who
from tests.cli.drill_command import own
from tripod.analysis.limits import REACHES, limits
from tripod.analysis.trial import Trial
from tripod.cli import main
from tripod.drills.format.leans import LEANS
from tripod.drills.format.loader import library
from tripod.drills.format.questions import ASKED_ONLY, QUESTIONS
from tripod.live.recorded_trials import RecordedTrials
from tripod.live.session import Session
from tripod.sentences import sentence
from tripod.sources import open_folder

Run = Callable[..., tuple[dict[str, Any], str, Path]]
ON_BOTH = At(0.0, (0.5, 0, 0), (0.5, 0, 0))
HOLD = """
[[step]]
kind = "hold"
text = "Stand."
duration_s = {s}
{more}
"""
HEAD = """schema = 1
title = "Short"
trains = "Standing."
"""


def a_hold(s: int = 10, more: str = "feedback = false") -> str:
    return HOLD.format(s=s, more=more)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Do a drill in a film: what its JSON says, what is printed, and its recording."""

    def do(name: str, film: Callable[[], Does], board: str = "pads", answers: tuple[str, ...] = ()) -> Any:
        monkeypatch.setattr("tripod.virtual.board.Pupil", lambda scenario, rng: FilmedFeet(scenario, rng, film()))
        said = [x for answer in answers for x in ("--answer", answer)]
        place = tmp_path / "kept"
        args = ["drill", name, "--source", f"virtual:pupil,board={board},seed=3", "--fast", "--mute", *said]
        assert main([*args, "--record", str(place)]) == 0
        printed = capsys.readouterr().out
        summary = next(place.rglob("summary.json"))
        return json.loads(summary.read_text("utf-8")), printed, place

    return do


def the_trial(place: Path) -> Trial:
    """What may be analysed of a recording."""
    trials = RecordedTrials()
    session = Session(open_folder(place), listeners=(trials,))
    trials.follow(session)
    while session.step():
        pass
    setup = session.pipeline.setup
    assert setup is not None
    (trial,) = trials.trials("it", setup)
    return trial


def test_a_step_with_eyes_closed_is_told_beside_the_sway_that_does_not_show_it(run: Run) -> None:
    romberg = own(
        "short", f'{HEAD}measures = "sway"\n{a_hold(more=EYES.format("open"))}{a_hold(more=EYES.format("closed"))}'
    )
    step = [At(3, (1.0, 0, 0), (0.0, 0, 0), 0.25), At(3.9, (0.5, 0, 0), (0.5, 0, 0), 0.25)]
    _, said, _ = run(romberg, who({}, [[], step]))
    assert "hold 2: a foot left its place (once), and it was begun again" in said
    assert "Romberg quotient" in said
    assert "A foot left its place with eyes closed (once): what came before it is not in this." in said
    assert "eyes open (once)" not in said


EYES = 'feedback = false\neyes = "{}"'


def test_nothing_is_said_of_eyes_that_were_never_to_be_closed(run: Run) -> None:
    uneven = own("short", f'{HEAD}measures = "sway"\n{a_hold(more=EYES.format("open"))}')
    _, said, _ = run(uneven, who({}, stand=stands(0.65)))
    assert "left 65." in said
    assert "closed" not in said
    assert "quotient" not in said


def test_who_stands_uneven_in_a_tripod_hold_is_told_the_side(run: Run) -> None:
    _, said, _ = run(own("short", HEAD + a_hold()), who({}, stand=stands(0.65)))
    assert "weight to the left (shift_left)" in said
    assert "off: a fault was seen" in said


@pytest.mark.parametrize(
    ("outward", "forward", "fault"),
    [(-8.0, 4.0, "mt5_light"), (16.0, 12.0, "mt1_light"), (0.0, -45.0, "heel_heavy"), (0.0, 0.0, "")],
)
def test_a_knee_that_falls_in_on_one_leg_is_told_by_its_point(
    run: Run, outward: float, forward: float, fault: str
) -> None:
    drill = own("short", f'{HEAD}feet = "one"\n{a_hold(8)}')
    leans = [[one(1.5, foot, outward, forward, 1.0)] for foot in ("left", "right")]
    _, said, _ = run(drill, who({}, leans))
    told = {
        name for name in ("mt5_light", "mt1_light", "heel_heavy", "heel_light", "contact_lost") if f"({name})" in said
    }
    assert told == ({fault} if fault else set())
    score = int(said.split("score ")[1].split(",")[0])
    assert score < 85 if fault else score >= 85


def test_what_somebody_saw_go_wrong_is_never_called_good(run: Run) -> None:
    """The board sees a still foot, who watches a knee that falls in: insoles alone would have called it good."""
    check = '\n[[step]]\nkind = "check"\ntext = "Who watched."\nquestions = ["knee_over_foot", "trunk_level"]\n'
    drill = own("short", f'{HEAD}feet = "one"\n{a_hold(8)}{check}')
    _, said, _ = run(drill, who({}), "insole", ("no", "yes"))
    assert "off: somebody saw a knee beside the foot" in said
    assert "good:" not in said


def test_each_answer_that_is_not_good_has_its_words() -> None:
    for name in (*QUESTIONS, *ASKED_ONLY):
        assert sentence(f"seen_plain.{name}")
    asked = {q for drill in library()[0].values() for step in drill.steps for q in step.questions}
    assert asked <= {*QUESTIONS, *ASKED_ONLY}


def test_sway_of_rises_from_a_chair_is_not_called_quiet_standing(run: Run) -> None:
    stand_up = '\n[[step]]\nkind = "say"\ntext = "Stand up."\nsay = "chair_stand"\nduration_s = 9\n'
    rises = [at for k in range(3) for at in (both(1 + 3 * k, 0.9, takes_s=0.8), both(2.5 + 3 * k, 0.5, 0, -20, 0.8))]
    _, said, place = run(own("short", HEAD + stand_up), who({"chair_stand": rises}))
    assert "no score" in said
    assert the_trial(place).without_hold


def test_limits_that_reach_two_directions_of_eight_say_so_of_each(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    leans = {
        "lean_forward": [both(0.2, forward=45, takes_s=0.8), both(2.0, takes_s=0.8)],
        "lean_right": [both(0.2, 0.25, takes_s=0.8), both(2.0, takes_s=0.8)],
    }
    say = '\n[[step]]\nkind = "say"\ntext = "Lean."\nsay = "{}"\nduration_s = {}\n'
    steps = say.format("lean_how", 7) + "".join(say.format(lean, 3.5) for lean in LEANS)
    _, said, place = run(own("leans", HEAD + steps), who(leans), "plate")
    assert "Not scored: this drill has no score." in said
    trial = the_trial(place)
    found = limits(trial.cop.cop_mm, trial.cop.time_s, trial.leans)
    reach = {k.removeprefix("limits_").removesuffix("_mm"): mm for k, mm in found.items() if k in REACHES.values()}
    far = {name for name, mm in reach.items() if mm > 15}
    assert {"forward", "right"} <= far
    assert not far & {"back", "left", "back_left", "back_right", "forward_left", "forward_right"}
