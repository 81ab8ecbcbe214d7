"""Who stands on the board that is being read, and somebody else stepping in."""

from tripod.live.calibration_control import CalibrationControl
from tripod.live.commands import Commands, Refused
from tripod.live.drill_control import DrillControl
from tripod.live.profile_control import ProfileControl
from tripod.live.recording_control import RecordingControl
from tripod.live.stance_control import StanceControl
from tripod.sentences import sentence
from tripod.storage.places import diary_path, profile_path, stances_path
from tripod.training.profile import ProfileError, read_profile


class PersonControl:
    """Asked from any thread; people are exchanged between two blocks."""

    def __init__(
        self,
        commands: Commands,
        profile: ProfileControl,
        recording: RecordingControl,
        calibration: CalibrationControl,
        drilling: DrillControl,
        stance: StanceControl,
    ) -> None:
        self._commands, self._profile, self._recording = commands, profile, recording
        self._calibration, self._drilling, self._stance = calibration, drilling, stance

    @property
    def code(self) -> str:
        """Of who stands there."""
        return self._profile.person.code

    @property
    def stays(self) -> str:
        """Why nobody else may step in now, "" if they may."""
        if self._recording.under_way and not self._recording.by_itself:
            return sentence("person_stays.recording")
        if self._drilling.under_way:
            return sentence("person_stays.drill")
        return sentence("person_stays.calibration") if self._calibration.under_way else ""

    def step_in(self, code: str) -> None:
        """From the next block on this person stands there: their profile, diary and stances are used.

        Raises:
            Refused: a recording, a drill or a calibration is under way, or their profile cannot be used.
        """

        def do() -> None:
            if code == self.code:
                return
            if self.stays:
                raise Refused(self.stays)
            try:
                profile = read_profile(profile_path(code))
            except ProfileError as error:
                raise Refused(str(error)) from error
            if self._recording.by_itself:
                # The last seconds after a drill are of whoever did it.
                self._recording.stop()
            self._profile.is_of(code, profile)
            self._drilling.set_person(diary_path(code))
            self._stance.set_person(stances_path(code))

        self._commands.ask(do)
