"""What a drill's summary lists of its result."""

from collections.abc import Sequence
from math import isfinite

from PySide6.QtCore import QObject

from tripod.balance.pose_words import turn_said
from tripod.balance.sway_speed import SwaySpeed
from tripod.boards import plain_fault
from tripod.boards.stance_faults import LIGHT_FAULTS, Fault
from tripod.drills.score.hold import HoldResult
from tripod.drills.score.rep import RepResult
from tripod.drills.score.result import DrillResult
from tripod.drills.seen.fault_watch import FaultEvent
from tripod.drills.seen.ready_check import Ready
from tripod.sentences import figure, sentence
from tripod.views.drill.words import DrillWords
from tripod.views.kit.words import Words


def costliest(faults: Sequence[FaultEvent], reps: Sequence[RepResult]) -> tuple[Fault, str, float] | None:
    """The fault of one foot that lasted longest within these reps, its foot and the seconds; None where none did."""
    lasted: dict[tuple[Fault, str], float] = {}
    for fault in (f for f in faults if f.foot and f.over):
        end_s = fault.onset_s + fault.duration_s
        for rep in (r.rep for r in reps):
            within_s = min(end_s, rep.end_s) - max(fault.onset_s, rep.descent_s)
            if within_s > 0:
                key = fault.fault, fault.foot
                lasted[key] = lasted.get(key, 0.0) + within_s
    if not lasted:
        return None
    fault, foot = max(lasted, key=lambda key: lasted[key])
    return fault, foot, lasted[fault, foot]


class ResultFacts(QObject):
    """The result of a drill as names and values in plain words."""

    def __init__(self, words: Words, own: DrillWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._own = words, own

    def of(self, result: DrillResult) -> list[tuple[str, str]]:
        """What the summary lists: name and value."""
        rows: list[tuple[str, str]] = []
        if result.ended:
            rows.append((sentence("view_drill_facts.ended_early"), self._own.reason(result.ended)))
        if result.ready is not None:
            rows.append((sentence("view_drill_facts.ready_check"), self._ready(result.ready)))
        rows += self._of_stance(result)
        if result.worst is not None:
            foot, point = result.worst
            rows.append(
                (sentence("view_drill_facts.least_in_band"), f"{self._words.foot(foot)}, {self._words.point(point)}")
            )
        holds = [t.hold for t in result.tries if t.hold is not None and t.scored]
        reps = [r for t in result.tries for r in t.reps]
        rows += self._of_holds(holds) if holds else []
        rows += self._of_reps(result, reps) if reps else []
        rows += self._of_faults(result)
        rows += self._told_later(result)
        if result.not_claimed and not result.only_places:
            blind = ", ".join(map(plain_fault, result.not_claimed))
            rows.append((sentence("view_drill_facts.n_a_on_this_board"), blind))
        return rows

    def _of_stance(self, result: DrillResult) -> list[tuple[str, str]]:
        """Where a roll found that each foot points, or why it did not."""
        if result.not_placed is not None:
            return [(sentence("view_drill_facts.feet_not_found"), result.found())]
        return [
            (
                sentence("view_drill_facts.where_it_points", foot=foot),
                turn_said(pose.turn_deg, pose.turn_pm_deg),
            )
            for foot, pose in result.placed.items()
        ]

    def _of_holds(self, holds: Sequence[HoldResult]) -> list[tuple[str, str]]:
        best = max(h.longest_s for h in holds)
        rows = [(sentence("view_drill_facts.longest_unbroken"), sentence("view_drill_facts.s", n=figure(best, ".1f")))]
        rows += _of_sway([h.sway for h in holds if isfinite(h.sway_mm_s)])
        drifts = [h.drift_ap_mm for h in holds if isfinite(h.drift_ap_mm)]
        if drifts:
            worst = max(drifts, key=abs)
            way = sentence("view_drill_facts.forward") if worst > 0 else sentence("view_drill_facts.back")
            rows.append(
                (
                    sentence("view_drill_facts.largest_drift"),
                    sentence("view_drill_facts.mm", n=f"{abs(worst):.0f}", way=way),
                )
            )
        toes = [h.toes for h in holds if h.toes]
        if toes:
            mean_n = sum(t.mean_n for t in toes) / len(toes)
            rows.append(
                (
                    sentence("view_drill_facts.toes_body_weight_less_the"),
                    sentence("view_drill_facts.n", n=f"{mean_n:.0f}"),
                )
            )
        elif any(h.toes_wanted for h in holds):
            rows.append((sentence("view_drill_facts.toes"), sentence("view_drill_facts.not_seen")))
        return rows

    def _of_reps(self, result: DrillResult, reps: Sequence[RepResult]) -> list[tuple[str, str]]:
        rows: list[tuple[str, str]] = []
        best, worst = max(reps, key=lambda r: r.score), min(reps, key=lambda r: r.score)
        if not all(t.count_is_sure for t in result.tries):
            least, most = (sum(t.between[k] for t in result.tries) for k in range(2))
            open_ = sentence("view_drill_facts.to_hidden_by_sway", least=least, most=most)
            rows.append((sentence("view_drill_facts.reps_there_may_have_been"), open_))
        rows.append((sentence("view_drill_facts.best_and_worst_rep"), f"{best.score} · {worst.score}"))
        if worst.worst:
            rows.append((sentence("view_drill_facts.phase_that_cost_most"), self._own.phase(worst.worst)))
        longest = costliest(result.faults, reps)
        if longest is not None:
            rows.append((sentence("view_drill_facts.what_cost_most"), self._cost_most(*longest)))
        return rows

    def _of_faults(self, result: DrillResult) -> list[tuple[str, str]]:
        counts: dict[tuple[Fault, str], int] = {}
        for f in result.faults:
            counts[f.fault, f.foot] = counts.get((f.fault, f.foot), 0) + 1
        if not counts and result.scored:
            return [(sentence("view_drill_facts.faults"), self._none_seen(result))]
        most = sorted(counts.items(), key=lambda c: -c[1])[:3]
        return [(self._own.fault(fault, foot), sentence("view_drill_facts.times", n=n)) for (fault, foot), n in most]

    def _none_seen(self, result: DrillResult) -> str:
        """No fault was told; and what this board could not have told."""
        if not result.unsure:
            return sentence("view_drill_facts.none")
        points = ", ".join(self._words.point(point) for point in result.unsure)
        most = f"{100 * max(result.unsure.values()):.0f}"
        return sentence("view_drill_facts.none_seen", points=points, n=most)

    def _told_later(self, result: DrillResult) -> list[tuple[str, str]]:
        """Faults of points that were told from farther out than the convention says, and from where on."""
        later = {one.fault: one for one in sorted(result.thresholds, key=lambda one: one.pm) if one.moved}
        said = [
            sentence(
                f"view_drill_facts.told_{'above' if one.above else 'below' if one.share > 0 else 'never'}",
                point=self._words.point(one.point),
                told=figure(100 * one.share, ".1f"),
            )
            for one in later.values()
        ]
        return [(sentence("view_drill_facts.told_later"), ", ".join(said))] if said else []

    def _ready(self, ready: Ready) -> str:
        """What the ready check found."""
        if not ready.fine:
            return " ".join([*ready.problems(), *filter(None, [ready.not_checked()])])
        if ready.not_checked():
            return sentence("view_drill_facts.weight_not_checked", not_checked=ready.not_checked())
        weight = (
            sentence("view_drill_facts.weight", n=figure(100 * ready.weight_off, "+.1f"))
            if isfinite(ready.weight_off)
            else ""
        )
        return sentence("view_drill_facts.fine_empty_board_feet_on", weight=weight)

    def _cost_most(self, fault: Fault, foot: str, seconds: float) -> str:
        side, point = self._words.foot(foot), self._point_behind(fault)
        return sentence("view_drill_facts.cost_most", foot=side, point=point, n=seconds)

    def _point_behind(self, fault: Fault) -> str:
        """The point behind a fault of one foot, and what was wrong with it."""
        match fault:
            case Fault.HEEL_HEAVY:
                return sentence("view_drill_facts.too_heavy_too_far_back", point=self._words.point("heel"))
            case Fault.HEEL_LIGHT:
                return sentence("view_drill_facts.too_light_too_far_forward", point=self._words.point("heel"))
            case Fault.MT1_LIGHT | Fault.MT5_LIGHT:
                return sentence("view_drill_facts.too_light", point=self._words.point(LIGHT_FAULTS[fault]))
            case _:
                # Which point it was, the fault does not tell.
                return sentence("view_drill_facts.a_point_lost_the_ground")


def _of_sway(sways: Sequence[SwaySpeed]) -> list[tuple[str, str]]:
    """Mean sway speed over the holds, from what was seen to what a dead band may have hidden, and what it compares
    with."""
    if not sways:
        return []
    least, most = (sum(of) / len(sways) for of in ([s.mm_s for s in sways], [s.most_mm_s for s in sways]))
    if not isfinite(most):
        said = sentence("view_drill_facts.sway_at_least", n=f"{least:.0f}")
    elif f"{least:.0f}" != f"{most:.0f}":
        said = sentence("view_drill_facts.sway_between", low=f"{least:.0f}", high=f"{most:.0f}")
    else:
        said = sentence("view_drill_facts.mm_s", n=f"{least:.0f}")
    if any(s.why_not for s in sways):
        said = sentence("view_drill_facts.not_for_norms", said=said)
    return [(sentence("view_drill_facts.sway_speed_to", hz=min(s.up_to_hz for s in sways)), said)]
