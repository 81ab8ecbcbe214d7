"""Each drill is recorded by itself, within the disk that somebody allows; nothing is deleted unasked."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.own_hold import own_hold
from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.record.disk_use import recordings_used, remove, to_go
from tripod.record.marks import mark
from tripod.record.recent import recent
from tripod.record.recording import open_recording
from tripod.sources import fast_clock, open_source
from tripod.storage.places import profile_path, sessions_folder
from tripod.training.profile import NOBODY, Profile, keep_in_profile, read_profile


@pytest.fixture
def session() -> Session:
    own_hold(title="Short", duration_s=6)
    return begun(Profile(weight_kg=75))


def begun(profile: Profile) -> Session:
    source = open_source("virtual:pupil,board=pads,seed=5", clock=fast_clock())
    session = Session(source, profile=profile, records_drills=True)
    while not session.pipeline.frames:
        session.step()
    return session


def done(session: Session) -> None:
    """The drill is over, and somewhat more."""
    while session.drilling.under_way:
        session.step()
    until = session.pipeline.t_s + 3
    while session.pipeline.t_s < until:
        session.step()


def test_a_drill_is_recorded_from_its_beginning_to_shortly_after_its_end(session: Session) -> None:
    session.start_drill("short", asks=False)
    session.step()
    state = session.recording.state()
    assert state
    assert state.by_itself
    done(session)
    assert not session.recording.under_way
    session.close()
    (found,) = recent(sessions_folder(), 9)
    assert (found.drill, found.facts.subject, found.facts.simulated) == ("Short", "P-01", True)
    assert found.facts.duration_s
    events = [type(h.item).__name__ for h in open_recording(found.facts.folder).events]
    assert events[0] == "DrillBegun"


def test_who_records_already_has_the_drill_in_it(session: Session, tmp_path: Path) -> None:
    session.start_recording(tmp_path / "mine")
    session.start_drill("short", asks=False)
    done(session)
    assert session.recording.under_way
    session.close()
    assert recent(sessions_folder(), 9) == []
    assert recent(tmp_path, 9)[0].drill == "Short"


def test_who_does_not_want_it_has_no_recording(session: Session) -> None:
    session.set_profile(replace(session.profile, records_drills=False))
    session.start_drill("short", asks=False)
    assert not session.recording.under_way
    session.close()
    assert recent(sessions_folder(), 9) == []


def test_beyond_the_limit_no_drill_is_recorded_and_none_is_deleted(session: Session) -> None:
    session.start_drill("short", asks=False)
    done(session)
    session.close()
    used = recordings_used(sessions_folder()).size
    assert used > 1000
    again = begun(Profile(weight_kg=75, recordings_gb=used / 2e9))
    again.start_drill("short", asks=False)
    assert not again.recording.under_way
    assert any("This drill is not recorded" in said for said in again.pipeline.notices)
    assert recordings_used(sessions_folder()).size == used
    again.close()


def test_where_nothing_can_be_written_the_drill_begins_all_the_same(session: Session) -> None:
    sessions_folder().parent.mkdir(parents=True, exist_ok=True)
    sessions_folder().write_text("a file")
    session.start_drill("short", asks=False)
    assert session.drilling.under_way
    assert any("This drill is not recorded" in said for said in session.pipeline.notices)
    session.close()


def test_somebody_else_may_step_in_right_after_a_drill(session: Session) -> None:
    session.start_drill("short", asks=False)
    assert "drill" in session.who.stays
    while session.drilling.under_way:
        session.step()
    assert session.recording.under_way
    session.who.step_in("P-02")
    assert not session.recording.under_way
    session.close()
    assert recent(sessions_folder(), 1)[0].facts.subject == "P-01"


def test_the_choice_is_kept(session: Session) -> None:
    session.close()
    chosen = Profile(records_drills=False, recordings_gb=1.5)
    keep_in_profile(profile_path(), chosen, ["records_drills", "recordings_gb"])
    kept = read_profile(profile_path())
    assert (kept.records_drills, kept.recordings_gb) == (False, 1.5)
    assert (NOBODY.records_drills, NOBODY.recordings_gb) == (True, 4.0)


def make(place: Path, name: str, size: int) -> Path:
    folder = place / name
    folder.mkdir(parents=True)
    (folder / "session.json").write_text("{}")
    (folder / "samples.csv").write_bytes(b"x" * (size - 2))
    return folder


def test_the_oldest_that_nobody_marked_would_go_first(tmp_path: Path) -> None:
    marked = make(tmp_path, "2026-01-01_10-00-00", 1000)
    (marked / "events.jsonl").write_text('{"t_us": 1, "after_seq": 1, "event": "mark", "text": ""}\n')
    later = make(tmp_path, "2026-01-02_10-00-00", 1000)
    mark(later, 1.0)
    old, new = make(tmp_path, "2026-01-03_10-00-00", 1000), make(tmp_path, "2026-01-04_10-00-00", 1000)
    (tmp_path / "something else").mkdir()
    used = recordings_used(tmp_path).size
    assert used > 4000
    assert to_go(tmp_path, used) == []
    assert [k.folder for k in to_go(tmp_path, used - 1)] == [old]
    # Marked ones stay, also where that is not enough.
    assert [k.folder for k in to_go(tmp_path, 0)] == [old, new]


def test_only_what_belongs_to_the_recording_is_deleted(tmp_path: Path) -> None:
    one, two = make(tmp_path, "one", 100), make(tmp_path, "two", 100)
    (two / "my notes.txt").write_text("keep me")
    other = tmp_path / "no recording"
    other.mkdir()
    (other / "samples.csv").write_text("mine")
    assert remove([one, two, other]) == []
    assert not one.exists()
    assert [p.name for p in two.iterdir()] == ["my notes.txt"]
    assert (other / "samples.csv").exists()


def test_today_is_not_trained_on_a_recording(session: Session, tmp_path: Path) -> None:
    session.start_recording(tmp_path / "r")
    while session.pipeline.t_s < 3:
        session.step()
    session.close()
    again = Session(open_source(str(tmp_path / "r")), records_drills=True)
    while not again.pipeline.frames:
        again.step()
    with pytest.raises(Refused, match="This is a recording"):
        again.start_drill("today")
    again.start_drill("short", asks=False)
    # What was recorded once is not recorded again.
    assert not again.recording.under_way
    again.close()
