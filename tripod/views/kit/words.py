"""All sentences that depend on data, in plain words. Fixed labels stay beside their widgets."""

from math import isfinite

from PySide6.QtCore import QObject

from tripod.balance.foot_states import FootState
from tripod.balance.judgement import Judgement
from tripod.balance.judgement_words import title
from tripod.balance.pose_words import pose_said
from tripod.boards import GRAVITY, Board
from tripod.boards.stance_faults import POINT_OF
from tripod.device.protocol import Status
from tripod.force.bracket import Bracket
from tripod.force.plausibility import Cause
from tripod.live.snapshot import Snapshot
from tripod.sentences import figure, sentence
from tripod.training.profile import NOBODY, Profile, Unit

NO_VALUE = "–"


def percent(fraction: float) -> str:
    """A fraction as a whole number of per cent, without the sign."""
    return f"{round(100 * fraction)}".replace("-", "−") if isfinite(fraction) else NO_VALUE


class Words(QObject):
    """Names and sentences in the user's language. Plain names only; field terms belong in files."""

    profile = NOBODY
    """Whose weight and unit loads are read in."""

    def set_profile(self, profile: Profile) -> None:
        """From now on loads are read for this person."""
        self.profile = profile

    def point_in_short(self, point: str) -> str:
        """Of a point of the foot, beside it on a foot, where its whole name has no room."""
        match point:
            case "mt1":
                return sentence("view_kit_words.big_toe")
            case "mt5":
                return sentence("view_kit_words.little_toe")
            case _:
                return self.point(point)

    def point(self, point: str) -> str:
        """The plain name of a point or cell."""
        match point:
            case "heel":
                return sentence("view_kit_words.heel")
            case "mt1":
                return sentence("view_kit_words.base_of_big_toe")
            case "mt5":
                return sentence("view_kit_words.base_of_little_toe")
            case "back_left":
                return sentence("view_kit_words.back_left_cell")
            case "back_right":
                return sentence("view_kit_words.back_right_cell")
            case "front_left":
                return sentence("view_kit_words.front_left_cell")
            case "front_right":
                return sentence("view_kit_words.front_right_cell")
            case _:
                return point.replace("_", " ")

    def foot(self, foot: str) -> str:
        """The plain name of a foot."""
        return sentence("view_kit_words.left") if foot == "left" else sentence("view_kit_words.right")

    def foot_title(self, foot: str) -> str:
        """The name of a foot in capitals, for headings."""
        return sentence("view_kit_words.left_2") if foot == "left" else sentence("view_kit_words.right_2")

    def status(self, status: int) -> str:
        """What a cell says of its own reading; empty when it is sound."""
        match status:
            case Status.OK:
                return ""
            case Status.OPEN:
                return sentence("view_kit_words.not_connected")
            case Status.SHORTED:
                return sentence("view_kit_words.shorted")
            case Status.SATURATED:
                return sentence("view_kit_words.at_its_limit")
            case Status.STUCK:
                return sentence("view_kit_words.stuck")
            case Status.TORN:
                return sentence("view_kit_words.cut_reading")
            case Status.LATE:
                return sentence("view_kit_words.late")
            case Status.MISSING:
                return sentence("view_kit_words.no_answer")
            case _:
                return sentence("view_kit_words.unknown_fault")

    def wrong(self, status: int, cause: Cause | None) -> str:
        """What is wrong with a cell's reading: by the board, or because it cannot be true; empty when it is sound."""
        if status != Status.OK or cause is None:
            return self.status(status)
        return sentence(f"view_kit_words.wrong_{cause.value}")

    def light(self) -> str:
        """Said of a point below its target."""
        return sentence("view_kit_words.light")

    def vague(self) -> str:
        """Said of a foot whose shares are less sure than a band is wide."""
        return sentence("view_kit_words.too_light_to_tell")

    def outside(self) -> str:
        """Said of an equivalent share beyond 0 to 100 %: the load lies outside of the triangle."""
        return sentence("view_kit_words.outside")

    def evidence(self, judgement: Judgement) -> str:
        """The number behind what is off and the band it is held against; bands are conventions and say so."""
        about, advice = judgement.about, judgement.advice
        if about is not None:
            point, share, band = about.point, about.share, about.band
        elif advice is not None and advice.band is not None and advice.fault in POINT_OF:
            point, share, band = POINT_OF[advice.fault], advice.share, advice.band
        else:
            return ""
        values = {
            "point": self.point(point),
            "share": percent(share),
            "low": percent(band.low),
            "high": percent(band.high),
        }
        told = advice.threshold if advice is not None else None
        if told is None or not told.moved:
            return sentence("view_kit_words.convention", **values)
        limits = {"told": figure(100 * told.share, ".1f"), "usual": percent(told.usual)}
        return (
            sentence("view_kit_words.told_above", **values, **limits)
            if told.above
            else sentence("view_kit_words.told_below", **values, **limits)
        )

    def load(self, board: Board | None, load_n: float) -> str:
        """A point's load in the unit that the board has earned."""
        if not isfinite(load_n):
            return NO_VALUE
        if board is not None and board.claims.newtons:
            value, unit = self._in_unit(load_n, Unit.NEWTONS)
            digits = 1 if unit == sentence("view_kit_words.kg") else 0
            return f"{figure(value, f'.{digits}f')} {unit}".replace("-", "−")
        return sentence("view_kit_words.index", n=figure(load_n, ".1f").replace("-", "−"))

    def _in_unit(self, load_n: float, usual: Unit) -> tuple[float, str]:
        """A load and its unit: the one that the person chose, else `usual`."""
        unit, weight_kg = self.profile.unit, self.profile.weight_kg
        if unit is Unit.USUAL or (unit is Unit.BODY_WEIGHT and not isfinite(weight_kg)):
            unit = usual
        match unit:
            case Unit.KILOGRAMS:
                return load_n / GRAVITY, sentence("view_kit_words.kg")
            case Unit.BODY_WEIGHT:
                return 100 * load_n / GRAVITY / weight_kg, sentence("view_kit_words.of_body_weight")
            case _:
                return load_n, sentence("view_kit_words.n")

    def total(self, board: Board | None, snapshot: Snapshot) -> tuple[str, str]:
        """The total and its unit with the uncertainty: kilograms only where newtons are earned."""
        value, pm, unit = snapshot.total_n, snapshot.total_pm_n, sentence("view_kit_words.index_2")
        if board is not None and board.claims.newtons:
            (value, unit), (pm, _) = self._in_unit(value, Unit.KILOGRAMS), self._in_unit(pm, Unit.KILOGRAMS)
        if not isfinite(value):
            return NO_VALUE, unit
        return figure(value, ".1f"), (f"± {figure(pm, '.1f')} {unit}" if isfinite(pm) else unit)

    def zero(self, bracket: Bracket) -> str:
        """How far a recording's numbers stand, in one breath."""
        match bracket.mark:
            case "good":
                return sentence("view_kit_words.its_zero_held_good")
            case "corrected":
                return sentence("view_kit_words.corrected", why=bracket.reason)
            case _:
                return sentence("view_kit_words.doubtful", why=bracket.reason)

    def calibration(self, snapshot: Snapshot) -> str:
        """Which calibration is in use."""
        if not snapshot.calibrated:
            return sentence("view_kit_words.nominal_values_nobody_calibrated_it")
        return sentence("view_kit_words.calibration", which=snapshot.calibration)

    def broken_cells(self, board: Board | None, snapshot: Snapshot) -> list[tuple[str, str, str]]:
        """(foot, place, word) of each cell that gives no number."""
        if board is None:
            return []
        out: list[tuple[str, str, str]] = []
        for foot, state in snapshot.feet.items():
            cells = [board.cells[i] for i in board.cells_of(foot)]
            out += [
                (foot, self.point(cell.point), self.wrong(status, cause))
                for cell, status, cause in zip(cells, state.status, state.causes, strict=False)
                if status != Status.OK or cause is not None
            ]
        return out

    def broken(self, foot: str, place: str, word: str) -> str:
        """A cell that gives no number, in one line."""
        if foot == "left":
            return sentence("view_kit_words.left_foot", place=place, word=word)
        return sentence("view_kit_words.right_foot", place=place, word=word)

    def summary(self, snapshot: Snapshot) -> str:
        """The feet in one breath, for a screen reader."""
        parts = [self._foot_summary(foot, state) for foot, state in snapshot.feet.items()]
        if snapshot.board is not None and snapshot.board.rigid:
            poses = {foot: state.pose for foot, state in snapshot.feet.items() if state.pose is not None}
            parts += [pose_said(f, p.known, p.turn_deg, p.turn_pm_deg) + "." for f, p in poses.items()]
        parts += [self.broken(*cell) + "." for cell in self.broken_cells(snapshot.board, snapshot)]
        value, unit = self.total(snapshot.board, snapshot)
        if value != NO_VALUE:
            parts.append(sentence("view_kit_words.total", value=value, unit=unit))
        if snapshot.judgement is not None and snapshot.board is not None:
            parts.append(title(snapshot.judgement, snapshot.board) + ".")
        return " ".join(parts)

    def _foot_summary(self, foot: str, state: FootState) -> str:
        side = sentence("view_kit_words.left_foot_2") if foot == "left" else sentence("view_kit_words.right_foot_2")
        if state.unknown:
            return sentence("view_kit_words.foot_not_judged", foot=side)
        if not state.loaded:
            return sentence("view_kit_words.not_standing", foot=side)
        points = [
            f"{self.point(point)} {percent(share)} %" + (f", {self.light()}" if light else "")
            for point, share, light in zip(("heel", "mt1", "mt5"), state.share, state.light, strict=True)
        ]
        return f"{side}: {', '.join(points)}" + (f" ({self.vague()})." if state.vague else ".")
