// Which case is open, and what is in it.

import { signal } from "@preact/signals";
import { get, part, post, sentence } from "../api";
import type { CaseDetail, CaseLine } from "../types";
import { EMPTY, type Route, writeRoute } from "../route";
import { route } from "../whatif/state";

export const cases = signal<CaseLine[] | null>(null);
export const open = signal<CaseDetail | null>(null);
export const problem = signal("");

export async function loadCases(): Promise<void> {
  try {
    cases.value = await get<CaseLine[]>("cases");
    problem.value = "";
  } catch (error) {
    problem.value = sentence(error);
  }
}

export async function loadCase(name: string): Promise<void> {
  try {
    const found = await get<CaseDetail>(`cases/${part(name)}`);
    open.value = found;
    problem.value = "";
  } catch (error) {
    problem.value = sentence(error);
  }
}

/** After a change: what is in the case, and how many claims its entry in the list counts. */
export async function reload(name: string): Promise<void> {
  await Promise.all([loadCase(name), loadCases()]);
}

/** Takes a decision back: the claim that was made of a proposal goes, the proposal waits again. */
export async function reopen(name: string, proposal: string): Promise<void> {
  await post(`cases/${part(name)}/proposals/${part(proposal)}/reopen`);
  await reload(name);
}

export async function newCase(name: string): Promise<void> {
  try {
    await post("cases", { name });
    await loadCases();
    show({ case: name });
  } catch (error) {
    problem.value = sentence(error);
  }
}

/** The address of something in the case that is open; what is searched for stays, but in another case. */
export function addressOf(next: Partial<Route>): string {
  const { case: name, search, only } = route.value;
  const kept = next.case ? {} : { case: name || open.value?.name || "", search, only };
  return writeRoute({ ...EMPTY, page: "evidence", ...kept, ...next });
}

export function show(next: Partial<Route>): void {
  location.hash = addressOf(next);
}

/** Narrows the list of claims: in the address, but letter by letter no steps to go back to. */
export function narrow(next: Partial<Pick<Route, "search" | "only">>): void {
  route.value = { ...route.value, ...next };
  history.replaceState(null, "", writeRoute(route.value));
}

export const RELIABILITY: Record<string, string> = {
  A: "source reliable", B: "source usually reliable", C: "source fairly reliable", D: "source not usually reliable", E: "source unreliable", F: "source cannot be judged",
};
export const CREDIBILITY: Record<string, string> = {
  1: "claim confirmed", 2: "claim probably true", 3: "claim possibly true", 4: "claim doubtful", 5: "claim improbable", 6: "claim cannot be judged",
};

export function gradeWords(grade: string): string {
  return [RELIABILITY[grade[0] ?? ""], CREDIBILITY[grade[1] ?? ""]].filter(Boolean).join(", ");
}

/** What a claim is used for, in words. */
export function useWords(status: string): string {
  return { fit: "used for fitting", input: "drives the model", judge: "kept apart to judge the model by", context: "context only, not fitted" }[status] ?? status;
}
