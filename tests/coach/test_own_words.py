"""Words that a drill brings along: when they are spoken, and how long they take."""

from dataclasses import replace

import pytest

from tests.coach.room import DRILLS, LIGHT, PERIOD_S, Room
from tripod.coach.own_words import estimated_s, forms, lengths_before_lists, own_words, takes_s
from tripod.coach.phrases import own_phrase
from tripod.drills.format.say import Say

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


def test_numbers_in_own_words_take_their_time() -> None:
    assert takes_s("Hold 25 s at 100 %.") > takes_s("Hold xx s at xxx x.") + 1
