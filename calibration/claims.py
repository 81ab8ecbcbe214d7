"""One table of what the program claims on people and boards outside of its own model, before and now.

    python calibration/claims.py [--boards 200] [--people 2000] [--sets 200] [--seed 1] [CSV ...]

Quiet stances in CSV files (`time_s`, `ml_mm`, `ap_mm`) give the sway of real people under simulated hinges; without
them the virtual person's is taken. *Before* was measured in November 2026 on the program as it was then. Everything is
simulated but the sway in those files. Each row is made by the study named in its column; its own table says more.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import live_numbers
import poses
import rep_count
import rep_sets
import stances
import verdict_claims
import whole_feet

NOT_MEASURED = "not measured"
WHOLE_FEET = {
    "along a printed line": "RMS 4 or less, 93 to 97 %",
    "stood on the three points": "RMS 4 or less, the same",
    "rolled round": "RMS 6 or less, the same",
    "along a line, then rolled round": "RMS 4 or less, the same",
    "along a line, then stood on the points": "RMS 4 or less, the same",
}
"""What is wanted of the populations of `whole_feet.py` that are claims."""


@dataclass(frozen=True)
class Claim:
    """One case."""

    case: str
    before: str
    now: str
    wanted: str
    study: str


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--boards", type=int, default=200)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--sets", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("csv", nargs="*", help="quiet stances of people")
    args = parser.parse_args(argv)
    print("| case | before | now | wanted | study |\n|---|---|---|---|---|")
    for claim in chain(
        _turned(args.seed),
        _unknown(args.people, args.seed),
        _pads(args.people, args.seed),
        _boards(args.boards, args.seed),
        _reps(args.sets, args.seed, args.csv),
        _edge(),
        _sway(args.csv),
        _delay(min(args.boards, 10)),
    ):
        print(f"| {claim.case} | {claim.before} | {claim.now} | {claim.wanted} | {claim.study} |", flush=True)


def _turned(seed: int) -> Iterator[Claim]:
    before = ("97", "52/11/37, `mt1_light` all the time, score 0", NOT_MEASURED, NOT_MEASURED)
    wanted = ("as before", "cannot tell: no fault, no score", "within 5 of the unturned one", "within 10")
    for row, was, want in zip(stances.toes_out(10.0, seed), before, wanted, strict=True):
        yield Claim(row.case, was, f"{row.said} (true {row.true})", want, "stances.py")


def _unknown(people: int, seed: int) -> Iterator[Claim]:
    before = {"nobody measured it": "errors of 22 to 25 points RMS, ± 7.6 and 9.1; holds 11 to 12 %"}
    wanted = {"nothing": "± holds 93 to 97 %", "line": "RMS 4 or less, 93 to 97 %", "points": "RMS 4 or less, the same"}
    for population in poses.POPULATIONS[:6]:
        row = poses.study(population, people, seed)
        now = _shares(row)
        want = wanted.get(population.way, "RMS 6 or less, the same")
        yield Claim(
            f"plate, 0–20° turned, 10 mm off: {row.name}", before.get(row.name, NOT_MEASURED), now, want, "poses.py"
        )

    for population in whole_feet.POPULATIONS:
        if population.name not in WHOLE_FEET:
            continue
        row = whole_feet.study(population, people, seed)
        now = _shares(row)
        yield Claim(f"plate, feet of nine parts: {row.name}", NOT_MEASURED, now, WHOLE_FEET[row.name], "whole_feet.py")


def _shares(row: poses.Row) -> str:
    off, pm, holds = (" / ".join(f"{v:.1f}" for v in of) for of in (row.rms, row.pm, row.holds))
    return f"RMS {off} points; ± {pm}; holds {holds} %"


def _pads(people: int, seed: int) -> Iterator[Claim]:
    for row in stances.pads_turned(people, seed):
        before = "ellipse holds 1.9 %, shares 0.1 %" if "5" in row.case and "turned" in row.case else NOT_MEASURED
        yield Claim(row.case, before, f"{row.said}; {row.true}", "95 %, or said", "stances.py")


def _boards(boards: int, seed: int) -> Iterator[Claim]:
    before = {
        "cells": "*accept*, 60 of 60; the ellipse holds 39.8 %",
        "any": "*accept*, 40 of 40",
        "a film's error": "1.29 to 1.36, beyond 2: 10 to 11 %; up to 5 times, called sure",
        "insole": "holds 84 %",
    }
    for row in (
        *verdict_claims.cells_off_claims(boards, seed),
        *verdict_claims.swapped_claims(max(boards // 20, 1), seed),
        *verdict_claims.wrong_mass_claims(boards, seed),
        *verdict_claims.wide_feet_claims(boards, seed),
        *verdict_claims.film_claims(boards, seed),
    ):
        was = next((said for key, said in before.items() if key in row.what), NOT_MEASURED)
        yield Claim(row.what, was, row.figure, row.target, "verdict_claims.py")


def _reps(sets: int, seed: int, recordings: Sequence[str]) -> Iterator[Claim]:
    if recordings:
        sways = {"measured on people": rep_count.recorded(recordings)}
    else:
        print("No recording of a quiet stance was named: the hinges have the virtual person's sway.", file=sys.stderr)
        sways = {"virtual person": rep_count.virtual_sway(min(sets, 40))}
    for row in rep_sets.rows(sways, rep_count.TEMPOS["3-1-2-2"], sets, seed):
        yield Claim(row.case, row.before, row.after, "98 % exact, 1 % sure and wrong; no rep lost", "rep_sets.py")


def _edge() -> Iterator[Claim]:
    for row in stances.to_the_edge():
        before = "51 mm" if "plate" in row.case else NOT_MEASURED
        yield Claim(row.case, before, f"{row.said} (true {row.true})", "the true one, or *as drawn*", "stances.py")


def _sway(recordings: Sequence[str]) -> Iterator[Claim]:
    for row in live_numbers.sway_rows([Path(r) for r in recordings], 1):
        who, board, true, shown, stated, off, norms = (cell.strip() for cell in row.strip("| ").split("|"))
        now = f"{stated} mm/s ({off}), compares with norms: {norms}"
        yield Claim(
            f"sway speed of {who}, {board}; true {true} mm/s", f"{shown} mm/s", now, "3 %, or no", "live_numbers.py"
        )


def _delay(boards: int) -> Iterator[Claim]:
    for row in live_numbers.delay_rows(boards, [of for of in live_numbers.RATES if of[1] >= 80]):
        name, rate, stated, _, mean, worst, *_ = (cell.strip() for cell in row.strip("| ").split("|"))
        before = "25 ms stated, 35 to 38 measured" if (name, rate) == ("plate", "80") else NOT_MEASURED
        now = f"{stated} ms stated; measured {mean} from it, at worst {worst}"
        yield Claim(f"the CoP's delay, {name} at {rate}/s", before, now, "within 3 ms", "live_numbers.py")


if __name__ == "__main__":
    main()
