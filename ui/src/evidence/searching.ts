// Which claims hold the words that are looked for: each must begin a word of the text. Pure functions.

import type { ClaimLine } from "../types";
import { periodWords } from "../words";

const SPECIAL = /[.*+?^${}()|[\]\\]/g;
/** Between the words that are looked for. */
const BETWEEN = /[\s,;…]+/;

export function holds(text: string, asked: string): boolean {
  return asked.split(BETWEEN).filter(Boolean).every((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(SPECIAL, "\\$&")}`, "iu").test(text));
}

/** All of a claim that is searched; a name such as rice_price in words too. */
export function textOf(claim: ClaimLine): string {
  const { id, says, subject = "", place, period, document } = claim;
  return [id, says, subject, subject.replace(/_/g, " "), place, period, periodWords(period), document].join(" ");
}

/** Whether a claim is of a kind: with a number, in conflict, an echo. */
export function isOf(claim: ClaimLine, only: string): boolean {
  switch (only) {
    case "conflicts": return claim.conflicts.length > 0;
    case "echoes": return !!claim.echo_of;
    case "numbers": return !!claim.value;
    default: return true;
  }
}
