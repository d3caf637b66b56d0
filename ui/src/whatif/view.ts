// What of the answer is looked at: on the map, in the flows, in the diary. Part of the link.

import { signal } from "@preact/signals";
import { BASELINE } from "../words";

export interface View {
  month: string;
  observable: string;
  /** Whose values are on the map; as with the other lines, the baseline's where nothing is said. */
  mapLine: string;
  /** "1" where the map shows the difference from the baseline. */
  difference: string;
  year: string;
  flow: string;
  flowLine: string;
  household: string;
  diaryFrom: string;
  diaryLine: string;
}

const LINE = /^.{1,64}$/;

/** Signs after which each stands in the address, and what they look like. */
const PARTS: [keyof View, string, RegExp][] = [
  ["month", "m", /^\d{4}-\d{2}$/], ["observable", "map", /^\w{1,80}$/], ["mapLine", "ml", LINE], ["difference", "md", /^1$/],
  ["year", "y", /^\d{4}$/], ["flow", "flow", /^\w{1,40}$/], ["flowLine", "fl", LINE],
  ["household", "h", /^\d{1,18}$/], ["diaryFrom", "hd", /^\d{4}-\d{2}-\d{2}$/], ["diaryLine", "hl", LINE],
];

export function viewOf(hash: string): View {
  const asked = new URLSearchParams(hash.split("?")[1] ?? "");
  const said = (sign: string, form: RegExp) =>
    [asked.get(sign) ?? ""].find((value) => form.test(value) && (sign !== "hd" || isDay(value))) ?? "";
  return Object.fromEntries(PARTS.map(([key, sign, form]) => [key, said(sign, form)])) as unknown as View;
}

/** Whether there is such a day: the thirtieth of February is none. */
function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

export function withView(address: string, view: View): string {
  const parts = PARTS.filter(([key]) => view[key]).map(([key, sign]) => `${sign}=${encodeURIComponent(view[key])}`);
  if (!parts.length) return address;
  return `${address}${address.includes("?") ? "&" : "?"}${parts.join("&")}`;
}

/** The month that the map shows at first, where the scenario has it. */
export const FIRST_SHOWN = "2018-03";

export const view = signal<View>(viewOf(globalThis.location?.hash ?? ""));

export function look(change: Partial<View>): void {
  view.value = { ...view.value, ...change };
}

/** The line that is wished for, where it is drawn; else the baseline. */
export function lineOf(wished: string, lines: { name: string }[]): string {
  return lines.some(({ name }) => name === wished) ? wished : BASELINE;
}

/** A line as the link has it: nothing for the baseline. */
export function wish(line: string): string {
  return line === BASELINE ? "" : line;
}
