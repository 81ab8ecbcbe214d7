"""Whole drills on virtual boards, faster than real time, and looks made by hand."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tripod.balance.balance import BalanceLaw
from tripod.balance.geometry import Feet
from tripod.balance.lowpass import LowPass
from tripod.device.blocks import Block
from tripod.device.receiver import Receiver
from tripod.drills.format.drill import Drill
from tripod.drills.format.loader import library
from tripod.drills.format.part import Options
from tripod.drills.run.engine import Engine
from tripod.drills.run.event_types import CueGiven, Event, FaultBegan
from tripod.drills.run.given import Given
from tripod.drills.run.state import State
from tripod.drills.seen.look import Look, Looks
from tripod.force.counts_to_newtons import ForceLaw
from tripod.virtual.board import VirtualBoard
from tripod.virtual.scenario import parse_scenario

EVEN = (0.55, 0.27, 0.18)


@dataclass
class Done:
    """A drill that was done."""

    engine: Engine
    events: list[Event]
    board: VirtualBoard

    def kinds(self, kind: str) -> list[Event]:
        return [e for e in self.events if e.kind == kind]


@pytest.fixture(scope="session")
def do_drill() -> Callable[..., Done]:
    """Do a drill on a virtual board: `do_drill("tripod-hold", "pupil,board=pads")`."""
    drills, _ = library()

    def do(
        what: str | Drill, scenario: str, options: Options | None = None, *, cues: bool = False, most_s: float = 400
    ) -> Done:
        made = VirtualBoard(parse_scenario(scenario))
        assert made.calibration
        force, balance = ForceLaw(made.board, made.calibration), BalanceLaw(made.board, Feet())
        lowpass, looks, receiver = LowPass(made.rate_hz), Looks(made.rate_hz), Receiver()
        engine = Engine(
            Given(
                drills[what] if isinstance(what, str) else what,
                made.board,
                options or Options(weight_kg=75, bar_kg=60, asks=False),
                period_s=looks.period_s,
                filter_delay_s=lowpass.delay_s,
            )
        )
        done, first, now = Done(engine, [], made), None, 0.0
        while engine.state is not State.DONE and now < most_s and not made.finished():
            for item in receiver.feed(b"".join(packet for _, packet in made.packets()), 0.0):
                if not isinstance(item, Block):
                    continue
                first = int(item.tick_us[0]) if first is None else first
                t = (item.tick_us - first) / 1e6
                now = float(t[-1])
                for moment in looks(t, balance(lowpass(force(item)))):
                    for event in engine.take(moment):
                        done.events.append(event)
                        if made.pupil:
                            made.pupil.hear(event)
                            if cues and isinstance(event, FaultBegan):
                                made.pupil.hear(CueGiven(event.t_s, event.fault, event.foot, "", ""))
        return done

    return do


@pytest.fixture
def look() -> Callable[..., Look]:
    """A look made by hand; a foot that is None does not stand."""

    def make(t_s: float, left=EVEN, right=EVEN, load=(370.0, 370.0), cop=(0.0, 100.0)) -> Look:
        nothing = (float("nan"),) * 3
        shares = tuple(share if share is not None else nothing for share in (left, right))
        loads = tuple(n if share is not None else 0.0 for n, share in zip(load, (left, right), strict=True))
        return Look(t_s, sum(loads), loads, shares, cop)  # type: ignore[arg-type]

    return make
