import json

import pytest

from tumen.core.errors import RunError
from tumen.web.build import PAGE, content, pages

BUILD = 'require("fs").mkdirSync(process.env.UI_OUT, {recursive: true});'
WRITE = 'require("fs").writeFileSync(process.env.UI_OUT + "/index.html", "built");'


def source(folder, script):
    folder.mkdir()
    (folder / "build.cjs").write_text(script)
    about = {"name": "x", "version": "1.0.0", "scripts": {"build": "node build.cjs"}}
    (folder / "package.json").write_text(json.dumps(about))
    lock = {"name": "x", "version": "1.0.0", "lockfileVersion": 3, "requires": True}
    lock["packages"] = {"": {"name": "x", "version": "1.0.0"}}
    (folder / "package-lock.json").write_text(json.dumps(lock))
    return folder


def test_a_checkout_builds_its_pages_once_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TUMEN_CACHE", str(tmp_path / "cache"))
    ui = source(tmp_path / "ui", BUILD + WRITE)
    built = pages(ui, tmp_path / "none")
    assert (built / PAGE).read_text() == "built"
    assert "happens once" in capsys.readouterr().err
    assert pages(ui, tmp_path / "none") == built
    assert capsys.readouterr().err == ""


def test_a_change_of_the_source_is_built_anew(tmp_path):
    ui = source(tmp_path / "ui", BUILD)
    before = content(ui)
    (ui / "node_modules").mkdir()
    (ui / "node_modules" / "x.js").write_text("1")
    assert content(ui) == before
    (ui / "build.cjs").write_text(BUILD + WRITE)
    assert content(ui) != before


def test_a_build_that_fails_says_how(tmp_path, monkeypatch):
    monkeypatch.setenv("TUMEN_CACHE", str(tmp_path / "cache"))
    ui = source(tmp_path / "ui", 'throw new Error("a comma is missing");')
    with pytest.raises(RunError, match="a comma is missing"):
        pages(ui, tmp_path / "none")
    assert not list((tmp_path / "cache").rglob(PAGE))


def test_a_release_carries_its_pages(tmp_path):
    (tmp_path / PAGE).write_text("carried")
    assert pages(tmp_path / "no-source", tmp_path) == tmp_path


def test_without_pages_or_source_the_way_out_is_told(tmp_path):
    with pytest.raises(RunError, match=r"tumen\[app\]"):
        pages(tmp_path / "no-source", tmp_path / "none")
