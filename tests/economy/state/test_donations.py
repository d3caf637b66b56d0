"""Donated grain reaches everyone alike, less what is led aside; the books hold."""

from __future__ import annotations

from tests.economy.helpers import Flows, defaults, make_household, make_place
from tumen.economy.state import donations


def received(store: int = 0, **changed: float):
    place = make_place(donations, donated=store)
    flow = Flows(donations, place=place)
    donations.receive(place, defaults(donations, **changed), flow)
    return place, flow


def test_nothing_comes_unless_somebody_sends_it():
    place, flow = received()
    assert flow.moved == {}
    assert place.donated_ration == 0


def test_part_of_what_is_sent_is_led_aside_and_the_rest_is_divided_by_heads():
    place, flow = received(donation=1_520, donation_leakage=0.25)
    assert flow["donation_arrived"] == 2_000_000
    assert flow["donation_diverted"] == 500_000
    assert place.donated_ration == 1_500_000 // 4_000


def test_what_is_promised_never_exceeds_the_store():
    place, _ = received(store=123_456, donation=177, donation_leakage=0.6)
    assert place.donated_ration * place.residents <= place.donated


def test_every_mouth_counts_alike():
    place = make_place(donations, donated_ration=100)
    flow = Flows()
    donations.hand_out(make_household(adults=2, children=1, elders=1), place, flow)
    assert flow["donation_given"] == 400
