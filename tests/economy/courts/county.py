"""A county whose adults are caught as the test says: police, court and camps, rule by rule."""

from __future__ import annotations

from random import Random
from types import SimpleNamespace
from typing import Any

from tests.economy.helpers import (
    Flows,
    Sends,
    blank,
    day,
    defaults,
    make_household,
    make_person,
    make_place,
    make_state,
)
from tumen.core.roles import Livelihood
from tumen.economy.courts import camps, custody, trials
from tumen.economy.police import takings

MODULES = (takings, custody, trials, camps)
CAUGHT = dict(run_caught=0, theft_caught=0, searched=0, absconded=0)


class Luck:
    """Luck of one person: traits for life, other draws anew each time they are asked for."""

    def __init__(self, who: int, random: Random) -> None:
        life = Random(who)
        self.scruple, self.tie = life.random(), life.random()
        self._random = random

    def __getattr__(self, name: str) -> float:
        return self._random.random()


class County:
    """Adults, each a household of his own with ``won`` in cash; by default nobody would pay a bribe."""

    def __init__(self, adults: int = 100, won: int = 0, **changed: float) -> None:
        self.param = defaults(*MODULES, **({"would_bribe": 0.0} | changed))
        shadow = dict(enforcement=0.5, campaign=0.0, cell_rolled=-1, unit_rolled=0, soldier_heads=0)
        self.place = make_place(*MODULES, residents=4_000, yuan_rate=1_270, **shadow)
        self.state = make_state()
        self.camps: list[SimpleNamespace] = []
        self.people = [
            (
                make_person(*MODULES, id=i, livelihood=Livelihood.HOME, **CAUGHT),
                make_household(*MODULES, id=i, adults=1, children=0, elders=0, won=won, yuan=0),
            )
            for i in range(adults)
        ]
        self.sent: dict[str, int] = {}
        self.total: dict[str, int] = {}
        self.day = 0
        self._random = Random(5)

    def add_camp(self, opens: int = 0, closes: int = 99_999, space: int = 1_000) -> SimpleNamespace:
        camp = blank("camp", camps, opens_day=opens, closes_day=closes, space=space)
        self.camps.append(camp)
        return camp

    def catch(self, how: str, first: int = 0, last: int | None = None, value: int = 1) -> None:
        """Today these adults are caught: ``how`` is the column that says so."""
        for person, _ in self.people[first:last]:
            setattr(person, how, value)

    def live(self, days: int = 1) -> None:
        for _ in range(days):
            self._morning()
            self._evening()
            self.day += 1

    def _morning(self) -> None:
        place, param, flow = self.place, self.param, Flows()
        trials.convene(place, param)
        camps.call_roll(place)
        for camp in self.camps:
            camps.clear(camp, place, day(self.day))
        for camp in self.camps:
            camps.assign(camp, place)
            camps.feed_camp(camp, param, Flows(camps, camp=camp))
        camps.feed_cells(place, param, Flows(camps, place=place))
        takings.set_price(place, param)
        takings.share_out(place, param, Flows(takings, place=place))
        custody.brief(place, param)
        self._add(flow.moved)

    def _evening(self) -> None:
        send = Sends()
        for person, household in self.people:
            luck = Luck(person.id, self._random)
            flow = Flows(custody, household=household, place=self.place)
            custody.serve(person, household, self.place, self.param, luck, send)
            custody.take_in(person, self.place, luck)
            custody.decide(person, household, self.place, self.state, self.param, luck, flow, send)
            self._add(flow.moved)
            vars(person).update(CAUGHT)
        self.sent = {name: send[name] for name in custody.SIGNALS}
        self._add(self.sent)
        vars(self.place).update(self.sent)

    def _add(self, moved: dict[str, int]) -> None:
        for name, amount in moved.items():
            self.total[name] = self.total.get(name, 0) + amount

    def count(self, **state: Any) -> int:
        """Adults whose columns have these values."""
        return sum(
            all(getattr(person, name) == value for name, value in state.items()) for person, _ in self.people
        )

    @property
    def detained(self) -> int:
        return sum(person.detained > 0 for person, _ in self.people)
