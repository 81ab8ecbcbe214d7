"""A person who does what a drill asks, with a human delay, habits of their own, and an ear for cues."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tripod.balance.geometry import mirror
from tripod.boards import FEET, GRAVITY
from tripod.boards.stance_faults import Fault
from tripod.drills.format.leans import LEANS
from tripod.drills.format.questions import QUESTIONS
from tripod.drills.run.event_types import (
    CueGiven,
    Done,
    Event,
    FeetNotPlaced,
    FeetPlaced,
    Listening,
    MoveSeen,
    Paced,
    PartBegan,
    PointAsked,
    ReadyAsked,
    StepOnAsked,
    WorkBegan,
)
from tripod.virtual.motion import Motion
from tripod.virtual.scenario import Scenario
from tripod.virtual.standing import LEAD_S, Stance, scenario_stance
from tripod.virtual.sway import AP_SD_MM, GRID_HZ, ML_SD_MM, ROLL_SD_MM, STANCE_MM, Sway

Array = NDArray[np.float64]

STEP_S = 0.6
FREE_S = {"down": 2.5, "hold": 0.8, "up": 2.0, "tall": 2.0}
"""A free rep, in seconds."""
HABIT_AFTER_S, RELAPSE_S = 4.0, 9.0
ROLL_S = 0.5
HABITS: Mapping[Fault, tuple[float, float]] = {
    Fault.MT1_LIGHT: (0.0, 12.0), Fault.MT5_LIGHT: (0.0, -9.0), Fault.HEEL_LIGHT: (50.0, 0.0),
    Fault.HEEL_HEAVY: (-50.0, 0.0), Fault.SHIFT_LEFT: (0.0, 0.0), Fault.SHIFT_RIGHT: (0.0, 0.0),
    Fault.CONTACT_LOST: (4.0, 24.0), Fault.SWAY: (0.0, 0.0),
}  # fmt: skip
"""How far forward and outward of quiet stance each habit takes the CoP, in mm on a foot of 260 mm."""
THINKS_S, TAP_S = 1.0, 0.15
"""Before a foot answers, and each part of a tap."""
BACK_MM, BACK_S = 28.0, 2.0
"""Hips that travel back until they touch a wall."""
MENDS: Mapping[Fault, tuple[Fault, ...]] = {
    Fault.MT1_LIGHT: (Fault.MT1_LIGHT, Fault.CONTACT_LOST),
    Fault.MT5_LIGHT: (Fault.MT5_LIGHT, Fault.CONTACT_LOST),
    Fault.HEEL_LIGHT: (Fault.HEEL_LIGHT, Fault.CONTACT_LOST),
    Fault.CONTACT_LOST: (Fault.CONTACT_LOST, Fault.MT1_LIGHT),
    Fault.HEEL_HEAVY: (Fault.HEEL_HEAVY, Fault.MT1_LIGHT, Fault.MT5_LIGHT, Fault.CONTACT_LOST),
}
"""Habit -> cues that mend it, where that is not its own alone: a smaller or larger one shows as another fault."""
_LEAN = 0.22
_SWAY_MM, _SWAY_HZ, _SWAY_LEAN = 11.0, 0.6, 0.11
LEANS_MM, LEANS_S, STAYS_S = 45.0, 1.5, 1.5
"""How far forward or back somebody dares to lean, how long that takes, and how long they stay."""
STAYS = 1.26
"""Who stays on a point holds on to something and gets farther than who rolls, by so much."""
MOVES: Mapping[str, tuple[float, float]] = {"heel": (-49.0, 0.0), "mt1": (64.0, -19.0), "mt5": (42.0, 26.0)}
"""Towards a point people go some three quarters of the way."""


class Pupil:
    """Stands beside the board until a drill begins, or (`waits=on`) on it, as before a drill so after it."""

    def __init__(self, scenario: Scenario, rng: np.random.Generator) -> None:
        self._sway = Sway(rng)
        self._rng = rng
        self._weight_n = scenario.weight_kg * GRAVITY
        self._delay_s, self._habit, self._bar_n = scenario.delay_s, scenario.habit, 0.0
        self._answers = scenario.answers
        self._scale = scenario.foot_mm / 260.0
        self._size, self._sways = scenario.size, scenario.sway
        self._stands = scenario_stance(scenario)
        self._outward = np.array([mirror(foot) for foot in FEET])
        self._feet = scenario.board.feet
        self._step = -round(LEAD_S * GRID_HZ)
        self._motion = Motion()
        self._heard: PartBegan | None = None
        """What was last told to do."""
        self._habit_on: list[Fault] = []
        self._waits = self._feet if scenario.waits_on else ()
        for foot in self._waits:
            self._motion.begin_at(f"on_{foot}", 1.0)
        self.moves: list[tuple[str, float, float]] = []
        """What was really done: name, begin and end in seconds. For tests: no estimator sees it."""

    @property
    def now_s(self) -> float:
        """Up to where the person's motion is settled."""
        return self._step / GRID_HZ

    def hear(self, event: Event) -> None:
        """Somebody says or sounds something; what follows comes after the person's delay."""
        at = max(self.now_s, event.t_s + self._delay_s)
        match event:
            case PartBegan():
                self._motion.to("toes", -0.95 if event.move == "lift" else 0.0, at, 0.5)
                if self._heard is not None and self._heard.step == "say" and self._heard.move:
                    self._come_back(at)
                self._heard = event
                self._stand(event.feet, at)
                if event.step != "roll":
                    self._move(event.move, at, event.duration_s)
                if event.say is not None and event.say.text in LEANS:
                    self._lean_to(*LEANS[event.say.text], at)
            case StepOnAsked(feet=feet):
                self._stand(feet, at)
            case WorkBegan():
                self._begin(at)
            case PointAsked(point=point):
                forward, outward = MOVES[point]
                self._roll(STAYS * forward, STAYS * outward, at, 1.0, self._feet)
            case FeetPlaced() | FeetNotPlaced() if self._heard is not None and self._heard.move == "points":
                self._come_back(at)
            case MoveSeen():
                self._come_back(at)
            case Listening(question=question) if self._answers:
                good = QUESTIONS[question].good if question in QUESTIONS else True
                self._tap("right" if {"yes": True, "no": False}.get(self._answers, good) else "left", at + THINKS_S)
            case ReadyAsked():
                self._stand(self._feet, at + THINKS_S)
                self._stand((), at + THINKS_S + 2 * STEP_S)
            case Paced(word=word):
                self._pace(word, at)
            case CueGiven(fault=fault):
                self._answer_cue(fault, at)
            case Done():
                self._stand(self._waits, at)
                if self._waits:
                    self._come_back(at)
                    self._habit_on = []
                    self._roll(0.0, 0.0, at, 0.8, self._feet, "habit_")
            case _:
                return

    def advance(self, n: int) -> Stance:
        """The next n steps."""
        t = (self._step + np.arange(n)) / GRID_HZ
        self._motion.settle(float(t[0]))
        self._step += n
        sway = self._sway(n) * self._sways
        on = self._of_feet("on_", t)
        swings = self._motion.value("sway", t)
        lean = self._motion.value("lean", t) + _SWAY_LEAN / _SWAY_MM * swings * np.cos(2 * np.pi * _SWAY_HZ * t)
        shift = sway[:, 1] * ML_SD_MM / (2 * STANCE_MM)
        parts = np.empty_like(on)
        parts[:, 0], parts[:, 1] = 0.5 + lean - shift, 0.5 - lean + shift
        parts *= on
        whole, most = parts[:, :1] + parts[:, 1:], np.maximum(on[:, :1], on[:, 1:])
        load = np.maximum(np.where(whole > 0, parts / np.maximum(whole, 1e-9), 0) * np.maximum(most, 0), 0)
        wave = np.sin(2 * np.pi * _SWAY_HZ * t) * swings
        forward = (self._motion.value("forward", t) + self._motion.value("habit_forward", t) + wave)[:, None]
        forward = forward + sway[:, :1] * AP_SD_MM
        rolls = self._of_feet("outward_", t) + self._of_feet("habit_outward_", t)
        moved = np.empty((n, len(FEET), 2))
        moved[:, :, 0] = (rolls + sway[:, 2:] * ROLL_SD_MM) * self._outward
        moved[:, :, 1] = forward
        cop = self._stands.on_board(self._stands.quiet_mm + moved)
        toes = np.empty((n, len(FEET)))
        toes.T[:] = 1 + self._motion.value("toes", t)
        extra: Array = np.empty((n, 1))
        extra[:, 0] = self._motion.value("bar", t) * 0.5
        return Stance(t, load * self._weight_n + extra * (on > 0.5), cop, toes)

    def _of_feet(self, channel: str, t: Array) -> Array:
        """(n, 2) a channel of each foot."""
        values = np.empty((len(t), len(FEET)))
        for k, foot in enumerate(FEET):
            values[:, k] = self._motion.value(channel + foot, t)
        return values

    def _stand(self, feet: tuple[str, ...], at_s: float) -> None:
        for k, foot in enumerate(f for f in FEET if f in self._feet):
            self._motion.to(f"on_{foot}", 1.0 if foot in feet else 0.0, at_s + 0.4 * k, STEP_S)

    def _tap(self, foot: str, at_s: float) -> None:
        # Who still steps on finishes that first.
        at_s = max([at_s, *(end_s + THINKS_S for end_s in self._motion.ends_s("on_"))])
        self._motion.to(f"on_{foot}", 0.0, at_s, TAP_S)
        self._motion.to(f"on_{foot}", 1.0, at_s + 2 * TAP_S, TAP_S)
        self.moves.append((f"tap {foot}", at_s, at_s + 3 * TAP_S))

    def _come_back(self, at_s: float) -> None:
        """Leave a roll where it is, and what was still to come of it, and come back to the middle."""
        self._motion.call_off(("forward", *(f"outward_{foot}" for foot in FEET)), at_s)
        self._roll(0.0, 0.0, at_s, 0.8, self._feet)

    def _move(self, move: str, at_s: float, duration_s: float) -> None:
        if move == "back":
            self._motion.to("forward", -BACK_MM * self._scale, at_s, BACK_S)
            self._motion.to("forward", 0.0, at_s + BACK_S + 0.5, BACK_S)
            self.moves.append((move, at_s, at_s + 2 * BACK_S + 0.5))
        at = at_s
        for name in ("heel", "mt5", "mt1") if move == "round" else (move,) if move in MOVES else ():
            each = duration_s / (3 if move == "round" else 1)
            forward, outward = MOVES[name]
            self._roll(forward, outward, at, min(1.2, each / 3), self._feet)
            self._roll(0.0, 0.0, at + each - min(1.2, each / 3), min(1.2, each / 3), self._feet)
            at += each

    def _lean_to(self, right: float, forward: float, at_s: float) -> None:
        """As far as they dare, and back."""
        for size, at in ((1.0, at_s), (0.0, at_s + LEANS_S + STAYS_S)):
            self._motion.to("lean", -_LEAN * size * right, at, LEANS_S)
            self._motion.to("forward", LEANS_MM * self._scale * size * forward, at, LEANS_S)
        self.moves.append(("lean", at_s, at_s + 2 * LEANS_S + STAYS_S))

    def _begin(self, at_s: float) -> None:
        heard = self._heard
        self.moves.append(("begin", at_s, at_s))
        if heard is None:
            return
        if heard.step == "reps" and heard.tempo is None:
            self._free_reps(at_s + 1.5, heard.reps, heard.depth_mm, heard.bar_kg or 0.0)
        if heard.step == "roll":
            self._move(heard.move, at_s, heard.duration_s - 2 * self._delay_s)
        if heard.move == "shift":
            for k in range(6):
                to = (14.0, -14.0, 0.0)[k % 3]
                self._roll(to, 6.0 * (k % 2) if k < 5 else 0.0, at_s + 1 + 4 * k, 1.5, self._feet)
        if heard.move == "toes":
            for k in range(5):
                self._motion.to("toes", (4.0, -0.9)[k % 2], at_s + 1 + 3 * k, 0.5)
                self._motion.to("toes", 0.0, at_s + 2.5 + 3 * k, 0.5)
        if self._habit and heard.step != "roll":
            self._fall(at_s + HABIT_AFTER_S)

    def _pace(self, word: str, at_s: float) -> None:
        at = at_s + float(self._rng.normal(0, 0.04))
        if self._heard is None or self._heard.tempo is None:
            return
        tempo = self._heard.tempo
        if word == "down":
            self._motion.to("forward", -self._heard.depth_mm, at, tempo.descent_s)
            self.moves.append(("descent", at, at + tempo.descent_s))
        elif word == "up":
            self._motion.to("forward", 0.0, at, tempo.ascent_s)
            self.moves.append(("ascent", at, at + tempo.ascent_s))

    def _free_reps(self, at_s: float, reps: int, depth_mm: float, bar_kg: float) -> None:
        at = at_s
        for _ in range(reps):
            self._motion.to("forward", -depth_mm, at, FREE_S["down"])
            self.moves.append(("descent", at, at + FREE_S["down"]))
            up = at + FREE_S["down"] + FREE_S["hold"]
            if bar_kg:
                self._motion.to("bar", bar_kg * GRAVITY, up, 0.4)
                self.moves.append(("lift", up, up + 0.4))
            self._motion.to("forward", 0.0, up, FREE_S["up"])
            self.moves.append(("ascent", up, up + FREE_S["up"]))
            at = up + FREE_S["up"] + FREE_S["tall"]
            if bar_kg:
                self._motion.to("bar", 0.0, at - 0.8, 0.4)
                self.moves.append(("touch", at - 0.8, at - 0.4))

    def _fall(self, at_s: float) -> None:
        """Into the habit."""
        name, _, foot = self._habit.partition(":")
        fault = Fault(name)
        feet = (foot,) if foot in FEET else self._feet
        self._habit_on = [*MENDS.get(fault, (fault,))]
        self.moves.append((fault, at_s, at_s + ROLL_S))
        if fault in (Fault.SHIFT_LEFT, Fault.SHIFT_RIGHT):
            self._motion.to("lean", self._size * (_LEAN if fault is Fault.SHIFT_LEFT else -_LEAN), at_s, 1.0)
        elif fault is Fault.SWAY:
            self._motion.to("sway", self._size * _SWAY_MM, at_s, 1.0)
        else:
            forward, outward = HABITS[fault]
            length = ROLL_S if fault is not Fault.CONTACT_LOST else 0.25
            self._roll(self._size * forward, self._size * outward, at_s, length, feet, "habit_")

    def _answer_cue(self, fault: Fault, at_s: float) -> None:
        """Who hears what to do does it, for a while."""
        if fault not in self._habit_on:
            return
        at = at_s + 0.4
        self._habit_on = []
        self._motion.to("lean", 0.0, at, 0.8)
        self._motion.to("sway", 0.0, at, 0.8)
        self._roll(0.0, 0.0, at, 0.8, self._feet, "habit_")
        self._fall(at + RELAPSE_S)

    def _roll(
        self, forward: float, outward: float, at_s: float, length_s: float, feet: tuple[str, ...], of: str = ""
    ) -> None:
        """`of`: whose way it is; a habit has its own, which goes on top of what the person does on purpose."""
        self._motion.to(f"{of}forward", forward * self._scale, at_s, length_s)
        for foot in feet:
            self._motion.to(f"{of}outward_{foot}", outward * self._scale, at_s, length_s)
