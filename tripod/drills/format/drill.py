"""What a drill is, as its file says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tripod.drills.format.say import Say

READY_S = 12.0
"""About how long a ready check takes."""
ROLL_S = 10.0
"""Time to roll once round the edge of each foot."""
LEVEL_S = 10.0
"""A hold that grows with its person grows by so much at a time."""


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
    then: tuple[Say, ...] = ()
    """What it says after that, one after the other."""
    eyes: str = ""
    """`open` or `closed`, of a hold whose sway is reported apart for each."""

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
    """`tripod`: how it is kept, which is scored. `sway`: how much the person sways, which is no score and no fault."""

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
        return self.measures == "sway"

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
        """How many times `LEVEL_S` its holds may be shorter (0 or below) and longer than they begin."""
        growing = [s for s in self.steps if s.most_s > 0]
        if not growing:
            return 0, 0
        shorter = max(round((s.duration_s - s.least_s) / LEVEL_S) for s in growing)
        return -shorter, max(round((s.most_s - s.duration_s) / LEVEL_S) for s in growing)

    def at_level(self, level: int) -> "Drill":
        """The drill with its growing holds so many times `LEVEL_S` longer."""
        return replace(self, steps=tuple(_grown(s, level) if s.most_s > 0 else s for s in self.steps))


def _grown(step: Step, level: int) -> Step:
    return replace(step, duration_s=min(max(step.duration_s + LEVEL_S * level, step.least_s), step.most_s))
