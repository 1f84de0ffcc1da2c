"""What the data bear: verdicts, and the usual variation of figures; each with its n and its interval."""

from cmdash.evidence.looks import Finding, Look
from cmdash.evidence.sampling import Verdict, verdicts

__all__ = ["Finding", "Look", "Verdict", "verdicts"]
