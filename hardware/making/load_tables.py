"""Tables of the guides on who may stand where: plate, pads, and half bridges that drift."""

from making.build import Build
from making.load_case import LEANING, completion_drift, limit_kg, pads, people, rounded_kg, variants, worst_part
from making.mechanics import mat_box, plate_box
from making.statics import by_cells_alone, tipping

_RARE = r"\*"
"""The sign of a case that happens once in a while; a bare star would begin slanted letters."""


def load_case_table(build: Build) -> str:
    """Who may stand on the plate, and where."""
    lines = [
        "| variant | who | what loads the worst cell, of its range | top bends | safety of the top | may stand |",
        "|---|---|---|---|---|---|",
    ]
    for variant, (_, top) in variants(build).items():
        for s in people(build, variant):
            done = ", ".join(f"{c.words} {100 * c.of_range:.0f} %{_RARE if c.rare else ''}" for c in s.cases)
            lines.append(
                f"| {variant}, {top.words} {top.thick_mm:g} mm | {s.words} | {done} | {s.deflection_mm:.2f} mm | "
                f"{s.safety:.1f} | {'yes' if s.allowed else '**no**'} |"
            )
    return "\n".join([*lines, "", _how_hard(build), "", _where(build)])


def _how_hard(build: Build) -> str:
    case = build.data["load_case"]
    limits = ", ".join(f"{v} {limit_kg(build, v)[0]} kg" for v in variants(build))
    return (
        f"So a person may weigh: {limits}; with a bar, {limit_kg(build, 'barbell')[1]} kg together. Getting on and "
        f"off on one leg adds a factor of {case['dynamic_step']:g}, a heel that comes down hard one of "
        f"{case['dynamic_drop']:g}, a bar {case['dynamic_bar']:g} with {100 * case['one_side']:.0f} % on one foot. "
        f"Cases with {_RARE} happen once in a while and may take {100 * case['safe_overload']:.0f} % of a cell's "
        f"range, which data sheets call safe; all others 100 %. The worst cell carries {100 * worst_part(build):.0f} % "
        f"of its plate: CoP {-case['heel_y_mm']:g} mm behind the heel's point and {case['beside_mm']:g} mm beside the "
        "middle; over one corner it carries all. The top is a beam between front and rear cells, loaded in its "
        "middle: more than a foot does."
    )


def _where(build: Build) -> str:
    mat, whole, gap = mat_box(build), plate_box(build), build.data["solid"]["stop_gap_mm"]
    return (
        f"**Where to step.** On the mat ({mat[2] - mat[0]:g} × {mat[3] - mat[1]:g} mm), never on the rim beyond it. "
        f"On {100 * tipping(build, mat):.0f} % of the mat a load tips the plate over: outside of the cells it tips by "
        f"{gap:g} mm onto two stops, and the program says *loaded at its edge*. On "
        f"{100 * by_cells_alone(build, mat):.0f} % of the mat no stop carries, and the plate measures. The rim, on "
        f"which it would tip over, is {100 * tipping(build, whole):.0f} % of the top, {mat[0] - whole[0]:g} mm all "
        "round."
    )


def pads_table(build: Build, plate: Build) -> str:
    """Each pad under what its foot may carry."""
    head = f"| pad | leaning | of its cell's range | all on it alone{_RARE}"
    lines = [
        f"{head} | carrier bends | its safety | a bolt's safety |",
        "|---|---|---|---|---|---|---|",
    ]
    for p in pads(build):
        name = p.point.upper() if p.point != "heel" else p.point
        lines.append(
            f"| {name} | {p.load_n:.0f} N | {100 * p.of_range:.0f} % | {100 * p.all_of_range:.0f} % | "
            f"{p.carrier_bends_mm:.2f} mm | {p.carrier_safety:.1f} | {p.bolt_safety:.1f} |"
        )
    limits, case = build.board.limits, plate.data["load_case"]
    person, bar = rounded_kg(plate, limits.max_foot_n, limits.max_total_n)
    return "\n".join(
        [
            *lines,
            "",
            f"A foot may carry {limits.max_foot_n:.0f} N and both {limits.max_total_n:.0f} N at any moment: body and "
            f"bar of {bar} kg ({100 * case['one_side']:.0f} % on one foot, a factor of {case['dynamic_bar']:g} for "
            f"movement), or a person of {person} kg who steps on with one leg (a factor of {case['dynamic_step']:g}). "
            f"Leaning puts a foot's whole limit on the heel, or {100 * LEANING['mt1']:.0f} % of it on one of the two "
            f"forefoot pads. {_RARE}Once in a while all of it stands on one; cells of this kind bear 150 % of their "
            "range (data sheets).",
        ]
    )


def completion_table(build: Build) -> str:
    """Why ordinary resistors will not do."""
    matched = build.data["bodyweight"]["circuit"]["tracking_per_k"]
    rows = (("two ordinary resistors, 25 ppm/K apart", 25e-6), (f"matched pair, {matched * 1e6:g} ppm/K", matched))
    lines = ["| completed with | zero moves, each cell |", "|---|---|"]
    return "\n".join([*lines, *(f"| {words} | {completion_drift(build, t):.1f} N per kelvin |" for words, t in rows)])
