"""When the coach speaks, what it tries, and what it learns of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.coach.room import DRILLS, EVEN, LIGHT, PERIOD_S, Room, paced
from tripod.balance.pose_fit import NotFound
from tripod.coach.announced import announced
from tripod.coach.coach import Coach, Sound
from tripod.coach.cueing import BOTH_S, GAP_S
from tripod.coach.fading import Faded, FadedNow, Fading, SpeaksTo
from tripod.coach.phrases import LANGUAGES, phrase
from tripod.coach.speech import MARGIN_S
from tripod.coach.voice import length_s
from tripod.coach.wording_memory import Memory
from tripod.device.items import DrillCommand
from tripod.drills.format.part import Options
from tripod.drills.not_scored import Cause, NotScored
from tripod.drills.run.event_types import (
    Done,
    FeetNotPlaced,
    Paced,
    StepOffAsked,
    StepOnAsked,
    TryNotScored,
    TryScored,
)
from tripod.drills.run.now import Now
from tripod.drills.seen.look import Look
from tripod.sound.earcons import length_s as earcon_s

PACER = ("down", "hold", "up", "tall")


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


def test_a_rep_that_goes_no_way_back_is_told_between_the_pacers_words() -> None:
    room = paced()
    room.stand(20.0)
    said = [t for t, key in room.spoken() if key == "hips_farther"]
    downs = room.pace_due()[::4]  # each rep has four words
    assert len(said) == 1, "not each time"
    assert downs[1] < said[0] < downs[1] + 1.0
    assert said[0] + length_s("hips_farther", "en") + MARGIN_S <= room.pace_due()[5]
    silent = paced(options=Options(asks=False, feedback=False))
    silent.stand(20.0)
    assert "hips_farther" not in [key for _, key in silent.spoken()]


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


def test_what_is_told_after_a_cue_is_written_at_once() -> None:
    room = paced()
    while not room.cues():
        room.stand(PERIOD_S, right=(0.60, 0.04, 0.36))
    room.hear(room.engine.command(DrillCommand.PAUSE))
    assert room.coach.written == "Paused."


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
