"""Where a fit's runs are made: how many at once, and a cluster that is let go however the fit ends."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tumen.commands.fitting import Doing, workshop
from tumen.core.errors import InputError, RunError
from tumen.ensemble import cluster as clusters
from tumen.ensemble.cluster import connection
from tumen.ensemble.pool import cores


class Far(ThreadPoolExecutor):
    """A cluster that counts how often it was let go."""

    let_go = 0

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.let_go += 1
        super().shutdown(wait, cancel_futures=cancel_futures)


@pytest.fixture
def far(monkeypatch):
    executor = Far(1)
    monkeypatch.setattr(clusters, "cluster", lambda address: executor)
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    yield executor
    signal.signal(signal.SIGPIPE, before)


def opened(path: Path, **options: Any) -> Any:
    return workshop(**{"store": path, "workers": None, "cluster": None, "quiet": True, **options})


def test_a_cluster_is_let_go_and_a_broken_pipe_is_an_error_meanwhile(far, tmp_path):
    with opened(tmp_path / "store", cluster="tcp://far:1") as shop:
        assert shop.executor is far
        assert shop.workers is None  # the cluster knows
        assert signal.getsignal(signal.SIGPIPE) is signal.SIG_IGN
        assert far.let_go == 0
    assert far.let_go == 1
    assert signal.getsignal(signal.SIGPIPE) is signal.SIG_DFL


def test_a_cluster_is_let_go_when_a_fit_comes_to_grief(far, tmp_path):
    with pytest.raises(RunError), opened(tmp_path / "store", cluster="tcp://far:1"):
        raise RunError("the runs stopped")
    assert far.let_go == 1
    assert signal.getsignal(signal.SIGPIPE) is signal.SIG_DFL


def test_without_an_address_there_is_no_cluster(tmp_path):
    with connection(None) as executor:
        assert executor is None
    with opened(tmp_path / "store") as shop:
        assert shop.executor is None
        assert shop.workers == cores()
    with opened(tmp_path / "store", workers=3) as shop:
        assert shop.workers == 3


@pytest.mark.parametrize("workers", [0, -3])
def test_a_number_of_workers_that_cannot_be_is_refused_before_anything_is_opened(far, tmp_path, workers):
    refused = opened(tmp_path / "store", workers=workers, cluster="tcp://far:1")
    with pytest.raises(InputError, match=f"The number of workers is {workers}; expected at least 1"), refused:
        pass
    assert far.let_go == 0


def test_a_store_that_is_none_is_refused_before_a_cluster_is_asked(far, tmp_path):
    (tmp_path / "file").touch()
    refused = opened(tmp_path / "file", cluster="tcp://far:1")
    with pytest.raises(InputError, match="is no folder"), refused:
        pass
    assert far.let_go == 0


def test_what_is_being_done_is_said_with_the_time_left(capsys, monkeypatch):
    doing = Doing(quiet=False)
    notes: list[str] = []
    monkeypatch.setattr(doing.bar, "update", lambda task, **fields: notes.append(fields["note"]))
    doing.runs(0, 1_200, 0.0, float("nan"))
    doing.runs(200, 1_200, 152.4, 3_725.0)
    doing.runs(1_200, 1_200, 0.25, -1.0)
    assert notes == [
        "0 of 1,200 runs",
        "200 of 1,200 runs · 152.40/s · 1:02:05 left",
        "1,200 of 1,200 runs · 0.25/s · 0:00:00 left",
    ]
    doing.step("reading the runs")
    assert "Reading the runs …" in capsys.readouterr().err
