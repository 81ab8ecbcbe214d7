"""How avrdude is called for each chip. Nothing here starts it."""

from dataclasses import dataclass

from tripod.firmware.images import Kind


@dataclass(frozen=True)
class Way:
    """How a bootloader is spoken to."""

    part: str
    programmer: str
    baud: int
    old: bool = False


WAYS = {
    # Optiboot, and what Nanos had until 2018.
    Kind.UNO: (Way("m328p", "arduino", 115200), Way("m328p", "arduino", 57600, old=True)),
    Kind.MEGA: (Way("m2560", "wiring", 115200),),
}


def arguments(way: Way, port: str, image: str) -> list[str]:
    """The command line, without the program's name."""
    # A board that does not answer is called twice, not ten times: each takes it five seconds.
    calls = ["-x", "attempts=2"] if way.programmer == "arduino" else []
    # No whole erase: a bootloader cannot, and erases page by page.
    to = ["-p", way.part, "-c", way.programmer, "-P", port, "-b", str(way.baud)]
    return [*to, *calls, "-D", "-v", "-U", f"flash:w:{image}:i"]
