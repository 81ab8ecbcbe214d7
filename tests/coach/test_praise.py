"""After a try the coach says no more than the board could tell: "well" is earned by feet of which it could tell all."""

import pytest

from tests.coach.room import DRILLS, LIGHT, Room
from tripod.balance.judgement import Answer
from tripod.boards import load_board
from tripod.coach.announced import announced
from tripod.coach.phrases import LANGUAGES, phrase
from tripod.coach.voice import lengths_s
from tripod.drills.format.drill import Step
from tripod.drills.run.event_types import TryScored
from tripod.drills.score.judged import Judged, Untold, judged_try, not_claimed
from tripod.drills.seen.look import Three

NOTHING, SOME, MUCH = (0.0, 0.0, 0.0), (0.02, 0.02, 0.08), (0.02, 0.02, 0.2)
SAID = {
    Judged(Answer.GOOD): "well",
    Judged(Answer.OFF): "",
    Judged(Answer.CANNOT_TELL, Untold.UNANSWERED): "rack_good",
    Judged(Answer.CANNOT_TELL, Untold.UNSURE, ("mt5",), 0.08): "saw_unsure",
    Judged(Answer.CANNOT_TELL, Untold.TOO_VAGUE, ("mt5",), 0.2): "rack_not_claimed",
    Judged(Answer.CANNOT_TELL, Untold.NOT_SEEN, ("mt5",)): "rack_not_claimed",
}


@pytest.mark.parametrize(("judged", "word"), SAID.items())
def test_the_word_after_a_try_follows_the_answer_and_not_the_score(judged: Judged, word: str) -> None:
    for score in (3, 85, 100):
        first, second = announced(TryScored(1.0, score, 1, "", judged))
        assert (first.word, second.word) == (word, f"score_{score}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_word_is_spoken_in_each_language(language: str) -> None:
    for word in filter(None, SAID.values()):
        said = phrase(word, language)
        assert said is not None
        assert said.key in lengths_s(language)


@pytest.mark.parametrize(
    ("off", "pm", "asked", "why"),
    [
        (False, NOTHING, False, None),
        (False, NOTHING, True, Untold.UNANSWERED),
        (False, SOME, False, Untold.UNSURE),
        (False, SOME, True, Untold.UNSURE),
        (False, MUCH, False, Untold.TOO_VAGUE),
        (True, MUCH, True, None),
    ],
)
def test_the_answer_to_a_try(off: bool, pm: Three, asked: bool, why: Untold | None) -> None:
    pads = not_claimed(load_board("pads"))
    found = judged_try(off=off, not_claimed=pads, unsure={"left": pm, "right": NOTHING}, asked_later=asked)
    assert found.why is why
    assert found.answer is (Answer.OFF if off else Answer.CANNOT_TELL if why else Answer.GOOD)
    assert found.points == (("mt5",) if why in (Untold.UNSURE, Untold.TOO_VAGUE) else ())


def test_a_fault_in_a_long_hold_is_not_praised_whatever_it_scores() -> None:
    """One fault of a second costs nine of ninety seconds: 90 points, and it was off."""
    long = DRILLS["tripod-hold"]
    step = Step("hold", "Stand.", duration_s=90.0)
    room = Room(type(long)(**{**vars(long), "steps": (step,), "progression": {}}))
    room.stand(20)
    room.stand(1.0, right=LIGHT)
    room.stand(90)
    (done,) = room.engine.tries
    assert done.score is not None
    assert done.score >= 85
    assert room.engine.result().answer is Answer.OFF
    said = [key for _, key in room.spoken()]
    assert f"score_{done.score}" in said
    assert "well" not in said
