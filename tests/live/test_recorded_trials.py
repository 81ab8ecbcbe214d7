"""Stretches of a recorded drill are told its own sway, and its quotient of eyes closed and open."""

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from tripod.balance.sway_speed import SwaySpeed
from tripod.drills.run.event_types import Done, Event, PartBegan, TryNotScored, TryScored, WorkBegan
from tripod.drills.score.sway_report import EyesSway, SwayReport
from tripod.live.recorded_trials import RecordedTrials

SWAY = SwaySpeed(6.0, 10.0, 30.0, 80.0, 0.0, None)


def eyes(mm_s: float) -> EyesSway:
    return EyesSway(mm_s, 3, 10.0, None, most_mm_s=1.1 * mm_s)


class Drills:
    """A session in which drills are done one after another."""

    def __init__(self) -> None:
        self.drill_listeners: list[Any] = []
        self.drilling = SimpleNamespace(run=None)
        self.trials = RecordedTrials()
        self.trials.follow(self)  # type: ignore[arg-type]
        self._t = 0.0

    def begin(self, sway: SwayReport | None) -> None:
        self.tries: list[Any] = []
        done = SimpleNamespace(tries=self.tries, sway=sway)
        engine = SimpleNamespace(result=lambda: done)
        self.drilling.run = SimpleNamespace(engine=engine, place=lambda k: ("quiet-stance", k + 1))

    def tell(self, *events: Event) -> None:
        for listener in self.drill_listeners:
            listener(events)

    def hold(self, index: int, which: str, mm_s: float, *, scored: bool = True) -> None:
        self._t += 40.0
        t = self._t
        part = PartBegan(
            t, "hold", "", None, ("left", "right"), 1, 1, "", index, 30.0, 0, 0.0, None, None, eyes=which
        )  # fmt: skip
        self.tell(part, WorkBegan(t + 1, "hold", ("left", "right"), 1, ""))
        if scored:
            self.tries.append(SimpleNamespace(hold=SimpleNamespace(sway=replace(SWAY, mm_s=mm_s))))
            self.tell(TryScored(t + 31, None, 1, ""))
        else:
            self.tell(TryNotScored(t + 11, None, 1, again=True))  # type: ignore[arg-type]

    @property
    def told(self) -> Sequence[Any]:
        return self.trials._spans


def test_each_hold_has_the_sway_of_its_own_try_and_one_that_was_broken_off_has_none() -> None:
    of = Drills()
    of.begin(None)
    of.hold(0, "open", 6.0)
    of.hold(1, "open", 0.0, scored=False)
    of.hold(1, "open", 7.0)
    of.begin(None)
    of.hold(0, "open", 8.0)
    assert [span.sway.mm_s if span.sway else None for span in of.told] == [6.0, None, 7.0, 8.0]


def test_a_quotient_is_of_the_drill_that_it_was_told_of() -> None:
    of = Drills()
    for closed in (9.0, 12.0):
        of.begin(SwayReport(eyes(6.0), eyes(closed)))
        of.hold(0, "open", 6.0)
        of.hold(1, "closed", closed)
        of.hold(2, "", 5.0)
        of.tell(Done(of._t, None, None))
    of.begin(SwayReport(eyes(6.0), None))
    of.hold(0, "open", 6.0)
    of.tell(Done(of._t, None, None))
    found = [span.romberg.quotient if span.romberg else None for span in of.told]
    assert found == [1.5, 1.5, None, 2.0, 2.0, None, None]
    assert of.told[0].romberg.pm == pytest.approx(0.15)
