"""The grid sheet of the plate, 1:1: where to put the mass, by the names the wizard says, and where the feet go."""

from collections.abc import Callable

from making.build import Build
from making.drawing import ACCENT, EDGE, MUTED, OUTLINE, TEXT, Drawing
from making.outline import sole, toes
from making.sheet import AREA, heading, scale_bar
from making.stance_lines import HEEL_MARK_MM, as_placed, line_ends
from tripod.balance.geometry import place_mm
from tripod.boards import FEET
from tripod.calibration.wizard.load_tasks import grid_tasks


def grid_sheet(build: Build) -> Drawing:
    """One plate; both are alike, so the sheet serves left and right."""
    board, solid = build.board, build.data["solid"]
    area = Drawing(*AREA, "plate calibration grid")
    heading(
        area,
        "Calibration grid of the plate",
        "Lay the frame on the plate's edges. Nine marks: the wizard. All: 25 points.",
    )
    area.text((2, 16), "Lines: heel on the cross line, the gap between second and third toe on a line.", 3.0, MUTED)
    scale_bar(area, 2, AREA[1] - 9)
    foot = board.feet[0]
    cells = [board.cells[k] for k in board.cells_of(foot)]
    middle = place_mm(board, foot)
    x0, y0 = AREA[0] / 2, AREA[1] - 50.0

    def at(x: float, y: float) -> tuple[float, float]:
        return x0 + x - float(middle[0]), y0 - y

    xs, ys = [c.x_mm for c in cells], [c.y_mm for c in cells]
    edge, along = solid["edge_mm"], solid["edge_along_mm"]
    left, top = at(min(xs) - edge, max(ys) + along)
    area.box(left, top, max(xs) - min(xs) + 2 * edge, max(ys) - min(ys) + 2 * along, TEXT, 0.4)
    for curve in (sole(foot, board.foot_length_mm), *toes(foot, board.foot_length_mm)):
        area.path((at(*(p + middle)) for p in as_placed(build, foot, curve)), True, EDGE, 0.3)
    _lines(area, build, lambda x, y: at(x + float(middle[0]), y + float(middle[1])))
    for cell in cells:
        area.circle(at(cell.x_mm, cell.y_mm), build.data["cell_body"]["diameter_mm"] / 2, OUTLINE, 0.25, dash=(2, 1))
        area.text((at(cell.x_mm, cell.y_mm)[0], at(cell.x_mm, cell.y_mm)[1] + 16), "cell", 2.6, MUTED, "middle")
    for task in grid_tasks(board, 20, 5):
        if f"the {foot} plate" in task.words:
            area.cross(at(task.x_mm, task.y_mm), 2.0, OUTLINE, 0.25)
    for task in grid_tasks(board, 20):
        if f"the {foot} plate" not in task.words:
            continue
        area.circle(at(task.x_mm, task.y_mm), solid["grid_foot_mm"] / 2, ACCENT, 0.35)
        area.cross(at(task.x_mm, task.y_mm), 4.0, ACCENT, 0.3)
        x, y = at(task.x_mm, task.y_mm)
        area.text((x + 11, y - 6), task.words.split(" on mark ")[1].split()[0], 4.2, TEXT, bold=True)
    area.text((AREA[0] / 2, at(0, min(ys) - along)[1] + 5), "heel", 3.0, MUTED, "middle")
    return area


def _lines(area: Drawing, build: Build, at: Callable[[float, float], tuple[float, float]]) -> None:
    """Those of either foot, from the heel's mark to beyond the plate's front edge, where their angles stand."""
    area.line(at(-HEEL_MARK_MM, 0), at(HEEL_MARK_MM, 0), TEXT, 0.4)
    for foot in FEET:
        ends = line_ends(build, foot)
        for angle, (x, y) in ends.items():
            if angle or foot == FEET[0]:
                area.line(at(0, 0), at(x, y), TEXT, 0.3, (6, 2))
                area.text((at(x, y)[0], at(x, y)[1] - 2), f"{angle}°", 3.6, TEXT, "middle")
        across = sum(x for x, _ in ends.values()) / (len(ends) - 1)
        x, y = at(across, ends[0][1])
        area.text((x, y - 7), f"{foot} foot's toes", 3.0, MUTED, "middle")
