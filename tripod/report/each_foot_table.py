"""How much each foot swayed, and how near the CoP came to the edge of the feet, in each stretch of standing."""

from collections.abc import Sequence
from dataclasses import replace
from math import nan

from tripod.analysis.all_uncertain import base_measures, base_unsure, foot_unsure
from tripod.analysis.measures import Extent, analysed
from tripod.analysis.prepared import NotAnalysed, prepared
from tripod.analysis.stability_margin import NAMES as MARGIN
from tripod.analysis.trial import Trial
from tripod.analysis.whole_stretch import whole_stretch
from tripod.boards import FEET
from tripod.report import figures
from tripod.report.figures import NONE
from tripod.report.page import Table
from tripod.report.sway_table import numbered, shown
from tripod.sentences import sentence

OF_FOOT = ("mean_velocity_mm_s", "rms_ap_mm")
"""Names of measures; of each one decimal is printed."""
Said = tuple[list[str], list[str]]
"""Values, and what is to be said of them below."""


def each_foot_tables(trials: Sequence[Trial]) -> list[Table]:
    """One table, or none where one foot stood alone (then the table above is of it) and nobody measured where it
    stands."""
    rows = shown(trials)
    feet = [foot for foot in FEET if any(foot in of.feet and len(of.feet) > 1 for _, of in rows)]
    edges = MARGIN if any(of.base is not None for _, of in rows) else ()
    if not feet and not edges:
        return []
    values, below = list[list[str]](), dict[str, None]()
    for number, trial in rows:
        stretch, _ = whole_stretch(replace(trial, of_s=None))
        parts = [_foot(stretch, foot) for foot in feet] + ([_edge(stretch)] if edges else [])
        values.append([numbered(number, trial), *(one for found, _ in parts for one in found)])
        below |= dict.fromkeys(line for _, said in parts for line in said)
    if all(one == NONE for row in values for one in row[1:]):
        # The table above says why.
        return []
    head = [
        sentence("report_sway.number"),
        *(sentence(f"report_each_foot.{name}", foot=sentence(f"report_foot.{f}")) for f in feet for name in OF_FOOT),
        *(sentence(f"report_each_foot.{name}") for name in edges),
    ]
    which = "title" if edges and feet else "edge" if edges else "feet"
    right = [False, *[True] * (len(head) - 1)]
    note = sentence("report_each_foot.note") if edges else ""
    title = sentence(f"report_each_foot.{which}")
    return [Table(title, note, head, right, values, [False] * len(values), " ".join(below))]


def _foot(trial: Trial, foot: str) -> Said:
    if foot not in trial.feet:
        return [NONE] * len(OF_FOOT), []
    try:
        of = analysed(trial.feet[foot].cop, extent=Extent.CORE)
    except NotAnalysed:
        # The table above says why of both feet; of one alone it is nearly always the same.
        return [NONE] * len(OF_FOOT), []
    unsure = foot_unsure(foot, trial.feet[foot], of)
    said = dict.fromkeys(unsure.why[name] for name in OF_FOOT if name in unsure.why)
    values = [figures.between(of.metrics[name], unsure.pm.get(name, nan), 1) for name in OF_FOOT]
    return values, [sentence(f"pm_not_known.{why.value}") for why in said]


def _edge(trial: Trial) -> Said:
    if trial.base is None:
        return [NONE] * len(MARGIN), []
    try:
        ready = prepared(trial.cop)
    except NotAnalysed:
        return [NONE] * len(MARGIN), []
    found, unsure = base_measures(ready.cop_mm, ready.rate_hz, trial.base), base_unsure(trial, ready, trial.base)
    said = dict.fromkeys(unsure.why[name] for name in MARGIN if name in unsure.why)
    values = [figures.between(found[name], unsure.pm.get(name, nan)) for name in MARGIN]
    return values, [sentence(f"pm_not_known.{why.value}") for why in said]
