"""Proposals of claims out of a news text, by rules that can be read."""

from tumen.evidence.reading.proposal import Proposal
from tumen.evidence.reading.propose import propose

__all__ = ["Proposal", "propose"]
