"""What is known of the person: kept whole, read strictly, and used by the session."""

import json
from dataclasses import replace
from math import nan
from pathlib import Path
from typing import Any

import pytest

from tripod.balance.geometry import Feet
from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.sources import open_source
from tripod.storage.places import profile_path
from tripod.training.profile import NOBODY, Profile, ProfileError, Unit, read_profile, write_profile

ADA = Profile(75.0, 60.0, Unit.BODY_WEIGHT, True, Feet(258.0, {"left": {"mt1": (22.0, 190.0)}}, {"right": 255.0}))


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "profile.json"
    write_profile(path, ADA)
    assert read_profile(path) == ADA
    assert json.loads(path.read_text())["weight_kg"] == 75.0


def test_nobody_is_known_where_there_is_no_file(tmp_path: Path) -> None:
    assert read_profile(tmp_path / "none.json") is not None
    assert str(read_profile(tmp_path / "none.json")) == str(NOBODY)


@pytest.mark.parametrize(
    "change",
    [
        {"weight_kg": -3},
        {"weight_kg": True},
        {"weight_kg": "75"},
        {"bar_kg": 1e9},
        {"unit": "stone"},
        {"schema": 99},
        {"feet": {"length_mm": 12}},
        {"feet": {"length_mm": 260, "lengths_mm": {"third": 250}}},
        {"feet": {"length_mm": 260, "measured_mm": {"left": {"mt1": [400, 10]}}}},
        {"feet": {"length_mm": 260, "measured_mm": {"left": {"mt1": [-40, 190], "mt5": [30, 160]}}}},
        {"feet": None},
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "profile.json"
    write_profile(path, ADA)
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(ProfileError, match="Move .* away"):
        read_profile(path)


@pytest.mark.parametrize("text", ["", "nonsense", "[]", "\x00\xff"])
def test_a_damaged_file_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "profile.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ProfileError):
        read_profile(path)


def test_the_session_keeps_it_and_measures_with_its_feet() -> None:
    session = Session(open_source("virtual:quiet,board=plate,seconds=1"))
    session.set_profile(ADA)
    assert session.pipeline.feet == ADA.feet
    assert read_profile(profile_path()) == ADA
    session.close()


def test_feet_do_not_change_under_a_recording(tmp_path: Path) -> None:
    session = Session(open_source("virtual:quiet,seconds=1"))
    session.record_from_start(tmp_path / "r")
    while session.pipeline.frames < 3:
        session.step()
    with pytest.raises(Refused, match="one pair of feet"):
        session.set_profile(ADA)
    session.set_profile(Profile(weight_kg=80.0, feet=session.pipeline.feet))
    assert session.profile.weight_kg == 80.0
    session.close()


def test_own_feet_are_in_the_recording(tmp_path: Path) -> None:
    session = Session(open_source("virtual:quiet,board=plate,seconds=1"), feet=ADA.feet)
    session.record_from_start(tmp_path / "r")
    while session.step():
        pass
    share = session.pipeline.whole.means.share
    session.close()
    again = Session(open_source(str(tmp_path / "r")))
    while again.step():
        pass
    assert again.pipeline.feet == ADA.feet
    assert (again.pipeline.whole.means.share == share).all()


def test_weight_that_nobody_said_is_not_written_as_nan(tmp_path: Path) -> None:
    write_profile(tmp_path / "p.json", Profile(weight_kg=nan))
    assert "NaN" not in (tmp_path / "p.json").read_text()


def test_a_text_is_no_unit() -> None:
    """It would equal the unit, be used, and fail only where it is written down."""
    text: Any = "kg"
    with pytest.raises(TypeError, match="is a Unit, not the str 'kg'"):
        replace(NOBODY, unit=text)


def test_what_another_program_kept_meanwhile_stays() -> None:
    write_profile(profile_path(), Profile(volume=0.5))
    session = Session(open_source("virtual:quiet,board=plate,seconds=1"), profile=read_profile(profile_path()))
    write_profile(profile_path(), Profile(weight_kg=80.0, volume=0.5))
    session.set_profile(replace(session.profile, volume=0.25))
    assert read_profile(profile_path()) == Profile(weight_kg=80.0, volume=0.25)
    session.close()


def test_a_damaged_profile_is_not_written_over() -> None:
    profile_path().parent.mkdir(parents=True)
    profile_path().write_text("damaged")
    session = Session(open_source("virtual:quiet,board=plate,seconds=1"))
    with pytest.raises(Refused, match="Move .* away"):
        session.set_profile(ADA)
    assert profile_path().read_text() == "damaged"
    session.close()
