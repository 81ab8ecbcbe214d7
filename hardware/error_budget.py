"""How exact each board is: every error term by formula and by Monte Carlo, and the table that the first page shows.

python hardware/error_budget.py [--draws 200000]
"""

import argparse
from collections.abc import Sequence

from making.build import BUILDS, load_build
from making.error_budget import Error, checked, circuit, stance
from making.guide import chooser


def main(argv: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--draws", type=int, default=200_000)
    args = parser.parse_args(argv)
    builds = [load_build(name) for name in BUILDS]
    for build in builds:
        at = stance(build)
        cells = ", ".join(f"{n:.0f}" for n in at.force_n)
        unit = "N" if build.board.claims.newtons else "index newtons"
        print(f"\n{build.board.title}: cells carry {cells} {unit}; simulated, one standard deviation")
        for calibrated in (False, True):
            print(f"  {'calibrated' if calibrated else 'nobody calibrated'}: by formula (by Monte Carlo)")
            for term, formula, drawn in checked(build, calibrated, args.draws):
                print(f"    {term:11}{_both(formula, drawn)}")
        print("  of it the circuit: " + ", ".join(f"{k} {100 * v:.2g} %" for k, v in circuit(build).items()))
    print("\n" + chooser(builds))


def _both(a: Error, b: Error) -> str:
    return (
        f"load {100 * a.load:5.2f} % ({100 * b.load:5.2f})   share {a.points:5.2f} points ({b.points:5.2f})   "
        f"CoP {a.cop_mm:6.2f} mm ({b.cop_mm:6.2f})"
    )


if __name__ == "__main__":
    main()
