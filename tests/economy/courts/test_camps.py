"""Camps: space, transfers when one closes, release, and what is eaten."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from tests.economy.helpers import Flows, blank, day, defaults, make_place
from tumen.economy.courts import camps

PARAM = defaults(camps)
TODAY = day(0).date_number


def camp(space: int = 100, opens: int = 0, closes: int = 99_999) -> SimpleNamespace:
    return blank("camp", camps, opens_day=opens, closes_day=closes, space=space)


def town(**changed: int) -> SimpleNamespace:
    return make_place(camps, **(dict(convicts=0, accused=0, in_training=0) | changed))


def morning(place: SimpleNamespace, rows: list[SimpleNamespace], number: int = 0) -> None:
    camps.call_roll(place)
    for one in rows:
        camps.clear(one, place, day(number))
    for one in rows:
        camps.assign(one, place)


def test_convicts_go_where_there_is_space():
    place, rows = town(convicts=60), [camp(30), camp(60)]
    morning(place, rows)
    assert [one.inmates for one in rows] == [20, 40]


def test_who_finds_no_space_waits_in_the_cells():
    place, rows = town(convicts=60, accused=5, in_training=3), [camp(40)]
    morning(place, rows)
    assert (rows[0].inmates, place.camp_due) == (40, 20)
    flow = Flows(camps, place=place)
    camps.feed_cells(place, PARAM, flow)
    assert flow["cells_eaten"] == 28 * PARAM.camp_ration


def test_when_a_camp_closes_its_inmates_are_moved_to_the_next():
    old, new = camp(closes=TODAY + 10), camp(opens=TODAY + 10)
    place, rows = town(convicts=60), [old, new]
    for number in range(10):
        morning(place, rows, number)
    assert (old.inmates, new.inmates, new.open) == (60, 0, 0)
    morning(place, rows, 10)
    assert (old.inmates, old.moved, new.inmates) == (0, 60, 60)
    morning(place, rows, 11)
    assert (old.moved, new.inmates) == (0, 60)


def test_inmates_stay_where_they_are_when_another_camp_opens():
    old, new = camp(), camp(opens=TODAY + 5)
    place = town(convicts=60)
    for number in range(8):
        morning(place, [old, new], number)
    assert (old.inmates, new.inmates) == (60, 0)


def test_those_released_leave_every_camp_in_proportion():
    place, rows = town(convicts=90), [camp(30), camp(60)]
    morning(place, rows)
    place.convicts = 60
    morning(place, rows, 1)
    assert [one.inmates for one in rows] == [20, 40]


@given(
    spaces=st.lists(st.integers(0, 50), max_size=4),
    convicts=st.lists(st.integers(0, 120), min_size=1, max_size=8),
    closes=st.integers(0, 8),
)
def test_every_convict_is_in_one_camp_or_waits(spaces, convicts, closes):
    rows = [camp(space, closes=TODAY + closes if i == 0 else 99_999) for i, space in enumerate(spaces)]
    place = town()
    for number, held in enumerate(convicts):
        place.convicts = held
        morning(place, rows, number)
        assert sum(one.inmates for one in rows) + place.camp_due == held
        assert place.camp_due >= 0
        assert all(0 <= one.inmates <= one.space for one in rows)
        assert all(one.inmates == 0 for one in rows if one.open == 0)


def test_inmates_eat_what_is_brought_from_elsewhere():
    one = camp()
    one.inmates = 10
    flow = Flows(camps, camp=one)
    for _ in range(5):
        camps.feed_camp(one, PARAM, flow)
    assert flow["camp_eaten"] == 5 * 10 * PARAM.camp_ration
    assert one.grain == flow["camp_supplied"] - flow["camp_eaten"]
    one.inmates = 0
    camps.feed_camp(one, PARAM, flow)
    assert flow["camp_eaten"] == 5 * 10 * PARAM.camp_ration
