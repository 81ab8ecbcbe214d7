"""What was proved of load, shares and CoP: three rows, the same on every page of the wizard."""

from tripod.calibration.fit.findings import Findings
from tripod.calibration.fit.findings_words import CLAIMS, claim_name, finding_of, finding_state_said
from tripod.sentences import sentence
from tripod.views.calibrate.parts import Row, Rows
from tripod.views.kit.theme import Theme


class ProofRows(Rows):
    """Name of the claim, and beside it its state and what proved it, or why not."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(sentence("view_calibrate_proof.what_is_proven"), theme)

    def show_findings(self, findings: Findings | None) -> None:
        """Show these; nothing while there are none."""
        rows: list[Row] = []
        for claim in CLAIMS if findings is not None else ():
            assert findings is not None
            found = finding_of(findings, claim)
            rows.append(Row(claim_name(claim), finding_state_said(claim, found), strong=not found.proven))
        self.show_rows(rows)
