"""What is said of a board whose program, and no timer, decides when it samples (protocol 2): it may claim less."""

from collections.abc import Iterator
from math import isfinite

from tripod.device.protocol import Converter, Group
from tripod.sentences import sentence
from tripod.storage.schemas.summary import SamplingFile

UNEVEN_US = 500.0
"""From here on a sampling's lateness is said to matter: 0.5 ms at 100 mm/s are 0.05 mm of the CoP, about its noise."""


def sampling_file(group: Group) -> SamplingFile | None:
    """How a group is sampled, for a summary; None of a board that says nothing of it."""
    said = group.sampling
    if said is None:
        return None
    return SamplingFile(
        full_scale_counts=said.full_scale,
        ratiometric=said.ratiometric,
        late_us=said.late_us if isfinite(said.late_us) else None,
        own_clocks=group.converter == Converter.BRIDGE,
    )


def sampling_lines(sampling: SamplingFile | None) -> Iterator[str]:
    """A sentence for each claim that such a board has not earned; none of any other."""
    if sampling is None:
        return
    late_us = sampling.late_us
    kind = "converters" if sampling.own_clocks else "forces"
    if late_us is None:
        yield sentence(f"sampling.{kind}_unbounded")
    else:
        yield sentence(f"sampling.{kind}", late_ms=late_us / 1000)
    if late_us is None or late_us > UNEVEN_US:
        yield sentence("sampling.uneven")
    if not sampling.ratiometric:
        yield sentence("sampling.not_ratiometric")
