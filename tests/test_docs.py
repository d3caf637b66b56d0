from __future__ import annotations

import re
from pathlib import Path

from tumen import policies, scenario
from tumen.engine.catalog import catalog
from tumen.reports.mechanism_table import mechanism_table

ROOT = Path(__file__).parents[1]


def test_the_table_of_mechanisms_is_what_the_declarations_say(update: bool) -> None:
    page = ROOT / "docs" / "mechanisms.md"
    text = mechanism_table(catalog())
    if update:
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text, "out of date; pytest tests/test_docs.py --update"


def test_every_mechanism_has_a_test_file_of_its_own() -> None:
    missing = [
        m.name
        for m in catalog().mechanisms
        if not (ROOT / "tests" / "economy" / m.actor / f"test_{m.name}.py").is_file()
    ]
    assert missing == []


def test_the_numbers_one_to_twenty_three_are_all_there() -> None:
    covered = {number for m in catalog().mechanisms for number in m.number}
    assert set(range(1, 24)) <= covered


def test_the_list_of_policies_is_what_their_files_say(update: bool) -> None:
    page = ROOT / "docs" / "policies.md"
    marks = "<!-- policies -->\n", "<!-- end of policies -->\n"
    before, _, rest = page.read_text(encoding="utf-8").partition(marks[0])
    text = f"{before}{marks[0]}{policy_table()}{marks[1]}{rest.partition(marks[1])[2]}"
    if update:
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text, "out of date; pytest tests/test_docs.py --update"


def policy_table() -> str:
    """The bundled policies, and the scenarios in which they make a difference."""
    lines = [
        "| policy | what it is | who could decide it | makes a difference in |",
        "| --- | --- | --- | --- |",
    ]
    for name in policies.available():
        one = policies.load(name)
        where = ", ".join(f"`{of}`" for of in scenario.available() if differences(one, of))
        lines.append(f"| `{name}` | **{one.title}**. {one.about} | {one.who} | {where or 'nothing'} |")
    return "\n".join(lines) + "\n"


def differences(policy: policies.Policy, of: str) -> list[str]:
    before = scenario.load(of, catalog())
    return policies.differences(before, policies.apply(policy, before, catalog()), catalog())


def test_the_policy_shown_as_an_example_is_a_good_one(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    path = tmp_path / "softer-ban.toml"
    path.write_text(example, encoding="utf-8")
    policy = policies.load(path)
    assert policy.name == path.stem
    assert len(differences(policy, "musan")) == 4
    shown = {
        key
        for form in (policies.PolicyChange, policies.InstrumentEdit, policies.Closure)
        for key in keys(form)
    }
    assert sorted(key for key in shown if f"`{key}" not in text and f"{key} =" not in text) == []


def keys(form: type) -> set[str]:
    """How a file writes the fields of an entry."""
    return {field.alias or name for name, field in form.model_fields.items()}  # type: ignore[attr-defined]
