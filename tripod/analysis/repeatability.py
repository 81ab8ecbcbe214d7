"""How far repeats of one thing differ: ICC, standard error of measurement, least difference that is no chance.

Rows are subjects (or sessions), columns trials. The forms of the ICC and their names are those of Shrout & Fleiss 1979
(Psychol Bull 86:420); SEM and MDC95 as in Weir 2005 (J Strength Cond Res 19:231): SEM is the root of the mean square
of the error, which hangs on no form and on no spread between subjects, and MDC95 = 1.96 √2 SEM for two single trials.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from math import inf, nan, sqrt

import numpy as np
from numpy.typing import NDArray

from tripod.analysis.student_t import t_975

Array = NDArray[np.float64]


class Form(StrEnum):
    """Of the ICC: which model, and whether of one trial or of the mean of all."""

    ONE_WAY = "ICC(1,1)"
    AGREEMENT = "ICC(2,1)"
    CONSISTENCY = "ICC(3,1)"
    ONE_WAY_MEAN = "ICC(1,k)"
    AGREEMENT_MEAN = "ICC(2,k)"
    CONSISTENCY_MEAN = "ICC(3,k)"


@dataclass(frozen=True)
class Squares:
    """Mean squares of a table of n rows and k columns."""

    rows: float
    columns: float
    error: float
    within: float
    """Of all that is within rows: columns and error together."""
    n: int
    k: int

    @staticmethod
    def of(table: Array) -> "Squares":
        """Of (n, k) without gaps.

        Raises:
            ValueError: fewer than two rows or columns, or a value that is no number.
        """
        n, k = table.shape
        if n < 2 or k < 2 or not np.isfinite(table).all():
            raise ValueError("two rows and two columns of numbers are needed")
        off = table - table.mean()
        rows = k * float((off.mean(1) ** 2).sum())
        columns = n * float((off.mean(0) ** 2).sum())
        error = float((off**2).sum()) - rows - columns
        return Squares(
            rows / (n - 1),
            columns / (k - 1),
            max(error, 0.0) / ((n - 1) * (k - 1)),
            (max(error, 0.0) + columns) / (n * (k - 1)),
            n,
            k,
        )


def icc(squares: Squares, form: Form) -> float:
    """Below 0 where rows differ less than chance would make them; nan where nothing differs."""
    rows, columns, error, within, n, k = (
        squares.rows, squares.columns, squares.error, squares.within, squares.n, squares.k
    )  # fmt: skip
    above, below = {
        Form.ONE_WAY: (rows - within, rows + (k - 1) * within),
        Form.AGREEMENT: (rows - error, rows + (k - 1) * error + k * (columns - error) / n),
        Form.CONSISTENCY: (rows - error, rows + (k - 1) * error),
        Form.ONE_WAY_MEAN: (rows - within, rows),
        Form.AGREEMENT_MEAN: (rows - error, rows + (columns - error) / n),
        Form.CONSISTENCY_MEAN: (rows - error, rows),
    }[form]
    return above / below if below else nan


def sem(squares: Squares) -> float:
    """Standard error of one trial, in the unit of the table; what all rows share from trial to trial is not in it."""
    return sqrt(squares.error)


def mdc95(error: float, trials: tuple[int, int] = (1, 1)) -> float:
    """Two means of so many trials must differ by so much before it is no chance, 95 times of 100; `error` is known
    well (for few repeats: `least_difference`)."""
    return 1.96 * error * sqrt(1 / trials[0] + 1 / trials[1])


@dataclass(frozen=True)
class OwnRepeats:
    """How far one person's repeats within a session differ."""

    sem: float
    freedom: int
    """Degrees of freedom: repeats beyond the first of each session."""

    @staticmethod
    def of(sessions: Sequence[Sequence[float]]) -> "OwnRepeats":
        """Pooled over sessions, so that a change from one to the next is not in it; inf where nothing was repeated."""
        sizes = [len(of) for of in sessions if len(of) > 1]
        freedom = sum(sizes) - len(sizes)
        if not freedom:
            return OwnRepeats(inf, 0)
        values = np.fromiter((value for of in sessions if len(of) > 1 for value in of), float, freedom + len(sizes))
        begins = [0, *accumulate(sizes[:-1])]
        means = np.add.reduceat(values, begins) / sizes
        squares = float(((values - np.repeat(means, sizes)) ** 2).sum())
        return OwnRepeats(sqrt(squares / freedom), freedom)

    def least_difference(self, before: int, now: int) -> float:
        """By how much means of so many repeats must differ before it is no chance; with few degrees of freedom more,
        for the error itself is unsure (t distribution). inf where nothing was repeated."""
        if not self.freedom:
            return inf
        return t_975(self.freedom) * self.sem * sqrt(1 / before + 1 / now)
