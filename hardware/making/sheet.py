"""Sheets printed 1:1: one A3, or two A4 that are glued at registration crosses."""

from dataclasses import replace

from making.drawing import MUTED, TEXT, Drawing, turned
from making.pdf import pdf

A3, A4_ACROSS = (297.0, 420.0), (297.0, 210.0)
AREA = (277.0, 370.0)
"""What is drawn; both forms print it whole, with 10 mm of margin."""
_OVERLAP = 10.0


def a3(area: Drawing) -> bytes:
    """The area on one A3 sheet."""
    page = Drawing(*A3, area.title)
    page.add(area, (A3[0] - AREA[0]) / 2, (A3[1] - AREA[1]) / 2)
    return pdf([page])


def a4(area: Drawing) -> bytes:
    """The area on two A4 sheets, each fed upright, its drawing turned; they overlap by 10 mm."""
    whole = replace(area, items=[*area.items])
    margin, high = 10.0, A4_ACROSS[1] - 20
    middle = high - _OVERLAP / 2
    for x in (5.0, AREA[0] - 5.0):
        whole.cross((x, middle), 4.0)
        whole.circle((x, middle), 2.0, width=0.25)
    whole.line((12, middle), (AREA[0] - 12, middle), MUTED, 0.15, (2, 2))
    whole.text((14, middle - 1.2), "glue the sheets so that crosses and rings meet", 2.4, MUTED)
    pages: list[Drawing] = []
    for k, top in enumerate((0.0, AREA[1] - high)):
        tile = Drawing(*A4_ACROSS, area.title, window=(margin, margin, AREA[0], high))
        tile.add(whole, margin, margin - top)
        tile.text(
            (A4_ACROSS[0] - margin - 2, margin + (high - 3 if k else 12)), f"sheet {k + 1} of 2", 2.8, MUTED, "end"
        )
        pages.append(turned(tile))
    return pdf(pages)


def scale_bar(area: Drawing, x: float, y: float) -> None:
    """A bar of 100 mm, to be checked with a ruler."""
    for k in range(10):
        area.box(x + 10 * k, y, 10, 2.4, TEXT, 0.2, TEXT if k % 2 == 0 else "")
    area.text((x, y + 6), "0", 2.6)
    area.text((x + 100, y + 6), "100 mm: measure this bar before you cut", 2.6, TEXT, "start")


def heading(area: Drawing, title: str, below: str) -> None:
    """Title and one line under it, at the top left."""
    area.text((2, 6), title, 5.0, bold=True)
    area.text((2, 11.5), below, 3.0, MUTED)
