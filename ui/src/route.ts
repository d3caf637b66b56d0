// The address after "#": which page, which scenario, which question. Everything here is a pure function.

import type { Measure, Policy } from "./types";

export type Page = "whatif" | "evidence" | "runs";

export interface Route {
  page: Page;
  scenario: string;
  /** Names of bundled policies. */
  bundled: string[];
  /** Policies of one's own. */
  own: Policy[];
  /** Names of all of them in their order, where bundled ones do not come first. */
  order: string[];
  beliefs: Record<string, number>;
  fit: string;
  /** 0 where the address does not say. */
  runs: number;
  case: string;
  claim: string;
  document: string;
  /** What the claims are searched for, and which of them are shown. */
  search: string;
  only: string;
  job: string;
  /** Measures and values that make no sense, as the address has them. */
  unread: string[];
}

export const EMPTY: Route = {
  page: "whatif", scenario: "", bundled: [], own: [], order: [], beliefs: {}, fit: "", runs: 0, case: "", claim: "", document: "", search: "", only: "", job: "", unread: [],
};

export const LONGEST_SEARCH = 200;

const KINDS_OF_CLAIMS = ["numbers", "conflicts", "echoes"];

const PAGES: Page[] = ["whatif", "evidence", "runs"];

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const asked = new URLSearchParams(query);
  const unread: string[] = [];
  const route: Route = {
    ...EMPTY,
    page: PAGES.find((page) => page === path) ?? "whatif",
    scenario: asked.get("s") ?? "",
    bundled: (asked.get("p") ?? "").split(",").filter(Boolean),
    own: asked.getAll("o").map((text) => parsePolicy(text, unread)).filter((policy): policy is Policy => policy !== null),
    order: (asked.get("order") ?? "").split(",").filter(Boolean),
    beliefs: {},
    fit: asked.get("fit") ?? "",
    runs: /^[1-9]\d{0,5}$/.test(asked.get("runs") ?? "") ? Number(asked.get("runs")) : 0,
    case: asked.get("case") ?? "",
    claim: asked.get("claim") ?? "",
    document: asked.get("doc") ?? "",
    search: [...(asked.get("q") ?? "")].slice(0, LONGEST_SEARCH).join(""),
    only: KINDS_OF_CLAIMS.find((kind) => kind === asked.get("only")) ?? "",
    job: asked.get("job") ?? "",
    unread,
  };
  for (const [key, value] of asked) {
    if (!key.startsWith("b.")) continue;
    const number = Number(value);
    if (value !== "" && Number.isFinite(number)) route.beliefs[key.slice(2)] = number;
    else unread.push(`${key}=${value}`);
  }
  return route;
}

export function writeRoute(route: Route): string {
  const asked: [string, string][] = [];
  const add = (key: string, value: string) => value && asked.push([key, value]);
  if (route.page === "whatif") {
    add("s", route.scenario);
    add("p", route.bundled.join(","));
    for (const policy of route.own) add("o", writePolicy(policy));
    add("order", route.order.join(","));
    for (const [name, value] of Object.entries(route.beliefs)) add(`b.${name}`, String(value));
    add("fit", route.fit);
    add("runs", route.runs ? String(route.runs) : "");
  } else if (route.page === "evidence") {
    add("case", route.case);
    add("claim", route.claim);
    add("doc", route.document);
    add("q", route.search);
    add("only", route.only);
  } else add("job", route.job);
  const query = asked.map(([key, value]) => `${encodeURIComponent(key)}=${readable(value)}`).join("&");
  return `#/${route.page}${query ? `?${query}` : ""}`;
}

/** Percent-encoded, but for signs that are safe after "#" and better left readable. */
function readable(value: string): string {
  return encodeURIComponent(value).replace(/%(2C|3A|40|7C|20)/g, (code) =>
    code === "%20" ? "+" : decodeURIComponent(code));
}

function parsePolicy(text: string, unread: string[]): Policy | null {
  const [name = "", title = "", ...rest] = text.split("|").map(unescape);
  if (!name) {
    unread.push(text);
    return null;
  }
  const measures = rest.flatMap((one) => {
    const measure = parseMeasure(one);
    if (!measure) unread.push(one);
    return measure ?? [];
  });
  return { name, title: title || name, measures };
}

export function writePolicy(policy: Policy): string {
  return [policy.name, policy.title, ...policy.measures.map(writeMeasure)].map(escape).join("|");
}

const escape = (text: string) => text.replace(/[~|]/g, (sign) => (sign === "~" ? "~0" : "~1"));
const unescape = (text: string) => text.replace(/~[01]/g, (code) => (code === "~0" ? "~" : "|"));

export function writeMeasure(measure: Measure): string {
  const period = "from" in measure && measure.from ? `@${measure.from}..${("to" in measure && measure.to) || ""}` : "@";
  switch (measure.kind) {
    case "lever":
      return trim(`l:${measure.lever}:${measure.value}${period}@${measure.places.join("+")}`);
    case "instrument": {
      const more = [measure.endless ? "endless" : "", ...NUMBERS.map((key) => (measure[key] == null ? "" : `${key}=${measure[key]}`))];
      return trim(`i:${measure.action}:${measure.match}${period}@${more.filter(Boolean).join("+")}`);
    }
    case "closure":
      return `c:${measure.match ?? ""}${period}`;
    case "without":
      return `w:${measure.change}`;
  }
}

const NUMBERS = ["exemption", "quota"] as const;
const trim = (text: string) => text.replace(/@+$/, "");

export function parseMeasure(text: string): Measure | null {
  const kind = text.slice(0, 1);
  const body = text.slice(2);
  if (kind === "w") return body ? { kind: "without", change: body } : null;
  const [head = "", period = "", more = ""] = body.split("@");
  const [from = "", to = ""] = period.split("..");
  const rest = more ? more.split("+") : [];
  if (kind === "c") return from ? { kind: "closure", from, to: to || null, ...(head ? { match: head } : {}) } : null;
  const cut = head.indexOf(":");
  const [first, second] = [head.slice(0, cut), head.slice(cut + 1)];
  if (cut < 1 || !second) return null;
  if (kind === "l") {
    const value = Number(second);
    if (!Number.isFinite(value) || !from) return null;
    return { kind: "lever", lever: first, value, from, to: to || null, places: rest };
  }
  if (kind !== "i" || !["remove", "exempt", "enforce"].includes(first)) return null;
  const measure: Measure = { kind: "instrument", action: first as "remove", match: second };
  if (from) Object.assign(measure, { from, to: to || null });
  if (rest.includes("endless")) measure.endless = true;
  for (const key of NUMBERS) {
    const said = rest.find((one) => one.startsWith(`${key}=`));
    if (said && Number.isFinite(Number(said.slice(key.length + 1)))) measure[key] = Number(said.slice(key.length + 1));
  }
  return measure;
}
