"""Whoever steps off and on stands as before or elsewhere; what was measured last time holds for who stands as then."""

import json
from collections.abc import Callable, Sequence
from math import radians
from pathlib import Path

import msgspec
import numpy as np
import pytest

from tripod.balance.geometry import Feet
from tripod.balance.pose import Known, Pose, drawn_pose, stance_to_file, updated
from tripod.boards import FEET, load_board
from tripod.drills.run.event_types import FeetPlaced
from tripod.live.session import Session
from tripod.live.stance_control import StanceControl
from tripod.sources import fast_clock, open_source
from tripod.storage.places import stances_path
from tripod.training.kept_stance import MOST, KeptStance, keep, read_kept

PLATE = load_board("plate")
COPS = {"left": (-110.0, 132.5), "right": (110.0, 132.5)}
STANDS_S, OFF_S, LONG_S = 8.0, 2.0, 18.0


def rolled(turn: float) -> dict[str, Pose]:
    out: dict[str, Pose] = {}
    for foot in FEET:
        prior = drawn_pose(PLATE, Feet(), foot)
        change = np.array([0.0, 0.0, radians(turn) - prior.turn_rad, *([0.0] * 7)])
        out[foot] = updated(prior, change, 0.1 * np.array(prior.covariance), Known.ROLL)
    return out


def stands_off_and_on(path: Path, second: dict[str, tuple[float, float]], off: Sequence[str] = FEET) -> Path:
    """Stands at `COPS`, steps off with these feet, and stands at `second`: as two force plates record it."""
    t = np.arange(0, LONG_S, 0.02)
    on = (t < STANDS_S) | (t > STANDS_S + OFF_S)
    columns = {"time_s": t}
    for foot in FEET:
        before, after = np.array(COPS[foot]), np.array(second[foot])
        at = np.where((t > STANDS_S + OFF_S / 2)[:, None], after, before)
        others = 740.0 * ~on if len(off) == 1 else 0.0 * t
        columns[f"{foot}_force_n"] = 370.0 * on + (0.0 if foot in off else others)
        columns[f"{foot}_cop_x_mm"], columns[f"{foot}_cop_y_mm"] = at.T
    rows = [",".join(columns), *(",".join(f"{v:.3f}" for v in row) for row in zip(*columns.values(), strict=True))]
    path.write_text("\n".join(rows))
    return path


def session_of(source: str) -> Session:
    clock = fast_clock()
    return Session(open_source(source, clock=clock), now=clock.now)


@pytest.fixture
def stood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Session]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    def stood(second: dict[str, tuple[float, float]], record: Path | None = None, off: Sequence[str] = FEET) -> Session:
        path = stands_off_and_on(tmp_path / "stands.csv", second, off)
        session = session_of(f"virtual:csv,path={path},board=plate")
        if record is not None:
            session.record_from_start(record)
        while session.step():
            if session.pipeline.setup is not None and session.pipeline.frames == 0:
                session.stance.drill_events([FeetPlaced(1.0, 2.0, rolled(12.0), COPS)])
        session.close()
        return session

    return stood


def test_who_stands_as_before_is_known_a_little_less(stood: Callable[..., Session]) -> None:
    session = stood({"left": (-107.0, 134.0), "right": (112.0, 132.0)})
    assert session.pipeline.setup
    stance = session.pipeline.setup.stance
    assert {pose.known for pose in stance.values()} == {Known.ROLL}
    assert stance["left"].turn_deg == pytest.approx(12.0)
    assert stance["left"].turn_pm_deg > rolled(12.0)["left"].turn_pm_deg + 1
    assert not [n for n in session.pipeline.notices if "You stand" in n]


def test_who_stands_elsewhere_is_asked_to_roll_again(stood: Callable[..., Session], tmp_path: Path) -> None:
    session = stood({"left": (-130.0, 132.5), "right": (110.0, 132.5)}, tmp_path / "recording")
    assert session.pipeline.setup
    assert set(session.pipeline.setup.stance) == {"right"}, "which stands where it stood"
    assert [n for n in session.pipeline.notices if "elsewhere" in n]
    # A recording says so at the same sample, and is not judged a second time.
    again = Session(open_source(str(tmp_path / "recording")))
    while again.step():
        pass
    assert again.pipeline.setup
    assert set(again.pipeline.setup.stance) == {"right"}
    assert again.pipeline.whole.means.share == pytest.approx(session.pipeline.whole.means.share, abs=0, rel=0)
    again.close()
    assert not stances_path().exists(), "where a simulated person stood is kept for nobody"


def test_a_foot_that_was_lifted_alone_is_looked_at_alone(stood: Callable[..., Session]) -> None:
    session = stood({"left": COPS["left"], "right": (130.0, 132.5)}, off=("right",))
    assert session.pipeline.setup
    assert {foot: pose.known for foot, pose in session.pipeline.setup.stance.items()} == {"left": Known.ROLL}
    assert session.pipeline.setup.stance["left"].turn_pm_deg == pytest.approx(rolled(12.0)["left"].turn_pm_deg)
    assert [n for n in session.pipeline.notices if "elsewhere" in n]


def test_while_nobody_knows_where_they_came_back_nothing_goes_by_the_old_stance(
    stood: Callable[..., Session], tmp_path: Path
) -> None:
    stood({"left": (-107.0, 134.0), "right": (112.0, 132.0)}, tmp_path / "recording")
    lines = [json.loads(line) for line in (tmp_path / "recording" / "events.jsonl").read_text().splitlines()]
    told = [(line["t_us"], line["stance"]) for line in lines if line["event"] == "stance"]
    # Rolled, off, and on again as before, which is known once they stand quietly.
    assert [sorted(stance) for _, stance in told] == [["left", "right"], [], ["left", "right"]]
    _, off_us, on_us = (t_us for t_us, _ in told)
    assert on_us - off_us == pytest.approx(1e6 * (OFF_S + 1.5), abs=5e5)


def test_a_stance_is_not_another_persons(tmp_path: Path) -> None:
    kept = KeptStance("2026-11-28", rolled(12.0), COPS)
    length = kept.stance["left"].length_mm
    assert kept.again("left", COPS["left"], length)
    assert kept.again("left", COPS["left"], length - 40) is None
    assert kept.again("left", (-125.0, 132.5), length) is None


def test_who_stands_as_last_time_need_not_roll(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    session = session_of(f"virtual:csv,path={stands_off_and_on(tmp_path / 'a.csv', COPS)},board=plate")
    path = tmp_path / "stances.json"
    control = StanceControl(
        session.pipeline,
        session._commands,
        session._take,
        path,
        lambda: "2026-11-29T12:00:00",
        drilling=session.drilling,
        simulated=False,
        replayed=False,
    )
    session._sinks = (*session._sinks, control)
    while session.step():
        if session.pipeline.setup is not None and session.pipeline.frames == 0:
            # Where the first stand of this person was measured, on another day.
            stance = KeptStance("2026-11-28T12:00:00", rolled(12.0), COPS)
            keep(path, session.pipeline.setup.banner.board_id, stance)
    session.close()
    assert session.pipeline.setup
    assert {pose.known for pose in session.pipeline.setup.stance.values()} == {Known.ROLL}
    assert [n for n in session.pipeline.notices if "2026-11-28" in n]


def test_what_is_kept_is_read_as_it_was_and_damage_costs_a_roll_only(tmp_path: Path) -> None:
    path = tmp_path / "stances.json"
    stance = KeptStance("2026-11-28T12:00:00", rolled(9.0), COPS)
    for k in range(MOST + 3):
        keep(path, f"board {k}", stance)
    assert read_kept(path, f"board {MOST + 2}") == stance
    assert read_kept(path, "board 0") is None
    text = path.read_text()
    for harm in (text[: len(text) // 2], text.replace('"schema": 1', '"schema": 9'), "[]", text.replace("0.", "-9e9")):
        path.write_text(harm)
        assert read_kept(path, f"board {MOST + 2}") is None
    keep(path, "another", stance)
    assert read_kept(path, "another") == stance


@pytest.mark.parametrize(
    ("board", "harm"),
    [
        ("pads", lambda pose: pose),
        ("plate", lambda pose: pose | {"x_mm": 1999.0}),
        ("plate", lambda pose: pose | {"turn_rad": 1.5}),
        ("plate", lambda pose: pose | {"covariance": [[0.0] * 10] * 10}),
        ("plate", lambda pose: pose | {"points_mm": [[0.0, 0.0]] * 3}),
    ],
)
def test_a_stance_that_cannot_be_is_left_out_of_a_recording_and_said(
    board: str, harm: Callable[[dict[str, object]], dict[str, object]], tmp_path: Path
) -> None:
    folder = tmp_path / "recording"
    session = session_of(f"virtual:quiet,board={board},seconds=3")
    session.record_from_start(folder)
    while session.step():
        pass
    session.close()
    stance = json.loads(msgspec.json.encode(stance_to_file(rolled(12.0))))
    line = {"t_us": 0, "after_seq": 20, "event": "stance", "stance": {f: harm(of) for f, of in stance.items()}}
    with (folder / "events.jsonl").open("a") as file:
        file.write(json.dumps(line) + "\n")
    again = Session(open_source(str(folder)))
    while again.step():
        pass
    assert again.pipeline.setup
    assert again.pipeline.setup.stance == {}
    assert [n for n in again.pipeline.notices if "left out" in n]
    again.close()
