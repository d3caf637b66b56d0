"""What is read from a store is whole, in order and once, or it is missing."""

from __future__ import annotations

import json
import threading
import warnings
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ensemble.worlds import (
    SOME,
    assert_each_once,
    assert_whole,
    filled,
    folder,
    model,
    plan,
    task,
    undisturbed,
    world,
)
from tumen.core.errors import InputError, RunError
from tumen.ensemble import people, shards, tidying, work
from tumen.ensemble.plan import Member, Plan
from tumen.ensemble.store import Store, default_path
from tumen.ensemble.tidying import lay_together
from tumen.runs.run import simulate
from tumen.world.population import populate

RUNS = 6


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("full") / "store", RUNS)


def test_runs_are_those_of_simulate_and_the_frame_is_its_coordinates(full):
    member = plan(RUNS).members[3]
    dataset = simulate(
        world().scenario,
        seed=member.seed,
        people_share=world().people_share,
        end=world().end,
        settings=dict(member.settings),
    ).to_xarray()
    names = list(model().catalog.observables)
    for name, values in full.read(plan(RUNS), names, model()).items():
        np.testing.assert_array_equal(values[3], dataset[name].to_numpy()[0].astype(np.float32), err_msg=name)
    frame = full.frame(world(), model())
    assert [str(day) for day in frame.time] == [str(day)[:10] for day in dataset.time.to_numpy()]
    assert list(frame.days) == dataset.days.to_numpy().tolist()
    assert list(frame.residents) == dataset.residents.to_numpy().tolist()
    for dimension in ("place", "commodity", "crossing", "means", "camp"):
        assert list(frame.labels(dimension)) == dataset[dimension].to_numpy().tolist()
    for name in names:
        assert ("run", "time", *frame.dims[name]) == dataset[name].dims
        assert frame.units[name] == dataset[name].units


def test_months_are_cut_at_both_ends_as_the_recorder_cuts_them(store):
    cut = replace(world(), start=date(2013, 1, 20), end=date(2013, 3, 4))
    frame = store.frame(cut, model())
    dataset = simulate(cut.scenario, people_share=cut.people_share, start=cut.start, end=cut.end).to_xarray()
    assert [str(day) for day in frame.time] == [str(day)[:10] for day in dataset.time.to_numpy()]
    assert list(frame.days) == dataset.days.to_numpy().tolist() == [12, 28, 4]
    assert frame.first == cut.start
    assert Store(store.path).frame(cut, model()) == frame


def test_runs_come_in_the_order_of_the_plan_however_often_they_are_asked_for(full):
    order = [4, 0, 4, 2]
    asked = Plan(world(), tuple(plan(RUNS).members[i] for i in order))
    for name, values in full.read(asked, SOME, model()).items():
        assert values.dtype == np.float32
        np.testing.assert_array_equal(values, undisturbed(RUNS)[name][order], err_msg=name)


def test_what_is_missing_is_counted_and_what_is_unknown_named(full):
    with pytest.raises(RunError, match="2 of 8 runs are not in the store at"):
        full.read(plan(RUNS + 2), SOME, model())
    with pytest.raises(InputError, match="no observable 'export'; did you mean 'exports'"):
        full.read(plan(RUNS), ["export"], model())
    assert full.held(plan(RUNS + 2), model()) == set(plan(RUNS).keys(model()))


def test_a_store_that_is_not_there_is_empty_and_reading_makes_nothing(store):
    assert store.held(plan(2), model()) == frozenset()
    assert list(store.worlds()) == []
    assert not store.path.exists()


def test_any_reader_of_parquet_opens_a_shard(full):
    (shard,) = folder(full).iterdir()
    table = pd.read_parquet(shard)
    assert sorted(table["key"]) == sorted(plan(RUNS).keys(model()))
    assert set(table["seed"]) == set(range(RUNS))
    assert json.loads(table["settings"][0]) == {"levy_pocketed": 0.4}
    assert {"exports", "two_meals"} <= set(table.columns)
    assert pq.read_table(shard).num_rows == RUNS


def shard_of(*keys: str) -> tuple[str, bytes]:
    rows = [
        shards.Row(
            key, Member.of({"a": 1.0}), {"x": np.arange(6.0).reshape(2, 3) * len(key), "y": np.ones(2)}
        )
        for key in keys
    ]
    return shards.pack(rows, ["x", "y"])


def test_shards_of_the_same_runs_are_the_same_bytes():
    assert shard_of("a", "bb", "ccc") == shard_of("ccc", "a", "bb")
    assert shard_of("a")[0] != shard_of("bb")[0]


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7), cut=st.booleans())
def test_no_damage_passes(at, bit, cut, tmp_path_factory):
    _, content = shard_of("a", "bb", "ccc")
    at %= len(content)
    path = tmp_path_factory.getbasetemp() / "damaged.parquet"
    altered = bytearray(content)
    altered[at] ^= 1 << bit
    path.write_bytes(content[:at] if cut else altered)
    with pytest.raises(shards.DamagedShardError):
        shards.read(path)


def test_an_observable_without_numbers_takes_no_column(tmp_path):
    row = shards.Row("a", Member(), {"x": np.ones(2), "none": np.ones((2, 0))})
    name, content = shards.pack([row], ["x", "none"])
    (tmp_path / name).write_bytes(content)
    table = shards.read(tmp_path / name)
    assert "none" not in table.column_names
    assert shards.numbers(table, "none", (2, 0)).shape == (1, 2, 0)
    with pytest.raises(shards.DamagedShardError, match="expected 3 numbers"):
        shards.numbers(table, "x", (3,))
    with pytest.raises(shards.DamagedShardError, match="holds no z"):
        shards.numbers(table, "z", (3,))


@pytest.mark.parametrize("damage", ["cut short", "empty", "a bit turned", "not a shard"])
def test_a_damaged_shard_is_set_aside_and_its_runs_are_missing(tmp_path, damage):
    first = filled(tmp_path / "store", RUNS)
    (shard,) = folder(first).iterdir()
    content = bytearray(shard.read_bytes())
    content[len(content) // 2] ^= 1
    shard.write_bytes(
        {
            "cut short": bytes(content[: len(content) // 2]),
            "empty": b"",
            "a bit turned": bytes(content),
            "not a shard": b"PAR1" * 100,
        }[damage]
    )
    notes: list[str] = []
    again = Store(first.path, notes.append)
    with pytest.raises(RunError, match=f"{RUNS} of {RUNS} runs are not in the store"):
        again.read(plan(RUNS), SOME, model())
    assert [path.name for path in folder(first).iterdir()] == [shard.name + ".damaged"]
    assert len(notes) == 1
    assert "is damaged" in notes[0]
    assert "set aside" in notes[0]
    filled(first.path, RUNS)
    assert_whole(again, RUNS)


def test_damage_is_a_warning_where_nobody_is_told(tmp_path):
    first = filled(tmp_path / "store", 2)
    (shard,) = folder(first).iterdir()
    shard.write_bytes(b"")
    with pytest.warns(UserWarning, match="is damaged"):
        assert Store(first.path).held(plan(2), model()) == frozenset()


def test_small_shards_are_laid_together_and_read_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(tidying, "FULL", 4)
    monkeypatch.setattr(tidying, "SMALL", 4)
    small = Store(tmp_path / "store")
    for runs in range(1, RUNS + 1):
        filled(small.path, runs, tidy=False)
    assert len(list(folder(small).iterdir())) == RUNS
    assert lay_together(small, world().key(model())) == 4
    assert sorted(path.name.split("-")[0] for path in folder(small).iterdir()) == ["1", "1", "4"]
    assert_whole(small, RUNS)
    assert_each_once(small, RUNS)
    lay_together(small, world().key(model()), rest=True)
    assert sorted(path.name.split("-")[0] for path in folder(small).iterdir()) == ["2", "4"]
    assert_whole(small, RUNS)
    assert lay_together(small, world().key(model()), rest=True) == 0


def test_a_reader_sees_every_run_while_shards_are_laid_together(tmp_path):
    small = Store(tmp_path / "store")
    for runs in range(1, RUNS + 1):
        filled(small.path, runs, tidy=False)
    contents = {path.name: path.read_bytes() for path in folder(small).iterdir()}
    stop, seen = threading.Event(), []

    def read() -> None:
        reader = Store(small.path)
        while not stop.is_set():
            seen.append(len(reader.held(plan(RUNS), model())))
            for name, values in reader.read(plan(RUNS), SOME, model()).items():
                np.testing.assert_array_equal(values, undisturbed(RUNS)[name])
            seen.append(RUNS)

    failures: list[BaseException] = []

    def reading() -> None:
        try:
            read()
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    thread = threading.Thread(target=reading)
    thread.start()
    for _ in range(20):
        lay_together(small, world().key(model()), rest=True)
        for name, content in contents.items():  # as another driver would that had been late
            small.put(world().key(model()), name, content)
    stop.set()
    thread.join()
    assert failures == []
    assert set(seen) == {RUNS}


def test_a_shard_laid_together_anew_under_a_known_name_is_read_by_its_own_order(tmp_path):
    first = filled(tmp_path / "store", RUNS)
    assert_whole(first, RUNS)
    (shard,) = folder(first).iterdir()
    table = shards.read(shard)
    backwards = table.take(list(range(table.num_rows))[::-1])
    sink = tmp_path / "backwards.parquet"
    pq.write_table(backwards, sink, compression="zstd", use_dictionary=False, write_page_checksum=True)
    shard.write_bytes(shards._sealed(sink.read_bytes()))
    assert_whole(first, RUNS)


def test_a_store_of_another_layout_is_refused(store):
    store.identity.settle()
    about = store.path / "store.json"
    about.write_text(about.read_text(encoding="utf-8").replace('"1"', '"99"'), encoding="utf-8")
    with pytest.raises(InputError, match="layout 99, this version reads 1"):
        Store(store.path)


def test_a_store_has_one_name_whoever_made_it(store):
    found = []

    def make() -> None:
        found.append(Store(store.path).identity.settle())

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert found[0]
    assert [path.name for path in store.path.iterdir()] == ["store.json"]
    (store.path / "store.json").write_text("{", encoding="utf-8")
    assert Store(store.path).identity.settle() not in ("", found[0])


def test_a_store_named_meanwhile_by_another_keeps_that_name(store, monkeypatch):
    late = Store(store.path).identity
    write, named = late._write, []

    def another_first(text: str) -> None:  # it names the store between this one's look and its writing
        named.append(store.identity.settle())
        write(text)

    monkeypatch.setattr(late, "_write", another_first)
    assert late.settle() == named[0] == store.identity.name


def test_where_the_store_is(tmp_path, monkeypatch):
    monkeypatch.setenv("TUMEN_STORE", str(tmp_path / "here"))
    assert Store().path == tmp_path / "here"
    monkeypatch.delenv("TUMEN_STORE")
    assert Store().path == default_path()
    assert "tumen" in str(Store().path)


def test_people_are_mapped_and_the_same_and_damaged_ones_drawn_anew(tmp_path):
    drawn = populate(world().scenario, world().people_share)
    people.keep(drawn, tmp_path)
    kept = people.mapped(tmp_path, drawn.share)
    assert kept is not None
    for table in ("households", "persons"):
        for name, column in getattr(drawn, table).items():
            found = getattr(kept, table)[name]
            assert not found.flags.writeable
            assert found.dtype == column.dtype
            np.testing.assert_array_equal(found, column)
    before = (tmp_path / "persons.npy").stat().st_mtime_ns
    people.keep(drawn, tmp_path)
    assert (tmp_path / "persons.npy").stat().st_mtime_ns == before
    content = bytearray((tmp_path / "persons.npy").read_bytes())
    content[-1] ^= 1
    (tmp_path / "persons.npy").write_bytes(content)
    assert people.mapped(tmp_path, drawn.share) is None
    assert people.mapped(tmp_path / "nowhere", drawn.share) is None


def test_a_worker_that_does_not_see_the_store_sends_its_runs_back(store):
    member = plan(1).members[0]
    here = work.perform(task(store, member))
    assert here.shard is None
    assert len(here.done) == 1
    elsewhere = work.perform(replace(task(store, member), identity="another"))
    assert elsewhere.shard is not None
    name, content = elsewhere.shard
    assert (folder(store) / name).read_bytes() == content


def test_a_worker_with_another_model_refuses(store):
    other = replace(task(store, Member()), world_key="0" * 32)
    with pytest.raises(RunError, match="another model"):
        work.perform(other)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not (store.path / "worlds").exists()
