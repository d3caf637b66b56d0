// Values and colours of the map; pure functions.

import { diverge, shade } from "../charts/palette";
import { niceTop, reach } from "../charts/scale";
import type { ByPolicy, Numbers } from "../types";
import { BASELINE } from "../words";

type Places = ByPolicy<Record<string, Numbers>>;

export interface Shades {
  low: number;
  high: number;
  fill: (value: number | null) => string;
}

/** A place's value of a month, or its difference from the baseline. */
export function valueOf(all: Places, policy: string, place: string, month: number, difference: boolean): number | null {
  const value = all[policy]?.[place]?.[month] ?? null;
  if (!difference) return value;
  const before = all[BASELINE]?.[place]?.[month] ?? null;
  return value == null || before == null ? null : value - before;
}

function* every(all: Places, difference: boolean): Generator<number | null> {
  for (const [policy, places] of Object.entries(all))
    for (const [place, line] of Object.entries(places))
      for (let month = 0; month < line.length; month += 1) yield valueOf(all, policy, place, month, difference);
}

/** One scale for all months, places and lines, so that colours can be compared; differences lie about nought. */
export function shadesOf(all: Places, difference: boolean): Shades {
  const none = "#fff";
  if (!difference) {
    const [low, high] = reach(every(all, false));
    return { low, high, fill: (value) => (value == null ? none : shade((value - low) / (high - low))) };
  }
  let most = 0;
  for (const value of every(all, true)) most = Math.max(most, Math.abs(value ?? 0));
  const top = niceTop(most);
  return { low: -top, high: top, fill: (value) => (value == null ? none : diverge(value / top)) };
}
