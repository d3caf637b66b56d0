import pytest

from tests.web.conftest import HOST


def test_without_the_token_there_is_only_a_tiny_page(locked):
    page = locked.get("/")
    assert page.status_code == 401
    assert "tumen app" in page.text
    assert locked.get("/api/scenarios").status_code == 401


def test_the_token_opens_once_and_leaves_the_address(locked, settings):
    answer = locked.get(f"/?token={settings.token}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert locked.get("/").status_code == 200
    assert locked.get("/api/scenarios").status_code == 200


def test_a_wrong_token_opens_nothing(locked):
    assert locked.get("/?token=guess").status_code == 401
    assert locked.get("/api/scenarios", headers={"Authorization": "Bearer guess"}).status_code == 401
    locked.cookies.set("tumen-8642", "guess")
    assert locked.get("/api/scenarios").status_code == 401


def test_a_script_may_send_the_token(client):
    assert client.get("/api/scenarios").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "127.0.0.1:8642.evil.example", ""])
def test_another_host_is_refused_even_with_the_token(client, host):
    assert client.get("/api/scenarios", headers={"Host": host}).status_code == 403


def test_a_page_of_another_site_cannot_change_anything(locked, settings):
    locked.get(f"/?token={settings.token}")
    body = {"name": "mine"}
    foreign = locked.post("/api/cases", json=body, headers={"Origin": "http://evil.example"})
    assert foreign.status_code == 403
    assert locked.post("/api/cases", json=body).status_code == 403
    assert locked.post("/api/cases", json=body, headers={"Origin": "null"}).status_code == 403
    own = locked.post("/api/cases", json=body, headers={"Origin": f"http://{HOST}"})
    assert own.status_code == 201


def test_a_page_of_another_site_cannot_read_the_interface_either(client):
    answer = client.get("/api/scenarios", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize("address", ["/", "/api/scenarios", "/api/nothing", "/assets/app-1a2b.js"])
def test_every_answer_forbids_what_comes_from_elsewhere(client, address):
    headers = client.get(address).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_answers_of_the_interface_are_not_kept_by_the_browser(client):
    assert client.get("/api/scenarios").headers["cache-control"] == "no-store"


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client):
    answer = client.post("/api/cases", content=b"x", headers={"Content-Length": "99000000"})
    assert answer.status_code == 413


def test_a_body_that_goes_on_and_on_is_cut_off(client):
    def endless():
        for _ in range(200):
            yield b"x" * 100_000

    answer = client.post("/api/cases", content=endless(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert "MB" in answer.json()["error"]


@pytest.mark.parametrize("length", ["\u00b2".encode("latin-1"), b"9" * 5000, b"-1", b"1e3"], ids=len)
def test_a_length_that_is_no_number_is_refused(client, length):
    answer = client.post("/api/cases", content=b"x", headers={b"Content-Length": length})
    assert answer.status_code == 413


@pytest.mark.parametrize("other", ['odd[key]={"a": 1}; ', "a=b, c; ; =; ", "tumen-8642=stale; ", 'x="open; '])
def test_odd_cookies_of_another_server_do_not_lock_the_page(locked, settings, other):
    cookie = f"{other}tumen-8642={settings.token}"
    assert locked.get("/api/scenarios", headers={"Cookie": cookie}).status_code == 200


def test_cookies_may_come_in_several_headers(locked, settings):
    headers = [("Cookie", "a=1"), ("Cookie", f"tumen-8642={settings.token}")]
    assert locked.get("/api/scenarios", headers=headers).status_code == 200


def test_the_locked_page_tells_the_way_in(locked):
    assert "reload this page" in locked.get("/").text


def test_there_is_no_page_that_loads_its_scripts_from_elsewhere(client):
    for address in ("/docs", "/redoc"):
        assert "cdn" not in client.get(address).text
    assert client.get("/api/openapi.json").json()["info"]["title"] == "Tumen"


@pytest.mark.parametrize(
    "address",
    [
        "/assets/../index.html",
        "/assets/%2e%2e/index.html",
        "/assets/..%2f..%2fetc%2fpasswd",
        "/assets/nothing.js",
    ],
)
def test_assets_are_read_from_their_folder_alone(client, address):
    answer = client.get(address)
    assert answer.status_code == 404 or answer.headers["content-type"].startswith("text/html")
    assert "root:" not in answer.text


def test_an_address_of_the_page_is_answered_with_the_page(client):
    assert "<title>Tumen</title>" in client.get("/evidence/border").text
    assert client.get("/assets/app-1a2b.js").headers["content-type"].startswith("text/javascript")
