"""Whoever hears what a source gives: recorder, wizard, drill. A new listener is one line in `Session`."""

from typing import Protocol

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from tripod.balance.balance import Balance
from tripod.device.blocks import Block
from tripod.device.items import Item
from tripod.force.drift import Rest
from tripod.force.plausibility import Implausible
from tripod.force.plausibility_checks import Found, Where


class Measured(Struct, frozen=True):
    """What a block came to."""

    block: Block
    """With its cells in the order of the board's file."""
    t_s: NDArray[np.float64]
    """(n,) the samples' own times from the first sample of the stream on."""
    raw: Balance
    """As recorded numbers are made: unfiltered."""
    shown: Balance
    """As it is shown: after the live filter, but where nobody looks (`Pipeline.shows`)."""
    seconds: tuple[Rest | None, ...]
    """For each second that ended in this block what the empty board read; None where it was not empty."""
    tare_n: NDArray[np.float64]
    """(cells,) the zero in use."""
    implausible: tuple[Implausible, ...] = ()
    """What cannot be true of the newest readings; those cells are nan in `raw` and `shown`."""
    found: Found = field(default_factory=dict[Where, float])
    """All that was found in this block, whether it holds at its end or not."""
    rates: tuple[tuple[int, float], ...] = ()
    """Rows from which on another rate is in use, each with that rate in hertz."""
    force_n: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))
    """(n, cells) what `raw` was made of."""


class Heard(Struct, frozen=True):
    """An item of the source, after the pipeline has taken it."""

    item: Item
    measured: Measured | None = None
    """Of a block."""


class Sink(Protocol):
    """Lives on the pipeline's thread."""

    def take(self, heard: Heard) -> None:
        """Take the next item."""
        ...

    def finish(self) -> None:
        """Nothing more will come."""
        ...
