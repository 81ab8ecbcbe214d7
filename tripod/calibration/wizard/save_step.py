"""Step 8, save: the calibration with its proof."""

from dataclasses import asdict, replace

import msgspec

from tripod.balance.geometry import feet_to_file
from tripod.calibration.fit.findings_words import findings_dict
from tripod.calibration.wizard.collected import Collected, capture_dict
from tripod.calibration.wizard.verify import verdict
from tripod.calibration.wizard.wizard_step import StepText, WizardStep
from tripod.force.calibration import Calibration
from tripod.sentences import sentence
from tripod.storage.json_value import JsonObject


class SaveStep(WizardStep):
    """Nothing is taken here; the caller saves the result."""

    def result(self, collected: Collected) -> tuple[Calibration, JsonObject] | None:
        """The calibration and its proof, once a load that was not used has verified it."""
        fitted, verified = collected.fitted, collected.verified
        judged = verdict(self._board, collected)
        if fitted is None or verified is None or judged is None or judged.word == "refuse":
            return None
        calibration = replace(fitted.calibration, kind="user", mapping=collected.mapping.correction)
        calibration = replace(calibration, turned=collected.mapping.turned)
        answers = collected.answers
        proof: JsonObject = {
            "verdict": judged.word,
            "reason": judged.reason,
            "verdicts": findings_dict(judged.findings),
            "warmed_up": collected.warmed_up,
            "answers": asdict(answers) | {"feet": msgspec.to_builtins(feet_to_file(answers.feet))},
            "points": [asdict(p) for p in collected.points],
            "residuals": [asdict(r) for r in fitted.residuals],
            "calibrated_range_n": [list(r) for r in fitted.calibrated_range_n],
            "notes": list(fitted.notes),
            "captures": [capture_dict(c) for c in (*collected.empty, *collected.captures)],
            "verified_with": [capture_dict(c) for c in collected.held_out],
        }
        return calibration, proof

    def text(self, collected: Collected, steady: float) -> StepText:
        detail = sentence("save_step.detail")
        return StepText(sentence("save_step.title"), detail, self.result(collected) is not None, 1.0)
