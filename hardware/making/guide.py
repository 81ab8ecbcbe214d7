"""Tables in the guides that scripts compute: between `<!-- made: NAME -->` and `<!-- /made -->`."""

import re
from collections.abc import Callable, Sequence

from making.build import HARDWARE, Build, pin_label, spoken
from making.error_budget import FOOT_N, TERMS, budget, circuit, gain_sigma, unknown_stance_points
from making.load_case import cases, completion_drift, limit_kg, pads, rounded_kg, variants, worst_part
from making.parts import bom, cost_eur, read_bom
from making.stance_lines import lines_used

GUIDES = ("README.md", "insole.md", "pads.md", "plate.md")
_TITLES = {"tonight": "Tonight", "insole": "Insole", "pads": "Pads", "plate": "Plate"}


_PAGES = {"tonight": "#tonight-one-foot-three-films-one-evening"}


def refreshed(guide: str, builds: Sequence[Build]) -> str:
    """The guide with its tables computed anew."""
    text = (HARDWARE / guide).read_text("utf-8")
    tables = made_tables(builds)

    def table(match: re.Match[str]) -> str:
        return f"<!-- made: {match[1]} -->\n{tables[match[1]]}\n<!-- /made -->"

    return re.sub(r"<!-- made: ([\w-]+) -->\n.*?\n?<!-- /made -->", table, text, flags=re.S)


def made_tables(builds: Sequence[Build]) -> dict[str, str]:
    """Every table by its name."""
    tables: dict[str, str] = {"chooser": chooser(builds)}
    plate = next(b for b in builds if b.name == "plate")
    for build in builds:
        tables[f"parts-{build.name}"] = parts_table(build)
        tables[f"pins-{build.name}"] = pins_table(build)
        tables[f"errors-{build.name}"] = errors_table(build)
        if build.name == "plate":
            tables["load-case"] = load_case_table(build)
            tables["stance-lines"] = lines_used(build)
            tables["completion"] = completion_table(build)
        if build.name == "pads":
            tables["load-pads"] = pads_table(build, plate)
    return tables


def chooser(builds: Sequence[Build]) -> str:
    """The first page's table."""
    columns = list(builds)
    rows: dict[str, list[str]] = {}

    def row(name: str, say: Callable[[Build], str]) -> None:
        rows[name] = [say(b) for b in columns]

    row("feet", lambda b: "one" if len(b.board.feet) == 1 else "both")
    row("cost, estimated", _cost)
    row("hours", lambda b: b.data["chooser"]["hours"])
    row("tools", lambda b: b.data["chooser"]["tools"])
    row("skills", lambda b: b.data["chooser"]["skills"])
    row("total load", lambda b: b.board.claims.total)
    row("shares", lambda b: b.board.claims.share)
    row(
        "CoP",
        lambda b: b.board.claims.cop + (" (off until calibrated)" if b.board.claims.cop_needs_calibration else ""),
    )
    plate = next(b for b in builds if b.name == "plate")
    row("carries", lambda b: _carries(b, plate))
    row("share error, nobody calibrated", lambda b: f"{budget(b, False)['sum'].points:.1f} points")
    row("share error, calibrated", lambda b: f"{budget(b, True)['sum'].points:.1f} points")
    row("of it, from where the foot's points lie", lambda b: f"{budget(b, True)['placement'].points:.1f} points")
    row("share error while nobody measured where the feet stand", _stance)
    row("CoP error, nobody calibrated", lambda b: _cop(b, False))
    row("CoP error, calibrated", lambda b: _cop(b, True))
    row("load error, calibrated", _load)
    head = "| | " + " | ".join(f"[**{_TITLES[b.name]}**]({_PAGES.get(b.name, f'{b.name}.md')})" for b in columns) + " |"
    return "\n".join(
        [head, "|---" * (len(columns) + 1) + "|", *(f"| {k} | {' | '.join(v)} |" for k, v in rows.items())]
    )


def _stance(build: Build) -> str:
    points = unknown_stance_points(build)
    return f"{points:.0f} points" if points else "as above: the cells go with the foot"


def _cost(build: Build) -> str:
    rows = read_bom(bom(build))
    if build.name != "plate":
        return f"{cost_eur(rows, ''):.0f} EUR"
    return f"{cost_eur(rows, 'bodyweight'):.0f} EUR for body weight, {cost_eur(rows, 'barbell'):.0f} EUR for a barbell"


def _carries(build: Build, plate: Build) -> str:
    if not build.board.claims.newtons:
        return build.data["chooser"]["maximum"]
    if build.name == "plate":
        (two, one, _), (_, _, bar) = limit_kg(build, "bodyweight"), limit_kg(build, "barbell")
        return f"body weight: {two} kg on two legs, {one} kg on one; barbell: body and bar {bar} kg"
    _, one, bar = rounded_kg(plate, build.board.limits.max_foot_n, build.board.limits.max_total_n, True)
    return f"body and bar {bar} kg, body on one leg {one} kg"


def _cop(build: Build, calibrated: bool) -> str:
    if build.board.claims.cop_needs_calibration and not calibrated:
        return "not shown"
    return f"{budget(build, calibrated)['sum'].cop_mm:.1f} mm"


def _load(build: Build) -> str:
    load = 100 * budget(build, True)["sum"].load
    return f"{load:.1f} %" if build.board.claims.newtons else "no weight"


def errors_table(build: Build) -> str:
    """Term by term: load, shares, CoP."""
    raw, done = budget(build, False), budget(build, True)
    lines = [
        f"| term, at {FOOT_N:.0f} N a foot | load | share, worst point | CoP |",
        "|---|---|---|---|",
    ]
    for term in TERMS:
        for words, b in ((", nobody calibrated", raw), (", calibrated", done)) if term == "gain" else (("", done),):
            e = b[term]
            lines.append(f"| {term}{words} | {100 * e.load:.2f} % | {e.points:.2f} points | {e.cop_mm:.2f} mm |")
    for words, b in (("nobody calibrated", raw), ("calibrated", done)):
        e = b["sum"]
        lines.append(f"| **sum, {words}** | {100 * e.load:.2f} % | {e.points:.2f} points | {e.cop_mm:.2f} mm |")
    parts = "; ".join(f"{k} {100 * v:.2g} %" for k, v in circuit(build).items())
    sigma = f"gain {100 * gain_sigma(build, False):g} % of a cell, calibrated {100 * gain_sigma(build, True):g} %"
    return "\n".join([*lines, "", f"One standard deviation. Inside these terms: {sigma}; from the circuit {parts}."])


def parts_table(build: Build) -> str:
    """The bill of materials, short."""
    rows = read_bom(bom(build))
    variants_ = len({r["Build"] for r in rows}) > 1
    lines = [
        "| qty | part | each, estimated |" + (" build |" if variants_ else ""),
        "|---|---|---|" + ("---|" if variants_ else ""),
    ]
    for r in rows:
        build_ = f" {'both' if r['Build'] == build.name else r['Build']} |" if variants_ else ""
        lines.append(f"| {r['Qty']} | {r['Description']} | {r['Unit_EUR']} EUR |{build_}")
    if variants_:
        sums = ", ".join(f"{v} {cost_eur(rows, v):.0f} EUR" for v in ("bodyweight", "barbell"))
    else:
        sums = f"{cost_eur(rows, ''):.0f} EUR"
    return "\n".join(
        [*lines, "", f"In all {sums}. Prices are estimates of {build.data['price_date']}, within about 30 %."]
    )


def pins_table(build: Build) -> str:
    """Pins by cell."""
    names = " | ".join(spoken(c) for c in build.board.cells)
    pins = " | ".join(pin_label(p) for p in build.pins.values())
    clock = build.data.get("clock")
    after = f"\n\nClock of all converters: {pin_label(clock['pin'])}." if clock else ""
    return f"| cell | {names} |\n|---{'|---' * len(build.pins)}|\n| pin | {pins} |{after}"


def load_case_table(build: Build) -> str:
    """Who may stand there."""
    lines = [
        "| variant | who | one plate | worst cell | of its range | top bends | safety of the top | may stand |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for variant, (_, top) in variants(build).items():
        for c in cases(build, variant):
            lines.append(
                f"| {variant}, {top.words} {top.thick_mm:g} mm | {c.words} | {c.plate_n:.0f} N | {c.cell_n:.0f} N | "
                f"{100 * c.of_range:.0f} % | {c.deflection_mm:.2f} mm | {c.safety:.1f} | "
                f"{'yes' if c.allowed else '**no**'} |"
            )
    case = build.data["load_case"]
    return "\n".join(
        [
            *lines,
            "",
            f"One foot takes {100 * case['one_side']:.0f} % of the load on two legs; movement adds a factor of "
            f"{case['dynamic_body']:g} without and {case['dynamic_bar']:g} with a bar. The worst cell carries "
            f"{100 * worst_part(build):.0f} % of its plate: CoP {-case['heel_y_mm']:g} mm behind the heel's point and "
            f"{case['beside_mm']:g} mm beside the middle. The top is a beam between front and rear cells, loaded in "
            "its middle: more than a foot does.",
        ]
    )


def pads_table(build: Build, plate: Build) -> str:
    """Each pad under the whole foot."""
    lines = [
        "| pad | load | of its cell's range | carrier bends | safety of the carrier | safety of a bolt |",
        "|---|---|---|---|---|---|",
    ]
    for p in pads(build):
        name = p.point.upper() if p.point != "heel" else p.point
        lines.append(
            f"| {name} | {p.load_n:.0f} N | {100 * p.of_range:.0f} % | {p.carrier_bends_mm:.2f} mm | "
            f"{p.carrier_safety:.1f} | {p.bolt_safety:.1f} |"
        )
    limits = build.board.limits
    _, one, bar = rounded_kg(plate, limits.max_foot_n, limits.max_total_n, True)
    case = plate.data["load_case"]
    return "\n".join(
        [
            *lines,
            "",
            f"A foot may carry {limits.max_foot_n:.0f} N and both {limits.max_total_n:.0f} N at any moment: body and "
            f"bar of {bar} kg ({100 * case['one_side']:.0f} % on one foot, a factor of {case['dynamic_bar']:g} for "
            f"movement), or {one} kg on one leg without a bar. The table puts a foot's whole limit on one pad; cells "
            "of this kind bear 150 % of their range (data sheets).",
        ]
    )


def completion_table(build: Build) -> str:
    """Why ordinary resistors will not do."""
    matched = build.data["bodyweight"]["circuit"]["tracking_per_k"]
    rows = (("two ordinary resistors, 25 ppm/K apart", 25e-6), (f"matched pair, {matched * 1e6:g} ppm/K", matched))
    lines = ["| completed with | zero moves, each cell |", "|---|---|"]
    return "\n".join([*lines, *(f"| {words} | {completion_drift(build, t):.1f} N per kelvin |" for words, t in rows)])
