"""What a person is, what a site is, what an adult does with the day."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """An adult's assigned place in the system."""

    MINER = 0
    WORKER = 1
    FARMER = 2
    TRADER = 3
    OFFICIAL = 4
    SECURITY = 5
    GUARD = 6
    SOLDIER = 7
    DEPENDANT = 8


class SiteKind(IntEnum):
    """A workplace. ``NONE`` is the row for people assigned nowhere."""

    NONE = 0
    MINE = 1
    MILL = 2
    ENTERPRISE = 3
    FARM = 4
    OFFICE = 5


class Livelihood(IntEnum):
    """What an adult's free time goes to this week (MODEL.md 16-21)."""

    STATE_JOB = 0
    TRADE = 1
    PLOT = 2
    COLLECT = 3
    PILFER = 4
    CARRY = 5
    HOME = 6


class Attendance(IntEnum):
    """How a registered worker stands on today's sheet (MODEL.md 14)."""

    NOT_REGISTERED = 0
    AT_WORK = 1
    SIGNED_IN_AND_LEFT = 2
    PAID_ABSENCE = 3
    ABSENT = 4
    DETAINED = 5


class Means(IntEnum):
    """How a load goes over the border (MODEL.md 20, 25, 27)."""

    BACKS = 0
    TRUCKS = 1
    UNIT = 2


class Case(IntEnum):
    """What a person is held or sentenced for (MODEL.md 33, 34)."""

    NONE = 0
    ABSENCE = 1
    THEFT = 2
    SMUGGLING = 3
    DRUGS = 4
    CROPS = 5
