"""Regressions find what is there, own up to what they miss, and are the same bits however they are made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from tumen.inference import emulator
from tumen.inference.emulator import POINTS, Emulator, emulate
from tumen.inference.prior import design
from tumen.inference.regressions import Kept

RUNS, BELIEFS = 300, 12
Z = design(RUNS, BELIEFS, 1)
EVERY = np.ones(RUNS, bool)
FRESH = np.random.default_rng(9).standard_normal((2000, BELIEFS))


def smooth(z: np.ndarray) -> np.ndarray:
    """What three of twelve beliefs decide, bent, as a column."""
    return (np.sin(z[:, 0]) + 0.5 * z[:, 3] + 0.3 * np.square(z[:, 7]))[:, None]


def noise(seed: int, runs: int = RUNS) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((runs, 1))


@pytest.fixture
def quick() -> Iterator[None]:
    """One way to fit a regression instead of six; not for tests with processes, which know of no patch."""
    with patch.object(emulator, "CHOICES", emulator.CHOICES[:1]):
        yield


@pytest.mark.usefixtures("quick")
def test_a_smooth_quantity_is_told_and_the_error_is_that_of_worlds_not_seen() -> None:
    found = emulate(Z, smooth(Z), EVERY, 1)
    missed = smooth(FRESH) - found.predict(FRESH)
    assert found.r2[0] > 0.9
    assert set(found.active) >= {0, 3, 7}
    assert not found.loose[0]
    assert missed.std() < found.residual[0] < 2 * missed.std(), (
        "it is fitted to a fifth more runs than judged"
    )
    assert 1 - missed.var() / smooth(FRESH).var() == pytest.approx(found.r2[0], abs=0.05)


@pytest.mark.usefixtures("quick")
def test_luck_on_top_of_what_beliefs_decide_is_found_as_the_residual() -> None:
    found = emulate(Z, smooth(Z) + 0.5 * noise(2), EVERY, 1)
    assert found.residual[0] == pytest.approx(0.5, rel=0.15)
    assert 0.5 < found.r2[0] < 0.9


@pytest.mark.usefixtures("quick")
def test_of_pure_luck_nothing_is_told_but_its_middle_and_its_spread() -> None:
    luck = 3 + 2 * noise(3)
    found = emulate(Z, luck, EVERY, 1)
    assert found.r2[0] == 0
    assert found.loose[0]
    assert len(found.active) == 0
    assert found.predict(FRESH) == pytest.approx(np.full((len(FRESH), 1), luck.mean()))
    assert found.residual[0] == pytest.approx(luck.std())
    assert found.points[0] @ found.shares[0] == pytest.approx(0, abs=1e-9)


@pytest.mark.usefixtures("quick")
def test_what_one_run_in_a_hundred_shows_keeps_its_share() -> None:
    """Told by even parts it would be held impossible, and a report of it false."""
    lumps = np.where(np.arange(RUNS) % 100 == 17, 5.0, 0.0)[:, None]
    found = emulate(Z, lumps, EVERY, 1)
    shown = found.points[0] + lumps.mean()
    assert found.shares[0][np.isclose(shown, 5)].sum() == pytest.approx(0.01)
    assert found.shares[0].sum() == pytest.approx(1)
    assert found.shares.shape == found.points.shape == (1, POINTS)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("odd", [1, 2, 7])
def test_a_thing_that_hardly_any_run_shows_stops_no_fit(odd: int) -> None:
    """Where it is left out of a fold, all others are the same and there is nothing to be fitted."""
    found = emulate(Z, (np.arange(RUNS) < odd)[:, None].astype(float), EVERY, 1)
    assert np.isfinite(found.predict(FRESH)).all()
    assert found.residual[0] > 0


@pytest.mark.usefixtures("quick")
def test_what_is_the_same_in_every_run_or_in_none_has_no_error() -> None:
    found = emulate(Z, np.column_stack([np.full(RUNS, 4.0), np.full(RUNS, np.nan)]), EVERY, 1)
    assert found.predict(FRESH).tolist() == [[4.0, 0.0]] * len(FRESH)
    assert found.residual.tolist() == [0.0, 0.0]
    assert found.points.tolist() == [[0.0] * POINTS] * 2
    assert found.shares.sum(axis=1).tolist() == [1.0, 1.0]


@pytest.mark.usefixtures("quick")
def test_runs_that_show_nothing_are_left_aside() -> None:
    some = smooth(Z)
    some[::5] = np.nan
    found = emulate(Z, some, EVERY, 1)
    assert found.r2[0] > 0.85
    assert (smooth(FRESH) - found.predict(FRESH)).std() < 0.35


@pytest.mark.usefixtures("quick")
def test_only_runs_near_the_reports_say_how_far_it_is_off() -> None:
    """Worlds far away may be told badly without widening what is believed here."""
    uneven = smooth(Z) + np.where(Z[:, :1] > 1, 3.0, 0.1) * noise(4)
    everywhere, here = (emulate(Z, uneven, near, 1) for near in (EVERY, Z[:, 0] < 0))
    assert here.residual[0] < 0.6 * everywhere.residual[0]
    assert (here.predict(FRESH) == everywhere.predict(FRESH)).all()


@pytest.mark.usefixtures("quick")
def test_errors_that_quantities_share_are_told_as_shared_and_the_rest_as_their_own() -> None:
    own, together = 0.3 * np.random.default_rng(6).standard_normal((RUNS, 8)), 0.3 * noise(5)
    tied, apart = (emulate(Z, Z[:, :8] + luck, EVERY, 1) for luck in (0.5 * own + together, own))
    for found, common, alone in ((tied, 0.3, 0.15), (apart, 0.0, 0.3)):
        covariance = found.loadings @ found.loadings.T
        between = covariance[~np.eye(8, dtype=bool)]
        assert between.mean() == pytest.approx(common**2, rel=0.3, abs=0.01)
        total = np.sqrt(np.square(found.residual) + np.diag(covariance))
        assert total == pytest.approx(np.full(8, np.hypot(common, alone)), rel=0.25)
    assert tied.residual.mean() < 0.7 * apart.residual.mean()


@pytest.mark.usefixtures("quick")
def test_what_is_told_badly_shares_nothing() -> None:
    found = emulate(Z, np.hstack([smooth(Z) + 0.1 * noise(8)] * 6 + [noise(8)]), EVERY, 1)
    assert (found.loadings[-1] == 0).all()
    assert np.abs(found.loadings[:-1]).max() > 0


@pytest.mark.usefixtures("quick")
def test_a_quantity_is_told_the_same_whatever_others_there_are() -> None:
    alone, beside = emulate(Z, smooth(Z), EVERY, 1), emulate(Z, np.hstack([noise(1), smooth(Z)]), EVERY, 1)
    assert (alone.predict(FRESH)[:, 0] == beside.predict(FRESH)[:, 1]).all()


def test_two_processes_make_the_same_bits_as_one() -> None:
    shown = np.hstack([smooth(Z), noise(1)])[:120]
    one, two = (emulate(Z[:120], shown, EVERY[:120], 1, workers) for workers in (1, 2))
    assert (one.predict(FRESH) == two.predict(FRESH)).all()
    assert (one.residual == two.residual).all()


def same(one: Emulator, other: Emulator) -> bool:
    """Whether two emulators are the same bits."""
    told = (one.predict(FRESH) == other.predict(FRESH)).all() and (one.r2 == other.r2).all()
    arrays = ("residual", "loadings", "points", "shares", "step", "active")
    return bool(told and all((getattr(one, name) == getattr(other, name)).all() for name in arrays))


@pytest.mark.usefixtures("quick")
def test_regressions_that_are_kept_are_taken_again_and_only_those(tmp_path: Path) -> None:
    kept, shown = Kept(tmp_path / "kept"), np.hstack([smooth(Z), noise(1)])
    first = emulate(Z, shown, EVERY, 1, kept=kept)
    with patch.object(emulator, "_best", side_effect=AssertionError("made anew")):
        assert same(first, emulate(Z, shown, EVERY, 1, kept=kept))
        with pytest.raises(AssertionError, match="made anew"):
            emulate(Z, shown, EVERY, 2, kept=kept)
        with pytest.raises(AssertionError, match="made anew"):
            emulate(Z, shown + 1e-9, EVERY, 1, kept=kept)
        with pytest.raises(AssertionError, match="made anew"):
            emulate(Z * 1.000001, shown, EVERY, 1, kept=kept)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("damage", ["empty", "half", "one byte", "of others", "of other runs"])
def test_a_damaged_regression_is_made_anew_and_not_half_read(tmp_path: Path, damage: str) -> None:
    kept, shown = Kept(tmp_path / "kept"), smooth(Z)
    first = emulate(Z, shown, EVERY, 1, kept=kept)
    (path,) = (tmp_path / "kept").iterdir()
    whole = path.read_bytes()
    if damage == "of others":
        kept.put(path.stem, {"active": np.arange(3)})
    elif damage == "of other runs":
        held = dict(kept.get(path.stem) or {})
        kept.put(path.stem, held | {"error": held["error"][:-1]})
    else:
        middle = len(whole) // 2
        broken = {
            "empty": b"",
            "half": whole[:middle],
            "one byte": whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :],
        }
        path.write_bytes(broken[damage])
    assert same(first, emulate(Z, shown, EVERY, 1, kept=kept))
    assert path.read_bytes() == whole, "and kept again, whole"


@pytest.mark.usefixtures("quick")
def test_where_nothing_can_be_kept_it_works_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file, not a folder", encoding="utf-8")
    found = emulate(Z, smooth(Z), EVERY, 1, kept=Kept(tmp_path / "kept"))
    assert same(found, emulate(Z, smooth(Z), EVERY, 1))


def test_no_quantity_makes_no_regression() -> None:
    nothing = emulate(Z, np.zeros((RUNS, 0)), EVERY, 1)
    assert nothing.nets == ()
    assert len(nothing.active) == 0
    assert nothing.residual.shape == (0,)
