"""Records every phrase into small sound files, so that the installed program needs no speech engine.

    python -m tripod.coach.make_voices [FOLDER]

Needs espeak-ng and oggenc (Debian: espeak-ng, vorbis-tools). Another language: add its words to phrases.toml, its name
to `LANGUAGES` and `SIDES`, and its voice to `espeak.py`.
"""

import json
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

from tripod.coach.espeak import BRISK_WORDS_PER_MINUTE, VOICES, WORDS_PER_MINUTE, speak
from tripod.coach.phrases import LANGUAGES, every_phrase, is_short
from tripod.sentences import sentence


def record(words: str, voice: str, path: Path, words_per_minute: int = WORDS_PER_MINUTE) -> float:
    """One phrase as Ogg Vorbis, its silent ends cut off; returns its length in seconds.

    Raises:
        SystemExit: espeak-ng is not installed, or cannot say it.
        CalledProcessError: oggenc failed.
    """
    speech = speak(words, voice, words_per_minute)
    if speech is None:
        raise SystemExit(sentence("voices.not_spoken", words=words))
    with tempfile.TemporaryDirectory() as place:
        raw = Path(place) / "raw.wav"
        with wave.open(str(raw), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(speech.rate_hz)
            sound.writeframes(speech.pcm.tobytes())
        subprocess.run(["oggenc", "-Q", "-q", "0", "-s", "1", "-o", path, raw], check=True)
    return len(speech.pcm) / speech.rate_hz


def _pace(key: str) -> int:
    return BRISK_WORDS_PER_MINUTE if is_short(key) else WORDS_PER_MINUTE


def main() -> None:
    """Record all phrases of all languages into the folder on the command line, or into the package."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "voices"
    for language in LANGUAGES:
        place = folder / language
        place.mkdir(parents=True, exist_ok=True)
        for old in place.glob("*.ogg"):
            old.unlink()
        lengths = {
            key: round(record(words, VOICES[language], place / f"{key}.ogg", _pace(key)), 3)
            for key, words in sorted(every_phrase(language).items())
        }
        (place / "lengths.json").write_text(json.dumps(lengths, indent=0) + "\n", "utf-8")
        print(sentence("voices.recorded", language=language, phrases=len(lengths), total=sum(lengths.values())))


if __name__ == "__main__":
    main()
