"""The checkout itself: what a contributor or a packager relies on without looking."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "tumen"
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".csv",
    ".html",
    ".j2",
    ".css",
    ".js",
    ".json",
    ".cff",
    ".yaml",
    ".yml",
    ".txt",
    "",
}
HOME_FOLDERS = re.compile(r"(?<![\w.:/-])/(?:home|root|Users|work|farm)/\w|[A-Z]:\\Users\\")
REGISTRIES = re.compile(r"\b(?:py[p]i\.org|python[h]osted\.org|registry\.np[m]js)")
LINK = re.compile(r"\]\(([^)#\s]+)")


@cache
def tracked() -> tuple[Path, ...]:
    """Files of the checkout, as git sees them."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return tuple(path for line in listed.stdout.splitlines() if (path := ROOT / line).is_file())


def texts() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in tracked()
        if path.suffix in TEXT and path.name != "uv.lock"
    ]


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_no_source_file_is_longer_than_400_lines():
    long = {
        str(path.relative_to(ROOT)): count
        for path in SOURCE.rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_every_source_folder_is_a_package_so_that_the_import_contracts_see_it():
    folders = {path.parent for path in SOURCE.rglob("*.py")}
    assert [
        str(folder.relative_to(ROOT)) for folder in sorted(folders) if not (folder / "__init__.py").exists()
    ] == []


def test_no_text_file_names_a_folder_of_the_machine_it_was_written_on():
    assert [(file, found[0]) for file, text in texts() if (found := HOME_FOLDERS.search(text))] == []


def test_no_text_file_names_the_host_of_a_package_registry():
    assert [(file, found[0]) for file, text in texts() if (found := REGISTRIES.search(text))] == []


def test_the_pattern_for_machine_folders_finds_them_and_spares_addresses():
    assert HOME_FOLDERS.search("see /" + "home/kim/tumen")
    assert not HOME_FOLDERS.search("https://example.org/home/kim")


def test_every_relative_link_in_the_documents_leads_somewhere():
    broken = [
        (str(page.relative_to(ROOT)), target)
        for page in tracked()
        if page.suffix == ".md"
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_licence_is_apache_2_in_the_file_and_in_what_is_installed():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert metadata.metadata("tumen")["License-Expression"] == "Apache-2.0"


def test_the_version_stands_in_pyproject_and_nowhere_else():
    version = project()["project"]["version"]
    assert metadata.version("tumen") == version
    repeated = [
        file for file, text in texts() if file.startswith(("src/", "docs/")) and f'"{version}"' in text
    ]
    assert repeated == []


def test_ci_runs_the_test_command_of_the_readme():
    command = "python3 bootstrap.py test"
    assert f"```sh\n{command}\n```" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"\nexec {command}\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


APP = {*(SOURCE / "web").glob("*.py"), *(SOURCE / "commands" / name for name in ("app.py", "serving.py"))}
"""Files that only those need who installed the extra for the app."""


def names(requirements):
    """Distributions that requirements name."""
    return {re.split(r"[<>=\[ ;]", line)[0].lower() for line in requirements}


def test_every_imported_library_of_the_package_is_declared():
    known = metadata.packages_distributions()
    declared = names(project()["project"]["dependencies"])
    of_app = declared | names(project()["project"]["optional-dependencies"]["app"])
    imports = re.compile(r"^\s*(?:import|from)\s+([a-zA-Z_]\w*)", re.MULTILINE)
    missing = {
        (module, str(path.relative_to(ROOT)))
        for path in SOURCE.rglob("*.py")
        for module in imports.findall(path.read_text(encoding="utf-8"))
        if module in known
        and "tumen" not in known[module]
        and not {n.lower() for n in known[module]} & (of_app if path in APP else declared)
    }
    assert missing == set()
