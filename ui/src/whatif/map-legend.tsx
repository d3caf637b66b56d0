// What the map's colours mean, and of how many runs they are.

import type { ChartAbout, Scenario } from "../types";
import { amount, bare, count, dateWords, isShare, plain, sampleWords, signedBare, unitWord } from "../words";
import type { Shades } from "./map-sums";
import * as question from "./question";

/** A number as it stands on the map; long units stand in the table's caption alone. */
export function said(value: number | null, unit: string, difference: boolean): string {
  if (value == null) return "";
  if (difference) return signedBare(value, unit);
  return isShare(unit) ? amount(value, "share") : bare(value, unit);
}

/** Why the map has no values yet. */
export function waitingWords(): string {
  if (question.stage.value === "stopped" || question.stage.value === "problem") return "The runs were not all done: the map has no values.";
  const runs = question.start.value?.runs ?? question.progress.value.runs;
  return `The map has values once ${runs > 1 ? `all ${plain(runs)} runs are` : "the run is"} done: those of the first, rough picture would mislead.`;
}

interface Props {
  about: ChartAbout | undefined;
  title: string;
  asked: Scenario;
  month: string | undefined;
  shades: Shades;
  value: (place: string) => number | null;
  difference: boolean;
}

export function Legend({ about, title, asked, month, shades, value, difference }: Props) {
  const unit = about?.unit ?? "";
  const { done, share } = question.placesOf.value;
  const words = difference ? `difference from the baseline, ${isShare(unit) ? "points" : unitWord(unit)}` : unitWord(unit);
  return (
    <>
      <table>
        <caption>{title}{words && `, ${words}`}, {dateWords(month)}; {difference ? "of medians" : "median"} of {count(done, "run")}, {sampleWords(share)}</caption>
        <tbody>
          {asked.places.map((place) => (
            <tr key={place.name}><th scope="row"><svg class="swatch" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><circle cx="7" cy="7" r="6" fill={shades.fill(value(place.name))} stroke="#1b2430" /></svg>{place.title} <span class="soft" lang="ko">{place.korean}</span></th><td class="num">{said(value(place.name), unit, difference) || "–"}</td></tr>
          ))}
        </tbody>
      </table>
      <Scale shades={shades} unit={unit} difference={difference} />
    </>
  );
}

function Scale({ shades: { low, high, fill }, unit, difference }: { shades: Shades; unit: string; difference: boolean }) {
  const at = (part: number) => low + (high - low) * part;
  return (
    <svg class="scale" viewBox="0 0 200 28" role="img" aria-label={`Colours: from ${said(low, unit, difference)} to ${said(high, unit, difference)}`}>
      {Array.from({ length: 20 }, (_, step) => <rect key={step} x={step * 10} width="10.5" height="10" fill={fill(at((step + 0.5) / 20))} />)}
      <text x="0" y="25">{said(low, unit, difference)}</text>
      {difference && <text x="100" y="25" text-anchor="middle">0</text>}
      <text x="200" y="25" text-anchor="end">{said(high, unit, difference)}</text>
    </svg>
  );
}
