"""Why a board's firmware could not be written."""

from enum import StrEnum

from tripod.sentences import sentence


class Trouble(StrEnum):
    """Each has its sentence in the catalogue, in the table `flash_trouble`."""

    NO_TOOL = "no_tool"
    NO_ANSWER = "no_answer"
    WRONG_CHIP = "wrong_chip"
    OTHER_ARDUINO = "other_arduino"
    """The chip is that of another kind for which an image ships."""
    OWN_USB = "own_usb"
    """A Leonardo or Micro."""
    BROKE_OFF = "broke_off"
    NOT_VERIFIED = "not_verified"
    STOPPED = "stopped"
    STOPPED_BEFORE = "stopped_before"
    """Before anything was written."""
    TOOL_SAID = "tool_said"
    NO_DRIVE = "no_drive"
    SEVERAL_DRIVES = "several_drives"
    OTHER_DRIVE = "other_drive"
    """Not of an RP2040."""
    NOT_A_DRIVE = "not_a_drive"
    DRIVE_REFUSED = "drive_refused"


class CannotWrite(Exception):
    """The firmware could not be written: one plain sentence that says what to do."""

    def __init__(self, trouble: Trouble, **values: object) -> None:
        super().__init__(sentence(f"flash_trouble.{trouble.value}", **values))
        self.trouble = trouble
