"""The page of a fit, and what the command prints: whole, offline, with what fails in plain sight."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
import xarray as xr

from tests.inference.fits import made_up_fit, observation
from tumen.commands.fit import MOST_REPORTS, _taken, plain, show_fit
from tumen.core.errors import RunError
from tumen.evidence import find_conflicts, read
from tumen.inference.page import _outcome_charts, courses, render, write_page
from tumen.inference.reading import report_rows

HOSTILE = "<script>alert(1)</script> \x1b[31m & \x00 \u202eevil"


class Parts(HTMLParser):
    """What a page is made of, and whether what is opened is closed."""

    VOID = frozenset({"meta", "link", "br", "rect", "path", "use"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.seen.add(tag)
        self.ids += [named["id"]] if named.get("id") else []
        self.links += [str(value) for name, value in attrs if name in ("href", "src", "xlink:href")]
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def parts(html: str) -> Parts:
    found = Parts()
    found.feed(html)
    found.close()
    assert found.open == []
    return found


@pytest.fixture(scope="module")
def page(made_up):
    return render(made_up, conflicts=())


def test_the_page_is_one_whole_file_that_asks_nothing_of_the_network(page):
    found = parts(page)
    assert "script" not in found.seen and "img" not in found.seen
    assert all(link.startswith(("#", "data:")) for link in found.links)
    assert len(found.ids) == len(set(found.ids))
    assert {link[1:] for link in found.links if link.startswith("#")} <= set(found.ids)
    assert "Content-Security-Policy" in page
    assert len(page) < 1_500_000


def test_what_it_fails_at_stands_before_what_was_learned(page):
    order = [
        page.index(f'id="{name}"')
        for name in ("fails", "learned", "outcomes", "beliefs", "reports", "limits")
    ]
    assert order == sorted(order)
    fails = page[order[0] : order[1]]
    assert "R8" in fails and "R3" in fails
    assert "either the report is false or the model is wrong here" in fails.lower()


def test_every_report_belief_error_and_reason_is_on_it(page, made_up):
    for one in made_up.observations:
        assert one.says in page
    for name in made_up.table.index:
        assert name in page
    for text in (
        "musan_share",
        "mirror-trade",
        "R20",
        "bans are inputs",
        "R1-echo",
        made_up.provenance["command"],
    ):
        assert text in page
    assert "not weighed" in page
    for title in (
        "Rice in the market",
        "Iron concentrate exported",
        "Ration, when",
        "Rice price, against an earlier time",
    ):
        assert title in page
    assert page.count("<svg") > 15


def test_the_page_says_how_many_real_runs_show_a_report_and_that_a_grade_is_no_finding(page, made_up):
    shown = [row["shown_by"] for row in report_rows(made_up)]
    assert all(f"{count} of 30 runs" in page for count in shown)
    assert "the chance to be genuine is mostly its grade" in page
    assert "hardly changed: its grade" in page
    assert "tumen score FIT CASE --use judge" in page
    assert "of worlds" in page and "0 or 1" not in page, "a switch is on in a part of the worlds"
    assert "in 4 populations of 100" in page


def test_an_outcome_that_the_inputs_set_is_not_drawn_as_knowledge(made_up):
    found, _ = courses(made_up)
    thin = replace(found[0], before=np.full_like(found[0].before, 3.0))
    (chart,) = _outcome_charts(made_up, [thin])
    assert chart["svg"] == ""
    assert chart["note"].startswith("Not drawn for every year")
    (drawn,) = _outcome_charts(made_up, found[:1])
    assert drawn["note"] == "" and "<svg" in drawn["svg"]


def test_the_page_is_written_whole_or_not_at_all(made_up, tmp_path, monkeypatch):
    path = tmp_path / "fit.html"
    write_page(made_up, path, conflicts=())
    assert path.read_text(encoding="utf-8").endswith("</html>\n") or path.read_text("utf-8").endswith(
        "</html>"
    )
    assert [one.name for one in tmp_path.iterdir()] == ["fit.html"]
    before = path.read_bytes()
    monkeypatch.setattr("tumen.inference.page.render", lambda *_: "\udcff")
    with pytest.raises(UnicodeEncodeError):
        write_page(made_up, path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["fit.html"]


def altered(fit, **columns):
    """The fit with other words in its table of reports."""
    groups = {f"/{name}": group.to_dataset() for name, group in fit.tree.children.items()}
    table = groups["/reports"].copy()
    for name, value in columns.items():
        table[name] = ("report", np.array([value] * table.sizes["report"]))
    groups["/reports"] = table
    return replace(fit, tree=xr.DataTree.from_dict(groups))


def test_hostile_words_are_inert(made_up, capsys):
    fit = altered(made_up, says=HOSTILE, outlet=HOSTILE, driven_by=HOSTILE, places=HOSTILE)
    fit = replace(fit, provenance=made_up.provenance | {"title": HOSTILE, "evidence": f"/cases/{HOSTILE}"})
    html = render(fit, conflicts=())
    found = parts(html)
    assert "script" not in found.seen
    assert "&lt;script&gt;" in html
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", html)
    show_fit(fit, as_json=False)
    assert "\x1b" not in capsys.readouterr().out.replace("\\x1b", "")
    show_fit(fit, as_json=True)
    printed = capsys.readouterr().out
    assert "\x1b" not in printed and "\u202e" not in printed
    assert json.loads(printed)["reports"][0]["says"] == HOSTILE


def test_hostile_names_are_inert_in_figures_too(tmp_path):
    bad = observation("<b>$x^2$</b>\x07", "rice_price", value=6000.0, says=HOSTILE)
    fit = made_up_fit(
        tmp_path, (bad, observation("R2", "rice_price", value=6100.0)), runs=100, draws=100, checked=10
    )
    html = render(fit, conflicts=())
    parts(html)
    assert "<b>$x" not in html
    assert "&lt;b&gt;$x^2$&lt;/b" in html, "no mathematics, no markup: letters"
    assert "\x07" not in html


def test_outcomes_are_left_out_with_the_reason_where_the_runs_are_gone(made_up, monkeypatch):
    def gone(*_):
        raise RunError("60 runs are not in the store.")

    monkeypatch.setattr(type(made_up), "results", gone)
    html = render(made_up, conflicts=())
    assert "The runs cannot be shown: 60 runs are not in the store." in html
    assert "Report by report" in html


def test_a_case_that_is_gone_is_said_to_be(made_up):
    fit = replace(made_up, provenance=made_up.provenance | {"evidence": "/no/such/case"})
    assert "The case could not be read again" in render(fit)


def test_conflicts_that_touch_what_was_fitted_stand_side_by_side(made_up):
    found = find_conflicts(read("border"))
    names = [found[0].one.id, found[0].other.id]
    groups = {f"/{name}": group.to_dataset() for name, group in made_up.tree.children.items()}
    for group in ("/reports", "/variants"):
        labels = [names[0], *made_up.reports.index[1:]]
        groups[group] = groups[group].assign_coords(report=labels)
    fit = replace(made_up, tree=xr.DataTree.from_dict(groups))
    html = render(fit, found)
    section = html[html.index('id="conflicts"') : html.index('id="drags"')]
    assert all(name in section for name in names)
    assert "not fitted" in section and "genuine:" in section
    assert "None that touches" in render(made_up, found)


def test_the_terminal_tells_first_what_fails_then_what_was_learned_and_where_the_files_are(
    made_up, capsys, tmp_path
):
    show_fit(replace(made_up, path=tmp_path), as_json=False)
    printed = capsys.readouterr().out
    order = [
        printed.index(text)
        for text in ("What it fails at", "R8: ", "What was learned", "Reports  ", "Beliefs  ", "fit.html")
    ]
    assert order == sorted(order)
    assert "almost no chance" in printed
    assert "The evidence says nothing about" in printed


def test_the_terminal_counts_the_reports_it_has_no_room_for():
    rows = [{"claim": f"A{i}"} for i in range(40)], [{"claim": "B"}]
    assert _taken(rows, set()) == [MOST_REPORTS - 1, 1]
    assert _taken(rows, {f"A{i}" for i in range(30)}) == [30, 0], "what fails is always shown"
    assert _taken([[{"claim": "B"}]], set()) == [1]


def test_json_holds_everything_and_no_nan(made_up, capsys):
    show_fit(made_up, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == 1
    assert len(told["reports"]) == len(made_up.observations)
    assert len(told["beliefs"]) == len(made_up.beliefs)
    assert {one["variant"] for one in told["variants"]} >= {"trusting", "doubting"}
    assert told["provenance"]["seed"] == 1
    assert any("R8" in sentence for sentence in told["failing"])
    by_claim = {row["claim"]: row for row in told["reports"]}
    assert by_claim["R8"]["genuine"] is None
    assert by_claim["R7"]["high"] is None
    assert by_claim["R1"]["disagrees"] in (True, False)
    assert told["shared"][0]["shared"]


def test_numbers_of_numpy_become_plain_ones():
    assert plain({"a": np.float32(1.5), "b": [np.int64(2), np.nan], "c": (np.bool_(True), np.inf)}) == {
        "a": 1.5,
        "b": [2, None],
        "c": [True, None],
    }
