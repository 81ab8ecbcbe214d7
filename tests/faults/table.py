"""One table: what was done to the program, how often, how often it bore that, what was lost, and what it said."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

NOTE_WIDTH = 70
MOST_WRONG = 8


class Effort(StrEnum):
    """How long it may take."""

    QUICK = "quick"
    NORMAL = "normal"
    FULL = "full"

    def pick(self, quick: int, normal: int, full: int) -> int:
        """One of three sizes."""
        return {Effort.QUICK: quick, Effort.NORMAL: normal, Effort.FULL: full}[self]


class NotBorne(AssertionError):
    """A traceback, a hang, a loss that is too large, or a wrong number without a word: in one line."""


@dataclass(frozen=True)
class Row:
    """One kind of fault."""

    what: str
    tried: str
    """How often, with its unit where it is not cases."""
    cases: int
    survived: int
    lost: str
    said: str
    wrong: tuple[str, ...] = ()
    """What was not borne, the first few cases."""

    @property
    def borne(self) -> bool:
        """Whether every case was."""
        return self.survived == self.cases

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        return cls(**{**data, "wrong": tuple(data["wrong"])})

    @classmethod
    def missing(cls, section: str, why: str) -> Self:
        """A section that came to no end."""
        return cls(section, "-", 1, 0, "-", "-", (f"the section itself: {why}",))


@dataclass
class Tally:
    """Counts the cases of one kind of fault."""

    what: str
    unit: str = ""
    """Of `amount`; without one, cases are what is counted."""
    amount: int = 0
    cases: int = 0
    survived: int = 0
    lost: str = "nothing"
    sentences: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @contextmanager
    def case(self, name: str) -> Iterator[None]:
        """Whatever is raised within it is a case that was not borne, and is no reason to stop."""
        self.cases += 1
        try:
            yield
        except Exception as error:
            first = (str(error).splitlines() or [""])[0][:300]
            self.wrong.append(f"{name}: {first if isinstance(error, NotBorne) else f'{type(error).__name__}: {first}'}")
        else:
            self.survived += 1

    def said(self, *sentences: str) -> None:
        """What the user was told; alike but for numbers, paths and names is the same."""
        self.sentences.update(like for like in map(_alike, sentences) if like)

    def row(self) -> Row:
        """The row of the table."""
        tried = f"{self.amount:,} {self.unit}" if self.unit else f"{self.cases:,}"
        told = [text for text, _ in self.sentences.most_common()]
        more = f" (and {len(told) - 1} others)" if len(told) > 1 else ""
        said = f"“{told[0]}”{more}" if told else "nothing"
        return Row(self.what, tried, self.cases, self.survived, self.lost, said, tuple(self.wrong[:MOST_WRONG]))


def _alike(text: str) -> str:
    first = (text.strip().splitlines() or [""])[0].removeprefix("tripod: ")
    return re.sub(r"-?\d[\d.,]*", "N", re.sub(r"\S*/\S+", "PATH", first))


def require(holds: bool, said: str) -> None:
    """Raises:
    NotBorne: it does not hold.
    """
    if not holds:
        raise NotBorne(said)


def text(rows: Sequence[Row]) -> str:
    """The table as Markdown, and what was not borne below it."""
    lines = ["| what | tried | survived | lost | said |", "|---|---|---|---|---|"]
    for row in rows:
        said = row.said if len(row.said) <= NOTE_WIDTH else f"{row.said[:NOTE_WIDTH]}…"
        part = "all" if row.borne else f"**{row.survived:,} of {row.cases:,}**"
        lines.append(f"| {row.what} | {row.tried} | {part} | {row.lost} | {said} |".replace("\n", " "))
    wrong = [f"- {row.what}: {one}" for row in rows for one in row.wrong]
    return "\n".join([*lines, *(["", "Not borne:", *wrong] if wrong else [])])
