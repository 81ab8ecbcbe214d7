"""A hold under way, with the coach listening."""

from typing import Any

import numpy as np

from tripod.boards import load_board
from tripod.coach.coach import Coach, Sound
from tripod.coach.wording_memory import Memory
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import library
from tripod.drills.format.part import Options
from tripod.drills.run.engine import Engine
from tripod.drills.run.event_types import Event
from tripod.drills.run.given import Given
from tripod.drills.seen.look import Look

DRILLS, _ = library()
PERIOD_S = 0.0125
LIGHT = (0.66, 0.09, 0.25)
EVEN = (0.55, 0.27, 0.18)


class Room:
    """A hold under way, with the coach listening."""

    def __init__(self, drill: str | Drill = "tripod-hold", options: Options | None = None, **more: Any) -> None:
        what = DRILLS[drill] if isinstance(drill, str) else drill
        self.engine = Engine(Given(what, load_board("pads"), options or Options(asks=False), period_s=PERIOD_S))
        self.coach = Coach(self.engine.given.drill.cues, more.pop("memory", Memory()), **more)
        self.t, self.heard = 0.0, list[tuple[float, Sound]]()
        self._due: list[float] = []

    def stand(self, seconds: float, right=EVEN, left=EVEN) -> None:
        for _ in range(round(seconds / PERIOD_S)):
            self.t += PERIOD_S
            moment = Look(self.t, 740.0, (370.0, 370.0), (left, right), (0.3 * np.sin(self.t), 100.0))
            events = self.engine.take(moment)
            self._due += [e.t_s for e in events if e.kind == "pace"]
            sounds, _ = self.coach.take(moment, events, self.engine.now())
            self.engine.voice(self.coach.busy_until_s)
            self.heard += [(self.t, s) for s in sounds]

    def hear(self, events: list[Event]) -> tuple[list[Sound], list[Event]]:
        return self.coach.hear(self.t, events, self.engine.now())

    def pace_due(self) -> list[float]:
        return self._due

    def spoken(self) -> list[tuple[float, str]]:
        return [(t, s.key) for t, s in self.heard if s.kind == "speak"]

    def cues(self) -> list[tuple[float, str]]:
        return [(t, k) for t, k in self.spoken() if k.split("_")[0] in ("mt1", "mt5", "heel", "contact", "shift")]


def paced(**more: Any) -> Room:
    room = Room("paced-hinge", **more)
    while room.engine.phase != "descent":
        room.stand(PERIOD_S)
    return room
