"""What a drill must fulfil beyond the bounds of its keys."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from msgspec import UNSET

from tripod.boards import POINTS
from tripod.drills.format.questions import ASKED_ONLY, QUESTIONS, is_name
from tripod.drills.format.say import PHRASES, says_of
from tripod.sentences import sentence
from tripod.storage.problem import Misfit, named
from tripod.storage.schemas.drill import DrillFile, Grows, StepTable
from tripod.storage.struct_types import Path

_PATH = re.compile(r"(~|\.{1,2})?/\S*|[A-Za-z]:[\\/]\S*|\S+\.(toml|txt|md|json|wav|ogg|mp3|png)")
_GRIP = r"\b(?:grip|claw|curl|scrunch|clench|krall)\w*"
_GRIPPED = r"\b(?:toes?|floor|ground|zehen?|boden)\b"
_GRIPS = re.compile(
    rf"^(?!.*\b(?:no|not|never|without|nicht|ohne|nie|keine?)\b|.*n't\b).*(?:{_GRIP}.*{_GRIPPED}|{_GRIPPED}.*{_GRIP})",
    re.IGNORECASE,
)
"""Toes that grip; a bar may be gripped, and to be told not to grip is fine."""
SIDES = 2
"""So often a step is done that has sides."""
_TIMED = ("hold", "say", "rest", "away", "roll", "rack")
_DONE = ("hold", "reps", "away", "say", "roll", "rack")
_BOUNDS = {"reps": (1.0, 50.0), "depth_mm": (5.0, 80.0)}
"""What the schema lets a step have."""


def form(drill: DrillFile) -> None:
    """Which keys belong together, and what goes from less to more.

    Raises:
        Misfit: the first thing that is wrong.
    """
    for n, step in enumerate(drill.step):
        _keys(step, ("step", n))
    _sway(drill)
    for point, (low, high) in drill.bands.items():
        if low >= high:
            raise Misfit(("bands", point), sentence("drill_file.band_reversed", point=point, low=low, high=high))
    for n, step in enumerate(drill.step):
        if step.most_s:
            _growth(step, ("step", n))
    for what in drill.progression:
        _progression(drill, what)
    if not any(step.kind in _DONE for step in drill.step):
        raise Misfit((), sentence("drill_file.nothing_is_done"))


def sense(drill: DrillFile) -> None:
    """Shares that one foot can have, and words that help: what a file must say to be worth doing.

    Raises:
        Misfit: the first thing that is wrong.
    """
    _possible(drill)
    _wordy(drill)


def _keys(step: StepTable, at: Path) -> None:
    """A step has what its kind needs, and nothing of another kind."""
    grows, asks = bool(step.least_s or step.most_s), step.wants is not UNSET
    needed = (
        ("duration_s", step.kind in _TIMED, step.duration_s),
        ("least_s", grows, step.least_s),
        ("most_s", grows, step.most_s),
        ("reps", step.kind == "reps", step.reps),
        ("depth_mm", step.kind == "reps", step.depth_mm),
        ("questions", asks or step.kind == "check", step.questions),
        ("otherwise", asks, step.otherwise),
        ("wants", bool(step.otherwise), asks),
    )
    if grows and step.kind != "hold":
        raise Misfit((*at, "kind"), sentence("drill_file.growth_needs_a_hold", kind=step.kind))
    if step.eyes is not UNSET and step.kind != "hold":
        raise Misfit((*at, "eyes"), sentence("drill_file.eyes_need_a_hold", kind=step.kind))
    if asks and step.kind != "check":
        raise Misfit((*at, "kind"), sentence("drill_file.wants_needs_a_check", kind=step.kind))
    if step.sides and not (step.kind == "away" and step.times == SIDES):
        raise Misfit((*at, "sides"), sentence("drill_file.sides_need_away_twice", kind=step.kind, times=step.times))
    if step.move == "back" and step.kind != "say":
        raise Misfit((*at, "move"), sentence("drill_file.back_needs_a_say", kind=step.kind))
    if step.move == "points" and step.kind != "roll":
        raise Misfit((*at, "move"), sentence("drill_file.points_need_a_roll", kind=step.kind))
    for key, wanted, there in needed:
        if wanted and not there:
            raise Misfit(at, sentence("drill_file.key_is_missing", name=key))


def _sway(drill: DrillFile) -> None:
    """What measures sway holds still, with the eyes open or closed, and is not cued."""
    for n, step in enumerate(drill.step):
        if step.measures is not UNSET and step.kind not in ("hold", "reps"):
            raise Misfit((*("step", n), "measures"), sentence("drill_file.measures_needs_a_hold", kind=step.kind))
        measures = drill.measures if step.measures is UNSET else step.measures
        if measures != "sway" or step.kind not in ("hold", "reps"):
            continue
        if step.kind == "reps":
            raise Misfit(("step", n, "kind"), sentence("drill_file.sway_needs_holds", kind=step.kind))
        if step.eyes is UNSET:
            raise Misfit(("step", n), sentence("drill_file.key_is_missing", name="eyes"))
        if step.feedback:
            raise Misfit(("step", n), sentence("drill_file.sway_is_not_cued"))
    if drill.measures == "sway" and not any(step.kind == "hold" for step in drill.step):
        raise Misfit(("measures",), sentence("drill_file.sway_needs_holds", kind=drill.step[0].kind))


def _growth(step: StepTable, at: Path) -> None:
    if step.least_s > step.most_s:
        raise Misfit((*at, "least_s"), sentence("drill_file.least_above_most", least=step.least_s, most=step.most_s))
    if not step.least_s <= step.duration_s <= step.most_s:
        raise Misfit(
            (*at, "most_s"),
            sentence("drill_file.duration_outside", duration=step.duration_s, least=step.least_s, most=step.most_s),
        )


def _progression(drill: DrillFile, what: Grows) -> None:
    """What grows is there, and begins between its least and its most, which a step may have as well."""
    rule, path = drill.progression[what], ("progression", what)
    if rule.least > rule.most:
        raise Misfit((*path, "least"), sentence("drill_file.least_above_most_of", least=rule.least, most=rule.most))
    if what == "bar_kg":
        if not any(step.bar for step in drill.step):
            raise Misfit(path, sentence("drill_file.nothing_to_grow", name=what))
        return
    tables = [step if what in ("reps", "depth_mm") else step.tempo for step in drill.step if step.kind == "reps"]
    starts: list[float] = [getattr(table, what) for table in tables if table is not None]
    if not starts:
        raise Misfit(path, sentence("drill_file.nothing_to_grow", name=what))
    for start in starts:
        if not rule.least <= start <= rule.most:
            raise Misfit(
                path, sentence("drill_file.starts_outside", name=what, start=start, least=rule.least, most=rule.most)
            )
    low, high = _BOUNDS.get(what, (0.1, 3600.0))
    if not low <= rule.least <= rule.most <= high:
        raise Misfit(path, sentence("drill_file.grows_too_far", name=what, low=low, high=high))


def _possible(drill: DrillFile) -> None:
    """Shares of one foot make 100 %, whatever bands and floors say."""
    least, floors = sum(low for low, _ in drill.bands.values()), sum(drill.floors.values())
    for key, total in (("bands", least), ("floors", floors)):
        if total > 1:
            raise Misfit(
                (key,),
                sentence("drill_file.shares_above_whole", name=key, percent=100 * total),
            )
    most = sum(high for _, high in drill.bands.values())
    if len(drill.bands) == len(POINTS) and most < 1:
        raise Misfit(
            ("bands",),
            sentence("drill_file.bands_below_whole", percent=100 * most),
        )


def _wordy(drill: DrillFile) -> None:
    """What is written or said are words: no path, no misspelt name of a phrase or question, nothing that makes the toes
    grip."""
    for path, words in _written(drill):
        if not words.strip():
            raise Misfit(path, sentence("drill_file.blank", name=path[-1]))
        unknown = [f for f in re.findall(r"\{\w*\}", words) if f != "{foot}" or not ("cues" in path or "say" in path)]
        if unknown:
            raise Misfit(path, sentence("drill_file.unknown_placeholder", placeholder=unknown[0]))
        if _PATH.fullmatch(words.strip()):
            raise Misfit(path, sentence("drill_file.path_for_words", words=words[:60]))
        if path[0] == "cues" and _GRIPS.search(words):
            raise Misfit(path, sentence("drill_file.toes_grip", words=words[:60]))
    for n, step in enumerate(drill.step):
        for say in says_of(step.say):
            if say.unknown:
                raise Misfit(("step", n, "say"), _unknown("phrase", say.text, PHRASES))
        for question in step.questions:
            if is_name(question) and question not in (known := (*QUESTIONS, *ASKED_ONLY)):
                raise Misfit(("step", n, "questions"), _unknown("question", question, known))


def _unknown(what: str, name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, 1)
    if near:
        return sentence(f"drill_file.unknown_{what}_but_near", name=named(name), near=near[0])
    return sentence(f"drill_file.unknown_{what}", name=named(name))


def _written(drill: DrillFile) -> Iterator[tuple[Path, str]]:
    yield ("title",), drill.title
    yield ("trains",), drill.trains
    for n, step in enumerate(drill.step):
        yield ("step", n, "text"), step.text
        for words in (step.say,) if isinstance(step.say, str) and step.say else step.say:
            yield ("step", n, "say"), words
        for question in step.questions:
            yield ("step", n, "questions"), question
    for fault, cues in drill.cues.items():
        for words in cues:
            yield ("cues", fault), words
