"""Own words of drills: spoken once by espeak-ng, kept on the disk, and never waited for."""

import io
import os
import subprocess
import threading
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tripod.coach.espeak import MOST_LETTERS, VOICES, Speech, can_speak, speak
from tripod.coach.phrases import OWN
from tripod.coach.prepared_words import MOST_WORDS, Lack, PreparedWords
from tripod.coach.spoken_cache import SpokenCache
from tripod.coach.voice import voice
from tripod.sound.loudness import RMS
from tripod.sound.tone import RATE

WORDS = "Think of the right big toe."
PCM = np.round(8000 * np.sin(np.arange(11025) / 5)).astype(np.int16)
needs_espeak = pytest.mark.skipif(not can_speak(), reason="needs espeak-ng: apt-get install espeak-ng")


def wav(pcm: np.ndarray, rate: int = 22050) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(pcm.astype("<i2").tobytes())
    return made.getvalue()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something named espeak-ng is on the path."""
    program = tmp_path / "bin" / "espeak-ng"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))


class Engine:
    """Counts what it was asked to speak."""

    def __init__(self, speech: Speech | None) -> None:
        self.speech, self.asked = speech, list[str]()

    def __call__(self, words: str, voice: str) -> Speech | None:
        self.asked.append(words)
        return self.speech


# -- espeak-ng ------------------------------------------------------------------------------------------------------


@needs_espeak
@pytest.mark.parametrize("voice", VOICES.values())
def test_espeak_speaks_in_every_voice(voice: str) -> None:
    speech = speak(WORDS, voice)
    assert speech
    assert 0.5 < len(speech.pcm) / speech.rate_hz < 4


@needs_espeak
def test_words_are_never_an_option() -> None:
    said = speak("--version", "de"), speak("-v en -f /etc/passwd", "de")
    assert all(s is not None and len(s.pcm) / s.rate_hz > 0.3 for s in said)


@needs_espeak
def test_words_with_nothing_in_them_are_not_spoken() -> None:
    assert speak(" ", "de") is None
    assert speak("\0", "de") is None


@needs_espeak
def test_own_words_are_heard(tmp_path: Path) -> None:
    words = PreparedWords(tmp_path)
    assert words.ready([WORDS], "en") == {}
    words.wait()
    ready = words.ready([WORDS], "en")
    pcm = voice("en", lambda: ready)(OWN + WORDS)
    assert 0.5 < len(pcm) / RATE < 4
    assert float(np.sqrt((pcm**2).mean())) == pytest.approx(RMS, rel=0.05)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    "answer",
    [
        subprocess.TimeoutExpired("espeak-ng", 5),
        subprocess.CalledProcessError(1, "espeak-ng"),
        OSError("no"),
        b"",
        b"RIFF",
        wav(PCM)[:30],
        wav(np.zeros(100)),
        wav(PCM[:0]),
    ],
)
def test_an_engine_that_fails_says_nothing(answer: Exception | bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: Sequence[str], **how: object) -> subprocess.CompletedProcess[bytes]:
        assert how["timeout"]
        assert WORDS not in " ".join(command)
        if isinstance(answer, Exception):
            raise answer
        return subprocess.CompletedProcess(command, 0, answer)

    monkeypatch.setattr(subprocess, "run", run)
    assert speak(WORDS, "de") is None


@pytest.mark.usefixtures("installed")
def test_what_the_engine_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bytes] = []

    def run(command: Sequence[str], *, input: bytes, **_: object) -> subprocess.CompletedProcess[bytes]:
        given.append(input)
        return subprocess.CompletedProcess(command, 0, wav(np.r_[np.zeros(9000), PCM, np.zeros(9000)]))

    monkeypatch.setattr(subprocess, "run", run)
    speech = speak("Füße\n\x1b\0 \ud800ruhig", "de")
    assert speech
    assert given == ["Füße     ruhig".encode()]
    assert len(PCM) <= len(speech.pcm) < len(PCM) + 1000
    assert speak("x" * (MOST_LETTERS + 1), "de") is None
    assert len(given) == 1


# -- the cache ------------------------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(codec="utf-8"), max_size=40), st.lists(st.integers(-32768, 32767), min_size=1, max_size=50)
)
def test_what_is_kept_comes_back(tmp_path: Path, words: str, pcm: list[int]) -> None:
    cache = SpokenCache(tmp_path)
    cache.keep(words, "de", Speech(np.array(pcm, np.int16), RATE))
    kept = cache.get(words, "de")
    assert kept
    assert (kept.pcm.tolist(), kept.rate_hz) == (pcm, RATE)
    assert cache.get(words, "en") is None
    assert cache.get(words + ".", "de") is None


def damage_cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def damage_letter(data: bytes) -> bytes:
    at = data.index(b'"pcm"') + 60
    return data[:at] + (b"A" if data[at : at + 1] != b"A" else b"B") + data[at + 1 :]


def damage_words(data: bytes) -> bytes:
    return data.replace(b"Think", b"Shout")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("damage", [damage_cut, damage_letter, damage_words, lambda _: b"", lambda _: b"{}"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    engine = Engine(Speech(PCM, 22050))
    words = PreparedWords(tmp_path, engine)
    words.prepare([WORDS], "en")
    words.wait()
    path = SpokenCache(tmp_path).path(WORDS, VOICES["en"])
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    words = PreparedWords(tmp_path, engine)
    assert words.ready([WORDS], "en") == {}
    words.wait()
    assert path.read_bytes() == whole
    assert list(words.ready([WORDS], "en")) == [WORDS]
    words.wait()
    assert engine.asked == [WORDS, WORDS]


def test_the_folder_stays_bounded_and_what_is_used_stays(tmp_path: Path) -> None:
    cache = SpokenCache(tmp_path, most_files=3)
    for n in range(3):
        cache.keep(str(n), "de", Speech(PCM, RATE))
        os.utime(cache.path(str(n), "de"), (n, n))
    cache.used("0", "de")
    cache.keep("3", "de", Speech(PCM, RATE))
    assert [n for n in "0123" if cache.get(n, "de")] == ["0", "2", "3"]
    size = cache.path("0", "de").stat().st_size
    small = SpokenCache(tmp_path, most_bytes=2 * size + 10)
    small.keep("4", "de", Speech(PCM, RATE))
    assert len(list(tmp_path.iterdir())) == 2
    assert cache.get("4", "de")


# -- prepared -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("installed")
def test_words_are_spoken_once_and_are_there_for_the_next_program(tmp_path: Path) -> None:
    engine = Engine(Speech(PCM, 22050))
    words = PreparedWords(tmp_path, engine)
    assert words.ready([WORDS, "Hold."], "en") == {}
    assert words.lack([WORDS, "Hold."], "en") is Lack.BEING_MADE
    words.wait()
    later = PreparedWords(tmp_path, engine)
    ready = later.ready([WORDS, "Hold."], "en")
    later.wait()
    assert engine.asked == [WORDS, "Hold."]
    assert [len(pcm) for pcm in ready.values()] == [2 * len(PCM)] * 2
    assert later.ready([WORDS], "de") == {}
    later.wait()


@pytest.mark.usefixtures("installed")
def test_the_one_who_asks_never_speaks(tmp_path: Path) -> None:
    speaking, go_on, by = threading.Event(), threading.Event(), list[threading.Thread]()

    def slow(words: str, voice: str) -> Speech:
        by.append(threading.current_thread())
        speaking.set()
        assert go_on.wait(60)
        return Speech(PCM, 22050)

    words = PreparedWords(tmp_path, slow)
    asked = ["one.", "two.", "three."]
    assert words.ready(asked, "en") == {}
    assert speaking.wait(60)
    assert words.ready(asked, "en") == {}
    words.prepare(asked, "en")
    go_on.set()
    words.wait()
    assert list(words.ready(asked, "en")) == asked
    words.wait()
    assert len(by) == 3
    assert len(set(by)) == 1
    assert threading.current_thread() not in by


@pytest.mark.usefixtures("installed")
def test_what_cannot_be_spoken_is_tried_once_and_said(tmp_path: Path) -> None:
    engine = Engine(None)
    words = PreparedWords(tmp_path, engine)
    for _ in range(2):
        assert words.ready([WORDS], "en") == {}
        words.wait()
    assert engine.asked == [WORDS]
    assert words.lack([WORDS], "en") is Lack.FAILED
    assert words.lack(["x" * (MOST_LETTERS + 1)], "en") is Lack.FAILED
    assert words.lack(["x"] * (MOST_WORDS + 1), "en") is Lack.FAILED


@pytest.mark.usefixtures("installed")
def test_a_cache_that_cannot_be_written_costs_the_words_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    words = PreparedWords(tmp_path / "file", Engine(Speech(PCM, 22050)))
    assert words.ready([WORDS, "\ud800."], "en") == {}
    words.wait()
    assert words.lack([WORDS], "en") is Lack.FAILED


def test_without_an_engine_what_was_spoken_before_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    engine = Engine(Speech(PCM, 22050))
    words = PreparedWords(tmp_path, engine)
    SpokenCache(tmp_path).keep(WORDS, VOICES["en"], Speech(PCM, RATE))
    assert list(words.ready([WORDS, "Hold."], "en")) == [WORDS]
    words.wait()
    assert engine.asked == []
    assert words.lack([WORDS, "Hold."], "en") is Lack.NO_ENGINE


@pytest.mark.usefixtures("installed")
def test_what_was_prepared_needs_no_disk_and_memory_stays_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tripod.coach.prepared_words.MOST_AT_HAND", 5 * len(PCM))
    words = PreparedWords(tmp_path / "kept", Engine(Speech(PCM, 22050)))
    words.prepare(["one.", "two.", "three."], "en")
    words.wait()
    for path in (tmp_path / "kept").iterdir():
        path.unlink()
    assert list(words.ready(["one.", "two.", "three."], "en")) == ["two.", "three."]
    words.wait()


@pytest.mark.usefixtures("installed")
def test_who_is_closed_makes_nothing(tmp_path: Path) -> None:
    engine = Engine(Speech(PCM, 22050))
    words = PreparedWords(tmp_path, engine)
    words.close()
    words.prepare([WORDS], "en")
    words.wait()
    assert engine.asked == []


def test_own_words_that_are_not_at_hand_are_silence() -> None:
    assert len(voice("en")(OWN + "Nobody says this.")) == 0
