"""Attendance control: the sheet is checked each morning, because the workplace is how men are held.

Who wants the day for himself pays to be absent when he has the cash (the '8.3' fee), or signs in and
slips away where there is no work and the foreman looks aside, or stays away and counts the days: too
many unauthorised absences and the security office comes for him (custody.py), which without a bribe
means the training camp. The stricter the check the fewer slip away and the likelier the camp. Hunger
pushes, fear holds back. Who is detained is on the sheet as detained, and has no hours for anything.
"""

from tumen.core.declare import Draw, Fixed, Flow, Observable, Param, Signal, Whole
from tumen.core.maths import clip, whole
from tumen.core.measure import mean, total
from tumen.core.roles import Attendance, Livelihood, SiteKind

NUMBER = 14

EXEMPT_DAYS = 30

STATE = {
    "person.attendance": Whole(0, 5, "Attendance", "How the person stands on today's sheet."),
    "person.absences": Whole(0, 31, "days", "Unauthorised absences this month."),
    "person.exempt": Whole(0, 31, "days", "Days of paid absence still to come."),
    "person.absconded": Whole(0, 1, "", "1 on a day when an absence too many is to be punished."),
    "person.hours": Fixed(0.0, 1.0, "share", "Share of the day free for the livelihood.", 1.0),
    "site.leeway": Fixed(0.0, 1.0, "share", "Chance that one who signs in today can slip away."),
    "site.on_books": Whole(
        0, 10**8, "persons", "Registered workers this evening, those detained among them."
    ),
}
PARAMS = {
    "absence_fee": Param(
        130_000,
        100_000,
        200_000,
        "KPW/month",
        "F0088 F0089",
        "The '8.3' fee for a month's absence at a mine.",
        real=True,
    ),
    "absence_fee_elsewhere": Param(
        60_000, 20_000, 120_000, "KPW/month", "assumption", "The same at other workplaces.", real=True
    ),
    "absence_cushion": Param(
        2.0,
        1.2,
        4.0,
        "times the fee",
        "assumption",
        "Cash in hand at which a household pays the fee.",
    ),
    "attendance_control": Param(
        0.25,
        0.1,
        0.9,
        "share",
        "S2",
        "Strictness of the morning check: slipping away it prevents, camp it threatens.",
        lever=True,
    ),
    "absence_pull": Param(
        0.3,
        0.05,
        0.6,
        "probability a day",
        "assumption",
        "Staying away of the hungry and fearless who cannot slip away.",
    ),
    "absence_limit": Param(
        5,
        2,
        15,
        "days a month",
        "assumption",
        "Unauthorised absences that the security office overlooks.",
    ),
    "camp_risk": Param(
        0.15,
        0.02,
        0.5,
        "probability a day",
        "assumption",
        "Chance that a further absence ends in the camp under the strictest check.",
    ),
    "hours_after_work": Param(
        0.25, 0.1, 0.4, "share", "assumption", "Share of the day left after a full shift."
    ),
    "hours_after_signing": Param(
        0.75, 0.5, 0.9, "share", "assumption", "Share of the day left after signing in."
    ),
}
DRAWS = {"sheet": Draw("How today's sheet turns out for one who would rather be elsewhere.")}
FLOWS = {
    "absence_fee_paid": Flow("won", "household.won", "place.office_won", "Fee for a month's paid absence.")
}
SIGNALS = {
    "attended": Signal("site", "persons", "Registered workers at work today."),
    "signed_left": Signal("site", "persons", "Those who signed in and left."),
    "paid_absent": Signal("site", "persons", "Those whose absence is paid for."),
    "absent": Signal("site", "persons", "Those absent without leave."),
    "in_camp": Signal("site", "persons", "Registered workers who are held, or in a camp."),
    "absconders": Signal("place", "persons", "Workers whose absences are to be punished, from today."),
}
OBSERVABLES = {
    "attendance": Observable(
        "share",
        "Workers of the mine at work, of those on its books.",
        total("site.attended", kind=SiteKind.MINE) / total("site.on_books", kind=SiteKind.MINE),
    ),
    "sign_in_and_leave": Observable(
        "share",
        "Workers of the mine who sign in and leave, of those on its books.",
        total("site.signed_left", kind=SiteKind.MINE) / total("site.on_books", kind=SiteKind.MINE),
    ),
    "paid_absence": Observable(
        "share",
        "Workers of the mine absent for a fee, of those on its books.",
        total("site.paid_absent", kind=SiteKind.MINE) / total("site.on_books", kind=SiteKind.MINE),
    ),
    "absence": Observable(
        "share",
        "Workers of the mine absent without leave, of those on its books.",
        total("site.absent", kind=SiteKind.MINE) / total("site.on_books", kind=SiteKind.MINE),
    ),
    "attendance_all": Observable(
        "share",
        "Workers of every workplace at work, of those on the books.",
        total("site.attended") / total("site.on_books"),
    ),
    "absconders": Observable(
        "persons", "Workers whose absences are to be punished.", total("place.absconders")
    ),
    "workforce": Observable(
        "persons",
        "Workers on the mine's books, average of the month.",
        mean("site.on_books", kind=SiteKind.MINE),
    ),
}
WHEN = {
    "look_aside": "05:40",
    "buy_absence": "06:50",
    "excuse": "06:55",
    "sign": "07:00",
    "close_sheet": "21:00",
}


def wants_away(livelihood):
    """True for livelihoods that need the day elsewhere; who pilfers has to be at the yard."""
    return (
        livelihood == Livelihood.TRADE
        or livelihood == Livelihood.PLOT
        or livelihood == Livelihood.COLLECT
        or livelihood == Livelihood.CARRY
    )


def look_aside(site, param):
    """Foremen let idle hands go as far as the control allows."""
    site.leeway = site.idle * (1.0 - param.attendance_control)


def buy_absence(person, household, place, site, param, flow):
    """A trader or carrier with cash buys a month if his days bring more than fee and pay."""
    if person.livelihood != Livelihood.TRADE and person.livelihood != Livelihood.CARRY:
        return
    if person.registered == 0 or person.exempt > 0 or person.detained > 0:
        return
    fee = param.absence_fee_elsewhere
    if site.kind == SiteKind.MINE:
        fee = param.absence_fee
    if household.won < fee * param.absence_cushion:
        return
    day_brings = float(place.carry_return)
    if person.livelihood == Livelihood.TRADE:
        day_brings = place.trade_return * person.stall_skill / 10.0
    time_won = (1.0 - site.leeway) * (1.0 - param.hours_after_work)
    if EXEMPT_DAYS * (day_brings * time_won - site.pay) > fee:
        flow.absence_fee_paid(whole(fee))
        person.exempt = EXEMPT_DAYS


def excuse(person, site, today, send):
    """Who need not sign this morning: those detained, off the books, or paid for."""
    person.attendance = Attendance.AT_WORK
    person.hours = 1.0
    if person.absconded > 0:
        person.absconded = 0
    if person.detained > 0:
        person.attendance = Attendance.DETAINED
        person.hours = 0.0
        send.in_camp(int(person.registered))
        return
    if person.registered == 0:
        person.attendance = Attendance.NOT_REGISTERED
        return
    if today.day_of_month == 1:
        person.absences = 0
    if person.exempt > 0:
        person.exempt = person.exempt - 1
        person.attendance = Attendance.PAID_ABSENCE
        send.paid_absent(1)


def sign(person, household, place, site, param, draw, send):
    """The others work, sign in and slip away, or stay away; one draw decides, if they want away."""
    if person.attendance != Attendance.AT_WORK:
        return
    luck = 1.0
    if wants_away(person.livelihood):
        luck = draw.sheet
    if luck < site.leeway:
        person.attendance = Attendance.SIGNED_IN_AND_LEFT
        person.hours = param.hours_after_signing
        send.signed_left(1)
        return
    pull = param.absence_pull * clip(0.2 + household.hunger, 0.0, 1.0) * (1.0 - household.fear)
    stays_away = pull * (1.0 - site.leeway)
    luck = luck - site.leeway
    if luck >= stays_away:
        person.hours = param.hours_after_work
        send.attended(1)
        return
    person.attendance = Attendance.ABSENT
    send.absent(1)
    person.absences = person.absences + 1
    caught = stays_away * param.camp_risk * param.attendance_control
    if person.absences > param.absence_limit and luck < caught:
        person.absconded = 1
        send.absconders(1)


def close_sheet(site):
    """The evening count of those on the books."""
    site.on_books = site.attended + site.signed_left + site.paid_absent + site.absent + site.in_camp
