"""Gathers the handbook's pages from where they lie in the checkout; mkdocs calls its `on_…` functions.

A page keeps its path from the top of the checkout, so the links in it hold here as on a code host. What a page links to
comes with it: another page as a page, a source or a list as a page that shows it, a folder as a list of its files,
anything else as it is.
"""

import csv
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

ROOT = Path(__file__).resolve().parents[2]
HOME = "hardware/README.md"
_LINK = re.compile(r"(\]\()([^)\s]+)(\))")
_FENCE = re.compile(r"^(```.*?^```)", re.M | re.S)
_MADE = re.compile(r"^<!-- /?made.*?-->\n", re.M)
_SHOWN = {".toml": "toml", ".py": "python", ".h": "cpp", ".yml": "yaml", ".cir": "text", "": "text"}
"""Sources that a page shows, and what colours them."""
_CARDS = ((4, 60), (3, 250))
"""From so many columns and so many letters in a row on, each row of a table is a card on a phone (handbook.css)."""
_IMAGE = re.compile(r'<img [^>]*src="([^"]+)"[^>]*>')


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Each cell of a table gets the words that stand over it."""
    config.markdown_extensions = [*config.markdown_extensions, _Heads()]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages and what they link to."""
    for path, content in collected(ROOT, list(_named(config.nav or []))).items():
        where = {"abs_src_path": str(content)} if isinstance(content, Path) else {"content": content}
        file = File.generated(config, path, inclusion=InclusionLevel.INCLUDED, **where)
        file.dest_uri = place(path)
        files.append(file)
    return files


def on_page_content(html: str, **_: object) -> str:
    """A picture opens alone, and as large as one likes, when it is tapped."""
    return _IMAGE.sub(r'<a href="\1">\g<0></a>', html)


def place(path: str) -> str:
    """Where the page of a source goes: the first page of all is that of the builds, and no folder is hidden."""
    if not path.endswith(".md"):
        return path.replace(".github/", "contributing/")
    if path == HOME:
        return "index.html"
    if path == "README.md":
        return "program.html"
    return re.sub(r"README\.md$", "index.md", path).replace(".github/", "contributing/").removesuffix(".md") + ".html"


def collected(root: Path, first: Sequence[str]) -> dict[str, str | Path]:
    """All that the pages `first` lead to: Markdown of each page, and the file of everything else, by its place.

    Raises:
        FileNotFoundError: a page links to what is not there; the message names both.
    """
    found: dict[str, str | Path] = {}
    todo = list(first)
    while todo:
        path = todo.pop()
        if path in found:
            continue
        if path.endswith(".md") or path.endswith("/"):
            text, leads_to = linked(root, path, _page(root, path))
            found[path if path.endswith(".md") else f"{path}index.md"] = text
            todo += leads_to
            if path.endswith("/"):
                found[path] = ""
        else:
            found[path] = root / path
    return {path: content for path, content in found.items() if not path.endswith("/")}


def linked(root: Path, page: str, text: str) -> tuple[str, list[str]]:
    """The page with its links led to pages of the handbook, and what they lead to."""
    folder = page if page.endswith("/") else str(PurePosixPath(page).parent)
    leads_to: list[str] = []

    def led(match: re.Match[str]) -> str:
        target, _, anchor = match[2].partition("#")
        if "://" in target or not target:
            return match[0]
        there = os.path.normpath(f"{folder}/{target}").replace(os.sep, "/")
        if not (root / there).exists():
            raise FileNotFoundError(f"{page} links to {target}, which is not there.")
        if (root / there).is_dir():
            there = f"{there}/README.md" if (root / there / "README.md").exists() else f"{there}/"
        elif is_shown(there):
            there += ".md"
        leads_to.append(there)
        into = f"{there}index.md" if there.endswith("/") else there
        return f"{match[1]}{os.path.relpath(into, folder)}{f'#{anchor}' if anchor else ''}{match[3]}"

    parts = [part if part.startswith("```") else _LINK.sub(led, part) for part in _FENCE.split(text)]
    return "".join(parts), leads_to


def is_shown(path: str) -> bool:
    """Whether a link to this file leads to a page that shows it."""
    return PurePosixPath(path).suffix in {*_SHOWN, ".csv"}


def _page(root: Path, path: str) -> str:
    if path.endswith("/"):
        return _folder(root, path)
    if (root / path).exists():
        return _MADE.sub("", (root / path).read_text("utf-8"))
    source = root / path.removesuffix(".md")
    head = f"---\nsearch:\n  exclude: true\n---\n\n# {source.name}\n\n"
    text = source.read_text("utf-8")
    if source.suffix == ".csv":
        return head + _table(list(csv.reader(text.splitlines())))
    return f"{head}```` {{.{_SHOWN[source.suffix]}}}\n{text.rstrip()}\n````\n"


def _folder(root: Path, path: str) -> str:
    files = sorted(p for p in (root / path).rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    names = [p.relative_to(root / path).as_posix() for p in files]
    return "\n".join([f"# {path.rstrip('/')}", "", *(f"- [{name}]({name})" for name in names), ""])


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *others = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *others)) + "\n"


def _named(nav: Any) -> Iterator[str]:
    """Paths of a navigation, at any depth."""
    if isinstance(nav, str):
        yield nav
    else:
        for inner in nav.values() if isinstance(nav, dict) else nav:
            yield from _named(inner)


class _CellHeads(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            heads, *rows = [["".join(cell.itertext()).strip() for cell in row] for row in table.iter("tr")]
            longest = max(len(" ".join(row)) for row in (heads, *rows))
            if not any(len(heads) >= columns and longest >= letters for columns, letters in _CARDS):
                continue
            for row in table.iterfind("tbody/tr"):
                for head, cell in zip(heads, row, strict=False):
                    cell.set("data-head", head)


class _Heads(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After inline patterns, so that no markup stands in the words.
        md.treeprocessors.register(_CellHeads(md), "cell-heads", 5)
