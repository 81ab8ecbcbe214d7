"""Pictures that are asked for many times a second find their uncertainties anew in every third; nothing else is old.

Between them a glance has times and CoP of now, and all else from shortly before; where nobody sees it, from up to a
second before.
"""

from dataclasses import replace

import numpy as np
import pytest

from tripod.live.freshness import AWAY_HELD_S, HELD_S, LOADS_HELD_S, Freshness
from tripod.live.session import Session
from tripod.sources import open_source
from tripod.sources.clock import Clock

TICK_S = 0.014


@pytest.fixture
def session() -> Session:
    at = [0.0]

    def sleep(seconds: float) -> None:
        at[0] += max(seconds, 0.001)

    clock = Clock(lambda: at[0], sleep)
    out = Session(open_source("virtual:shift,board=pads,rate_hz=1000,seed=2", clock=clock), now=clock.now)
    on(out, 3.0)
    return out


def on(session: Session, seconds: float) -> None:
    until_s = session.pipeline.t_s + seconds if session.pipeline.frames else seconds
    while not session.pipeline.frames or session.pipeline.t_s < until_s:
        session.step()


def unsure(feet) -> dict:
    return {f: (s.share_pm, s.stance_pm, s.ellipse, s.vague) for f, s in feet.items()}


def test_uncertainties_are_held_for_two_pictures_and_all_else_is_of_now(session: Session) -> None:
    held = 0
    for _ in range(40):
        on(session, TICK_S)
        shown, exact = session.snapshot(), session.pipeline.snapshot()
        assert shown.t_s == exact.t_s
        for foot, state in exact.feet.items():
            assert shown.feet[foot].share == state.share
            assert shown.feet[foot].cop_mm == state.cop_mm
            assert shown.feet[foot].load_n == state.load_n
            assert shown.feet[foot].share_pm == pytest.approx(state.share_pm, rel=0.2)
        held += unsure(shown.feet) != unsure(exact.feet)
    assert 0.5 < held / 40 < 0.8


def test_a_picture_alone_is_exact(session: Session) -> None:
    for _ in range(3):
        on(session, 2 * HELD_S)
        assert unsure(session.snapshot().feet) == unsure(session.pipeline.snapshot().feet)


def test_a_new_zero_counts_at_once(session: Session) -> None:
    on(session, 2 * HELD_S)
    before = session.snapshot()
    measuring = session.pipeline.measuring
    measuring.setup = replace(measuring.setup, tare_counts=None, feet=replace(measuring.setup.feet))
    on(session, 0.009)
    assert unsure(session.snapshot().feet) == unsure(session.pipeline.snapshot().feet) != unsure(before.feet)


def test_a_glance_has_the_times_and_the_cop_of_now(session: Session) -> None:
    on(session, 2 * HELD_S)
    before = session.snapshot(Freshness.GLANCE)
    assert before.feet == session.pipeline.snapshot().feet
    on(session, TICK_S)
    shown, exact = session.snapshot(Freshness.GLANCE), session.pipeline.snapshot()
    assert shown.t_s == exact.t_s > before.t_s
    assert shown.arrived_s == exact.arrived_s
    assert shown.cop_mm == exact.cop_mm != before.cop_mm
    for foot, state in exact.feet.items():
        assert shown.feet[foot].cop_mm == state.cop_mm
        assert shown.feet[foot].share == before.feet[foot].share
    on(session, HELD_S)
    assert session.snapshot(Freshness.GLANCE).feet == session.pipeline.snapshot().feet


def test_between_two_of_the_numbers_a_map_has_the_loads_of_now(session: Session) -> None:
    on(session, 2 * HELD_S)
    before = session.snapshot()
    for _ in range(2):
        on(session, HELD_S / 2)
        shown, exact = session.snapshot(Freshness.LOADS), session.pipeline.snapshot()
        assert (shown.t_s, shown.arrived_s, shown.cop_mm) == (exact.t_s, exact.arrived_s, exact.cop_mm)
        assert (shown.total_n, shown.left_fraction) == (exact.total_n, exact.left_fraction)
        for foot, state in exact.feet.items():
            now = shown.feet[foot]
            assert (now.share, now.point_n, now.load_n, now.cop_mm) == (
                state.share, state.point_n, state.load_n, state.cop_mm
            )  # fmt: skip
        assert unsure(shown.feet) == unsure(before.feet)
        assert shown.margin is before.margin
        # A glance that follows goes on from there.
        on(session, 0.006)
        assert session.snapshot(Freshness.GLANCE).feet["left"].share == shown.feet["left"].share
    on(session, LOADS_HELD_S)
    assert session.snapshot(Freshness.LOADS).feet == session.pipeline.snapshot().feet


def test_where_nobody_sees_it_a_picture_is_a_glance_for_a_second(session: Session) -> None:
    on(session, 2 * HELD_S)
    before = session.snapshot(Freshness.UNSEEN)
    for _ in range(3):
        on(session, AWAY_HELD_S / 5)
        shown, exact = session.snapshot(Freshness.UNSEEN), session.pipeline.snapshot()
        assert (shown.t_s, shown.arrived_s, shown.cop_mm) == (exact.t_s, exact.arrived_s, exact.cop_mm)
        assert shown.feet["left"].share == before.feet["left"].share
    on(session, AWAY_HELD_S / 2)
    assert session.snapshot(Freshness.UNSEEN).feet == session.pipeline.snapshot().feet


@pytest.mark.parametrize("freshness", [Freshness.GLANCE, Freshness.LOADS, Freshness.UNSEEN])
def test_what_a_zero_changes_shows_at_a_glance(session: Session, freshness: Freshness) -> None:
    on(session, 2 * HELD_S)
    session.snapshot(freshness)
    measuring = session.pipeline.measuring
    measuring.set_tare(np.full(len(measuring.setup.board.cells), 500.0))
    on(session, 0.009)
    assert session.snapshot(freshness).feet == session.pipeline.snapshot().feet
