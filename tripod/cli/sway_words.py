"""A sway speed as every command says it, with up to which frequency it is."""

from math import nan

from tripod.drills.score.sway_report import speed_said
from tripod.sentences import sentence


def sway_said(mm_s: float, at_most_mm_s: float | None, up_to_hz: float | None) -> str:
    """In mm/s; None at most where nobody can say how much was hidden."""
    speed = speed_said(mm_s, nan if at_most_mm_s is None else at_most_mm_s)
    return sentence("drill_page.sway", speed=speed, hz=up_to_hz)
