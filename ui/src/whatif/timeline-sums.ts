// Dates and months of the timeline; pure functions. A measure begins on a month's first day and ends on its last.

import type { Measure } from "../types";

export interface Period {
  /** Months from the scenario's first, inclusive. */
  from: number;
  to: number;
}

export function monthOf(date: string, start: string): number {
  const [year, month] = date.split("-").map(Number);
  const [first, begin] = start.split("-").map(Number);
  return (year! - first!) * 12 + (month! - begin!);
}

export function firstDay(month: number, start: string): string {
  const [year, begin] = start.split("-").map(Number);
  return new Date(Date.UTC(year!, begin! - 1 + month, 1)).toISOString().slice(0, 10);
}

export function lastDay(month: number, start: string): string {
  const [year, begin] = start.split("-").map(Number);
  return new Date(Date.UTC(year!, begin! + month, 0)).toISOString().slice(0, 10);
}

export function length(start: string, end: string): number {
  return monthOf(end, start) + 1;
}

export function periodOf(from: string | undefined, to: string | null | undefined, start: string, end: string): Period {
  const last = length(start, end) - 1;
  const clamp = (month: number) => Math.min(last, Math.max(0, month));
  return { from: from ? clamp(monthOf(from, start)) : 0, to: to ? clamp(monthOf(to, start)) : last };
}

/** The measure with another last day. A sanction without one keeps its own end, unless it is said to be endless. */
function until<M extends Measure>(measure: M, to: string | null): M {
  const next = { ...measure, to };
  if (next.kind !== "instrument") return next;
  const { endless, ...rest } = next;
  return (to ? rest : { ...next, endless: true }) as M;
}

/** The measure with another first or last day; a last day at the scenario's end means "from then on". */
export function withDay<M extends Measure>(measure: M, which: "from" | "to", day: string, end: string): M {
  return which === "from" ? { ...measure, from: day } : until(measure, day >= end ? null : day);
}

export type Grip = "from" | "to" | "both";

/** Moves an end, or the whole bar, by months; it stays inside and keeps at least a month. */
export function moved(period: Period, grip: Grip, by: number, months: number): Period {
  const last = months - 1;
  if (grip === "from") return { ...period, from: Math.min(period.to, Math.max(0, period.from + by)) };
  if (grip === "to") return { ...period, to: Math.max(period.from, Math.min(last, period.to + by)) };
  const step = Math.max(-period.from, Math.min(last - period.to, by));
  return { from: period.from + step, to: period.to + step };
}

/** The measure over another period; an untouched end keeps its exact day, the far end means "from then on". */
export function withPeriod(measure: Measure, before: Period, after: Period, start: string, end: string): Measure {
  if (measure.kind === "without") return measure;
  const from = after.from === before.from && measure.from ? measure.from : firstDay(after.from, start);
  const open = after.to >= length(start, end) - 1;
  if (after.to === before.to) return { ...measure, from };
  return until({ ...measure, from }, open ? null : lastDay(after.to, start));
}
