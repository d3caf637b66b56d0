// What a band's width is made of, and what may be said of a difference.

import type { Interval } from "../types";
import { bare, count, signedBare } from "../words";

/** Below so many runs a range says little. */
export const ENOUGH = 5;

/** Of fewer runs the ends of a range are the least and the greatest; the server takes Weibull's positions. */
const MANY = 20;

/** What a range of so many runs holds: the part of them, or all. */
export function holding(done: number): { all: boolean; words: string } {
  const all = done > 0 && done < MANY;
  return { all, words: all ? "least to greatest" : "90 of 100" };
}

/** Of how few runs a figure is, where a range of them would look too sure. */
export function roughly(done: number): string {
  return done < ENOUGH ? `${count(done, "run")}, rough` : "";
}

export function rangeWords({ p5, p95 }: Interval, unit: string, done: number): string {
  const [low, high] = [bare(p5, unit), bare(p95, unit)];
  return roughly(done) || (low === high ? "about the same in every run" : `${low} to ${high}`);
}

/** Behind a difference: its range in brackets, if there is one. */
export function signedRange({ p5, p95 }: Interval, unit: string, done: number): string {
  const [low, high] = [signedBare(p5, unit), signedBare(p95, unit)];
  return done < ENOUGH || low === high ? "" : ` (${low} to ${high})`;
}

/** Without a fit every run holds the same beliefs, and only luck differs. */
export function madeOf(fit: string): { short: string; full: string } {
  if (fit) return { short: "luck and the fit's beliefs", full: "luck and the fit's beliefs" };
  return { short: "luck alone", full: "luck alone, at one set of beliefs: far too narrow to be the truth's" };
}

export function verdict({ p5, p95 }: Pick<Interval, "p5" | "p95">, done: number, fit: string): string {
  if (done < ENOUGH) return "too few runs yet to tell";
  if (p5 === 0 && p95 === 0) return "the same in every run";
  if (p5 <= 0 && p95 >= 0) return fit ? "may be chance or belief" : "may be chance";
  return `${p5 > 0 ? "higher" : "lower"} in ${holding(done).all ? "every run" : "nearly all runs"}${fit ? "" : ", at these beliefs"}`;
}
