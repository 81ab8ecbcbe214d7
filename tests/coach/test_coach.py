"""When the coach speaks, what it tries, and what it learns of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tripod.balance.pose_fit import NotFound
from tripod.boards import load_board
from tripod.coach.announced import announced
from tripod.coach.coach import Coach, Sound
from tripod.coach.cueing import BOTH_S, GAP_S
from tripod.coach.fading import Faded, FadedNow, Fading, SpeaksTo
from tripod.coach.memory import ENOUGH, SILENCE, Memory, memory_of
from tripod.coach.own_words import estimated_s, forms, lengths_before_lists, own_words, takes_s
from tripod.coach.phrases import LANGUAGES, own_phrase, phrase
from tripod.coach.speech import MARGIN_S
from tripod.coach.voice import length_s
from tripod.device.items import DrillCommand
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import library
from tripod.drills.format.part import Options
from tripod.drills.format.say import Say
from tripod.drills.not_scored import Cause, NotScored
from tripod.drills.run.engine import Engine
from tripod.drills.run.event_types import (
    Done,
    Event,
    FeetNotPlaced,
    Paced,
    StepOffAsked,
    StepOnAsked,
    TryNotScored,
    TryScored,
)
from tripod.drills.run.given import Given
from tripod.drills.run.now import Now
from tripod.drills.seen.look import Look
from tripod.sound.earcons import length_s as earcon_s
from tripod.storage.schemas.diary import MemoryFile
from tripod.storage.versioned import WrongValue, convert

DRILLS, _ = library()
PERIOD_S = 0.0125
PACER = ("down", "hold", "up", "tall")
LIGHT = (0.66, 0.09, 0.25)
EVEN = (0.55, 0.27, 0.18)


class Room:
    """A hold under way, with the coach listening."""

    def __init__(self, drill: str | Drill = "tripod-hold", options: Options | None = None, **more: Any) -> None:
        what = DRILLS[drill] if isinstance(drill, str) else drill
        self.engine = Engine(Given(what, load_board("pads"), options or Options(asks=False), period_s=PERIOD_S))
        self.coach = Coach(self.engine.given.drill.cues, more.pop("memory", Memory()), **more)
        self.t, self.heard = 0.0, list[tuple[float, Sound]]()
        self._due: list[float] = []

    def stand(self, seconds: float, right=EVEN, left=EVEN) -> None:
        for _ in range(round(seconds / PERIOD_S)):
            self.t += PERIOD_S
            moment = Look(self.t, 740.0, (370.0, 370.0), (left, right), (0.3 * np.sin(self.t), 100.0))
            events = self.engine.take(moment)
            self._due += [e.t_s for e in events if e.kind == "pace"]
            sounds, _ = self.coach.take(moment, events, self.engine.now())
            self.engine.voice(self.coach.busy_until_s)
            self.heard += [(self.t, s) for s in sounds]

    def hear(self, events: list[Event]) -> tuple[list[Sound], list[Event]]:
        return self.coach.hear(self.t, events, self.engine.now())

    def pace_due(self) -> list[float]:
        return self._due

    def spoken(self) -> list[tuple[float, str]]:
        return [(t, s.key) for t, s in self.heard if s.kind == "speak"]

    def cues(self) -> list[tuple[float, str]]:
        return [(t, k) for t, k in self.spoken() if k.split("_")[0] in ("mt1", "mt5", "heel", "contact", "shift")]


@pytest.fixture
def working() -> Callable[..., Room]:
    def make(**more: Any) -> Room:
        room = Room(**more)
        room.stand(9.0)
        return room

    return make


def test_a_fault_is_answered_with_what_to_do(working: Callable[..., Room]) -> None:
    room = working()
    began = room.t
    room.stand(1.0, right=LIGHT)
    (t, key), *_ = room.cues()
    assert key == "mt1_light_1_right"
    # It takes 0.4 s to be a fault, and the other foot may have it, too.
    assert t - began == pytest.approx(0.4 + BOTH_S, abs=0.05)
    assert "right big toe" in room.coach.written
    assert room.coach.cues[0].words == room.coach.written


def test_at_most_one_cue_in_four_seconds_and_never_over_speech(working: Callable[..., Room]) -> None:
    room = working()
    for _ in range(12):
        room.stand(1.2, right=LIGHT)
        room.stand(0.8)
    times = [t for t, _ in room.cues()]
    assert len(times) >= 3
    assert min(np.diff(times)) >= GAP_S
    lengths = room.spoken()
    from tripod.coach.voice import length_s

    ends = [t + length_s(k, "en") for t, k in lengths]
    for t, _ in room.cues():
        busy = [e for (s, _), e in zip(lengths, ends, strict=True) if s < t < e - 1e-6]
        assert busy == []


def test_the_most_important_first(working: Callable[..., Room]) -> None:
    room = working()
    room.stand(1.0, right=LIGHT, left=(0.85, 0.09, 0.06))
    assert room.cues()[0][1].startswith("heel_heavy")


def test_no_feedback_means_none(working: Callable[..., Room]) -> None:
    room = working(options=Options(asks=False, feedback=False))
    room.stand(6.0, right=LIGHT)
    assert room.cues() == []
    assert not [s for _, s in room.heard if s.kind == "depths" and s.depths]


def test_the_tone_sounds_the_light_point_and_is_silent_in_band(working: Callable[..., Room]) -> None:
    room = working()
    assert not [s for _, s in room.heard if s.kind == "depths" and s.depths]
    room.stand(1.0, right=LIGHT)
    depths = [s.depths for _, s in room.heard if s.kind == "depths"]
    assert depths[-1] == {("right", "mt1"): pytest.approx(0.22 - 0.02 - 0.09)}
    room.stand(0.1)
    assert [s.depths for _, s in room.heard if s.kind == "depths"][-1] == {}
    quiet = working(tone=False)
    quiet.stand(1.0, right=LIGHT)
    assert not [s for _, s in quiet.heard if s.kind == "depths"]


def test_recovery_is_noted(working: Callable[..., Room]) -> None:
    room = working()
    room.stand(2.0, right=LIGHT)
    room.stand(5.0)
    room.stand(8.0, right=LIGHT)
    first, second = room.coach.cues[:2]
    assert first.recovered is True
    assert first.after_s == pytest.approx(1.9 - BOTH_S, abs=0.2)
    assert second.recovered is False
    memory = room.coach.memory
    assert memory.tally("mt1_light", "mt1_light_1").recovered == 1
    assert memory.tally("mt1_light", second.wording).given == 1


def test_fading_cues_every_other_and_then_none() -> None:
    counts = {}
    for fading in (0, 1, 2):
        room = Room("find-your-tripod", Options(asks=False), fading=fading)
        room.stand(110.0)
        for _ in range(8):
            room.stand(1.5, right=LIGHT)
            room.stand(4.0)
        counts[fading] = len(room.cues())
    assert counts[0] > counts[1] > counts[2] == 0


WORDINGS = ["a", "b"]


def test_below_ten_of_each_nothing_is_believed_and_all_are_tried() -> None:
    memory, chosen = Memory(), []
    for _ in range(30):
        word = memory.choose("mt1_light", WORDINGS)
        chosen.append(word)
        memory.note("mt1_light", word, word == "a")
    assert {chosen.count(w) for w in WORDINGS} <= set(range(9, 14))
    assert chosen.count(SILENCE) in range(6, 9)
    assert "not enough yet: 7 of 10" in memory.known("mt1_light", WORDINGS).verdict()


def known(a: int, b: int, none: int) -> Memory:
    memory = Memory()
    for word, helped in (("a", a), ("b", b), (SILENCE, none)):
        for k in range(ENOUGH):
            memory.note("mt1_light", word, k < helped)
    return memory


def test_what_helps_this_person_is_preferred() -> None:
    assert known(9, 4, 3).choose("mt1_light", WORDINGS) == "a"
    told = known(9, 4, 3).known("mt1_light", WORDINGS)
    assert told.preferred == "a"
    assert (told.tries["a"], told.tries[SILENCE]) == ((10, 9), (10, 3))
    assert known(5, 4, 5).known("mt1_light", WORDINGS).preferred == ""


def test_no_magic_cue() -> None:
    """Where no wording beats silence over two sessions the coach stops, and says so."""
    memory = known(3, 2, 4)
    assert memory.choose("mt1_light", WORDINGS) == SILENCE
    assert memory.end_session({"mt1_light": WORDINGS}) == []
    assert memory.end_session({"mt1_light": WORDINGS}) == ["mt1_light"]
    assert memory.gave_up("mt1_light")
    assert memory.end_session({"mt1_light": WORDINGS}) == []
    assert memory_of(memory.to_file()).gave_up("mt1_light")


def test_a_session_that_helped_resets_the_count() -> None:
    memory = known(3, 2, 4)
    memory.end_session({"mt1_light": WORDINGS})
    for _ in range(30):
        memory.note("mt1_light", "a", True)
    assert memory.end_session({"mt1_light": WORDINGS}) == []
    assert memory.useless_sessions["mt1_light"] == 0


@pytest.mark.parametrize("bad", [{"counts": 3, "useless_sessions": {}}, {"counts": {"x": {"y": [1]}}}])
def test_a_damaged_memory_is_said(bad: dict[str, Any]) -> None:
    with pytest.raises(WrongValue, match="at counts"):
        convert(bad, MemoryFile)


def test_a_memory_with_more_recoveries_than_tries_is_none() -> None:
    with pytest.raises(ValueError, match="no memory"):
        memory_of(MemoryFile({"sway": {"a": (1, 2)}}, {}))
    assert memory_of(None) == memory_of(MemoryFile()) == Memory()


def test_stop_ends_the_tone(working: Callable[..., Room]) -> None:
    room = working()
    room.stand(1.0, right=LIGHT)
    assert [s.depths for _, s in room.heard if s.kind == "depths"][-1]
    sounds, _ = room.hear(room.engine.command(DrillCommand.STOP))
    assert [s.depths for s in sounds if s.kind == "depths"] == [{}]
    assert "done" in [s.key for s in sounds if s.kind == "speak"]


def test_a_command_is_heard(working: Callable[..., Room]) -> None:
    room = working()
    sounds, _ = room.hear(room.engine.command(DrillCommand.PAUSE))
    assert [s.kind for s in sounds][:1] == ["hush"]
    assert "paused" in [s.key for s in sounds]


def test_what_a_worse_fault_hides_has_not_recovered(working: Callable[..., Room]) -> None:
    room = working()
    room.stand(1.0, right=LIGHT)
    room.stand(1.0, right=(0.8, 0.0, 0.2))
    (cue, *_) = room.coach.cues
    assert cue.fault == "mt1_light"
    assert cue.recovered is None
    assert not room.coach.memory.counts.get("mt1_light", {}).get(cue.wording, None) or not any(
        t.given for t in room.coach.memory.counts["mt1_light"].values()
    )


def test_what_the_end_of_a_try_cuts_off_has_not_recovered(working: Callable[..., Room]) -> None:
    room = working()
    room.stand(1.0, right=LIGHT)
    room.hear(room.engine.command(DrillCommand.SKIP))
    assert room.coach.cues[0].recovered is None


def test_no_tone_for_the_shift_that_is_asked_for() -> None:
    room = Room("paced-hinge")
    room.stand(12.0)
    while not room.engine.phase:
        room.stand(1.0)
    before = len(room.heard)
    # Both toe bases give as much: the ratio that counts here stays.
    room.stand(1.5, right=(0.70, 0.18, 0.12), left=(0.70, 0.18, 0.12))
    assert not [s for _, s in room.heard[before:] if s.kind == "depths" and s.depths]


def paced(**more: Any) -> Room:
    room = Room("paced-hinge", **more)
    while room.engine.phase != "descent":
        room.stand(PERIOD_S)
    return room


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pacers_words_are_all_said_and_on_time(language: str) -> None:
    room = paced(language=language)
    room.stand(40.0, right=(0.60, 0.04, 0.36))
    due = room.pace_due()
    words = [t for t, k in room.spoken() if k in PACER]
    assert len(room.cues()) >= 4
    assert words == pytest.approx(due, abs=1e-9), "one is late, or left out"
    until = 0.0
    for t, key in room.spoken():
        assert t >= until, f"{key} is said over what was said before"
        until = t + length_s(key, language)
    earcons = [t for t, s in room.heard if s.kind == "effect" and s.key in ("down", "bottom", "up", "tall")]
    assert earcons == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_moves_hears_a_word_that_is_over_before_the_pacers_next(language: str) -> None:
    room = paced(language=language)
    room.stand(1.0)
    room.stand(7.0, right=(0.60, 0.04, 0.36))
    cue_s, key = room.cues()[0]
    assert key == "mt1_light_short_right"
    onset_s = next(f.onset_s for f in [*room.engine.faults, *room.engine.active] if f.fault == "mt1_light")
    assert cue_s - onset_s < 1.0
    after = [t for t in room.pace_due() if t > cue_s]
    assert cue_s + length_s(key, language) + MARGIN_S <= after[0]
    given = room.coach.cues[0]
    assert (given.form, given.wording) == ("short", "mt1_light_short")
    assert given.onset_s == onset_s


def test_a_cue_stays_to_be_read_while_the_pacer_counts_on() -> None:
    room = paced()
    while not room.cues():
        room.stand(PERIOD_S, right=(0.60, 0.04, 0.36))
    words = room.coach.cues[-1].words
    room.stand(GAP_S - 0.2)
    assert room.coach.written == words
    room.stand(4.0)
    assert room.coach.written != words


def test_where_no_voice_keeps_time_a_metronome_does() -> None:
    room = paced(speech=False, tone=False)
    room.stand(8.0)
    began = next(t for t, s in room.heard if s.key == "down")
    ticks = [t - began for t, s in room.heard if s.key == "tick"]
    # Down at 0, bottom at 3, up at 4, tall at 6: their own earcons sound there.
    assert ticks == pytest.approx([1, 2, 5, 7], abs=2 * PERIOD_S)
    assert not [s for _, s in paced().heard if s.key == "tick"]


OWN_STEP = "Stand like a tripod."
OWN_CUE = "Think of the {foot} big toe."
OWN_DRILL = replace(
    DRILLS["tripod-hold"],
    cues={"mt1_light": (OWN_CUE,)},
    steps=(replace(DRILLS["tripod-hold"].steps[0], say=Say(OWN_STEP, own=True)), *DRILLS["tripod-hold"].steps[1:]),
)
ALL_TOLD = estimated_s(OWN_DRILL, "en")


@pytest.mark.parametrize("told", [ALL_TOLD, {}])
def test_a_drills_own_words_are_spoken_where_they_are_ready(told: dict[str, float]) -> None:
    room = Room(OWN_DRILL, own_lengths_s=told)
    room.stand(PERIOD_S)
    assert room.coach.written == OWN_STEP
    room.stand(9.0)
    room.stand(1.0, right=LIGHT)
    spoken = [key for _, key in room.spoken()]
    assert (f"own:{OWN_STEP}" in spoken) is bool(told)
    first = room.coach.cues[0]
    assert first.words == (
        "Think of the right big toe." if told else "Push the floor away under the base of the right big toe."
    )
    assert first.wording == ("own:Think of the big toe." if told else "mt1_light_1")


def test_a_cue_of_which_one_side_is_missing_is_the_coachs() -> None:
    half = {words: s for words, s in ALL_TOLD.items() if "left" not in words}
    room = Room(OWN_DRILL, own_lengths_s=half)
    room.stand(9.0)
    room.stand(1.0, right=LIGHT)
    assert room.coach.cues[0].wording == "mt1_light_1"
    assert f"own:{OWN_STEP}" in [key for _, key in room.spoken()]


def test_a_cue_waits_as_long_as_own_words_take() -> None:
    """The recorded length holds, whatever the letters would make likely."""
    times = []
    for takes in (1.0, 12.0):
        room = Room(OWN_DRILL, own_lengths_s=ALL_TOLD | {OWN_STEP: takes})
        room.stand(20.0, right=LIGHT)
        times.append(room.cues()[0][0] if room.cues() else next(t for t, k in room.spoken() if "big toe" in k))
    assert times[1] >= 12.0 > times[0]


def test_in_how_many_forms_words_are_spoken() -> None:
    assert forms(OWN_CUE, "en") == (
        "Think of the big toe.", "Think of the left big toe.", "Think of the right big toe."
    )  # fmt: skip
    assert forms("Hold.", "de") == ("Hold.",)
    assert own_words(OWN_DRILL, "en") == (OWN_STEP, *forms(OWN_CUE, "en"))
    assert own_words(DRILLS["tripod-hold"], "en") == ()


def test_before_there_were_lists_all_was_told_and_a_space_made_words() -> None:
    short = replace(OWN_DRILL, steps=(replace(OWN_DRILL.steps[0], say=Say("Breathe.", own=True)),))
    assert lengths_before_lists(OWN_DRILL, "en") == ALL_TOLD
    assert set(lengths_before_lists(short, "en")) == set(forms(OWN_CUE, "en"))


def test_braces_in_a_drills_own_words_are_words() -> None:
    assert own_phrase("Press {foot} {toe} {", "en", "right").words == "Press right {toe} {"


def test_what_is_told_after_a_cue_is_written_at_once() -> None:
    room = paced()
    while not room.cues():
        room.stand(PERIOD_S, right=(0.60, 0.04, 0.36))
    room.hear(room.engine.command(DrillCommand.PAUSE))
    assert room.coach.written == "Paused."


def test_numbers_in_own_words_take_their_time() -> None:
    assert takes_s("Hold 25 s at 100 %.") > takes_s("Hold xx s at xxx x.") + 1


def look_at(t_s: float) -> Look:
    return Look(t_s, 740.0, (370.0, 370.0), (EVEN, EVEN), (0.0, 100.0))


def keys(sounds: list[Sound]) -> list[str]:
    return [f"{s.kind}:{s.key}" for s in sounds if s.kind != "depths"]


def test_the_pacer_breaks_off_who_speaks_too_long() -> None:
    coach = Coach({}, Memory())
    now = Now(working=True, pace_until_s=3.0)
    (sounds, _) = coach.take(look_at(1.0), [FeetNotPlaced(1.0, "left", NotFound.NO_FOOT, False)], now)
    assert keys(sounds) == ["effect:lost", "speak:never_placed"]
    (sounds, _) = coach.take(look_at(2.0), [Paced(2.0, "down", 1, 6, 2.0)], now)
    assert keys(sounds) == ["cut:", "effect:down", "speak:down"]
    assert coach.busy_until_s == pytest.approx(2.0 + earcon_s("down") + length_s("down", "en"))
    (sounds, _) = coach.take(look_at(5.0), [Paced(5.0, "hold", 1, 6, 5.0)], now)
    assert keys(sounds) == ["effect:bottom", "speak:hold"], "nobody has to break off"


def test_at_the_end_all_that_waits_is_told_for_nobody_asks_again() -> None:
    coach = Coach({}, Memory())
    coach.take(look_at(1.0), [StepOffAsked(1.0)], Now())
    (sounds, _) = coach.take(look_at(1.1), [StepOnAsked(1.1, ("left", "right")), Done(1.1, None, None)], Now())
    assert keys(sounds) == ["effect:done", "speak:step_on", "speak:done"]
    lengths = sum(length_s(key, "en") for key in ("step_on", "done"))
    assert coach.busy_until_s == pytest.approx(1.0 + length_s("step_off", "en") + lengths)


def test_the_same_sound_twice_at_once_is_heard_once() -> None:
    coach = Coach({}, Memory())
    (sounds, _) = coach.take(look_at(1.0), [TryScored(1.0, 50, 1, ""), Done(1.0, None, None)], Now())
    assert keys(sounds).count("effect:done") == 1


def test_a_coach_that_fades_says_so_as_the_drill_begins() -> None:
    room = Room(fading=Fading((Faded(1, "fade_every_other"),), comes_back=True))
    room.stand(1)
    assert [key for _, key in room.spoken()][:1] == ["fade_every_other"]


@pytest.mark.parametrize(("comes_back", "heard"), [(True, True), (False, False)])
def test_a_faded_coach_speaks_and_sounds_again_within_the_set(comes_back: bool, heard: bool) -> None:
    room = Room(fading=Fading((Faded(2),), comes_back=comes_back))
    room.stand(6)
    room.stand(5, right=LIGHT)
    assert not any(key.startswith("mt1_light") for _, key in room.spoken()), "first it is left to the learner"
    room.stand(5, right=LIGHT)
    assert any(key.startswith("mt1_light") for _, key in room.spoken()) is heard
    assert any(s.kind == "depths" and s.depths for _, s in room.heard) is heard
    assert (room.coach.fading.level == 0) is heard
    assert room.coach.fading.now == FadedNow(SpeaksTo.EVERY if heard else SpeaksTo.NONE, began=SpeaksTo.NONE)
    assert room.coach.fading.now.back is heard
    back = [t for t, s in room.heard if (s.kind, s.key) == ("effect", "back")]
    assert len(back) == heard, "that the coach is back is heard once, by itself"
    if heard:
        assert back[0] <= room.cues()[0][0] < back[0] + 1


def test_the_sound_of_who_is_back_keeps_no_word_of_the_pacer(working: Callable[..., Room]) -> None:
    hinge = replace(DRILLS["paced-hinge"], steps=(next(s for s in DRILLS["paced-hinge"].steps if s.kind == "reps"),))
    room = working(drill=hinge, fading=Fading((Faded(2),), comes_back=True))
    for _ in range(10):
        room.stand(3.0, right=LIGHT)
        room.stand(0.4)
    (back,) = [t for t, s in room.heard if (s.kind, s.key) == ("effect", "back")]
    words = [(t, key) for t, key in room.spoken() if key in ("down", "hold", "up", "tall")]
    assert [t for t, _ in words] == pytest.approx(room.pace_due()[: len(words)], abs=PERIOD_S)
    for t, key in words:
        assert not t - earcon_s("back") < back < t + length_s(key, "en")


def test_who_has_not_faded_is_not_back() -> None:
    assert not Fading().now.back


@pytest.mark.parametrize(
    ("cause", "again", "over"),
    [
        (Cause.LEFT_PLACE, "lost", ""),
        (Cause.NO_QUIET_STANCE, "not_quiet", ""),
        (Cause.NO_REP, "", "no_rep"),
        (Cause.STANCE_UNKNOWN, "", "never_placed"),
        (Cause.NO_READING, "", "no_reading"),
    ],
)
def test_once_more_is_said_only_of_what_is_begun_again_and_why_not_of_what_is_over(
    cause: Cause, again: str, over: str
) -> None:
    for is_again, word in ((True, again), (False, over)):
        (heard,) = announced(TryNotScored(1.0, NotScored(cause), 1, is_again))
        assert (heard.effect, heard.word) == ("lost", word)
        assert all(phrase(word, language) for language in LANGUAGES) or not word
