"""What a board calls its shares and its CoP, on paper."""

from tripod.sentences import sentence

QUALITIES = (
    "sampled_share", "measured_region_share", "equivalent_share", "estimated_tripod_cop", "tripod_cop", "measured_cop",
)  # fmt: skip
"""What the program's own boards call a share and a CoP; a board of somebody's own may say something else."""


def quality(words: str) -> str:
    """What a board calls a share or a CoP, in the report's language."""
    key = words.replace(" ", "_").lower()
    return sentence(f"report_quality.{key}") if key in QUALITIES else words
