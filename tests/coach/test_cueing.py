"""Which fault is spoken to when, from faults and phases made by hand."""

from typing import Any

import pytest

from tripod.boards.stance_faults import Fault
from tripod.coach.cue import Cue
from tripod.coach.cue_words import Wordings
from tripod.coach.cueing import BOTH_MOVING_S, BOTH_S, GAP_S, SHORT_GAP_S, Cueing, Given
from tripod.coach.fading import Faded, Fading
from tripod.coach.missed import AGAIN_S, WITHIN_S
from tripod.coach.phrases import LANGUAGES
from tripod.coach.wording_memory import SILENCE, SILENT_TURN, Memory
from tripod.drills.not_scored import Cause, NotScored
from tripod.drills.run.event_types import (
    CueForm,
    FaultBegan,
    FaultEnded,
    Paced,
    Paused,
    TryNotScored,
    TryScored,
    WorkBegan,
)
from tripod.drills.run.now import Now
from tripod.drills.seen.fault_watch import FaultEvent

BOTH_FEET = ("left", "right")
TEMPO = (("descent", 3.0), ("bottom", 1.0), ("ascent", 2.0), ("lockout", 2.0))


class Stage:
    """A hold or a set under way; each look is a tenth of a second, as of the slowest board."""

    def __init__(self, step: str = "reps", *, paced: bool = True, feet: tuple[str, ...] = BOTH_FEET, **more: Any):
        self.memory = more.pop("memory", Memory())
        fading = Fading((Faded(more.pop("fading", 0)),))
        self.cueing = Cueing(Wordings({}, more.pop("language", "en"), {}), self.memory, fading)
        self.t, self.step, self.paced = 0.0, step, paced and step == "reps"
        self.faults: dict[tuple[str, str], FaultEvent] = {}
        self.given: list[Given] = []
        self.cueing.hear(WorkBegan(0.0, step, feet, 1, "convention"))

    def begin(self, fault: str, foot: str, phase: str = "") -> None:
        self.faults[fault, foot] = FaultEvent(fault, foot, self.t - 0.4, float("nan"), 0.1, phase)
        self.cueing.hear(FaultBegan(self.t, fault, foot, phase, self.t - 0.4))

    def end(self, fault: str, foot: str, ended: str = "over") -> None:
        of = self.faults.pop((fault, foot))
        self.cueing.hear(FaultEnded(self.t, fault, foot, of.phase, of.onset_s, self.t - of.onset_s, ended))

    def go(self, seconds: float, phase: str = "", room_s: float = 99.0, **more: Any) -> list[Given]:
        """Time goes on; `room_s` until something else is said, at its end."""
        found, steps = [], round(seconds / 0.1)
        if self.paced and phase == "descent":
            self.cueing.hear(Paced(self.t, "down", 1, 6, self.t))
        for k in range(steps):
            now = Now(
                **({"working": True, "feedback": True, "faults": list(self.faults.values()), "phase": phase} | more)
            )
            self.cueing.follow(self.t, now)
            given = self.cueing.choose(self.t, now, room_s - 0.1 * k)
            if given is not None:
                found.append(given)
            self.t += 0.1
        self.given += found
        return found

    def rep(self) -> None:
        for phase, seconds in TEMPO:
            self.go(seconds, phase, seconds)

    def scored(self) -> list[Given]:
        self.cueing.hear(TryScored(self.t, 50, 1, ""))
        return self.go(1.0, working=False, feedback=False)

    def cues(self) -> list[tuple[str, str, str]]:
        return [(g.cue.fault, g.cue.foot, g.cue.form.value) for g in self.given]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_stands_hears_a_sentence_and_who_moves_a_word(language: str) -> None:
    for step, form in (("hold", CueForm.WHOLE), ("reps", CueForm.SHORT)):
        stage = Stage(step, language=language)
        stage.begin("mt1_light", "right", "descent")
        (given,) = stage.go(1.0, "descent" if step == "reps" else "")
        assert given.cue.form is form
        assert given.said
        assert given.cue.words == given.said.words
        assert ("right" if language == "en" else "recht") in given.said.words.lower()
        waited = BOTH_S if step == "hold" else BOTH_MOVING_S
        assert given.cue.t_s == pytest.approx(waited, abs=0.11)


def test_where_the_hold_ends_first_a_word_does_and_where_that_does_not_fit_nothing() -> None:
    for room_s, forms in ((8.0, ["whole"]), (2.0, ["short"]), (0.7, [])):
        stage = Stage("hold")
        stage.begin("mt1_light", "left")
        assert [g.cue.form for g in stage.go(room_s, "", room_s)] == forms


def test_a_word_waits_for_room_and_comes_while_the_fault_lasts() -> None:
    stage = Stage()
    stage.go(2.8, "descent", 2.8)
    stage.begin("mt5_light", "left", "descent")
    assert not stage.go(0.2, "descent", 0.2)
    assert not stage.go(1.0, "bottom", 0.4)
    (given,) = stage.go(2.0, "ascent", 1.6)
    assert given.cue.onset_s == pytest.approx(2.4)
    assert given.cue.t_s == pytest.approx(4.0)


def test_what_was_over_too_soon_is_reminded_of_as_the_same_phase_begins_again() -> None:
    stage = Stage()
    stage.go(2.8, "descent", 2.8)
    stage.begin("heel_light", "left", "descent")
    stage.go(0.2, "descent", 0.2)
    stage.end("heel_light", "left")
    for phase, seconds in TEMPO[1:]:
        assert not stage.go(seconds, phase, seconds)
    begins = stage.t
    (given,) = stage.go(3.0, "descent", 2.5)
    assert (given.cue.fault, given.cue.foot, given.cue.form) == ("heel_light", "left", CueForm.SHORT)
    assert given.cue.t_s == pytest.approx(begins, abs=0.11)
    assert given.cue.recovered is None
    for phase, seconds in TEMPO[1:]:
        stage.go(seconds, phase, seconds)
    stage.go(0.2, "descent", 2.5)
    assert given.cue.recovered is True, "it stayed away for a whole rep"
    assert stage.memory.tally("heel_light_short", "heel_light_short").recovered == 1


@pytest.mark.parametrize("how", ["came again", "paused", "lost"])
def test_a_reminder_is_judged_by_whether_it_comes_again_and_not_by_what_breaks_off(how: str) -> None:
    stage = Stage()
    stage.begin("heel_light", "left", "descent")
    stage.go(0.1, "descent", 0.1)
    stage.end("heel_light", "left")
    for phase, seconds in TEMPO[1:]:
        stage.go(seconds, phase, seconds)
    (given,) = stage.go(1.0, "descent", 2.5)
    happened = {
        "came again": FaultBegan(stage.t, "heel_light", "left", "descent", stage.t),
        "paused": Paused(stage.t),
        "lost": TryNotScored(stage.t, NotScored(Cause.LEFT_PLACE), 1),
    }[how]
    stage.cueing.hear(happened)
    stage.cueing.hear(TryScored(stage.t, 50, 1, ""))
    assert given.cue.recovered is (False if how == "came again" else None)


def test_a_fault_of_a_hold_that_was_over_too_soon_is_a_word_and_not_again_for_a_while() -> None:
    stage = Stage("hold")
    for _ in range(10):
        # A foot that rocks once a second, and is never long enough at its edge.
        stage.begin("contact_lost", "right")
        stage.go(0.1)
        stage.end("contact_lost", "right", "hidden")
        stage.go(0.9)
    assert stage.cues() == [("contact_lost", "right", "short")] * 2
    first, second = stage.given
    assert first.cue.t_s == pytest.approx(0.1, abs=0.11)
    assert second.cue.t_s - first.cue.t_s >= AGAIN_S - 0.11


@pytest.mark.parametrize("other_s", [1.0, WITHIN_S + 2])
def test_what_was_over_while_a_sentence_lasted_is_said_after_it_unless_it_is_long_past(other_s: float) -> None:
    stage = Stage("hold")
    stage.begin("mt1_light", "right")
    stage.go(1.0)
    stage.begin("mt5_light", "left")
    stage.go(0.5)
    stage.end("mt5_light", "left")
    stage.end("mt1_light", "right")
    stage.go(other_s, feedback=False)
    stage.go(4.0)
    late = [("mt5_light", "left", "short")] if other_s < WITHIN_S else []
    assert stage.cues() == [("mt1_light", "right", "whole"), *late]


def test_no_late_word_to_a_foot_that_was_spoken_to_in_the_same_wobble() -> None:
    stage = Stage("hold")
    stage.begin("mt1_light", "right")
    stage.go(0.5)
    stage.end("mt1_light", "right", "hidden")
    stage.begin("contact_lost", "right")
    stage.go(0.2)
    stage.end("contact_lost", "right")
    stage.go(8.0)
    assert stage.cues() == [("mt1_light", "right", "whole")]


def test_no_late_word_of_what_the_end_cut_off_of_what_came_again_and_of_what_no_word_helps() -> None:
    stage = Stage("hold")
    stage.begin("mt1_light", "right")
    stage.end("mt1_light", "right", "stopped")
    assert stage.go(1.0) == []
    stage.begin("mt5_light", "left")
    stage.end("mt5_light", "left", "hidden")
    stage.begin("contact_lost", "left")
    stage.go(1.0)
    stage.end("contact_lost", "left")
    stage.go(5.0)
    assert stage.cues() == [("contact_lost", "left", "whole")]
    silent = Stage("hold", memory=Memory(useless_sessions={"mt1_light": 2}))
    silent.begin("mt1_light", "right")
    silent.end("mt1_light", "right")
    assert silent.go(5.0) == []
    faded = Stage("hold", fading=2)
    faded.begin("mt1_light", "right")
    faded.end("mt1_light", "right")
    assert faded.go(5.0) == []


def test_both_feet_at_once_are_one_cue_and_one_try() -> None:
    stage = Stage("hold")
    stage.begin("mt1_light", "left")
    stage.go(0.2)
    stage.begin("mt1_light", "right")
    (given,) = stage.go(1.0)
    assert given.cue.foot == ""
    assert given.said
    assert "left" not in given.said.words
    stage.end("mt1_light", "left")
    assert given.cue.recovered is None, "the other foot still has it"
    stage.go(1.0)
    stage.end("mt1_light", "right")
    assert given.cue.recovered is True
    assert given.cue.after_s == pytest.approx(stage.t - given.cue.t_s)
    assert stage.memory.tally("mt1_light", given.cue.wording).given == 1


def test_of_both_feet_one_that_was_hidden_says_nothing_of_the_cue() -> None:
    stage = Stage("hold")
    for foot in BOTH_FEET:
        stage.begin("mt1_light", foot)
    (given,) = stage.go(1.0)
    stage.end("mt1_light", "left", "hidden")
    stage.end("mt1_light", "right")
    assert given.cue.recovered is None


def test_one_foot_alone_does_not_wait_for_another() -> None:
    stage = Stage("hold", feet=("left",))
    stage.begin("mt1_light", "left")
    (given,) = stage.go(1.0)
    assert given.cue.t_s == 0.0
    assert given.cue.foot == "left"


def test_words_leave_gaps() -> None:
    stage = Stage("hold")
    for fault, foot in (("heel_heavy", "left"), ("mt1_light", "right")):
        stage.begin(fault, foot)
    first, second = stage.go(8.0)
    assert second.cue.t_s - first.cue.t_s == pytest.approx(GAP_S, abs=0.15)
    moving = Stage(paced=False)
    for fault, foot in (("heel_heavy", "left"), ("mt1_light", "right")):
        moving.begin(fault, foot, "bottom")
    first, second = moving.go(5.0, "bottom")
    assert second.cue.t_s - first.cue.t_s == pytest.approx(SHORT_GAP_S, abs=0.15)


def test_after_the_set_the_sentence_of_what_was_said_most() -> None:
    stage = Stage()
    for _ in range(2):
        stage.begin("mt1_light", "left", "descent")
        stage.go(3.0, "descent", 3.0)
        stage.end("mt1_light", "left")
        for phase, seconds in TEMPO[1:]:
            stage.go(seconds, phase, min(seconds, 1.2))
    stage.begin("shift_left", "", "descent")
    stage.go(3.0, "descent", 3.0)
    stage.end("shift_left", "")
    (given,) = stage.scored()
    assert (given.cue.fault, given.cue.foot, given.cue.form) == ("mt1_light", "left", CueForm.WHOLE)
    assert stage.scored() == []
    assert sum(t.given for t in stage.memory.counts.get("mt1_light", {}).values()) == 0, "nobody counts it"


@pytest.mark.parametrize(("more", "said"), [({}, True), ({"feedback": False}, False)])
def test_what_came_in_the_last_rep_alone_is_said_after_the_set_but_not_on_a_silent_day(
    more: dict[str, Any], said: bool
) -> None:
    stage = Stage()
    stage.go(3.0, "descent", 3.0, **more)
    stage.go(1.0, "bottom", 1.0, **more)
    stage.begin("mt5_light", "left", "ascent")
    stage.go(0.5, "ascent", 0.5, **more)
    stage.end("mt5_light", "left")
    stage.go(1.5, "ascent", 0.3, **more)
    assert stage.given == []
    assert [(g.cue.fault, g.cue.foot, g.cue.form) for g in stage.scored()] == (
        [("mt5_light", "left", CueForm.WHOLE)] if said else []
    )
    if said:
        faded = Stage(fading=2)
        faded.go(0.5, "ascent", 0.5)
        faded.begin("mt5_light", "left", "ascent")
        faded.end("mt5_light", "left")
        assert faded.scored() == []


def test_in_the_lockout_a_sentence_that_fits_and_no_second_time() -> None:
    stage = Stage()
    for _ in range(3):
        stage.begin("mt1_light", "left", "descent")
        stage.go(3.0, "descent", 3.0)
        stage.end("mt1_light", "left")
        stage.go(1.0, "bottom", 0.4)
        stage.go(2.0, "ascent", 1.5)
        stage.go(6.0, "lockout", 5.5)
    whole = [g for g in stage.given if g.cue.form is CueForm.WHOLE]
    assert len(whole) == 1
    assert stage.scored() == []


def test_silence_has_a_row_of_its_own_for_who_moves() -> None:
    stage = Stage(paced=False)
    for _ in range(SILENT_TURN):
        stage.begin("mt1_light", "left", "bottom")
        stage.go(2.0, "bottom")
        stage.end("mt1_light", "left")
        stage.go(1.0, "lockout", 0.1)
    assert [g.said is None for g in stage.given] == [False, False, False, True]
    assert stage.memory.tally("mt1_light_short", SILENCE).given == 1
    assert "mt1_light" not in stage.memory.counts


def test_fading_is_heard_in_words_as_in_sentences() -> None:
    for fading, spoken in ((1, 2), (2, 0)):
        stage = Stage(paced=False, fading=fading)
        for _ in range(4):
            stage.begin("mt5_light", "left", "bottom")
            stage.go(3.0, "bottom")
            stage.end("mt5_light", "left")
        assert sum(g.said is not None for g in stage.given if g.cue.form is CueForm.SHORT) == spoken
        assert bool(stage.scored()) is (fading == 1)


def test_who_was_never_helped_is_told_no_sentence_either() -> None:
    memory = Memory(useless_sessions={"mt1_light": 2})
    stage = Stage(paced=False, memory=memory)
    stage.begin("mt1_light", "left", "bottom")
    stage.go(1.0, "bottom")
    assert stage.given
    assert stage.scored() == []


def test_rows_and_faults() -> None:
    cue = Cue(0.0, "mt1_light", "left", "mt1_light_short", "x", form=CueForm.SHORT)
    assert cue.row == "mt1_light_short"
    assert Cue(0.0, "mt1_light", "left", "a", "x").row == "mt1_light"
    rows = Stage().cueing.names()
    assert rows["mt1_light_short"] == ["mt1_light_short"]
    memory = Memory()
    for wording, helped in (("mt1_light_short", 2), (SILENCE, 3)):
        for k in range(10):
            memory.note("mt1_light_short", wording, k < helped)
    row = {"mt1_light_short": rows["mt1_light_short"]}
    assert memory.end_session(row) == []
    assert memory.end_session(row) == ["mt1_light"], "the fault, by its own name"
    assert memory.helpless("mt1_light")
    assert not memory.gave_up("mt1_light")
    told = memory.known(Fault.MT1_LIGHT, row["mt1_light_short"], moving=True)
    assert (told.fault, told.moving, told.gave_up) == ("mt1_light", True, True)
    memory.forget("mt1_light")
    assert not memory.helpless("mt1_light")
    assert not memory.counts
