"""What the coach view says: few words, readable from two metres."""

from dataclasses import dataclass
from math import isfinite

from tripod.balance.foot_states import FootState
from tripod.balance.judgement import Answer, Judgement, Why
from tripod.balance.judgement_words import body, fault_cue_short, fault_direction, title, why
from tripod.boards import POINTS
from tripod.boards.stance_faults import CONVENTION, POINT_OF
from tripod.drills.run.state import State
from tripod.live.snapshot import Phase, Snapshot
from tripod.sentences import sentence
from tripod.training.drill_view import DrillView
from tripod.views.feet.stance import pose_of
from tripod.views.kit.words import NO_VALUE, Words, percent


def lightest(state: FootState) -> int | None:
    """The point whose share is lowest relative to the middle of its band. By share alone it would always be MT5."""
    if not state.loaded:
        return None
    against = {
        k: state.share[k] / (CONVENTION[POINTS[k]].low + CONVENTION[POINTS[k]].high)
        for k in (1, 2, 0)
        if isfinite(state.share[k])
    }
    return min(against, key=lambda k: against[k]) if against else None


@dataclass(frozen=True)
class CoachSays:
    """Of one picture."""

    snapshot: Snapshot
    words: Words
    stale_s: float = 0.0
    message: str = ""
    """The window's quiet line, which stands here too."""
    frozen: bool = False
    grey: bool = False

    def loud(self) -> list[str]:
        """Foot, point, number and direction of what matters most; fewer where there is less to say."""
        snapshot = self.snapshot
        if snapshot.phase is Phase.LOST:
            return [sentence("view_live_coach_page.board"), sentence("view_live_coach_page.unplugged")]
        if snapshot.phase in (Phase.FAILED, Phase.ENDED, Phase.WAITING):
            return [sentence("view_live_coach_page.no_picture")]
        if self.stale_s > 0:
            return [
                sentence("view_live_coach_page.picture_is_old"),
                sentence("view_live_coach_page.no_sample_for_s", n=f"{self.stale_s:.0f}"),
            ]
        if snapshot.overload:
            return [sentence("view_live_coach_page.too_much"), sentence("view_live_coach_page.load")]
        broken = self.words.broken_cells(snapshot.board, snapshot)
        if broken:
            foot, place, word = broken[0]
            return [self.words.foot_title(foot), place, NO_VALUE, word]
        view = self.drill
        if view is not None and not view.scoring and view.state is not State.SETTLING:
            # What is to be done stands below; faults are told of a try.
            return [sentence("view_live_coach_page.step_on")] if view.state is State.WAITING else []
        return self._loud_of(snapshot.judgement) if snapshot.judgement is not None else []

    def _loud_of(self, judgement: Judgement) -> list[str]:
        about, advice = judgement.about, judgement.advice
        if judgement.why is Why.NOBODY:
            return [sentence("view_live_coach_page.step_on")]
        if judgement.why is Why.WIRE:
            return [sentence("view_live_coach_page.check"), sentence("view_live_coach_page.a_wire")]
        if judgement.why is Why.STANCE:
            return [sentence("view_live_coach_page.cannot_tell"), sentence("view_live_coach_page.until_you_roll")]
        if judgement.answer is not Answer.OFF:
            return []
        if about is not None:
            word = "little_under" if about.share < about.band.low else "little_over"
            said = sentence(f"view_live_coach_page.{word}", low=percent(about.band.low), high=percent(about.band.high))
            return [self.words.foot_title(about.foot), self.words.point(about.point), percent(about.share), said]
        assert advice
        if advice.fault not in POINT_OF:
            return [self.words.foot_title(advice.foot)] * bool(advice.foot) + [fault_direction(advice.fault)]
        point = self.words.point(POINT_OF[advice.fault])
        return [self.words.foot_title(advice.foot), point, percent(advice.share), fault_direction(advice.fault)]

    def band(self) -> str:
        """The one line at the bottom."""
        snapshot = self.snapshot
        if snapshot.phase is Phase.LOST:
            return sentence("view_live_coach_page.tripod_reconnects_by_itself")
        if snapshot.phase is not Phase.LIVE:
            return snapshot.message
        if self.stale_s > 0:
            return sentence("view_live_coach_page.the_board_is_silent_this")
        if snapshot.overload:
            return snapshot.overload
        if self.message:
            return self.message
        if self.frozen:
            return sentence("view_live_coach_page.frozen_space_lets_it_run")
        drill = self.drill
        if drill is not None and drill.state is State.ASKING and drill.question:
            return drill.question
        if drill is not None and self.loud()[2:] and snapshot.judgement is not None and snapshot.judgement.advice:
            # What is wrong now goes before what was said.
            return fault_cue_short(snapshot.judgement.advice.fault)
        if drill is not None and (drill.written or not drill.scoring):
            return drill.written or drill.text
        return self._band_of(snapshot)

    def _band_of(self, snapshot: Snapshot) -> str:
        judgement, board = snapshot.judgement, snapshot.board
        if judgement is None or board is None or judgement.why is Why.NO_READING:
            return ""
        match judgement.answer:
            case Answer.GOOD:
                carry = "all_three_points_carry" if judgement.gains_checked else "all_three_points_carry_by_file"
                return sentence(f"view_live_coach_page.{carry}")
            case Answer.MOVING:
                return title(judgement, board)
            case _ if judgement.advice is not None:
                return fault_cue_short(judgement.advice.fault)
            case Answer.OFF:
                return body(judgement, board)
            case Answer.CANNOT_TELL if judgement.why is Why.STANCE:
                offer = "roll_by_key" if snapshot.may_roll else "roll"
                return sentence(f"view_live_coach_page.offer_{offer}")
            case Answer.CANNOT_TELL:
                return why(judgement, board)

    def lightest_line(self, foot: str) -> str:
        """The lightest point of a foot with its number; empty where the loud one already says it."""
        state = self.snapshot.feet.get(foot)
        if state is None or self.grey:
            return ""
        k = lightest(state)
        if k is None:
            if state.unknown:
                return sentence("view_live_coach_page.not_judged")
            return sentence("view_live_coach_page.not_standing") if not state.loaded else ""
        point = self.words.point(POINTS[k])
        pose = pose_of(self.snapshot, foot)
        if pose is not None and not pose.measured:
            return sentence("view_live_coach_page.not_measured")
        if self.loud()[:2] == [self.words.foot_title(foot), point]:
            return ""
        band = CONVENTION[POINTS[k]]
        return sentence(
            "view_live_coach_page.lightest",
            point=point,
            share=percent(state.share[k]),
            low=percent(band.low),
            high=percent(band.high),
        )

    @property
    def drill(self) -> DrillView | None:
        """The drill under way."""
        view = self.snapshot.drill
        return None if view is None or view.state is State.DONE else view

    def drill_line(self) -> str:
        """Which rep or hold of a drill under way, and how it is ended by a key."""
        view, done = self.drill, self.snapshot.drill
        if view is None:
            result = done.result if done is not None else None
            if done is None or result is None or result.score is None:
                return ""
            return sentence("view_live_coach_page.done", title=done.drill.title, n=result.score)
        if view.kind == "reps" and view.state is State.WORKING:
            rep = min(max(view.pace[1] if view.pace is not None else view.reps_seen, 1), max(view.reps_wanted, 1))
            if view.tempo is None:
                return sentence("view_live_coach_page.free_rep", n=view.reps_seen, all=view.reps_wanted)
            return sentence("view_live_coach_page.rep", n=rep, all=view.reps_wanted)
        if view.kind == "hold" and view.of > 1:
            return sentence("view_live_coach_page.hold", n=view.number, all=view.of)
        return sentence("view_live_coach_page.part", n=view.part, all=view.parts)

    def evidence(self) -> str:
        """How sure the loud number is, and what it is held against; "" without one."""
        judgement, view = self.snapshot.judgement, self.drill
        advice = judgement.advice if judgement is not None and judgement.answer is Answer.OFF else None
        if view is None or advice is None or advice.fault not in POINT_OF or advice.foot not in self.snapshot.feet:
            return ""
        point = POINT_OF[advice.fault]
        pm = percent(self.snapshot.feet[advice.foot].share_pm[POINTS.index(point)])
        if advice.band is not None:
            low, high = percent(advice.band.low), percent(advice.band.high)
            return sentence("view_live_coach_page.pm_of_band", pm=pm, low=low, high=high)
        return sentence("view_live_coach_page.pm", pm=pm)

    def corners(self, *, flip: bool) -> tuple[str, str]:
        """Small, at the bottom: what this is, and how to get out."""
        view = self.drill
        what = [view.drill.title] if view is not None else []
        what.append(self.snapshot.standing.code)
        if flip:
            what.append(sentence("view_live_coach_page.mirrored"))
        mirror = sentence(f"view_live_coach_page.key_mirror_{'off' if flip else 'on'}")
        keys = [sentence("view_live_coach_page.key_back"), mirror]
        if view is None:
            keys.append(sentence("view_live_coach_page.key_freeze"))
        elif view.state is State.ASKING:
            keys.append(sentence("view_live_coach_page.key_answer"))
        else:
            keys.append(sentence("view_live_coach_page.key_pause"))
        return " · ".join(what), " · ".join(keys)
