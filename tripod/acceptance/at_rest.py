"""Checks of each cell while nothing stands on the board: readings, rest, noise, and whether two read one signal."""

from collections.abc import Iterator

import numpy as np

from tripod.acceptance.evidence import Evidence
from tripod.acceptance.findings import Cause, Check, Finding, Verdict
from tripod.device.protocol import Status
from tripod.force.at_rest import (
    LEAST_ROWS,
    MOST_PART,
    Level,
    at_top,
    levels,
    noise_counts,
    odd_noise,
    rest_counts,
    shiver,
    strays,
    together,
)
from tripod.force.plausibility import Cause as Odd

ANY_NOISE = 10.0
"""All bridges shiver alike on a floor that shakes; beyond so many times what is odd it is no floor."""


def readings(seen: Evidence) -> Iterator[Finding]:
    """What the board itself says of readings that failed, and what the gate found that cannot be true."""
    whole, found = seen.whole, False
    if not seen.film and bool((whole.status == Status.MISSING).all()):
        yield Finding(Check.READINGS, Verdict.FAIL, Cause.NO_CONVERTER, tuple(range(len(seen.board.cells))))
        return
    still = {cell for thing in seen.implausible if thing.cause is Odd.STUCK for cell in thing.cells(seen.board)}
    for cell in range(len(seen.board.cells)):
        bad = whole.status[:, cell]
        if bad.any():
            found = True
            worst = int(np.bincount(bad[bad > 0]).argmax())
            if worst == Status.STUCK and cell in still:
                # The gate says the same below, and what it reads.
                continue
            share = 100 * float((bad > 0).mean())
            yield Finding(Check.READINGS, Verdict.FAIL, Cause.STATUS, (cell,), share, status=worst)
    for thing in seen.implausible:
        found = True
        cells = thing.cells(seen.board)
        yield Finding(Check.READINGS, Verdict.FAIL, Cause.SAID, cells, thing.value, gate=thing.said(seen.board))
    if not found:
        yield Finding(Check.READINGS, Verdict.PASS, value=len(whole))


def rest(seen: Evidence) -> Iterator[Finding]:
    """Where each cell rests, and whether it stays there."""
    board, whole = seen.board, seen.whole
    if len(whole) < LEAST_ROWS:
        yield Finding(Check.REST, Verdict.CANNOT_TELL, Cause.TOO_SHORT, wanted=_enough_s(seen))
        return
    mean = whole.counts.mean(0)
    level = levels(board, mean)
    below = [k for k, at in enumerate(level) if at is Level.BELOW]
    whole_feet = [foot for foot in board.feet if set(board.cells_of(foot)) <= set(below)]
    high = at_top(board, mean)
    feet_at_top = [foot for foot in board.feet if high[list(board.cells_of(foot))].all()]
    found = False

    def finding(cause: Cause, cells: tuple[int, ...], verdict: Verdict = Verdict.FAIL) -> Finding:
        return Finding(Check.REST, verdict, cause, cells, float(mean[cells[0]]), rest_counts(board))

    for foot in whole_feet:
        found = True
        yield finding(Cause.FOOT_WITHOUT_SUPPLY, board.cells_of(foot))
    for k in below:
        if board.cells[k].foot not in whole_feet:
            found = True
            yield finding(Cause.NO_AMPLIFIER, (k,))
    for foot in feet_at_top:
        found = True
        yield finding(Cause.FOOT_AT_TOP, board.cells_of(foot))
    far = (k for k, at in enumerate(level) if at is Level.FAR and board.cells[k].foot not in feet_at_top)
    for k in far:
        found = True
        yield finding(Cause.FAR_FROM_REST, (k,))
    for k in (k for k, at in enumerate(level) if at is Level.ABOVE):
        found = True
        yield finding(Cause.ABOVE_REST, (k,), Verdict.CANNOT_TELL)
    for k in strays(board, whole.counts):
        if level[k] is Level.RESTS:
            found = True
            yield finding(Cause.STRAYS, (k,))
    if not found and seen.not_read:
        yield _not_read(seen, Check.REST)
    elif not found:
        off = float(np.abs(mean - rest_counts(board)).max())
        yield Finding(Check.REST, Verdict.PASS, value=off, wanted=rest_counts(board))


def noise(seen: Evidence) -> Iterator[Finding]:
    """How much each cell shivers, against its part and its neighbours."""
    board, whole = seen.board, seen.whole
    if len(whole) < LEAST_ROWS:
        yield Finding(Check.NOISE, Verdict.CANNOT_TELL, Cause.TOO_SHORT, wanted=_enough_s(seen))
        return
    seen_noise, limit = shiver(whole.counts), noise_counts(board)
    odd = odd_noise(board, seen_noise)
    if not odd and seen.not_read:
        yield _not_read(seen, Check.NOISE)
        return
    if not odd:
        yield Finding(Check.NOISE, Verdict.PASS, value=float(seen_noise.max()), wanted=float(limit.min()))
        return
    if len(odd) >= MOST_PART * len(seen_noise) and not seen.film:
        floor = bool((seen_noise[odd] < ANY_NOISE * limit[odd]).all())
        verdict = Verdict.CANNOT_TELL if floor else Verdict.FAIL
        value, wanted = float(np.median(seen_noise[odd])), float(limit.min())
        yield Finding(Check.NOISE, verdict, Cause.ALL_NOISY, tuple(odd), value, wanted)
        return
    for k in odd:
        value, wanted = float(seen_noise[k]), float(limit[k])
        yield Finding(Check.NOISE, Verdict.FAIL, Cause.NOISY_WIRE, (k,), value, wanted)


def apart(seen: Evidence) -> Iterator[Finding]:
    """Whether each cell has a signal of its own."""
    whole = seen.whole
    if len(whole) < LEAST_ROWS:
        yield Finding(Check.APART, Verdict.CANNOT_TELL, Cause.TOO_SHORT, wanted=_enough_s(seen))
        return
    pairs = together(seen.board, whole.counts)
    if not pairs and seen.not_read:
        yield _not_read(seen, Check.APART)
        return
    if not pairs:
        yield Finding(Check.APART, Verdict.PASS)
        return
    cells = tuple(sorted({cell for pair in pairs for cell in pair}))
    if seen.film and len(cells) > 2:
        yield Finding(Check.APART, Verdict.FAIL, Cause.NOTHING_CONNECTED, cells)
        return
    cause = Cause.FLOAT_TOGETHER if seen.film else Cause.SAME_SIGNAL
    for pair in pairs:
        yield Finding(Check.APART, Verdict.FAIL, cause, pair)


def _not_read(seen: Evidence, check: Check) -> Finding:
    return Finding(check, Verdict.CANNOT_TELL, Cause.NOT_READ, seen.not_read)


def _enough_s(seen: Evidence) -> float:
    """Seconds after which there are enough readings, with room."""
    times = seen.whole.tick_us
    took = float(times[-1] - times[0]) / 1e6
    return float(np.ceil(1.5 * LEAST_ROWS * max(took, 0.1) / max(len(times) - 1, 1)))


def certain(seen: Evidence) -> tuple[Finding, ...]:
    """What is wrong whether somebody stands there or not, and, where all other cells rest, what no load does to one:
    for an examination that does not ask for an empty board."""
    board, counts = seen.board, seen.whole.counts
    if len(counts) < LEAST_ROWS:
        return ()
    level = levels(board, counts.mean(0))
    astray = set(strays(board, counts))
    restless = astray | {*odd_noise(board, shiver(counts))} | {k for k, at in enumerate(level) if at is not Level.RESTS}

    def no_load(finding: Finding) -> bool:
        if finding.cause in _WHATEVER_STANDS:
            return True
        if finding.verdict is not Verdict.FAIL or len(finding.cells) != 1 or restless != set(finding.cells):
            return False
        (cell,) = finding.cells
        if finding.cause is Cause.NOISY_WIRE:
            # Who presses a cell makes it shiver, too, and moves it.
            return level[cell] is Level.RESTS and cell not in astray
        # A load makes it read more.
        return finding.cause is Cause.FAR_FROM_REST and finding.value < finding.wanted

    return tuple(f for f in (*apart(seen), *rest(seen), *noise(seen)) if no_load(f))


_WHATEVER_STANDS = {Cause.NO_AMPLIFIER, Cause.FOOT_WITHOUT_SUPPLY, Cause.NOTHING_CONNECTED, Cause.SAME_SIGNAL}
