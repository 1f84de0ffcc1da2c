"""What the data bear: verdicts, rankings, changes, forecasts, signs, lessons; each with its n and its interval."""

from cmdash.evidence.looks import Finding, Look
from cmdash.evidence.sampling import Verdict, verdicts

__all__ = ["Finding", "Look", "Verdict", "verdicts"]
