"""Three holds without a fault become one's own bands, with a real session and a real diary, and can be taken back."""

import pytest

from tests.own_hold import own_hold
from tripod.live.commands import Refused
from tripod.live.session import Session
from tripod.sources import fast_clock, open_source
from tripod.storage.places import diary_path
from tripod.training.diary import read_diary
from tripod.training.profile import Profile


def done(habit: str = "", times: int = 3) -> Session:
    """A session in which a virtual person on pads has just done these holds."""
    own_hold("three-holds", duration_s=20, times=times)
    clock = fast_clock()
    source = open_source(f"virtual:pupil,board=pads,seed=5{habit}", clock=clock)
    session = Session(source, profile=Profile(weight_kg=75, volume=0.0), now=clock.now)
    go_on(session)
    return session


def go_on(session: Session) -> None:
    while not session.pipeline.frames:
        session.step()
    session.start_drill("three-holds", asks=False)
    while (run := session.drilling.run) is None or not run.done:
        session.step()
    session.drilling.keep_now(1.0)


def test_holds_without_a_fault_become_bands_of_ones_own_and_can_be_taken_back() -> None:
    session = done()
    offer = session.target_offer()
    assert (offer.why_not, offer.made) == ("", False)
    session.accept_target()
    assert session.target_offer().made
    kept = read_diary(diary_path())
    (bands,) = kept.baselines.values()
    assert bands == offer.would
    assert set(bands.share) == {"left", "right"}
    assert all(sum(share) == pytest.approx(1, abs=0.03) for share in bands.share.values())
    session.undo_accept()
    assert read_diary(diary_path()).baselines == {}
    assert not session.target_offer().made
    session.accept_target()
    session.start_drill("three-holds", asks=False)
    assert session.drilling.run is not None
    assert session.drilling.run.engine.given.baseline == bands
    session.close()


def test_holds_with_a_fault_are_refused_and_it_is_said_which() -> None:
    session = done(",habit=mt1_light:right")
    offer = session.target_offer()
    assert offer.would is None
    assert offer.why_not.startswith("Not a target: hold")
    with pytest.raises(Refused, match="Not a target: hold"):
        session.accept_target()
    assert read_diary(diary_path()).baselines == {}
    session.close()


def test_two_holds_offer_nothing() -> None:
    session = done(times=2)
    assert "nothing scored to accept" in session.target_offer().why_not
    session.close()
