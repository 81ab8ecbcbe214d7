"""Joins a mixer and an output, so that callers need not know whether anything can be heard."""

from collections.abc import Callable, Mapping
from math import nan

import numpy as np
from numpy.typing import NDArray

from tripod.sound.mixer import Mixer, Played
from tripod.sound.output import Nowhere, Output, Render

OpenOutput = Callable[[Render], Output]


class Speaker:
    """Passes what is to be heard to the mixer; does nothing where nothing can be heard (`why_silent` says why)."""

    def __init__(
        self,
        voice: Callable[[str], NDArray[np.float32]],
        volume: float,
        open_output: OpenOutput,
        now: Callable[[], float] = lambda: nan,
        played: Callable[[Played], None] = lambda _: None,
    ) -> None:
        """`voice`: a phrase's key to its mono samples. `volume`: 0 to 1. `now`: a clock in seconds, to know how late
        things are heard. `played`: as `Mixer` has it."""
        self._mixer = Mixer(voice, now, played)
        self._mixer.volume(volume)
        self._output = open_output(self._mixer.render)
        # Nothing would ever take from the mixer's queue.
        self.heard = not isinstance(self._output, Nowhere)

    @property
    def why_silent(self) -> str:
        """One sentence if nothing can be heard, "" if it can."""
        return self._output.why_silent

    @property
    def delay_s(self) -> float:
        """From being told to the first sample in the device; nan where nothing sounds."""
        return self._mixer.late_s + self._output.buffer_s if self.heard else nan

    def until(self, t_s: float) -> None:
        """The board's clock has come to `t_s`: a file is written up to there."""
        self._output.until(t_s)

    def speak(self, key: str) -> None:
        """Say a phrase after those that wait."""
        if self.heard:
            self._mixer.speak(key)

    def effect(self, name: str) -> None:
        """Sound an earcon now."""
        if self.heard:
            self._mixer.effect(name)

    def depths(self, depths: Mapping[tuple[str, str], float]) -> None:
        """Let the tone follow."""
        if self.heard:
            self._mixer.depths(depths)

    def hush(self) -> None:
        """Say nothing of what still waits."""
        if self.heard:
            self._mixer.hush()

    def cut(self) -> None:
        """Break off what is being said, too."""
        if self.heard:
            self._mixer.cut()

    def close(self) -> None:
        """Stop sounding."""
        self._output.close()
