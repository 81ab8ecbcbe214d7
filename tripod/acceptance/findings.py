"""What a check of a build found: a value with its reason and its sentence, which names the wire."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tripod.acceptance.steps import BuildSteps, builds, pin_of, wire_of
from tripod.boards import Board
from tripod.device.status_words import status_meaning
from tripod.sentences import figure, sentence


class Check(StrEnum):
    """What is looked at; each has its name in the catalogue, in the table `build_check`. In order of what to mend
    first."""

    IDENTITY = "identity"
    SUPPLY = "supply"
    CLOCK = "clock"
    LINE = "line"
    RATE = "rate"
    READINGS = "readings"
    REST = "rest"
    NOISE = "noise"
    APART = "apart"
    PRESS = "press"
    WEIGHT = "weight"


class Verdict(StrEnum):
    """Pass is earned by numbers that were seen; where they were not, it is *cannot tell*."""

    PASS = "pass"
    FAIL = "fail"
    CANNOT_TELL = "cannot_tell"


class Cause(StrEnum):
    """Why; each has its sentence in the catalogue, in the table `build_cause`."""

    RIGHT = "right"
    """As it should be; the sentence is that of the check."""
    SAID = "said"
    """What the gate's plausibility says of a cell (`Finding.gate`)."""
    OTHER_BOARD = "other_board"
    WHICH_VARIANT = "which_variant"
    """Another build of the same page would read the same, and nobody said which was built."""
    ID_NOT_KEPT = "id_not_kept"
    NO_ID = "no_id"
    """Its builder has not written one, and it cannot make one itself."""
    SUPPLY_OFF = "supply_off"
    SUPPLY_UNKNOWN = "supply_unknown"
    SUPPLY_DIPPED = "supply_dipped"
    """The board began anew because of it."""
    CLOCK_OFF = "clock_off"
    TOO_SHORT = "too_short"
    FRAMES_LOST = "frames_lost"
    RATE_OFF = "rate_off"
    CONVERSIONS_LOST = "conversions_lost"
    """Of bridges: too slow, and yet faster than any that is strapped to 10."""
    STRAPPED_SLOW = "strapped_slow"
    ALL_STRAPPED_SLOW = "all_strapped_slow"
    SLOW_UNKNOWN = "slow_unknown"
    STATUS = "status"
    NOT_READ = "not_read"
    """What stands in the place of their readings is none."""
    NO_CONVERTER = "no_converter"
    """Not one of them answers."""
    NO_AMPLIFIER = "no_amplifier"
    """One cell reads far below its amplifier's rest."""
    FOOT_WITHOUT_SUPPLY = "foot_without_supply"
    """All cells of a foot, or of the board, do."""
    FOOT_AT_TOP = "foot_at_top"
    """All cells of a foot read nearly the most that they can."""
    NOTHING_CONNECTED = "nothing_connected"
    """Pins float: all over the range, and as one."""
    FAR_FROM_REST = "far_from_rest"
    FAR_FROM_ZERO = "far_from_zero"
    """Of a bridge."""
    ABOVE_REST = "above_rest"
    ZERO_OFF = "zero_off"
    """Of a bridge."""
    STRAYS = "strays"
    NOISY_WIRE = "noisy_wire"
    ALL_NOISY = "all_noisy"
    FLOAT_TOGETHER = "float_together"
    SAME_SIGNAL = "same_signal"
    NOT_PRESSED = "not_pressed"
    NOTHING_ANSWERED = "nothing_answered"
    ANSWER_AS_ONE = "answer_as_one"
    """Two cells, to each press of either."""
    OTHER_ANSWERED = "other_answered"
    READS_BACKWARDS = "reads_backwards"
    CROSS_TALK = "cross_talk"
    NOT_STILL = "not_still"
    NO_MASS = "no_mass"
    """Nobody said with what mass the cells are pressed."""
    NOT_WEIGHED = "not_weighed"
    READS_OTHER = "reads_other"
    """One cell, under a known mass."""
    ALL_READ_OTHER = "all_read_other"
    """All of them, by one factor."""


_BY_CIRCUIT = {
    Cause.FOOT_AT_TOP,
    Cause.FAR_FROM_REST,
    Cause.ABOVE_REST,
    Cause.NOISY_WIRE,
    Cause.FLOAT_TOGETHER,
    Cause.NOT_PRESSED,
    Cause.NOTHING_ANSWERED,
    Cause.ANSWER_AS_ONE,
    Cause.STATUS,
    Cause.READS_OTHER,
    Cause.ALL_READ_OTHER,
}
"""Causes whose wire and cure depend on the circuit: the sentence is that of `FrontEnd.kind`."""
_RIGHT_BY_CIRCUIT = {Check.APART, Check.WEIGHT}
_OF_A_PICO = {Cause.CLOCK_OFF, Cause.SUPPLY_UNKNOWN}
"""Causes with a sentence of their own for it."""


@dataclass(frozen=True)
class Finding:
    """The answer of one check, for the whole board or for some cells."""

    check: Check
    verdict: Verdict
    cause: Cause = Cause.RIGHT
    cells: tuple[int, ...] = ()
    """In the order of the board's file, worst first; () for the board."""
    value: float = 0.0
    wanted: float = 0.0
    gate: str = ""
    """The sentence of `force.plausibility`, where that decided."""
    status: int = 0
    """What the board itself says of the readings, where that decided (`device.protocol.Status`)."""

    def said(self, board: Board, build: BuildSteps | None) -> str:
        """One sentence: what is seen, at which wire, and what to do; `build` knows the wires, if anybody does."""
        if self.gate:
            return self.gate
        key = self.cause.value if self.cause is not Cause.RIGHT else f"right_{self.check.value}"
        if self.cause in _BY_CIRCUIT or (self.cause is Cause.RIGHT and self.check in _RIGHT_BY_CIRCUIT):
            key += f"_{board.front_end.kind}"
        if build and build.is_on_pico and self.cause in _OF_A_PICO:
            key += "_pico"
        names = [board.cells[k].plain for k in self.cells]
        feet = {board.cells[k].foot for k in self.cells}
        # All builds are fed alike, also those of which nothing else is known.
        feed = (build or next(iter(builds().values()))).feed
        foot = sentence(f"build_foot.{feet.pop()}") if len(feet) == 1 else sentence("build_foot.both")
        return sentence(
            f"build_cause.{key}",
            cells=", ".join(names),
            first=names[0] if names else "",
            second=names[1] if len(names) > 1 else "",
            pins=", ".join(pin_of(build, board.cells[k]) for k in self.cells),
            wires=", ".join(wire_of(build, board.cells[k]) for k in self.cells),
            foot=foot,
            board=build.board if build else board.name,
            others=", ".join(build.read_alike) if build else "",
            flash=build.flash_command if build else "tripod flash",
            feed=feed.pin,
            volts=figure(feed.volts),
            least=figure(feed.least),
            most=figure(feed.most),
            reference=figure(feed.reference, ".2f"),
            state=status_meaning(self.status) if self.status else "",
            value=_shown(self.value),
            wanted=_shown(self.wanted),
        )


def outcome(findings: Iterable[Finding]) -> Verdict:
    """Of a whole step: it passes only when every check of it did."""
    verdicts = {finding.verdict for finding in findings}
    if Verdict.FAIL in verdicts:
        return Verdict.FAIL
    return Verdict.PASS if verdicts == {Verdict.PASS} else Verdict.CANNOT_TELL


def _shown(value: float) -> str:
    """A value as people read it."""
    digits = (
        0 if abs(value) >= 100 or value == round(value) else 1 if abs(value) >= 10 or value == round(value, 1) else 2
    )
    return figure(value, f".{digits}f").replace("-", "−")
