"""Writes the firmware that ships onto a board: the port is looked at first, then what its kind of Arduino asks for."""

from collections.abc import Callable, Iterator

from tripod.acceptance.steps import Step, builds
from tripod.firmware.avrdude import find_avrdude, write_avr
from tripod.firmware.images import Kind, image_for
from tripod.firmware.progress import Progress
from tripod.firmware.troubles import CannotWrite, Trouble
from tripod.firmware.uf2_drive import find_drive, write_uf2
from tripod.sources.arduino_kind import has_own_usb, kind_at
from tripod.sources.opening import check_port


def write_firmware(
    board: str,
    kind: Kind,
    port: str,
    *,
    stopped: Callable[[], bool],
    find: Callable[[], str] = find_avrdude,
) -> Iterator[Progress]:
    """Write the image of a board; gives how far it is. `port`: of a Pico the folder of its drive, "" to look for it.

    Raises:
        NoImage: nothing ships for that board and kind.
        SourceError: there is no such port, or it cannot be opened.
        CannotWrite: it could not be written.
    """
    image = image_for(board, kind)
    if kind is Kind.PICO:
        yield from write_uf2(image, find_drive(port), stopped)
        return
    if has_own_usb(port):
        # As board.h has it.
        name = board.upper().replace("-", "_")
        step = first_step(board)
        raise CannotWrite(Trouble.OWN_USB, port=port, name=name, board=board, step=step.number if step else 1)
    # avrdude would write through a port on which another program reads.
    check_port(port)
    yield from write_avr(image, port, stopped, find)


def likely_kind(port: str) -> Kind:
    """What hangs on a port, by its USB ids; an Uno or Nano where they do not tell."""
    return kind_at(port) or Kind.UNO


def first_step(board: str) -> Step | None:
    """The first step of a build that can be examined: that the right firmware is on the board."""
    build = builds().get(board)
    return build.step[0] if build and build.step else None
