"""What the kernel does besides the rules: midnight, gathering what people did, closing the books.

Plain functions on integer arrays, included in the kernel as text. All coarse tables lie side by
side in one array, ``coarse``; `tumen.engine.wiring` says which position is which column.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Integers = np.ndarray[Any, np.dtype[np.int64]]

FLOW, SHARED, HELD, FAULT = 0, 1, 2, 3
"""What a field of a tile's tally adds up."""


def clear(cells: Integers) -> None:
    """Set every cell of a table to zero."""
    for i in range(cells.shape[0]):
        for j in range(cells.shape[1]):
            cells[i, j] = 0


def remember(table: Integers, history: Integers, row: int) -> None:
    """Copy a table into one row of its history."""
    for i in range(table.shape[0]):
        for j in range(table.shape[1]):
            history[row, i, j] = table[i, j]


def enter(
    ledger_out: Integers,
    ledger_in: Integers,
    faults: Integers,
    source: int,
    to: int,
    flow: int,
    asset: int,
    amount: int,
    signs: int,
) -> None:
    """Enter a flow in the ledgers of both accounts; ``signs`` is below zero if it or a stock is."""
    faults[source, asset] |= signs
    ledger_out[source, flow] += amount
    ledger_in[to, flow] += amount


def wake(
    coarse: Integers,
    midnight_at: Integers,
    input_at: Integers,
    inputs: Integers,
    ledger_out: Integers,
    ledger_in: Integers,
    faults: Integers,
    d: int,
) -> None:
    """Empty the signals of coarse actors and the ledgers, and set the day's inputs."""
    for k in range(len(midnight_at)):
        coarse[midnight_at[k]] = 0
    for k in range(len(input_at)):
        coarse[input_at[k]] = inputs[d, k]
    clear(ledger_out)
    clear(ledger_in)
    clear(faults)


def gather(
    coarse: Integers,
    people_at: Integers,
    tile_place: Integers,
    tally_cells: Integers,
    tally_wiring: Integers,
    site_tally_cells: Integers,
    site_tally_at: Integers,
    ledger_out: Integers,
    ledger_in: Integers,
    held: Integers,
    holdings: Integers,
    faults: Integers,
) -> None:
    """Add the tiles' tallies, in order, to places, sites, the state, the ledgers and the holdings.

    ``tally_wiring`` has a row a tally field: what it adds up (`FLOW` .. `FAULT`) and three numbers.
    """
    centre = held.shape[1] - 1
    for k in range(len(people_at)):
        coarse[people_at[k]] = 0
    clear(held[1])
    clear(holdings)
    for t in range(len(tile_place)):
        p = tile_place[t]
        for k in range(tally_wiring.shape[0]):
            what, first, second, third = (
                tally_wiring[k, 0],
                tally_wiring[k, 1],
                tally_wiring[k, 2],
                tally_wiring[k, 3],
            )
            amount = tally_cells[t, k]
            if what == FLOW:
                ledger_out[centre * second + p * (1 - second), first] += amount
                ledger_in[centre * third + p * (1 - third), first] += amount
            elif what == SHARED:
                coarse[first + p * second] += amount
            elif what == HELD:
                held[1, p, first] += amount
                holdings[p, second] += amount
            else:
                faults[p, first] |= amount
        for s in range(site_tally_cells.shape[1]):
            for k in range(site_tally_at.shape[0]):
                coarse[site_tally_at[k, 0] + s * site_tally_at[k, 1]] += site_tally_cells[t, s, k]


def close(
    coarse: Integers,
    stock_wiring: Integers,
    flow_wiring: Integers,
    ledger_out: Integers,
    ledger_in: Integers,
    held: Integers,
    faults: Integers,
    trouble: Integers,
    d: int,
) -> int:
    """Check opening + in - out = closing for every account and asset; 0 when all is well.

    ``stock_wiring`` has (position, account, asset) a row, ``flow_wiring`` (asset, leaves a stock,
    enters a stock). Returns 1 for books that do not close, 2 for a stock below zero or too large;
    ``trouble`` then names code, day, account, asset and gap.
    """
    for k in range(stock_wiring.shape[0]):
        amount = coarse[stock_wiring[k, 0]]
        held[1, stock_wiring[k, 1], stock_wiring[k, 2]] += amount
        faults[stock_wiring[k, 1], stock_wiring[k, 2]] |= amount
    for p in range(held.shape[1]):
        for f in range(flow_wiring.shape[0]):
            asset = flow_wiring[f, 0]
            if flow_wiring[f, 1]:
                held[0, p, asset] -= ledger_out[p, f]
            if flow_wiring[f, 2]:
                held[0, p, asset] += ledger_in[p, f]
    for p in range(held.shape[1]):
        for a in range(held.shape[2]):
            gap = held[1, p, a] - held[0, p, a]
            if faults[p, a] < 0 or gap != 0:
                trouble[0] = 2 if faults[p, a] < 0 else 1
                trouble[1] = d
                trouble[2] = p
                trouble[3] = a
                trouble[4] = gap
                return 2 if faults[p, a] < 0 else 1
    return 0
