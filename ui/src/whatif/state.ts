// What the user asks: the scenario, the policies beside the baseline, the beliefs, how many runs.

import { batch, computed, type Signal, signal } from "@preact/signals";
import { get, part, sentence } from "../api";
import { EMPTY, type Route, parseRoute, writeRoute } from "../route";
import type { BundledPolicy, Measure, Policy, Scenario, ScenarioLine } from "../types";
import { BASELINE, BASELINE_TITLE } from "../words";
import { view, withView } from "./view";
import { asPolicy, freshName, MOST_POLICIES, MOST_RUNS, questionOf, USUAL_RUNS } from "./link";

export { MOST_POLICIES, MOST_RUNS };
/** Opened first, where it is there. */
const REFERENCE = "musan";

export const route = signal<Route>(parseRoute(location.hash));
export const scenarios = signal<ScenarioLine[]>([]);
export const scenario = signal<Scenario | null>(null);
export const trouble = signal("");
/** What of the link that was opened could not be taken over. */
export const leftOut = signal<string[]>([]);

export const policies = signal<Policy[]>([]);
/** The policy whose measures the levers and the timeline change. */
export const chosen = signal("");
export const beliefs = signal<Record<string, number>>({});
export const fit = signal("");
export const runs = signal(USUAL_RUNS);

export const chosenPolicy = computed(() => policies.value.find((policy) => policy.name === chosen.value) ?? null);

/** Baseline first, then policies: the order of lines, colours and dashes everywhere. */
export const lines = computed(() => [
  { name: BASELINE, title: BASELINE_TITLE },
  ...policies.value.map(({ name, title }) => ({ name, title })),
]);

export function bundle(name: string): BundledPolicy | undefined {
  return scenario.value?.policies.find((policy) => policy.name === name);
}

export function isOwn(policy: Policy): boolean {
  return !bundle(policy.name);
}

export async function loadScenarios(): Promise<void> {
  try {
    scenarios.value = await get<ScenarioLine[]>("scenarios");
    const asked = route.value.scenario;
    const known = scenarios.value.find((one) => one.name === (asked || REFERENCE)) ?? scenarios.value[0];
    if (asked && known?.name !== asked) trouble.value = `There is no scenario "${asked}" here; ${known?.title ?? "none"} is shown instead, and the link's question was left out.`;
    if (known) await loadScenario(known.name, route.value);
  } catch (error) {
    trouble.value = sentence(error);
  }
}

/** Ends the reading that a later address makes needless. */
let loading = new AbortController();
/** The question that stood when reading began; empty while nothing is read. */
let before = "";

/** What is at hand already, unless the link names a fit that may have been made since. */
function atHand(name: string, asked: Route): Scenario | null {
  const known = scenario.peek();
  return known?.name === name && (!asked.fit || known.fits.some((one) => one.id === asked.fit)) ? known : null;
}

export function stopLoading(): void {
  loading.abort();
  before = "";
}

/** Whether the question was taken over: the address may have changed again meanwhile, and the last one counts. */
export async function loadScenario(name: string, asked: Route): Promise<boolean> {
  loading.abort();
  const mine = (loading = new AbortController()).signal;
  before ||= writeRoute(questionRoute());
  try {
    const found = atHand(name, asked) ?? await get<Scenario>(`scenarios/${part(name)}`, mine);
    if (mine.aborted) return false;
    if (before !== writeRoute(questionRoute())) trouble.value = "What you changed while the link was being read was left out; change it again if you still want it.";
    take(name, asked, found);
  } catch (error) {
    if (mine.aborted) return false;
    before = "";
    throw error;
  }
  before = "";
  return true;
}

function take(name: string, asked: Route, found: Scenario): void {
  const same = asked.scenario === name || asked.scenario === "";
  // The baseline is always drawn; it is no policy to choose.
  found.policies = found.policies.filter((policy) => policy.name !== BASELINE);
  const question = questionOf(same ? asked : EMPTY, found);
  const edited = policies.peek().findIndex((policy) => policy.name === chosen.peek());
  batch(() => {
    scenario.value = found;
    put(policies, question.policies);
    if (!chosenPolicy.value) chosen.value = (question.policies[edited] ?? question.policies[0])?.name ?? "";
    put(beliefs, question.beliefs);
    fit.value = question.fit;
    runs.value = question.runs;
    leftOut.value = question.notes;
  });
}

/** What is the same already is not asked again. */
function put<T>(place: Signal<T>, value: T): void {
  if (JSON.stringify(place.peek()) !== JSON.stringify(value)) place.value = value;
}

export function toggleBundle(name: string): void {
  const found = bundle(name);
  if (!found) return;
  if (policies.value.some((policy) => policy.name === name)) dropPolicy(name);
  else if (policies.value.length < MOST_POLICIES) {
    policies.value = [...policies.value, asPolicy(found)];
    chosen.value = name;
  }
}

export function dropPolicy(name: string): void {
  policies.value = policies.value.filter((policy) => policy.name !== name);
  if (chosen.value === name) chosen.value = policies.value[0]?.name ?? "";
}

export function newPolicy(measures: Measure[] = [], title = ""): string | null {
  if (policies.value.length >= MOST_POLICIES) return null;
  const taken = new Set(policies.value.map((policy) => policy.name));
  let number = 1;
  while (taken.has(`own-${number}`)) number += 1;
  const name = `own-${number}`;
  policies.value = [...policies.value, { name, title: title || (number === 1 ? "Own policy" : `Own policy ${number}`), measures }];
  chosen.value = name;
  return name;
}

/** Why a change of measures was not made, and of which policy. */
export const refused = signal({ policy: "", words: "" });

export function refuse(words: string): void {
  refused.value = { policy: chosen.value, words };
}

/** Changes the chosen policy's measures; a bundled one becomes a policy of one's own, in its place. */
export function changeMeasures(change: (measures: Measure[]) => Measure[]): boolean {
  const policy = chosenPolicy.value;
  refuse("");
  if (!policy) return newPolicy(change([])) !== null;
  const measures = change(policy.measures);
  if (!isOwn(policy)) {
    const taken = new Set([...policies.value, ...(scenario.value?.policies ?? [])].map((one) => one.name));
    const name = freshName(policy.name, "changed", taken);
    const number = /-changed-(\d+)$/.exec(name)?.[1];
    const title = `${policy.title}, changed${number ? ` (${number})` : ""}`;
    policies.value = policies.value.map((one) => (one.name === policy.name ? { name, title, measures } : one));
    chosen.value = name;
  } else policies.value = policies.value.map((one) => (one.name === policy.name ? { ...one, measures } : one));
  return true;
}

export function rename(name: string, title: string): void {
  policies.value = policies.value.map((one) => (one.name === name ? { ...one, title } : one));
}

export function setBelief(name: string, value: number | null): void {
  const next = { ...beliefs.value };
  const declared = scenario.value?.beliefs.find((belief) => belief.name === name);
  if (value === null || value === declared?.default) delete next[name];
  else next[name] = value;
  beliefs.value = next;
}

/** The address that brings back this question. */
export function questionRoute(): Route {
  const names = policies.value.map((policy) => policy.name);
  const bundled = names.filter((name) => bundle(name));
  const own = policies.value.filter(isOwn);
  const usual = [...bundled, ...own.map((policy) => policy.name)];
  return {
    ...EMPTY,
    page: "whatif",
    scenario: scenario.value?.name ?? "",
    bundled,
    own,
    order: names.join() === usual.join() ? [] : names,
    beliefs: beliefs.value,
    fit: fit.value,
    runs: runs.value,
  };
}

export function go(next: Partial<Route> & { page: Route["page"] }): void {
  const full = next.page === "whatif" ? questionRoute() : { ...EMPTY, ...next };
  location.hash = next.page === "whatif" ? withView(writeRoute(full), view.value) : writeRoute(full);
}
