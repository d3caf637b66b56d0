// What a band's width is made of, and what may be said of a difference.

import type { Interval } from "../types";

/** Below so many runs a range says little. */
const ENOUGH = 5;

/** Without a fit every run holds the same beliefs, and only luck differs. */
export function madeOf(fit: string): { short: string; full: string } {
  if (fit) return { short: "luck and the fit's beliefs", full: "luck and the fit's beliefs" };
  return { short: "luck alone", full: "luck alone, at one set of beliefs: far too narrow to be the truth's" };
}

export function verdict({ p5, p95 }: Pick<Interval, "p5" | "p95">, done: number, fit: string): string {
  if (done < ENOUGH) return "too few runs yet to tell";
  if (p5 === 0 && p95 === 0) return "the same in every run";
  if (p5 <= 0 && p95 >= 0) return fit ? "may be chance or belief" : "may be chance";
  return `${p5 > 0 ? "higher" : "lower"} in nearly all runs${fit ? "" : ", at these beliefs"}`;
}
