"""Records every phrase into small sound files, so that the installed program needs no speech engine.

    python -m tripod.coach.make_voices [FOLDER]

Needs espeak-ng and oggenc (Debian: espeak-ng, vorbis-tools). Another language: add its words to phrases.toml, its name
to `LANGUAGES` and `SIDES`, and its voice to `own_words.py`.
"""

import json
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np

from tripod.coach.own_words import VOICES, WORDS_PER_MINUTE
from tripod.coach.phrases import LANGUAGES, every_phrase
from tripod.sentences import sentence

_SILENCE = 300
_EDGE_S = 0.02


def speak(words: str, voice: str, path: Path) -> float:
    """One phrase as Ogg Vorbis, its silent ends cut off; returns its length in seconds."""
    with tempfile.TemporaryDirectory() as place:
        raw, cut = Path(place) / "raw.wav", Path(place) / "cut.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-s", str(WORDS_PER_MINUTE), "-w", raw, words], check=True)
        with wave.open(str(raw)) as sound:
            rate = sound.getframerate()
            pcm = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
        loud = np.flatnonzero(np.abs(pcm.astype(int)) > _SILENCE)
        edge = int(_EDGE_S * rate)
        pcm = pcm[max(loud[0] - edge, 0) : loud[-1] + edge]
        with wave.open(str(cut), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(rate)
            sound.writeframes(pcm.tobytes())
        subprocess.run(["oggenc", "-Q", "-q", "0", "-s", "1", "-o", path, cut], check=True)
        return len(pcm) / rate


def main() -> None:
    """Record all phrases of all languages into the folder on the command line, or into the package."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "voices"
    for language in LANGUAGES:
        place = folder / language
        place.mkdir(parents=True, exist_ok=True)
        for old in place.glob("*.ogg"):
            old.unlink()
        lengths = {
            key: round(speak(words, VOICES[language], place / f"{key}.ogg"), 3)
            for key, words in sorted(every_phrase(language).items())
        }
        (place / "lengths.json").write_text(json.dumps(lengths, indent=0) + "\n", "utf-8")
        print(sentence("voices.recorded", language=language, phrases=len(lengths), total=sum(lengths.values())))


if __name__ == "__main__":
    main()
