"""A drill waits for the voice and for the learner: engine and coach together, with known lengths of phrases."""

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from tests.training.lesson import LONG_S, SHORT_S, Lesson, known_lengths, lesson
from tripod.coach.announced import announced
from tripod.coach.coach import READ
from tripod.device.items import DrillCommand
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import read_drill
from tripod.drills.run.away_step import READY_S
from tripod.drills.run.check_step import ASK_S
from tripod.drills.run.event_types import GoCalled, PartBegan, WorkBegan
from tripod.drills.run.state import State
from tripod.storage.schemas.drill_start import OptionsFile

HEAD = 'schema = 1\ntitle = "A"\ntrains = "x"\n'
PADS = "pupil,board=pads,seed=3"


def drill(*steps: str) -> Drill:
    return read_drill(HEAD + "".join(f"[[step]]\n{step}\n" for step in steps), "a.toml")


def step(kind: str, **keys: Any) -> str:
    said = {"text": "Do it.", **keys}
    return f'kind = "{kind}"\n' + "\n".join(f"{key} = {json.dumps(value)}" for key, value in said.items())


HOLD = step("hold", say="hold_tripod", duration_s=5)
ROLLS = [step("say", say=f"roll_{move}", move=move, duration_s=5) for move in ("heel", "mt1", "mt5", "round")]
CHECK = step("check", questions=["back_rounded", "shins_vertical"])
AWAY = step("away", say="hero_pose", duration_s=21, times=2, sides=True)


def no_two_at_once(done: Lesson) -> None:
    spoken = done.spoken()
    assert spoken
    for (_, end_s, key), (start_s, _, after) in pairwise(spoken):
        assert start_s >= end_s - 1e-6, f"{after} is said over {key}"


# -- the voice ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("board", ["pads", "plate", "insole"])
def test_what_is_scored_begins_when_go_is_over(board: str, language: str) -> None:
    done = lesson(
        drill(step("hold", say="hold_tripod", duration_s=5, times=2)), f"pupil,board={board},seed=3", language=language
    )
    begun = [e for e in done.events if isinstance(e, WorkBegan)]
    go = [(start_s, end_s) for start_s, end_s, key in done.spoken() if key == "begin"]
    assert len(begun) == len(go) == 2
    for event, (_, end_s) in zip(begun, go, strict=True):
        assert end_s <= event.t_s <= end_s + 0.05
    no_two_at_once(done)


@pytest.mark.parametrize("takes_s", [0.2, 30.0])
def test_a_long_instruction_is_over_before_go_and_the_stance_is_of_then(takes_s: float) -> None:
    lengths = known_lengths() | {"hold_tripod": takes_s}
    done = lesson(drill(HOLD), PADS, lengths_s=lengths)
    called = done.first("go")
    assert called.t_s >= takes_s
    assert "try" in done.kinds()
    quiet = done.run.engine.quiet
    assert quiet
    assert called.t_s - quiet.t_s < 1.0, "how somebody stood before is not how they stand"


def test_sentences_of_a_step_are_over_before_the_next_begins_or_the_step_is_longer() -> None:
    said = ["rest", "hold_tripod", "three_points"]
    done = lesson(drill(step("say", say=said, duration_s=1), step("rest", say="rest", duration_s=10), HOLD), PADS)
    first, rest, hold = (e.t_s for e in done.events if isinstance(e, PartBegan))
    assert [key for _, _, key in done.spoken()][:4] == ["step_on", *said]
    assert rest - first >= 3 * LONG_S
    assert hold - rest == pytest.approx(10, abs=0.1)
    no_two_at_once(done)


def test_with_speech_off_nothing_waits_longer_than_it_takes_to_read() -> None:
    heard, read = (lesson(drill(HOLD), PADS, speech=speech) for speech in (True, False))
    assert not read.spoken()
    waits = [done.first("begin").t_s - done.first("go").t_s for done in (heard, read)]
    assert waits[0] - waits[1] == pytest.approx(SHORT_S * (1 - READ), abs=0.03)
    assert read.run.coach.written


def test_a_drill_from_before_it_waited_does_not() -> None:
    old = OptionsFile(weight_kg=75, asks=False)
    done = lesson(drill(HOLD), PADS, options=old)
    assert done.first("go").t_s == done.first("begin").t_s
    assert "half" not in done.kinds()
    empty = lesson(drill(ROLLS[0], HOLD), PADS, options=old)
    parts = [e.t_s for e in empty.events if isinstance(e, PartBegan)]
    assert parts == pytest.approx([0.0, 5.0], abs=0.05)


def test_how_the_stream_is_cut_and_new_voices_change_no_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    what = drill(ROLLS[0], HOLD)
    whole = lesson(what, PADS)
    small = lesson(what, PADS, cut=lambda at: 1 + at % 7)
    monkeypatch.setattr("tripod.coach.cue_words.length_s", lambda _key, _language: 9.0)
    monkeypatch.setattr("tripod.coach.voice.length_s", lambda _key, _language: 9.0)
    other = lesson(what, PADS)
    told = [json.dumps(done.run.result()) for done in (whole, small, other)]
    assert told[0] == told[1] == told[2]
    assert whole.events == small.events == other.events
    assert lesson(what, PADS, lengths_s={}).events != whole.events, "lengths do count"


# -- the learner on the board -------------------------------------------------------------------------------------


@pytest.mark.parametrize("board", ["pads", "plate", "insole"])
def test_rolls_go_on_when_the_feet_did_them(board: str) -> None:
    done = lesson(drill(*ROLLS, HOLD), f"pupil,board={board},seed=4", most_s=60)
    seen = [e.move for e in done.events if e.kind == "move_seen"]  # type: ignore[attr-defined]
    assert seen == ["heel", "mt1", "mt5", "round"]
    assert "move_not_seen" not in done.kinds()
    no_two_at_once(done)


def test_a_lesson_on_an_empty_board_is_taught_to_nobody() -> None:
    done = lesson(drill(step("say", say="three_points", duration_s=14), HOLD), "empty,board=pads,seed=1", most_s=40)
    assert done.kinds() == ["wait"]
    assert [key for _, _, key in done.spoken()] == ["step_on"]
    assert done.run.engine.state is State.WAITING
    assert done.run.engine.waited_s > 35


def test_who_only_stands_there_is_told_that_nothing_was_seen() -> None:
    done = lesson(drill(ROLLS[0], HOLD), "quiet,board=pads,seed=1", most_s=40)
    unseen = done.first("move_not_seen")
    assert unseen.why == "not_done"  # type: ignore[attr-defined]
    assert unseen.t_s == pytest.approx(0.3 + LONG_S + 12, abs=0.6)
    assert "unseen_not_done" in [key for _, _, key in done.spoken()]
    assert "go" in done.kinds()


def test_a_plate_that_does_not_know_the_stance_says_what_it_cannot_see() -> None:
    done = lesson(
        drill(*ROLLS[:2], step("say", say="hips_back", move="back", duration_s=5), HOLD),
        "pupil,board=plate,seed=4",
        measured=False,
        most_s=60,
    )
    assert [e.move for e in done.events if e.kind == "move_seen"] == ["heel", "back"]  # type: ignore[attr-defined]
    unseen = done.first("move_not_seen")
    assert (unseen.move, unseen.why) == ("mt1", "stance")  # type: ignore[attr-defined]
    assert "unseen_stance" in [key for _, _, key in done.spoken()]


# -- the learner beside it ----------------------------------------------------------------------------------------


def test_off_the_board_somebody_is_ready_hears_half_the_last_five_and_the_other_side() -> None:
    done = lesson(drill(AWAY), PADS)
    said = [key for _, _, key in done.spoken()]
    side = ["begin", "half", "five", "four", "three", "two", "one"]
    assert said == ["hero_pose", "ready_how", *side, "other_side", "ready_now", *side, "done"]
    go = [e.t_s for e in done.events if isinstance(e, GoCalled)]
    ready = [e.t_s for e in done.events if e.kind == "ready_asked"]
    assert all(0.5 < a - b < 6 for a, b in zip(go, ready, strict=True)), "by a step on and off"
    no_two_at_once(done)


def test_ready_is_said_by_key_or_after_a_patience() -> None:
    def at(done: Lesson, _now: float) -> list[tuple[DrillCommand, bool | None]]:
        asked = done.kinds().count("ready_asked")
        return [(DrillCommand.CONTINUE, None)] if asked == 1 and "go" not in done.kinds() else []

    done = lesson(drill(AWAY), "empty,board=pads,seed=1", commands=at, most_s=120)
    asked = [e.t_s for e in done.events if e.kind == "ready_asked"]
    go = [e.t_s for e in done.events if e.kind == "go"]
    assert go[0] - asked[0] < 0.6 + LONG_S
    assert go[1] - asked[1] == pytest.approx(READY_S + SHORT_S, abs=0.6)


def test_where_nobody_could_answer_nobody_is_asked() -> None:
    done = lesson(drill(CHECK, AWAY), "empty,board=pads,seed=1", asks=False, most_s=60)
    assert not {"ask", "ready_asked"} & set(done.kinds())
    assert [check["answered"] for check in done.run.result()["checks"]] == [False, False]


def test_a_part_is_heard_again_and_another_is_skipped() -> None:
    def at(done: Lesson, now: float) -> list[tuple[DrillCommand, bool | None]]:
        if 4 <= now < 4.5:
            return [(DrillCommand.REPEAT, None)]
        return [(DrillCommand.SKIP, None)] if 9 <= now < 9.5 or 10 <= now < 10.5 else []

    done = lesson(drill(AWAY), "empty,board=pads,seed=1", commands=at, most_s=60)
    assert [key for _, _, key in done.spoken()].count("hero_pose") == 2
    parts = [(e.number, e.again) for e in done.events if isinstance(e, PartBegan)]
    assert parts == [(1, False), (1, True), (2, False)]
    assert done.run.done


def test_a_hold_that_is_begun_again_leaves_its_trace() -> None:
    def at(done: Lesson, _now: float) -> list[tuple[DrillCommand, bool | None]]:
        begun = done.kinds().count("begin")
        return [(DrillCommand.REPEAT, None)] if begun == 1 and "repeated" not in done.kinds() else []

    done = lesson(drill(HOLD), PADS, commands=at)
    assert [str(t.reason) if t.reason else "" for t in done.run.engine.tries] == ["begun again", ""]


# -- questions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate_hz", [10, 20, 80])
@pytest.mark.parametrize("board", ["pads", "plate", "insole"])
def test_a_foot_answers_on_every_board_at_every_rate(board: str, rate_hz: int) -> None:
    done = lesson(drill(CHECK, HOLD), f"pupil,board={board},seed=3,rate_hz={rate_hz},answers=good", most_s=40)
    assert done.run.engine.answers == {"back_rounded": False, "shins_vertical": True}
    checks = done.run.result()["checks"]
    assert [(check["name"], check["answered"]) for check in checks] == [
        ("back_rounded", True),
        ("shins_vertical", True),
    ]
    said = [key for _, _, key in done.spoken()]
    assert said[:6] == ["back_rounded", "yes_or_no", "heard_no", "shins_vertical", "heard_yes", "hold_tripod"]
    assert "paused" not in done.kinds()
    no_two_at_once(done)


def test_each_question_has_its_own_time_and_what_nobody_answers_is_said_to_be_so() -> None:
    left: list[float] = []

    def at(done: Lesson, _now: float) -> list[tuple[DrillCommand, bool | None]]:
        if done.run.view().question:
            left.append(done.run.view().left_s)
        return []

    done = lesson(drill(CHECK, HOLD), "quiet,board=pads,seed=1", commands=at, most_s=90)
    asked = [e.t_s for e in done.events if e.kind == "ask"]
    answered = [e.t_s for e in done.events if e.kind == "answered"]
    assert answered[0] - asked[0] == pytest.approx(ASK_S + 2 * LONG_S, abs=0.6)
    assert answered[1] - asked[1] == pytest.approx(ASK_S + 2 * LONG_S, abs=0.6)
    assert max(left) == pytest.approx(ASK_S, abs=0.1)
    assert min(left) < 1.0
    assert [(c["yes"], c["answered"]) for c in done.run.result()["checks"]] == [(None, False), (None, False)]
    assert [key for _, _, key in done.spoken()].count("not_answered") == 2


def test_who_did_not_see_has_answered() -> None:
    def at(done: Lesson, now: float) -> list[tuple[DrillCommand, bool | None]]:
        return [(DrillCommand.ANSWER, None)] if done.run.view().question and now > 1 else []

    done = lesson(drill(CHECK, HOLD), "quiet,board=pads,seed=1", commands=at, most_s=15)
    assert [(c["yes"], c["answered"]) for c in done.run.result()["checks"]] == [(None, True), (None, True)]


def test_a_skipped_check_leaves_its_questions_unanswered_and_a_repeated_one_asks_anew() -> None:
    def skip(done: Lesson, now: float) -> list[tuple[DrillCommand, bool | None]]:
        return [(DrillCommand.SKIP, None)] if 1 < now < 1.6 else []

    done = lesson(drill(CHECK, HOLD), "quiet,board=pads,seed=1", commands=skip, most_s=10)
    assert [c["answered"] for c in done.run.result()["checks"]] == [False, False]

    def again(done: Lesson, now: float) -> list[tuple[DrillCommand, bool | None]]:
        if 1 < now < 1.6:
            return [(DrillCommand.ANSWER, True)]
        return [(DrillCommand.REPEAT, None)] if 2 < now < 2.6 else []

    done = lesson(drill(CHECK, HOLD), "quiet,board=pads,seed=1", commands=again, most_s=4)
    assert [e.question for e in done.events if e.kind == "ask"] == ["back_rounded", "shins_vertical", "back_rounded"]  # type: ignore[attr-defined]
    assert done.run.engine.answers == {}


def test_a_tap_before_the_question_was_heard_answers_nothing() -> None:
    lengths = known_lengths() | {"back_rounded": 12.0}
    done = lesson(drill(CHECK, HOLD), f"{PADS},answers=yes", lengths_s=lengths, most_s=5)
    pupil = done.board.pupil
    assert pupil
    assert "answered" not in done.kinds()
    assert "paused" not in done.kinds()


# -- what is told meanwhile ---------------------------------------------------------------------------------------


def test_half_way_and_the_time_left_are_told_where_nothing_else_is() -> None:
    told = lesson(drill(step("hold", say="hold_silent", duration_s=30, feedback=False)), PADS)
    left = [(e.seconds, e.counted) for e in told.events if e.kind == "left"]  # type: ignore[attr-defined]
    assert left == [(20, False), (10, False), *((n, True) for n in (5, 4, 3, 2, 1))]
    begun = told.first("begin").t_s
    assert told.first("half").t_s - begun == pytest.approx(15, abs=0.05)
    coached = lesson(drill(step("hold", say="hold_tripod", duration_s=30)), PADS)
    assert "left" not in coached.kinds()
    assert "half" in [key for _, _, key in coached.spoken()]


def test_the_score_is_heard_and_what_comes_next() -> None:
    done = lesson(drill(step("hold", say="hold_tripod", duration_s=5, times=3)), PADS)
    scores = [e.score for e in done.events if e.kind == "try"]  # type: ignore[attr-defined]
    said = [key for _, _, key in done.spoken()]
    assert [key for key in said if key.startswith("score_")] == [f"score_{n}" for n in scores]
    assert said.count("once_more") == said.count("last_one") == 1
    assert said.count("well") == sum(score >= 85 for score in scores), "pads see each point, and nothing is asked"
    no_two_at_once(done)


def test_the_instruction_names_the_leg() -> None:
    one = replace(drill(step("hold", say="Stand on your {foot} leg now.", duration_s=5)), feet="one")
    words = "Stand on your left leg now."
    own = {words: 1.0, words.replace("left", "right"): 1.0}
    done = lesson(one, PADS, own_words=True, own_lengths_s=own)
    assert [key for _, _, key in done.spoken() if "leg" in key] == [f"own:{w}" for w in own]


def test_each_event_that_is_heard_names_phrases_that_there_are() -> None:
    known = known_lengths("de")
    done = lesson(drill(*ROLLS, CHECK, AWAY, HOLD), f"{PADS},answers=good")
    words = {one.word for event in done.events for one in announced(event) if one.word}
    assert words <= set(known)
    assert len(words) > 15


# -- the rack check -----------------------------------------------------------------------------------------------

RACK = step("rack", duration_s=20)


@pytest.mark.parametrize(
    ("scenario", "measured", "word"),
    [
        ("pupil,board=pads,seed=3", True, "rack_unsure"),
        ("pupil,board=plate,seed=3", False, "rack_stance"),
        ("empty,board=pads,seed=1", True, "rack_nobody"),
    ],
)
def test_a_rack_check_says_one_word_within_its_time(scenario: str, measured: bool, word: str) -> None:
    done = lesson(drill(RACK), scenario, measured=measured, most_s=40)
    said = [key for _, _, key in done.spoken()]
    assert [key for key in said if key.startswith("rack_")] == [word]
    assert done.run.done
    assert done.events[-1].t_s <= 20.1
    rack = done.run.result()["rack"]
    assert rack["answer"] in ("cannot tell", "moving")
    assert done.run.result()["reason"] is None
