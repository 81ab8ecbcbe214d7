"""The person at the board that is being read: what is known of them, kept in their file, and measured with."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from math import isfinite

from tripod.balance.geometry import Feet
from tripod.live.commands import Refused
from tripod.live.pipeline import Pipeline
from tripod.sentences import sentence
from tripod.sources.source import Source
from tripod.storage.lock import BRIEFLY_S
from tripod.storage.places import profile_path
from tripod.training.people import is_gone
from tripod.training.profile import Person, Profile, ProfileError, changed, keep_in_profile


class ProfileControl:
    """Lives on the pipeline's thread."""

    def __init__(
        self,
        person: Person,
        pipeline: Pipeline,
        source: Source,
        recording: Callable[[], bool],
    ) -> None:
        """`recording`: whether a recording is under way."""
        self.person = person
        self._pipeline, self._source, self._recording = pipeline, source, recording

    @property
    def profile(self) -> Profile:
        """What is known of the person."""
        return self.person.profile

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
        before, path = self.profile, profile_path(self.person.code)
        self.person = replace(self.person, profile=profile)
        if is_gone(path):
            raise Refused(sentence("people.gone", code=self.person.code))
        try:
            keep_in_profile(path, profile, changed(before, profile), BRIEFLY_S)
        except ProfileError as error:
            raise Refused(str(error)) from error

    def calibrated(self, feet: Feet, weight_kg: float) -> None:
        """A calibration was saved: these are the feet, and the weight where it was said (nan where not). What was
        written for a virtual person is of nobody."""
        if self._source.simulated:
            return
        said = {"weight_kg": weight_kg} if isfinite(weight_kg) else {}
        self.person = replace(self.person, profile=replace(self.profile, feet=feet, **said))
        path = profile_path(self.person.code)
        with suppress(ProfileError):
            # The calibration is kept, and these feet are in use; only the next start would ask again.
            if not is_gone(path):
                keep_in_profile(path, self.profile, ["feet", *said])

    def is_of(self, code: str, profile: Profile) -> None:
        """From the next block on somebody else stands there."""
        self.person = Person(code, profile)
        # A recording or a virtual board has its own, whoever looks.
        if not self._source.feet:
            self._pipeline.set_feet(profile.feet)
