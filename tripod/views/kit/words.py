"""All sentences that depend on data, in plain words. Fixed labels stay beside their widgets."""

from math import isfinite

from PySide6.QtCore import QObject

from tripod.balance.foot_states import FootState
from tripod.balance.stance_advice import Advice, Fault
from tripod.boards import GRAVITY, Board
from tripod.device.protocol import Status
from tripod.force.bracket import Bracket
from tripod.live.snapshot import Snapshot
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

    def point(self, point: str) -> str:
        """The plain name of a point or cell."""
        match point:
            case "heel":
                return self.tr("heel")
            case "mt1":
                return self.tr("base of big toe")
            case "mt5":
                return self.tr("base of little toe")
            case "back_left":
                return self.tr("back left cell")
            case "back_right":
                return self.tr("back right cell")
            case "front_left":
                return self.tr("front left cell")
            case "front_right":
                return self.tr("front right cell")
            case _:
                return point.replace("_", " ")

    def foot(self, foot: str) -> str:
        """The plain name of a foot."""
        return self.tr("left") if foot == "left" else self.tr("right")

    def foot_title(self, foot: str) -> str:
        """The name of a foot in capitals, for headings."""
        return self.tr("LEFT") if foot == "left" else self.tr("RIGHT")

    def status(self, status: int) -> str:
        """What a cell says of its own reading; empty when it is sound."""
        match status:
            case Status.OK:
                return ""
            case Status.OPEN:
                return self.tr("not connected")
            case Status.SHORTED:
                return self.tr("shorted")
            case Status.SATURATED:
                return self.tr("at its limit")
            case Status.STUCK:
                return self.tr("stuck")
            case Status.TORN:
                return self.tr("cut reading")
            case Status.LATE:
                return self.tr("late")
            case Status.MISSING:
                return self.tr("no answer")
            case _:
                return self.tr("unknown fault")

    def light(self) -> str:
        """Said of a point below its target."""
        return self.tr("light")

    def vague(self) -> str:
        """Said of a foot whose shares are less sure than a band is wide."""
        return self.tr("too light to tell")

    def outside(self) -> str:
        """Said of an equivalent share beyond 0 to 100 %: the load lies outside of the triangle."""
        return self.tr("outside")

    def fault_title(self, advice: Advice) -> str:
        """The heading of an advice, with the foot that it concerns."""
        right = advice.foot == "right"
        match advice.fault:
            case Fault.STEP_ON:
                return self.tr("Step on")
            case Fault.MT1_LIGHT:
                return self.tr("Right foot rolls outward") if right else self.tr("Left foot rolls outward")
            case Fault.MT5_LIGHT:
                return self.tr("Right foot rolls inward") if right else self.tr("Left foot rolls inward")
            case Fault.HEEL_HEAVY:
                return self.tr("Right foot: too far back") if right else self.tr("Left foot: too far back")
            case Fault.HEEL_LIGHT:
                return self.tr("Right foot: too far forward") if right else self.tr("Left foot: too far forward")

    def fault_direction(self, fault: Fault) -> str:
        """The direction alone, for the coach view, where the foot is named above it."""
        match fault:
            case Fault.STEP_ON:
                return self.tr("step on")
            case Fault.MT1_LIGHT:
                return self.tr("rolls outward")
            case Fault.MT5_LIGHT:
                return self.tr("rolls inward")
            case Fault.HEEL_HEAVY:
                return self.tr("too far back")
            case Fault.HEEL_LIGHT:
                return self.tr("too far forward")

    def cue(self, fault: Fault) -> str:
        """What to do about a fault, in one sentence."""
        match fault:
            case Fault.STEP_ON:
                return self.tr("Stand still for a moment, toes relaxed.")
            case Fault.MT1_LIGHT:
                return self.tr("Push the floor away under the base of the big toe. Toes stay relaxed.")
            case Fault.MT5_LIGHT:
                return self.tr("Push the floor away under the base of the little toe. Toes stay relaxed.")
            case Fault.HEEL_HEAVY:
                return self.tr("Let your weight come forward until all three points carry. Toes stay relaxed.")
            case Fault.HEEL_LIGHT:
                return self.tr("Let your heel sink into the floor. Toes stay relaxed.")

    def cue_short(self, fault: Fault) -> str:
        """One line that can be read from two metres."""
        match fault:
            case Fault.STEP_ON:
                return self.tr("Step on")
            case Fault.MT1_LIGHT:
                return self.tr("Push the floor away under the base of the big toe")
            case Fault.MT5_LIGHT:
                return self.tr("Push the floor away under the base of the little toe")
            case Fault.HEEL_HEAVY:
                return self.tr("Let your weight come forward")
            case Fault.HEEL_LIGHT:
                return self.tr("Let your heel sink into the floor")

    def evidence(self, advice: Advice) -> str:
        """The number behind the advice and the band it is held against; bands are conventions and say so."""
        if advice.band is None:
            return ""
        point = {Fault.MT1_LIGHT: "mt1", Fault.MT5_LIGHT: "mt5"}.get(advice.fault, "heel")
        return self.tr("{point} {share} % — convention {low}–{high}").format(
            point=self.point(point),
            share=percent(advice.share),
            low=percent(advice.band.low),
            high=percent(advice.band.high),
        )

    def load(self, board: Board | None, load_n: float) -> str:
        """A point's load in the unit that the board has earned."""
        if not isfinite(load_n):
            return NO_VALUE
        if board is not None and board.claims.newtons:
            value, unit = self._in_unit(load_n, Unit.NEWTONS)
            digits = 1 if unit == self.tr("kg") else 0
            return f"{value:.{digits}f} {unit}".replace("-", "−")
        return self.tr("index {n}").format(n=f"{load_n:.1f}".replace("-", "−"))

    def _in_unit(self, load_n: float, usual: Unit) -> tuple[float, str]:
        """A load and its unit: the one that the person chose, else `usual`."""
        unit, weight_kg = self.profile.unit, self.profile.weight_kg
        if unit is Unit.USUAL or (unit is Unit.BODY_WEIGHT and not isfinite(weight_kg)):
            unit = usual
        match unit:
            case Unit.KILOGRAMS:
                return load_n / GRAVITY, self.tr("kg")
            case Unit.BODY_WEIGHT:
                return 100 * load_n / GRAVITY / weight_kg, self.tr("% of body weight")
            case _:
                return load_n, self.tr("N")

    def total(self, board: Board | None, snapshot: Snapshot) -> tuple[str, str]:
        """The total and its unit with the uncertainty: kilograms only where newtons are earned."""
        value, pm, unit = snapshot.total_n, snapshot.total_pm_n, self.tr("index")
        if board is not None and board.claims.newtons:
            (value, unit), (pm, _) = self._in_unit(value, Unit.KILOGRAMS), self._in_unit(pm, Unit.KILOGRAMS)
        if not isfinite(value):
            return NO_VALUE, unit
        return f"{value:.1f}", (f"± {pm:.1f} {unit}" if isfinite(pm) else unit)

    def zero(self, bracket: Bracket) -> str:
        """How far a recording's numbers stand, in one breath."""
        match bracket.mark:
            case "good":
                return self.tr("Its zero held: good.")
            case "corrected":
                return self.tr("Corrected: {why}").format(why=bracket.reason)
            case _:
                return self.tr("Doubtful: {why}").format(why=bracket.reason)

    def calibration(self, snapshot: Snapshot) -> str:
        """Which calibration is in use."""
        if not snapshot.calibrated:
            return self.tr("nominal values, nobody calibrated it")
        return self.tr("calibration: {which}").format(which=snapshot.calibration)

    def broken_cells(self, board: Board | None, snapshot: Snapshot) -> list[tuple[str, str, str]]:
        """(foot, place, word) of each cell that gives no number."""
        if board is None:
            return []
        out: list[tuple[str, str, str]] = []
        for foot, state in snapshot.feet.items():
            cells = [board.cells[i] for i in board.cells_of(foot)]
            out += [
                (foot, self.point(cell.point), self.status(status))
                for cell, status in zip(cells, state.status, strict=False)
                if status != Status.OK
            ]
        return out

    def broken(self, foot: str, place: str, word: str) -> str:
        """A cell that gives no number, in one line."""
        if foot == "left":
            return self.tr("Left foot, {place}: {word}").format(place=place, word=word)
        return self.tr("Right foot, {place}: {word}").format(place=place, word=word)

    def summary(self, snapshot: Snapshot) -> str:
        """The feet in one breath, for a screen reader."""
        parts = [self._foot_summary(foot, state) for foot, state in snapshot.feet.items()]
        parts += [self.broken(*cell) + "." for cell in self.broken_cells(snapshot.board, snapshot)]
        value, unit = self.total(snapshot.board, snapshot)
        if value != NO_VALUE:
            parts.append(self.tr("Total {value} {unit}.").format(value=value, unit=unit))
        if snapshot.advice is not None:
            parts.append(self.fault_title(snapshot.advice) + ".")
        return " ".join(parts)

    def _foot_summary(self, foot: str, state: FootState) -> str:
        side = self.tr("Left foot") if foot == "left" else self.tr("Right foot")
        if not state.loaded:
            return self.tr("{foot}: not standing.").format(foot=side)
        points = [
            f"{self.point(point)} {percent(share)} %" + (f", {self.light()}" if light else "")
            for point, share, light in zip(("heel", "mt1", "mt5"), state.share, state.light, strict=True)
        ]
        return f"{side}: {', '.join(points)}" + (f" ({self.vague()})." if state.vague else ".")
