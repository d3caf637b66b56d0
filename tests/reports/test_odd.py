"""The ODD document."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from tumen.core.declare import Draw, Flow, Input, Observable, Param, Signal, Stock
from tumen.core.measure import total
from tumen.reports.odd import odd, write_odd


def granary() -> SimpleNamespace:
    """A catalog of one mechanism."""

    def share_out() -> None:
        """The centre divides what it holds | evenly.

        Not shown.
        """

    rules = (
        SimpleNamespace(name="open_store", when="opening", kind="place", reads=(), writes=("place.granary",)),
        SimpleNamespace(
            name="share_out",
            when="05:00",
            kind="place",
            reads=("place.granary",),
            writes=(),
            function=share_out,
        ),
    )
    mechanism = SimpleNamespace(
        name="rations",
        actor="state",
        number=(11,),
        doc="Rations: what the trucks bring back.",
        state={"place.granary": Stock("grain", "Grain in the centre.")},
        given={},
        inputs={"place.harvest": Input("share", "Share of a normal harvest.")},
        params={
            "ration_norm": Param(
                500, 300, 700, "g/person/day", "assumption", "Ration of an adult.", lever=True
            )
        },
        draws={"late": Draw("Whether the truck is late.")},
        flows={"ration": Flow("grain", "place.granary", "household.grain", "Handed out.")},
        signals={"heads": Signal("place", "persons", "People entitled.")},
        observables={"ration": Observable("t", "Rations handed out.", total("flow.ration"))},
        rules=rules,
    )
    return SimpleNamespace(mechanisms=[mechanism])


def test_document_has_the_seven_elements_in_order() -> None:
    heads = [line for line in odd(granary()).splitlines() if line.startswith("## ")]
    assert [head[3] for head in heads] == list("1234567")


def test_everything_declared_is_said() -> None:
    text = odd(granary())
    for said in (
        "`place.granary`",
        "stock of grain",
        "`ration_norm` (lever)",
        "300 to 700",
        "**assumption**",
        "`late`",
        "`household.grain`",
        "`heads`",
        "`place.harvest`",
        "| 05:00 |",
        "mechanism 11",
        "Rations handed out.",
    ):
        assert said in text, said


def test_only_the_first_paragraph_of_a_rule_is_told() -> None:
    text = odd(granary())
    assert "The centre divides what it holds" in text and "Not shown" not in text


def test_document_is_written(tmp_path: Path) -> None:
    write_odd(granary(), tmp_path / "odd.md")
    assert (tmp_path / "odd.md").read_text(encoding="utf-8").startswith("# Model description")
