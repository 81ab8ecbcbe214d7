"""People who do a clinicians' drill wrongly, as films of their feet: what each carries and where, second by second.

Nothing of the drills' own model of a person is in them: no habits, no cues, straight ways from one place to the next.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import mirror
from tripod.boards import FEET, GRAVITY
from tripod.drills.run.event_types import Event, PartBegan, StepOffAsked, StepOnAsked, WorkBegan
from tripod.virtual.scenario import Scenario
from tripod.virtual.standing import LEAD_S, Stance, scenario_stance
from tripod.virtual.sway import GRID_HZ

Array = NDArray[np.float64]

SWAY_HZ = (0.11, 0.23, 0.41, 0.67, 0.93)
SWAY_MM = (2.2, 1.3, 0.9, 0.5, 0.3)
SHARE, OUTWARD, FORWARD = 0, 1, 2
"""Of a foot: its part of body weight; how far its CoP goes to the little toe's side, and forward, in mm."""


@dataclass(frozen=True)
class At:
    """From `after_s` on, reached within `takes_s`: what each foot does, (part of body weight, outward, forward)."""

    after_s: float
    left: tuple[float, float, float]
    right: tuple[float, float, float]
    takes_s: float = 0.6


def both(after_s: float, left: float = 0.5, outward: float = 0.0, forward: float = 0.0, takes_s: float = 0.6) -> At:
    """Both feet alike but for what they carry."""
    return At(after_s, (left, outward, forward), (1 - left, outward, forward), takes_s)


def one(after_s: float, foot: str, outward: float = 0.0, forward: float = 0.0, takes_s: float = 0.6) -> At:
    """All on one foot."""
    on, off = (1.0, outward, forward), (0.0, 0.0, 0.0)
    return At(after_s, on, off, takes_s) if foot == "left" else At(after_s, off, on, takes_s)


Does = Callable[[Event], Sequence[At]]
"""What somebody does when they hear that; nothing for what they go on doing."""


class FilmedFeet:
    """A `Standing` in a pupil's place: whoever it is told to be."""

    def __init__(self, scenario: Scenario, rng: np.random.Generator, does: Does) -> None:
        self._does, self._stands = does, scenario_stance(scenario)
        self._weight_n = scenario.weight_kg * GRAVITY
        self._phases = rng.uniform(0, 2 * np.pi, (len(SWAY_HZ), 3))
        self._step = -round(LEAD_S * GRID_HZ)
        self._t: list[float] = [-10.0]
        self._at: list[list[tuple[float, float, float]]] = [[(0.0, 0.0, 0.0)] * 2]
        self.moves: list[tuple[str, float, float]] = []

    def hear(self, event: Event) -> None:
        """What it does from then on; what it was to do later is forgotten."""
        told = self._does(event)
        now_s = max(self._step / GRID_HZ, event.t_s) + 0.3
        if told:
            now = [tuple(float(v) for v in self._channels(np.array([now_s]))[0, k]) for k in range(2)]
            cut = bisect_left(self._t, now_s)
            self._t[cut:], self._at[cut:] = [now_s], [now]  # type: ignore[list-item]
        for at in told:
            begin = max(now_s + at.after_s, self._t[-1])
            self._t += [begin + 1e-6, begin + at.takes_s]
            self._at += [self._at[-1], [at.left, at.right]]

    def _channels(self, t: Array) -> Array:
        """(n, 2, 3)"""
        known = np.array(self._at)
        return np.stack([np.stack([np.interp(t, self._t, known[:, k, c]) for c in range(3)], 1) for k in range(2)], 1)

    def advance(self, n: int) -> Stance:
        t = (self._step + np.arange(n)) / GRID_HZ
        self._step += n
        of = self._channels(t)
        waves = np.array(
            [[mm * np.sin(2 * np.pi * hz * t + p) for p in phases]
             for hz, mm, phases in zip(SWAY_HZ, SWAY_MM, self._phases, strict=True)]
        ).sum(0)  # fmt: skip
        load = np.maximum(of[:, :, SHARE] + 0.004 * waves[0][:, None] * (1, -1) * (of[:, :, SHARE] > 0.02), 0)
        away = np.empty((n, 2, 2))
        away[:, :, 0] = of[:, :, OUTWARD] * [mirror(foot) for foot in FEET] + waves[1][:, None] * 0.4
        away[:, :, 1] = of[:, :, FORWARD] + waves[2][:, None]
        cop = self._stands.on_board(self._stands.quiet_mm + away)
        return Stance(t, load * self._weight_n, cop, np.ones((n, 2)))


def stands(left: float = 0.5) -> At:
    """Quietly, on both feet."""
    return both(0.0, left)


def who(
    says: Mapping[str, Sequence[At]], holds: Sequence[Sequence[At]] = (), stand: At | None = None
) -> Callable[[], Does]:
    """Somebody who stands as asked, does `says[phrase]` when a step says that phrase, and in the n-th hold that begins
    `holds[n]`."""
    usual = stand or stands()

    def new() -> Does:
        begun = [0]

        def does(event: Event) -> Sequence[At]:
            match event:
                case PartBegan(step="rest" | "check", feet=feet):
                    return [usual]
                case PartBegan(say=say, feet=feet, then=then):
                    for told in (say, *then):
                        if told is not None and told.text in says:
                            return says[told.text]
                    return [one(0.0, feet[0])] if len(feet) == 1 else [usual] if feet else []
                case StepOnAsked(feet=(foot,)):
                    return [one(0.0, foot)]
                case StepOnAsked():
                    return [usual]
                case StepOffAsked():
                    return [At(0.0, (0, 0, 0), (0, 0, 0))]
                case WorkBegan():
                    begun[0] += 1
                    return holds[begun[0] - 1] if begun[0] <= len(holds) else []
                case _:
                    return []

        return does

    return new
