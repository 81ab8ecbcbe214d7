"""No text is cut, lies over another, leaves its box or is too faint, on any page: the widget tree is walked."""

import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.pictures.pages import Led, drill_pages, quick_pages
from tests.pictures.walk import contrast, cut, faint, over, unnamed
from tripod.sentences import use_language
from tripod.views.kit import theme as themes

PICTURES = Path(__file__).parents[1] / "pictures"
SIZES = [(1024, 600), (1280, 800)]


def wrong_on(led: Led, pages: Callable[[Led], Iterator[str]], sizes: Sequence[tuple[int, int]]) -> str:
    """On each page as it is opened, at the first size, and when the window then gets the other ones."""
    wrong: list[str] = []
    try:
        for name in pages(led):
            for size in sizes:
                if size != sizes[0]:
                    led.window.resize(*size)
                    led.shown()
                assert name == "coach" or (led.window.width(), led.window.height()) == size
                body = led.window.centralWidget()
                wrong += [f"{name}: {said}" for said in (*cut(body), *over(body), *faint(body), *unnamed(body))]
            if len(sizes) > 1:
                led.window.resize(*sizes[0])
                led.shown()
    finally:
        led.close()
    return "\n".join(wrong)


@pytest.mark.parametrize(("language", "sizes"), [("en", SIZES), ("de", SIZES[::-1])])
def test_nothing_is_cut_on_any_page(
    qapp: QApplication, tmp_path: Path, sizes: list[tuple[int, int]], language: str
) -> None:
    use_language(language)
    assert wrong_on(Led(tmp_path, sizes[0], True), quick_pages, sizes) == ""


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_is_cut_on_the_pages_of_a_drill(qapp: QApplication, tmp_path: Path, language: str) -> None:
    use_language(language)
    assert wrong_on(Led(tmp_path, SIZES[0], False), drill_pages, SIZES[:1]) == ""


@pytest.mark.slow
def test_nothing_is_cut_on_a_small_laptop_at_125_per_cent(tmp_path: Path) -> None:
    """1366×768, really drawn at that scale: Qt reads it once a process."""
    done = subprocess.run(
        [sys.executable, str(PICTURES), str(tmp_path), "--scale", "1.25", "--theme", "light", "--quick", "--walk"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_page_of_pictures_shows_each_that_its_command_takes() -> None:
    main = runpy.run_path(str(PICTURES / "__main__.py"))
    top = PICTURES.parents[1]
    text = (top / "tripod" / "views" / "pages.md").read_text("utf-8")
    taken = [f"{name}-dark.png" for name in main["DOCS"]]
    assert sorted(re.findall(r"pictures/([\w-]+\.png)", text)) == sorted(taken)
    assert sorted(path.name for path in (top / ".github" / "pictures").iterdir()) == sorted(taken)


def test_what_is_cut_would_be_found(qapp: QApplication, tmp_path: Path) -> None:
    led = Led(tmp_path, SIZES[1], True)
    try:
        led.window.settings.toggle()
        led.shown()
        page = led.window.settings.page
        page.look.draw_between.setFixedWidth(90)
        page.person.unit.setFixedWidth(60)
        page.look.later.setText("much " * 90)
        page.look._waiting.show()
        page.look.later.show()
        page.look.later.setFixedHeight(12)
        page.back.setFixedWidth(20)
        page.about.setParent(page)
        page.about.show()
        page.about.setGeometry(page.sound.mapTo(page, page.sound.rect().topLeft()).x(), 60, 400, 400)
        led.shown()
        found = " ".join((*cut(page), *over(page)))
    finally:
        led.close()
    assert "QCheckBox" in found
    assert "Choice '' needs" in found
    assert "of height and has 12" in found
    assert "'Back' needs" in found
    assert "lies over" in found


def test_what_has_no_name_would_be_found(qapp: QApplication, tmp_path: Path) -> None:
    led = Led(tmp_path, SIZES[1], True)
    try:
        assert not list(unnamed(led.window.start))
        led.window.start.feet.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        led.window.start.feet.setAccessibleName("")
        (found,) = unnamed(led.window.start)
    finally:
        led.close()
    assert found.startswith("LivingFeet in StartPage")


def test_what_is_faint_would_be_found(qapp: QApplication, tmp_path: Path) -> None:
    led = Led(tmp_path, SIZES[1], True)
    try:
        heading = led.window.start.heading
        assert not list(faint(led.window.start))
        palette = heading.palette()
        palette.setColor(palette.ColorRole.WindowText, themes.DARK.edge)
        heading.setPalette(palette)
        (found,) = faint(led.window.start)
    finally:
        led.close()
    assert found.startswith("'See how your feet")
    assert contrast(themes.DARK.text, themes.DARK.text) == 1.0
