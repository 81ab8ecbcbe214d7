"""What a set of reps leaves to be said."""

from math import inf

import pytest

from tripod.coach.rep_talk import REMIND_S, STANDING, RepTalk
from tripod.drills.run.event_types import FaultEnded


def ended(fault: str, foot: str, phase: str) -> FaultEnded:
    return FaultEnded(1.0, fault, foot, phase, 0.5, 0.5, "over")


def test_what_was_missed_is_due_as_its_phase_begins_again_and_not_for_long() -> None:
    talk = RepTalk()
    talk.follow(0.0, "descent")
    talk.miss(ended("mt1_light", "left", "descent"))
    talk.miss(ended("mt1_light", "right", "descent"))
    assert talk.due(0.5) is None
    for t_s, phase in ((3, "bottom"), (4, "ascent"), (6, "lockout"), (8, "descent")):
        assert talk.follow(t_s, phase)
        assert not talk.follow(t_s, phase)
    assert talk.due(8.0) == ("mt1_light", ("left", "right"))
    assert talk.due(8.0 + REMIND_S + 0.1) is None
    talk.reminded("mt1_light")
    assert talk.due(8.0) is None


def test_at_the_bottom_of_a_paced_rep_there_is_no_room_so_it_is_said_on_the_way_down() -> None:
    for paced, phase in ((True, "descent"), (False, "bottom")):
        talk = RepTalk()
        talk.paced = paced
        talk.follow(0.0, "bottom")
        talk.miss(ended("heel_light", "left", "bottom"))
        talk.follow(1.0, "lockout")
        talk.follow(2.0, phase)
        assert talk.due(2.0) == ("heel_light", ("left",))
        assert talk.begins


def test_a_sentence_is_owed_for_what_was_said_most_and_once() -> None:
    talk = RepTalk()
    assert talk.owed() is None
    for fault, foot in (("mt1_light", "left"), ("mt5_light", "right"), ("mt5_light", "right")):
        talk.said(fault, foot)
    assert talk.owed() == ("mt5_light", "right")
    talk.explained("mt5_light")
    assert talk.owed() == ("mt1_light", "left")
    talk.explained("mt1_light")
    assert talk.owed() is None


def test_how_long_somebody_stands_between_free_reps_is_learnt() -> None:
    talk = RepTalk()
    for k in range(3):
        talk.follow(10.0 * k, "bottom")
        assert talk.standing_s(10.0 * k + 1) == 0.0
        talk.follow(10.0 * k + 4, "lockout")
        expected = STANDING * 6.0 - 0.5 if k else 0.0
        assert talk.standing_s(10.0 * k + 4.5) == pytest.approx(expected)
    talk.paced = True
    assert talk.standing_s(24.5) == inf
