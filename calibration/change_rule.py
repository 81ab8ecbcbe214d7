"""How much the assumption in the rule of change (`analysis/own_change.py: SCORES`) decides: the same simulated people,
judged with other assumptions.

    python calibration/change_rule.py [--people 2000] [--seed 1]

Of people who stay the same, who are called changed; of people who got better by 15 points, who are called better. Three
tries a session within which they differ by 6 points, days that differ by 4 or by 8, scores whole and from 0 to 100.
"""

import argparse
from dataclasses import replace

import numpy as np

from tripod.analysis.own_change import NOTHING, SCORES, Told, Usual, change

ASSUMED = {
    "as it is": SCORES,
    "half as sure": replace(SCORES, tries_freedom=SCORES.tries_freedom / 2, days_freedom=SCORES.days_freedom / 2),
    "twice as sure": replace(SCORES, tries_freedom=SCORES.tries_freedom * 2, days_freedom=SCORES.days_freedom * 2),
    "half as far apart": replace(SCORES, tries_sd=SCORES.tries_sd / 2, days_sd=SCORES.days_sd / 2),
    "twice as far apart": replace(SCORES, tries_sd=SCORES.tries_sd * 2, days_sd=SCORES.days_sd * 2),
    "none: own repeats alone": NOTHING,
}
SESSIONS, TRIES, TRIES_SD, BETTER = (4, 8, 20), 3, 6.0, 15.0


def drawn(rng: np.random.Generator, sessions: int, day_sd: float, better: float) -> list[list[float]]:
    """Scores of one person, of whom the last session is `better` by so many points."""
    means = rng.normal(65, day_sd, sessions)
    means[-1] += better
    return np.clip(np.rint(rng.normal(means[:, None], TRIES_SD, (sessions, TRIES))), 0, 100).tolist()


def called(of: list[list[list[float]]], usual: Usual, told: tuple[Told, ...]) -> float:
    """The part of them of whom one of these is told."""
    return sum(change(one, 3, usual=usual).told in told for one in of) / len(of)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for day_sd in (4.0, 8.0):
        people = {
            (n, better): [
                drawn(np.random.default_rng((args.seed, k, n)), n, day_sd, better) for k in range(args.people)
            ]
            for n in SESSIONS
            for better in (0.0, BETTER)
        }
        print(f"days differ by {day_sd:.0f} points; after {', '.join(map(str, SESSIONS))} sessions")
        print("| assumption | the same, called changed | better by 15, called better |")
        print("|---|---|---|")
        for name, usual in ASSUMED.items():
            wrong = [called(people[n, 0.0], usual, (Told.MORE, Told.LESS)) for n in SESSIONS]
            right = [called(people[n, BETTER], usual, (Told.MORE,)) for n in SESSIONS]
            rows = (" · ".join(f"{100 * part:.1f} %" for part in of) for of in (wrong, right))
            print(f"| {name} | {' | '.join(rows)} |")


if __name__ == "__main__":
    main()
