"""Says what is on a port that is no tripod board, from what was heard of it."""

from tripod.device.protocol import BAUD
from tripod.sentences import sentence

HEARD_BYTES = 400
"""How much of the newest is looked at."""


def what_talks(port: str, heard: bytes, waited_s: float) -> str:
    """One sentence on the port of this name; `heard` is what came last, empty where nothing came in `waited_s`."""
    if not heard:
        return sentence("stream.silent", port=port, waited=waited_s)
    text = sum(32 <= b < 127 or b in b"\r\n\t" for b in heard) / len(heard)
    if text > 0.9:
        words = " ".join(heard.decode("ascii", "replace").split())[-40:]
        return sentence("stream.another_device", port=port, words=words)
    return sentence("stream.not_our_protocol", port=port, baud=BAUD)
