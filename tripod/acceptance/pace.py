"""Checks of the board as a whole and of its pace: name and id, supply, line, clock, rate, each converter's own rate."""

import math

import numpy as np
from numpy.typing import NDArray

from tripod.acceptance.evidence import Evidence, arrivals_s
from tripod.acceptance.findings import Cause, Check, Finding, Verdict
from tripod.acceptance.steps import BuildSteps, builds
from tripod.device.protocol import ID_NOT_KEPT, SUPPLY_DIPPED, SUPPLY_OUT_OF_RANGE, Banner

LEAST_S = 3.0
"""Two clocks are held against each other over at least so long."""
CLOCK_OFF = 0.05
"""A board whose second differs by this part from the computer's runs at another clock than it thinks; resonators are
within 0.005, and what USB delays adds less than 0.02 over `LEAST_S`."""
RATE_OFF = {"bridge": 0.15, "film": 0.02}
"""A converter's own oscillator is within the first of its nominal rate."""
MOST_LOST = 0.001
SLOW_HZ, STRAPPED_HZ = 40.0, 13.0
"""Below the first some converter gives too little; below the second it is one that is strapped to 10 a second, whose
own clock may be fast by 15 % and more."""
NEWEST_AGE, PUT_OFF_AGE, FAST_AGE = 10, 40, 150
"""In 0.1 ms. The slow chip is waited for, so that its reading is the newest mostly, and this old where the read was put
off; no fast chip's newest reading is as old as the last."""
FAST_SPREAD = 60
"""A fast chip's newest reading is now this old, now that."""


def identity(seen: Evidence, build: BuildSteps, *, named: bool) -> Finding:
    """Whether the board says that it is the build's, and keeps its id. `named`: its builder said which build it is, and
    not the board alone, whose word is worth nothing where another variant's firmware would read the same."""
    # Somebody's own board has a name of its own, and is built like one of these.
    if seen.banner.board != build.board and seen.banner.board in builds():
        return Finding(Check.IDENTITY, Verdict.FAIL, Cause.OTHER_BOARD)
    if seen.banner.self_test & ID_NOT_KEPT and not int(seen.banner.board_id, 16):
        return Finding(Check.IDENTITY, Verdict.FAIL, Cause.NO_ID)
    if seen.banner.self_test & ID_NOT_KEPT:
        return Finding(Check.IDENTITY, Verdict.FAIL, Cause.ID_NOT_KEPT)
    if not named and build.read_alike:
        return Finding(Check.IDENTITY, Verdict.CANNOT_TELL, Cause.WHICH_VARIANT)
    return Finding(Check.IDENTITY, Verdict.PASS)


def supply(banner: Banner) -> Finding:
    """The board's own measure of its 5 V."""
    mv = banner.supply_mv
    if banner.self_test & SUPPLY_OUT_OF_RANGE:
        return Finding(Check.SUPPLY, Verdict.FAIL, Cause.SUPPLY_OFF, value=mv)
    if banner.self_test & SUPPLY_DIPPED:
        return Finding(Check.SUPPLY, Verdict.FAIL, Cause.SUPPLY_DIPPED, value=mv)
    if not mv:
        return Finding(Check.SUPPLY, Verdict.CANNOT_TELL, Cause.SUPPLY_UNKNOWN)
    return Finding(Check.SUPPLY, Verdict.PASS, value=mv)


def line(seen: Evidence) -> Finding:
    """Frames that did not come, or came wrong."""
    frames, count = sum(map(len, seen.blocks)), seen.line
    lost = count.lost_frames + count.repeated_frames + count.doubted_frames
    if lost > MOST_LOST * frames:
        return Finding(Check.LINE, Verdict.FAIL, Cause.FRAMES_LOST, value=lost, wanted=frames + count.lost_frames)
    return Finding(Check.LINE, Verdict.PASS, value=frames)


def clock(seen: Evidence) -> Finding:
    """The board's clock against this computer's: two clocks, for a board cannot tell that its own is wrong."""
    times = np.array(arrivals_s(seen.blocks))
    span = times[-1, 0] - times[0, 0]
    third = len(times) // 3
    if span < LEAST_S / 2 or third < 1 or times[-1, 1] - times[0, 1] < LEAST_S / 2:
        return Finding(Check.CLOCK, Verdict.CANNOT_TELL, Cause.TOO_SHORT, wanted=LEAST_S)
    first, last = (_promptest(times[part]) for part in (slice(None, third), slice(-third, None)))
    ratio = float((last[0] - first[0]) / (last[1] - first[1]))
    if abs(ratio - 1) > CLOCK_OFF:
        return Finding(Check.CLOCK, Verdict.FAIL, Cause.CLOCK_OFF, value=10 * ratio, wanted=10)
    return Finding(Check.CLOCK, Verdict.PASS, value=max(math.ceil(1000 * abs(ratio - 1)) / 10, 0.1))


def rate(seen: Evidence) -> Finding:
    """How many samplings come a second by this computer's clock, and of converters which of them is slow."""
    times = np.array(arrivals_s(seen.blocks))
    took = float(times[-1, 1] - times[0, 1])
    promised = seen.banner.groups[0].rate_hz
    if took < LEAST_S / 2:
        return Finding(Check.RATE, Verdict.CANNOT_TELL, Cause.TOO_SHORT, wanted=LEAST_S)
    # Those of the first block came before the time that is counted.
    hz = float(seen.blocks[-1].seq[-1] - seen.blocks[0].seq[-1]) / took
    if not seen.film and STRAPPED_HZ < hz < SLOW_HZ:
        return Finding(Check.RATE, Verdict.FAIL, Cause.CONVERSIONS_LOST, value=hz, wanted=promised)
    if not seen.film and hz < SLOW_HZ:
        return _slow(seen, hz)
    off = RATE_OFF["film" if seen.film else "bridge"]
    # A block more or less at either end: what a port gathers.
    off += 0.05 / took
    if abs(hz / promised - 1) > off:
        return Finding(Check.RATE, Verdict.FAIL, Cause.RATE_OFF, value=hz, wanted=promised)
    return Finding(Check.RATE, Verdict.PASS, value=hz, wanted=promised)


def _slow(seen: Evidence, hz: float) -> Finding:
    """Which converters hold up the others: a frame waits for the slowest."""
    age, status = seen.whole.age, seen.whole.status
    slow: list[int] = []
    unknown: list[int] = []
    for cell in range(age.shape[1]):
        own: NDArray[np.uint8] = age[status[:, cell] == 0, cell]
        if not len(own):
            continue
        newest = np.percentile(own, 75) <= NEWEST_AGE and own.max() <= PUT_OFF_AGE
        if newest or own.max() >= FAST_AGE:
            slow.append(cell)
        elif int(own.max()) - int(own.min()) < FAST_SPREAD:
            unknown.append(cell)
    if not slow:
        return Finding(Check.RATE, Verdict.FAIL, Cause.SLOW_UNKNOWN, tuple(unknown), hz, 80)
    every = len(slow) == age.shape[1]
    cause = Cause.ALL_STRAPPED_SLOW if every else Cause.STRAPPED_SLOW
    return Finding(Check.RATE, Verdict.FAIL, cause, tuple(slow), hz, 80)


def _promptest(times: NDArray[np.float64]) -> NDArray[np.float64]:
    """The block that waited least on its way, of those with times (n, 2)."""
    return times[int(np.argmin(times[:, 1] - times[:, 0]))]
