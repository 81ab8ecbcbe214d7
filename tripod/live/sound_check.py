"""A tone to hear whether, and where, anything is heard."""

from tripod.coach.phrases import LANGUAGES
from tripod.coach.voice import voice
from tripod.sound.speaker import OpenOutput, Speaker

EARCON = "done"
LASTS_S = 1.2
"""With the delay of a slow device; then it may be ended."""


class SoundCheck:
    """One tone at a time."""

    def __init__(self, open_output: OpenOutput) -> None:
        self._open_output = open_output
        self._speaker: Speaker | None = None

    def play(self, volume: float) -> str:
        """Sound it at this volume, 0 to 1; one sentence on why nothing can be heard, "" if it can."""
        self.stop()
        self._speaker = Speaker(voice(LANGUAGES[0]), volume, self._open_output)
        self._speaker.effect(EARCON)
        return self._speaker.why_silent

    def stop(self) -> None:
        """End it, and release the device."""
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None
