"""Several people on one board: who stands there changes between two blocks, and each keeps their own."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.own_hold import own_hold
from tripod.balance.geometry import Feet
from tripod.balance.pose import Known, lined_pose, stance_to_file
from tripod.boards import load_board
from tripod.device.items import DrillCommand, StanceSet
from tripod.live.commands import Refused
from tripod.live.person_choice import PersonChoice
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.storage.lock import locked
from tripod.storage.places import diary_path, people_folder, person_folder, profile_path, stances_path
from tripod.storage.schemas.diary import MemoryFile
from tripod.training.diary import Diary, read_diary, write_diary
from tripod.training.kept_stance import KeptStance, keep, read_kept
from tripod.training.people import add, codes, delete
from tripod.training.profile import Profile, Unit, read_profile, write_profile

SHARES = {"P-07": (0.50, 0.28, 0.22), "anna": (0.58, 0.22, 0.20)}
"""How each of them stands."""


def until(session: Session, t_s: float) -> None:
    while session.step() and (session.pipeline.setup is None or session.pipeline.t_s < t_s):
        pass


def files(code: str) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in person_folder(code).rglob("*") if p.is_file() and p.suffix == ".json"}


@pytest.fixture
def two() -> None:
    """Anna and P-07, who are not alike."""
    own_hold("mine", times=3, baseline=True)
    for code, profile in (
        ("P-07", Profile(75.0, 60.0, Unit.KILOGRAMS, feet=Feet(270.0), language="de", volume=0.0)),
        ("anna", Profile(58.0, feet=Feet(240.0), adapts=False)),
    ):
        add(code)
        write_profile(profile_path(code), profile)


@pytest.fixture
def stands(wired: Callable[..., Session], two: None) -> Callable[[str], Session]:
    """A session on the one board, with this person on it from 2 s on."""

    def make(code: str, end_s: float = 60.0) -> Session:
        session = wired(end_s=end_s, at_once=8, board_id="3f" * 8)
        port = session.board_port  # type: ignore[attr-defined]
        weight_n = read_profile(profile_path(code)).weight_kg * 9.81
        shares = dict(zip(("heel", "mt1", "mt5"), SHARES[code], strict=True))
        port.carried_n = np.array([weight_n / 2 * shares[cell.point] for cell in port.board.cells])
        session.who.step_in(code)
        return session

    return make


def test_two_people_alternate_over_three_days_and_neither_touches_the_others(stands: Callable[[str], Session]) -> None:
    for _ in range(3):
        for code, other in (("P-07", "anna"), ("anna", "P-07")):
            before, done = files(other), len(read_diary(diary_path(code)).entries)
            session = stands(code)
            until(session, 1.0)
            session.start_drill("mine", asks=False)
            while session.drilling.under_way and session.step():
                pass
            session.close()
            assert len(read_diary(diary_path(code)).entries) == done + 1
            assert files(other) == before
    baselines = {code: read_diary(diary_path(code)).baseline("3f" * 8, "nominal") for code in SHARES}
    for code, baseline in baselines.items():
        assert baseline
        assert baseline.share["left"] == pytest.approx(SHARES[code], abs=0.02)
        assert not any(entry.simulated for entry in read_diary(diary_path(code)).entries)
    assert codes() == ("anna", "P-07")


def test_all_that_belongs_to_a_person_follows_from_the_next_block_on(stands: Callable[[str], Session]) -> None:
    write_diary(diary_path("anna"), Diary(memory=MemoryFile({"mt1_light": {"mt1_light_1": (12, 10)}}, {})))
    session = stands("P-07")
    until(session, 3.0)
    assert (session.who.code, session.pipeline.feet, session.snapshot().standing.code) == ("P-07", Feet(270.0), "P-07")
    assert session.pipeline.setup
    assert session.pipeline.setup.feet == Feet(270.0)
    assert session.coach_knows() == ()
    session.who.step_in("anna")
    until(session, 3.5)
    snapshot = session.snapshot()
    assert (snapshot.standing.code, snapshot.profile) == ("anna", read_profile(profile_path("anna")))
    assert session.pipeline.setup.feet == Feet(240.0)
    assert [one.fault for one in session.coach_knows()] == ["mt1_light"]
    session.set_profile(replace(session.profile, weight_kg=59.0))
    session.close()
    assert read_profile(profile_path("anna")).weight_kg == 59.0
    assert read_profile(profile_path("P-07")).weight_kg == 75.0


def test_the_next_drill_goes_by_who_stands_there(stands: Callable[[str], Session], tmp_path: Path) -> None:
    session = stands("anna")
    until(session, 1.0)
    session.start_drill("mine", asks=False)
    while session.drilling.under_way and session.step():
        pass
    assert session.snapshot().drill is not None
    session.who.step_in("P-07")
    assert session.snapshot().drill is None, "the summary was of another"
    assert session.drilling.said == ""
    session.start_recording(tmp_path / "r")
    session.start_drill("mine", asks=False)
    session.close()
    lines = [json.loads(line) for line in (tmp_path / "r" / "events.jsonl").read_text().splitlines()]
    (start,) = [line for line in lines if line["event"] == "drill"]
    assert (start["options"]["weight_kg"], start["coaching"]["language"]) == (75.0, "de")
    assert start["baseline"] is None, "hers is not his"
    assert [e.drill for e in read_diary(diary_path("P-07")).entries] == ["mine"]
    assert len(read_diary(diary_path("anna")).entries) == 1


def test_nobody_else_steps_in_under_a_drill_a_recording_or_a_calibration(
    stands: Callable[[str], Session], tmp_path: Path
) -> None:
    session = stands("anna")
    until(session, 1.0)
    session.start_drill("mine", asks=False)
    until(session, 4.0)
    with pytest.raises(Refused, match="one drill has one person"):
        session.who.step_in("P-07")
    session.who.step_in("anna")
    session.tell_drill(DrillCommand.STOP)
    session.start_recording(tmp_path / "r")
    with pytest.raises(Refused, match="one recording has one person"):
        session.who.step_in("P-07")
    until(session, 5.0)
    session.stop_recording()
    session.calibration.begin(anew=True)
    with pytest.raises(Refused, match="calibration is under way"):
        session.who.step_in("P-07")
    assert session.who.code == "anna"
    session.calibration.cancel()
    session.who.step_in("P-07")
    session.start_recording(tmp_path / "s")
    until(session, 6.0)
    session.close()
    assert [json.loads((tmp_path / name / "session.json").read_text())["subject"] for name in "rs"] == ["anna", "P-07"]
    assert [open_source(str(tmp_path / name)).person for name in "rs"] == ["anna", "P-07"]


def test_a_profile_that_cannot_be_used_lets_nobody_step_in(stands: Callable[[str], Session]) -> None:
    session = stands("anna")
    until(session, 1.0)
    profile_path("P-07").write_text("damaged")
    with pytest.raises(Refused, match="Move .* away"):
        session.who.step_in("P-07")
    assert (session.who.code, session.profile.weight_kg) == ("anna", 58.0)
    session.close()
    assert profile_path("P-07").read_text() == "damaged"


def test_where_one_stands_says_nothing_of_another(wired: Callable[..., Session], two: None) -> None:
    session = wired("plate", end_s=60.0, at_once=8, board_id="3f" * 8)
    session.who.step_in("P-07")
    until(session, 3.0)
    board = load_board("plate")
    stance = {foot: lined_pose(board, Feet(270.0), foot, 12.0) for foot in board.feet}
    session._take(StanceSet(stance_to_file(stance)))
    assert session.pipeline.setup
    assert len(session.pipeline.setup.stance) == 2
    session.who.step_in("anna")
    assert session.pipeline.setup.stance == {}
    session.close()


def test_each_is_found_to_stand_as_they_did_themselves(wired: Callable[..., Session], two: None) -> None:
    board = load_board("plate")
    for code, turn_deg, length_mm in (("P-07", 12.0, 270.0), ("anna", 5.0, 240.0)):
        told = {foot: lined_pose(board, Feet(length_mm), foot, turn_deg) for foot in board.feet}
        stance = {foot: replace(pose, known=Known.ROLL) for foot, pose in told.items()}
        # The wired board carries all of it at the middle of its cells.
        middle = {f: np.mean([(c.x_mm, c.y_mm) for c in board.cells if c.foot == f], axis=0) for f in board.feet}
        cops = {foot: (float(x), float(y)) for foot, (x, y) in middle.items()}
        keep(stances_path(code), "3f" * 8, KeptStance("2026-11-28T12:00:00", stance, cops))
    session = wired("plate", end_s=60.0, at_once=8, board_id="3f" * 8)
    turned: list[dict[str, float]] = []
    for until_s, code in ((14.0, "P-07"), (28.0, "anna"), (42.0, "P-07")):
        session.who.step_in(code)
        until(session, until_s)
        assert session.pipeline.setup
        turned.append({f: round(p.turn_deg) for f, p in session.pipeline.setup.stance.items()})
    session.close()
    assert turned == [{"left": 12, "right": 12}, {"left": 5, "right": 5}, {"left": 12, "right": 12}]
    for code, turn_deg in (("P-07", 12.0), ("anna", 5.0)):
        kept = read_kept(stances_path(code), "3f" * 8)
        assert kept
        assert kept.stance["left"].turn_deg == pytest.approx(turn_deg)


def test_a_drill_that_waits_for_the_diary_goes_into_the_diary_of_who_did_it(stands: Callable[[str], Session]) -> None:
    session = stands("anna")
    until(session, 1.0)
    session.start_drill("mine", asks=False)
    until(session, 4.0)
    with locked(diary_path("anna")):
        session.tell_drill(DrillCommand.STOP)
        session.who.step_in("P-07")
    session.close()
    assert [e.drill for e in read_diary(diary_path("anna")).entries] == ["mine"]
    assert not diary_path("P-07").exists()


def test_who_was_deleted_by_another_program_is_not_brought_back_by_half(stands: Callable[[str], Session]) -> None:
    session = stands("anna")
    until(session, 1.0)
    session.start_drill("mine", asks=False)
    until(session, 4.0)
    delete("anna")
    with pytest.raises(Refused, match="anna is not here any more"):
        session.set_profile(replace(session.profile, weight_kg=59.0))
    session.tell_drill(DrillCommand.STOP)
    assert "anna is not here any more" in session.drilling.not_kept
    session.close()
    assert codes() == ("P-07",)
    assert [p.name for p in people_folder().iterdir()] == ["P-07"]


def test_feet_of_a_recording_are_of_who_stood_there(stands: Callable[[str], Session], tmp_path: Path) -> None:
    session = stands("anna")
    until(session, 1.0)
    session.start_recording(tmp_path / "r")
    until(session, 4.0)
    session.close()
    again = Session(open_source(str(tmp_path / "r")))
    until(again, 1.0)
    again.who.step_in("P-07")
    until(again, 2.0)
    assert again.pipeline.feet == Feet(240.0)
    assert again.profile.unit is Unit.KILOGRAMS
    again.close()


def test_a_virtual_pupils_results_stay_apart(two: None) -> None:
    clock = fast_clock()
    session = Session(
        open_source("virtual:pupil,board=pads,seed=5", clock=clock), person="anna", profile=Profile(58.0), now=clock.now
    )
    until(session, 1.0)
    session.start_drill("mine", asks=False)
    until(session, 20.0)
    session.close()
    diary = read_diary(diary_path("anna"))
    assert [entry.simulated for entry in diary.entries] == [True]
    assert diary.memory is None


# -- who is at a window --------------------------------------------------------------------------------------------


def test_without_a_board_a_choice_is_kept_for_the_next_one(two: None) -> None:
    choice = PersonChoice("P-07", lambda: "2026-11-29")
    choice.choose("anna", None)
    assert choice.code == "anna"
    assert choice.is_here("anna", None)
    assert choice.add("P-08", None) == choice.code == "P-08"
    assert choice.rename("P-08", "bert", None) == choice.code == "bert"
    choice.delete("bert", None)
    assert choice.code in codes() == ("anna", "P-07")
    with pytest.raises(Refused, match="is no code"):
        choice.add("../../x", None)
    assert [one.code for one in choice.everybody()] == ["anna", "P-07"]


def test_who_stands_there_is_renamed_and_deleted_with_the_board_open(stands: Callable[[str], Session]) -> None:
    session, choice = stands("anna"), PersonChoice("anna", lambda: "2026-11-29")
    until(session, 1.0)
    assert choice.rename("anna", "anne", session.who) == session.who.code == "anne"
    session.set_profile(replace(session.profile, weight_kg=59.0))
    assert read_profile(profile_path("anne")).weight_kg == 59.0
    assert codes() == ("anne", "P-07")
    choice.delete("anne", session.who)
    assert (session.who.code, choice.code, codes()) == ("P-07", "P-07", ("P-07",))
    assert session.profile.weight_kg == 75.0
    session.close()
    assert codes() == ("P-07",)


def test_nothing_happens_to_who_is_busy(stands: Callable[[str], Session]) -> None:
    session, choice = stands("anna"), PersonChoice("anna", lambda: "2026-11-29")
    until(session, 1.0)
    session.start_drill("mine", asks=False)
    before = files("anna")
    for refused in (
        lambda: choice.rename("anna", "x", session.who),
        lambda: choice.delete("anna", session.who),
        lambda: choice.add("x", session.who),
        lambda: choice.choose("P-07", session.who),
    ):
        with pytest.raises(Refused, match="one drill has one person"):
            refused()
    assert (codes(), files("anna"), choice.code) == (("anna", "P-07"), before, "anna")
    choice.rename("P-07", "P-17", session.who)
    assert codes() == ("anna", "P-17")
    session.close()
