"""What avrdude's output means."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tripod.firmware.avrdude_command import WAYS
from tripod.firmware.images import Kind
from tripod.firmware.progress import Progress, Stage
from tripod.firmware.troubles import CannotWrite, Trouble

_BAR = 50
"""Marks of a whole progress bar."""
_STAGES = {"Writing": Stage.WRITING, "Reading": Stage.READING}
_SIGNATURE = re.compile(r"device signature = (?:0x)?((?:[0-9a-f]{2} ?){3})", re.IGNORECASE)
_SYNC = ("not in sync", "not responding", "stk500_recv", "timeout communicating", "protocol error", "stk500v2_recv")
_GONE = ("input/output error", "no such device", "device not configured", "write error", "access is denied")


@dataclass(frozen=True)
class Chip:
    """A chip by its signature."""

    name: str
    part: str
    """As avrdude calls it."""
    kind: Kind | None
    """Whose image runs on it."""


CHIPS = {
    "1e950f": Chip("ATmega328P", "m328p", Kind.UNO),
    "1e9514": Chip("ATmega328", "m328", Kind.UNO),
    "1e9516": Chip("ATmega328PB", "m328pb", Kind.UNO),
    "1e9801": Chip("ATmega2560", "m2560", Kind.MEGA),
    "1e9406": Chip("ATmega168", "m168", None),
    "1e9587": Chip("ATmega32U4", "m32u4", None),
}


@dataclass
class Talk:
    """Follows the output of one call."""

    text: str = ""
    wrote: bool = False
    """Whether anything was written."""
    _told: Progress | None = field(default=None, repr=False)

    def hear(self, piece: str) -> Iterator[Progress]:
        """The next piece of its output; gives how far it is, where that changed."""
        self.text += piece
        bars = re.findall(r"(Writing|Reading) \| (#*)", self.text)
        if not bars:
            return
        word, marks = bars[-1]
        now = Progress(_STAGES[word], min(100, 100 * len(marks) // _BAR))
        self.wrote = self.wrote or now.stage is Stage.WRITING
        # Some versions draw a bar for the signature, too.
        if self.wrote and now != self._told:
            if self._told and self._told.stage is not now.stage and self._told.percent < 100:
                yield Progress(self._told.stage, 100)
            self._told = now
            yield now

    @property
    def chip(self) -> Chip | None:
        """What the bootloader says that it sits on; one that nobody here knows by its signature."""
        found = _SIGNATURE.search(self.text)
        if not found:
            return None
        signature = found[1].replace(" ", "").lower()
        return CHIPS.get(signature, Chip(signature.upper(), "", None))

    @property
    def no_answer(self) -> bool:
        """Whether no bootloader was heard at this speed."""
        said = self.text.lower()
        return self.chip is None and any(word in said for word in _SYNC)

    def trouble(self, kind: Kind, port: str) -> CannotWrite:
        """Why it failed."""
        said, chip = self.text.lower(), self.chip
        if chip and chip.kind is not kind and not self.wrote:
            if chip.kind:
                return CannotWrite(Trouble.OTHER_ARDUINO, port=port, chip=chip.name, kind=chip.kind.said)
            return CannotWrite(Trouble.WRONG_CHIP, port=port, chip=chip.name, kind=kind.said)
        if "mismatch" in said and not any(word in said for word in (*_GONE, *_SYNC)):
            return CannotWrite(Trouble.NOT_VERIFIED, port=port)
        if self.wrote or any(word in said for word in _GONE):
            return CannotWrite(Trouble.BROKE_OFF, port=port)
        if self.no_answer:
            # Behind an adapter nothing tells one kind from another.
            other = ", ".join(other.value for other in WAYS if other is not kind)
            return CannotWrite(Trouble.NO_ANSWER, port=port, kind=kind.said, other=other)
        return CannotWrite(Trouble.TOOL_SAID, said=_last_line(self.text.splitlines()))


def _last_line(lines: Sequence[str]) -> str:
    """The last that says something: it ends with its thanks."""
    told = [line.strip() for line in lines if line.strip() and "Thank you" not in line]
    errors = [line for line in told if "error" in line.lower() and "ser_set_dtr_rts" not in line]
    return (errors or told or ["?"])[-1].removeprefix("avrdude").lstrip(": ").rstrip(".")
