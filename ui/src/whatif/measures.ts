// Measures in words.

import type { Instrument, Measure, Scenario } from "../types";
import { amount, count, dateWords, label, plain } from "../words";

const DOES = { remove: "never made", exempt: "with an exemption", enforce: "carried out" };

/** Of more sanctions at once only the number is said. */
const MOST_NAMED = 4;

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

/** What several sanctions are called together: what their titles share, then what each is of. */
function together(found: Instrument[], match: string): string {
  const [head = "", ...more] = new Set(found.map(({ title }) => title.split(": ")[0]!));
  if (!found.length || more.length) return `Sanctions "${match}"`;
  if (found.length > MOST_NAMED) return `${head} (${count(found.length, "sanction")})`;
  return `${head}: ${found.map(({ title }) => title.slice(head.length + 2)).join(", ")}`;
}

/** From when to when a measure's bar is drawn; where it has no dates of its own, those of what it changes. */
export function spanOf(measure: Measure, scenario: Scenario): { from?: string; to?: string | null } {
  if (measure.kind === "without") return (scenario.changes ?? []).find((one) => one.name === measure.change) ?? {};
  if (measure.kind !== "instrument") return measure;
  const known = matching(measure.match, scenario);
  const first = known.map(({ from }) => from).sort()[0];
  const ends = known.map(({ to }) => to ?? "");
  const last = ends.includes("") ? null : ends.sort().at(-1);
  return { from: measure.from ?? first, to: measure.endless ? null : measure.to ?? last };
}

/** Whether its dates are its own: the others follow what they change. */
export function isMovable(measure: Measure): boolean {
  return measure.kind === "lever" || measure.kind === "closure" || (measure.kind === "instrument" && measure.action !== "remove" && !!measure.from);
}

export function measureTitle(measure: Measure, scenario: Scenario): string {
  switch (measure.kind) {
    case "lever": {
      const lever = scenario.levers.find((one) => one.name === measure.lever);
      return lever ? label(lever.doc) : measure.lever;
    }
    case "instrument": {
      const found = matching(measure.match, scenario);
      const title = found.length === 1 ? found[0]!.title : together(found, measure.match);
      const how = measure.exemption != null && measure.action !== "remove" ? `, exemption ${plain(measure.exemption * 100)} %` : "";
      const quota = measure.quota != null ? `, quota ${plain(measure.quota * 100)} %` : "";
      const does = measure.endless && measure.action === "enforce" ? "goes on without an end" : DOES[measure.action];
      return `${title}: ${does}${how}${quota}`;
    }
    case "closure": return measure.match && measure.match !== "*" ? `Closed: ${measure.match}` : "Border closed";
    case "without": return `Without: ${measure.change}`;
  }
}

export function measureWords(measure: Measure, scenario: Scenario): string {
  const title = measureTitle(measure, scenario);
  if (measure.kind === "without" || (measure.kind === "instrument" && measure.action === "remove")) return title;
  const { from, to } = spanOf(measure, scenario);
  const period = from ? `, ${dateWords(from)} ${to ? `to ${dateWords(to)}` : "and from then on"}` : ", all the time";
  if (measure.kind !== "lever") return title + period;
  const unit = scenario.levers.find((one) => one.name === measure.lever)?.unit ?? "";
  return `${title}: ${amount(measure.value, unit)}${measure.places.length ? `, in ${measure.places.join(" and ")}` : ""}${period}`;
}
