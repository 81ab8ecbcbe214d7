"""What the board carried while somebody stood, by the board's own word for it, beside what they said they weigh."""

from math import isfinite, nan

from tripod.balance.foot_states import total_pm_n
from tripod.balance.weight_doubt import AgainstWeight, Weighed, against_weight
from tripod.boards import GRAVITY
from tripod.report import figures
from tripod.report.page import Row
from tripod.report.read_session import SeenSession
from tripod.report.standing import mean_force_n, mean_load_n
from tripod.sentences import sentence, shipped_text


def load_rows(seen: SeenSession) -> list[Row]:
    """The mean load while somebody stood on both feet, where the board weighs, and the weight that was said."""
    load_kg, pm_kg = _load_kg(seen)
    if not isfinite(load_kg):
        return []
    word, kg = shipped_text(seen.setup.board.claims.total), figures.between(load_kg, pm_kg, 1)
    kg_and_n = sentence("report_fact.kg_and_n", kg=kg, n=figures.number(load_kg * GRAVITY))
    rows = [Row(sentence("report_fact.load"), kg_and_n), Row(sentence("report_fact.load_is"), word)]
    said_kg = _said_kg(seen)
    if isfinite(said_kg):
        kg = figures.number(said_kg, 1)
        rows.append(Row(sentence("report_fact.weight_said"), sentence("report_fact.kg", kg=kg), weak=_differs(seen)))
    return rows


def weight_remark(seen: SeenSession) -> list[str]:
    """One sentence where what the board carried is not what was said."""
    found = _against(seen)
    if not _differs(seen):
        return []
    said_kg = _said_kg(seen)
    by, said = figures.number(abs(found.off) * said_kg, 1), figures.number(said_kg, 1)
    return [sentence(f"report_warning.weight_{found.weighed.value}", by=by, said=said)]


def _differs(seen: SeenSession) -> bool:
    return _against(seen).weighed not in (Weighed.NOT_TOLD, Weighed.AS_SAID)


def _against(seen: SeenSession) -> AgainstWeight:
    load_kg, pm_kg = _load_kg(seen)
    return against_weight(seen.setup.board, load_kg * GRAVITY, pm_kg * GRAVITY, _said_kg(seen))


def _said_kg(seen: SeenSession) -> float:
    """nan where nobody said it; with a bar in the hands the load is not theirs alone."""
    if seen.run is None or seen.run.drill.has_bar:
        return nan
    return seen.run.engine.given.options.weight_kg


def _load_kg(seen: SeenSession) -> tuple[float, float]:
    """With the half width of its 95 % interval; nan where no weight may be told."""
    board = seen.setup.board
    load_n = mean_load_n(seen)
    if not board.claims.newtons or len(board.feet) < 2 or load_n is None:
        return nan, nan
    return sum(load_n) / GRAVITY, total_pm_n(seen.setup, mean_force_n(seen, load_n)) / GRAVITY
