"""What the status of a cell's reading means, in words."""

from tripod.device.protocol import Status
from tripod.sentences import sentence


def status_meaning(status: int) -> str:
    """What is wrong with a reading of that status, and where to look; a later protocol may send one that is not known
    here."""
    name = Status(status).name.lower() if status in Status._value2member_map_ else "unknown"
    return sentence(f"sensor_state.{name}")
