"""Drawings as PDF, 1:1."""

import math
from collections.abc import Sequence
from itertools import pairwise

from making.drawing import Circle, Drawing, Path, Text, number, width_of

_MM = 72 / 25.4
_KAPPA = 0.5522847498
"""Handle of the cubic that draws a quarter of a circle to within 0.03 %."""


def pdf(pages: Sequence[Drawing]) -> bytes:
    """The drawings as a PDF, a page each, 1:1; text in Helvetica, which every reader has."""
    objects: list[bytes] = []
    kids = " ".join(f"{5 + 2 * k} 0 R" for k in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    for face in ("Helvetica", "Helvetica-Bold"):
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} /Encoding /WinAnsiEncoding >>".encode())
    for k, page in enumerate(pages):
        box = f"[0 0 {page.width * _MM:.3f} {page.height * _MM:.3f}]"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents {6 + 2 * k} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        ops = [f"{_MM:.6f} 0 0 {_MM:.6f} 0 0 cm 1 J 1 j"]
        if page.window:
            x, y, w, h = page.window
            ops.append(" ".join(map(number, (x, page.height - y - h, w, h))) + " re W n")
        stream = "\n".join([*ops, *map(_Ink(page.height), page.items)])
        body = stream.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(body), body))
    out, starts = bytearray(b"%PDF-1.4\n"), list[int]()
    for index, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (index, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    title = pages[0].title.encode("latin-1", "replace").replace(b"(", b"\\(").replace(b")", b"\\)")
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info << /Title (%b) >> >>\n" % (len(objects) + 1, title)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


class _Ink:
    """Items as PDF operators, y up from the page's foot."""

    def __init__(self, height: float) -> None:
        self.height = height

    def __call__(self, item: Path | Circle | Text) -> str:
        if isinstance(item, Text):
            return self._text(item)
        ops = []
        if item.stroke:
            ops.append(f"{_rgb(item.stroke)} RG {number(item.width)} w [{' '.join(map(number, item.dash))}] 0 d")
        if item.fill:
            ops.append(f"{_rgb(item.fill)} rg")
        if isinstance(item, Circle):
            ops.append(self._circle(item))
        else:
            for ring in item.rings:
                start, *rest = (f"{number(x)} {number(self.height - y)}" for x, y in ring)
                ops += [f"{start} m", *(f"{p} l" for p in rest), *(["h"] if item.closed else [])]
        ops.append({(1, 1): "B", (1, 0): "S", (0, 1): "f", (0, 0): "n"}[bool(item.stroke), bool(item.fill)])
        return " ".join(ops)

    def _circle(self, item: Circle) -> str:
        (x, y), r = (item.at[0], self.height - item.at[1]), item.radius
        k = r * _KAPPA
        turns = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
        ops = [f"{number(x + r)} {number(y)} m"]
        for (ax, ay), (bx, by) in pairwise(turns):
            handles = (x + r * ax + k * bx, y + r * ay + k * by, x + r * bx + k * ax, y + r * by + k * ay)
            ops.append(" ".join(map(number, (*handles, x + r * bx, y + r * by))) + " c")
        return " ".join([*ops, "h"])

    def _text(self, item: Text) -> str:
        shift = {"start": 0.0, "middle": -0.5, "end": -1.0}[item.anchor] * width_of(item.words, item.size)
        u = -math.radians(item.turn)
        c, s = math.cos(u), math.sin(u)
        x, y = item.at[0] + shift * c, self.height - item.at[1] + shift * s
        words = item.words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        face = "F2" if item.bold else "F1"
        place = " ".join(map(number, (c, s, -s, c, x, y)))
        return f"BT {_rgb(item.colour)} rg /{face} {number(item.size)} Tf {place} Tm ({words}) Tj ET"


def _rgb(colour: str) -> str:
    return " ".join(number(int(colour[k : k + 2], 16) / 255) for k in (1, 3, 5))
