"""Holds and hinges done wrongly by films of feet, people whom no model of a pupil has: what the coach says names the
point, and what could not be seen is not called good."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.calibration.films_of_feet import At, Does, FilmedFeet, both, stands
from tests.cli.drill_command import own
from tripod.cli import main
from tripod.drills.run.event_types import Event, Paced, PartBegan, StepOnAsked, WorkBegan

HEAD = 'schema = 1\ntitle = "Short"\ntrains = "Standing."\n\n[[step]]\n'
HOLD = HEAD + 'kind = "hold"\ntext = "Stand."\nduration_s = 12\n'
SET = (
    HEAD
    + 'kind = "reps"\ntext = "Hinge."\nreps = 3\ndepth_mm = 25\n'
    + "tempo = { descent_s = 3, bottom_s = 1, ascent_s = 2, top_s = 2 }\n"
)
AWAY = [At(0, (1, 0, 0), (0, 0, 0), 0.3), At(1.5, (0.5, 0, 0), (0.5, 0, 0), 0.3)]
Do = Callable[[Does, str, str], dict[str, Any]]


def somebody(begins: Sequence[At] = (), paced: Callable[[Paced], Sequence[At]] = lambda _: []) -> Does:
    """Stands as asked, and does `begins` when the work begins, `paced` at each word of the pacer."""

    def does(event: Event) -> Sequence[At]:
        match event:
            case StepOnAsked() | PartBegan():
                return [stands()]
            case WorkBegan():
                return begins
            case Paced():
                return paced(event)
            case _:
                return []

    return does


def hinges(outward: float = 0.0, steps_in: int = 0) -> Callable[[Paced], Sequence[At]]:
    """With the pacer, both feet rolled so far outward, and a step as the rep `steps_in` goes up."""

    def paced(event: Paced) -> Sequence[At]:
        if event.word == "down":
            return [both(0, outward=outward, forward=-25, takes_s=3)]
        if event.word == "up":
            return AWAY if event.rep == steps_in else [both(0, outward=outward, takes_s=2)]
        return []

    return paced


@pytest.fixture
def do(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Do:
    """What the JSON of a drill says of it."""

    def do(does: Does, board: str, drill: str) -> dict[str, Any]:
        monkeypatch.setattr("tripod.virtual.board.Pupil", lambda scenario, rng: FilmedFeet(scenario, rng, does))
        source = f"virtual:pupil,board={board},seed=3"
        assert main(["drill", own("short", drill), "--source", source, "--json", "--mute"]) == 0
        return json.loads(capsys.readouterr().out)

    return do


@pytest.mark.parametrize(
    ("board", "outward", "toe"), [("insole", -16.0, "little"), ("pads", -16.0, "little"), ("pads", 26.0, "big")]
)
def test_a_toe_base_that_leaves_the_floor_is_spoken_to_by_its_name(
    do: Do, board: str, outward: float, toe: str
) -> None:
    found = do(somebody([both(2, outward=outward)]), board, HOLD)
    assert {f["fault"] for f in found["faults"]} >= {"contact_lost"}
    words = [cue["words"] for cue in found["cues"] if cue["fault"] == "contact_lost"]
    assert words
    assert all(f"both {toe} toes" in said for said in words[:1]), words
    assert f"{toe} toe off the floor" in found["why"]


def test_what_goes_on_at_both_feet_is_one_thing_to_say(do: Do) -> None:
    found = do(somebody(paced=hinges(-14.0)), "pads", SET)
    words = [cue["words"] for cue in found["cues"] if cue["words"]]
    by_foot = [said for said in words if "left" in said.lower() or "right" in said.lower()]
    assert len(by_foot) <= 2, f"each foot at most once, before both are known: {words}"
    assert any("toes" in said for said in words)


@pytest.mark.parametrize("board", ["insole", "pads"])
def test_a_set_in_which_a_foot_left_its_place_is_never_called_good(do: Do, board: str) -> None:
    stepped = do(somebody(paced=hinges(steps_in=2)), board, SET)
    assert stepped["answer"] == "cannot tell"
    assert "a foot left its place in between" in stepped["answer_said"]
    assert stepped["score"] >= 85


def test_who_steps_off_after_the_last_rep_did_the_set(do: Do) -> None:
    found = do(somebody(paced=hinges()), "insole", SET)
    assert found["answer"] == "good"
