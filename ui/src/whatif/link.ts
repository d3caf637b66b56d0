// What an address asks for, set against what is here: nothing is left out without a word.

import type { Route } from "../route";
import type { Policy, Scenario } from "../types";
import { BASELINE } from "../words";

export const MOST_POLICIES = 3;
export const USUAL_RUNS = 20;
export const MOST_RUNS = 60;
/** The server takes no longer name of a policy. */
const LONGEST_NAME = 64;

export interface Question {
  policies: Policy[];
  beliefs: Record<string, number>;
  fit: string;
  runs: number;
  /** What was not found or was cut, a sentence each. */
  notes: string[];
}

export function asPolicy({ name, title, measures }: Policy): Policy {
  return { name, title, measures };
}

/** NAME-ENDING, or NAME-ENDING-2 and on where that is taken. */
export function freshName(name: string, ending: string, taken: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const tail = number === 1 ? `-${ending}` : `-${ending}-${number}`;
    const made = `${name.slice(0, LONGEST_NAME - tail.length)}${tail}`;
    if (!taken.has(made)) return made;
  }
}

const quoted = (words: string[]) => words.map((one) => `"${one}"`).join(", ");

export function questionOf(asked: Route, found: Scenario): Question {
  const notes: string[] = [];
  if (asked.unread.length) notes.push(`This part of the link cannot be read and was left out: ${quoted(asked.unread)}.`);
  const bundled = [...new Set(asked.bundled)].filter((name) => name !== BASELINE);
  const strange = bundled.filter((name) => !found.policies.some((policy) => policy.name === name));
  if (strange.length) notes.push(`No policy of this scenario is called ${quoted(strange)}; what the link asks of it was left out.`);

  const taken = new Set([BASELINE, ...found.policies.map((policy) => policy.name)]);
  const own = asked.own.map((policy) => {
    const name = taken.has(policy.name) ? freshName(policy.name, "own", new Set([...taken, ...asked.own.map((one) => one.name)])) : policy.name;
    if (name !== policy.name) notes.push(`The link's own policy "${policy.title}" has a name that is taken, "${policy.name}"; here it is called "${name}".`);
    taken.add(name);
    return { ...policy, name };
  });

  const known = bundled.flatMap((name) => found.policies.filter((policy) => policy.name === name).map(asPolicy));
  const names = [...known.map(({ name }) => name), ...asked.own.map(({ name }) => name)];
  const place = (name: string) => (asked.order.includes(name) ? asked.order.indexOf(name) : asked.order.length);
  const all = [...known, ...own]
    .map((policy, at) => ({ policy, place: place(names[at]!) }))
    .sort((one, other) => one.place - other.place)
    .map(({ policy }) => policy);
  const cut = all.slice(MOST_POLICIES);
  if (cut.length) notes.push(`At most ${MOST_POLICIES} policies are compared; left out: ${quoted(cut.map(({ title }) => title))}.`);

  const beliefs = Object.entries(asked.beliefs).filter(([name]) => found.beliefs.some((belief) => belief.name === name));
  const unknown = Object.keys(asked.beliefs).filter((name) => !found.beliefs.some((belief) => belief.name === name));
  if (unknown.length) notes.push(`This scenario has no belief called ${quoted(unknown)}; the link's value was left out.`);

  const fit = found.fits.some((one) => one.id === asked.fit) ? asked.fit : "";
  if (asked.fit && !fit) notes.push(`The fit "${asked.fit}" is not in this folder: beliefs${beliefs.length ? " that the link does not set" : ""} are at their defaults, and bands are luck alone.`);

  if (asked.runs > MOST_RUNS) notes.push(`The link asks for ${asked.runs} runs; the most here are ${MOST_RUNS}.`);
  const runs = Math.min(asked.runs || USUAL_RUNS, MOST_RUNS);
  return { policies: all.slice(0, MOST_POLICIES), beliefs: Object.fromEntries(beliefs), fit, runs, notes };
}
