// Measures in words.

import type { Instrument, Measure, Scenario } from "../types";
import { amount, dateWords, label, plain } from "../words";

const DOES = { remove: "never made", exempt: "with an exemption", enforce: "carried out" };

/** The server takes nothing longer. */
const LONGEST = 120;

/** Whether a name is as the pattern says, where "*" stands for anything. */
export function fits(pattern: string, name: string): boolean {
  if (pattern.length > LONGEST) return false;
  const [first = "", ...rest] = pattern.split(/\*+/);
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

/** The sanctions a measure is about. */
export function matching(match: string, scenario: Scenario): Instrument[] {
  return (scenario.instruments ?? []).filter((one) => fits(match, one.name));
}

export function measureTitle(measure: Measure, scenario: Scenario): string {
  switch (measure.kind) {
    case "lever": {
      const lever = scenario.levers.find((one) => one.name === measure.lever);
      return lever ? label(lever.doc) : measure.lever;
    }
    case "instrument": {
      const found = matching(measure.match, scenario);
      const title = found.length === 1 ? found[0]!.title : `Sanctions "${measure.match}"`;
      const how = measure.exemption != null && measure.action !== "remove" ? `, exemption ${plain(measure.exemption * 100)} %` : "";
      const quota = measure.quota != null ? `, quota ${plain(measure.quota * 100)} %` : "";
      return `${title}: ${DOES[measure.action]}${how}${quota}`;
    }
    case "closure": return measure.match && measure.match !== "*" ? `Closed: ${measure.match}` : "Border closed";
    case "without": return `Without: ${measure.change}`;
  }
}

export function measureWords(measure: Measure, scenario: Scenario): string {
  const title = measureTitle(measure, scenario);
  if (measure.kind === "without") return title;
  const period = measure.from ? `, ${dateWords(measure.from)} ${measure.to ? `to ${dateWords(measure.to)}` : "and from then on"}` : ", all the time";
  if (measure.kind !== "lever") return title + period;
  const unit = scenario.levers.find((one) => one.name === measure.lever)?.unit ?? "";
  return `${title}: ${amount(measure.value, unit)}${measure.places.length ? `, in ${measure.places.join(" and ")}` : ""}${period}`;
}
