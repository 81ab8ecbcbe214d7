"""The measures of sway that most studies report, of each stretch of standing, as `tripod analyze` gives them."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from math import isfinite, nan

from tripod.analysis.measures import Extent, analysed
from tripod.analysis.prepared import NotAnalysed
from tripod.analysis.trial import Trial
from tripod.analysis.uncertainty import uncertainty
from tripod.analysis.whole_stretch import whole_stretch
from tripod.balance.sway_speed import NotComparable
from tripod.drills.score.sway_report import quotient_said
from tripod.report import figures
from tripod.report.figures import NONE
from tripod.report.page import Table
from tripod.report.quality_words import quality
from tripod.sentences import sentence

COLUMNS = (
    ("ellipse95_prediction_mm2", 0), ("rms_ml_mm", 1), ("rms_ap_mm", 1), ("mean_velocity_mm_s", 1),
    ("mean_frequency_hz", 2),
)  # fmt: skip
"""Names of measures, and how many decimals are printed."""
MOST_ROWS = 6
"""Of more the last: with a table of each foot beside it, and all else that may stand there, a report has two pages."""


def sway_tables(trials: Sequence[Trial]) -> list[Table]:
    """One table, or none where nobody stood or the board may not tell it."""
    told = shown(trials)
    if not told:
        return []
    rows, why = zip(*(_row(number, trial) for number, trial in told), strict=True)
    head = [sentence(f"report_sway.{name}") for name in ("number", "lasts", *(name for name, _ in COLUMNS))]
    note = sentence("report_sway.note", cop=quality(told[0][1].quality))
    said = dict.fromkeys(line for lines in why for line in lines)
    of_all = [trial for _, trial in told]
    below = " ".join([*said, *_as_in_drills(of_all), *_rombergs(of_all), *_not_for_norms(of_all)])
    right = [False, *[True] * (len(head) - 1)]
    return [Table(sentence("report_sway.title"), note, head, right, list(rows), [False] * len(rows), below)]


def shown(trials: Sequence[Trial]) -> list[tuple[int, Trial]]:
    """Those that have a row, with their numbers: of many the last; nobody sways who leans."""
    return list(enumerate((trial for trial in trials if not trial.leans), 1))[-MOST_ROWS:]


def _as_in_drills(trials: Sequence[Trial]) -> list[str]:
    """The speeds as drills say them, and why they are others than those of the table; [] where there are none."""
    told = [figures.up_to(of.sway.mm_s, of.sway.most_mm_s, 1) for of in trials if of.sway and isfinite(of.sway.mm_s)]
    return [sentence("report_sway.as_in_drills", speeds=", ".join(told))] if told else []


def _rombergs(trials: Sequence[Trial]) -> list[str]:
    """How much more each drill's sway was with the eyes closed; [] where none has both."""
    found = dict.fromkeys(of.romberg for of in trials if of.romberg is not None)
    return [sentence("report_sway.romberg", quotient=quotient_said(of.quotient, of.pm)) for of in found]


def _not_for_norms(trials: Sequence[Trial]) -> list[str]:
    """Why these may not be held against published norms; [] where they may, or where it is not known of any."""
    told = [trial.sway.why_not for trial in trials if trial.sway is not None]
    reasons = dict.fromkeys(why for why in told if why is not None and why is not NotComparable.NO_SWAY)
    said = [sentence(f"sway_not_comparable.{why.value}") for why in reasons]
    return [sentence("report_sway.not_for_norms", why=" ".join(said))] if said else []


def _row(number: int, trial: Trial) -> tuple[list[str], list[str]]:
    """One line, and what is to be said of it below."""
    # What it is the longest stretch of stands above all tables.
    trial, left_out = whole_stretch(replace(trial, of_s=None))
    try:
        of = analysed(trial.cop, extent=Extent.CORE)
    except NotAnalysed as error:
        why = sentence(f"not_analysed.{error.why.value}", value=error.value)
        nothing = [numbered(number, trial), *[NONE] * (len(COLUMNS) + 1)]
        return nothing, [sentence("report_sway.not_measured", number=number, why=why)]
    unsure, said = uncertainty(trial, of.prepared), list[str]()
    values = [figures.between(of.metrics[name], unsure.pm.get(name, nan), digits) for name, digits in COLUMNS]
    if left_out is not None:
        why = sentence("analyze.left_out", **asdict(left_out))
        said.append(sentence("report_sway.not_measured", number=number, why=why))
    reasons = dict.fromkeys(unsure.why[name] for name, _ in COLUMNS if name in unsure.why)
    said += [sentence(f"pm_not_known.{why.value}") for why in reasons]
    return [numbered(number, trial), figures.number(of.prepared.duration_s, 1), *values], said


def numbered(number: int, trial: Trial) -> str:
    """A row's number, with whether the eyes were open, where the drill said so."""
    eyes = trial.part.eyes if trial.part is not None else ""
    return (
        sentence("report_sway.number_and_eyes", number=number, eyes=sentence(f"eyes_word.{eyes}"))
        if eyes
        else str(number)
    )
