// Ends of axes and other sums about series; pure functions.

import type { Band, ByPolicy, Numbers } from "../types";

export function niceTop(value: number): number {
  if (!(value > 0)) return 1;
  const step = 10 ** Math.floor(Math.log10(value));
  return (([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((part) => part * step >= value * (1 - 1e-9)) ?? 10) * step);
}

/** Round ends about values that all lie far above nought. */
function around(low: number, high: number, parts = 4): [number, number] {
  const step = niceStep(Math.max(high - low, high * 0.02) / parts);
  return [round(Math.floor(low / step) * step), round(Math.ceil(high / step) * step)];
}

function niceStep(value: number): number {
  const size = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5, 10].find((part) => part * size >= value * (1 - 1e-9)) ?? 10) * size;
}

const round = (value: number) => Number(value.toPrecision(10));

/** Ends that hold every band, from nought unless all values lie far above it or some below. */
export function ends(bands: ByPolicy<Band>): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const band of Object.values(bands))
    for (const line of [band.p5, band.p50, band.p95])
      for (const value of line)
        if (value != null && Number.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
  if (!Number.isFinite(low)) return [0, 1];
  if (low < 0) return [-niceTop(-low), high > 0 ? niceTop(high) : 0];
  if (low > 0.6 * high) return around(low, high);
  return [0, niceTop(high)];
}

/** Round ends of all values, for colours. */
export function reach(values: Iterable<number | null>): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values)
    if (value != null && Number.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  if (!Number.isFinite(low)) return [0, 1];
  if (low === high) return low === 0 ? [0, 1] : around(low, high + Math.abs(high) * 0.02);
  const [start, end] = around(low, high, 10);
  return [low >= 0 ? Math.max(0, start) : start, end];
}

/** A step that divides an axis into three to six round parts, if there is one. */
export function stepOf([low, high]: [number, number]): number | undefined {
  const span = high - low;
  const size = 10 ** Math.floor(Math.log10(span));
  return [0.2, 0.25, 0.5, 1, 2, 2.5].map((part) => part * size).find((step) => {
    const parts = span / step;
    const whole = (value: number) => Math.abs(value - Math.round(value)) < 1e-6;
    return whole(parts) && whole(low / step) && parts >= 2.9 && parts <= 6.1;
  });
}

/** Once drawn, an axis only grows until the next question, so that bands sharpen on a steady scale. */
export function grow(before: [number, number] | null, now: [number, number]): [number, number] {
  if (!before) return now;
  const [low, high] = [Math.min(before[0], now[0]), Math.max(before[1], now[1])];
  return low > 0 ? around(low, high) : [low, high];
}

/** The corners of the area between two lines, gaps left out: [month, value] going out and back. */
export function outline(low: Numbers, high: Numbers): [number, number][] {
  const out: [number, number][] = [];
  const back: [number, number][] = [];
  high.forEach((value, month) => {
    const under = low[month];
    if (value == null || under == null) return;
    out.push([month, value]);
    back.push([month, under]);
  });
  return [...out, ...back.reverse()];
}

/** The first month, from one on, in which a band is not the baseline's; the number of months where it always is. */
export function partsAt(baseline: Band | undefined, band: Band, from: number): number {
  if (!baseline) return from;
  const lines = ["p50", "p5", "p25", "p75", "p95"] as const;
  for (let month = from; month < band.p50.length; month += 1)
    if (lines.some((line) => band[line][month] !== baseline[line][month])) return month;
  return band.p50.length;
}

/** Middle of a month, in milliseconds: monthly values stand for the whole of it. */
export function monthTime(month: string): number {
  const [year, number] = month.split("-").map(Number);
  return Date.UTC(year!, number! - 1, 15);
}

export function dayTime(day: string): number {
  const [year, month, date] = day.split("-").map(Number);
  return Date.UTC(year!, month! - 1, date ?? 1);
}

/** Yearly figures for the table: sums of what adds up, means of the rest. */
export function byYear(months: string[], line: Numbers, over: "sum" | "mean" | "last"): Map<string, number | null> {
  const years = new Map<string, number[]>();
  months.forEach((month, index) => {
    const year = month.slice(0, 4);
    const value = line[index];
    const values = years.get(year) ?? [];
    if (value != null) values.push(value);
    years.set(year, values);
  });
  return new Map([...years].map(([year, values]) => {
    if (!values.length) return [year, null];
    const sum = values.reduce((total, value) => total + value, 0);
    return [year, over === "sum" ? sum : over === "last" ? values.at(-1)! : sum / values.length];
  }));
}
