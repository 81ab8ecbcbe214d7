"""The licences of all that the package ships, as its parts state them."""

from importlib.metadata import Distribution, distributions

TOOLS = {"pip", "setuptools", "wheel", "pyinstaller", "pyinstaller-hooks-contrib", "altgraph", "packaging"}
"""What made the package and is not in it."""


def stated(part: Distribution) -> str:
    """Its licence in one line."""
    about = part.metadata
    classified = [c.split(" :: ")[-1] for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    lines = (about.get("License-Expression") or about.get("License") or "").strip().splitlines()
    return (lines or classified or ["not stated"])[0]


def main() -> None:
    """Print each part, its version, its licence, and the text of its licence files."""
    parts = {part.metadata["Name"]: part for part in distributions() if part.metadata["Name"].lower() not in TOOLS}
    for name, part in sorted(parts.items(), key=lambda of: of[0].lower()):
        print(f"{name} {part.version}: {stated(part)}")
    for name, part in sorted(parts.items(), key=lambda of: of[0].lower()):
        for file in part.files or ():
            if file.name.lower().startswith(("license", "licence", "copying", "notice")):
                print(f"\n{'=' * 100}\n{name}: {file.name}\n{'=' * 100}\n")
                print(part.locate_file(file).read_text("utf-8", "replace"))


if __name__ == "__main__":
    main()
