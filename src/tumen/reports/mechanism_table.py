"""The table of mechanisms by number: what each is, where it is written and where it is tested."""

from __future__ import annotations

from tumen.engine.catalog import Catalog

HEAD = """# Mechanisms by number

Written from the declarations (`pytest tests/test_docs.py --update`), by number in the model's description.

| number | mechanism | what it is | order of the day | file | test |
| --- | --- | --- | --- | --- | --- |
"""


def mechanism_table(catalog: Catalog) -> str:
    """Markdown: a row a mechanism, by number.

    Parameters
    ----------
    catalog : Catalog
        The mechanisms.
    """
    rows = []
    for mechanism in sorted(catalog.mechanisms, key=lambda m: (m.number or (99,), m.name)):
        number = ", ".join(map(str, mechanism.number)) or "–"
        times = ", ".join(f"{rule.when} {rule.name}" for rule in mechanism.rules)
        path = f"{mechanism.actor}/{mechanism.name}.py"
        text = mechanism.doc.split("\n\n")[0].replace("\n", " ").replace("|", "\\|")
        test = f"{mechanism.actor}/test_{mechanism.name}.py"
        rows.append(
            f"| {number} | {mechanism.name} | {text} | {times} "
            f"| [economy/{path}](../src/tumen/economy/{path}) | [{test}](../tests/economy/{test}) |"
        )
    return HEAD + "\n".join(rows) + "\n"
