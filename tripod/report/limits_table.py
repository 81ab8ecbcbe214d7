"""How far the CoP went in each direction of a limits-of-stability test, as `tripod analyze` gives it."""

from collections.abc import Mapping, Sequence
from math import nan

from tripod.analysis.limits import AREA, OF_BASE, REACHES, limits, of_base
from tripod.analysis.prepared import NotAnalysed, prepared
from tripod.analysis.trial import Trial
from tripod.analysis.uncertainty import uncertainty
from tripod.analysis.whole_stretch import whole_stretch
from tripod.report import figures
from tripod.report.page import Table
from tripod.report.quality_words import quality
from tripod.sentences import sentence


def limits_tables(trials: Sequence[Trial]) -> list[Table]:
    """One table, of the last round, or none where nobody was told to lean."""
    leant = [trial for trial in trials if trial.leans]
    if not leant:
        return []
    trial, _ = whole_stretch(leant[-1])
    title = sentence("report_limits.title")
    head = [sentence(f"report_limits.{name}") for name in ("direction", "reach", "of_base")]
    try:
        ready = prepared(trial.cop)
    except NotAnalysed as error:
        why = sentence(f"not_analysed.{error.why.value}", value=error.value)
        return [Table(title, "", head, [False, True, True], [], [], why)]
    cop, time_s = ready.cop_mm, ready.time_s
    found = limits(cop, time_s, trial.leans)
    unsure = uncertainty(trial, ready, lambda cop_mm, _: limits(cop_mm, time_s, trial.leans))
    nothing: Mapping[str, float] = {}
    base = trial.base
    parts, parts_pm = of_base(cop, time_s, trial.leans, base, unsure.pm) if base is not None else (nothing, nothing)
    rows: list[list[str]] = []
    for says, name in REACHES.items():
        reach = figures.between(found.get(name, nan), unsure.pm.get(name, nan), 1)
        part, pm = (100 * of.get(OF_BASE[says], nan) for of in (parts, parts_pm))
        rows.append([sentence(f"report_limits.{says}"), reach, figures.between(part, pm)])
    area = figures.between(found.get(AREA, nan) / 100, unsure.pm.get(AREA, nan) / 100, 0)
    said = [sentence("report_limits.below", area=area)]
    said += [sentence(f"pm_not_known.{why.value}") for why in dict.fromkeys(unsure.why.values())]
    note = sentence("report_limits.note", cop=quality(trial.quality))
    return [Table(title, note, head, [False, True, True], rows, [False] * len(rows), " ".join(said))]
