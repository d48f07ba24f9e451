"""Whether a sentence stands in the passages that it cites: quoted, supported or unsupported."""

from assistant.support.check import Premise, Problem, SupportCheck, Verdict

__all__ = ["Premise", "Problem", "SupportCheck", "Verdict"]
