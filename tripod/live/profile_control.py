"""The person at the board that is being read: what is known of them, kept in their file, and measured with."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from math import isfinite
from pathlib import Path

from tripod.balance.geometry import Feet
from tripod.live.commands import Refused
from tripod.live.pipeline import Pipeline
from tripod.sentences import sentence
from tripod.storage.lock import BRIEFLY_S
from tripod.training.profile import Profile, ProfileError, changed, keep_in_profile


class ProfileControl:
    """Lives on the pipeline's thread."""

    def __init__(self, profile: Profile, pipeline: Pipeline, path: Path, recording: Callable[[], bool]) -> None:
        """`path`: where the profile is kept. `recording`: whether a recording is under way."""
        self.profile = profile
        self._pipeline, self._path, self._recording = pipeline, path, recording

    def set(self, profile: Profile) -> None:
        """Keep what is known of the person, and measure with their feet from the next block on.

        Raises:
            Refused: the feet changed while a recording is under way, or the profile cannot be kept.
        """
        # Feet that were only said for this once stay, until others are entered.
        if profile.feet not in (self.profile.feet, self._pipeline.feet):
            if self._recording():
                raise Refused(sentence("refused.recording_keeps_feet"))
            self._pipeline.set_feet(profile.feet)
        before, self.profile = self.profile, profile
        try:
            keep_in_profile(self._path, profile, changed(before, profile), BRIEFLY_S)
        except ProfileError as error:
            raise Refused(str(error)) from error

    def calibrated(self, feet: Feet, weight_kg: float) -> None:
        """A calibration was saved: these are the feet, and the weight where it was said (nan where not)."""
        said = {"weight_kg": weight_kg} if isfinite(weight_kg) else {}
        self.profile = replace(self.profile, feet=feet, **said)
        with suppress(ProfileError):
            # The calibration is kept, and these feet are in use; only the next start would ask again.
            keep_in_profile(self._path, self.profile, ["feet", *said])
