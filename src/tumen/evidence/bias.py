"""What figures of one kind may all be off by together: one unknown factor for each bias group.

Errors that every figure of a kind shares do not average out, however many figures there are. An
observation names its group; a fit gives each group one factor with the standard deviation kept here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BiasGroup:
    """One factor on all amounts of a group.

    Attributes
    ----------
    width
        Standard deviation of the common error on the noise's scale: the logarithm of an amount, the
        logarithm of the odds of a share. Its middle is no error at all.
    source
        Where the width is from; facts by their id.
    """

    doc: str
    width: float
    source: str = "assumption"


UNLISTED = BiasGroup("A group that a case names and this table does not.", 0.2)

BIAS_GROUPS: dict[str, BiasGroup] = {
    "mirror-trade": BiasGroup(
        "Trade as the partner's customs count it: valued with freight and insurance, about a tenth more "
        "than the seller is paid, and without what nobody declares.",
        0.15,
    ),
    "daily-nk-prices": BiasGroup(
        "Prices that one outlet has asked for in the same few towns for years.",
        0.1,
    ),
    "dprk-census": BiasGroup("A full count by the North's own office, watched by outsiders.", 0.05),
    "dprk-government": BiasGroup(
        "Damage and harvests as the government tells aid agencies of them.",
        0.5,
        "F0514 and F0509: 13,000 and, four days later, 76,000 displaced in one county; ln(76/13) / sqrt(12)",
    ),
    "bank-of-korea": BiasGroup(
        "The North's accounts as the South's central bank estimates them from outside.",
        0.23,
        "F0556: its own range, USD 3.0 to 6.6 billion of foreign currency; ln(6.6/3.0) / sqrt(12)",
    ),
    "survey-of-leavers": BiasGroup("Those who left are asked of those who stayed.", 0.3),
}


def bias_width(group: str) -> float:
    """Standard deviation of a group's common error; 0 without a group, an assumption for an unlisted one."""
    return BIAS_GROUPS.get(group, UNLISTED).width if group else 0.0
