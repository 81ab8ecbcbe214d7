"""Runs espeak-ng: words in, samples out. It may take seconds, so never on the pipeline's thread or the audio thread."""

import io
import shutil
import subprocess
import wave
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

VOICES = {"en": "en-gb-x-rp", "de": "de"}
WORDS_PER_MINUTE = 165
BRISK_WORDS_PER_MINUTE = 240
"""Of a cue in a word, which must fit between the words of the pacer: point and side take a third to two thirds of a
second then, in German at most three quarters."""
MOST_LETTERS = 400
"""Longer texts are not spoken: nobody listens to one sentence for half a minute."""
MOST_S = 60.0
"""What lasts longer is no sentence."""
_PATIENCE_S = 5
_SILENCE = 300
"""Largest 16-bit value that counts as silence at the ends."""
_EDGE_S = 0.02


@dataclass(frozen=True)
class Speech:
    """Spoken words, their silent ends cut off."""

    pcm: NDArray[np.int16]
    """Mono samples (n,)."""
    rate_hz: int


def can_speak() -> bool:
    """Whether espeak-ng is installed here."""
    return shutil.which("espeak-ng") is not None


def speak(words: str, voice: str, words_per_minute: int = WORDS_PER_MINUTE) -> Speech | None:
    """`words` in a voice of espeak-ng; None where it is not installed, fails, takes too long, or says nothing."""
    program = shutil.which("espeak-ng")
    if program is None or len(words) > MOST_LETTERS:
        return None
    # By standard input, so that no words are taken for an option; one line of UTF-8 without control characters.
    said = "".join(c if c.isprintable() else " " for c in words).encode()
    command = [program, "-b", "1", "-v", voice, "-s", str(words_per_minute), "--stdin", "--stdout"]
    try:
        made = subprocess.run(
            command,
            input=said,
            check=True,
            capture_output=True,
            timeout=_PATIENCE_S,
            # Without this a console window flashes up on Windows.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ).stdout
        with wave.open(io.BytesIO(made)) as sound:
            if (sound.getnchannels(), sound.getsampwidth()) != (1, 2):
                return None
            rate: int = sound.getframerate()
            pcm = np.frombuffer(sound.readframes(int(MOST_S * rate)), "<i2").astype(np.int16)
    except (OSError, subprocess.SubprocessError, wave.Error, EOFError, ValueError):
        return None
    loud = np.flatnonzero(np.abs(pcm.astype(int)) > _SILENCE)
    edge = int(_EDGE_S * rate)
    return Speech(pcm[max(loud[0] - edge, 0) : loud[-1] + edge], rate) if len(loud) else None
