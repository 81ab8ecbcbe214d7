"""The sections in the order in which they run; each is a module of this folder with `rows(effort, scale)`."""

SECTIONS = (
    "damaged_bytes",
    "live_line",
    "replug",
    "kills",
    "cut",
    "disk",
    "two_programs",
    "formats",
    "odd_files",
    "memory",
)
