"""What the program tells people to do: nothing that is forbidden, nothing that contradicts itself, and German as it is
spoken. The lists stand beside this file, each with its reason and with sentences that they must find."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from tripod.boards import FEET, STANCE_FAULTS
from tripod.boards.stance_faults import OF_BOTH
from tripod.coach.phrases import LANGUAGES, cues, every_phrase, phrase
from tripod.drills.format.drill import Drill, Step
from tripod.drills.format.loader import library
from tripod.drills.format.questions import QUESTIONS

HERE = Path(__file__).parent
FORBIDDEN: list[dict[str, Any]] = tomllib.loads((HERE / "forbidden_advice.toml").read_text("utf-8"))["advice"]
PAIRS: list[dict[str, Any]] = tomllib.loads((HERE / "contradictions.toml").read_text("utf-8"))["pair"]
PHRASES: dict[str, Any] = tomllib.loads((resources.files("tripod.coach") / "phrases.toml").read_text("utf-8"))
DRILLS, _ = library()
GERMAN = [of for of in (resources.files("tripod.sentences") / "de").iterdir() if of.name.endswith(".toml")]
MOST_LETTERS = 70
"""Of a cue: some 3.6 s."""
OUTSIDE = {
    "en": re.compile(r"\b(floor|ground|wall|bar|board)\b"),
    "de": re.compile(r"\b(boden|wand|stange|brett)\b"),
}
"""What lies outside the body: attention there moves a learner better than attention to the body's parts."""
_NOT = re.compile(r"\b(no|not|never|without|nothing|nobody|nicht|nie|keine?[nrs]?|ohne|statt)\b|n't\b")
_SIDED = re.compile(r"\b(left|right|link|recht|linke[nrs]?|rechte[nrs]?)\b")


@dataclass(frozen=True)
class Told:
    """One sentence that somebody reads or hears."""

    where: str
    words: str


def sentences(words: str) -> list[str]:
    """Single sentences in small letters, without questions, which advise nothing."""
    parts = re.split(r"(?<=[.!?;:…])\s+|\n", " ".join(words.lower().split()))
    return [part.strip() for part in parts if part.strip() and not part.rstrip().endswith("?")]


def advises(expressions: list[str], words: str) -> str:
    """The sentence that one of these expressions finds; "" where none does, or what it finds is said not to be done."""
    for said in sentences(words):
        for expression in expressions:
            found = re.search(expression, said.rstrip(".!…;:"))
            if found and not _NOT.search(said[: found.end()]):
                return said
    return ""


def phrases(language: str) -> Iterator[Told]:
    for key, words in every_phrase(language).items():
        yield Told(f"phrases.toml {language} {key}", words)
    # Tables that a later version adds, too.
    yield from _leaves(PHRASES, "phrases.toml", language)


def _leaves(of: Any, where: str, language: str) -> Iterator[Told]:
    if isinstance(of, list):
        for k, one in enumerate(of):
            yield from _leaves(one, f"{where} {k}", language)
    elif isinstance(of, dict):
        for key, one in of.items():
            if isinstance(one, str) and key.startswith(language):
                yield Told(f"{where} {key}", one)
            elif not isinstance(one, str):
                yield from _leaves(one, f"{where} {key}", language)


def written(drill: Drill) -> Iterator[Told]:
    yield Told(f"{drill.name} title", drill.title)
    yield Told(f"{drill.name} trains", drill.trains)
    for n, step in enumerate(drill.steps, 1):
        yield Told(f"{drill.name} step {n}", step.text)
        yield Told(f"{drill.name} step {n} otherwise", step.otherwise)
    for fault, own in drill.cues.items():
        for words in own:
            yield Told(f"{drill.name} cue {fault}", words)


def catalogue() -> Iterator[Told]:
    for file in sorted((Path(str(resources.files("tripod.sentences"))) / "en").glob("*.toml")):
        tables = tomllib.loads(file.read_text("utf-8"))
        # What is wrong with somebody's drill file is said there, words and all.
        tables.pop("drill_file", None)
        for table, texts in tables.items():
            for key, words in texts.items():
                yield Told(f"{file.name} {table}.{key}", words)


def names_said(step: Step) -> tuple[str, ...]:
    """The phrases that a step begins with, by name; one or several."""
    return tuple(say.text for say in step.says if not say.own)


def heard(drill: Drill, step: Step, language: str) -> Iterator[Told]:
    """All that may be read or heard while a step is done: its text, its phrases, and every cue that may fall in it."""
    where = f"{drill.name}: {step.text[:30]}"
    if language == "en":
        yield Told(where, step.text)
    feet = FEET if drill.feet_of(step) == "one" else ("",)
    for foot in feet:
        for name in names_said(step):
            said = phrase(name, language, foot)
            assert said, name
            yield Told(f"{where} {name}", said.words)
    if step.kind not in ("hold", "reps") or not step.feedback:
        return
    for fault in STANCE_FAULTS:
        if (fault == "sway" and step.moving) or (fault in OF_BOTH and fault != "sway" and feet != ("",)):
            continue
        for one in (*cues(fault, language, "left"), *cues(fault, language, "")):
            yield Told(f"{where} cue {one.key}", one.words)
        if step.kind == "reps":
            yield from _leaves(PHRASES.get("short", {}).get(fault, {}), f"{where} short {fault}", language)
        for words in drill.cues.get(fault, ()):
            yield Told(f"{where} own cue {fault}", words)


# -- forbidden ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", FORBIDDEN, ids=lambda of: of["why"][:30])
def test_the_list_finds_what_it_is_for(of: dict[str, Any]) -> None:
    for words in of["caught"]:
        assert advises([*of["en"], *of["de"]], words), words
    for words in of.get("allowed", ()):
        assert not advises([*of["en"], *of["de"]], words), words


def test_not_to_do_it_is_no_advice_to_do_it() -> None:
    turns = FORBIDDEN[0]["en"]
    assert not advises(turns, "Do not turn the knees out.")
    assert not advises(turns, "Did the knees turn in or out?")
    assert advises(turns, "Do not sit. Turn the knees out.")
    assert advises(turns, "Turn the knees out, do not let them fall in.")


@pytest.mark.parametrize("of", FORBIDDEN, ids=lambda of: of["why"][:30])
def test_nobody_is_told_what_is_forbidden(of: dict[str, Any]) -> None:
    told = [*phrases("en"), *(t for drill in DRILLS.values() for t in written(drill)), *catalogue()]
    found = [(t.where, t.words) for t in told if advises(of["en"], t.words)]
    found += [(t.where, t.words) for t in phrases("de") if advises(of["de"], t.words)]
    assert found == [], of["why"]


# -- contradictions -------------------------------------------------------------------------------------------------


def clash(pair: dict[str, Any], told: list[Told]) -> tuple[Told, Told] | None:
    one = next((t for t in told if any(re.search(e, t.words.lower()) for e in pair["one"])), None)
    other = next((t for t in told if advises(pair["other"], t.words)), None)
    return (one, other) if one and other else None


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"][:30])
def test_the_pairs_find_what_they_are_for(pair: dict[str, Any]) -> None:
    for words in (pair["meet"], pair.get("also", pair["meet"])):
        assert clash(pair, [Told("", w) for w in words]), words
        assert not clash(pair, [Told("", words[0])])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRILLS)
def test_no_step_contradicts_itself(name: str, language: str) -> None:
    drill = DRILLS[name]
    for step in drill.steps:
        told = list(heard(drill, step, language))
        for pair in PAIRS:
            assert clash(pair, told) is None, pair["why"]


# -- cues -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", STANCE_FAULTS)
def test_at_least_half_of_the_cues_look_outside_the_body(fault: str, language: str) -> None:
    words = [one.words.lower() for one in cues(fault, language, "")]
    outside = [w for w in words if OUTSIDE[language].search(w)]
    assert len(words) >= 2
    assert 2 * len(outside) >= len(words), words


def test_numbers_of_wordings_are_not_given_twice() -> None:
    """People's counts of what helps them go by the number: another wording must not take over what one has earned."""
    gone = {"mt1_light": {3}, "mt5_light": {3}, "heel_light": {2}, "heel_heavy": {1, 2}, "shift_left": {2},
            "shift_right": {2}, "sway": {2}}  # fmt: skip
    for fault, of in PHRASES["cue"].items():
        numbers = [one["n"] for one in of]
        assert len(set(numbers)) == len(numbers), fault
        assert not set(numbers) & gone.get(fault, set()), fault


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", STANCE_FAULTS)
def test_a_cue_is_short_and_says_its_side(fault: str, language: str) -> None:
    for written, said in zip(PHRASES["cue"][fault], cues(fault, language, "right"), strict=True):
        assert len(said.words) <= MOST_LETTERS, said.words
        names_one = "{foot}" in written[language] or fault.startswith("shift")
        assert bool(_SIDED.search(said.words.lower())) is names_one, said.words


# -- German ---------------------------------------------------------------------------------------------------------


def test_every_phrase_is_there_in_both_languages() -> None:
    assert set(every_phrase("en")) == set(every_phrase("de"))
    for table in PHRASES.values():
        for one in table.values() if isinstance(table, dict) else ():
            for words in one if isinstance(one, list) else (one,):
                if isinstance(words, dict) and "en" in words:
                    assert words["en"].strip()
                    assert words["de"].strip()
                    sided = ["{foot}" in words[of] or "{side}" in words[of] for of in ("en", "de")]
                    assert sided[0] == sided[1], words


SHARED = {"in", "an", "so", "am", "roll", "leg", "stand", "minute", "sensor", "hand", "was", "last"}
"""Words of both languages."""


def test_german_has_no_english_words() -> None:
    english = {w for words in every_phrase("en").values() for w in re.findall(r"[a-zäöüß]+", words.lower())} - SHARED
    english |= {"tripod", "hinge", "feedback", "set", "okay", "core", "check"}
    for key, words in every_phrase("de").items():
        found = english & set(re.findall(r"[a-zäöüß]+", words.lower()))
        assert not found, (found, key, words)


TRANSLATED = ("beuge mit mir", "wieder heim", "nach hause", "ball der", "ballen der", "macht sinn")
"""What was or might be said by who thinks in English."""
JOINT = "Grundgelenk"
"""What an anatomist says; a lifter says Großzehenballen."""
OF_THE_JOINT = ("bend_the_big_toe_up", "knuckle_of")
"""Sentences that lead the fingers to it on the back of the foot."""


def test_german_is_spoken_german() -> None:
    for told in phrases("de"):
        assert not [words for words in TRANSLATED if words in told.words.lower()], told


def test_voice_and_screen_have_one_german_word_for_the_base_of_a_toe() -> None:
    assert any("Großzehenballen" in told.words for told in phrases("de"))
    assert not [told for told in phrases("de") if JOINT in told.words]
    written = [line for file in GERMAN for line in file.read_text(encoding="utf-8").splitlines()]
    assert any("Großzehenballen" in line for line in written)
    assert not [line for line in written if JOINT in line and not line.startswith(OF_THE_JOINT)]


# -- the legs, the eyes, the breath ---------------------------------------------------------------------------------


def steps_with(*names: str) -> Iterator[tuple[Drill, Step]]:
    for drill in DRILLS.values():
        for step in drill.steps:
            if set(names) & set(names_said(step)):
                yield drill, step


def said_before(drill: Drill, step: Step) -> set[str]:
    """Phrases that are heard up to when a step begins."""
    return {name for s in drill.steps[: drill.steps.index(step) + 1] for name in names_said(s)}


def test_a_written_stop_is_spoken_as_well() -> None:
    """Who hangs over the floor reads no screen."""
    for drill in DRILLS.values():
        if not any("top if it hurts" in step.text for step in drill.steps):
            continue
        heard = [say.text for step in drill.steps for say in step.says if not say.own]
        for language, words in (("en", "Stop if it hurts"), ("de", "Hör auf, wenn es wehtut")):
            spoken = [phrase(name, language, "left") for name in heard]
            assert any(words in one.words for one in spoken if one), (drill.name, language)


def test_what_a_clinicians_drill_asks_neither_brings_work_nor_stops_a_hinge() -> None:
    clinic = (
        "romberg",
        "romberg-foam",
        "tandem",
        "limits-of-stability",
        "sit-to-stand",
        "heel-raise",
        "single-leg-squat",
    )
    for name in clinic:
        asked = {question for step in DRILLS[name].steps for question in step.questions}
        assert not asked & set(QUESTIONS), name


def test_who_closes_the_eyes_hears_what_to_do_when_unsafe() -> None:
    closed = [(d, s) for d, s in steps_with("stand_closed", "together_closed")]
    assert len({d.name for d, _ in closed}) >= 4
    for drill, step in closed:
        assert "open_eyes" in said_before(drill, step), drill.name


def test_who_stands_on_one_leg_hears_to_hold_on_and_which_leg() -> None:
    alone = [(d, s) for d in DRILLS.values() for s in d.steps if d.feet_of(s) == "one" and names_said(s) != ("rest",)]
    assert len({d.name for d, _ in alone}) >= 4
    for drill, step in alone:
        assert "hold_on" in said_before(drill, step), drill.name
    for drill, step in steps_with("hold_one_leg", "heel_raise", "one_leg_squat"):
        assert drill.feet_of(step) == "one"
        for language, left in (("en", "left"), ("de", "linken")):
            assert any(left in t.words for t in heard(drill, step, language)), drill.name


def test_who_may_fall_hears_to_hold_on() -> None:
    for name in ("tandem", "limits-of-stability", "romberg", "romberg-foam", "heel-raise", "single-leg-squat"):
        drill = DRILLS[name]
        assert any("hold_on" in names_said(step) for step in drill.steps), name


def test_hinges_and_lifts_are_breathed() -> None:
    for name in ("paced-hinge", "hinge-reps", "deadlift-reps", "learn-to-hinge"):
        drill = DRILLS[name]
        sets = [step for step in drill.steps if step.kind == "reps"]
        assert any("brace" in said_before(drill, step) for step in sets), name


# -- each ends ------------------------------------------------------------------------------------------------------


def test_a_lesson_is_no_longer_than_twelve_minutes() -> None:
    lesson = DRILLS["learn-to-hinge"]
    assert lesson.length_s <= 12 * 60
    assert [step.part for step in lesson.steps if step.part] == ["Active foot", "Pelvis on femur"]
