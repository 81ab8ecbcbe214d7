"""Drills as files: those that ship are sound, and every bad one is refused with place and reason."""

import os
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from tripod.boards import STANCE_FAULTS
from tripod.coach.own_words import own_words
from tripod.coach.phrases import LANGUAGES, phrase
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import DrillError, find, library, read_drill, read_file
from tripod.drills.format.questions import ASKED_ONLY, QUESTIONS, is_name
from tripod.drills.format.recorded import drill_to_record, recorded_drill
from tripod.drills.format.say import PHRASES, Say

HEAD = 'schema = 1\ntitle = "X"\ntrains = "Y"\n'
STEP = '[[step]]\nkind = "hold"\ntext = "Stand."\nduration_s = 5\n'
WANTED = (
    "quiet-stance", "quiet-stance-60", "find-your-tripod", "learn-to-hinge", "learn-to-hinge-1", "learn-to-hinge-2",
    "tripod-hold", "one-leg-hold", "busy-toes", "to-and-fro", "posterior-shift", "paced-hinge", "hinge-reps",
    "deadlift-reps", "hero-pose", "half-split", "glute-bridge", "where-i-stand", "on-each-point", "rack-check",
    "romberg", "romberg-foam", "tandem", "limits-of-stability", "sit-to-stand", "heel-raise", "single-leg-squat",
    "symmetry",
)  # fmt: skip

HOLD = """schema = 1
title = "A"
trains = "x"
[[step]]
kind = "hold"
text = "Stand."
duration_s = 5
"""
INLINE = """schema = 1
title = "A"
trains = "x"
step = [
  { kind = "hold", text = "Stand.", duration_s = -5 },
]
"""


def test_the_library_is_whole() -> None:
    drills, wrong = library()
    assert tuple(drills) == WANTED
    assert wrong == []


@pytest.mark.parametrize("name", WANTED)
def test_a_shipped_drill_leads_somewhere_and_can_be_said(name: str) -> None:
    drills, _ = library()
    drill = drills[name]
    assert {drill.easier, drill.harder} - {""} <= set(drills)
    for step in drill.steps:
        for say in step.says:
            assert not say.own
            assert all(phrase(say.text, language) for language in LANGUAGES), say
    assert set(drill.corrects) <= set(STANCE_FAULTS)
    # All of it is recorded; nothing has to be spoken by an engine that may not be there.
    assert [own_words(drill, language) for language in LANGUAGES] == [(), ()]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is missing"),
        (HEAD, "line 1: step is missing"),
        ("schema = 2\n" + HEAD.split("\n", 1)[1] + STEP, "line 1: schema is 2; this program reads 1"),
        (HEAD + "[bands]\nheel = [0.5, 1.2]\n" + STEP, "line 5: bands.heel is 1.2; expected at most 1"),
        (HEAD + "[bands]\nheel = [0.6, 0.5]\n" + STEP, "line 5: the band of heel goes from 0.6 to 0.5"),
        (HEAD + '[cues]\nmt7_light = ["push"]\n' + STEP, "mt7_light"),
        (HEAD + STEP.replace("5", "-5"), "line 7: step.duration_s is -5; expected more than 0"),
        (HEAD + STEP.replace("duration_s", "duration"), "line 4: duration is unknown in step; did you mean duration_s"),
        (HEAD + STEP.replace("hold", "hodl"), "line 5: step.kind has 'hodl'; expected one of say, hold"),
        (HEAD + STEP + STEP.replace("duration_s = 5\n", ""), "line 8: duration_s is missing in step"),
        (HEAD + STEP.replace("5", '"five"'), "line 7: step.duration_s is 'five'; expected a number"),
        (HEAD + STEP.replace("5", "nan"), "line 7"),
        (HEAD + '[[step]]\nkind = "reps"\ntext = "x"\nreps = 0\ndepth_mm = 20\n', "line 7: step.reps is 0"),
        ("title =", "is not TOML"),
        ("[" * 5000, "is not TOML"),
    ],
)
def test_a_bad_drill_is_refused_with_place_and_reason(text: str, says: str) -> None:
    with pytest.raises(DrillError) as refused:
        read_drill(text, "mine.toml")
    assert says in str(refused.value)
    assert "mine.toml" in str(refused.value)


def test_what_is_no_drill_file_is_said(tmp_path: Path) -> None:
    big = tmp_path / "big.toml"
    big.write_text("# " + "x" * 10_000_000)
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    for path, says in (
        (tmp_path, "cannot be read"),
        (tmp_path / "none.toml", "cannot be read"),
        (big, "10000002 bytes"),
        (pipe, "it is no file"),
    ):
        with pytest.raises(DrillError, match=says):
            read_file(path)
    odd = tmp_path / "Odd Name.toml"
    odd.write_text(HEAD + STEP)
    with pytest.raises(DrillError, match="small letters"):
        read_file(odd)
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DrillError, match="UTF-8"):
        read_file(tmp_path / "bytes.toml")


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(HEAD + STEP)
    (tmp_path / "bad.toml").write_text(HEAD)
    (tmp_path / "tripod-hold.toml").write_text(HEAD.replace("X", "My hold") + STEP)
    drills, wrong = library(tmp_path)
    assert drills["mine"].own
    assert drills["tripod-hold"].title == "My hold"
    assert len(wrong) == 1
    assert wrong[0].drill == "bad"
    assert wrong[0].said.startswith("bad.toml, line 1")


def test_the_nearest_drill_is_offered() -> None:
    drills, _ = library()
    with pytest.raises(DrillError, match="Did you mean paced-hinge"):
        find("paced-hinges", drills)
    assert isinstance(find("hero-pose", drills), Drill)


def test_a_word_of_a_name_offers_all_drills_that_have_it() -> None:
    drills, _ = library()
    with pytest.raises(DrillError, match=r"Did you mean tripod-hold, one-leg-hold\?"):
        find("Hold", drills)
    with pytest.raises(DrillError, match=r"Did you mean paced-hinge\?"):
        find("Paced hinge", drills)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("deep.toml", "x" + ".x" * 1100 + " = 1", "none so deep"),
        ("today.toml", "", "anew each day"),
        ("a.toml", HOLD + "least_s = 10\nmost_s = 3\n", "least_s is 10 and most_s is 3"),
        ("a.toml", HOLD.replace('"hold"', '"say"') + "least_s = 3\nmost_s = 10\n", "belong to a hold"),
        ("a.toml", HOLD + "least_s = 6\nmost_s = 10\n", "expected .*6 to 10"),
        ("a.toml", HOLD + HOLD[HOLD.index("[[step]]") :] * 60, "61 entries; expected at most 60"),
        ("a.toml", HOLD.replace('text = "Stand."', 'text = "/etc/passwd"'), "line 6: '/etc/passwd' is a path"),
        ("a.toml", HOLD + 'say = "C:\\\\voice.wav"\n', "line 8: .* is a path"),
        ("a.toml", HOLD.replace('text = "Stand."', 'text = "notes.md"'), "is a path"),
        ("a.toml", HOLD + 'say = "hold_tripdo"\n', "line 8: nobody speaks 'hold_tripdo'; did you mean hold_tripod"),
        ("a.toml", HOLD + '[cues]\nmt1_light = ["Grip the floor"]\n', "line 9: .* makes the toes grip"),
        ("a.toml", HOLD + '[cues]\nmt1_light = ["Let your toes claw"]\n', "makes the toes grip"),
        ("a.toml", HOLD + '[cues]\nmt1_light = ["Press {fot}"]\n', "nothing stands for {fot}"),
        ("a.toml", HOLD.replace('"Stand."', '"  "'), "line 6: text is blank"),
        ("a.toml", HOLD.replace('kind = "hold"', 'kind = ["hold"]'), "expected one of"),
        ("a.toml", HOLD + 'wants = "yes"\notherwise = "x"\nquestions = ["y"]\n', "wants belongs to a check"),
        ("a.toml", HOLD + "[bands]\nheel = [0.6, 0.7]\nmt1 = [0.6, 0.7]\n", "line 8: .*bands make 120 %"),
        ("a.toml", HOLD + "[bands]\nheel = [0, 0.1]\nmt1 = [0, 0.1]\nmt5 = [0, 0.1]\n", "end at 30 % together"),
        ("a.toml", HOLD + "[floors]\nheel = 0.9\nmt1 = 0.9\n", "line 8: .*floors make 180 %"),
        ("a.toml", INLINE, "line 5: step.duration_s is -5"),
    ],
)
def test_new_ways_to_be_no_drill(name: str, text: str, says: str) -> None:
    with pytest.raises(DrillError, match=says):
        read_drill(text, name)


def test_a_whole_number_may_be_written_with_a_point() -> None:
    found = read_drill(HOLD + "times = 2.0\n", "a.toml")
    assert found.steps[0].times == 2
    assert isinstance(found.steps[0].times, int)


def test_every_phrase_that_a_drill_may_name_is_spoken() -> None:
    phrases = tomllib.loads((resources.files("tripod.coach") / "phrases.toml").read_text("utf-8"))
    assert list(PHRASES) == list(phrases["step"])


@pytest.mark.parametrize("words", ["Think of a tripod.", "breathe in", "Breathe.", "Ruhig!", "Steh still"])
def test_a_step_may_say_words_of_its_own(words: str) -> None:
    drill = read_drill(HOLD + f'say = "{words}"\n', "a.toml")
    assert drill.steps[0].say == Say(words, own=True)
    assert recorded_drill(drill_to_record(drill)) == drill


def test_a_step_may_name_a_phrase_or_say_nothing() -> None:
    named = read_drill(HOLD + 'say = "rest"\n', "a.toml")
    assert named.steps[0].say == Say("rest")
    assert recorded_drill(drill_to_record(named)) == named
    assert read_drill(HOLD + 'say = ""\n', "a.toml").steps[0].say is None
    assert read_drill(HOLD, "a.toml").steps[0].say is None


@pytest.mark.parametrize("words", ["Breathe", "breathe", "hold_tripdo", "Hold_Tripod", "begin"])
def test_one_word_that_is_no_phrase_is_refused(words: str) -> None:
    with pytest.raises(DrillError, match="line 8: nobody speaks"):
        read_drill(HOLD + f'say = "{words}"\n', "a.toml")


def test_a_step_may_say_several_things_one_after_the_other() -> None:
    drill = read_drill(HOLD + 'say = ["rest", "Breathe in.", "begin to breathe on the {foot} foot"]\n', "a.toml")
    assert [say.text for say in drill.steps[0].says][:2] == ["rest", "Breathe in."]
    assert [say.own for say in drill.steps[0].says] == [False, True, True]
    assert recorded_drill(drill_to_record(drill)) == drill


AWAY = STEP.replace("hold", "away")
SAY = STEP.replace("hold", "say")
CHECK = '[[step]]\nkind = "check"\ntext = "Look."\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (STEP + 'say = ["rest", "rset"]\n', "line 8: nobody speaks 'rset'; did you mean rest"),
        (STEP + "say = []\n", "line 8: step.say"),
        (STEP + 'say = ["rest", " "]\n', "line 8: say is blank"),
        (STEP + 'say = ["stand on {leg} please"]\n', "line 8: nothing stands for {leg}"),
        (STEP + 'text2 = "x"\n', "text2 is unknown"),
        (STEP + "sides = true\ntimes = 2\n", "line 8: sides belongs to a step of kind away with times = 2"),
        (AWAY + "sides = true\n", "line 8: sides belongs to a step of kind away with times = 2"),
        (AWAY + "sides = true\ntimes = 3\n", "this one is away with times = 3"),
        (AWAY + 'sides = "left"\n', "line 8: step.sides"),
        (STEP + 'move = "back"\n', 'line 8: move = "back" belongs to a step of kind say, and this step is a hold'),
        (SAY + 'move = "bcak"\n', "line 8: step.move has 'bcak'"),
        (
            STEP + CHECK + 'questions = ["back_roundet"]\n',
            "line 11: there is no question named 'back_roundet'; did you mean",
        ),
        (STEP + CHECK + 'questions = ["qqq"]\n', "line 11: there is no question named 'qqq'; expected the name of one"),
    ],
)
def test_keys_of_what_waits_are_refused_with_their_sentence(text: str, says: str) -> None:
    with pytest.raises(DrillError) as error:
        read_drill(HEAD + text, "a.toml")
    assert says in str(error.value)


def test_keys_of_what_waits() -> None:
    drill = read_drill(
        HEAD + AWAY + "sides = true\ntimes = 2\n" + SAY + 'move = "back"\n'
        + CHECK + 'questions = ["back_rounded", "Was it good?"]\n', "a.toml",
    )  # fmt: skip
    away, say, check = drill.steps
    assert away.sides
    assert say.move == "back"
    assert check.questions == ("back_rounded", "Was it good?")
    assert recorded_drill(drill_to_record(drill)) == drill
    assert (
        recorded_drill({**(of := drill_to_record(drill)), "steps": [_old(step) for step in of["steps"]]}).steps[0].times
        == 2
    )


def _old(step: dict[str, object]) -> dict[str, object]:
    """A step as it was recorded before there were sides."""
    return {key: value for key, value in step.items() if key != "sides"}


def test_each_question_with_a_name_has_words_in_every_language() -> None:
    phrases = tomllib.loads((resources.files("tripod.coach") / "phrases.toml").read_text("utf-8"))
    assert set(QUESTIONS) | set(ASKED_ONLY) == set(phrases["question"])
    assert not set(QUESTIONS) & set(ASKED_ONLY)
    assert all(set(words) == set(LANGUAGES) for words in phrases["question"].values())
    assert all(is_name(name) for name in (*QUESTIONS, *ASKED_ONLY))
    assert not any(is_name(words) for words in ("Good?", "Was it good", "Gut gemacht?"))


@pytest.mark.parametrize("words", ["Do not grip the floor.", "Grip the bar hard.", "Long toes, no clawing."])
def test_words_that_make_no_toes_grip_are_fine(words: str) -> None:
    found = read_drill(HOLD + f'[cues]\nmt1_light = ["{words}"]\n', "a.toml")
    assert found.cues["mt1_light"] == (words,)


def test_what_was_recorded_before_is_seen_again_whatever_it_says() -> None:
    plain = drill_to_record(read_drill(HOLD, "a.toml"))
    plain["steps"][0]["say"] = "breathe"
    plain["cues"] = {"mt1_light": ["Grip the floor"]}
    drill = recorded_drill(plain)
    assert drill.cues["mt1_light"] == ("Grip the floor",)
    assert drill.steps[0].say == Say("breathe")
