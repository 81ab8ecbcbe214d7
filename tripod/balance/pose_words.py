"""Where a foot points, in plain words: the same on every page, in the terminal and in a drill's summary."""

from collections.abc import Mapping

from tripod.balance.judgement_words import foot_name
from tripod.balance.pose import Known, Pose
from tripod.balance.pose_fit import NotFound
from tripod.sentences import sentence


def turn_said(turn_deg: float, pm_deg: float) -> str:
    """By how much the toes point outward, with half the width of its 95 % interval: `12° out ± 4°`."""
    if round(turn_deg) < 0:
        return sentence("pose_said.inward", turn=-turn_deg, pm=pm_deg)
    return sentence("pose_said.outward", turn=abs(turn_deg), pm=pm_deg)


def pose_said(foot: str, known: Known, turn_deg: float, pm_deg: float) -> str:
    """One line on a foot: where it points, and how that is known."""
    how = sentence(f"pose_known.{known.name.lower()}")
    return sentence("pose_said.foot", foot=foot_name(foot), turn=turn_said(turn_deg, pm_deg), known=how)


def poses_found(poses: Mapping[str, Pose]) -> str:
    """One line on the feet whose poses were measured, in their order."""
    each = [sentence(f"pose_said.{f}", turn=turn_said(p.turn_deg, p.turn_pm_deg)) for f, p in poses.items()]
    return sentence("pose_said.found", feet=", ".join(each))


def pose_not_found(foot: str, why: NotFound) -> str:
    """One line on the foot whose pose could not be found."""
    return sentence("pose_said.not_found", why=sentence(f"pose_not_found.{why.value}", foot=foot))
