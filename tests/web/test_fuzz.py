"""Requests that nobody would write by hand: whatever comes, no answer is a failure of the server."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as how

from tests.web.conftest import HOST, QUICK
from tumen.web.server import create_app
from tumen.web.settings import Settings

APART = ("/api/whatif/{id}/events", "/api/jobs/events", "/api/jobs")
"""Streams end when their listener does, and jobs are processes: both have tests of their own."""

BEARER = {"Authorization": "Bearer fuzz", "Host": HOST}


@pytest.fixture(scope="module")
def interface(tmp_path_factory):
    root = tmp_path_factory.mktemp("root")
    own = Settings(root=root, token="fuzz", hosts=frozenset({HOST}), ladder=QUICK)
    return schemathesis.openapi.from_asgi("/api/openapi.json", create_app(own), headers=BEARER)


def test_no_request_makes_the_server_fail(interface):
    asked = 0
    for found in interface.get_all_operations():
        operation = found.ok()
        if operation.path in APART:
            continue

        @how(
            max_examples=10,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def one(case):
            answer = case.call(headers=BEARER)
            assert answer.status_code < 500, (case.method, case.path, answer.text)
            if answer.status_code >= 400:
                assert answer.json()["error"]

        one()
        asked += 1
    assert asked > 15
