"""What is heard, as samples: the right voice for the right point, silence in band, no clicks, no clipping."""

from math import isnan

import numpy as np
import pytest

from tripod.coach.phrases import LANGUAGES, cues, every_phrase, phrase
from tripod.coach.voice import length_s, samples, voice
from tripod.sound.earcons import NOTES, earcon
from tripod.sound.earcons import length_s as earcon_s
from tripod.sound.loudness import PEAK, RMS, as_loud
from tripod.sound.mixer import CUT_S, EFFECT_DUCKED, Mixer, Played
from tripod.sound.output import BUFFER_MS, File, Nowhere, device_names, open_device
from tripod.sound.tone import PITCH_HZ, RATE, Tone

BLOCK = RATE * BUFFER_MS // 1000
POINTS = [(foot, point) for foot in ("left", "right") for point in PITCH_HZ]


def render(tone: Tone | Mixer, seconds: float) -> np.ndarray:
    return np.concatenate([tone.render(BLOCK) for _ in range(round(seconds * RATE / BLOCK))])


def loudest_hz(mono: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(mono * np.hanning(len(mono))))
    return float(np.fft.rfftfreq(len(mono), 1 / RATE)[spectrum.argmax()])


@pytest.mark.parametrize(("foot", "point"), POINTS)
def test_each_point_has_its_voice_on_its_side(foot: str, point: str) -> None:
    tone = Tone()
    tone.set_depths({(foot, point): 0.05})
    out = render(tone, 1.0)[RATE // 4 :]
    assert loudest_hz(out.sum(1)) == pytest.approx(PITCH_HZ[point], abs=3)
    left, right = (float(np.sqrt((out[:, k] ** 2).mean())) for k in (0, 1))
    assert (left > 3 * right) if foot == "left" else (right > 3 * left)


def test_silence_in_band_and_after_it() -> None:
    tone = Tone()
    assert not render(tone, 0.5).any()
    tone.set_depths({("left", "heel"): 0.1})
    assert render(tone, 0.5).any()
    tone.set_depths({})
    render(tone, 0.2)
    assert not render(tone, 0.5).any()


def test_deeper_is_louder_and_rougher() -> None:
    def heard(depth: float) -> tuple[float, float]:
        tone = Tone()
        tone.set_depths({("left", "mt1"): depth})
        mono = render(tone, 2.0)[RATE // 2 :, 0]
        piece = BLOCK // 4
        envelope = np.abs(mono[: len(mono) // piece * piece].reshape(-1, piece)).max(1)
        return float(np.sqrt((mono**2).mean())), float(envelope.std() / envelope.mean())

    quiet, deep = heard(0.02), heard(0.15)
    assert deep[0] > 1.5 * quiet[0]
    assert deep[1] > 2 * quiet[1]


def test_changes_do_not_click() -> None:
    """No step between two samples is larger than the steepest that the loudest of these tones makes by itself."""
    tone = Tone()
    everything = dict.fromkeys(POINTS, 0.15)
    tone.set_depths(everything)
    steady = np.abs(np.diff(render(tone, 0.6)[RATE // 5 :], axis=0)).max()
    rng, out = np.random.default_rng(2), []
    for _ in range(120):
        tone.set_depths({key: float(rng.uniform(0, 0.3)) for key in POINTS if rng.random() < 0.5})
        out.append(tone.render(int(rng.integers(64, 2 * BLOCK))))
    sound = np.concatenate(out)
    assert np.abs(np.diff(sound, axis=0)).max() <= 1.3 * steady
    assert np.abs(sound).max() < 1.0


def test_how_the_stream_is_cut_changes_no_pitch() -> None:
    tone, out, rng = Tone(), [], np.random.default_rng(1)
    tone.set_depths({("left", "heel"): 0.1})
    while sum(map(len, out)) < RATE:
        out.append(tone.render(int(rng.integers(1, 3000))))
    assert loudest_hz(np.concatenate(out)[:, 0]) == pytest.approx(PITCH_HZ["heel"], abs=3)


@pytest.mark.parametrize("name", list(NOTES))
def test_earcons_start_and_end_in_silence(name: str) -> None:
    pcm = earcon(name)
    assert abs(pcm[0]) < 1e-3
    assert abs(pcm[-1]) < 1e-3
    assert 0.1 < np.abs(pcm).max() < 0.3
    assert np.abs(np.diff(pcm)).max() < 0.05


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_was_spoken(language: str) -> None:
    for key, words in every_phrase(language).items():
        pcm = samples(key, language)
        assert len(pcm) == pytest.approx(length_s(key, language) * RATE, rel=0.02, abs=900), key
        assert np.abs(pcm).max() <= PEAK, key
        assert "{" not in words
        assert words[0].isupper()


@pytest.mark.parametrize("language", LANGUAGES)
def test_cues_say_what_to_do_and_never_grip(language: str) -> None:
    for fault in ("mt1_light", "mt5_light", "heel_light", "heel_heavy", "contact_lost", "shift_left", "sway"):
        wordings = cues(fault, language, "right")
        assert len(wordings) >= 2
        for said in wordings:
            for bad in ("grip", "curl", "claw", "krall", "greif"):
                assert bad not in said.words.lower()
    assert "right big toe" in cues("mt1_light", "en", "right")[0].words
    assert "linken" in cues("mt1_light", "de", "left")[0].words
    assert cues("mt1_light", "de", "left")[1].words.startswith("Linker Fuß")
    assert phrase("nothing", language) is None


def test_two_phrases_never_overlap_and_nothing_clips() -> None:
    mixer = Mixer(voice("en"))
    mixer.depths(dict.fromkeys(POINTS, 0.3))
    for key in ("hold_tripod", "begin", "down"):
        mixer.speak(key)
    for name in ("start", "done", "rep"):
        mixer.effect(name)
    both = sum(len(samples(k, "en")) for k in ("hold_tripod", "begin", "down")) / RATE
    out = render(mixer, both + 1.0)
    assert np.abs(out).max() < 1.0

    alone = Mixer(voice("en"))
    for key in ("hold_tripod", "begin", "down"):
        alone.speak(key)
    spoken = render(alone, both + 1.0)[:, 0] / 0.9
    one_after_the_other = np.concatenate([samples(k, "en") for k in ("hold_tripod", "begin", "down")])
    assert spoken[: len(one_after_the_other)] == pytest.approx(one_after_the_other, abs=1e-5)
    assert not spoken[len(one_after_the_other) :].any()


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_said_is_equally_loud(language: str) -> None:
    level_db = [10 * np.log10((samples(k, language).astype(float) ** 2).mean()) for k in every_phrase(language)]
    assert max(level_db) - min(level_db) < 1.0
    assert np.median(level_db) == pytest.approx(20 * np.log10(RMS), abs=0.3)


@pytest.mark.parametrize("gain", [1e-3, 0.3, 30.0])
def test_loudness_goes_by_the_root_mean_square_and_not_by_one_peak(gain: float) -> None:
    rng = np.random.default_rng(1)
    even = rng.normal(0, 1, RATE)
    spiky = np.where(np.arange(RATE) % 9000 == 0, 40.0, even)
    for pcm in (even, spiky):
        out = as_loud(gain * pcm)
        assert np.abs(out).max() <= PEAK
        assert 20 * np.log10(np.sqrt((out.astype(float) ** 2).mean()) / RMS) > -3
    assert np.sqrt((as_loud(even).astype(float) ** 2).mean()) == pytest.approx(RMS, rel=0.01)
    assert not as_loud(np.zeros(9)).any()
    assert len(as_loud(np.zeros(0))) == 0


def record(mixer_of: list[Played]) -> Mixer:
    return Mixer(voice("en"), played=mixer_of.append)


def test_a_word_begins_when_the_earcon_before_it_ends_and_the_log_is_what_sounds() -> None:
    played: list[Played] = []
    mixer = record(played)
    mixer.render(100)
    mixer.effect("down")
    mixer.speak("down")
    out = np.concatenate([np.zeros((100, 2)), render(mixer, 1.0)])[:, 0] / 0.9
    effect, word = sorted(played, key=lambda p: p.start)
    assert (effect.kind, effect.start, effect.samples) == ("effect", 100, len(earcon("down")))
    assert (word.kind, word.key, word.start) == ("speak", "down", 100 + len(earcon("down")))
    assert out[word.start : word.start + word.samples] == pytest.approx(samples("down", "en"), abs=1e-5)
    assert out[effect.start : effect.start + effect.samples] == pytest.approx(earcon("down"), abs=1e-5)


def test_the_pacers_earcons_keep_its_words_for_less_than_a_tenth_of_a_second() -> None:
    assert max(earcon_s(name) for name in ("down", "bottom", "up", "tall", "rep")) <= 0.07


def test_an_earcon_ducks_under_what_is_being_said() -> None:
    played: list[Played] = []
    mixer = record(played)
    mixer.speak("step_off")
    first = mixer.render(BLOCK)
    mixer.effect("rep")
    out = np.concatenate([first, render(mixer, 1.0)])[:, 0] / 0.9
    effect = next(p for p in played if p.kind == "effect")
    assert effect.ducked
    out[: len(samples("step_off", "en"))] -= samples("step_off", "en")
    under = out[effect.start : effect.start + effect.samples]
    assert under == pytest.approx(EFFECT_DUCKED * earcon("rep"), abs=1e-5)


def test_who_is_cut_fades_out_at_once_and_nobody_else_speaks() -> None:
    played: list[Played] = []
    mixer = record(played)
    mixer.speak("three_points")
    mixer.speak("done")
    render(mixer, 0.5)
    mixer.cut()
    mixer.speak("up")
    out = render(mixer, 1.0)[:, 0] / 0.9
    broken, word = played
    cut = int(CUT_S * RATE)
    assert (broken.key, broken.samples) == ("three_points", round(0.5 * RATE / BLOCK) * BLOCK + cut)
    assert out[cut : cut + word.samples] == pytest.approx(samples("up", "en"), abs=1e-5)
    assert not out[cut + word.samples :].any()
    step = np.abs(np.diff(out[: cut + 1])).max()
    assert step <= np.abs(np.diff(samples("three_points", "en"))).max()


def test_what_waits_and_is_cut_is_never_heard() -> None:
    mixer = Mixer(voice("en"))
    mixer.effect("start")
    mixer.speak("begin")
    mixer.cut()
    alone = Mixer(voice("en"))
    alone.effect("start")
    assert (render(mixer, 1.0) == render(alone, 1.0)).all()


def test_hush_keeps_only_what_is_being_said() -> None:
    mixer = Mixer(voice("en"))
    mixer.speak("down")
    mixer.speak("three_points")
    mixer.render(BLOCK)
    mixer.hush()
    assert not render(mixer, 2.0)[RATE:].any()


def test_volume_glides_to_silence() -> None:
    mixer = Mixer(voice("en"))
    mixer.depths({("left", "heel"): 0.1})
    render(mixer, 0.3)
    mixer.volume(0.0)
    mixer.render(BLOCK)
    assert not render(mixer, 0.2).any()


def test_what_is_told_is_heard_with_the_next_buffer() -> None:
    """From the pipeline's thread to the first sample it takes at most the buffer: 20 ms of our own."""
    mixer = Mixer(voice("en"))
    mixer.render(BLOCK)
    mixer.effect("start")
    assert np.abs(mixer.render(BLOCK)).max() > 0.05
    assert BUFFER_MS <= 20


def test_no_device_is_a_sentence_and_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    import miniaudio

    def fail(*_: object, **__: object) -> None:
        raise miniaudio.MiniaudioError("no device")

    monkeypatch.setattr(miniaudio, "PlaybackDevice", fail)
    sink = open_device(Mixer(voice("en")).render)
    assert isinstance(sink, Nowhere)
    assert "stay readable" in sink.why_silent
    sink.until(1.0)
    sink.close()


def test_a_real_callback_asks_for_samples() -> None:
    """miniaudio's null backend calls back in real time, on its own thread."""
    import threading

    import miniaudio

    asked = threading.Event()

    def render(n: int) -> np.ndarray:
        asked.set()
        return np.zeros((n, 2), np.float32)

    sink = open_device(render, backends=[miniaudio.Backend.NULL])
    assert sink.why_silent == ""
    assert asked.wait(5)
    sink.close()


def test_a_device_is_chosen_by_its_name_and_one_that_is_gone_is_not_missed() -> None:
    import threading

    import miniaudio

    null = [miniaudio.Backend.NULL]
    (name,) = device_names(null)
    for chosen in (name, "headphones that were pulled out"):
        asked = threading.Event()
        sink = open_device(lambda n, asked=asked: (asked.set(), np.zeros((n, 2), np.float32))[1], null, chosen)
        assert asked.wait(5), chosen
        sink.close()


def test_where_nothing_can_be_asked_there_is_no_device_to_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    import miniaudio

    def fail(*_: object) -> None:
        raise miniaudio.MiniaudioError("no context")

    monkeypatch.setattr(miniaudio, "Devices", fail)
    assert device_names() == ()


def test_a_file_has_every_sample_up_to_the_boards_clock(tmp_path) -> None:
    import wave

    mixer = Mixer(voice("en"))
    mixer.speak("down")
    sink = File(tmp_path / "heard.wav", mixer.render)
    for t in np.arange(0, 2, 0.037).tolist():
        sink.until(t)
    sink.until(2.0)
    sink.close()
    with wave.open(str(tmp_path / "heard.wav")) as sound:
        assert sound.getnframes() == 2 * RATE
        assert np.frombuffer(sound.readframes(RATE), "<i2").any()


def test_how_late_a_cue_is_heard_is_known() -> None:
    clock = [0.0]
    mixer = Mixer(voice("en"), lambda: clock[0])
    assert isnan(mixer.late_s)
    for late in (0.010, 0.010, 0.030):
        mixer.effect("tick")
        clock[0] += late
        mixer.render(100)
    assert mixer.late_s == pytest.approx(0.012)
    assert isnan(Mixer(voice("en")).late_s)


def test_a_tone_that_ends_is_over_within_its_glide_however_long_the_piece_is() -> None:
    tone = Tone()
    tone.set_depths({("left", "mt1"): 0.1})
    tone.render(RATE)
    tone.set_depths({})
    piece = tone.render(2 * RATE)
    assert np.abs(piece[: round(0.02 * RATE)]).max() > 0.01
    assert np.abs(piece[round(0.04 * RATE) :]).max() == 0
