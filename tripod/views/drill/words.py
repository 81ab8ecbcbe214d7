"""The drill pages' sentences that depend on data; what a summary lists is in `facts.py`."""

from math import ceil, isfinite

from PySide6.QtCore import QObject

from tripod.boards.stance_faults import Fault
from tripod.coach.phrases import cues, short_cues, written_language
from tripod.coach.wording_memory import SILENCE, Known
from tripod.drills.format.drill import Drill
from tripod.drills.not_scored import NotScored
from tripod.drills.run.check_step import ASK_S
from tripod.drills.run.state import State
from tripod.drills.score.bands import Reference
from tripod.sentences import figure, sentence
from tripod.training.drill_view import DrillView
from tripod.views.calibrate.parts import Row
from tripod.views.kit.words import Words, percent


class DrillWords(QObject):
    """Plain words about drills."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def phase(self, phase: str) -> str:
        """The name of a hinge's phase."""
        return {
            "descent": sentence("view_drill_words.descent"),
            "bottom": sentence("view_drill_words.bottom"),
            "ascent": sentence("view_drill_words.ascent"),
            "lockout": sentence("view_drill_words.standing_tall"),
        }.get(phase, phase)

    def state(self, view: DrillView) -> str:
        """The word inside the ring for the drill's state."""
        match view.state:
            case State.EMPTYING:
                return sentence("view_drill_words.step_off")
            case State.WAITING:
                return sentence("view_drill_words.step_on")
            case State.SETTLING:
                return sentence("view_drill_words.stand_still")
            case State.RESTING:
                return sentence("view_drill_words.rest")
            case State.READYING:
                return sentence("view_drill_words.ready")
            case State.ASKING:
                return sentence("view_drill_words.a_question")
            case State.PAUSED:
                return sentence("view_drill_words.paused")
            case State.DONE:
                return sentence("view_drill_words.done")
            case State.WORKING:
                if view.phase:
                    return self.phase(view.phase)
                if view.kind == "roll":
                    return sentence("view_drill_words.stay" if view.move == "points" else "view_drill_words.roll")
                return sentence("view_drill_words.hold") if view.kind == "hold" else sentence("view_drill_words.go")

    def ring(self, view: DrillView) -> tuple[str, str, str]:
        """The word, the number and what the number is, in the middle of the ring."""
        word = self.state(view)
        if view.state is State.EMPTYING:
            return word, "↑", sentence("view_drill_words.the_empty_board_is_read")
        if view.state is State.WAITING:
            if len(view.feet) == 1:
                side = self._words.foot(view.feet[0])
                return word, side, sentence("view_drill_words.foot_alone")
            return word, "↓", sentence("view_drill_words.both_feet_on_their_marks") if len(view.feet) > 1 else ""
        if view.state is State.SETTLING:
            return word, "…", sentence("view_drill_words.it_begins_by_itself")
        if view.state is State.PAUSED:
            return word, "II", sentence("view_drill_words.space_goes_on_so_does")
        if view.state is State.READYING:
            left = f"{max(view.left_s, 0):.0f}" if isfinite(view.left_s) else "…"
            return word, left, sentence("view_drill_words.space_or_step_on_and_off")
        if view.state is State.ASKING:
            left = f"{max(view.left_s, 0):.0f}" if isfinite(view.left_s) else "?"
            return word, left, sentence("view_drill_words.seconds_left")
        if view.kind == "reps" and view.pace is not None:
            left = view.pace_until_s
            if isfinite(left):
                return word, figure(max(left, 0), ".1f"), sentence("view_drill_words.seconds_left")
        if view.kind == "reps" and view.pace is None and view.state is State.WORKING:
            unit = (
                sentence("view_drill_words.reps_provisional")
                if view.tempo
                else sentence("view_drill_words.reps_provisional_f_ends_the")
            )
            return word, str(len(view.reps) or view.reps_seen), unit
        if isfinite(view.left_s):
            # What is over waits for the voice, or for the learner: "0 seconds left" would be said for seconds.
            if view.left_s <= 0:
                return word, "…", sentence("view_drill_words.goes_on_in_a_moment")
            seconds = ceil(view.left_s)
            return word, f"{seconds}", sentence("view_drill_words.whole_seconds_left", n=seconds)
        return word, "", ""

    def part_done(self, view: DrillView) -> float:
        """0 to 1, for the ring."""
        if view.state is State.ASKING and isfinite(view.left_s):
            return min(max(1 - view.left_s / ASK_S, 0.0), 1.0)
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

    def headline(self, view: DrillView) -> list[str]:
        """Beside the title: where in the drill one is, the most important first."""
        parts: list[str] = []
        if view.kind == "reps" and view.pace is not None:
            parts.append(sentence("view_drill_words.rep_of", n=view.pace[1], all=view.reps_wanted))
            tempo = view.tempo
            if tempo is not None:
                d, b, a = tempo.descent_s, tempo.bottom_s, tempo.ascent_s
                parts.append(sentence("view_drill_words.tempo", d=d, b=b, a=a))
        elif view.of > 1:
            parts.append(sentence("view_drill_words.of", n=view.number, all=view.of))
        if len(view.feet) == 1:
            parts.append(sentence("view_drill_words.foot", foot=view.feet[0]))
        parts.append(sentence("view_drill_words.part_of", n=view.part, all=view.parts))
        if not view.feedback:
            parts.append(sentence("view_drill_words.no_feedback"))
        return parts

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
                return sentence("view_drill_words.baseline_of", day=reference.made, points=points)
            case "drill":
                return sentence("view_drill_words.held_against_the_drills_own")
            case "start":
                return sentence("view_drill_words.held_against_how_you_began")
            case _:
                return sentence("view_drill_words.held_against_the_coaching_convention")

    def reference_short(self, reference: Reference | None) -> str:
        """The same in a few words."""
        if reference is None:
            return ""
        if reference.source == "baseline":
            return sentence("view_drill_words.against_your_baseline", day=reference.made)
        return self.reference(reference)

    def answer(self, yes: bool | None) -> str:
        """An answer to a question."""
        return {
            True: sentence("view_drill_words.yes"),
            False: sentence("view_drill_words.no"),
            None: sentence("view_drill_words.did_not_see"),
        }[yes]

    def not_scored(self, view: DrillView) -> str:
        """Why the last try was not scored, and what to do now."""
        said = sentence("view_drill_words.not_scored", why=view.reason) if view.reason is not None else ""
        return f"{said} {view.text}".strip()

    def reason(self, reason: NotScored | None) -> str:
        """Why there is no score, as the start of a line."""
        said = str(reason) if reason else ""
        return said[:1].upper() + said[1:]

    def cost(self, drill: Drill) -> str:
        """How long a drill takes, and where."""
        minutes = max(drill.length_s / 60, 0.5)
        said = sentence("view_drill_words.about_min", n=f"{minutes:.0f}" if minutes >= 1 else "½")
        if not drill.on_board and not drill.only_places:
            said += " · " + sentence("view_drill_words.off_the_board")
        if drill.feet == "one":
            said += " · " + sentence("view_drill_words.one_foot_after_the_other")
        if drill.has_bar:
            said += " · " + sentence("view_drill_words.with_a_bar")
        if drill.own:
            said += " · " + sentence("view_drill_words.yours")
        return said

    def fault(self, fault: Fault, foot: str) -> str:
        """A fault in plain words."""
        said = sentence(f"view_fault_of_foot.{fault}", foot=foot).strip()
        return said[:1].upper() + said[1:]

    def known(self, known: Known) -> list[Row]:
        """What the coach knows of its words for one fault."""
        plain = self.fault(known.fault, "")
        head = sentence("view_drill_words.while_moving", fault=plain) if known.moving else plain
        rows = [Row(head, known.verdict(), strong=True)]
        of = short_cues if known.moving else cues
        said = {p.key: p.words for p in of(known.fault, written_language(), "")} | {
            SILENCE: sentence("view_drill_words.nothing_said")
        }
        for wording, (given, recovered) in known.tries.items():
            words = said.get(wording, wording)
            value = sentence("view_drill_words.of_times_it_came_right", n=recovered, all=given)
            rows.append(Row(f"   {words}", value, done=wording == known.preferred))
        return rows
