// What of the answer is looked at: the map's month and observable, the year of the flows. Part of the link.

import { signal } from "@preact/signals";

export interface View {
  month: string;
  observable: string;
  year: string;
}

/** Signs after which each stands in the address, and what they look like. */
const PARTS: [keyof View, string, RegExp][] = [["month", "m", /^\d{4}-\d{2}$/], ["observable", "map", /^\w{1,80}$/], ["year", "y", /^\d{4}$/]];

export function viewOf(hash: string): View {
  const asked = new URLSearchParams(hash.split("?")[1] ?? "");
  const view: View = { month: "", observable: "", year: "" };
  for (const [key, sign, form] of PARTS) {
    const value = asked.get(sign) ?? "";
    if (form.test(value)) view[key] = value;
  }
  return view;
}

export function withView(address: string, view: View): string {
  const parts = PARTS.filter(([key]) => view[key]).map(([key, sign]) => `${sign}=${view[key]}`);
  if (!parts.length) return address;
  return `${address}${address.includes("?") ? "&" : "?"}${parts.join("&")}`;
}

/** The month that the map shows at first, where the scenario has it. */
export const FIRST_SHOWN = "2018-03";

export const view = signal<View>(viewOf(globalThis.location?.hash ?? ""));

export function look(change: Partial<View>): void {
  view.value = { ...view.value, ...change };
}
