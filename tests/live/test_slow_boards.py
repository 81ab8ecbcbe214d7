"""Boards that send few readings a second: what is not looked for there is said where it would else be claimed."""

from collections.abc import Callable

import pytest

from tripod.live.doctor import examine
from tripod.live.session import Session
from tripod.sources.clock import Clock

Wired = Callable[..., Session]


@pytest.mark.parametrize(("hz", "said"), [(10.0, True), (80.0, False)])
def test_checks_that_need_more_readings_are_not_claimed(wired: Wired, hz: float, said: bool) -> None:
    session = wired(told_hz=hz, sent_hz=hz)
    port = session.board_port  # type: ignore[attr-defined]
    while port.t_s < 5:
        session.step()
    assert any("a second come" in notice for notice in session.snapshot().notices) is said
    again = wired(told_hz=hz, sent_hz=hz, noise_n=0.03, from_s=0.0)
    lines = [line.said for line in examine(again.source, _clock(again), 4)]
    assert any("Fewer than 40" in line for line in lines) is said
    assert any("noise, wild readings" in line for line in lines) is not said


def _clock(session: Session) -> Clock:
    port = session.board_port  # type: ignore[attr-defined]
    return Clock(lambda: port.t_s, lambda _s: None)
