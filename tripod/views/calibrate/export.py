"""Exports a calibration: the calibration file itself, or its certificate as HTML or PDF."""

import json
import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QMarginsF, QRectF, QUrl
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument
from PySide6.QtSvg import QSvgRenderer

from tripod.calibration.certificate import certificate_html
from tripod.sentences import sentence

_FINE = 4
"""The plot is painted this many times finer than it is shown, because paper is finer than screens."""


class ExportError(Exception):
    """The certificate cannot be written: one plain sentence."""


def export(calibration: Path, kind: str, folder: Path) -> Path:
    """Write a calibration's certificate (`html`, `pdf`) or the calibration itself (`json`) into `folder`; returns it.

    Raises:
        ExportError: the calibration cannot be read, or the place cannot be written.
    """
    try:
        data = json.loads(calibration.read_text("utf-8"))
        html = certificate_html(data)
        folder.mkdir(parents=True, exist_ok=True)
        if kind == "json":
            path = _free(folder, f"tripod-{data['board']}-{str(data['board_id'])[:4]}-{calibration.stem}", kind)
            path.write_text(calibration.read_text("utf-8"), "utf-8")
            return path
        path = _free(folder, f"tripod-{data['board']}-{str(data['board_id'])[:4]}-{calibration.stem}", kind)
        if kind == "pdf":
            write_pdf(html, path)
        else:
            path.write_text(html, "utf-8")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ExportError(sentence("view_calibrate_export.nothing_written", folder=folder, why=error)) from error
    return path


def write_pdf(html: str, path: Path) -> None:
    """One page of A4.

    Raises:
        OSError: the place cannot be written.
    """
    path.touch()
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(14, 12, 14, 12), QPageLayout.Unit.Millimeter)
    writer.setTitle(sentence("certificate.title"))
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    svg = re.search(r"<svg.*?</svg>", html, re.DOTALL)
    if svg:
        image = _painted(svg[0])
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl("plot"), image)
        wide, high = image.width() // _FINE, image.height() // _FINE
        html = html.replace(svg[0], f'<img src="plot" width="{wide}" height="{high}">')
    document.setHtml(html)
    page = QRectF(writer.pageLayout().paintRectPixels(writer.resolution()))
    document.setPageSize(page.size())
    # What is a little too long is made smaller as a whole: a certificate is one page.
    with QPainter(writer) as painter:
        if document.pageCount() > 1:
            document.setPageSize(QRectF(0, 0, page.width(), -1).size())
            fits = min(page.height() / document.size().height(), 1.0)
            painter.scale(fits, fits)
        document.drawContents(painter)


def _painted(svg: str) -> QImage:
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    image = QImage(renderer.defaultSize() * _FINE, QImage.Format.Format_ARGB32)
    image.fill(0xFFFFFFFF)
    with QPainter(image) as painter:
        renderer.render(painter)
    return image


def _free(folder: Path, stem: str, kind: str) -> Path:
    path, number = folder / f"{stem}.{kind}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.{kind}", number + 1
    return path
