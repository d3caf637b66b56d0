// Plausible answers of no meaning at all, for working on the pages.
import { readFileSync } from "node:fs";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const declared = read("./declarations.json");
export const map = read("../../src/tumen/data/map/border.geo.json");
const BASELINE = "as-it-happened";

const { name, title, about, start: first, end: last } = declared.scenario;
export const scenarios = [
  { name, title, about, start: first, end: last },
  { name: "hyesan-scrap", title: "Hyesan's scrap boom, 2003-2008", about: "Factories stripped, soldiers' trucks, bribed guards.", start: "2003-01-01", end: "2008-12-31" },
];

const CHARTS = [
  ["hunger", "Two meals a day", "share of people", "mean", 0.08, 0.14, "People in households that eat two meals a day or fewer."],
  ["exports", "Iron concentrate exported", "t", "sum", 70000, -1, "Concentrate over the border with papers."],
  ["smuggled", "Smuggled", "t", "sum", 1100, 0.3, "Goods carried over the border outside lawful trade."],
  ["grain_price", "Price of rice", "KPW/kg", "mean", 5200, 0.05, "At the market."],
  ["arrests", "People taken", "persons", "sum", 240, -0.1, "To a training camp or into custody."],
  ["attendance", "At work at the mine", "share", "mean", 0.95, -0.12, "Of those on the mine's books."],
  ["levies_paid", "Levies paid", "KPW/household/month", "mean", 9000, -0.2, "What households hand over."],
  ["fear", "Fear", "index", "mean", 0.41, 0.05, "0 none, 1 full."],
];

/** Name, title, unit, whose figure, and times how much of which chart. */
const HEADLINES = [
  ["foreign_currency", "Foreign currency earned by the state", "USD million", "whole country", 1, 0.29],
  ["hungry", "Days people lived below 1,800 kcal", "person-days", "5 places, 1,190,000 residents", 0, 1.2e9],
  ["smuggled", "Goods smuggled", "t", "5 places, 1,190,000 residents", 2, 41],
  ["detained", "People held", "person-years", "5 places, 1,190,000 residents", 4, 41],
];

const LABELS = { "no-2371": -0.6, "food-aid": -0.3, "no-levies": 0.2, "open-border": 0.3 };
const POLICIES = [
  ["no-2371", "The full ban is never made", "Iron ore may be sold after August 2017 as before.", "UN Security Council",
    [{ kind: "instrument", match: "2371 *", action: "remove" }], ["Iron ore, coal, lead and seafood stay lawful after 15 August 2017."], false],
  ["food-aid", "Food aid to the mining counties", "Donated grain for Musan and Yonsa in the lean months after the ban.", "Donors, with the state's consent",
    [{ kind: "lever", lever: "donation", value: 600, from: "2017-11-01", to: "2018-12-31", places: ["Musan", "Yonsa"] }],
    ["Donors send 600 t a month for each 100,000 residents of Musan and Yonsa, November 2017 to December 2018."], false],
  ["no-levies", "No levies on households", "The order to support the mine is never given.", "The state",
    [{ kind: "lever", lever: "levies_forbidden", value: 1, from: "2018-01-01", to: null, places: [] }], ["Nobody may raise a levy from 1 January 2018."], false],
  ["sea-stop", "Ships stopped at sea", "Ship-to-ship transfers are stopped.", "Navies of the partner countries",
    [{ kind: "lever", lever: "sea_interdiction", value: 0.5, from: "2018-01-01", to: null, places: [] }], ["Half of the ships that leave at night are stopped from 2018."], true],
];

export function scenario() {
  return {
    ...declared.scenario,
    policies: POLICIES.map(([name, title, about, who, measures, differs, does_nothing]) => ({ name, title, about, who, measures, differs, does_nothing })),
    levers: declared.levers,
    beliefs: declared.beliefs,
    charts: CHARTS.map(([observable, title, unit, over_time, , , doc]) => ({ observable, title, unit, over_time, over_places: over_time === "sum" ? "sum" : "mean", doc })),
    headlines: HEADLINES.map(([name, title, unit]) => ({ name, title, unit })),
    map: CHARTS.map(([observable]) => observable),
    fits: [{ id: "fit-border", title: "Fitted to the border case" }],
  };
}

const months = [];
for (let year = 2013; year <= 2020; year += 1) for (let month = 1; month <= 12; month += 1) months.push(`${year}-${String(month).padStart(2, "0")}`);

const effect = (policy) => LABELS[policy] ?? (policy === BASELINE ? 0 : -0.2);
const four = (value) => Number(value.toPrecision(4));

function median([, , unit, , level, turn], policy, month) {
  const time = month / 12;
  const ban = 1 / (1 + Math.exp(-(month - 56) / 2.5));
  const season = 1 + 0.08 * Math.sin(time * 2 * Math.PI);
  const dip = turn === -1 ? 1 - 0.5 * Math.exp(-(((month - 22) / 4) ** 2)) : 1;
  const move = ban * turn * (1 + (turn === -1 ? effect(policy) : 1.3 * effect(policy)));
  const value = turn === -1 ? level * season * dip * (1 + move) : unit.startsWith("share") ? level * season + move : level * season * (1 + move * 2);
  return Math.max(unit.startsWith("share") ? 0.005 : 0, unit.startsWith("share") ? Math.min(value, 0.99) : value);
}

function band(chart, policy, done) {
  const wide = 0.12 + 0.25 / Math.sqrt(done);
  const line = (z) => months.map((_, month) => {
    const middle = median(chart, month < 55 ? BASELINE : policy, month);
    const noise = 1 + 0.06 * Math.sin(month * 1.7 + done) / Math.sqrt(done);
    return four(Math.max(0, middle * noise * (1 + z * wide)));
  });
  return { p5: line(-1), p25: line(-0.42), p50: line(0), p75: line(0.42), p95: line(1) };
}

const interval = (middle, wide) => ({ p5: four(middle - wide), p50: four(middle), p95: four(middle + wide) });

export function start({ policies, runs }) {
  const differs = Object.fromEntries(policies.map((policy) => [policy.name,
    POLICIES.find(([name]) => name === policy.name)?.[5] ?? policy.measures.map((measure) => `${measure.lever ?? measure.match ?? measure.change ?? "The border"} is changed${measure.from ? ` from ${measure.from}` : ""}.`)]));
  const idle = Object.fromEntries(policies.map((policy) => [policy.name, policy.name === "sea-stop" ? ["No port of this scenario sends ships at night, so stopping them changes nothing here."] : []]));
  return { months, runs, share: 0.002, from_snapshot: policies.length ? "2017-06-30" : null, differs, idle };
}

/** Of round 0 one run of few people is told; of round 1 all runs, in parts. */
export function bands({ policies, runs }, done, rough = false) {
  const names = [BASELINE, ...policies.map((policy) => policy.name)];
  const charts = Object.fromEntries(CHARTS.map((chart) => [chart[0], Object.fromEntries(names.map((name) => [name, band(chart, name, done)]))]));
  const headlines = HEADLINES.map(([name, title, unit, where, at, times]) => {
    const chart = CHARTS[at];
    const base = times * median(chart, BASELINE, 68);
    const wide = done === 1 ? 0 : base * (0.08 + 0.2 / Math.sqrt(done));
    return { name, title, unit, where, baseline: interval(base, wide),
      policies: Object.fromEntries(policies.map(({ name: policy }) => {
        const value = times * median(chart, policy, 68);
        return [policy, { value: interval(value, wide), difference: interval(value - base, wide * 0.6) }];
      })) };
  });
  const places = Object.fromEntries(CHARTS.map((chart) => [chart[0], Object.fromEntries(names.map((name) => [name,
    Object.fromEntries(declared.scenario.places.map((place, rank) => [place.name, months.map((_, month) => four(median(chart, month < 55 ? BASELINE : name, month) * (0.4 + 0.3 * rank)))]))]))]));
  const window = { from: policies.length ? "2017-08-01" : declared.scenario.start, to: declared.scenario.end };
  if (rough) return { done, runs: 1, share: 0.0005, first: true, charts, headlines, window, places };
  return { done, runs, share: 0.002, first: false, charts, headlines, window, ...(done === runs ? { places } : {}) };
}

/** What the server says of a policy that sets one lever twice from one day on. */
export function clash({ policies }) {
  for (const { name, measures } of policies) {
    const keys = measures.filter((one) => one.kind === "lever").map((one) => `${one.lever} from ${one.from}`);
    const twice = keys.find((key, rank) => keys.indexOf(key) < rank);
    if (twice) return `policy '${name}': two changes set '${twice.split(" ")[0]}' at the same place${twice.slice(twice.indexOf(" from"))}.`;
  }
  return null;
}

export function flows({ policies }) {
  const link = (source, target, value, unit) => ({ source, target, value, unit });
  const year = (scale) => ({
    ore: [link("Mine", "Trading companies", 900 * scale, "kt"), link("Mine", "Steel works", 300, "kt"), link("Mine", "Thieves", 6, "kt"),
      link("Trading companies", "Buyers in China", 880 * scale, "kt"), link("Thieves", "Brokers", 6, "kt"), link("Brokers", "Buyers in China", 6, "kt")],
    grain: [link("Farms", "State", 60, "kt"), link("Farms", "Market", 40, "kt"), link("State", "Households", 45, "kt"), link("State", "Army", 15, "kt"),
      link("Market", "Households", 52, "kt"), link("Imports", "Market", 12, "kt")],
    money: [link("Households", "Petty trade", 34.8, "million USD"), link("Petty trade", "Households", 41.2, "million USD"), link("Petty trade", "Rest of the country", 18.1, "million USD"),
      link("Rest of the country", "Petty trade", 16.4, "million USD"), link("State (wages issued)", "Households", 1.9, "million USD"), link("Households", "Local offices", 6.3, "million USD"),
      link("Local offices", "Rest of the country", 5.2, "million USD"), link("China and beyond", "Smuggling brokers", 0.3, "million USD"), link("Smuggling brokers", "Rest of the country", 0.25, "million USD"),
      link("Rest of the country", "State", 1.2, "million USD"), link("Households", "Levies for the mine", 9.4, "million USD"), link("Levies for the mine", "Rest of the country", 8, "million USD")],
  });
  return Object.fromEntries([BASELINE, ...policies.map(({ name }) => name)].map((name) => [name,
    Object.fromEntries(["2016", "2017", "2018", "2019", "2020"].map((one, rank) => [one, year(name === BASELINE ? 1 - 0.2 * rank : 1 - 0.1 * rank)]))]));
}

export function diary(query) {
  const household = Number(query.get("household") ?? 4711);
  const from = new Date(query.get("from") || "2018-02-01");
  const days = Array.from({ length: Number(query.get("days") ?? 14) }, (_, day) => ({
    date: new Date(from.getTime() + day * 86400000).toISOString().slice(0, 10),
    words: day % 4 === 0 ? ["The man signs in at the mine and leaves at noon.", "The woman sells maize noodles; she earns 6,200 won.", "They eat two meals, 1,610 kcal each."]
      : day % 5 === 0 ? ["An order to support the mine is read out: 40,000 won.", "They pay 18,000 won; trust falls."] : ["They eat three meals, 1,940 kcal each."],
  }));
  return { place: "Musan", household, members: ["a miner, 41", "his wife, 38, trader", "a girl, 12"], days, another: household + 37 };
}

export * from "./made-up-evidence.mjs";
