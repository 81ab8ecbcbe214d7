"""Learns which wording of a cue helps this person: counts recoveries after each wording and after none.

Below ten of each nothing is believed: wordings and silence take turns. Then the wording with the most recoveries is
preferred, if it beats silence. Where none beats silence over two sessions, the coach stops cueing that fault.

A fault has two rows: one for its sentences, and one, named `<fault>_short`, for the word that who moves hears. A word
is no sentence said faster, and a fault of who moves goes away by itself more often than one of who stands; so each row
has a silence of its own, and neither says anything of the other. A sentence that explains a word between two reps is
counted in neither: nobody could tell what came of it. It may still linger when silence is tried next, which makes a
word look less helpful than it is, not more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tripod.boards.stance_faults import Fault
from tripod.coach.cue import memory_row
from tripod.coach.phrases import SHORT
from tripod.drills.run.event_types import CueForm
from tripod.sentences import sentence
from tripod.storage.schemas.diary import MemoryFile

ENOUGH = 10
BETTER = 0.05
"""A wording must recover by so much more often than silence to be worth saying."""
SESSIONS = 2
SILENCE = "none"
"""The wording that is no wording."""
SILENT_TURN = 4
"""While nobody knows better, each so many-th fault of a kind gets no words, to compare with."""


@dataclass
class CueStats:
    """Of one wording for one fault."""

    given: int = 0
    recovered: int = 0

    @property
    def rate(self) -> float:
        """Laplace's estimate, so that one lucky try is not certainty."""
        return (self.recovered + 1) / (self.given + 2)


@dataclass(frozen=True)
class Known:
    """What is known of one fault's wordings."""

    fault: Fault
    tries: Mapping[str, tuple[int, int]]
    """wording (or `SILENCE`) -> how often it was given, and how often recovery followed."""
    enough: bool
    """Each was tried often enough to compare."""
    preferred: str
    """The wording that helps this person more than silence; "" where none does or too little is known."""
    gave_up: bool
    """No wording helped over two sessions, so nothing is said."""
    moving: bool = False
    """It is the word that who moves hears."""

    @property
    def tried(self) -> bool:
        return any(given for given, _ in self.tries.values())

    def verdict(self) -> str:
        """In one sentence."""
        if self.gave_up:
            return sentence("cue_memory.gave_up")
        if not self.enough:
            least = min(given for given, _ in self.tries.values())
            return sentence("cue_memory.not_enough_yet", tries=least, wanted=ENOUGH)
        if self.preferred:
            return sentence("cue_memory.best_is_preferred")
        return sentence("cue_memory.none_helps_so_far")


@dataclass
class Memory:
    """Counts by row and wording (its name, or `SILENCE`). What is called `fault` below is such a row."""

    counts: dict[str, dict[str, CueStats]] = field(default_factory=dict[str, dict[str, CueStats]])
    useless_sessions: dict[str, int] = field(default_factory=dict[str, int])
    """How many sessions in a row no wording beat silence, of each fault that was cued enough."""

    def tally(self, fault: str, wording: str) -> CueStats:
        return self.counts.setdefault(fault, {}).setdefault(wording, CueStats())

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

    def best(self, fault: str, wordings: Sequence[str]) -> str:
        """The wording that recovered most often so far, where nothing is to be learnt from it; `SILENCE` where none
        helps."""
        if self.gave_up(fault) or not wordings:
            return SILENCE
        tallies = self.counts.get(fault, {})
        return max(wordings, key=lambda w: tallies.get(w, CueStats()).rate)

    def note(self, fault: str, wording: str, recovered: bool) -> None:
        """What came of it."""
        tally = self.tally(fault, wording)
        tally.given += 1
        tally.recovered += recovered

    def knows(self, fault: str, wordings: Sequence[str]) -> bool:
        """Whether each wording and silence were tried often enough to compare."""
        return all(self.tally(fault, w).given >= ENOUGH for w in (*wordings, SILENCE))

    def gave_up(self, fault: str) -> bool:
        """Whether nothing that was said helped, over two sessions."""
        return self.useless_sessions.get(fault, 0) >= SESSIONS

    def helpless(self, fault: str) -> bool:
        """Whether its sentences or its word were given up."""
        return self.gave_up(fault) or self.gave_up(fault + SHORT)

    def end_session(self, wordings: Mapping[str, Sequence[str]]) -> list[str]:
        """Count the session for these rows; returns the faults of those that the coach stops cueing from now on."""
        stopped: list[str] = []
        for fault, words in wordings.items():
            if fault not in self.counts or not self.knows(fault, words):
                continue
            silence = self.tally(fault, SILENCE).rate
            helps = any(self.tally(fault, w).rate > silence + BETTER for w in words)
            before = self.gave_up(fault)
            self.useless_sessions[fault] = 0 if helps else self.useless_sessions.get(fault, 0) + 1
            if self.gave_up(fault) and not before:
                stopped.append(fault.removesuffix(SHORT))
        return list(dict.fromkeys(stopped))

    def forget(self, fault: str) -> None:
        """Begin anew with this fault: something else was done about it meanwhile."""
        for row in (fault, fault + SHORT):
            self.counts.pop(row, None)
            self.useless_sessions.pop(row, None)

    def known(self, fault: Fault, wordings: Sequence[str], *, moving: bool = False) -> Known:
        """What is known of the wordings of a fault; `moving`: of the word that who moves hears."""
        row = memory_row(fault, CueForm.SHORT if moving else CueForm.WHOLE)
        tallies = {w: self.tally(row, w) for w in (*wordings, SILENCE)}
        enough = self.knows(row, wordings)
        best = max(wordings, key=lambda w: tallies[w].rate)
        helps = enough and not self.gave_up(row) and tallies[best].rate > tallies[SILENCE].rate + BETTER
        tries = {w: (t.given, t.recovered) for w, t in tallies.items()}
        return Known(fault, tries, enough, best if helps else "", self.gave_up(row), moving)

    def to_file(self) -> MemoryFile:
        """As files hold it."""
        counts = {f: {w: (t.given, t.recovered) for w, t in of.items()} for f, of in self.counts.items()}
        return MemoryFile(counts, dict(self.useless_sessions))


def memory_of(file: MemoryFile | None) -> Memory:
    """The memory that a file holds; an empty one for None.

    Raises:
        ValueError: more recoveries than tries.
    """
    if file is None:
        return Memory()
    if any(not 0 <= recovered <= given for of in file.counts.values() for given, recovered in of.values()):
        raise ValueError(sentence("cue_memory.more_recoveries_than_tries"))
    counts = {f: {w: CueStats(*t) for w, t in of.items()} for f, of in file.counts.items()}
    return Memory(counts, dict(file.useless_sessions))
