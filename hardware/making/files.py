"""Every file that is generated: its place in the checkout, and its bytes.

Text files have the same bytes on every machine, PDFs with the same version of typst (`tests/constraints.txt`). Wiring
diagrams and schematics are drawn by other programs, whose versions differ, so each keeps a hash of its sources instead.
"""

from pathlib import Path

from making.build import BUILDS, HARDWARE, Build, load_build
from making.doctor_steps import doctor_steps
from making.grid_sheet import grid_sheet
from making.guide import GUIDES, refreshed
from making.harness import harness, harness_svg, stamp
from making.label import label
from making.mark_sheet import mark_sheet
from making.parts import PLATE_VARIANTS, bom
from making.pdf import pdf
from making.pico import on_pico, pico_harness
from making.pictures import pictures
from making.pin_header import pin_header
from making.plan import light_plan, plan
from making.schematic_values import source
from making.sheet import a3, a4
from making.spice import deck, loop_deck
from making.svg import svg
from making.template import LENGTHS_MM, template
from making.variant import variant_text

SOLID = ("insole", "pads", "plate")
WIRING_H = "firmware_arduino/tripod/wiring.h"
DOCTOR_STEPS = "tripod/acceptance/builds.toml"


def text_files(folder: Path = HARDWARE / "builds") -> dict[str, bytes]:
    """Files whose bytes follow from the sources alone."""
    builds = [load_build(name, folder) for name in BUILDS]
    files: dict[str, str | bytes] = {WIRING_H: pin_header(builds)}
    files[DOCTOR_STEPS] = doctor_steps(builds)
    for build in builds:
        made = f"hardware/made/{build.name}"
        files |= sheets(build, made)
        files[f"{made}/bom.csv"] = bom(build)
        files[f"{made}/wiring.yml"] = harness(build)
        files[f"{made}/wiring-pico.yml"] = pico_harness(build)
        files[f"{made}/{build.board.front_end.kind}.cir"] = deck(build)
        if build.board.front_end.kind == "conductance":
            files[f"{made}/loop.cir"] = loop_deck(build)
        files[f"{made}/{build.board.front_end.kind}-pico.cir"] = deck(on_pico(build))
        for table in (build.data, *(t for t in build.data.values() if isinstance(t, dict))):
            if "variant" in table:
                name = table["variant"]["name"]
                files[f"tripod/boards/{name}.toml"] = variant_text(table["board"], table["variant"])
        for name, picture in pictures(build, HARDWARE / "made" / build.name / "solids").items():
            files[f"{made}/steps/{name}.svg"] = svg(picture)
        if build.name == "plate":
            for variant in PLATE_VARIANTS:
                files[f"{made}/label-{variant}.pdf"] = pdf([label(build, variant)])
            files[f"{made}/drawing-50kg.svg"] = svg(light_plan(build))
    for guide in GUIDES:
        files[f"hardware/{guide}"] = refreshed(guide, builds)
    return {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}


def sheets(build: Build, made: str) -> dict[str, str | bytes]:
    """Workshop drawing and what is printed 1:1, into the folder `made`: all that follows from a board's places."""
    files: dict[str, str | bytes] = {}
    if build.name in SOLID:
        files[f"{made}/drawing.svg"] = svg(plan(build))
    if build.name in ("tonight", "insole", "pads"):
        for length in LENGTHS_MM:
            area = template(build, length)
            files[f"{made}/template-{length}-a3.pdf"] = a3(area)
            files[f"{made}/template-{length}-a4.pdf"] = a4(area)
    if build.name == "plate":
        files[f"{made}/marks-a3.pdf"], files[f"{made}/marks-a4.pdf"] = a3(mark_sheet(build)), a4(mark_sheet(build))
        files[f"{made}/grid-a3.pdf"], files[f"{made}/grid-a4.pdf"] = a3(grid_sheet(build)), a4(grid_sheet(build))
    return files


def drawn_files(folder: Path = HARDWARE / "builds", into: Path = HARDWARE.parent) -> dict[str, bytes]:
    """Wiring diagrams and schematics, if those in `into` are missing or older than their sources."""
    from making.schematic import schematic  # noqa: PLC0415 - schemdraw is an extra

    files: dict[str, bytes] = {}
    for name in BUILDS:
        build = load_build(name, folder)
        made = f"hardware/made/{name}"
        if not is_current(build, "wiring.svg", harness(build), into=into):
            files[f"{made}/wiring.svg"] = harness_svg(harness(build)).encode()
        if not is_current(build, "wiring-pico.svg", pico_harness(build), into=into):
            files[f"{made}/wiring-pico.svg"] = harness_svg(pico_harness(build)).encode()
        if not is_current(build, "schematic.svg", source(build), into=into):
            files[f"{made}/schematic.svg"] = schematic(build).encode()
    return files


def is_current(build: Build, drawing: str, *sources: str, into: Path = HARDWARE.parent) -> bool:
    """Whether the drawing that lies in this checkout, or `into` another folder, was made from these sources."""
    path = into / "hardware" / "made" / build.name / drawing
    return path.exists() and f"<!-- {stamp(*sources)} -->" in path.read_text("utf-8")
