"""The sentences of what a fit proves: the same in the wizard, the certificate, the command line and the saved file."""

from math import isfinite

from tripod.calibration.fit.findings import By, Finding, Findings, State
from tripod.sentences import sentence
from tripod.storage.json_value import JsonObject

CLAIMS = ("load", "share", "cop")
"""What findings are about, in the order in which they are shown."""


def finding_of(findings: Findings, claim: str) -> Finding:
    """The finding on `load`, `share` or `cop`."""
    return {"load": findings.load, "share": findings.share, "cop": findings.cop}[claim]


def finding_said(claim: str, found: Finding) -> str:
    """One sentence on a claim (`load`, `share` or `cop`): what it is, and by what it was proven or why not."""
    reason = found.by if found.state is State.PROVEN else found.why
    assert reason is not None
    kind = "by" if isinstance(reason, By) else "why"
    return sentence(
        f"finding_{claim}.{kind}_{reason.value}",
        percent=100 * found.error if isfinite(found.error) else 0.0,
        mm=found.error,
        foot=found.foot,
        names=sentence("finding.and").join(sentence("finding.name", name=name) for name in found.names),
    )


def finding_line(claim: str, found: Finding) -> str:
    """The claim's name, its state in a word or two, and the sentence."""
    return _line(claim, found.state.value, finding_said(claim, found))


def finding_line_of(claim: str, state: str, said: str | None) -> str:
    """The same from state and sentence as they were saved; "" where they are none."""
    if claim not in CLAIMS or state not in set(State) or said is None:
        return ""
    return _line(claim, state, said)


def claim_name(claim: str) -> str:
    """`load`, `share` or `cop` as people read it."""
    return sentence(f"finding_claim.{claim}")


def finding_state_said(claim: str, found: Finding) -> str:
    """The state in a word or two, and the sentence."""
    return _state_said(found.state.value, finding_said(claim, found))


def _state_said(state: str, said: str) -> str:
    return sentence("finding.state_said", state=sentence(f"finding_state.{state}"), said=said)


def _line(claim: str, state: str, said: str) -> str:
    return sentence("finding.line", claim=claim_name(claim), state_said=_state_said(state, said))


def finding_dict(claim: str, found: Finding) -> JsonObject:
    """The finding as plain values for JSON and for the saved file; a value that there is not is None."""
    return {
        "state": found.state.value,
        "by": None if found.by is None else found.by.value,
        "why": None if found.why is None else found.why.value,
        "error": found.error if isfinite(found.error) else None,
        "error_unit": "mm" if claim == "cop" or found.by is By.COP else "relative",
        "foot": found.foot or None,
        "names": list(found.names),
        "said": finding_said(claim, found),
    }


def findings_dict(findings: Findings) -> dict[str, JsonObject]:
    """All three, by the name of what each is about."""
    return {claim: finding_dict(claim, finding_of(findings, claim)) for claim in CLAIMS}
