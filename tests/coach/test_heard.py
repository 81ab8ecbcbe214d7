"""Each drill as samples, lined up with what happened: nothing is said over anything, nothing is left out."""

import json
import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tripod.cli import main
from tripod.coach.phrases import LANGUAGES
from tripod.coach.speech import MARGIN_S
from tripod.coach.voice import length_s, samples
from tripod.drills.format.drill import Drill, Tempo
from tripod.drills.format.loader import library
from tripod.drills.run.event_types import CueForm, CueGiven, FaultBegan, FaultEnded, Paced
from tripod.sound.earcons import length_s as earcon_s
from tripod.sound.tone import RATE
from tripod.storage.schemas.drill_start import CoachingFile

DRILLS, _ = library()
PACER = ("down", "hold", "up", "tall")
LOUD = 0.9
"""Gain of phrases and earcons in the mixer."""


def only(drill: str, kind: str, **changes: Any) -> Drill:
    """A drill's first step of a kind, changed."""
    step = next(step for step in DRILLS[drill].steps if step.kind == kind)
    steps = (replace(step, times=1, least_s=0.0, most_s=0.0, **changes),)
    return replace(DRILLS[drill], steps=steps, progression={}, leads_on=None)


FEW = [("find-your-tripod", "de"), ("posterior-shift", "de"), ("half-split", "en")]
"""What stands, what moves, what is off the board; `calibration/heard_library.py` does them all."""


@pytest.mark.parametrize(("name", "language"), FEW)
def test_a_drill_is_heard_word_by_word(hear_drill: Callable[..., Any], name: str, language: str) -> None:
    from heard_library import found, short

    heard = hear_drill(short(DRILLS[name]), "pupil,board=pads,seed=3,habit=mt1_light:right", language)
    assert found(heard).wrong == []
    assert heard.words


def test_what_is_wrong_with_a_sound_is_found(hear_drill: Callable[..., Any]) -> None:
    from heard_library import found

    heard = hear_drill(only("tripod-hold", "hold", duration_s=9.0), "pupil,board=pads,seed=3,habit=mt1_light:right")
    assert found(heard).wrong == []
    assert found(heard).sides == (1, 0)
    first, second, *rest = heard.words
    assert "side" in found(replace(heard, samples=heard.samples[:, ::-1])).wrong
    assert "dropped" in found(replace(heard, played=[first, *rest])).wrong
    assert "over words" in found(replace(heard, played=[first, replace(second, start=first.start + 10), *rest])).wrong
    assert "log" in found(replace(heard, played=[replace(first, start=first.start + 400), second, *rest])).wrong
    assert "clips" in found(replace(heard, samples=heard.samples * 4)).wrong


def test_the_tone_is_on_the_side_of_the_foot(hear_drill: Callable[..., Any]) -> None:
    for foot, other in (("left", 1), ("right", 0)):
        drill = only("tripod-hold", "hold", duration_s=9.0)
        heard = hear_drill(drill, f"pupil,board=pads,seed=3,habit=mt1_light:{foot}")
        assert {e.foot for e in heard.events if isinstance(e, FaultBegan)} == {foot}
        wrong = np.zeros(len(heard.samples), bool)
        for fault in (e for e in heard.events if isinstance(e, FaultEnded)):
            wrong[int(fault.onset_s * RATE) : int((fault.onset_s + fault.duration_s) * RATE)] = True
        for played in heard.played:
            wrong[played.start - 10 : played.start + played.samples + 10] = False
        assert wrong.sum() > 0.1 * RATE
        power = (heard.samples[wrong].astype(float) ** 2).mean(0)
        assert power[1 - other] > 9 * power[other] > 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", [1, 2])
def test_who_moves_hears_its_word_while_the_fault_lasts(
    hear_drill: Callable[..., Any], language: str, seed: int
) -> None:
    """Whatever the phase in which the fault comes, on slow and fast pupils, at odd tempos."""
    tempo = Tempo(2.2, 1.1, 1.4, 1.8) if seed == 1 else Tempo(4.1, 1.7, 2.6, 2.3)
    drill = only("paced-hinge", "reps", reps=3, tempo=tempo)
    heard = hear_drill(drill, f"pupil,board=pads,seed={seed},delay=0.5,habit=mt5_light:left", language, keep=False)
    spoken = [(cue, said) for cue, said in heard.spoken_cues() if cue.form is CueForm.SHORT]
    assert spoken
    assert {cue.foot for cue, _ in spoken} == {"left"}
    ended = [e for e in heard.events if isinstance(e, FaultEnded)]
    due = [e.due_s for e in heard.events if isinstance(e, Paced)]
    for cue, said in spoken:
        start, end = said.start / RATE, (said.start + said.samples) / RATE
        assert any(e.onset_s < start < e.onset_s + e.duration_s and e.fault == "mt5_light" for e in ended)
        assert min((d - end for d in due if d > start), default=1.0) >= MARGIN_S - 0.02
        onset = max(e.onset_s for e in ended if e.onset_s < start)
        # At worst it comes at the very end of a way down: then the word waits for "Hold", the bottom, and "Up".
        assert start - onset < 0.4 + 0.6 + tempo.bottom_s + 0.6 + 0.2
        assert cue.words in ("Little toe left.", "Kleinzehe links.")


def test_a_whole_sentence_waits_for_the_end_of_the_set(hear_drill: Callable[..., Any]) -> None:
    heard = hear_drill(only("paced-hinge", "reps", reps=2), "pupil,board=pads,seed=3,habit=mt1_light:right", keep=False)
    tall_s = max(e.due_s for e in heard.events if isinstance(e, Paced))
    whole = [(cue, said) for cue, said in heard.spoken_cues() if cue.form is CueForm.WHOLE]
    ((cue, said),) = whole
    assert said.start / RATE >= tall_s + length_s("tall", "en"), "no sentence fits between two reps of this tempo"
    assert (cue.fault, cue.foot) == ("mt1_light", "right")
    last = heard.run.coach.cues[-1]
    assert last.recovered is None, "nobody can tell what came of it"


def test_no_sentence_is_said_over_a_free_rep(hear_drill: Callable[..., Any]) -> None:
    drill = only("hinge-reps", "reps", reps=4)
    heard = hear_drill(drill, "pupil,board=pads,seed=3,habit=mt1_light:right", keep=False)
    whole = [(cue, said) for cue, said in heard.spoken_cues() if cue.form is CueForm.WHOLE]
    assert len({cue.fault for cue, _ in whole}) == len(whole), "once is enough for a set"
    counts = [e.t_s for e in heard.events if e.kind == "count"]
    downs = [at for name, at, _ in heard.pupil_moves if name == "descent"]
    assert whole
    for _, said in whole:
        start, end = said.start / RATE, (said.start + said.samples) / RATE
        assert start > counts[1], "how long somebody stands between reps is known from the second on"
        assert end < min((at for at in downs if at > start), default=np.inf) + 0.35
    assert heard.dropped() == []


def test_both_feet_at_once_hear_one_cue(hear_drill: Callable[..., Any]) -> None:
    for habit in ("mt1_light", "mt5_light"):
        heard = hear_drill(
            only("tripod-hold", "hold", duration_s=9.0), f"pupil,board=pads,seed=2,habit={habit},size=0.75", keep=False
        )
        assert {e.foot for e in heard.events if isinstance(e, FaultBegan)} == {"left", "right"}
        (cue, *_) = [e for e in heard.events if isinstance(e, CueGiven)]
        assert cue.foot == ""
        assert "left" not in cue.words.lower()
        assert "right" not in cue.words.lower()
        first = heard.run.coach.cues[0]
        assert first.recovered is True
        assert heard.run.coach.memory.tally(habit, first.wording).given == 1, "one cue is one try"


def test_what_is_sent_to_a_file_is_that(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """By the command line, to a file: each word of the pacer where it was due, and the last word to its end."""
    path = tmp_path / "heard.wav"
    source = "virtual:pupil,seed=5,habit=mt1_light:right"
    place = tmp_path / "kept"
    args = ["drill", "posterior-shift", "--source", source, "--wav", str(path), "--record", str(place), "--json"]
    assert main([*args, "--language", "de"]) == 0
    result = json.loads(capsys.readouterr().out)
    with wave.open(str(path)) as file:
        heard = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2).mean(1) / 32767 / LOUD
    happened = [json.loads(line) for line in (place / "events.jsonl").read_text().splitlines()]
    paced = [(e["due_s"], e["word"]) for e in happened if e.get("happened") == "pace"]
    assert len(paced) == 20
    for due_s, word in paced:
        pcm = samples(word, "de")
        lead = earcon_s({"hold": "bottom"}.get(word, word))
        found = [
            float(np.dot(heard[at : at + len(pcm)], pcm)) / float(np.dot(pcm, pcm))
            for at in (int((due_s + lead + k * 0.0125 / 8) * RATE) + j for k in range(-1, 9) for j in range(-20, 60, 4))
        ]
        assert max(found) > 0.5, (due_s, word)
    done = samples("done", "de")
    assert np.dot(heard[-len(done) - 30 :][: len(done)], done) != 0
    assert len(heard) / RATE >= max(e["t_s"] for e in happened if "t_s" in e) + length_s("done", "de")
    assert {c["form"] for c in result["cues"]} == {"short", "whole"}


def test_a_replay_tells_the_same_cues(hear_drill: Callable[..., Any]) -> None:
    drill = only("paced-hinge", "reps", reps=2)
    first, again = (
        hear_drill(drill, "pupil,board=pads,seed=4,habit=mt1_light", coaching=CoachingFile(language="de")) for _ in "ab"
    )
    assert first.run.result() == again.run.result()
    assert first.played == again.played
    assert (first.samples == again.samples).all()
