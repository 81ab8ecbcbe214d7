"""A drill with words of its own begins at once: nobody waits until they are spoken, and a replay needs no voice."""

import io
import json
import subprocess
import threading
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from tripod.cli import main
from tripod.drills.format.say import Say
from tripod.live.session import Session
from tripod.sound.output import File, Render
from tripod.sound.tone import RATE
from tripod.sources import fast_clock, open_source
from tripod.storage.places import spoken_words_folder
from tripod.storage.settings import own_drills
from tripod.training.profile import Profile

WORDS = "Stand like a tripod."
CUE = "Think of the {foot} big toe."
PITCH_HZ = 3000
MINE = f"""schema = 1
title = "Mine"
trains = "Words of its own."
[cues]
mt1_light = ["{CUE}"]
[[step]]
kind = "say"
text = "Listen."
say = "{WORDS}"
duration_s = 3
[[step]]
kind = "hold"
text = "Hold."
duration_s = 12
"""


class Engine:
    """In the place of espeak-ng: says a note, but not before it may."""

    def __init__(self) -> None:
        self.may, self.asked, self.by = threading.Event(), list[str](), set[threading.Thread]()

    def run(self, command: Sequence[str], *, input: bytes, **_: object) -> subprocess.CompletedProcess[bytes]:
        self.asked.append(input.decode())
        self.by.add(threading.current_thread())
        assert self.may.wait(60)
        pcm = np.round(20000 * np.sin(2 * np.pi * PITCH_HZ * np.arange(22050) / 22050)).astype("<i2")
        made = io.BytesIO()
        with wave.open(made, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(22050)
            sound.writeframes(pcm.tobytes())
        return subprocess.CompletedProcess(command, 0, made.getvalue())


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    program = tmp_path / "bin" / "espeak-ng"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    engine = Engine()
    monkeypatch.setattr(subprocess, "run", engine.run)
    own_drills().mkdir(parents=True)
    (own_drills() / "mine.toml").write_text(MINE, "utf-8")
    return engine


@pytest.fixture
def on_board(tmp_path: Path) -> Callable[[], Session]:
    """A session on a virtual pupil who stands wrongly, heard in a file for each drill."""
    heard = iter(range(100))

    def begin() -> Session:
        def ear(render: Render) -> File:
            return File(tmp_path / f"{next(heard)}.wav", render)

        clock = fast_clock()
        session = Session(
            open_source("virtual:pupil,board=pads,seed=5,habit=mt1_light:right", clock=clock),
            profile=Profile(weight_kg=75, tone=False),
            now=clock.now,
            open_sound=ear,
        )
        while session.pipeline.setup is None:
            session.step()
        return session

    return begin


def to_its_end(session: Session) -> list[str]:
    """All that was written meanwhile, each once."""
    run, seen = session.drilling.run, list[str]()
    assert run
    while not run.done:
        session.step()
        seen.append(run.coach.written)
    return list(dict.fromkeys(seen))


def let_words_be_made() -> None:
    for thread in threading.enumerate():
        if thread.name == "own words":
            thread.join()


def whistles(path: Path) -> bool:
    """Whether the note of the engine is in the file."""
    with wave.open(str(path)) as sound:
        pcm = np.frombuffer(sound.readframes(sound.getnframes()), "<i2")[::2].astype(float) / 32768
    seconds = pcm[: len(pcm) // RATE * RATE].reshape(-1, RATE)
    spectrum = np.abs(np.fft.rfft(seconds)) / (RATE / 2)
    return bool((spectrum[:, PITCH_HZ - 2 : PITCH_HZ + 3].max(1) > 0.03).any())


def test_no_frame_waits_for_words_and_the_next_drill_speaks_them(
    engine: Engine, on_board: Callable[[], Session], tmp_path: Path
) -> None:
    session = on_board()
    before = session.pipeline.frames
    session.start_drill("mine", asks=False)
    assert "being prepared" in session.drill_said
    written = to_its_end(session)
    assert session.pipeline.frames > before + 15 * 75
    assert WORDS in written
    first = session.drilling.run
    assert first
    assert first.drill.steps[0].say == Say(WORDS, own=True)
    assert {c.wording for c in first.coach.cues} <= {"mt1_light_1", "mt1_light_2", "mt1_light_3", "none"}
    assert len(engine.asked) == 1
    engine.may.set()
    let_words_be_made()
    assert len(engine.asked) == 4
    assert threading.current_thread() not in engine.by
    session.start_drill("mine", asks=False)
    assert session.drill_said == ""
    assert WORDS in to_its_end(session)
    second = session.drilling.run
    assert second
    assert "own:Think of the big toe." in {c.wording for c in second.coach.cues}
    session.close()
    assert [whistles(tmp_path / name) for name in ("0.wav", "1.wav")] == [False, True]


def test_whoever_lists_drills_has_their_words_at_the_first(engine: Engine, on_board: Callable[[], Session]) -> None:
    session = on_board()
    assert "mine" in session.drills()[0]
    engine.may.set()
    let_words_be_made()
    session.start_drill("mine", asks=False)
    assert session.drill_said == ""
    session.close()


@pytest.mark.parametrize("ready", [True, False])
def test_a_replay_is_the_same_where_nobody_can_speak(
    ready: bool, engine: Engine, on_board: Callable[[], Session], tmp_path: Path,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    engine.may.set()
    session = on_board()
    if ready:
        session.drills()
        let_words_be_made()
    else:
        engine.may.clear()
    session.start_recording(tmp_path / "r")
    session.start_drill("mine", asks=False)
    to_its_end(session)
    run = session.drilling.run
    assert run
    engine.may.set()
    let_words_be_made()
    session.close()
    lines = [json.loads(line) for line in (tmp_path / "r" / "events.jsonl").read_text().splitlines()]
    (began,) = (line for line in lines if line["event"] == "drill")
    assert (WORDS in began["coaching"]["own_lengths_s"]) is ready
    assert [line["say"] for line in lines if line.get("happened") == "part"] == [WORDS, ""]
    if ready:
        assert main(["drill", "--source", str(tmp_path / "r"), "--wav", str(tmp_path / "again.wav")]) == 0
        assert whistles(tmp_path / "again.wav")
        capsys.readouterr()
    # Once with every word at hand, once on a machine that has neither cache nor engine.
    for _ in range(2):
        assert main(["drill", "--source", str(tmp_path / "r"), "--json"]) == 0
        again = json.loads(capsys.readouterr().out)
        assert {key: again[key] for key in run.result()} == json.loads(json.dumps(run.result()))
        monkeypatch.setenv("PATH", "")
        for path in spoken_words_folder().iterdir():
            path.unlink()


def test_where_nobody_listens_all_words_are_told_at_once(engine: Engine) -> None:
    clock = fast_clock()
    session = Session(
        open_source("virtual:pupil,board=pads", clock=clock), profile=Profile(weight_kg=75), now=clock.now
    )
    while session.pipeline.setup is None:
        session.step()
    session.start_drill("mine", asks=False)
    assert session.drill_said == ""
    assert engine.asked == []
    session.close()
