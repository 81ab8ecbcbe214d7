"""What is wrong with a stance, each a written formula with hysteresis and a minimum time.

An excess above 0 for `BEGINS_S` (a shallow one for longer) begins a fault, one below `-HYSTERESIS` for `ENDS_S` ends
it. Of one foot one fault at a time, in the order of `boards.STANCE_FAULTS`: `heel_heavy` hides the light toes that it
implies, a lost contact the light point that it is. Excesses, with shares s of the foot, bands [low, high] and
r = MT1 / (MT1 + MT5):

    hold    heel_heavy    s_heel - (high + 0.15)          moving  heel_heavy  (floor_MT1 + floor_MT5) - (s_MT1 + s_MT5)
            heel_light    (low - 0.10) - s_heel                   heel_light  floor_heel - s_heel
            mt1_light     (low - 0.10) - s_MT1                    mt1_light   (r0 - d) - r
            mt5_light     (low - 0.05) - s_MT5                    mt5_light   r - (r0 + d)
    both    contact_lost  0.01 - s of the lightest point
            shift_left    left part of both - 0.62        shift_right  0.38 - left part of both
            sway          RMS distance of the CoP over 3 s / limit - 1

d is 0.18, wider by as much as the forefoot carries less than usual, and as wide as the board is unsure of r. The limit
of sway is three times the quiet stance's, between 10 and 15 mm. Where a board is less sure of a share than the distance
from band to threshold, the threshold moves out until it is: silence is the honest answer. Who moves has little on the
toe bases, and what gets light is lost at once: then `contact_lost` gives way to the fault that lost it. In a hold that
wants shifts only what lasts is a fault.
"""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import hypot, isfinite, nan

from tripod.balance.thresholds import Threshold, thresholds
from tripod.boards import FEET, POINTS, STANCE_FAULTS
from tripod.boards.stance_faults import CONVENTION, FLOORS, HEAVY_BY, MOST_SHIFT, OF_BOTH, Band
from tripod.drills.score.reference import Reference
from tripod.drills.seen.look import Look, Three

FROM_START = 1.4
"""Where a try is held against its own first seconds, thresholds lie so much farther out: sway was in those, too."""
RATIO_OFF = 0.18
CONTACT = 0.01
SWAY_SPAN_S, SWAY_TIMES, SWAY_MM = 3.0, 3.0, (10.0, 15.0)
HYSTERESIS = {"sway": 0.15}
_USUAL_HYSTERESIS = 0.02
BEGINS_S = {"contact_lost": 0.15, "sway": 0.6}
_USUALLY_BEGINS_S, ENDS_S = 0.4, 0.3
SHALLOW, SHALLOW_BEGINS_S = 0.08, 0.9
SWUNG_THROUGH = ("heel_heavy", "heel_light", "shift_left", "shift_right")
"""Of these an excess below this, of a load fraction, must last longer: a swing of half a hertz passes through them and
comes back within that time."""
NEARLY, MOVING_BEGINS_S = 0.1, 0.6
"""This near to `heel_heavy` lost toe bases follow from it; what is lost for less on the way there is none."""
IMPLIED = 0.6
"""With the heel this part of the way to heavy and neither toe base in its band, light toes follow from it."""


@dataclass(frozen=True)
class FaultEvent:
    """A fault that began, or, with a duration, that ended."""

    fault: str
    foot: str
    """"" where it is of both."""
    onset_s: float
    duration_s: float
    """nan while it lasts."""
    depth: float
    """Largest excess so far: in fractions of the foot's load, for sway in multiples of its limit."""
    phase: str
    ended: str = ""
    """`over`, `hidden` by a more important fault, or `stopped` with its try; "" while it lasts."""

    @property
    def over(self) -> bool:
        return isfinite(self.duration_s)


class FaultWatch:
    """Watches the faults that a board may claim."""

    def __init__(
        self,
        claims: Sequence[str],
        feet: Sequence[str],
        reference: Reference,
        *,
        moving: bool,
        floors: Mapping[str, float] = FLOORS,
        unsure: Mapping[str, Three] | None = None,
        unplaced: Collection[str] = (),
        quiet_mm: float = nan,
        patience_s: float = 0.0,
    ) -> None:
        """`feet` that stand; `unsure` and `unplaced` as in the method; `quiet_mm` the RMS distance of the CoP in quiet
        stance. `patience_s`: where a point may well get light, as long as it comes back, no fault
        begins before this."""
        self._claims = [f for f in STANCE_FAULTS if f in claims]
        self._feet = [(FEET.index(f), f) for f in feet]
        self._reference, self._moving, self._patience_s = reference, moving, patience_s
        self._floors = {foot: own_floors(reference, foot, {**FLOORS, **floors}) for foot in feet}
        self.unsure(unsure or {}, unplaced)
        least, most = SWAY_MM
        self._sway_limit = min(max(SWAY_TIMES * quiet_mm, least), most) if isfinite(quiet_mm) else most
        self._recent: deque[tuple[float, float, float]] = deque()
        self._on: dict[tuple[str, str], _State] = {}
        self.phase = ""

    def unsure(self, unsure: Mapping[str, Three], unplaced: Collection[str] = ()) -> None:
        """From now on these are the half widths of each share's 95 % interval, by foot; of feet that are `unplaced`
        nobody knows where they stand, and their shares make no fault."""
        self._unplaced = unplaced
        feet = [foot for _, foot in self._feet]
        self._thresholds = {foot: hold_thresholds(self._reference, foot, unsure) for foot in feet}
        self._forefoot_pm = {foot: max(unsure.get(foot, (0.0, 0.0, 0.0))[1:]) for foot in feet}

    @property
    def active(self) -> list[FaultEvent]:
        """The faults of now, most important first."""
        found = [s.event(nan) for s in self._on.values() if s.began]
        return sorted(found, key=lambda e: STANCE_FAULTS.index(e.fault))

    def __call__(self, moment: Look) -> list[FaultEvent]:
        """What began or ended with this look."""
        changed: list[FaultEvent] = []
        for k, foot in self._feet:
            sees = moment.stands(k) and foot not in self._unplaced
            excess = self._of_foot(foot, moment.share[k]) if sees else {}
            changed += self._settle(foot, excess, moment.t_s)
        if any(s.began and s.fault != "sway" for s in self._on.values()):
            # Leaving the middle and coming back is a fault of its own, and no sway.
            self._recent.clear()
        changed += self._settle("", self._of_both(moment), moment.t_s)
        return changed

    def stop(self, t_s: float) -> list[FaultEvent]:
        """End what lasts."""
        ended = [s.event(t_s - s.onset_s, "stopped") for s in self._on.values() if s.began]
        self._on.clear()
        return ended

    def _settle(self, foot: str, excess: Mapping[str, float], t_s: float) -> list[FaultEvent]:
        """Let the first fault that holds hide the others, and time it."""
        holding = next((f for f in excess if excess[f] > self._edge(f, foot)), None)
        changed: list[FaultEvent] = []
        for fault in [f for f, of in self._on if of == foot and f != holding]:
            state = self._on[fault, foot]
            state.below_s = state.below_s if isfinite(state.below_s) else t_s
            hidden = holding is not None
            if not state.began or hidden or t_s - state.below_s >= ENDS_S:
                del self._on[fault, foot]
                if state.began:
                    changed.append(state.event(state.below_s - state.onset_s, "hidden" if hidden else "over"))
        if holding is not None:
            state = self._on.setdefault((holding, foot), _State(holding, foot, t_s, self.phase))
            state.below_s = nan
            state.depth = max(state.depth, excess[holding])
            # What may yet prove to be a fault of its own is no sway so far.
            waits = holding == "sway" and any(not s.began and s.fault != "sway" for s in self._on.values())
            if (
                not state.began
                and not waits
                and t_s - state.onset_s >= max(_begins_s(holding, state.depth, moving=self._moving), self._patience_s)
            ):
                state.began = True
                changed.append(state.event(nan))
        return changed

    def _edge(self, fault: str, foot: str) -> float:
        state = self._on.get((fault, foot))
        return -HYSTERESIS.get(fault, _USUAL_HYSTERESIS) if state is not None and state.began else 0.0

    def _of_foot(self, foot: str, share: Three) -> dict[str, float]:
        bands, floors = self._reference.bands[foot], self._floors[foot]
        by_point = _by_point(share)
        heel, mt1, mt5 = share
        out: dict[str, float] = {"contact_lost": CONTACT - min(share)}
        if self._moving:
            r, r0 = mt1 / max(mt1 + mt5, 1e-9), self._reference.ratio(foot)
            out["heel_heavy"] = floors["mt1"] + floors["mt5"] - (mt1 + mt5)
            out["heel_light"] = floors["heel"] - heel
            # The less the forefoot carries, the less its two ends say of each other.
            usual = sum(bands["mt1"] + bands["mt5"]) / 2
            off = RATIO_OFF * max(1.0, usual / max(mt1 + mt5, 1e-9))
            off *= FROM_START if self._reference.source == "start" else 1.0
            off = max(off, self._forefoot_pm[foot] / max(mt1 + mt5, 1e-9))
            out["mt1_light"], out["mt5_light"] = r0 - off - r, r - (r0 + off)
            lightest = f"{POINTS[share.index(min(share))]}_light"
            if out[lightest] > 0 or out["heel_heavy"] > -NEARLY:
                # So little is on the forefoot of who moves that what gets light is lost at once: that is one fault.
                out["contact_lost"] = -1.0
        else:
            wide = FROM_START if self._reference.source == "start" else 1.0
            for told in self._thresholds[foot]:
                share_of = by_point[told.point]
                out[told.fault] = share_of - told.share if told.above else told.share - share_of
            back = heel > bands["heel"][1] + IMPLIED * wide * HEAVY_BY
            if back and mt1 < bands["mt1"][0] and mt5 < bands["mt5"][0]:
                out["mt1_light"] = out["mt5_light"] = out["contact_lost"] = -1.0
        return {f: out[f] for f in self._claims if f in out}

    def _of_both(self, moment: Look) -> dict[str, float]:
        left = moment.left_fraction
        out: dict[str, float] = {}
        if isfinite(left) and len(self._feet) == 2:
            out = {"shift_left": left - (0.5 + MOST_SHIFT), "shift_right": 0.5 - MOST_SHIFT - left}
        if "sway" in self._claims and not self._moving:
            out["sway"] = self._sway(moment) / self._sway_limit - 1
        return {f: out[f] for f in self._claims if f in out and f in OF_BOTH}

    def _sway(self, moment: Look) -> float:
        """RMS distance of the CoP from its mean over the last seconds; 0 until there are enough."""
        if not isfinite(moment.cop_mm[0]):
            self._recent.clear()
            return 0.0
        self._recent.append((moment.t_s, *moment.cop_mm))
        while self._recent[0][0] < moment.t_s - SWAY_SPAN_S:
            self._recent.popleft()
        if self._recent[-1][0] - self._recent[0][0] < 0.8 * SWAY_SPAN_S:
            return 0.0
        return rms_distance(self._recent)


def _begins_s(fault: str, depth: float, *, moving: bool) -> float:
    if moving and fault == "contact_lost":
        return MOVING_BEGINS_S
    shallow = fault in SWUNG_THROUGH and depth < SHALLOW
    return BEGINS_S.get(fault, SHALLOW_BEGINS_S if shallow else _USUALLY_BEGINS_S)


def hold_thresholds(reference: Reference, foot: str, unsure: Mapping[str, Three]) -> tuple[Threshold, ...]:
    """The shares of a foot from which on a hold tells each fault of a point; `unsure` as `FaultWatch` has it."""
    wide = FROM_START if reference.source == "start" else 1.0
    bands = {point: Band(low, high) for point, (low, high) in reference.bands[foot].items()}
    return thresholds(foot, unsure.get(foot, (0.0, 0.0, 0.0)), STANCE_FAULTS, bands, wide)


def own_floors(reference: Reference, foot: str, floors: Mapping[str, float]) -> dict[str, float]:
    """Least shares of a foot in a moving drill: in the same proportion to its own bands as the floors are to the
    convention's, and lower where those bands are only how the person began."""
    if reference.source in ("convention", "drill"):
        return dict(floors)
    wide = FROM_START if reference.source == "start" else 1.0
    usual = {point: (band.low + band.high) / 2 for point, band in CONVENTION.items()}
    return {p: floor * min(sum(reference.bands[foot][p]) / 2 / usual[p], 1.0) / wide for p, floor in floors.items()}


def _by_point(values: Three) -> dict[str, float]:
    return dict(zip(POINTS, values, strict=True))


def rms_distance(places: Sequence[tuple[float, float, float]] | deque[tuple[float, float, float]]) -> float:
    """RMS distance in mm of places (t, x, y) from their mean."""
    n = len(places)
    mx, my = sum(p[1] for p in places) / n, sum(p[2] for p in places) / n
    return hypot(*((sum((p[k] - m) ** 2 for p in places) / n) ** 0.5 for k, m in ((1, mx), (2, my))))


@dataclass
class _State:
    """A fault that holds, or did a moment ago."""

    fault: str
    foot: str
    onset_s: float
    phase: str
    depth: float = 0.0
    began: bool = False
    below_s: float = nan

    def event(self, duration_s: float, ended: str = "") -> FaultEvent:
        return FaultEvent(self.fault, self.foot, self.onset_s, duration_s, self.depth, self.phase, ended)
