"""Learns which cue wordings help a person: compares recoveries after each wording with those after none.

Until each has been tried ten times, wordings and silence take turns. Then the wording with the best recovery rate is
preferred, if it beats silence. Where none beats silence over two sessions, the coach stops cueing that fault.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ENOUGH = 10
BETTER = 0.05
"""By how much a wording's recovery rate must exceed that of silence for it to be spoken."""
SESSIONS = 2
SILENCE = "none"
"""Name that stands for giving no cue."""
SILENT_TURN = 4
"""While tries are few, every fourth fault of a kind gets no cue, for comparison."""


@dataclass
class Tally:
    """Of one wording for one fault."""

    given: int = 0
    recovered: int = 0

    @property
    def rate(self) -> float:
        """Recovery rate by Laplace's estimate, so that a single success does not count as 100 %."""
        return (self.recovered + 1) / (self.given + 2)


@dataclass(frozen=True)
class Known:
    """What is known of one fault's wordings."""

    fault: str
    tries: Mapping[str, tuple[int, int]]
    """wording (or `SILENCE`) -> how often it was given, and how often recovery followed."""
    enough: bool
    """Each was tried often enough to compare."""
    preferred: str
    """The wording that helps this person more than silence; "" where none does or too little is known."""
    gave_up: bool
    """No wording helped over two sessions, so nothing is said."""

    @property
    def tried(self) -> bool:
        """Whether any wording, or silence, was ever tried."""
        return any(given for given, _ in self.tries.values())

    def verdict(self) -> str:
        """In one sentence."""
        if self.gave_up:
            return "no wording helped more than silence, so nothing is said"
        if not self.enough:
            least = min(given for given, _ in self.tries.values())
            return f"not enough yet: {least} of {ENOUGH} tries of each"
        return "the best wording is preferred" if self.preferred else "no wording helps more than silence so far"


@dataclass
class Memory:
    """Counts by fault and wording (its number, or `SILENCE`)."""

    counts: dict[str, dict[str, Tally]] = field(default_factory=dict[str, dict[str, Tally]])
    useless_sessions: dict[str, int] = field(default_factory=dict[str, int])
    """How many sessions in a row no wording beat silence, of each fault that was cued enough."""

    def tally(self, fault: str, wording: str) -> Tally:
        """The counts of one wording for one fault, made at first use."""
        return self.counts.setdefault(fault, {}).setdefault(wording, Tally())

    def choose(self, fault: str, wordings: Sequence[str]) -> str:
        """The wording to try now, or `SILENCE`."""
        if self.gave_up(fault):
            return SILENCE
        options = [*wordings, SILENCE]
        tallies = {w: self.tally(fault, w) for w in options}
        if self.knows(fault, wordings):
            best = max(wordings, key=lambda w: tallies[w].rate)
            return best if tallies[best].rate > tallies[SILENCE].rate + BETTER else SILENCE
        all_given = sum(t.given for t in tallies.values())
        if all_given % SILENT_TURN == SILENT_TURN - 1:
            return SILENCE
        return min(wordings, key=lambda w: tallies[w].given)

    def note(self, fault: str, wording: str, recovered: bool) -> None:
        """Count a cue and whether recovery followed."""
        tally = self.tally(fault, wording)
        tally.given += 1
        tally.recovered += recovered

    def knows(self, fault: str, wordings: Sequence[str]) -> bool:
        """Whether each wording and silence were tried often enough to compare."""
        return all(self.tally(fault, w).given >= ENOUGH for w in (*wordings, SILENCE))

    def gave_up(self, fault: str) -> bool:
        """Whether no wording beat silence over two sessions."""
        return self.useless_sessions.get(fault, 0) >= SESSIONS

    def end_session(self, wordings: Mapping[str, Sequence[str]]) -> list[str]:
        """Count the session; returns the faults that the coach stops cueing from now on."""
        stopped: list[str] = []
        for fault, words in wordings.items():
            if fault not in self.counts or not self.knows(fault, words):
                continue
            silence = self.tally(fault, SILENCE).rate
            helps = any(self.tally(fault, w).rate > silence + BETTER for w in words)
            before = self.gave_up(fault)
            self.useless_sessions[fault] = 0 if helps else self.useless_sessions.get(fault, 0) + 1
            if self.gave_up(fault) and not before:
                stopped.append(fault)
        return stopped

    def forget(self, fault: str) -> None:
        """Drop what was counted for a fault, for example after its exercise was changed."""
        self.counts.pop(fault, None)
        self.useless_sessions.pop(fault, None)

    def known(self, fault: str, wordings: Sequence[str]) -> Known:
        """What is known of this fault's wordings."""
        tallies = {w: self.tally(fault, w) for w in (*wordings, SILENCE)}
        enough = self.knows(fault, wordings)
        best = max(wordings, key=lambda w: tallies[w].rate)
        helps = enough and not self.gave_up(fault) and tallies[best].rate > tallies[SILENCE].rate + BETTER
        return Known(
            fault,
            {w: (t.given, t.recovered) for w, t in tallies.items()},
            enough,
            best if helps else "",
            self.gave_up(fault),
        )

    def to_dict(self) -> dict[str, Any]:
        """The counts as JSON values, for `from_dict`."""
        return {
            "counts": {f: {w: [t.given, t.recovered] for w, t in of.items()} for f, of in self.counts.items()},
            "useless_sessions": dict(self.useless_sessions),
        }

    @staticmethod
    def from_dict(data: Mapping[str, Any]) -> "Memory":
        """The memory that `to_dict` wrote.

        Raises:
            ValueError: the values are not such a memory.
        """
        try:
            counts = {
                str(f): {str(w): Tally(int(t[0]), int(t[1])) for w, t in of.items()} for f, of in data["counts"].items()
            }
            if any(not 0 <= t.recovered <= t.given for of in counts.values() for t in of.values()):
                raise ValueError("no memory of cues")
            useless = {str(f): int(n) for f, n in data["useless_sessions"].items()}
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
            raise ValueError("no memory of cues") from error
        return Memory(counts, useless)
