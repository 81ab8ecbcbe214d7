"""What the status of a cell's reading is called, and what it means."""

from tripod.device.protocol import Status
from tripod.sentences import sentence

_NAMES = {status.value: status.name.lower() for status in Status}


def status_name(status: int) -> str:
    """As files have it; "" of one that this program does not know, as a later protocol may send."""
    return _NAMES.get(status, "")


def status_meaning(status: int) -> str:
    """What is wrong with a reading of that status, and where to look."""
    return sentence(f"sensor_state.{status_name(status) or 'unknown'}")
