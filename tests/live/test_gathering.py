"""How much goes on as one block: a picture's worth, more where nobody sees one, less where a drill's cues wait."""

import pytest

from tripod.live.reading import AWAY_S, PICTURE_S
from tripod.live.session import LOOK_AFTER_S, Session
from tripod.sources import fast_clock, open_source
from tripod.sources.stream import GATHER_S, Stream


@pytest.mark.parametrize("drill", [False, True])
@pytest.mark.parametrize(("closely", "seconds"), [(True, PICTURE_S), (False, AWAY_S)])
def test_it_follows_who_looks_but_a_drill_comes_first(closely: bool, seconds: float, drill: bool) -> None:
    clock = fast_clock()
    session = Session(open_source("virtual:quiet,board=pads", clock=clock), now=clock.now)
    assert isinstance(session.source, Stream)
    assert session.source.gather_s == GATHER_S
    while session.pipeline.setup is None:
        session.step()
    if drill:
        session.start_drill("tripod-hold", asks=False)
    session.watched(closely=closely)
    clock.sleep(LOOK_AFTER_S)
    session._look_after()
    assert session.source.gather_s == (GATHER_S if drill else seconds)
