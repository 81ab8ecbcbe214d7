"""The measures of sway that most studies report, of each stretch of standing, as `tripod analyze` gives them."""

from collections.abc import Sequence

from tripod.analysis.measures import Extent, analysed
from tripod.analysis.prepared import NotAnalysed
from tripod.analysis.trial import Trial
from tripod.report import figures
from tripod.report.figures import NONE
from tripod.report.page import Table
from tripod.sentences import sentence

COLUMNS = (
    ("ellipse95_prediction_mm2", 0), ("rms_ml_mm", 1), ("rms_ap_mm", 1), ("mean_velocity_mm_s", 1),
    ("mean_frequency_hz", 2),
)  # fmt: skip
"""Names of measures, and how many decimals are printed."""
MOST_ROWS = 10


def sway_tables(trials: Sequence[Trial]) -> list[Table]:
    """One table, or none where nobody stood or the board may not tell it."""
    rows = [_row(number, trial) for number, trial in list(enumerate(trials, 1))[-MOST_ROWS:]]
    if not rows:
        return []
    head = [sentence(f"report_sway.{name}") for name in ("number", "lasts", *(name for name, _ in COLUMNS))]
    note = sentence("report_sway.note", cop=trials[0].quality)
    return [
        Table(sentence("report_sway.title"), note, head, [False, *[True] * (len(head) - 1)], rows, [False] * len(rows))
    ]


def _row(number: int, trial: Trial) -> list[str]:
    try:
        of = analysed(trial.cop, extent=Extent.CORE)
    except NotAnalysed as error:
        why = sentence(f"not_analysed.{error.why.value}", value=error.value)
        return [sentence("report_sway.not_measured", number=number, why=why), *[NONE] * (len(COLUMNS) + 1)]
    values = [figures.number(of.metrics[name], digits) for name, digits in COLUMNS]
    return [str(number), figures.number(of.prepared.duration_s, 1), *values]
