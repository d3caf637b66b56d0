// Over which months figures are added up, and from when lines differ; pure functions.

import type { Bands, Window } from "../types";
import { monthWords } from "../words";

const month = (date: string) => date.slice(0, 7);

/** The rough picture that comes first is of one run: too little for a map. */
export function wholeRound({ done, runs, first }: Pick<Bands, "done" | "runs" | "first">): boolean {
  return done >= runs && (!first || done > 1);
}

export function windowWords(window: Window, start: string): string {
  const period = `${monthWords(window.from)} to ${monthWords(window.to)}`;
  if (month(window.from) <= month(start)) return `Added up over the whole period, ${period}.`;
  return `Added up from ${period}, from the first difference on; the baseline's figures too, so that they change with the policies chosen.`;
}

/** The number of the first month in which lines may differ; the server names it, or else the last day that all share. */
export function firstDifference(months: string[], window: Window | null, shared: string | null): number {
  const found = window ? months.findIndex((one) => one >= month(window.from)) : shared ? months.findIndex((one) => one > month(shared)) : 0;
  return Math.max(0, found);
}

/** The first whole year after the first difference; without one the year of the map. */
export function startYear(years: string[], window: Window | null, start: string, mapMonth: string): string {
  const from = window && month(window.from) > month(start) ? window.from : "";
  const whole = from && String(Number(from.slice(0, 4)) + (from.slice(5, 7) === "01" ? 0 : 1));
  return [whole, from.slice(0, 4), mapMonth.slice(0, 4)].find((year) => years.includes(year)) ?? years.at(-1) ?? "";
}
