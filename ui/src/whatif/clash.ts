// Measures that cannot stand in one policy: one lever has one value at one place on one day. Pure functions.

import type { Measure, Scenario } from "../types";
import { dateWords } from "../words";
import { measureTitle } from "./measures";

type Lever = Extract<Measure, { kind: "lever" }>;

const ENDLESS = "9999-12-31";

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 864e5).toISOString().slice(0, 10);
}

function together(one: Lever, other: Lever): boolean {
  const places = !one.places.length || !other.places.length || one.places.some((place) => other.places.includes(place));
  return places && one.lever === other.lever && one.from <= (other.to ?? ENDLESS) && other.from <= (one.to ?? ENDLESS);
}

function clashing(measures: Measure[], measure: Measure): Lever | undefined {
  if (measure.kind !== "lever") return undefined;
  return measures.find((one): one is Lever => one.kind === "lever" && together(one, measure));
}

function words(other: Lever, asked: Scenario): string {
  const where = other.places.length ? ` in ${other.places.join(" and ")}` : "";
  return `"${measureTitle(other, asked)}" is set already${where} from ${dateWords(other.from)} ${other.to ? `to ${dateWords(other.to)}` : "on"}`;
}

/** Why a measure cannot stand beside the others; nothing where it can. */
export function clashWords(others: Measure[], measure: Measure, asked: Scenario): string {
  const other = clashing(others, measure);
  return other ? `${words(other, asked)}: one lever has one value on a day. End one measure before the other begins.` : "";
}

/** A new measure where there is room for it: from the day after those that it would clash with; or why there is none. */
export function placed(others: Measure[], measure: Measure, asked: Scenario): { measure?: Measure; refusal?: string } {
  if (measure.kind === "instrument" || measure.kind === "without") {
    const twice = others.some((one) => JSON.stringify(one) === JSON.stringify(measure));
    return twice ? { refusal: `"${measureTitle(measure, asked)}" is in this policy already.` } : { measure };
  }
  let found = measure;
  for (let other = clashing(others, found); other; other = clashing(others, found)) {
    if (!other.to || other.to >= asked.end) return { refusal: `${words(other, asked)}. End that measure earlier first, or change its value.` };
    found = { ...found, from: dayAfter(other.to) };
  }
  return { measure: found };
}
