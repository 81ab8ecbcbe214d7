"""The drill pages' sentences that depend on data."""

from collections.abc import Sequence
from math import isfinite

from PySide6.QtCore import QObject

from tripod.coach.memory import SILENCE, Known
from tripod.coach.phrases import LANGUAGES, cues
from tripod.drills.format.drill import Drill
from tripod.drills.not_scored import NotScored
from tripod.drills.run.state import State
from tripod.drills.score.reference import Reference
from tripod.drills.score.rep import RepResult
from tripod.drills.score.result import DrillResult
from tripod.drills.seen.faults import FaultEvent
from tripod.drills.seen.ready_check import Ready
from tripod.training.drill_view import DrillView
from tripod.views.calibrate.parts import Row
from tripod.views.kit.words import Words, percent


def costliest(faults: Sequence[FaultEvent], reps: Sequence[RepResult]) -> tuple[str, str, float] | None:
    """The fault of one foot that lasted longest within these reps, its foot and the seconds; None where none did."""
    lasted: dict[tuple[str, str], float] = {}
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


class DrillWords(QObject):
    """Plain words about drills."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._language = LANGUAGES[0]

    def phase(self, phase: str) -> str:
        """The name of a hinge's phase."""
        return {
            "descent": self.tr("descent"),
            "bottom": self.tr("bottom"),
            "ascent": self.tr("ascent"),
            "lockout": self.tr("standing tall"),
        }.get(phase, phase)

    def state(self, view: DrillView) -> str:
        """The word inside the ring for the drill's state."""
        match view.state:
            case State.EMPTYING:
                return self.tr("step off")
            case State.WAITING:
                return self.tr("step on")
            case State.SETTLING:
                return self.tr("stand still")
            case State.RESTING:
                return self.tr("rest")
            case State.ASKING:
                return self.tr("a question")
            case State.PAUSED:
                return self.tr("paused")
            case State.DONE:
                return self.tr("done")
            case State.WORKING:
                if view.phase:
                    return self.phase(view.phase)
                return self.tr("hold") if view.kind == "hold" else self.tr("go")

    def ring(self, view: DrillView) -> tuple[str, str, str]:
        """The word, the number and what the number is, in the middle of the ring."""
        word = self.state(view)
        if view.state is State.EMPTYING:
            return word, "↑", self.tr("the empty board is read first")
        if view.state is State.WAITING:
            if len(view.feet) == 1:
                side = self._words.foot(view.feet[0])
                return word, side, self.tr("foot alone")
            return word, "↓", self.tr("both feet on their marks") if len(view.feet) > 1 else ""
        if view.state is State.SETTLING:
            return word, "…", self.tr("it begins by itself")
        if view.state is State.PAUSED:
            return word, "II", self.tr("Space goes on; so does stepping off and on")
        if view.state is State.ASKING:
            return word, "?", self.tr("Y yes, N no, → skip")
        if view.kind == "reps" and view.pace is not None:
            left = view.pace_until_s
            if isfinite(left):
                return word, f"{max(left, 0):.1f}", self.tr("seconds left")
        if view.kind == "reps" and view.pace is None and view.state is State.WORKING:
            unit = self.tr("reps, provisional") if view.tempo else self.tr("reps, provisional; F ends the set")
            return word, str(len(view.reps) or view.reps_seen), unit
        if isfinite(view.left_s):
            return word, f"{max(view.left_s, 0):.0f}", self.tr("seconds left")
        return word, "", ""

    def part_done(self, view: DrillView) -> float:
        """0 to 1, for the ring."""
        if view.state not in (State.WORKING, State.RESTING):
            return 0.0
        if view.kind == "reps" and view.pace is not None:
            length = self._phase_length_s(view)
            left = view.pace_until_s
            return 1 - left / length if length and isfinite(left) else 0.0
        if view.kind == "reps":
            return view.reps_seen / max(view.reps_wanted, 1)
        whole = view.elapsed_s + view.left_s
        return view.elapsed_s / whole if isfinite(whole) and whole > 0 and view.elapsed_s > 0 else 0.0

    def _phase_length_s(self, view: DrillView) -> float:
        tempo = view.tempo
        if tempo is None:
            return 0.0
        return {
            "descent": tempo.descent_s, "bottom": tempo.bottom_s, "ascent": tempo.ascent_s, "lockout": tempo.top_s,
        }.get(view.phase, 0.0)  # fmt: skip

    def headline(self, view: DrillView) -> str:
        """Below the title: where in the drill one is."""
        parts: list[str] = []
        if view.kind == "reps" and view.pace is not None:
            parts.append(self.tr("Rep {n} of {all}").format(n=view.pace[1], all=view.reps_wanted))
            tempo = view.tempo
            if tempo is not None:
                said = self.tr("descent {d} s · bottom {b} s · ascent {a} s")
                parts.append(said.format(d=f"{tempo.descent_s:g}", b=f"{tempo.bottom_s:g}", a=f"{tempo.ascent_s:g}"))
        elif view.of > 1:
            parts.append(self.tr("{n} of {all}").format(n=view.number, all=view.of))
        if len(view.feet) == 1:
            parts.append(self.tr("{foot} foot").format(foot=self._words.foot(view.feet[0])))
        parts.append(self.tr("part {n} of {all}").format(n=view.part, all=view.parts))
        if not view.feedback:
            parts.append(self.tr("no feedback"))
        return " · ".join(parts)

    def reference(self, reference: Reference | None) -> str:
        """What a try is held against."""
        if reference is None:
            return ""
        match reference.source:
            case "baseline":
                points = "; ".join(
                    f"{self._words.foot(foot)} "
                    + ", ".join(
                        f"{self._words.point(p)} {percent(middle)} ({percent(low)}–{percent(high)})"
                        for p, (low, middle, high) in spread.items()
                    )
                    for foot, spread in reference.spread.items()
                )
                return self.tr("baseline of {day}: {points}").format(day=reference.made, points=points)
            case "drill":
                return self.tr("held against the drill's own bands")
            case "start":
                return self.tr("held against how you began")
            case _:
                return self.tr("held against the coaching convention")

    def reason(self, reason: NotScored | None) -> str:
        """Why there is no score, as the start of a line."""
        said = str(reason) if reason else ""
        return said[:1].upper() + said[1:]

    def cost(self, drill: Drill) -> str:
        """How long a drill takes, and where."""
        minutes = max(drill.length_s / 60, 0.5)
        said = self.tr("about {n} min").format(n=f"{minutes:.0f}" if minutes >= 1 else "½")
        if not drill.on_board:
            said += " · " + self.tr("off the board")
        if drill.feet == "one":
            said += " · " + self.tr("one foot after the other")
        if drill.has_bar:
            said += " · " + self.tr("with a bar")
        if drill.own:
            said += " · " + self.tr("yours")
        return said

    def fault(self, fault: str, foot: str) -> str:
        """A fault in plain words."""
        side = self._words.foot(foot) if foot else ""
        names = {
            "heel_heavy": self.tr("{foot} foot too far back"),
            "contact_lost": self.tr("{foot} foot lost a point"),
            "mt1_light": self.tr("{foot} foot rolled outward"),
            "mt5_light": self.tr("{foot} foot rolled inward"),
            "heel_light": self.tr("{foot} foot too far forward"),
            "shift_left": self.tr("weight to the left"),
            "shift_right": self.tr("weight to the right"),
            "sway": self.tr("much sway"),
        }
        said = names.get(fault, fault).format(foot=side).strip()
        return said[:1].upper() + said[1:]

    def _cost_most(self, fault: str, foot: str, seconds: float) -> str:
        said = self.tr("{foot}, {point}, {n} s in all")
        return said.format(foot=self._words.foot(foot), point=self._point_behind(fault), n=f"{seconds:.1f}")

    def _point_behind(self, fault: str) -> str:
        """The point behind a fault of one foot, and what was wrong with it."""
        match fault:
            case "heel_heavy":
                return self.tr("{point} too heavy (too far back)").format(point=self._words.point("heel"))
            case "heel_light":
                return self.tr("{point} too light (too far forward)").format(point=self._words.point("heel"))
            case "mt1_light" | "mt5_light":
                return self.tr("{point} too light").format(point=self._words.point(fault.removesuffix("_light")))
            case _:
                # Which point it was, the fault does not tell.
                return self.tr("a point lost the ground")

    def known(self, known: Known) -> list[Row]:
        """What the coach knows of its words for one fault."""
        rows = [Row(self.fault(known.fault, ""), known.verdict(), strong=True)]
        said = {p.key: p.words for p in cues(known.fault, self._language, "")} | {SILENCE: self.tr("nothing said")}
        for wording, (given, recovered) in known.tries.items():
            words = said.get(wording, wording)
            value = self.tr("{n} of {all} times it came right").format(n=recovered, all=given)
            rows.append(Row(f"   {words}", value, done=wording == known.preferred))
        return rows

    def ready(self, ready: Ready) -> str:
        """What the ready check found."""
        if not ready.fine:
            return " ".join(ready.problems())
        weight = (
            self.tr(", weight {n} %").format(n=f"{100 * ready.weight_off:+.1f}") if isfinite(ready.weight_off) else ""
        )
        return self.tr("fine: empty board{weight}, feet on their marks").format(weight=weight)

    def facts(self, result: DrillResult) -> list[tuple[str, str]]:
        """What the summary lists: name and value."""
        rows: list[tuple[str, str]] = []
        if result.ended:
            rows.append((self.tr("ended early"), self.reason(result.ended)))
        if result.ready is not None:
            rows.append((self.tr("ready check"), self.ready(result.ready)))
        if result.worst is not None:
            foot, point = result.worst
            rows.append((self.tr("least in band"), f"{self._words.foot(foot)}, {self._words.point(point)}"))
        holds = [t.hold for t in result.tries if t.hold is not None and t.scored]
        if holds:
            best = max(h.longest_s for h in holds)
            rows.append((self.tr("longest unbroken"), self.tr("{n} s").format(n=f"{best:.1f}")))
            sways = [h.sway_mm_s for h in holds if isfinite(h.sway_mm_s)]
            if sways:
                mean = sum(sways) / len(sways)
                rows.append((self.tr("sway speed (10 Hz)"), self.tr("{n} mm/s").format(n=f"{mean:.0f}")))
            drifts = [h.drift_ap_mm for h in holds if isfinite(h.drift_ap_mm)]
            if drifts:
                worst = max(drifts, key=abs)
                way = self.tr("forward") if worst > 0 else self.tr("back")
                rows.append((self.tr("largest drift"), self.tr("{n} mm {way}").format(n=f"{abs(worst):.0f}", way=way)))
            toes = [h.toes for h in holds if h.toes]
            if toes:
                mean_n = sum(t.mean_n for t in toes) / len(toes)
                rows.append((self.tr("toes (body weight less the rest)"), self.tr("{n} N").format(n=f"{mean_n:.0f}")))
            elif any(h.toes_wanted for h in holds):
                rows.append((self.tr("toes"), self.tr("not seen")))
        reps = [r for t in result.tries for r in t.reps]
        if reps:
            best, worst = max(reps, key=lambda r: r.score), min(reps, key=lambda r: r.score)
            if not all(t.count_is_sure for t in result.tries):
                least, most = (sum(t.between[k] for t in result.tries) for k in range(2))
                open_ = self.tr("{least} to {most} (hidden by sway)").format(least=least, most=most)
                rows.append((self.tr("reps there may have been"), open_))
            rows.append((self.tr("best and worst rep"), f"{best.score} · {worst.score}"))
            if worst.worst:
                rows.append((self.tr("phase that cost most"), self.phase(worst.worst)))
            longest = costliest(result.faults, reps)
            if longest is not None:
                rows.append((self.tr("what cost most"), self._cost_most(*longest)))
        counts: dict[tuple[str, str], int] = {}
        for f in result.faults:
            counts[f.fault, f.foot] = counts.get((f.fault, f.foot), 0) + 1
        for (fault, foot), n in sorted(counts.items(), key=lambda c: -c[1])[:3]:
            rows.append((self.fault(fault, foot), self.tr("{n} times").format(n=n)))
        if not counts and result.scored:
            rows.append((self.tr("faults"), self.tr("none")))
        if result.not_claimed:
            blind = ", ".join(f.replace("_", " ") for f in result.not_claimed)
            rows.append((self.tr("n/a on this board"), blind))
        return rows
