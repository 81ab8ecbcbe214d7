"""A sway speed as every command says it: from what was measured to what the cells' dead band may have hidden of it."""

from tripod.sentences import sentence


def sway_said(mm_s: float, at_most_mm_s: float | None, up_to_hz: float | None) -> str:
    """In mm/s; None at most where nobody can say how much was hidden."""
    values = {"least": mm_s, "hz": up_to_hz}
    if at_most_mm_s is None:
        return sentence("drill_page.sway_at_least", **values)
    if f"{at_most_mm_s:.1f}" == f"{mm_s:.1f}":
        return sentence("drill_page.sway", **values)
    return sentence("drill_page.sway_between", most=at_most_mm_s, **values)
