"""The drill pages' sentences that depend on data; what a summary lists is in `facts.py`."""

from math import isfinite

from PySide6.QtCore import QObject

from tripod.coach.memory import SILENCE, Known
from tripod.coach.phrases import LANGUAGES, cues
from tripod.drills.format.drill import Drill
from tripod.drills.not_scored import NotScored
from tripod.drills.run.state import State
from tripod.drills.score.reference import Reference
from tripod.training.drill_view import DrillView
from tripod.views.calibrate.parts import Row
from tripod.views.kit.words import Words, percent


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

    def known(self, known: Known) -> list[Row]:
        """What the coach knows of its words for one fault."""
        rows = [Row(self.fault(known.fault, ""), known.verdict(), strong=True)]
        said = {p.key: p.words for p in cues(known.fault, self._language, "")} | {SILENCE: self.tr("nothing said")}
        for wording, (given, recovered) in known.tries.items():
            words = said.get(wording, wording)
            value = self.tr("{n} of {all} times it came right").format(n=recovered, all=given)
            rows.append(Row(f"   {words}", value, done=wording == known.preferred))
        return rows
