"""What a person trained, on disk: results, baselines, targets, which cues helped, and what is owed."""

import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from tripod.coach.memory import Memory
from tripod.drills.score.cop_target import PhaseTarget, target_from_dict, target_to_dict
from tripod.drills.score.reference import Baseline, baseline_from_dict, baseline_to_dict

SCHEMA = 1


class DiaryError(ValueError):
    """The diary's file cannot be used: one plain sentence."""


@dataclass(frozen=True)
class Entry:
    """One drill that was done."""

    made: str
    """ISO time."""
    drill: str
    board: str
    board_id: str
    score: int | None
    scores: tuple[int, ...]
    faults: Mapping[str, int]
    """How often each."""
    worst: str = ""
    """Foot and point."""
    simulated: bool = False
    feedback: bool = True
    reason: str = ""
    """Why it was not scored."""
    foot: str = "both"
    """Which leg, of a drill on one."""
    level: int = 0
    """How much longer than they begin its holds were (`Drill.at_level`)."""


@dataclass(frozen=True)
class Owed:
    """A fault against which no words helped: work on it, then the same drill again."""

    drill: str
    """Where the words did not help."""
    times: int
    """How often the fault came in it."""
    work: str
    """The drill to do against it."""
    board_id: str
    simulated: bool
    """Of a virtual pupil, whose faults are no person's."""
    worked: bool = False

    def concerns(self, entry: Entry) -> bool:
        """Whether what was done was done by the same one on the same board; off the board the board says nothing."""
        return entry.simulated == self.simulated and (entry.board_id == self.board_id or entry.score is None)


@dataclass(frozen=True)
class Diary:
    """All that is kept, oldest first."""

    entries: tuple[Entry, ...] = ()
    baselines: Mapping[str, Baseline] = field(default_factory=dict[str, Baseline])
    """board id -> baseline; of a calibration that is in use no more it does not count."""
    targets: Mapping[str, PhaseTarget] = field(default_factory=dict[str, PhaseTarget])
    """board id and drill (`key_of`) -> where the CoP goes in its reps, as the person accepted them."""
    owed: Mapping[str, Owed] = field(default_factory=dict[str, Owed])
    """fault -> what is to be done about it."""
    memory: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Which cues helped the person, as `coach.memory.Memory.to_dict`."""
    rehearsed: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """The same of virtual pupils: what helps them says nothing of a person."""

    def baseline(self, board_id: str, calibration: str) -> Baseline | None:
        """The baseline of a board as it is calibrated now."""
        found = self.baselines.get(board_id)
        return found if found is not None and found.calibration == calibration else None

    def target(self, board_id: str, drill: str, calibration: str) -> PhaseTarget | None:
        """The way of the CoP that was accepted for a drill on a board as it is calibrated now."""
        found = self.targets.get(key_of(board_id, drill))
        return found if found is not None and found.calibration == calibration else None

    def of(self, drill: str, board_id: str, foot: str = "both") -> list[Entry]:
        """Scored entries of a drill on a board, done with this leg."""
        return [
            e
            for e in self.entries
            if e.drill == drill and e.board_id == board_id and e.foot == foot and e.score is not None
        ]


def key_of(board_id: str, drill: str) -> str:
    """Under which a target is kept."""
    return f"{board_id} {drill}"


def read_diary(path: Path) -> Diary:
    """The diary in a file; an empty one where there is none.

    Raises:
        DiaryError: there is one, and it cannot be used.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["schema"] > SCHEMA:
            raise DiaryError(f"The diary {path} was written by a newer tripod: update tripod.")
        entries = tuple(_entry(e) for e in data["entries"])
        baselines = {str(k): baseline_from_dict(b) for k, b in data["baselines"].items()}
        targets = {str(k): target_from_dict(t) for k, t in data.get("targets", {}).items()}
        memories = (dict(data["memory"]), dict(data.get("rehearsed", {})))
        for memory in filter(None, memories):
            Memory.from_dict(memory)
        owed = {str(f): _owed(o) for f, o in data.get("owed", {}).items()}
        return Diary(entries, baselines, targets, owed, *memories)
    except FileNotFoundError:
        return Diary()
    except DiaryError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise DiaryError(f"The diary {path} is damaged. Move it away to begin a new one.") from error


def _entry(data: Mapping[str, Any]) -> Entry:
    entry = Entry(**{**data, "scores": tuple(data["scores"]), "faults": dict(data["faults"])})
    whole = (*entry.scores, *entry.faults.values(), entry.level, *(() if entry.score is None else (entry.score,)))
    words = (entry.made, entry.drill, entry.board, entry.board_id, entry.worst, entry.reason, entry.foot, *entry.faults)
    if not all(type(n) is int for n in whole) or not all(isinstance(w, str) for w in words):
        raise ValueError("no entry")
    return entry


def _owed(data: Mapping[str, Any]) -> Owed:
    drill, work, board_id = str(data["drill"]), str(data["work"]), str(data.get("board_id", ""))
    return Owed(drill, int(data["times"]), work, board_id, bool(data.get("simulated")), bool(data.get("worked")))


def write_diary(path: Path, diary: Diary) -> None:
    """Keep the diary; whole or not at all.

    Raises:
        DiaryError: it cannot be kept.
    """
    plain = {
        "schema": SCHEMA,
        "entries": [asdict(e) for e in diary.entries],
        "baselines": {k: baseline_to_dict(b) for k, b in diary.baselines.items()},
        "targets": {k: target_to_dict(t) for k, t in diary.targets.items()},
        "owed": {f: asdict(o) for f, o in diary.owed.items()},
        "memory": dict(diary.memory),
        "rehearsed": dict(diary.rehearsed),
    }
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(plain, indent=1) + "\n", "utf-8")
        os.replace(part, path)
    except OSError as error:
        raise DiaryError(f"The diary cannot be kept in {path} ({error.strerror or error}).") from error


def entry_of(
    result: Mapping[str, Any],
    made: str,
    board_id: str,
    *,
    simulated: bool,
    feedback: bool,
    foot: str = "both",
    level: int = 0,
) -> Entry:
    """An entry from a drill's result (`result_dict`)."""
    scores = [h["score"] for h in result["holds"]] + [r["score"] for r in result["reps"]]
    worst = min((h["worst"] for h in result["holds"]), key=lambda w: w["in_band"], default=None)
    return Entry(
        made,
        result["drill"],
        result["board"],
        board_id,
        result["score"],
        tuple(scores),
        dict(Counter(f["fault"] for f in result["faults"])),
        f"{worst['foot']} {worst['point']}" if worst else "",
        simulated,
        feedback,
        result["reason"] or "",
        foot,
        level,
    )


def with_entry(diary: Diary, entry: Entry, memory: Mapping[str, Any], baseline: Baseline | None) -> Diary:
    """The diary after a drill."""
    baselines = dict(diary.baselines)
    if baseline is not None:
        baselines[baseline.board_id] = baseline
    kept = {"rehearsed": memory} if entry.simulated else {"memory": memory}
    return replace(diary, entries=(*diary.entries, entry), baselines=baselines, **kept)
