"""Drills within a session: what is refused, kept, learned and heard."""

from dataclasses import replace
from pathlib import Path

import pytest

from tripod.balance.geometry import Feet
from tripod.device.items import DrillCommand
from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.sound.output import File, Render
from tripod.sources import fast_clock, open_source
from tripod.storage.places import diary_path
from tripod.storage.schemas.diary import MemoryFile
from tripod.training.diary import Diary, read_diary, write_diary
from tripod.training.profile import Profile


def test_the_session_refuses_what_cannot_be() -> None:
    session = Session(open_source("virtual:pupil", clock=fast_clock()), profile=Profile(weight_kg=75))
    with pytest.raises(Refused, match="no board yet"):
        session.start_drill("tripod-hold")
    while not session.pipeline.frames:
        session.step()
    with pytest.raises(Refused, match="Did you mean"):
        session.start_drill("tripod-hld")
    session.start_drill("tripod-hold")
    while session.pipeline.t_s < 8:
        session.step()
    session.tell_drill(DrillCommand.PAUSE)
    assert session.snapshot().drill
    session.leave_drill()
    assert session.snapshot().drill is None
    session.close()


def test_what_was_done_is_kept_however_one_leaves() -> None:
    clock = fast_clock()
    session = Session(open_source("virtual:pupil,seed=5", clock=clock), profile=Profile(weight_kg=75), now=clock.now)
    while not session.pipeline.frames:
        session.step()
    session.start_drill("tripod-hold", asks=False)
    while session.pipeline.t_s < 50:
        session.step()
    with pytest.raises(Refused, match="record before it begins"):
        session.start_recording()
    session.start_drill("quiet-stance", asks=False)
    session.close()
    assert [(e.drill, len(e.scores)) for e in read_diary(diary_path()).entries] == [
        ("tripod-hold", 1),
        ("quiet-stance", 0),
    ]


def test_a_coach_that_does_not_learn_forgets_nothing() -> None:
    told = MemoryFile({"mt1_light": {"mt1_light_1": (12, 10)}}, {})
    write_diary(diary_path(), Diary(rehearsed=told))
    clock = fast_clock()
    profile = Profile(weight_kg=75, adapts=False)
    session = Session(open_source("virtual:pupil,seed=5,habit=mt1_light:right", clock=clock), profile=profile)
    while not session.pipeline.frames:
        session.step()
    session.start_drill("tripod-hold", asks=False)
    while session.pipeline.t_s < 30:
        session.step()
    session.close()
    assert read_diary(diary_path()).rehearsed == told


def test_the_mass_of_a_bar_changes_no_feet_that_were_said_for_this_once(tmp_path: Path) -> None:
    clock = fast_clock()
    session = Session(
        open_source("virtual:pupil,seed=5", clock=clock), feet=Feet(280), profile=Profile(weight_kg=75), now=clock.now
    )
    session.record_from_start(tmp_path / "r")
    while not session.pipeline.frames:
        session.step()
    session.set_profile(replace(session.profile, bar_kg=40))
    assert session.pipeline.feet == Feet(280)
    with pytest.raises(Refused, match="one pair of feet"):
        session.set_profile(replace(session.profile, feet=Feet(250)))
    session.close()


def test_a_volume_of_nothing_is_heard_no_more_in_the_next_drill(tmp_path: Path) -> None:
    clock, opened = fast_clock(), list[File]()

    def ear(render: Render) -> File:
        opened.append(File(tmp_path / f"{len(opened)}.wav", render))
        return opened[-1]

    loud = Profile(weight_kg=75)
    session = Session(open_source("virtual:pupil", clock=clock), profile=loud, now=clock.now, open_sound=ear)
    while not session.pipeline.frames:
        session.step()
    session.start_drill("tripod-hold", asks=False)
    assert session.drilling.heard
    session.set_profile(replace(loud, volume=0))
    session.start_drill("tripod-hold", asks=False)
    assert not session.drilling.heard
    assert len(opened) == 1
    session.close()
