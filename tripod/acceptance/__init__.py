"""The acceptance test of what somebody built: what a board's first readings tell of its wires, step by step."""

from tripod.acceptance.findings import Cause, Check, Finding, Verdict, outcome
from tripod.acceptance.steps import BuildSteps, NoStep, Step, build_for, builds

__all__ = [
    "BuildSteps",
    "Cause",
    "Check",
    "Finding",
    "NoStep",
    "Step",
    "Verdict",
    "build_for",
    "builds",
    "outcome",
]
