"""Parses and checks `virtual:SCENARIO,option=value,…`."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from math import isfinite
from pathlib import Path

from tripod.boards import FEET, STANCE_FAULTS, Board, BoardError, load_board
from tripod.sentences import sentence
from tripod.storage.problem import shown
from tripod.virtual.scenario_motions import SCENARIOS
from tripod.virtual.scenario_options import UnclosedQuote, split_options
from tripod.virtual.sensor_faults import Fault

FAULTS = (
    "open", "short", "stuck", "saturated", "swapped", "swapped-feet", "noise", "torn", "missing", "gain", "drift",
    "reversed", "wild", "unplug",
)  # fmt: skip
OPTIONS = (
    "board", "seed", "weight_kg", "foot_mm", "cal", "fault", "rate_hz", "seconds", "path", "map", "rate", "habit",
    "size", "sway", "delay", "turned", "off_mm", "at", "rotate", "centred", "answers",
    "waits",
)  # fmt: skip
ANSWERS = ("yes", "no", "good")
"""What a pupil answers by foot; `good`: with which nothing has to be done."""
WAITS = ("beside", "on")
"""Where a pupil is while nobody asks for anything: beside the board, or standing on it."""
MOST_SHOWN = 60
"""Characters of a word that is quoted."""


class Word(StrEnum):
    """What a word of a scenario stands for; each has its name in the catalogue, in the table `scenario_word`."""

    SCENARIO = "scenario"
    OPTION = "option"
    CAL = "cal"
    CENTRED = "centred"
    HABIT = "habit"
    ANSWERS = "answers"
    WAITS = "waits"
    FOOT = "foot"
    FAULT = "fault"
    CELL = "cell"


class ScenarioError(ValueError):
    """The text after `virtual:` is invalid: one plain sentence."""


@dataclass(frozen=True)
class Scenario:
    """A virtual board and who stands on it."""

    name: str
    board: Board
    seed: int = 1
    weight_kg: float = 75.0
    foot_mm: float = 260.0
    factory: bool = True
    """Calibrated by its maker (gain residual 0.3 %), else the raw board."""
    faults: tuple[Fault, ...] = ()
    unplug: bool = False
    rate_hz: float = 0.0
    """0: the board's usual rate."""
    seconds: float = float("inf")
    """Ends by itself after this."""
    path: Path | None = None
    """The force-plate recording that stands on the board."""
    mapping: Path | None = None
    """The file that says which of its columns is what."""
    file_rate_hz: float = 0.0
    """The recording's rate where it has no time; 0: it has."""
    at_mm: tuple[float, float] | None = None
    """Where the recording's origin lies on the board, to the right and forward; None where nobody said it."""
    rotate_deg: float = 0.0
    """By how much the recording's axes are turned clockwise on the board, seen from above."""
    centred: bool = False
    """The recording is moved so that its mean CoP lies in the board's middle."""
    habit: str = ""
    """The pupil's recurring fault, or fault and foot (`mt1_light:right`)."""
    size: float = 1.0
    """Of the habit, 1 for one that is plainly there."""
    sway: float = 1.0
    """The pupil's sway, as a multiple of quiet stance's."""
    delay_s: float = 0.35
    """The pupil's reaction time in seconds."""
    turned_deg: tuple[float, float] | None = None
    """By how much the toes of the left and the right foot point outward; None for as the board is drawn."""
    off_mm: tuple[tuple[float, float], tuple[float, float]] = ((0.0, 0.0), (0.0, 0.0))
    """How far to the right and forward of their drawn places the left and the right foot stand."""
    answers: str = ""
    """What the pupil answers by foot to questions; "" for nothing: then somebody else does."""
    waits_on: bool = False
    """The pupil stands on the board before a drill and after it."""


def parse_scenario(text: str) -> Scenario:
    """The scenario after `virtual:`.

    Raises:
        ScenarioError: an unknown word (the nearest right one is offered) or a value out of range.
    """
    try:
        name, pieces = split_options(text, OPTIONS)
    except UnclosedQuote as error:
        raise ScenarioError(sentence("scenario.quote_not_closed", value=shown(str(error)))) from error
    _known(name, [*SCENARIOS, "csv", "pupil", "play"], Word.SCENARIO)
    options: dict[str, str] = {}
    for piece in pieces:
        key, value = piece.key, piece.value
        if not piece.equals and key.replace(".", "").isdigit() and options and not piece.after_path:
            last = list(options)[-1]
            raise ScenarioError(
                sentence("scenario.decimal_comma", option=last, whole=_cut(options[last]), decimals=_cut(key))
            )
        if piece.after_path:
            _known_after_path(key)
        _known(key, OPTIONS, Word.OPTION)
        if key in options:
            raise ScenarioError(sentence("scenario.option_twice", option=key))
        if not piece.equals or not value:
            raise ScenarioError(sentence("scenario.option_without_value", option=key))
        options[key] = value
    try:
        board = load_board(options.get("board", "pads"))
    except BoardError as error:
        raise ScenarioError(str(error)) from error
    cal = options.get("cal", "factory")
    _known(cal, ("factory", "nominal"), Word.CAL)
    if (name == "csv") != ("path" in options):
        raise ScenarioError(
            sentence("scenario.csv_needs_path") if name == "csv" else sentence("scenario.path_needs_csv")
        )
    for key in ("map", "rate", "at", "rotate", "centred"):
        if key in options and name != "csv":
            raise ScenarioError(sentence("scenario.belongs_to_csv", option=key))
    habit = options.get("habit", "")
    if habit:
        if name not in ("pupil", "play"):
            raise ScenarioError(sentence("scenario.habit_needs_pupil"))
        _known(habit.partition(":")[0], STANCE_FAULTS, Word.HABIT)
        _known(habit.partition(":")[2] or "left", FEET, Word.FOOT)
    if "answers" in options:
        if name != "pupil":
            raise ScenarioError(sentence("scenario.answers_need_pupil"))
        _known(options["answers"], ANSWERS, Word.ANSWERS)
    if "waits" in options:
        if name != "pupil":
            raise ScenarioError(sentence("scenario.belongs_to_pupil", option="waits"))
        _known(options["waits"], WAITS, Word.WAITS)
    faults, unplug = _faults(options.get("fault", ""), board)
    for key in ("size", "sway"):
        if key in options and name != "pupil":
            raise ScenarioError(sentence("scenario.belongs_to_pupil", option=key))
    return Scenario(
        name,
        board,
        int(_number(options, "seed", 1, 0, 10**9, whole=True)),
        _number(options, "weight_kg", 75, 20, 300),
        _number(options, "foot_mm", 260, 180, 340),
        cal == "factory",
        faults,
        unplug,
        _number(options, "rate_hz", 0, 10, 1000),
        _number(options, "seconds", float("inf"), 0.1, 1e7),
        Path(options["path"]) if "path" in options else None,
        Path(options["map"]) if "map" in options else None,
        _number(options, "rate", 0, 2, 10_000),
        _at(options),
        _number(options, "rotate", 0, -360, 360),
        _centred(options),
        habit,
        _number(options, "size", 1, 0, 2),
        _number(options, "sway", 1, 0, 5),
        _number(options, "delay", 0.35, 0, 2),
        _each(options, "turned", -30, 45),
        _off(options),
        answers=options.get("answers", ""),
        waits_on=options.get("waits") == "on",
    )


def _known_after_path(word: str) -> None:
    """
    Raises:
        ScenarioError: the word may rather belong to the path before it.
    """
    if word not in OPTIONS:
        try:
            _known(word, OPTIONS, Word.OPTION)
        except ScenarioError as error:
            raise ScenarioError(f"{error} {sentence('scenario.quote_the_path')}") from error


def _known(word: str, words: Sequence[str], what: Word) -> None:
    if word in words:
        return
    word = _cut(word)
    near = get_close_matches(word, words, 1)
    kind = sentence(f"scenario_word.{what.value}")
    if near:
        raise ScenarioError(sentence("scenario.unknown_word_but_near", kind=kind, word=word, near=near[0]))
    raise ScenarioError(sentence("scenario.unknown_word", kind=kind, word=word, words=", ".join(words)))


def _cut(text: str) -> str:
    """What stands in a sentence on one line of a terminal, however much was typed."""
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


def _number(options: dict[str, str], key: str, default: float, low: float, high: float, whole: bool = False) -> float:
    text = options.get(key)
    if text is None:
        return default
    try:
        value = float(int(text)) if whole else float(text)
    except ValueError:
        raise ScenarioError(
            sentence("scenario.not_a_whole_number", option=key, value=_cut(text))
            if whole
            else sentence("scenario.not_a_number", option=key, value=_cut(text))
        ) from None
    if not isfinite(value) or not low <= value <= high:
        raise ScenarioError(sentence("scenario.out_of_range", option=key, value=_cut(text), low=low, high=high))
    return value


def _each(options: dict[str, str], key: str, low: float, high: float) -> tuple[float, float] | None:
    """A number for both feet, or `LEFT:RIGHT`; None where the option is not there."""
    if key not in options:
        return None
    parts = options[key].split(":")
    if len(parts) > len(FEET):
        raise ScenarioError(sentence("scenario.too_many_numbers", option=key, value=_cut(options[key])))
    numbers = [_number({key: part}, key, 0, low, high) for part in parts]
    return numbers[0], numbers[-1]


def _off(options: dict[str, str]) -> tuple[tuple[float, float], tuple[float, float]]:
    """`RIGHT:FORWARD` for both feet, or four numbers: those of the left, then of the right foot."""
    if "off_mm" not in options:
        return (0.0, 0.0), (0.0, 0.0)
    parts = options["off_mm"].split(":")
    if len(parts) not in (2, 4):
        raise ScenarioError(sentence("scenario.off_needs_pairs", value=_cut(options["off_mm"])))
    numbers = [_number({"off_mm": part}, "off_mm", 0, -80, 80) for part in parts]
    return (numbers[0], numbers[1]), (numbers[-2], numbers[-1])


def _at(options: dict[str, str]) -> tuple[float, float] | None:
    """`RIGHT:FORWARD`; None where the option is not there."""
    if "at" not in options:
        return None
    if "centred" in options:
        raise ScenarioError(sentence("scenario.at_or_centred"))
    parts = options["at"].split(":")
    if len(parts) != 2:
        raise ScenarioError(sentence("scenario.at_needs_pair", value=_cut(options["at"])))
    right, forward = (_number({"at": part}, "at", 0, -20_000, 20_000) for part in parts)
    return right, forward


def _centred(options: dict[str, str]) -> bool:
    word = options.get("centred", "no")
    _known(word, ("yes", "no"), Word.CENTRED)
    return word == "yes"


def _faults(text: str, board: Board) -> tuple[tuple[Fault, ...], bool]:
    """`kind`, `kind:cell`, `swapped:cell:cell`, several joined by +."""
    faults: list[Fault] = []
    unplug = False
    names = [c.name for c in board.cells]
    for part in filter(None, text.split("+")):
        kind, *cells = part.split(":")
        _known(kind, FAULTS, Word.FAULT)
        for cell in cells:
            _known(cell, names, Word.CELL)
        if kind == "unplug":
            unplug = True
            continue
        if kind == "swapped-feet":
            left, right = (board.cells_of(foot) for foot in FEET)
            if len(left) != len(right):
                raise ScenarioError(sentence("scenario.one_foot_cannot_be_swapped"))
            faults += [Fault("swapped", a, b) for a, b in zip(left, right, strict=True)]
            continue
        where = [names.index(cell) for cell in cells] or [len(names) - 2]
        other = where[1] if len(where) > 1 else (where[0] + 1) % len(names)
        faults.append(Fault(kind, where[0], other))
    return tuple(faults), unplug
