"""The person on a virtual board, moved by mouse and keys, and the masses and hands beside them."""

from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from tripod.boards import FEET, GRAVITY
from tripod.drills.run.event_types import Event
from tripod.virtual.played_actions import Action, LeanTo, Posture, done
from tripod.virtual.pupil import Pupil
from tripod.virtual.resting import Resting
from tripod.virtual.scenario import Scenario
from tripod.virtual.sole import reachable_mm
from tripod.virtual.standing import LEAD_S, Stance, scenario_stance
from tripod.virtual.sway import AP_SD_MM, GRID_HZ, ML_SD_MM, ROLL_SD_MM, STANCE_MM, Sway

Array = NDArray[np.float64]

STEPPING_PER_S, LEANING_PER_S, PRESSING_PER_S = 9.0, 14.0, 25.0
"""How quickly what is meant is reached: a critically damped approach comes within 10 % in 3.9 of its time constants."""
_REACHED = 1e-5
HELD_SWAY = 0.15
"""What is left of the sway while somebody holds on."""
_ON, _LEFT, _LEAN, _TOES, _HANDS, _PUPIL, _SWAY, _CELLS = slice(0, 2), 2, slice(3, 7), 7, 8, 9, 10, 11


@dataclass(frozen=True)
class PlayedNow:
    """What a page shows of it."""

    t_s: float
    meant: Posture
    load_n: tuple[float, float]
    """On the left and the right foot, as it is now."""
    cop_mm: tuple[tuple[float, float], tuple[float, float]]
    """Of each foot in the board's frame, as it is now."""
    pressed_n: tuple[float, ...]
    """(cells,) by hands and masses, as it is now."""
    under_way: bool
    """More of a script is to come."""


class Played:
    """A `Standing`. Told what to do from any thread; the same actions at the same times give the same loads.

    A virtual pupil stands by who hears what a drill asks, and takes over where it is let (`LetDo`).
    """

    def __init__(self, scenario: Scenario, rng: np.random.Generator) -> None:
        self._lock = Lock()
        self._pupil_rng, sway_rng = rng.spawn(2)
        self._scenario, self._sway = scenario, Sway(sway_rng)
        self._pupil: Pupil | None = None
        self._pupil_began_s = 0.0
        """When the pupil began to listen, on the board's clock."""
        self.board, self.length_mm = scenario.board, scenario.foot_mm
        self.stands = scenario_stance(scenario)
        """Where the feet stand whenever they are on."""
        self._resting = Resting(scenario.board)
        self.weight_n = scenario.weight_kg * GRAVITY
        """Of the person, in newtons."""
        self._step = -round(LEAD_S * GRID_HZ)
        self._meant = Posture(feet=scenario.board.feet)
        self._to_come: list[tuple[float, Action]] = []
        self._per_s = np.full(_CELLS + len(scenario.board.cells), PRESSING_PER_S)
        self._per_s[[0, 1, _TOES, _HANDS]], self._per_s[_LEFT : _LEAN.stop] = STEPPING_PER_S, LEANING_PER_S
        self._per_s[[_PUPIL, _SWAY]] = 4.0, 6.0
        self._aimed_for, self._target = self._meant, self._aim()
        self._at = self._target
        self._speed = np.zeros_like(self._at)
        self._last = Stance(
            np.zeros(1), np.zeros((1, 2)), self.stands.on_board(self.stands.quiet_mm[None]), np.ones((1, 2))
        )
        self._cells_n = np.zeros((1, len(scenario.board.cells)))

    def do(self, action: Action, after_s: float = 0.0) -> None:
        """Do it after so many seconds of the board's time; at once is with its next sample."""
        with self._lock:
            if after_s <= 0:
                self._meant = done(self._meant, action)
            else:
                insort(self._to_come, (self.now_s + after_s, action), key=_when)

    def play(self, script: Iterable[tuple[float, Action]]) -> None:
        """Do all of it; what was to come before is forgotten."""
        with self._lock:
            to_come = [(self.now_s + after_s, action) for after_s, action in script]
            self._to_come = sorted(to_come, key=_when)

    def hear(self, event: Event) -> None:
        """The pupil hears what a drill says, so that they can take over at any moment."""
        with self._lock:
            if self._pupil is None:
                self._pupil, self._pupil_began_s = Pupil(self._scenario, self._pupil_rng), self.now_s + LEAD_S
            self._pupil.hear(structs.replace(event, t_s=event.t_s - self._pupil_began_s))

    def now(self) -> PlayedNow:
        """A picture of now."""
        with self._lock:
            load, cop = self._last.load_n[-1].tolist(), self._last.cop_mm[-1].tolist()
            return PlayedNow(
                self.now_s,
                self._meant,
                (load[0], load[1]),
                ((cop[0][0], cop[0][1]), (cop[1][0], cop[1][1])),
                tuple(self._cells_n[-1].tolist()),
                bool(self._to_come),
            )

    def lean_at(self, foot: str, x_mm: float, y_mm: float) -> LeanTo:
        """What brings the CoP of a foot to a place of the board's frame, or as near as the foot can bring it."""
        k = FEET.index(foot)
        at = np.zeros((1, 2, 2))
        at[0, k] = x_mm, y_mm
        there = reachable_mm(self.stands.in_feet(at)[:, k], foot, self.length_mm, self.board.unsupported)[0]
        right, forward = (there - self.stands.quiet_mm[k]).tolist()
        return LeanTo(foot, right, forward)

    @property
    def now_s(self) -> float:
        """Up to where everything is settled, in the board's time."""
        return self._step / GRID_HZ

    @property
    def meant(self) -> Posture:
        """Where everything is meant to be."""
        return self._meant

    @property
    def cells_n(self) -> Array:
        """(n, cells) newtons of hands and masses on the cells, during the steps that were given last."""
        return self._cells_n

    def advance(self, n: int) -> Stance:
        """The next n steps."""
        with self._lock:
            own = self._own(n)
            self._last = self._mixed(own, self._pupil.advance(n)) if self._pupil is not None else own
            return self._last

    def _own(self, n: int) -> Stance:
        t = (self._step + np.arange(n)) / GRID_HZ
        self._step += n
        at = self._steps(t)
        self._cells_n = at[:, _CELLS:]
        sway = self._sway(n) * at[:, _SWAY : _SWAY + 1]
        on, left = at[:, _ON], at[:, _LEFT]
        shift = sway[:, 1] * ML_SD_MM / (2 * STANCE_MM) * np.minimum(1, 4 * left * (1 - left))
        parts = np.maximum(on * np.stack([left - shift, 1 - left + shift], 1), 0)
        # Who stands on one foot has all of their weight there.
        parts = np.where(on.min(1, keepdims=True) < 1e-3, on, parts)
        whole = parts.sum(1, keepdims=True)
        weight = (self.weight_n + at[:, _HANDS] * GRAVITY) * on.max(1)
        load = np.where(whole > 0, parts / np.maximum(whole, 1e-9), 0) * weight[:, None]
        lean = at[:, _LEAN].reshape(n, 2, 2)
        swayed = np.stack([sway[:, 2:] * ROLL_SD_MM + lean[:, :, 0], sway[:, :1] * AP_SD_MM + lean[:, :, 1]], axis=2)
        in_feet = self.stands.quiet_mm + swayed
        for k, foot in enumerate(FEET):
            in_feet[:, k] = reachable_mm(in_feet[:, k], foot, self.length_mm, self.board.unsupported)
        toes = at[:, _TOES]
        return Stance(t, load, self.stands.on_board(in_feet), np.stack([toes, toes], 1))

    def _mixed(self, own: Stance, by: Stance) -> Stance:
        """Own motion, the pupil's, or on the way from one to the other."""
        part = self._at[_PUPIL]
        if part == 0.0:
            return own
        mine, theirs = (1 - part) * own.load_n, part * by.load_n
        load = mine + theirs
        both = (mine[:, :, None] * own.cop_mm + theirs[:, :, None] * by.cop_mm) / np.maximum(load, 1e-9)[:, :, None]
        cop = np.where(load[:, :, None] > 1e-6, both, own.cop_mm)
        return Stance(own.t_s, load, cop, (1 - part) * own.toes + part * by.toes)

    def _steps(self, t_s: Array) -> Array:
        """Where everything is at these times, one step after the other: what is to come is done when it is due."""
        due = [float(when) for when, _ in self._to_come if when <= t_s[-1]]
        # An action takes effect with the first step that does not lie before it.
        cuts = sorted({0, *np.searchsorted(t_s, due).tolist()})
        parts: list[Array] = []
        for first, beyond in zip(cuts, [*cuts[1:], len(t_s)], strict=True):
            while self._to_come and self._to_come[0][0] <= t_s[first]:
                self._meant = done(self._meant, self._to_come.pop(0)[1])
            if self._meant is not self._aimed_for:
                self._aimed_for, self._target = self._meant, self._aim()
            parts.append(self._approach(beyond - first))
        return np.concatenate(parts)

    def _approach(self, n: int) -> Array:
        """So many steps towards what is aimed for: the exact solution of a critically damped approach."""
        after_s = np.arange(1, n + 1)[:, None] / GRID_HZ
        fades = np.exp(-self._per_s * after_s)
        start = self._at - self._target
        push = self._speed + self._per_s * start
        away = (start + push * after_s) * fades
        speed = (self._speed - self._per_s * push * after_s) * fades
        there = np.logical_or.accumulate((np.abs(away) < _REACHED) & (np.abs(speed) < _REACHED), axis=0)
        away[there] = speed[there] = 0.0
        at = self._target + away
        self._at, self._speed = at[-1], speed[-1]
        return at

    def _aim(self) -> Array:
        meant = self._meant
        own = [float(f in meant.feet and f in self.board.feet) for f in FEET]
        lean = [mm for foot in meant.lean_mm for mm in foot]
        rest = [meant.left, *lean, meant.toes, meant.in_hands_kg, float(meant.by_itself)]
        rest.append(HELD_SWAY if meant.holds_on else 1.0)
        return np.concatenate([own, rest, self._resting(meant.masses, meant.pressed_n)])


def _when(timed: tuple[float, Action]) -> float:
    return timed[0]
