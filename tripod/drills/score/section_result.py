"""What became of each drill of one that was put together from others: scores of different things make no mean."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tripod.boards import plain_point
from tripod.drills.format.section import Section
from tripod.drills.score.tries import Try
from tripod.sentences import sentence
from tripod.storage.schemas.drill_result import SectionFile

SCORED_KINDS = ("hold", "reps")
IN_BAND = 0.995
"""Who is in band for this part of a hold is said to be so for all of it."""


@dataclass(frozen=True)
class SectionResult:
    """One of them."""

    drill: str
    title: str
    done: bool
    """Something of it was scored or measured; of one in which nothing is, all of it was begun and nothing left out."""
    scores: tuple[int, ...] = ()
    """Of each scored try."""

    @property
    def score(self) -> int | None:
        """Mean of its tries; None where none was scored, or only sway was measured."""
        return round(sum(self.scores) / len(self.scores)) if self.scores else None

    def brief(self) -> str:
        """Title and score, or what became of it without one."""
        title = self.title or self.drill
        return sentence("section.brief", title=title, score=self.score) if self.score is not None else self.said()

    def said(self) -> str:
        """In one line."""
        title = self.title or self.drill
        if self.score is not None:
            return sentence("section.scored", title=title, score=self.score, tries=len(self.scores))
        return sentence("section.done" if self.done else "section.not_done", title=title)


def section_results(
    sections: Sequence[Section | None],
    kinds: Sequence[str],
    tries: Sequence[Try],
    begun: Collection[int],
    left_out: Collection[int],
) -> tuple[SectionResult, ...]:
    """From each part's section and kind of step, the tries so far, and the parts that were begun and left out."""
    found: list[SectionResult] = []
    for section in dict.fromkeys(s for s in sections if s is not None and s.title):
        parts = [k for k, s in enumerate(sections) if s == section]
        if section.instead and not any(k in begun for k in parts):
            continue
        of = [t for t in tries if t.part in parts and t.scored]
        nothing_scored = not any(kinds[k] in SCORED_KINDS for k in parts)
        whole = nothing_scored and all(k in begun and k not in left_out for k in parts)
        scores = tuple(t.score for t in of if t.score is not None)
        found.append(SectionResult(section.drill, section.title, bool(of) or whole, scores))
    return tuple(found)


def sections_said(sections: Sequence[SectionResult], worst: tuple[str, str, float] | None) -> str:
    """How many were done and what each came to, a line each. `worst`: the foot and point that left their band most in a
    hold, and the part of it in which they were in band; None where nothing tells."""
    head = [sentence("section.how_many", done=sum(s.done for s in sections), of=len(sections))]
    if worst is not None and worst[2] < IN_BAND:
        foot, point, part = worst
        plain = " ".join(plain_point(point, foot).split())
        head.append(sentence("section.worst", point=plain, percent=100 * part))
    return "\n".join([" ".join(head), *(s.said() for s in sections)])


def sections_file(sections: Sequence[SectionResult]) -> list[SectionFile]:
    """In the same order."""
    return [
        SectionFile(drill=s.drill, title=s.title, done=s.done, score=s.score, tries=len(s.scores)) for s in sections
    ]
