"""What whoever stands there weighs, and a word where the board reads another weight."""

from dataclasses import replace

from tripod.balance.judgement import Answer, Judgement, Why
from tripod.balance.weight_doubt import weight_doubt
from tripod.boards import GRAVITY
from tripod.live.snapshot import Snapshot
from tripod.sources.source import Source
from tripod.sources.stream import played_on
from tripod.training.profile import Profile


def weight_on(source: Source, profile: Profile) -> float:
    """What whoever stands on this source weighs, in kg, nan where nobody knows. Somebody who is played weighs what
    they were made with, whatever the person at the screen does."""
    played = played_on(source)
    return played.weight_n / GRAVITY if played is not None else profile.weight_kg


def weighed(snapshot: Snapshot, source: Source) -> Snapshot:
    """With a caution where the total is not the weight that was said, once nobody moves and there is no other.

    A drill looks at the weight by itself. In a recording, and on a virtual board that nobody plays, who stands there is
    not the person at the screen.
    """
    steady = snapshot.judgement is not None and snapshot.judgement.answer is not Answer.MOVING
    in_drill = snapshot.drill is not None and snapshot.drill.active
    theirs = not (source.replayed or source.simulated) or played_on(source) is not None
    if snapshot.board is None or snapshot.caution or snapshot.implausible or in_drill or not (steady and theirs):
        return snapshot
    total = snapshot.total_n, snapshot.total_pm_n
    doubt = weight_doubt(snapshot.board, snapshot.feet, *total, weight_on(source, snapshot.profile))
    if not doubt:
        return snapshot
    judgement = snapshot.judgement
    if judgement is not None and judgement.answer is Answer.GOOD:
        # A cell whose gain is off shows in the total; its shares are no better.
        judgement = Judgement(Answer.CANNOT_TELL, why=Why.WEIGHT)
    return replace(snapshot, caution=doubt, judgement=judgement)
