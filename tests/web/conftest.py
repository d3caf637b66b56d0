from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from tumen.web.server import bare_app, create_app
from tumen.web.settings import Settings

HOST = "127.0.0.1:8642"
QUICK = ((0.0005, 1), (0.0005, None))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    pages = tmp_path / "pages"
    (pages / "assets").mkdir(parents=True)
    (pages / "index.html").write_text("<!doctype html><title>Tumen</title>")
    (pages / "assets" / "app-1a2b.js").write_text("export {};")
    root = tmp_path / "root"
    root.mkdir()
    return Settings(root=root, pages=pages, token="a-token-for-tests", hosts=frozenset({HOST}), ladder=QUICK)


@pytest.fixture
def locked(settings: Settings):
    """A client that has not shown the token yet."""
    with TestClient(create_app(settings), base_url=f"http://{HOST}") as client:  # type: ignore[arg-type]
        yield client


@pytest.fixture
def client(settings: Settings):
    """A script that holds the token."""
    headers = {"Authorization": f"Bearer {settings.token}"}
    app = create_app(settings)
    with TestClient(app, base_url=f"http://{HOST}", headers=headers) as client:  # type: ignore[arg-type]
        yield client


@pytest.fixture
def bare(settings: Settings):
    """The interface without its guard."""
    return bare_app(settings)


def error_of(response: httpx.Response) -> str:
    return str(response.json()["error"])
