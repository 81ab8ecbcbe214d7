"""What a drill is, as its file says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tripod.drills.format.progression import GROWS, HOLD, LEVEL_S, TEMPO, Growth, Rung, rungs, steps_at
from tripod.drills.format.say import Say
from tripod.drills.format.section import Section

READY_S = 12.0
"""About how long a ready check takes."""
ROLL_S = 10.0
"""Time to roll once round the edge of each foot."""


@dataclass(frozen=True)
class Tempo:
    """A paced hinge: seconds down, at the bottom, up, and standing until the next."""

    descent_s: float
    bottom_s: float
    ascent_s: float
    top_s: float

    @property
    def rep_s(self) -> float:
        return self.descent_s + self.bottom_s + self.ascent_s + self.top_s


@dataclass(frozen=True)
class Step:
    """One part of a drill. What a kind has no use for keeps its default."""

    kind: str
    """`say`: do something that is not scored. `hold`, `reps`: scored. `check`: a question that no board can answer.
    `rest`: recover. `away`: off the board, timed. `ready`: off the board, then still on it: zero, weight, marks.
    `rack`: a quiet stance, and one word about it.
    `roll`: once round the edge of each foot, so that a plate knows where the feet stand and point."""
    text: str
    """Written while it runs: what to do."""
    say: Say | None = None
    """What the coach says when it begins; None for nothing."""
    duration_s: float = 0.0
    least_s: float = 0.0
    most_s: float = 0.0
    """A hold between these grows and shrinks with the person's scores; 0 for one of a fixed length."""
    feet: str = ""
    """`both` or `one`, where a step differs from its drill."""
    times: int = 1
    """So many holds one after the other, each scored for itself."""
    sides: bool = False
    """Done on one side and then on the other; no board sees which."""
    reps: int = 0
    tempo: Tempo | None = None
    """None for free reps."""
    depth_mm: float = 0.0
    """How far back the CoP goes at the bottom of a rep."""
    bar: bool = False
    """A bar is lifted: its lift-off and touch-down are seen in the total."""
    feedback: bool = True
    """Whether the coach may speak and sound about faults."""
    baseline: bool = False
    """The holds of this step set the person's baseline."""
    test: bool = False
    """The hold shows what was learnt; its score is compared with that of the other test in the drill."""
    toes: bool = False
    """The toes work meanwhile; where a board does not weigh them, what is missing from body weight is theirs."""
    move: str = ""
    """What somebody does meanwhile: heel, mt1, mt5, round, back (the hips), shift, toes, lift (the toes); for the
    virtual pupil and the picture. A `say` with one of the first five ends when the feet did it."""
    questions: tuple[str, ...] = ()
    """Names (`drills.format.questions`), or words of the drill's own."""
    wants: str = ""
    """`yes` or `no`: the answer to all questions with which the drill goes on; "" where it goes on with any."""
    otherwise: str = ""
    """Why it does not, and what to do instead."""
    part: str = ""
    """The name of the part of a lesson that begins with this step; "" for a step that goes on with one."""
    about: str = ""
    """What that part trains, where it is done by itself."""
    then: tuple[Say, ...] = ()
    """What it says after that, one after the other."""
    eyes: str = ""
    """`open` or `closed`, of a hold whose sway is reported apart for each."""
    measures: str = ""
    """`tripod` or `sway`, of a hold that differs from its drill."""

    @property
    def says(self) -> tuple[Say, ...]:
        """All that the coach says when it begins."""
        return (self.say, *self.then) if self.say else self.then

    @property
    def moving(self) -> bool:
        """Whether the load is meant to move, so that the bands of a quiet stance do not hold."""
        return self.kind == "reps" or self.move == "shift"


@dataclass(frozen=True)
class Drill:
    """A drill's file, checked."""

    name: str
    title: str
    trains: str
    """One sentence."""
    feet: str
    """`both`, or `one`: the left, the right, or one after the other."""
    steps: tuple[Step, ...]
    easier: str = ""
    harder: str = ""
    corrects: tuple[str, ...] = ()
    """Faults that this drill is good against."""
    bands: Mapping[str, tuple[float, float]] = field(default_factory=dict[str, tuple[float, float]])
    """Shares by point that override baseline and convention."""
    floors: Mapping[str, float] = field(default_factory=dict[str, float])
    """Least shares by point in a moving drill."""
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Fault -> wordings of its own, beside those of the coach."""
    order: int = 100
    """Place in the library."""
    own: bool = False
    """From the user's folder."""
    measures: str = "tripod"
    """What its holds measure that do not say so themselves. `tripod`: how it is kept, which is scored. `sway`: how much
    the person sways, which is no score and no fault."""
    progression: Mapping[str, Growth] = field(default_factory=dict[str, Growth])
    """What grows beside its holds, in this order (`drills.format.progression`)."""
    leads_on: int | None = None
    """The level from which on it leads to the harder drill; None for its highest."""
    bar_more_kg: float = 0.0
    """What comes on top of the person's bar at this level."""
    sections: tuple[Section, ...] = ()
    """Of a drill that was put together from others: where each begins, in the order of its steps."""

    @property
    def scores(self) -> bool:
        """Whether anything of it is scored."""
        return any(step.kind in ("hold", "reps") for step in self.steps)

    @property
    def only_looks(self) -> bool:
        """Whether it does nothing but say how somebody stands: it has no score, and none is missed."""
        kinds = {step.kind for step in self.steps}
        return "rack" in kinds <= {"rack", "say", "rest"}

    @property
    def on_board(self) -> bool:
        """Whether somebody stands on the board in it."""
        return any(step.kind not in ("away", "rest", "check") for step in self.steps)

    @property
    def measures_sway(self) -> bool:
        """Whether it reports sway, and scores nothing."""
        scored = [step for step in self.steps if step.kind in ("hold", "reps")]
        return bool(scored) and all(self.measures_of(step) == "sway" for step in scored)

    @property
    def only_places(self) -> bool:
        """Whether it does nothing but find where the feet stand: it has no score, and none is missed."""
        kinds = {step.kind for step in self.steps}
        return "roll" in kinds <= {"roll", "say", "rest", "check", "ready"}

    @property
    def coached(self) -> bool:
        """Whether anything of it may be spoken to: else it is a test."""
        return any(step.feedback for step in self.steps if step.kind in ("hold", "reps"))

    @property
    def on_one_leg(self) -> bool:
        """Whether one foot carries everything at some time."""
        return any(self.feet_of(step) == "one" for step in self.steps)

    def feet_of(self, step: Step) -> str:
        """`both` or `one`."""
        return step.feet or self.feet

    def measures_of(self, step: Step) -> str:
        """`tripod` or `sway`."""
        return step.measures or self.measures

    @property
    def has_reps(self) -> bool:
        return any(step.kind == "reps" for step in self.steps)

    @property
    def has_bar(self) -> bool:
        return any(step.bar for step in self.steps)

    @property
    def length_s(self) -> float:
        """About how long it takes."""
        total = 0.0
        for step in self.steps:
            each = step.duration_s + (4.0 if step.kind in ("hold", "reps") else 0.0)
            if step.kind == "reps":
                each += step.reps * (step.tempo.rep_s if step.tempo else 6.0)
            each *= 2 if step.feet == "one" else 1
            total += step.times * each + {"check": 10.0, "ready": READY_S, "roll": 5.0}.get(step.kind, 0.0)
        return total

    def levels(self) -> tuple[int, int]:
        """How many levels there are below its start (0 or below) and above it."""
        down, up = self._rungs()
        return -len(down), len(up)

    def at_level(self, level: int) -> "Drill":
        """The drill at a level of its own progression; the nearest where there is none so far."""
        steps = steps_at(level, *self._rungs())
        grown = tuple(self._grown(step, steps) for step in self.steps)
        more = self.progression["bar_kg"].at(0.0, steps["bar_kg"]) if "bar_kg" in steps else self.bar_more_kg
        return replace(self, steps=grown, bar_more_kg=more)

    def changed(self, level: int, before: int) -> tuple[str, float]:
        """What one level changes against another (`hold_s`, or a name of its progression), and to what value; "" where
        nothing does."""
        now, then = self.at_level(level).amounts(), self.at_level(before).amounts()
        return next(((what, value) for what, value in now.items() if value != then[what]), ("", 0.0))

    @property
    def leads_on_at(self) -> int:
        """The level from which on it leads to the harder drill."""
        most = self.levels()[1]
        return most if self.leads_on is None else min(self.leads_on, most)

    def starts(self) -> dict[str, float]:
        """What of `GROWS` it has, as its first set of reps has it."""
        found: dict[str, float] = {}
        for step in self.steps:
            if step.kind == "reps":
                of = {"reps": step.reps, "depth_mm": float(step.depth_mm)}
                of |= {part: getattr(step.tempo, part) for part in TEMPO} if step.tempo else {}
                of |= {"bar_kg": 0.0} if step.bar else {}
                found = of | found
        return found

    def amounts(self) -> dict[str, float]:
        """What of it may grow, as it is: the longest and the shortest of the holds that grow, and `starts`."""
        holds = [s.duration_s for s in self.steps if s.most_s > 0]
        found = {HOLD: max(holds), "short_hold_s": min(holds)} if holds else {}
        return found | self.starts() | ({"bar_kg": self.bar_more_kg} if self.has_bar else {})

    def _rungs(self) -> tuple[list[Rung], list[Rung]]:
        growing = [s for s in self.steps if s.most_s > 0]
        down = max((round((s.duration_s - s.least_s) / LEVEL_S) for s in growing), default=0)
        up = max((round((s.most_s - s.duration_s) / LEVEL_S) for s in growing), default=0)
        holds = {HOLD: Growth(-down * LEVEL_S, up * LEVEL_S, LEVEL_S)} if growing else {}
        return rungs(self.starts() | {HOLD: 0.0}, holds | dict(self.progression))

    def _grown(self, step: Step, steps: Mapping[str, int]) -> Step:
        if step.most_s > 0 and HOLD in steps:
            longer = step.duration_s + LEVEL_S * steps[HOLD]
            return replace(step, duration_s=min(max(longer, step.least_s), step.most_s))
        if step.kind != "reps":
            return step
        rules = {what: self.progression[what] for what in GROWS if what in steps and what in self.progression}
        paced = {part: rules[part].at(getattr(step.tempo, part), steps[part]) for part in TEMPO if part in rules}
        return replace(
            step,
            tempo=replace(step.tempo, **paced) if step.tempo else None,
            reps=round(rules["reps"].at(step.reps, steps["reps"])) if "reps" in rules else step.reps,
            depth_mm=rules["depth_mm"].at(float(step.depth_mm), steps["depth_mm"])
            if "depth_mm" in rules
            else step.depth_mm,
        )
