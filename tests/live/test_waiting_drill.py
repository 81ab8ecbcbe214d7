"""A drill that waits, in a session: what somebody does meanwhile is recorded, and a replay is the same to the bit."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tripod.device.items import DrillCommand
from tripod.drills.run.state import State
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.storage.settings import own_drills
from tripod.training.profile import Profile

LESSON = """schema = 1
title = "Mine"
trains = "x"
[[step]]
kind = "say"
text = "Roll to your heels."
say = "roll_heel"
move = "heel"
duration_s = 4
[[step]]
kind = "check"
text = "Look."
questions = ["back_rounded", "shins_vertical"]
[[step]]
kind = "away"
text = "Kneel."
say = ["hero_pose", "rest"]
duration_s = 4
times = 2
sides = true
[[step]]
kind = "hold"
text = "Stand."
say = "hold_tripod"
duration_s = 4
"""


def replayed(folder: Path) -> Session:
    session = Session(open_source(str(folder), clock=fast_clock()))
    while session.step():
        pass
    session.close()
    return session


def happened(folder: Path) -> list[str]:
    lines = [json.loads(line) for line in (folder / "events.jsonl").read_text("utf-8").splitlines()]
    return [line["happened"] for line in lines if "happened" in line]


@pytest.mark.parametrize("keys", [(), (DrillCommand.REPEAT, DrillCommand.CONTINUE)])
def test_a_replay_is_the_same_to_the_bit(
    keys: Sequence[DrillCommand], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_drills().mkdir(parents=True, exist_ok=True)
    (own_drills() / "mine.toml").write_text(LESSON, "utf-8")
    clock = fast_clock()
    source = open_source("virtual:pupil,board=pads,seed=5,answers=good", clock=clock)
    session = Session(source, profile=Profile(weight_kg=75), now=clock.now)
    session.record_from_start(tmp_path / "kept")
    while session.pipeline.setup is None:
        session.step()
    session.start_drill("mine", asks=True)
    run, left = session.drilling.run, list(keys)
    assert run
    while not run.done:
        session.step()
        if left and run.engine.state is State.READYING:
            session.tell_drill(left.pop(0))
    session.close()
    first = run.result()
    assert [check["answered"] for check in first["checks"]] == [True, True]
    assert first["scored"]
    kinds = happened(tmp_path / "kept")
    assert {"move_seen", "listening", "answered", "ready_asked", "go", "left"} <= set(kinds)
    assert kinds.count("repeated") == (1 if keys else 0)
    # Voices that were made anew since then are longer or shorter.
    monkeypatch.setattr("tripod.coach.cue_words.length_s", lambda _key, _language: 7.0)
    again = replayed(tmp_path / "kept")
    assert again.drilling.run
    assert again.drilling.run.result() == first
